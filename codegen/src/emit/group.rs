//! `lib.rs` and the modules of groups.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, blocking, by_name, items, markdown, tokens};
use crate::ir::{Api, Group, Home, Operation};

pub(super) fn root(api: &Api, target: &Target) -> TokenStream {
    let docs = tokens::inner_doc(&root_docs(api, target));
    let modules = modules(api);
    let types = items::is_used(api, Home::Shared).then(|| {
        quote!(
            pub mod types;
        )
    });
    let feature = by_name::FEATURE;
    quote! {
        #docs
        #![deny(missing_docs)]
        #![allow(clippy::doc_markdown, clippy::similar_names, reason = "words and names are the description's")]

        #[cfg(feature = #feature)]
        pub mod by_name;
        mod client;
        #modules
        #types

        pub use acs_runtime as runtime;
        pub use acs_runtime::config::{Config, ConfigBuilder};
        pub use acs_runtime::credentials::Credentials;
        #[cfg(feature = "testing")]
        pub use acs_runtime::testing;
        pub use acs_runtime::value::JsonText;
        pub use acs_runtime::{CustomizeCall, Error, ReplyFormat, RetryPolicy};
        pub use acs_runtime::{intercept, paging, waiting};
        pub use client::Client;
    }
}

/// The modules of all groups.
pub(super) fn modules(api: &Api) -> TokenStream {
    let modules = api.groups.iter().map(|group| {
        let (feature, module) = (&group.name, tokens::ident(&group.module));
        quote! {
            #[cfg(feature = #feature)]
            pub mod #module;
        }
    });
    quote!(#(#modules)*)
}

/// What the client is of, in the words of the service.
pub(super) fn opening(api: &Api) -> String {
    let service = &api.service;
    let mut text = format!(
        "Client of {}, API version {}.\n",
        markdown::one_line(&service.title),
        markdown::one_line(&service.version)
    );
    if let Some(description) = &service.description {
        text += &format!("\n{}\n", markdown::cleaned(description));
    }
    text
}

/// The features that groups are, in a table.
pub(super) fn features(api: &Api) -> String {
    let mut text = "\n# Features\n\n\
        Each group of operations is a feature; all are on by default.\n\n\
        | Feature | Operations |\n|---|---|\n"
        .to_owned();
    for (index, group) in api.groups.iter().enumerate() {
        let count = operations(api, index).count();
        text += &format!("| `{}` | {count} |\n", group.name);
    }
    text
}

/// The operations of a group.
pub(super) fn operations(api: &Api, group: usize) -> impl Iterator<Item = &Operation> {
    let operations = api.operations.iter();
    operations.filter(move |operation| operation.group == group)
}

fn root_docs(api: &Api, target: &Target) -> String {
    let mut text = opening(api);
    if let Some(operation) = api.operations.first() {
        text += &format!(
            "\n# A call\n\n{}\n",
            super::operation::program(api, operation, target)
        );
    }
    text += "\n# Errors\n\n\
        A call fails with one [`Error`], whether the request never left, the connection broke, the service refused or the \
        reply could not be read. Replies with status 200 whose own code says that the call failed are errors, too. \
        [`Error::code`], [`Error::status`] and [`Error::request_id`] tell what the service said; [`Error::is_throttling`], \
        [`Error::is_not_found`] and their like answer the usual questions.\n";
    text += &features(api);
    text += "\n`by-name` adds calls whose operation is only known when the program runs.";
    text += blocking::FEATURE_DOCS;
    text += "\n\n`testing` adds the module of that name: a service in memory, with replies by the name of the operation, for \
         tests of programs that use this client.";
    text += "\n\n`rustls` (default), `rustls-no-provider` and `native-tls` choose what TLS is made with.";
    text
}

pub(super) fn module(api: &Api, index: usize) -> TokenStream {
    let group = &api.groups[index];
    let operations: Vec<_> = operations(api, index).collect();
    let docs = tokens::inner_doc(&module_docs(group, &operations));
    let modules = operations
        .iter()
        .map(|operation| tokens::ident(&operation.method_name));
    // By `*`, so that a type more or less in an operation's file changes no other file.
    let uses = operations.iter().map(|operation| {
        let module = tokens::ident(&operation.method_name);
        quote!(pub use self::#module::*;)
    });
    let (types, use_types) = if items::is_used(api, Home::Group(index)) {
        (
            quote!(
                mod types;
            ),
            quote!(
                pub use self::types::*;
            ),
        )
    } else {
        (quote!(), quote!())
    };
    let by_name = by_name::entries(&operations);
    quote! {
        #docs
        #(mod #modules;)*
        #types
        #(#uses)*
        #use_types
        #by_name
    }
}

fn module_docs(group: &Group, operations: &[&Operation]) -> String {
    let mut text = tokens::prose(
        &group.docs,
        &format!("Operations of the group `{}`.", group.name),
    );
    text += "\n\n| Operation | Method | What it does |\n|---|---|---|\n";
    for operation in operations {
        let summary = summary(operation);
        text += &format!(
            "| [`{}`] | [`{method}`](crate::Client::{method}) | {summary} |\n",
            operation.type_name,
            method = operation.method_name,
        );
    }
    text
}

/// What an operation does, in a cell of a table.
pub(super) fn summary(operation: &Operation) -> String {
    let summary = operation.docs.summary.as_deref();
    let summary = summary.map(markdown::one_line).unwrap_or_default();
    summary.replace('|', "\\|")
}
