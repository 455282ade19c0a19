//! The pages and the items of an operation that lists things page by page.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, operation, tokens};
use crate::ir::{Api, MemberPath, Operation, Paging, Step, Type};

/// What the documentation of the client's method says about pages.
pub(super) fn note(operation: &Operation) -> String {
    if operation.paging.is_none() {
        return String::new();
    }
    format!(
        "\n\nThe reply is one page of the list; [`items`]({0}::items) and [`pages`]({0}::pages) of the call ask for all.",
        operation.type_name
    )
}

/// The methods of the call.
pub(super) fn methods(api: &Api, operation: &Operation, target: &Target) -> TokenStream {
    if operation.paging.is_none() {
        return quote!();
    }
    let pages = tokens::doc(
        "All pages, one after the other: a stream of replies.\n\n\
         It begins with the page that the call asks for. A page is asked for when the one before has been taken.",
    );
    let items = tokens::doc(&format!(
        "What all pages list, one after the other: a stream.\n\n\
         # Example\n\n{}",
        example(api, operation, target)
    ));
    quote! {
        #pages
        pub fn pages(self) -> acs_runtime::paging::Pages<Self> {
            acs_runtime::paging::Pages::new(self)
        }

        #items
        pub fn items(self) -> acs_runtime::paging::Items<Self> {
            acs_runtime::paging::Items::new(self)
        }
    }
}

fn example(api: &Api, operation: &Operation, target: &Target) -> String {
    let required = operation.parameters.iter().filter(|it| it.required);
    let lines = format!(
        "let mut items = client.{}({}).items();\n\
         while let Some(item) = items.next().await {{\n    println!(\"{{:?}}\", item?);\n}}\n",
        operation.method_name,
        operation::example_arguments(required, api, target)
    );
    operation::on_the_mock(&lines, target)
}

/// How the runtime finds the way through the pages.
pub(super) fn paged(api: &Api, operation: &Operation) -> TokenStream {
    let Some(paging) = &operation.paging else {
        return quote!();
    };
    let call = tokens::ident(&operation.type_name);
    let reply = operation::reply_type(api, operation);
    let item = item_type(paging, api);
    let (page, first) = (&paging.page, paging.first);
    let items = way(&paging.items, &quote!(as_mut));
    let total = total(paging);
    let unused = paging.total.is_none().then(|| quote!(_));
    let reply_name = unused.unwrap_or_else(|| quote!(reply));
    let mut steps = [Some(&paging.items), paging.total.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|path| &path.steps);
    let allow = steps
        .any(|step| step.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    quote! {
        #allow
        impl acs_runtime::paging::Paged for #call {
            type Reply = #reply;
            type Item = #item;

            const PAGE: acs_runtime::paging::Page = acs_runtime::paging::Page {
                parameter: #page,
                first: #first,
            };

            fn items(reply: &mut Self::Reply) -> Option<&mut Vec<Self::Item>> {
                Some(&mut #items)
            }

            fn total(#reply_name: &Self::Reply) -> Option<u64> {
                #total
            }
        }
    }
}

fn item_type(paging: &Paging, api: &Api) -> TokenStream {
    match &paging.items.ty {
        Type::List(item) => tokens::rust_type(item, api),
        other => tokens::rust_type(other, api),
    }
}

fn total(paging: &Paging) -> TokenStream {
    match &paging.total {
        None => quote!(None),
        Some(path) => {
            let total = way(path, &quote!(as_ref));
            quote!(u64::try_from(#total?).ok())
        }
    }
}

/// `reply.a.as_ref()?.b`: what is on the way is optional.
fn way(path: &MemberPath, open: &TokenStream) -> TokenStream {
    let mut fields = path
        .steps
        .iter()
        .map(|Step { rust_name, .. }| tokens::ident(rust_name));
    let first = fields.next();
    let rest = fields;
    quote!(reply.#first #(.#open()?.#rest)*)
}
