//! Waiting for work that a call starts.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, arguments, items, markdown, operation, tokens};
use crate::ir::{Api, End, Failures, MemberPath, Operation, Parameter, Wait};

/// What the documentation of the client's method says about waiting.
pub(super) fn note(operation: &Operation) -> String {
    let mut text = String::new();
    if let Some(wait) = &operation.wait {
        text += &format!(
            "\n\n[`{0}`](crate::Client::{0}) asks again and again until the end.",
            wait.method_name
        );
    }
    if operation.starts.is_some() {
        // No link: the method is only there with the group of the operation that tells the state.
        text += "\n\n`send_and_wait` of the call also waits for the end of what it starts.";
    }
    text
}

/// The method of the client that waits, and what the runtime has to know for it.
pub(super) fn method(api: &Api, operation: &Operation, target: &Target) -> TokenStream {
    let Some(wait) = &operation.wait else {
        return quote!();
    };
    let docs = tokens::doc(&method_docs(api, operation, wait, target));
    let (method, begin) = (
        tokens::ident(&wait.method_name),
        tokens::ident(&operation.method_name),
    );
    let reply = operation::reply_type(api, operation);
    let parameters = || {
        wait.arguments
            .iter()
            .map(|index| &operation.parameters[*index])
    };
    let takes = parameters().map(|it| {
        let (name, ty) = (
            tokens::ident(&it.rust_name),
            arguments::of_parameter(it, api),
        );
        quote!(#name: #ty)
    });
    let name = |it: &Parameter| tokens::ident(&it.rust_name);
    let required = operation
        .parameters
        .iter()
        .filter(|it| it.required)
        .map(name);
    let optional = parameters().filter(|it| !it.required).map(name);
    let optional = optional.map(|setter| quote!(.#setter(#setter)));
    let waiter = waiter(wait);
    let deprecated = tokens::deprecated(&operation.docs);
    let allow = (operation.docs.deprecated || parameters().any(|it| it.docs.deprecated))
        .then(|| quote!(#[allow(deprecated)]));
    quote! {
        impl Client {
            #docs
            #deprecated
            #allow
            pub fn #method(&self, #(#takes),*) -> acs_runtime::waiting::Wait<#reply> {
                let call = self.#begin(#(#required),*) #(#optional)*;
                acs_runtime::waiting::Wait::new(call.call, &WAITER)
            }
        }

        #waiter
    }
}

fn method_docs(api: &Api, operation: &Operation, wait: &Wait, target: &Target) -> String {
    let krate = target.krate();
    let parameters = wait
        .arguments
        .iter()
        .map(|index| &operation.parameters[*index]);
    let ends: Vec<_> = wait
        .ends
        .iter()
        .map(|(state, end)| format!("{} {}", markdown::code(state), described(*end)))
        .collect();
    format!(
        "{}\n\n\
         Asks with [`{}`](crate::Client::{}) until {} is one of: {}.\n\n\
         # Example\n\n\
         ```no_run\n\
         # async fn example(client: {krate}::Client) -> Result<(), {krate}::Error> {{\n\
         let outcome = client.{}({}).await?;\n\
         println!(\"{{:?}} {{:?}}\", outcome.end(), outcome.failure());\n\
         # Ok(())\n\
         # }}\n\
         ```",
        markdown::one_line(&wait.summary),
        operation.type_name,
        operation.method_name,
        markdown::code(&wait.state.wire_names().collect::<Vec<_>>().join(".")),
        ends.join(", "),
        wait.method_name,
        operation::example_arguments(parameters, api, target),
    )
}

fn described(end: End) -> &'static str {
    match end {
        End::Succeeded => "(succeeded)",
        End::PartiallySucceeded => "(succeeded in part)",
        End::Failed => "(failed)",
        End::Aborted => "(aborted)",
        End::NeedsConfirmation => "(needs a confirmation)",
    }
}

fn waiter(wait: &Wait) -> TokenStream {
    let state = names(Some(&wait.state));
    let ends = wait.ends.iter().map(|(state, end)| {
        let end = tokens::ident(match end {
            End::Succeeded => "Succeeded",
            End::PartiallySucceeded => "PartiallySucceeded",
            End::Failed => "Failed",
            End::Aborted => "Aborted",
            End::NeedsConfirmation => "NeedsConfirmation",
        });
        quote!((#state, acs_runtime::waiting::End::#end))
    });
    let failures = wait.failures.as_ref().map(failures);
    let failures = failures.map_or_else(|| quote!(None), |it| quote!(Some(#it)));
    quote! {
        static WAITER: acs_runtime::waiting::Waiter = acs_runtime::waiting::Waiter {
            operation: &OPERATION,
            state: #state,
            ends: &[#(#ends),*],
            failures: #failures,
        };
    }
}

fn failures(failures: &Failures) -> TokenStream {
    let [stages, name, state, message, summary] = [
        &failures.stages,
        &failures.name,
        &failures.state,
        &failures.message,
        &failures.summary,
    ]
    .map(|path| names(path.as_ref()));
    let failed = &failures.failed;
    quote! {
        acs_runtime::waiting::Failures {
            stages: #stages,
            name: #name,
            state: #state,
            failed: &[#(#failed),*],
            message: #message,
            summary: #summary,
        }
    }
}

fn names(path: Option<&MemberPath>) -> TokenStream {
    let names = path.into_iter().flat_map(MemberPath::wire_names);
    quote!(&[#(#names),*])
}

/// The method of a call that starts work.
pub(super) fn send_and_wait(api: &Api, operation: &Operation) -> TokenStream {
    let (Some(starts), Some(followed)) = (&operation.starts, items::started(api, operation)) else {
        return quote!();
    };
    let Some(wait) = &followed.wait else {
        return quote!();
    };
    let docs = tokens::doc(&format!(
        "Sends the call and waits for the end of what it starts, as \
         [`Client::{0}`](crate::Client::{0}) does.\n\n\
         Await it, or set limits first.",
        wait.method_name
    ));
    let same_group = followed.group == operation.group;
    let feature = &api.groups[followed.group].name;
    let condition = (!same_group).then(|| quote!(#[cfg(feature = #feature)]));
    let outcome = match followed.reply.ty {
        Some(id) if !items::named(api, operation).contains(&id) => {
            items::path_within(api, api.definition(id))
        }
        _ => operation::reply_type(api, followed),
    };
    let reply = operation::reply_type(api, operation);
    let id = names(Some(&starts.id));
    let method = tokens::ident(&wait.method_name);
    let allow = followed
        .docs
        .deprecated
        .then(|| quote!(#[allow(deprecated)]));
    quote! {
        #docs
        #condition
        #allow
        pub fn send_and_wait(self) -> acs_runtime::waiting::Wait<#outcome> {
            acs_runtime::waiting::Wait::after::<#reply>(
                self.call,
                #id,
                |client, id| Client::of(client).#method(id),
            )
        }
    }
}
