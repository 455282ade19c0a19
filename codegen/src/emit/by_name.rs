//! Calls by the name of the operation, behind a feature.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, arguments, markdown, tokens};
use crate::ir::{Api, Operation};

/// Name of the feature.
pub(super) const FEATURE: &str = "by-name";

/// The entry of an operation, in the operation's own file.
pub(super) fn entry(api: &Api, operation: &Operation) -> TokenStream {
    let method = tokens::ident(&operation.method_name);
    let (required, optional): (Vec<_>, Vec<_>) = operation
        .parameters
        .iter()
        .partition(|parameter| parameter.required);
    let names = required.iter().chain(&optional).map(|it| &it.wire_name);
    let takes = required.iter().map(|parameter| {
        let (wire, ty) = (&parameter.wire_name, arguments::by_name(parameter, api));
        quote!(arguments.required::<#ty>(#wire)?)
    });
    let sets = optional.iter().map(|parameter| {
        let (wire, ty) = (&parameter.wire_name, arguments::by_name(parameter, api));
        let setter = tokens::ident(&parameter.rust_name);
        quote! {
            if let Some(value) = arguments.optional::<#ty>(#wire)? {
                call = call.#setter(value);
            }
        }
    });
    let begin = quote!(client.#method(#(#takes),*));
    let call = if optional.is_empty() {
        quote!(Ok(#begin.call))
    } else {
        quote! {{
            let mut call = #begin;
            #(#sets)*
            Ok(call.call)
        }}
    };
    let arguments = if operation.parameters.is_empty() {
        quote!(_)
    } else {
        quote!(arguments)
    };
    let deprecated = operation
        .parameters
        .iter()
        .any(|parameter| parameter.docs.deprecated)
        || operation.docs.deprecated;
    let allow = deprecated.then(|| quote!(#[allow(deprecated)]));
    let reply = super::operation::reply_type(api, operation);
    quote! {
        #[cfg(feature = #FEATURE)]
        #allow
        pub(super) static BY_NAME: acs_runtime::named::Entry<Client> = acs_runtime::named::Entry {
            operation: &OPERATION,
            parameters: &[#(#names),*],
            call: |client, #arguments| #call,
            reply: || Box::new(#reply::default()),
        };
    }
}

/// The entries of a group, in the group's module.
pub(super) fn entries(operations: &[&Operation]) -> TokenStream {
    if operations.is_empty() {
        return quote!();
    }
    let modules = operations
        .iter()
        .map(|operation| tokens::ident(&operation.method_name));
    quote! {
        #[cfg(feature = #FEATURE)]
        pub(crate) static BY_NAME: &[&acs_runtime::named::Entry<crate::Client>] = &[
            #(&#modules::BY_NAME),*
        ];
    }
}

/// `by_name.rs`.
pub(super) fn file(api: &Api, target: &Target) -> TokenStream {
    let header = tokens::inner_doc(&module_docs(api, target));
    let groups = api.groups.iter().enumerate().filter(|(index, _)| {
        api.operations
            .iter()
            .any(|operation| operation.group == *index)
    });
    let groups = groups.map(|(_, group)| {
        let (feature, module) = (&group.name, tokens::ident(&group.module));
        quote! {
            #[cfg(feature = #feature)]
            crate::#module::BY_NAME
        }
    });
    quote! {
        #header
        pub use acs_runtime::named::{Entry, NamedCall, Reply};

        use acs_runtime::{Error, value::Any};
        use crate::Client;

        static GROUPS: &[&[&Entry<Client>]] = &[#(#groups),*];

        /// The operations of the groups that are switched on.
        pub fn operations() -> impl Iterator<Item = &'static Entry<Client>> {
            GROUPS.iter().copied().flatten().copied()
        }

        /// The operation of this name, as `x-acs-action` has it; `None` when there is none, or its group is off.
        #[must_use]
        pub fn operation(name: &str) -> Option<&'static Entry<Client>> {
            operations().find(|entry| entry.operation.name == name)
        }

        impl Client {
            /// Begins a call of the operation with this name, with a JSON object of parameters by their names on the wire.
            ///
            /// Each parameter takes what its setter takes; a text is taken for what it says, so that `"3"` does where
            /// a number is due, and a parameter that is a JSON text takes the text or the value. `null` leaves one out.
            ///
            /// # Errors
            ///
            /// [`Error::Request`] when there is no such operation or parameter, a required one is missing, or a value
            /// has the wrong type.
            pub fn by_name(&self, name: &str, parameters: Any) -> Result<NamedCall, Error> {
                let entry = operation(name).ok_or_else(|| acs_runtime::named::no_operation(name))?;
                entry.begin(self, parameters)
            }
        }
    }
}

fn module_docs(api: &Api, target: &Target) -> String {
    let mut text = "Calls whose operation and parameters are only known when the program runs (feature `by-name`).\n\n\
        A call by name goes through the same method and setters as any other."
        .to_owned();
    let example = api
        .operations
        .iter()
        .find(|operation| operation.parameters.iter().any(|it| it.required));
    if let Some(operation) = example {
        let required = operation.parameters.iter().filter(|it| it.required);
        let members = required.map(|it| (it.wire_name.clone(), "...".into()));
        let members = serde_json::Value::Object(members.collect()).to_string();
        text += &format!(
            "\n\n```no_run\n\
             # async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n\
             let client = {krate}::Client::from_env().await?;\n\
             let parameters = {members:?}.parse()?;\n\
             let reply = client.by_name({name:?}, parameters)?.send().await?;\n\
             println!(\"{{reply:#}}\");\n\
             # Ok(())\n\
             # }}\n\
             ```",
            krate = target.krate(),
            members = markdown::for_block(&members),
            name = markdown::for_block(&operation.wire_name),
        );
    }
    text
}
