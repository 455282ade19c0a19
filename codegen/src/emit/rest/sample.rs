//! A program that calls the client, for documentation.

use super::super::{Target, markdown};
use crate::ir::{Api, Effect, Operation, SecurityKind, SecurityScheme, Type};

/// How a credential of a kind is made, with words in place of what is secret; none for what a transport brings.
fn credential(kind: &SecurityKind) -> Option<&'static str> {
    Some(match kind {
        SecurityKind::ApiKeyHeader(_)
        | SecurityKind::ApiKeyQuery(_)
        | SecurityKind::ApiKeyCookie(_) => "key(\"the key\")",
        SecurityKind::Basic => "basic(\"user\", \"password\")",
        SecurityKind::Bearer => "bearer(\"the token\")",
        SecurityKind::Http(_) => "custom(\"the value of the header\")",
        SecurityKind::MutualTls => return None,
    })
}

/// Where a program is read: `rustdoc` leaves out what only makes it complete.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Readme,
    Rustdoc,
}

/// What makes a client and calls its simplest operation, as a block of code.
pub(super) fn program(api: &Api, target: &Target, place: Place) -> String {
    let simple = || api.operations.iter().filter(|it| needs_texts_alone(it));
    let harmless = simple().find(|it| it.effect == Effect::Read);
    let operation = harmless.or(simple().next());
    let scheme = scheme_of(&api.service.schemes, operation.or(api.operations.first()));
    let credential = scheme.and_then(|scheme| Some((scheme, credential(&scheme.kind)?)));
    let krate = target.krate();
    let used = if credential.is_some() {
        "{Client, Config, Credential}"
    } else {
        "{Client, Config}"
    };
    let body = format!(
        "let config = {};\nlet client = Client::new(config)?;\n{}",
        configuration(api, &krate, credential),
        operation.map_or_else(|| "drop(client);".to_owned(), call)
    );
    let head = "async fn example() -> Result<(), Box<dyn std::error::Error>> {";
    let (language, function) = match place {
        Place::Readme => {
            let body = body.replace('\n', "\n    ");
            let function = format!("{head}\n    {body}\n    Ok(())\n}}");
            ("rust,no_run", function)
        }
        Place::Rustdoc => ("no_run", format!("# {head}\n{body}\n# Ok(())\n# }}")),
    };
    format!("```{language}\nuse {krate}::{used};\n\n{function}\n```")
}

/// An expression of the configuration, with the address where the description has no whole one.
fn configuration(api: &Api, krate: &str, credential: Option<(&SecurityScheme, &str)>) -> String {
    let mut settings = String::new();
    let is_whole = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let first = api.service.servers.first();
    if !first.is_some_and(|server| is_whole(&server.url)) {
        settings += "\n    .base_url(\"https://api.example.com\")";
    }
    if let Some((scheme, made)) = credential {
        let name = scheme.rust_name.to_uppercase();
        settings += &format!("\n    .credential({krate}::security::{name}, Credential::{made})");
    }
    if settings.is_empty() {
        "Config::builder().build()".to_owned()
    } else {
        format!("Config::builder(){settings}\n    .build()")
    }
}

fn call(operation: &Operation) -> String {
    let arguments = operation.parameters.iter().filter(|it| it.required);
    let arguments: Vec<_> = arguments.filter_map(|it| literal(&it.ty)).collect();
    format!(
        "let reply = client.{}({}).send().await?;\nprintln!(\"{{}}\", reply.status());",
        operation.method_name,
        arguments.join(", ")
    )
}

/// The first scheme that an operation asks for, or that the API has.
fn scheme_of<'a>(
    schemes: &'a [SecurityScheme],
    operation: Option<&Operation>,
) -> Option<&'a SecurityScheme> {
    let alternatives = operation.map(|it| it.security.iter().flatten());
    let wanted: Vec<_> = alternatives.into_iter().flatten().collect();
    let mut all = wanted.into_iter();
    all.find_map(|name| schemes.iter().find(|scheme| scheme.name == *name))
}

/// Whether a call takes nothing but texts and numbers.
fn needs_texts_alone(operation: &Operation) -> bool {
    let mut required = operation.parameters.iter().filter(|it| it.required);
    let body = operation.body.as_ref().is_some_and(|body| body.required);
    !body && !operation.docs.deprecated && required.all(|it| literal(&it.ty).is_some())
}

fn literal(ty: &Type) -> Option<&'static str> {
    use crate::ir::TextFormat::{Other, Plain};
    Some(match ty {
        Type::Bool => "true",
        Type::Integer(_) => "1",
        Type::Float(_) => "1.0",
        Type::Text(Plain | Other(_)) => "\"text\"",
        _ => return None,
    })
}

/// What each scheme takes, as a section of a README.
pub(super) fn credentials(api: &Api, target: &Target) -> String {
    let schemes = &api.service.schemes;
    if schemes.is_empty() {
        return String::new();
    }
    let mut text = "\n## Credentials\n\n\
        Each operation takes what its description asks for: the first alternative for which all credentials are \
        configured. They go into the configuration by `credential`, under the names of their schemes.\n\n\
        | Scheme | Name | Credential |\n|---|---|---|\n"
        .to_owned();
    for scheme in schemes {
        let made = credential(&scheme.kind).map_or_else(
            || "a transport that presents the certificate".to_owned(),
            |made| markdown::code(&format!("Credential::{made}")),
        );
        text += &format!(
            "| {} | `{}::security::{}` | {made} |\n",
            markdown::code(&scheme.name),
            target.krate(),
            scheme.rust_name.to_uppercase()
        );
    }
    text
}
