//! The text of the program that makes each call with every parameter, and the list of these calls.

use std::fmt::Write;

use acs_codegen::ir::{
    Api, Body, BodyContent, BodyKind, FloatWidth, Multipart, Operation, Parameter, Part, PartKind,
    SecurityKind, TextFormat, Type,
};
use serde_json::{Value, json};

/// A call: an operation with one of the things that its body can be.
struct Call<'a> {
    id: String,
    operation: &'a Operation,
    content: Option<(&'a Body, &'a BodyContent)>,
}

fn calls(api: &Api) -> impl Iterator<Item = Call<'_>> {
    let calls = api.operations.iter().flat_map(|operation| {
        let contents = operation.body.iter().flat_map(|body| {
            let contents = body.contents.iter();
            contents.map(move |content| Some((body, content)))
        });
        let bodyless = operation.body.is_none().then_some(None);
        contents
            .chain(bodyless)
            .map(move |content| (operation, content))
    });
    calls.enumerate().map(|(index, (operation, content))| Call {
        id: index.to_string(),
        operation,
        content,
    })
}

/// The calls, for who makes values for them and judges them.
pub(super) fn list(api: &Api) -> Value {
    let list = calls(api).map(|call| {
        let operation = call.operation;
        json!({
            "id": call.id,
            "method": operation.method.name(),
            "path": operation.path,
            "media_type": call.content.map(|(_, content)| described(content)),
        })
    });
    list.collect()
}

/// The media type as the description has it, which may be a range.
fn described(content: &BodyContent) -> String {
    let key = content.origin.pointer.last();
    key.map_or_else(|| content.media_type.clone(), std::borrow::Cow::into_owned)
}

/// The program; it takes the address of the service and the file with the values.
pub(super) fn main(api: &Api) -> String {
    let rust_types = Names(api);
    let mut functions = String::new();
    let mut made = String::new();
    for call in calls(api) {
        // Writing into a String cannot fail.
        let _ = write!(functions, "\n{}", function(&call, &rust_types));
        let _ = writeln!(
            made,
            "    said({0:?}, call_{0}(&client, &Given(&given[{0:?}])).await);",
            call.id
        );
    }
    let credentials = api.service.schemes.iter().filter_map(|scheme| {
        let credential = match &scheme.kind {
            SecurityKind::ApiKeyHeader(_)
            | SecurityKind::ApiKeyQuery(_)
            | SecurityKind::ApiKeyCookie(_) => "key(\"key\")".to_owned(),
            SecurityKind::Basic => "basic(\"user\", \"password\")".to_owned(),
            SecurityKind::Bearer => "bearer(\"token\")".to_owned(),
            SecurityKind::Http(name) => format!("custom({:?})", format!("{name} token")),
            SecurityKind::MutualTls => return None,
        };
        Some(format!(
            ".credential({:?}, client::Credential::{credential})",
            scheme.name
        ))
    });
    let credentials: String = credentials.collect();
    format!(
        "{FRAME}{functions}\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {{\n    \
         let mut arguments = std::env::args().skip(1);\n    \
         let (Some(address), Some(values)) = (arguments.next(), arguments.next()) else {{\n        \
             panic!(\"ADDRESS VALUES\");\n    \
         }};\n    \
         let given = std::fs::read_to_string(values).expect(\"a file\");\n    \
         let given: Value = serde_json::from_str(&given).expect(\"JSON\");\n    \
         let config = client::Config::builder().base_url(address){credentials}.build();\n    \
         let client = client::Client::new(config).expect(\"a good configuration\");\n\
         {made}}}\n"
    )
}

/// What does not depend on the description.
const FRAME: &str = include_str!("../../round-trip/frame.rs");

/// The body's value, as an expression of an `Option`.
fn body_value(body: &Body, content: &BodyContent, rust_types: &Names<'_>) -> String {
    let value = match &content.kind {
        BodyKind::Form { ty, .. }
        | BodyKind::Json(ty)
        | BodyKind::Xml { ty, .. }
        | BodyKind::Text(ty) => format!("given.body::<{}>()", rust_types.of(ty)),
        BodyKind::Lines(ty) => format!("given.lines::<{}>()", rust_types.of(ty)),
        BodyKind::Binary | BodyKind::Parameters => "given.bytes()".to_owned(),
        BodyKind::Multipart(multipart) => multipart_value(multipart, rust_types),
    };
    if body.contents.len() == 1 {
        return value;
    }
    format!(
        "{value}.map(client::types::{}::{})",
        body.type_name, content.rust_name
    )
}

fn multipart_value(multipart: &Multipart, rust_types: &Names<'_>) -> String {
    if multipart.parts.is_empty() {
        return "given.parts()".to_owned();
    }
    let (needed, others): (Vec<_>, Vec<_>) = multipart.parts.iter().partition(|it| it.required);
    let needed: Vec<_> = needed
        .into_iter()
        .map(|it| format!("{}?", part_value(it, &literal(it), rust_types)))
        .collect();
    let mut text = format!(
        "(|| {{ let mut body = client::types::{}::new({}); ",
        multipart.type_name,
        needed.join(", ")
    );
    for part in others {
        let _ = write!(
            text,
            "if let Some(value) = {} {{ body = body.{}(value); }} ",
            part_value(part, &literal(part), rust_types),
            part.rust_name
        );
    }
    // What takes parts of any kind is left to the construct folders.
    let additional = multipart.additional.as_deref();
    if let Some(part) = additional.filter(|it| it.kind != PartKind::Any) {
        let _ = write!(
            text,
            "for name in given.others() {{ \
             if let Some(value) = {} {{ body = body.{}(name, value); }} }} ",
            part_value(part, "name", rust_types),
            part.rust_name
        );
    }
    text + "Some(body) })()"
}

fn literal(part: &Part) -> String {
    format!("{:?}", part.wire_name)
}

/// The value of a part, whose name is this expression.
fn part_value(part: &Part, name: &str, rust_types: &Names<'_>) -> String {
    if part.headers.iter().any(|header| header.required) {
        // No values are made for headers of parts; the construct folders hold those.
        let ty = format!("client::types::{}", part.headed_name);
        return if part.repeated {
            format!("None::<Vec<{ty}>>")
        } else {
            format!("None::<{ty}>")
        };
    }
    match (part.kind.ty(), part.repeated) {
        (None, false) => format!("given.file({name})"),
        (None, true) => format!("given.files({name})"),
        (Some(ty), false) => format!("given.part::<{}>({name})", rust_types.of(ty)),
        (Some(ty), true) => format!("given.part::<Vec<{}>>({name})", rust_types.of(ty)),
    }
}

/// Names of Rust types.
struct Names<'a>(&'a Api);

impl Names<'_> {
    fn of(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "bool".to_owned(),
            Type::Integer(width) => format!("{width:?}").to_lowercase(),
            Type::Float(FloatWidth::Decimal) => value("DecimalNumber"),
            Type::Float(width) => format!("{width:?}").to_lowercase(),
            Type::Null => value("Null"),
            Type::Text(TextFormat::Plain | TextFormat::Other(_)) => "String".to_owned(),
            Type::Text(TextFormat::Secret) => value("SecretText"),
            Type::Text(TextFormat::DateTime) => value("OffsetDateTime"),
            Type::Text(format) => value(&format!("{format:?}")),
            Type::List(item) => format!("Vec<{}>", self.of(item)),
            Type::Map(item) => format!("std::collections::BTreeMap<String, {}>", self.of(item)),
            Type::Nullable(inner) => format!("{}<{}>", value("Nullable"), self.of(inner)),
            Type::Any => value("Any"),
            Type::Named(id) => format!("client::types::{}", self.0.definition(*id).rust_name),
        }
    }
}

fn value(name: &str) -> String {
    format!("client::runtime::value::{name}")
}

fn function(call: &Call<'_>, rust_types: &Names<'_>) -> String {
    let operation = call.operation;
    let mut needed: Vec<_> = operation
        .parameters
        .iter()
        .filter(|it| it.required)
        .map(|it| format!("{}?", argument(it, rust_types)))
        .collect();
    let body = call
        .content
        .map(|(body, content)| (body, body_value(body, content, rust_types)));
    if let Some((_, value)) = body.as_ref().filter(|(body, _)| body.required) {
        needed.push(format!("{value}?"));
    }
    let mut text = format!(
        "async fn call_{}(client: &client::Client, given: &Given<'_>) -> Option<Result<(), impl std::fmt::Display>> {{\n    \
         let mut call = client.{}({});\n",
        call.id,
        operation.method_name,
        needed.join(", ")
    );
    let mut set = |name: &str, value: &str| {
        let _ = writeln!(
            text,
            "    if let Some(value) = {value} {{ call = call.{name}(value); }}"
        );
    };
    for parameter in operation.parameters.iter().filter(|it| !it.required) {
        set(&parameter.rust_name, &argument(parameter, rust_types));
    }
    if let Some((_, value)) = body.as_ref().filter(|(body, _)| !body.required) {
        set(operation.body_name(), value);
    }
    if call
        .content
        .is_some_and(|(_, content)| described(content).starts_with("image/*"))
    {
        text += "    let call = call.with_header(\"content-type\", \"image/png\");\n";
    }
    let _ = write!(
        text,
        "    Some(call.with_header(\"x-call-of-test\", {:?}).send().await.map(drop))\n}}\n",
        call.id
    );
    text
}

fn argument(parameter: &Parameter, rust_types: &Names<'_>) -> String {
    let place = parameter.place.name();
    format!(
        "given.parameter::<{}>({place:?}, {:?})",
        rust_types.of(&parameter.ty),
        parameter.wire_name
    )
}
