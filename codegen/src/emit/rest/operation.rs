//! The file of an operation: its facts, the method of the client, the call, and the types that only it uses.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Target, calls, items, markdown, tokens, types};
use super::{arguments, body, facts, replies};
use crate::ir::{Api, Body, Home, Operation, Parameter, Shape, Type};

pub(in super::super) fn file(api: &Api, index: usize, _: &Target) -> TokenStream {
    let operation = &api.operations[index];
    let header = calls::header(operation);
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

fn client_method(api: &Api, operation: &Operation) -> TokenStream {
    let mut accepted = Vec::new();
    let mut sets = Vec::new();
    for parameter in &operation.parameters {
        sets.extend(preset(parameter, api));
        if !parameter.required {
            continue;
        }
        let (name, ty) = (
            tokens::ident(&parameter.rust_name),
            arguments::accepted(&parameter.ty, api),
        );
        accepted.push(quote!(#name: #ty));
        sets.push(set(parameter, &quote!(_call), api));
    }
    if let Some(of_call) = operation.body.as_ref().filter(|body| body.required) {
        let (name, ty) = (
            tokens::ident(operation.body_name()),
            body::accepted(of_call, api),
        );
        accepted.push(quote!(#name: #ty));
        sets.push(body::set(of_call, &quote!(#name), &quote!(_call), api));
    }
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    let call = tokens::ident(&operation.type_name);
    let body = quote! {
        let #mutable _call = self.call(&OPERATION);
        #(#sets)*
        #call { call: _call }
    };
    let (client, docs) = (quote!(crate::Client), method_docs(operation));
    calls::method(operation, &client, &docs, &accepted, &body)
}

/// Sets the one value that the parameter has, if callers need not give it.
fn preset(parameter: &Parameter, api: &Api) -> Option<TokenStream> {
    let Type::Named(id) = parameter.ty else {
        return None;
    };
    let definition = api.definition(id);
    let Shape::Enum { values, .. } = &definition.shape else {
        return None;
    };
    let only = values.first().filter(|_| parameter.preset)?;
    let facts = facts::parameter(parameter);
    let ty = tokens::rust_type(&parameter.ty, api);
    let variant = tokens::ident(&only.rust_name);
    Some(quote!(_call.argument(&#facts, &#ty::#variant);))
}

fn set(parameter: &Parameter, call: &TokenStream, api: &Api) -> TokenStream {
    let facts = facts::parameter(parameter);
    let name = tokens::ident(&parameter.rust_name);
    let value = arguments::converted(&quote!(#name), &parameter.ty, api);
    quote!(#call.argument(&#facts, &#value);)
}

fn method_docs(operation: &Operation) -> String {
    let mut text = calls::opening(operation, "operation");
    text += &security_docs(operation);
    let body = operation.body.as_ref();
    let body = body.map(|body| (body.required, body::line(operation, body)));
    text += &calls::inputs(operation, body.as_ref());
    text += &replies::docs(operation);
    if let Some(source) = &operation.docs.source {
        text += &format!("\n\nMore: <{}>.", calls::link(source));
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

fn call(api: &Api, operation: &Operation) -> TokenStream {
    let docs = format!(
        "A call of [`Client::{0}`](crate::Client::{0}) that is not sent yet.",
        operation.method_name
    );
    let optional = operation.parameters.iter().filter(|it| !it.required);
    let setters = optional.map(|parameter| {
        let accepted = arguments::accepted(&parameter.ty, api);
        let set = set(parameter, &quote!(self.call), api);
        calls::setter(parameter, &accepted, &set)
    });
    let body = operation.body.as_ref().filter(|body| !body.required);
    let body = body.map(|body| body_setter(operation, body, api));
    let send = replies::send(api, operation);
    let methods = quote! {
        #(#setters)*
        #body
        #send
    };
    let (inner, derives) = (quote!(rest::Call), quote!(Debug));
    calls::call(operation, &inner, &docs, &derives, &methods, api)
}

fn body_setter(operation: &Operation, of_call: &Body, api: &Api) -> TokenStream {
    let (name, accepted) = (
        tokens::ident(operation.body_name()),
        body::accepted(of_call, api),
    );
    let docs = tokens::doc(&tokens::prose(&of_call.docs, "Sets the body."));
    let set = body::set(of_call, &quote!(#name), &quote!(self.call), api);
    calls::named_setter(&docs, &name, &accepted, &set)
}
