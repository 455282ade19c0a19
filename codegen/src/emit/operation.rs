//! The file of an operation: its facts, the method of the client, the call and the types that only it uses.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Target, arguments, blocking, by_name, calls, items, markdown, paging, tokens, types, waiting,
};
use crate::ir::{Api, Encoding, Home, Operation, Parameter, Type};

pub(super) fn file(api: &Api, index: usize, target: &Target) -> TokenStream {
    let operation = &api.operations[index];
    let header = calls::header(operation);
    let uses = uses(api, index);
    let facts = facts(operation);
    let method = client_method(api, operation, target);
    let call = call(api, operation, target);
    let by_name = by_name::entry(api, operation);
    let paged = paging::paged(api, operation);
    let wait = waiting::method(api, operation, target);
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
        #wait
        #call
        #paged
        #by_name
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
    let (method, effect) = (
        tokens::method(operation.method),
        tokens::effect(operation.effect),
    );
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
    let required: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let arguments: Vec<_> = required
        .iter()
        .map(|parameter| {
            let name = tokens::ident(&parameter.rust_name);
            let ty = arguments::of_parameter(parameter, api);
            quote!(#name: #ty)
        })
        .collect();
    let form = operation.has_form().then(|| quote!(call.form_body();));
    let sets = required
        .iter()
        .map(|parameter| arguments::set(parameter, &quote!(call), api));
    let mutable = (!required.is_empty() || operation.has_form()).then(|| quote!(mut));
    let call = tokens::ident(&operation.type_name);
    let body = quote! {
        let #mutable call = self.call(&OPERATION);
        #form
        #(#sets)*
        #call { call }
    };
    let docs = method_docs(api, operation, target);
    calls::method(operation, &quote!(Client), &docs, &arguments, &body)
}

fn method_docs(api: &Api, operation: &Operation, target: &Target) -> String {
    let mut text = calls::opening(operation, "action");
    text += &paging::note(operation);
    text += &waiting::note(operation);
    text += &calls::inputs(operation, None);
    text += &format!("\n\n# Example\n\n{}", example(api, operation, target));
    if let Some(source) = &operation.docs.source {
        text += &format!(
            "\n\nSource: [{}]({}).",
            markdown::one_line(&operation.wire_name),
            calls::link(source)
        );
    }
    text
}

/// A program that makes the call, from the environment to the reply. It is compiled and not run.
pub(super) fn program(api: &Api, operation: &Operation, target: &Target) -> String {
    let krate = target.krate();
    let call = example_call(api, operation, target);
    format!(
        "```no_run\n\
         # async fn example() -> Result<(), {krate}::Error> {{\n\
         let client = {krate}::Client::from_env().await?;\n\
         {call}\
         # Ok(())\n\
         # }}\n\
         ```"
    )
}

/// A function that makes the call, which is run on the mock; the program when there is none.
fn example(api: &Api, operation: &Operation, target: &Target) -> String {
    if target.mock.is_none() {
        return program(api, operation, target);
    }
    on_the_mock(&example_call(api, operation, target), target)
}

/// A function with these lines in it, which has a client; it runs on the mock if there is one, and is compiled anyway.
pub(super) fn on_the_mock(lines: &str, target: &Target) -> String {
    let krate = target.krate();
    let lines = lines.replace('\n', "\n    ");
    let function = format!(
        "async fn example(client: &{krate}::Client) -> Result<(), {krate}::Error> {{\n    {lines}Ok(())\n}}\n"
    );
    let Some(mock) = &target.mock else {
        return format!("```no_run\n{function}```");
    };
    let mock = mock.replace('-', "_");
    format!(
        "```\n\
         {function}\
         # #[tokio::main(flavor = \"current_thread\")]\n\
         # async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         #     let server = {mock}::Server::start()?;\n\
         #     let config = {krate}::Config::builder().endpoint(server.endpoint());\n\
         #     let config = config.credentials(server.credentials()).build();\n\
         #     Ok(example(&{krate}::Client::new(config)?).await?)\n\
         # }}\n\
         ```"
    )
}

fn example_call(api: &Api, operation: &Operation, target: &Target) -> String {
    format!(
        "let reply = client\n    .{}({})\n    .send()\n    .await?;\nprintln!(\"{{reply:?}}\");\n",
        operation.method_name,
        example_arguments(
            operation.parameters.iter().filter(|it| it.required),
            api,
            target
        )
    )
}

/// What an example passes for these parameters.
pub(super) fn example_arguments<'a>(
    parameters: impl Iterator<Item = &'a Parameter>,
    api: &Api,
    target: &Target,
) -> String {
    let krate = target.krate();
    let arguments: Vec<_> = parameters
        .map(|parameter| argument_example(parameter, api, &krate))
        .collect();
    arguments.join(", ")
}

fn argument_example(parameter: &Parameter, api: &Api, krate: &str) -> String {
    let example = parameter.docs.example.as_deref();
    if parameter.encoding == Encoding::Json {
        let json = format!("{krate}::JsonText::raw");
        let text = markdown::for_block(example.unwrap_or("{}"));
        return format!("{json}({text:?})");
    }
    if let Type::List(item) = &parameter.ty {
        let items: Vec<_> = example_items(parameter.separator(), example)
            .iter()
            .map(|example| value_example(item, Some(example), api, krate))
            .collect();
        return format!("[{}]", items.join(", "));
    }
    value_example(&parameter.ty, example, api, krate)
}

/// The first items of a list's example; there is always one, since the type of an empty list would not be known.
fn example_items(separator: Option<char>, example: Option<&str>) -> Vec<String> {
    const MOST: usize = 2;
    let example = example.unwrap_or("...");
    let mut items = match (serde_json::from_str(example), separator) {
        (Ok(serde_json::Value::Array(items)), _) => items.iter().map(item_text).collect(),
        (_, Some(separator)) => example
            .split(separator)
            .map(|item| item.trim().to_owned())
            .collect(),
        _ => vec![example.to_owned()],
    };
    items.truncate(MOST);
    if items.is_empty() {
        items.push("...".to_owned());
    }
    items
}

/// An item as it goes over the wire.
fn item_text(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn value_example(ty: &Type, example: Option<&str>, api: &Api, krate: &str) -> String {
    let number = |fallback: &str| {
        let example = example.filter(|text| text.parse::<f64>().is_ok());
        example.unwrap_or(fallback).to_owned()
    };
    match ty {
        Type::Bool => example
            .filter(|text| *text == "false")
            .unwrap_or("true")
            .to_owned(),
        Type::Integer(_) => number("1"),
        Type::Float(_) => number("1.5"),
        Type::Named(id) => {
            let definition = api.definition(*id);
            items::path(api, definition, krate) + "::" + types::first_variant(definition)
        }
        _ => format!("{:?}", markdown::for_block(example.unwrap_or("..."))),
    }
}

fn call(api: &Api, operation: &Operation, target: &Target) -> TokenStream {
    let docs = format!(
        "A call of [`Client::{}`] that is not sent yet.\n\nIt can be cloned and sent again; \
         [`CustomizeCall`](crate::CustomizeCall) sets what concerns this call alone.",
        operation.method_name
    );
    let optional = operation.parameters.iter().filter(|it| !it.required);
    let setters = optional.map(|parameter| {
        let accepted = arguments::of_parameter(parameter, api);
        let set = arguments::set(parameter, &quote!(self.call), api);
        calls::setter(parameter, &accepted, &set)
    });
    let send = send(api, operation);
    let pages = paging::methods(api, operation, target);
    let send_and_wait = waiting::send_and_wait(api, operation);
    let send_blocking = blocking::send(api, operation);
    let methods = quote! {
        #(#setters)*
        #send
        #send_blocking
        #pages
        #send_and_wait
    };
    let derives = quote!(Clone, Debug);
    calls::call(operation, &quote!(Call), &docs, &derives, &methods, api)
}

/// The type of the reply.
pub(super) fn reply_type(api: &Api, operation: &Operation) -> TokenStream {
    let name = operation
        .reply
        .ty
        .map(|id| tokens::ident(&api.definition(id).rust_name));
    name.map_or_else(|| quote!(acs_runtime::Empty), |name| quote!(#name))
}

fn send(api: &Api, operation: &Operation) -> TokenStream {
    let docs = tokens::doc(
        "Sends the call and reads the reply.\n\n\
         # Errors\n\n\
         See [`Error`]; [`Error::may_have_reached_service`] tells whether the service may have done what was asked.",
    );
    let reply = reply_type(api, operation);
    quote! {
        #docs
        pub async fn send(self) -> Result<#reply, Error> {
            self.call.send().await
        }
    }
}
