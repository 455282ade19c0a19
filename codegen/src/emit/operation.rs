//! The file of an operation: its facts, the method of the client, the call and the types that only it uses.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, items, markdown, tokens, types};
use crate::ir::{Api, Effect, Encoding, Home, Method, Operation, Parameter, ParameterPlace, Type};

pub(super) fn file(api: &Api, index: usize, target: &Target) -> TokenStream {
    let operation = &api.operations[index];
    let header = tokens::inner_doc(&format!(
        "{} {}",
        operation.method.name(),
        markdown::code(&operation.path)
    ));
    let uses = uses(api, index);
    let facts = facts(operation);
    let method = client_method(api, operation, target);
    let call = call(api, operation);
    let types = items::in_home(api, Home::Operation(index))
        .map(|definition| types::definition(api, definition));
    let reply = items::in_home(api, Home::Operation(index))
        .filter(|it| types::is_reply(api, it))
        .map(|it| types::response(api, it));
    quote! {
        #header
        #uses
        #facts
        #method
        #call
        #(#types)*
        #(#reply)*
    }
}

fn uses(api: &Api, index: usize) -> TokenStream {
    let types = items::foreign_uses(api, index);
    quote! {
        use acs_runtime::{Call, Effect, Error, Method, Operation};
        use crate::Client;
        #types
    }
}

fn facts(operation: &Operation) -> TokenStream {
    let (name, path) = (&operation.wire_name, &operation.path);
    let method = tokens::ident(match operation.method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
    });
    let effect = tokens::ident(match operation.effect {
        Effect::Read => "Read",
        Effect::Idempotent => "Idempotent",
        Effect::Write => "Write",
    });
    quote! {
        static OPERATION: Operation = Operation {
            name: #name,
            method: Method::#method,
            path: #path,
            effect: Effect::#effect,
        };
    }
}

fn client_method(api: &Api, operation: &Operation, target: &Target) -> TokenStream {
    let docs = tokens::doc(&method_docs(api, operation, target));
    let deprecated = tokens::deprecated(&operation.docs);
    let (method, call) = (
        tokens::ident(&operation.method_name),
        tokens::ident(&operation.type_name),
    );
    let required: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let arguments = required.iter().map(|parameter| {
        let (name, ty) = (
            tokens::ident(&parameter.rust_name),
            argument_type(&parameter.ty, api),
        );
        quote!(#name: #ty)
    });
    let form = operation.has_form().then(|| quote!(call.form_body();));
    let sets = required
        .iter()
        .map(|parameter| set(parameter, &quote!(call), api));
    let mutable = (!required.is_empty() || operation.has_form()).then(|| quote!(mut));
    quote! {
        impl Client {
            #docs
            #deprecated
            pub fn #method(&self, #(#arguments),*) -> #call {
                let #mutable call = self.call(&OPERATION);
                #form
                #(#sets)*
                #call { call }
            }
        }
    }
}

fn method_docs(api: &Api, operation: &Operation, target: &Target) -> String {
    let mut text = tokens::prose(
        &operation.docs,
        &format!("Calls {}.", markdown::code(&operation.wire_name)),
    );
    text += &format!(
        "\n\nWire: {}, action {}.",
        markdown::code(&format!("{} {}", operation.method.name(), operation.path)),
        markdown::code(&operation.wire_name)
    );
    text += match operation.effect {
        Effect::Read => " It changes nothing.",
        Effect::Idempotent => " Calling it twice does the same as calling it once.",
        Effect::Write => " Calling it twice may do more than calling it once.",
    };
    for (title, required) in [("Arguments", true), ("Optional parameters", false)] {
        let list: Vec<_> = operation
            .parameters
            .iter()
            .filter(|it| it.required == required)
            .map(parameter_line)
            .collect();
        if !list.is_empty() {
            text += &format!("\n\n# {title}\n\n{}", list.join("\n"));
        }
    }
    text += &format!("\n\n# Example\n\n{}", example(api, operation, target));
    if let Some(source) = &operation.docs.source {
        text += &format!(
            "\n\nSource: [{}]({}).",
            markdown::one_line(&operation.wire_name),
            link(source)
        );
    }
    text
}

fn parameter_line(parameter: &Parameter) -> String {
    let description = parameter.docs.description.as_deref();
    let description = description
        .map(|text| markdown::one_line(text) + " ")
        .unwrap_or_default();
    let facts = tokens::facts(&parameter.wire_name, &parameter.docs, None);
    format!("* `{}`: {description}{facts}", parameter.rust_name)
}

/// A link's target as Markdown takes it whatever it contains.
fn link(target: &str) -> String {
    let escaped = |letter: char| {
        if letter.is_ascii_graphic() && !"()<>\\`".contains(letter) {
            letter.to_string()
        } else {
            format!("%{:02X}", u32::from(letter))
        }
    };
    target.chars().map(escaped).collect()
}

/// A program that makes the call, as a block of documentation that is compiled and not run.
pub(super) fn example(api: &Api, operation: &Operation, target: &Target) -> String {
    let krate = target.krate();
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments: Vec<_> = required
        .map(|parameter| argument_example(parameter, api, &krate))
        .collect();
    format!(
        "```no_run\n\
         # async fn example() -> Result<(), {krate}::Error> {{\n\
         let client = {krate}::Client::from_env().await?;\n\
         let reply = client\n    .{}({})\n    .send()\n    .await?;\n\
         println!(\"{{reply:?}}\");\n\
         # Ok(())\n\
         # }}\n\
         ```",
        operation.method_name,
        arguments.join(", ")
    )
}

fn argument_example(parameter: &Parameter, api: &Api, krate: &str) -> String {
    let example = parameter.docs.example.as_deref();
    let number = |fallback: &str| {
        let example = example.filter(|text| text.parse::<f64>().is_ok());
        example.unwrap_or(fallback).to_owned()
    };
    match &parameter.ty {
        Type::Bool => example
            .filter(|text| *text == "false")
            .unwrap_or("true")
            .to_owned(),
        Type::Integer(_) => number("1"),
        Type::Float(_) => number("1.5"),
        Type::List(_) => "[]".to_owned(),
        Type::Named(id) => {
            let definition = api.definition(*id);
            items::path(api, definition, krate) + "::" + types::first_variant(definition)
        }
        _ => format!(
            "{:?}",
            markdown::one_line(example.unwrap_or("...")).replace("```", "")
        ),
    }
}

fn call(api: &Api, operation: &Operation) -> TokenStream {
    let call = tokens::ident(&operation.type_name);
    let docs = tokens::doc(&format!(
        "A call of [`Client::{}`] that is not sent yet.\n\nIt can be cloned and sent again.",
        operation.method_name
    ));
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| setter(parameter, api));
    let send = send(api, operation);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #call {
            call: Call,
        }

        impl #call {
            #(#setters)*
            #send
        }
    }
}

fn setter(parameter: &Parameter, api: &Api) -> TokenStream {
    let description = tokens::prose(
        &parameter.docs,
        &format!("Sets {}.", markdown::code(&parameter.wire_name)),
    );
    let docs = tokens::doc(&format!(
        "{description}\n\n{}",
        tokens::facts(&parameter.wire_name, &parameter.docs, None)
    ));
    let deprecated = tokens::deprecated(&parameter.docs);
    let (name, ty) = (
        tokens::ident(&parameter.rust_name),
        argument_type(&parameter.ty, api),
    );
    let set = set(parameter, &quote!(self.call), api);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

fn send(api: &Api, operation: &Operation) -> TokenStream {
    let docs = tokens::doc(
        "Sends the call and reads the reply.\n\n\
         # Errors\n\n\
         See [`Error`]; nothing was sent when it is [`Error::Credentials`], [`Error::Config`] or [`Error::Request`].",
    );
    let reply = operation
        .reply
        .ty
        .map(|id| tokens::ident(&api.definition(id).rust_name));
    let reply = reply.map_or_else(|| quote!(acs_runtime::Empty), |name| quote!(#name));
    quote! {
        #docs
        pub async fn send(self) -> Result<#reply, Error> {
            self.call.send().await
        }
    }
}

/// What a caller may pass.
fn argument_type(ty: &Type, api: &Api) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(impl Into<String>),
        Type::List(item) => {
            let item = argument_type(item, api);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Named(_) => {
            let name = tokens::rust_type(ty, api);
            quote!(impl Into<#name>)
        }
        other => tokens::rust_type(other, api),
    }
}

/// Hands an argument on to the call.
fn set(parameter: &Parameter, call: &TokenStream, api: &Api) -> TokenStream {
    let (name, wire) = (tokens::ident(&parameter.rust_name), &parameter.wire_name);
    let place = tokens::ident(match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Header | ParameterPlace::Cookie => "header",
        ParameterPlace::Query => "query",
        ParameterPlace::Form => "form",
    });
    let texts = |item: &Type| {
        if matches!(item, Type::Text(_)) {
            return quote!(#name.into_iter().map(Into::into));
        }
        let text = text(item, &quote!(item), api);
        quote!(#name.into_iter().map(|item| #text))
    };
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Joined(separator), Type::List(item)) => {
            let (texts, separator) = (texts(item), separator.to_string());
            quote!(#call.#place(#wire, #texts.collect::<Vec<String>>().join(#separator));)
        }
        (Encoding::Repeated, Type::List(item)) => {
            let (texts, place) = (texts(item), tokens::ident(&format!("{place}_list")));
            quote!(#call.#place(#wire, #texts.collect());)
        }
        (_, ty) => {
            let text = text(ty, &quote!(#name), api);
            quote!(#call.#place(#wire, #text);)
        }
    }
}

fn text(ty: &Type, value: &TokenStream, api: &Api) -> TokenStream {
    match ty {
        Type::Text(_) => quote!(#value.into()),
        Type::Named(_) => {
            let name = tokens::rust_type(ty, api);
            quote!(Into::<#name>::into(#value).to_string())
        }
        _ => quote!(#value.to_string()),
    }
}
