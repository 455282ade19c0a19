//! What comes back: the types of replies, and how an answer becomes one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::{markdown, prelude, tokens};
use super::reply_headers;
use crate::ir::{Api, Operation, Prelude, ReplyCase, ReplyContent, ReplyKind, Status};

/// Which of an operation's replies are meant.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Success,
    Failure,
}

impl Side {
    fn cases(self, operation: &Operation) -> &[ReplyCase] {
        match self {
            Self::Success => &operation.replies.success,
            Self::Failure => &operation.replies.failure,
        }
    }

    /// The enum of several replies.
    fn name(self, operation: &Operation) -> proc_macro2::Ident {
        let replies = &operation.replies;
        tokens::ident(match self {
            Self::Success => &replies.success_name,
            Self::Failure => &replies.failure_name,
        })
    }

    /// The function that makes a typed value of an answer.
    fn function(self) -> proc_macro2::Ident {
        tokens::ident(match self {
            Self::Success => "success",
            Self::Failure => "failure",
        })
    }

    /// The type of what comes back.
    fn ty(self, operation: &Operation, api: &Api) -> TokenStream {
        match self.cases(operation) {
            [] => quote!(rest::Undocumented),
            [case] => payload(case, api),
            _ => {
                let name = self.name(operation);
                quote!(#name)
            }
        }
    }
}

pub(super) fn send(api: &Api, operation: &Operation) -> TokenStream {
    let docs = tokens::doc(
        "Sends the call and reads the reply.\n\n\
         # Errors\n\n\
         [`CallError::Reply`](crate::CallError::Reply) when the service answers with an error that its description knows, \
         [`CallError::Other`](crate::CallError::Other) for anything else.",
    );
    let (success, failure) = (
        Side::Success.ty(operation, api),
        Side::Failure.ty(operation, api),
    );
    let result = prelude::result(
        &quote!(rest::Reply<#success>),
        &quote!(rest::CallError<#failure>),
        api,
    );
    quote! {
        #docs
        pub async fn send(self) -> #result {
            self.call.send(success, failure).await
        }

        /// The same for programs that are not asynchronous: waits on this thread.
        ///
        /// # Errors
        ///
        /// As `send`; also when it is called where waiting would block other tasks.
        #[cfg(feature = "blocking")]
        pub fn send_blocking(self) -> #result {
            self.call.send_blocking(success, failure)
        }
    }
}

/// The functions that read answers, and the types that only these replies need.
pub(super) fn definitions(api: &Api, operation: &Operation) -> TokenStream {
    let sides = [Side::Success, Side::Failure];
    let functions = sides.map(|side| function(side, operation, api));
    let enums = sides.map(|side| choice(side, operation, api));
    // A default reply can be on both sides.
    let mut cases: Vec<&ReplyCase> = Vec::new();
    for case in operation.replies.cases() {
        if !cases.iter().any(|seen| seen.status == case.status) {
            cases.push(case);
        }
    }
    let bodies = cases.iter().map(|case| body_choice(case, operation, api));
    let headers = reply_headers::definitions(&cases, operation, api);
    quote! {
        #(#functions)*
        #(#enums)*
        #(#bodies)*
        #headers
    }
}

fn function(side: Side, operation: &Operation, api: &Api) -> TokenStream {
    let (name, ty) = (side.function(), side.ty(operation, api));
    let result = prelude::result(&ty, &quote!(rest::ReadError), api);
    let read = match side.cases(operation) {
        [] => {
            return quote! {
                fn #name(answer: rest::Answer<'_>) -> #result {
                    answer.undocumented()
                }
            };
        }
        [case] => read(case),
        cases => {
            let owner = side.name(operation);
            let arms = cases.iter().enumerate().map(|(index, case)| {
                let variant = tokens::ident(&case.rust_name);
                let read = read(case);
                let pattern = if index + 1 == cases.len() {
                    quote!(_)
                } else {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(#index)
                };
                if is_unit(case) {
                    quote!(#pattern => { #read?; #owner::#variant })
                } else {
                    quote!(#pattern => #owner::#variant(#read?))
                }
            });
            let ok = prelude::item(Prelude::Ok, api);
            quote!(#ok(match answer.case() { #(#arms),* }))
        }
    };
    quote! {
        fn #name(answer: rest::Answer<'_>) -> #result {
            #read
        }
    }
}

/// Whether a reply says nothing beyond that it came.
fn is_unit(case: &ReplyCase) -> bool {
    case.contents.is_empty() && case.headers.is_empty()
}

/// An expression that reads a reply, with a result.
fn read(case: &ReplyCase) -> TokenStream {
    let body = read_body(case);
    if case.headers.is_empty() {
        return body;
    }
    let headers = reply_headers::read(case);
    quote!(rest::Headed::read(#headers, #body))
}

fn read_body(case: &ReplyCase) -> TokenStream {
    match case.contents.as_slice() {
        [] => quote!(answer.empty()),
        contents if are_alike(contents) => read_content(&contents[0].kind),
        contents => {
            let owner = tokens::ident(&case.body_name);
            let arms = contents.iter().enumerate().map(|(index, content)| {
                let variant = tokens::ident(&content.rust_name);
                let read = read_content(&content.kind);
                let pattern = if index + 1 == contents.len() {
                    quote!(_)
                } else {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(#index)
                };
                quote!(#pattern => #read.map(#owner::#variant))
            });
            quote!(match answer.content() { #(#arms),* })
        }
    }
}

/// Whether all that a body can be has one type, and is read alike.
fn are_alike(contents: &[ReplyContent]) -> bool {
    let streamed = |kind: &ReplyKind| {
        matches!(
            kind,
            ReplyKind::Binary | ReplyKind::Events(_) | ReplyKind::Lines(_)
        )
    };
    contents.iter().all(|content| {
        content.kind == contents[0].kind
            || (!streamed(&content.kind)
                && !streamed(&contents[0].kind)
                && content.kind.ty() == contents[0].kind.ty())
    })
}

fn read_content(kind: &ReplyKind) -> TokenStream {
    match kind {
        ReplyKind::Json(_) | ReplyKind::Xml(_) | ReplyKind::Form(_) | ReplyKind::Text(_) => {
            quote!(answer.value())
        }
        ReplyKind::Binary => quote!(answer.download()),
        ReplyKind::Events(_) => quote!(answer.events()),
        ReplyKind::Lines(_) => quote!(answer.lines()),
    }
}

/// The type of a reply.
fn payload(case: &ReplyCase, api: &Api) -> TokenStream {
    let body = body_type(case, api);
    if case.headers.is_empty() {
        return body;
    }
    let headers = tokens::ident(&case.headers_name);
    quote!(rest::Headed<#body, #headers>)
}

fn body_type(case: &ReplyCase, api: &Api) -> TokenStream {
    match case.contents.as_slice() {
        [] => quote!(()),
        contents if are_alike(contents) => content_type(&contents[0].kind, api),
        _ => {
            let name = tokens::ident(&case.body_name);
            quote!(#name)
        }
    }
}

fn content_type(kind: &ReplyKind, api: &Api) -> TokenStream {
    match kind {
        ReplyKind::Json(ty) | ReplyKind::Xml(ty) | ReplyKind::Form(ty) | ReplyKind::Text(ty) => {
            tokens::rust_type(ty, api)
        }
        ReplyKind::Binary => quote!(rest::Download),
        ReplyKind::Events(ty) => {
            let ty = tokens::rust_type(ty, api);
            quote!(rest::Events<#ty>)
        }
        ReplyKind::Lines(ty) => {
            let ty = tokens::rust_type(ty, api);
            quote!(rest::JsonLines<#ty>)
        }
    }
}

/// The enum of several replies.
fn choice(side: Side, operation: &Operation, api: &Api) -> TokenStream {
    let cases = side.cases(operation);
    if cases.len() < 2 {
        return quote!();
    }
    let name = side.name(operation);
    let docs = tokens::doc(&match side {
        Side::Success => format!(
            "What [`{0}`](crate::Client::{0}) answers.",
            operation.method_name
        ),
        Side::Failure => format!(
            "The errors that [`{0}`](crate::Client::{0}) is described to answer with.",
            operation.method_name
        ),
    });
    let variants = cases.iter().map(|case| {
        let (variant, docs) = (
            tokens::ident(&case.rust_name),
            tokens::doc(&case_docs(case)),
        );
        if is_unit(case) {
            quote!(#docs #variant,)
        } else {
            let payload = payload(case, api);
            quote!(#docs #variant(#payload),)
        }
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn case_docs(case: &ReplyCase) -> String {
    let status = status(case.status);
    let prose = tokens::prose(&case.docs, "");
    if prose.is_empty() {
        format!("{status}.")
    } else {
        format!("{prose}\n\n{status}.")
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(hundred) => format!("Status {hundred}00 to {hundred}99"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// The enum of a body that can be several things.
fn body_choice(case: &ReplyCase, operation: &Operation, api: &Api) -> TokenStream {
    if case.contents.len() < 2 || are_alike(&case.contents) {
        return quote!();
    }
    let name = tokens::ident(&case.body_name);
    let docs = tokens::doc(&format!(
        "A body of a reply to [`{0}`](crate::Client::{0}).",
        operation.method_name
    ));
    let variants = case.contents.iter().map(|content| {
        let variant = tokens::ident(&content.rust_name);
        let docs = tokens::doc(&format!("As {}.", markdown::code(&content.media_type)));
        let ty = content_type(&content.kind, api);
        quote!(#docs #variant(#ty),)
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The replies in the documentation of a method.
pub(super) fn docs(operation: &Operation) -> String {
    let line = |case: &ReplyCase| {
        let description = case.docs.description.as_deref();
        let description = description.map(markdown::one_line).unwrap_or_default();
        format!("* {}: {description}", status(case.status))
    };
    let mut text = String::new();
    for (title, cases) in [
        ("Replies", &operation.replies.success),
        ("Errors of the service", &operation.replies.failure),
    ] {
        if !cases.is_empty() {
            let lines: Vec<_> = cases.iter().map(line).collect();
            text += &format!("\n\n# {title}\n\n{}", lines.join("\n"));
        }
    }
    text
}
