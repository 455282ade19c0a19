//! `lib.rs` and the modules of groups.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Target, group, items, markdown, tokens};
use super::{definition, module_name, sample};
use crate::ir::{Api, Group, Home, Operation};

pub(in super::super) fn root(api: &Api, target: &Target) -> TokenStream {
    let docs = tokens::inner_doc(&root_docs(api, target));
    let modules = group::modules(api);
    let security = (!api.service.schemes.is_empty()).then(|| {
        quote!(
            pub use client::security;
        )
    });
    let limit = recursion_limit(api);
    quote! {
        #docs
        #![recursion_limit = #limit]
        #![allow(
            clippy::all,
            clippy::pedantic,
            confusable_idents,
            deprecated,
            mixed_script_confusables,
            non_snake_case,
            uncommon_codepoints,
            reason = "names, shapes and what is deprecated are the description's"
        )]

        mod client;
        #modules
        pub mod types;

        pub use acs_runtime as runtime;
        pub use acs_runtime::rest::{
            CallError, Config, ConfigBuilder, Credential, CustomizeCall, Download, Event, Events, File, Headed,
            JsonLines, Multipart, Reply, Undocumented, Upload,
        };
        pub use acs_runtime::value::Nullable;
        pub use acs_runtime::{Error, Interceptor, RetryPolicy};
        pub use client::Client;
        #security
    }
}

/// How deep the compiler may go: it follows types that hold one another through all of them.
fn recursion_limit(api: &Api) -> String {
    (256 + 4 * api.types.len()).to_string()
}

/// `types.rs`: those that several groups use, and the names of all others.
pub(in super::super) fn types(api: &Api) -> TokenStream {
    let docs = tokens::inner_doc(
        "All types of the API: those that several groups use are defined here, the others in the module of their group.",
    );
    let uses = items::foreign_uses_of_types(api, Home::Shared);
    let shared = items::in_home(api, Home::Shared).map(|it| definition(api, it));
    let groups = api.groups.iter().map(|group| {
        let (feature, module) = (&group.name, tokens::ident(&group.module));
        quote! {
            #[cfg(feature = #feature)]
            pub use crate::#module::*;
        }
    });
    quote! {
        #docs
        #uses
        #(#groups)*
        #(#shared)*
    }
}

fn root_docs(api: &Api, target: &Target) -> String {
    let mut text = group::opening(api);
    text += &format!(
        "\n# A call\n\n{}\n\n\
         Each operation is a method of [`Client`]; the modules below list them.\n",
        sample::program(api, target, sample::Place::Rustdoc)
    );
    text += "\n# Errors\n\n\
        A call fails with a [`CallError`]: the service's own answer, typed as it is described, or an [`Error`], when the \
        request never left, the connection broke or the reply could not be read.\n";
    text += &group::features(api);
    text += "\n`blocking` adds `send_blocking` to calls, for programs that are not asynchronous. `rustls` (default), \
             `rustls-no-provider` and `native-tls` choose what TLS is made with.";
    text
}

pub(in super::super) fn module(api: &Api, index: usize) -> TokenStream {
    let operations: Vec<_> = group::operations(api, index).collect();
    let docs = tokens::inner_doc(&module_docs(&api.groups[index], &operations));
    let modules = operations.iter().map(|it| tokens::ident(&module_name(it)));
    let uses = operations.iter().map(|operation| {
        let module = tokens::ident(&module_name(operation));
        quote!(pub use self::#module::*;)
    });
    let types = items::is_used(api, Home::Group(index)).then(|| {
        quote! {
            mod types;
            pub use self::types::*;
        }
    });
    quote! {
        #docs
        #(mod #modules;)*
        #(#uses)*
        #types
    }
}

fn module_docs(group: &Group, operations: &[&Operation]) -> String {
    let mut text = tokens::prose(
        &group.docs,
        &format!("Operations of the group {}.", markdown::code(&group.name)),
    );
    text += "\n\n| Method | Request | What it does |\n|---|---|---|\n";
    for operation in operations {
        let request = format!("{} {}", operation.method.name(), operation.path);
        text += &format!(
            "| [`{method}`](crate::Client::{method}) | {} | {} |\n",
            markdown::code(&request).replace('|', "\\|"),
            group::summary(operation),
            method = operation.method_name,
        );
    }
    text
}
