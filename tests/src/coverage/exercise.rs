//! Tries an operation: a call with every parameter, and its samples in both forms.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use acs_codegen::ir::{Api, Encoding, EnumBase, Parameter, ParameterPlace, Shape, Type};
use acs_runtime::named::{Reply, to_any};
use acs_runtime::{decode_json, decode_xml, to_json, to_xml};
use bytes::Bytes;
use edas_client::testing::{Reply as ScriptedReply, Script};
use edas_client::{Client, by_name};
use http::Request;
use serde_json::{Map, Value, json};

use super::members;
use crate::xml::elements;

/// What came of it.
#[derive(Debug, Default)]
pub struct Exercised {
    /// Whether there are samples in both forms.
    pub sampled: bool,
    /// The parameters that went over the wire as they should.
    pub parameters: BTreeSet<String>,
    /// The members of the JSON sample.
    pub sample: BTreeSet<String>,
    /// The members that both forms of the sample decode to, alike.
    pub fields: BTreeSet<String>,
    /// What did not go as it should.
    pub problems: Vec<String>,
}

/// Tries the operation of that index.
#[must_use]
pub fn exercise(api: &Api, index: usize, samples: &Path) -> Exercised {
    let operation = &api.operations[index];
    let mut exercised = Exercised::default();
    let Some(entry) = by_name::operation(&operation.wire_name) else {
        exercised
            .problems
            .push("the client does not have it; run `cargo xtask generate`".to_owned());
        return exercised;
    };
    call(api, index, &mut exercised);
    let stem = samples
        .join(&api.groups[operation.group].name)
        .join(&operation.wire_name);
    let read = |extension| fs::read_to_string(stem.with_extension(extension));
    match (read("json"), read("xml")) {
        (Ok(json), Ok(xml)) => {
            exercised.sampled = true;
            if let Err(problem) = decode(entry.reply, &json, &xml, &mut exercised) {
                exercised.problems.push(problem);
            }
        }
        _ => exercised
            .problems
            .push(format!("no samples {}.json and .xml", stem.display())),
    }
    exercised
}

/// Makes a call with a value for every parameter, and looks for each in the request.
fn call(api: &Api, index: usize, exercised: &mut Exercised) {
    let operation = &api.operations[index];
    let mut input = Map::new();
    for parameter in &operation.parameters {
        input.insert(parameter.wire_name.clone(), value(parameter, api));
    }
    let request = match request(&operation.wire_name, Value::Object(input.clone())) {
        Ok(request) => request,
        Err(problem) => return exercised.problems.push(problem),
    };
    let sent = sent(&request);
    for parameter in &operation.parameters {
        let name = &parameter.wire_name;
        let missing = expected(parameter, &input[name])
            .into_iter()
            .find(|text| !was_sent(parameter, text, &request, &sent));
        match missing {
            None => {
                exercised.parameters.insert(name.clone());
            }
            Some(text) => exercised
                .problems
                .push(format!("{name} did not go out as {text:?}")),
        }
    }
}

/// The texts that a value goes out as.
fn expected(parameter: &Parameter, value: &Value) -> Vec<String> {
    let Value::Array(items) = value else {
        return vec![text(value)];
    };
    let items: Vec<_> = items.iter().map(text).collect();
    match parameter.separator() {
        Some(separator) => vec![items.join(&separator.to_string())],
        None => items,
    }
}

fn was_sent(
    parameter: &Parameter,
    text: &str,
    request: &Request<Bytes>,
    pairs: &[(String, String)],
) -> bool {
    let name = &parameter.wire_name;
    match parameter.place {
        ParameterPlace::Query | ParameterPlace::Form => pairs
            .iter()
            .any(|(sent, value)| sent == name && value == text),
        ParameterPlace::Header | ParameterPlace::Cookie => request
            .headers()
            .get(name)
            .is_some_and(|value| value.as_bytes() == text.as_bytes()),
        ParameterPlace::Path => request
            .uri()
            .path()
            .contains(&*acs_runtime::parameters::percent_encode(text)),
    }
}

fn request(operation: &str, input: Value) -> Result<Request<Bytes>, String> {
    let script = Script::always(ScriptedReply::json("{}"));
    let client = Client::new(script.config()).map_err(|error| error.to_string())?;
    let call = client.by_name(operation, input);
    let call = call.map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|error| error.to_string())?;
    runtime
        .block_on(call.send())
        .map_err(|error| error.to_string())?;
    let request = script.requests().pop();
    request
        .map(|request| request.http().clone())
        .ok_or_else(|| "nothing was sent".to_owned())
}

/// The pairs of query and form.
fn sent(request: &Request<Bytes>) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let pairs = |text| url::form_urlencoded::parse(text).into_owned();
    pairs(query).chain(pairs(request.body())).collect()
}

/// A value that fits a parameter.
fn value(parameter: &Parameter, api: &Api) -> Value {
    if parameter.encoding == Encoding::Json {
        return json!({"a": [1, "b"]});
    }
    of_type(&parameter.ty, api)
}

fn of_type(ty: &Type, api: &Api) -> Value {
    match ty {
        Type::Bool => json!(true),
        Type::Integer(_) => json!(7),
        Type::Float(_) => json!(1.5),
        Type::List(item) => json!([of_type(item, api), of_type(item, api)]),
        Type::Named(id) => match &api.definition(*id).shape {
            Shape::Enum { base, values } => {
                let wire = values.first().map_or("1", |value| &value.wire_value);
                match base {
                    EnumBase::Integer => json!(wire.parse::<i64>().unwrap_or(1)),
                    EnumBase::Text => json!(wire),
                    EnumBase::Mixed => serde_json::from_str(wire).unwrap_or_default(),
                }
            }
            _ => json!("a value"),
        },
        _ => json!("a value, with & and ="),
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Reads both forms of a sample, and writes them again.
fn decode(
    reply: fn() -> Box<dyn Reply>,
    json: &str,
    xml: &str,
    exercised: &mut Exercised,
) -> Result<(), String> {
    let document: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    members(&document, &mut exercised.sample);
    let (mut of_json, mut of_xml) = (reply(), reply());
    decode_json(json.as_bytes(), of_json.value_mut())
        .map_err(|error| format!("the JSON sample: {error}"))?;
    decode_xml(xml.as_bytes(), of_xml.value_mut())
        .map_err(|error| format!("the XML sample: {error}"))?;
    let (from_json, from_xml) = (to_any(of_json.value()), to_any(of_xml.value()));
    if from_json != from_xml {
        return Err(format!(
            "the samples say different things: {from_json} and {from_xml}"
        ));
    }
    let written: Value =
        serde_json::from_str(&to_json(of_json.value())).map_err(|error| error.to_string())?;
    if written != document {
        return Err(format!("the JSON sample comes back as {written}"));
    }
    let written = to_xml(of_xml.xml_name(), of_xml.value());
    if elements(&written)? != elements(xml)? {
        return Err(format!("the XML sample comes back as {written}"));
    }
    members(&from_json, &mut exercised.fields);
    Ok(())
}

fn members(value: &Value, into: &mut BTreeSet<String>) {
    let mut paths = Vec::new();
    members::of_value(value, "", &mut paths);
    into.extend(paths);
}
