//! What operations of both profiles have: the method of the client, the call with its setters, and their words.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{markdown, prelude, tokens};
use crate::ir::{Api, Encoding, Operation, Parameter, Prelude};

/// The head of an operation's file.
pub(super) fn header(operation: &Operation) -> TokenStream {
    tokens::inner_doc(&format!(
        "{} {}",
        operation.method.name(),
        markdown::code(&operation.path)
    ))
}

/// The first paragraphs of a method's documentation: what it is for, what goes over the wire, what repeating it does.
/// `kind` is what the service calls an operation.
pub(super) fn opening(operation: &Operation, kind: &str) -> String {
    let name = markdown::code(&operation.wire_name);
    let prose = tokens::prose(&operation.docs, &format!("Calls {name}."));
    let request = format!("{} {}", operation.method.name(), operation.path);
    format!(
        "{prose}\n\nWire: {}, {kind} {name}. {}",
        markdown::code(&request),
        tokens::effect_docs(operation.effect)
    )
}

/// The lists of what a call takes; a body may stand at the end of one of them.
pub(super) fn inputs(operation: &Operation, body: Option<&(bool, String)>) -> String {
    let mut text = String::new();
    for (title, required) in [("Arguments", true), ("Optional parameters", false)] {
        let parameters = operation.parameters.iter();
        let lines = parameters.filter(|it| it.required == required);
        let body = body.into_iter().filter(|(it, _)| *it == required);
        let lines = lines.map(line).chain(body.map(|(_, line)| line.clone()));
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            text += &format!("\n\n# {title}\n\n{}", lines.join("\n"));
        }
    }
    text
}

fn line(parameter: &Parameter) -> String {
    let description = parameter.docs.description.as_deref();
    let description = description
        .map(|text| markdown::one_line(text) + " ")
        .unwrap_or_default();
    format!(
        "* `{}`: {description}{}",
        parameter.rust_name,
        facts(parameter)
    )
}

/// What a caller needs to know of a parameter beyond its description.
fn facts(parameter: &Parameter) -> String {
    let separated = parameter.separator().map(|separator| {
        format!(
            "One text on the wire, with {} between the items.",
            markdown::code(&separator.to_string())
        )
    });
    let spelling = match parameter.encoding {
        Encoding::Json => Some("One JSON text on the wire.".to_owned()),
        _ => separated,
    };
    tokens::facts(&parameter.wire_name, &parameter.docs, spelling.as_deref())
}

/// The method of the client that makes a call of what it takes.
pub(super) fn method(
    operation: &Operation,
    client: &TokenStream,
    docs: &str,
    arguments: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let docs = tokens::doc(docs);
    let deprecated = tokens::deprecated(&operation.docs);
    let method = tokens::ident(&operation.method_name);
    let call = tokens::ident(&operation.type_name);
    quote! {
        impl #client {
            #docs
            #deprecated
            pub fn #method(&self, #(#arguments),*) -> #call {
                #body
            }
        }
    }
}

/// The type of a call that is not sent yet; `inner` is the runtime's.
pub(super) fn call(
    operation: &Operation,
    inner: &TokenStream,
    docs: &str,
    derives: &TokenStream,
    methods: &TokenStream,
    api: &Api,
) -> TokenStream {
    let as_mut = prelude::item(Prelude::AsMut, api);
    let name = tokens::ident(&operation.type_name);
    let docs = tokens::doc(docs);
    quote! {
        #docs
        #[derive(#derives)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #name {
            call: #inner,
        }

        impl #name {
            #methods
        }

        impl #as_mut<#inner> for #name {
            fn as_mut(&mut self) -> &mut #inner {
                &mut self.call
            }
        }
    }
}

/// The setter of a parameter, of what a caller may pass and the code that hands it on.
pub(super) fn setter(
    parameter: &Parameter,
    accepted: &TokenStream,
    set: &TokenStream,
) -> TokenStream {
    let description = tokens::prose(
        &parameter.docs,
        &format!("Sets {}.", markdown::code(&parameter.wire_name)),
    );
    let docs = tokens::doc(&format!("{description}\n\n{}", facts(parameter)));
    let deprecated = tokens::deprecated(&parameter.docs);
    let name = tokens::ident(&parameter.rust_name);
    named_setter(&quote!(#docs #deprecated), &name, accepted, set)
}

/// The setter of anything that a call takes.
pub(super) fn named_setter(
    head: &TokenStream,
    name: &Ident,
    accepted: &TokenStream,
    set: &TokenStream,
) -> TokenStream {
    quote! {
        #head
        pub fn #name(mut self, #name: #accepted) -> Self {
            #set
            self
        }
    }
}

/// A link's target as Markdown takes it whatever it contains.
pub(super) fn link(target: &str) -> String {
    let escaped = |letter: char| {
        if letter.is_ascii_graphic() && !"()<>\\`".contains(letter) {
            letter.to_string()
        } else {
            format!("%{:02X}", u32::from(letter))
        }
    };
    target.chars().map(escaped).collect()
}
