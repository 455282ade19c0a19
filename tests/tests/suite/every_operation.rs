//! Every operation, called by its name, answered by the mock.

use acs_runtime::signing::SignatureVersion;
use acs_runtime::value::Any;
use edas_client::by_name::operations;
use edas_client::{Client, Config, ReplyFormat};
use edas_mock::Server;
use serde_json::{Map, Value};

/// The operations of the description by name.
pub(crate) fn described() -> Map<String, Value> {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");
    let bundled = acs_codegen::bundle(
        "edas.yaml",
        &acs_codegen::Disk::new(spec),
        acs_codegen::Profile::Alibaba,
    );
    let document: Value =
        serde_json::from_str(&bundled.expect("a description").json).expect("JSON");
    let mut all = Map::new();
    for item in document["paths"].as_object().expect("paths").values() {
        for operation in item.as_object().expect("an item").values() {
            let name = operation["operationId"].as_str().expect("a name");
            all.insert(name.to_owned(), operation.clone());
        }
    }
    all
}

/// The examples of the parameters: of the required ones, or of all.
pub(crate) fn examples(operation: &Value, all: bool) -> Map<String, Value> {
    let mut found = Map::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let places = ["/example", "/content/application~1json/example"];
        let example = places.iter().find_map(|place| parameter.pointer(place));
        let required = parameter["required"] == true;
        if let (Some(example), true) = (example, all || required) {
            let name = parameter["name"].as_str().expect("a name");
            found.insert(name.to_owned(), example.clone());
        }
    }
    let form = "/requestBody/content/application~1x-www-form-urlencoded/schema";
    let form = operation.pointer(form).unwrap_or(&Value::Null);
    let required: Vec<_> = form["required"].as_array().into_iter().flatten().collect();
    for (name, property) in form["properties"].as_object().into_iter().flatten() {
        let wanted = all || required.iter().any(|required| *required == name);
        if let (Some(example), true) = (property.get("example"), wanted) {
            found.insert(name.clone(), example.clone());
        }
    }
    found
}

async fn call_all(signature: SignatureVersion, format: ReplyFormat, all: bool) {
    let edas = Server::start().expect("a server");
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .signature(signature)
        .reply_format(format);
    let client = Client::new(config.build()).expect("a client");
    let described = described();
    let mut answered = 0;
    for entry in operations() {
        let name = entry.operation.name;
        let parameters = Value::Object(examples(&described[name], all)).to_string();
        let parameters: Any = parameters.parse().expect("JSON");
        let call = client.by_name(name, parameters);
        let call = call.unwrap_or_else(|error| panic!("{name}: {error}"));
        let reply = call.send().await;
        let reply = reply.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            matches!(&reply, Any::Object(members) if !members.is_empty()),
            "{name}"
        );
        let seen = edas.requests().pop().expect("a request");
        assert_eq!(seen.operation.as_deref(), Some(name));
        assert_eq!(
            seen.message, None,
            "{name} sends what the description does not have"
        );
        answered += 1;
    }
    assert_eq!(answered, 162);
}

#[tokio::test]
async fn every_operation_is_answered_in_both_formats_and_with_both_signatures() {
    for signature in [SignatureVersion::Acs3, SignatureVersion::Roa] {
        for format in [ReplyFormat::Json, ReplyFormat::Xml] {
            call_all(signature, format, false).await;
        }
    }
}

#[tokio::test]
async fn every_operation_is_answered_with_all_of_its_parameters() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        call_all(SignatureVersion::Acs3, format, true).await;
    }
}
