//! The file of an operation: its facts, the method of the client, the call, and the types that only it uses.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::operation::link;
use super::super::{Target, items, markdown, tokens, types};
use super::{arguments, body, facts, replies};
use crate::ir::{Api, Home, Operation, Parameter};

pub(in super::super) fn file(api: &Api, index: usize, _: &Target) -> TokenStream {
    let operation = &api.operations[index];
    let header = tokens::inner_doc(&format!(
        "{} {}",
        operation.method.name(),
        markdown::code(&operation.path)
    ));
    let uses = items::foreign_uses(api, index);
    let facts = facts::of_operation(operation);
    let method = client_method(api, operation);
    let call = call(api, operation);
    let body = body::definitions(api, operation);
    let replies = replies::definitions(api, operation);
    let types = items::in_home(api, Home::Operation(index))
        .map(|definition| types::definition(api, definition));
    quote! {
        #header
        use acs_runtime::rest;
        #uses
        #facts
        #method
        #call
        #body
        #replies
        #(#types)*
    }
}

/// The module of an operation, which is a file, too: its method's name, unless that is no name of a file to Cargo or the
/// type of the calls is called so. No other name ends in `_` but those of keywords.
pub(in super::super) fn module_name(operation: &Operation) -> String {
    let name = &operation.method_name;
    if name.is_ascii() && *name != operation.type_name {
        return name.clone();
    }
    let mut module = String::new();
    for letter in name.chars() {
        if letter.is_ascii() {
            module.push(letter);
        } else {
            module += &format!("u{:x}", u32::from(letter));
        }
    }
    module + "_"
}

/// What a method takes: the required parameters, and the body if there must be one.
struct Taken<'a> {
    parameters: Vec<&'a Parameter>,
    body: bool,
}

fn taken(operation: &Operation) -> Taken<'_> {
    let parameters = operation.parameters.iter();
    Taken {
        parameters: parameters.filter(|parameter| parameter.required).collect(),
        body: operation.body.as_ref().is_some_and(|body| body.required),
    }
}

fn client_method(api: &Api, operation: &Operation) -> TokenStream {
    let docs = tokens::doc(&method_docs(operation));
    let deprecated = tokens::deprecated(&operation.docs);
    let (method, call) = (
        tokens::ident(&operation.method_name),
        tokens::ident(&operation.type_name),
    );
    let taken = taken(operation);
    let mut accepted = Vec::new();
    let mut sets = Vec::new();
    for parameter in &taken.parameters {
        let (name, ty) = (
            tokens::ident(&parameter.rust_name),
            arguments::accepted(&parameter.ty, api),
        );
        accepted.push(quote!(#name: #ty));
        sets.push(set(parameter, &name, &quote!(_call), api));
    }
    if let Some(of_call) = operation.body.as_ref().filter(|_| taken.body) {
        let (name, ty) = (body::argument(operation), body::accepted(of_call, api));
        accepted.push(quote!(#name: #ty));
        sets.push(body::set(of_call, &quote!(#name), &quote!(_call), api));
    }
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    quote! {
        impl crate::Client {
            #docs
            #deprecated
            pub fn #method(&self, #(#accepted),*) -> #call {
                let #mutable _call = self.call(&OPERATION);
                #(#sets)*
                #call { call: _call }
            }
        }
    }
}

fn set(parameter: &Parameter, name: &Ident, call: &TokenStream, api: &Api) -> TokenStream {
    let facts = facts::parameter(parameter);
    let value = arguments::converted(&quote!(#name), &parameter.ty, api);
    quote!(#call.argument(&#facts, &#value);)
}

fn method_docs(operation: &Operation) -> String {
    let mut text = tokens::prose(
        &operation.docs,
        &format!("Calls {}.", markdown::code(&operation.wire_name)),
    );
    text += &format!(
        "\n\nWire: {}, operation {}.",
        markdown::code(&format!("{} {}", operation.method.name(), operation.path)),
        markdown::code(&operation.wire_name)
    );
    text += " ";
    text += tokens::effect_docs(operation.effect);
    text += &security_docs(operation);
    for (title, required) in [("Arguments", true), ("Optional parameters", false)] {
        let parameters = operation.parameters.iter();
        let mut list: Vec<_> = parameters
            .filter(|it| it.required == required)
            .map(parameter_line)
            .collect();
        if let Some(of_call) = &operation.body
            && of_call.required == required
        {
            list.push(body::line(operation, of_call));
        }
        if !list.is_empty() {
            text += &format!("\n\n# {title}\n\n{}", list.join("\n"));
        }
    }
    text += &replies::docs(operation);
    if let Some(source) = &operation.docs.source {
        text += &format!("\n\nMore: <{}>.", link(source));
    }
    text
}

fn security_docs(operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|needed| {
        let names: Vec<_> = needed.iter().map(|name| markdown::code(name)).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(" and ")
        }
    });
    let alternatives: Vec<_> = alternatives.collect();
    if alternatives.is_empty() {
        String::new()
    } else {
        format!(" Credentials: {}.", alternatives.join(", or "))
    }
}

fn parameter_line(parameter: &Parameter) -> String {
    let description = parameter.docs.description.as_deref();
    let description = description
        .map(|text| markdown::one_line(text) + " ")
        .unwrap_or_default();
    let facts = tokens::facts(&parameter.wire_name, &parameter.docs, None);
    format!("* `{}`: {description}{facts}", parameter.rust_name)
}

fn call(api: &Api, operation: &Operation) -> TokenStream {
    let call = tokens::ident(&operation.type_name);
    let docs = tokens::doc(&format!(
        "A call of [`Client::{0}`](crate::Client::{0}) that is not sent yet.",
        operation.method_name
    ));
    let optional = operation.parameters.iter().filter(|it| !it.required);
    let setters = optional.map(|parameter| setter(parameter, api));
    let body = operation.body.as_ref().filter(|body| !body.required);
    let body = body.map(|body| body_setter(operation, body, api));
    let send = replies::send(api, operation);
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #call {
            call: rest::Call,
        }

        impl #call {
            #(#setters)*
            #body
            #send
        }

        impl ::core::convert::AsMut<rest::Call> for #call {
            fn as_mut(&mut self) -> &mut rest::Call {
                &mut self.call
            }
        }
    }
}

fn setter(parameter: &Parameter, api: &Api) -> TokenStream {
    let description = tokens::prose(
        &parameter.docs,
        &format!("Sets {}.", markdown::code(&parameter.wire_name)),
    );
    let facts = tokens::facts(&parameter.wire_name, &parameter.docs, None);
    let docs = tokens::doc(&format!("{description}\n\n{facts}"));
    let deprecated = tokens::deprecated(&parameter.docs);
    let (name, ty) = (
        tokens::ident(&parameter.rust_name),
        arguments::accepted(&parameter.ty, api),
    );
    let set = set(parameter, &name, &quote!(self.call), api);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

fn body_setter(operation: &Operation, of_call: &crate::ir::Body, api: &Api) -> TokenStream {
    let (name, ty) = (body::argument(operation), body::accepted(of_call, api));
    let docs = tokens::doc(&tokens::prose(&of_call.docs, "Sets the body."));
    let set = body::set(of_call, &quote!(#name), &quote!(self.call), api);
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}
