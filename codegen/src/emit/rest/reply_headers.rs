//! The headers that come with replies, as structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{prelude, tokens};
use crate::ir::{Api, Encoding, Header, Operation, Prelude, ReplyCase};

/// An expression that reads the headers of an answer.
pub(super) fn read(case: &ReplyCase) -> TokenStream {
    let name = tokens::ident(&case.headers_name);
    let fails = has_required(case).then(|| quote!(?));
    quote!(#name::of(&answer) #fails)
}

/// The structs of the headers of all replies, each once.
pub(super) fn definitions(cases: &[&ReplyCase], operation: &Operation, api: &Api) -> TokenStream {
    let mut headed: Vec<&ReplyCase> = Vec::new();
    for case in cases.iter().filter(|case| !case.headers.is_empty()) {
        if !headed.iter().any(|it| it.headers_name == case.headers_name) {
            headed.push(case);
        }
    }
    let definitions = headed.iter().map(|case| definition(case, operation, api));
    quote!(#(#definitions)*)
}

fn definition(case: &ReplyCase, operation: &Operation, api: &Api) -> TokenStream {
    let name = tokens::ident(&case.headers_name);
    let docs = tokens::doc(&format!(
        "Headers of a reply to [`{0}`](crate::Client::{0}).",
        operation.method_name
    ));
    let members = case.headers.iter().map(|header| member(header, api));
    let reader = reader(case, api);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
        }

        impl #name {
            #reader
        }
    }
}

fn member(header: &Header, api: &Api) -> TokenStream {
    let (name, ty) = (
        tokens::ident(&header.rust_name),
        tokens::rust_type(&header.ty, api),
    );
    let prose = tokens::prose(&header.docs, "Not described.");
    let facts = tokens::facts(&header.wire_name, &header.docs, None);
    let docs = tokens::doc(&format!("{prose}\n\n{facts}"));
    if header.required {
        quote!(#docs pub #name: #ty,)
    } else {
        let ty = prelude::option(&ty, api);
        quote!(#docs pub #name: #ty,)
    }
}

/// The function that reads them; one without required ones cannot fail.
fn reader(case: &ReplyCase, api: &Api) -> TokenStream {
    let members = case.headers.iter().map(|header| {
        let (name, facts) = (tokens::ident(&header.rust_name), facts(header));
        if header.required {
            quote!(#name: answer.required_header(&#facts)?,)
        } else {
            quote!(#name: answer.header(&#facts),)
        }
    });
    let (of, value) = (
        quote!(fn of(answer: &rest::Answer<'_>)),
        quote!(Self { #(#members)* }),
    );
    if has_required(case) {
        let result = prelude::result(&quote!(Self), &quote!(rest::ReadError), api);
        let ok = prelude::item(Prelude::Ok, api);
        quote!(#of -> #result { #ok(#value) })
    } else {
        quote!(#of -> Self { #value })
    }
}

fn has_required(case: &ReplyCase) -> bool {
    case.headers.iter().any(|header| header.required)
}

pub(super) fn facts(header: &Header) -> TokenStream {
    let name = &header.wire_name;
    let need = tokens::ident(if header.required {
        "required"
    } else {
        "optional"
    });
    let spelling = match header.encoding {
        Encoding::Json => quote!(.json()),
        Encoding::Styled { explode: true, .. } => quote!(.exploded()),
        Encoding::Styled { .. } | Encoding::Separated(_) => quote!(),
    };
    quote!(rest::Header::#need(#name)#spelling)
}
