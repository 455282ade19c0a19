//! The facts of an operation, as the runtime takes them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens;
use crate::ir::{
    Encoding, Operation, Parameter, ParameterPlace, ReplyCase, ReplyContent, ReplyKind, Server,
    Status, Style,
};

pub(super) fn of_operation(operation: &Operation) -> TokenStream {
    let (name, path) = (&operation.wire_name, &operation.path);
    let (method, effect) = (
        tokens::method(operation.method),
        tokens::effect(operation.effect),
    );
    let security = operation
        .security
        .iter()
        .map(|needed| quote!(&[#(#needed),*]));
    let servers = operation.servers.iter().map(server);
    let success = operation.replies.success.iter().map(case);
    let failure = operation.replies.failure.iter().map(case);
    let lists = [
        ("security", security.collect::<Vec<_>>()),
        ("servers", servers.collect()),
        ("success", success.collect()),
        ("failure", failure.collect()),
    ];
    let lists = lists.iter().filter(|(_, items)| !items.is_empty());
    let lists = lists.map(|(list, items)| {
        let list = tokens::ident(list);
        quote!(#list: &[#(#items),*],)
    });
    quote! {
        static OPERATION: rest::Operation = rest::Operation {
            #(#lists)*
            ..rest::Operation::new(#name, rest::Method::#method, #path, rest::Effect::#effect)
        };
    }
}

pub(super) fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|variable| {
        let (name, default, allowed) = (&variable.name, &variable.default, &variable.allowed);
        quote!(rest::ServerVariable { name: #name, default: #default, allowed: &[#(#allowed),*] })
    });
    quote!(rest::Server { url: #url, variables: &[#(#variables),*] })
}

fn case(case: &ReplyCase) -> TokenStream {
    let status = match (case.status, case.contents.as_slice()) {
        (Status::Code(code), []) => {
            let code = Literal::u16_unsuffixed(code);
            return quote!(rest::Case::empty(#code));
        }
        (Status::Code(code), [only]) if is_json(only) => {
            let code = Literal::u16_unsuffixed(code);
            return quote!(rest::Case::json(#code));
        }
        (Status::Code(code), _) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(rest::Status::Code(#code))
        }
        (Status::Range(hundred), _) => {
            let hundred = Literal::u16_unsuffixed(hundred);
            quote!(rest::Status::Range(#hundred))
        }
        (Status::Default, _) => quote!(rest::Status::Default),
    };
    let contents = case.contents.iter().map(content);
    quote!(rest::Case::new(#status, &[#(#contents),*]))
}

fn content(content: &ReplyContent) -> TokenStream {
    if is_json(content) {
        return quote!(rest::Content::JSON);
    }
    let media_type = &content.media_type;
    let kind = tokens::ident(kind(&content.kind));
    quote!(rest::Content::new(#media_type, rest::Kind::#kind))
}

fn is_json(content: &ReplyContent) -> bool {
    matches!(content.kind, ReplyKind::Json(_)) && content.media_type == "application/json"
}

fn kind(kind: &ReplyKind) -> &'static str {
    match kind {
        ReplyKind::Json(_) => "Json",
        ReplyKind::Xml(_) => "Xml",
        ReplyKind::Form(_) => "Form",
        ReplyKind::Text(_) => "Text",
        ReplyKind::Binary => "Binary",
        ReplyKind::Events(_) => "Events",
        ReplyKind::Lines(_) => "Lines",
    }
}

/// How a parameter is written.
pub(super) fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.wire_name;
    let (place, usual) = match parameter.place {
        ParameterPlace::Path => ("path", Style::Simple),
        ParameterPlace::Query | ParameterPlace::Form => ("query", Style::Form),
        ParameterPlace::Header => ("header", Style::Simple),
        ParameterPlace::Cookie => ("cookie", Style::Form),
    };
    let place = tokens::ident(place);
    let (style, explode, reserved) = spelling(parameter.encoding);
    let usual_style = style == style_name(usual);
    let style = (!usual_style).then(|| quote!(.style(rest::Style::#style)));
    let usual_explode = explode == (usual == Style::Form);
    let explode = (!usual_explode).then(|| quote!(.explode(#explode)));
    let reserved = reserved.then(|| quote!(.reserved()));
    quote!(rest::Parameter::#place(#name)#style #explode #reserved)
}

/// Style, explode and allowReserved of a value.
pub(super) fn spelling(encoding: Encoding) -> (proc_macro2::Ident, bool, bool) {
    let (name, explode, reserved) = match encoding {
        Encoding::Json => ("Json", false, false),
        // No profile but Alibaba's has it, whose calls are printed elsewhere.
        Encoding::Separated(_) => ("Form", false, false),
        Encoding::Styled {
            style,
            explode,
            reserved,
        } => (style_name(style), explode, reserved),
    };
    (tokens::ident(name), explode, reserved)
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Form => "Form",
        Style::Simple => "Simple",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}
