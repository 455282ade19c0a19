//! `client.rs`: the facts of the API, and the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Target, markdown, prelude, tokens};
use super::{facts, sample};
use crate::ir::{Api, Prelude, SecurityKind, SecurityScheme, Server};

pub(in super::super) fn file(api: &Api, target: &Target) -> TokenStream {
    let header = tokens::inner_doc("The client, and the facts of the API that it calls.");
    let facts = of_api(api, target);
    let title = markdown::one_line(&api.service.title);
    let docs = tokens::doc(&client_docs(&title, api, target));
    let security = security(&api.service.schemes);
    let result = prelude::result(&quote!(Self), &quote!(crate::Error), api);
    let ok = prelude::item(Prelude::Ok, api);
    quote! {
        #header
        use acs_runtime::rest;

        #facts

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: rest::Client,
        }

        impl Client {
            /// A client with the settings given. Nothing is sent.
            ///
            /// # Errors
            ///
            /// [`Error::Config`](crate::Error::Config) for a setting that does not fit: no usable address, a credential for
            /// a scheme that the API does not have, a server variable that no server has.
            pub fn new(config: rest::Config) -> #result {
                #ok(Self { inner: rest::Client::new(&API, config)? })
            }

            #[allow(dead_code, reason = "without any group there is no operation to call")]
            pub(crate) fn call(&self, operation: &'static rest::Operation) -> rest::Call {
                self.inner.call(operation)
            }
        }

        #security
    }
}

fn of_api(api: &Api, target: &Target) -> TokenStream {
    let title = markdown::one_line(&api.service.title);
    let user_agent = format!("{}/{}", target.package, target.version);
    let servers = api.service.servers.iter().map(facts::server);
    let of_operations = operation_servers(api).into_iter().map(facts::server);
    let schemes = api.service.schemes.iter().map(scheme);
    quote! {
        static API: rest::Api = rest::Api {
            title: #title,
            user_agent: #user_agent,
            servers: &[#(#servers),*],
            operation_servers: &[#(#of_operations),*],
            schemes: &[#(#schemes),*],
        };
    }
}

/// The servers of operations that have variables, each once.
fn operation_servers(api: &Api) -> Vec<&Server> {
    let all = api.operations.iter().flat_map(|it| &it.servers);
    let mut servers: Vec<&Server> = Vec::new();
    for server in all.filter(|server| !server.variables.is_empty()) {
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    let kind = match &scheme.kind {
        SecurityKind::ApiKeyHeader(header) => quote!(ApiKeyHeader(#header)),
        SecurityKind::ApiKeyQuery(parameter) => quote!(ApiKeyQuery(#parameter)),
        SecurityKind::ApiKeyCookie(cookie) => quote!(ApiKeyCookie(#cookie)),
        SecurityKind::Basic => quote!(Basic),
        SecurityKind::Bearer => quote!(Bearer),
        SecurityKind::Http(name) => quote!(Http(#name)),
        SecurityKind::MutualTls => quote!(MutualTls),
    };
    quote!(rest::SecurityScheme { name: #name, kind: rest::SecurityKind::#kind })
}

/// The names of the schemes, for the configuration.
fn security(schemes: &[SecurityScheme]) -> TokenStream {
    if schemes.is_empty() {
        return quote!();
    }
    let names = schemes.iter().map(|scheme| {
        let (constant, name) = (
            tokens::ident(&scheme.rust_name.to_uppercase()),
            &scheme.name,
        );
        let takes = match &scheme.kind {
            SecurityKind::ApiKeyHeader(header) => {
                format!(
                    "A key in the header {}: `Credential::key`.",
                    markdown::code(header)
                )
            }
            SecurityKind::ApiKeyQuery(parameter) => format!(
                "A key in the query parameter {}: `Credential::key`.",
                markdown::code(parameter)
            ),
            SecurityKind::ApiKeyCookie(cookie) => {
                format!(
                    "A key in the cookie {}: `Credential::key`.",
                    markdown::code(cookie)
                )
            }
            SecurityKind::Basic => "User and password: `Credential::basic`.".to_owned(),
            SecurityKind::Bearer => "A token: `Credential::bearer`.".to_owned(),
            SecurityKind::Http(name) => format!(
                "The scheme {} of the header `Authorization`: `Credential::custom`.",
                markdown::code(name)
            ),
            SecurityKind::MutualTls => {
                "A client certificate, which a transport of your own brings.".to_owned()
            }
        };
        let description = scheme.description.as_deref().map(markdown::cleaned);
        let description = description.filter(|text| !text.is_empty());
        let docs = tokens::doc(&match description {
            Some(text) => format!("{text}\n\n{takes}"),
            None => takes,
        });
        quote!(#docs pub const #constant: &str = #name;)
    });
    quote! {
        /// Names of the security schemes, for [`ConfigBuilder::credential`](crate::ConfigBuilder::credential).
        pub mod security {
            #(#names)*
        }
    }
}

fn client_docs(title: &str, api: &Api, target: &Target) -> String {
    let mut text = format!(
        "Client of {title}, with a method for each operation.\n\n\
         A clone is cheap and shares connections. A method begins a call, setters on the call add optional parameters, and \
         `send` sends it.\n\n{}",
        sample::program(api, target, sample::Place::Rustdoc)
    );
    text += &servers_docs(&api.service.servers);
    text
}

fn servers_docs(servers: &[Server]) -> String {
    if servers.is_empty() {
        return "\n\nThe description names no server: [`base_url`](crate::ConfigBuilder::base_url) is needed."
            .to_owned();
    }
    let mut text = "\n\n# Servers\n\nThe first is called unless [`server`](crate::ConfigBuilder::server) names another by its \
                    number or [`base_url`](crate::ConfigBuilder::base_url) names any address.\n"
        .to_owned();
    for (index, server) in servers.iter().enumerate() {
        let description = server.description.as_deref();
        let description = description.map(markdown::one_line).unwrap_or_default();
        text += &format!("\n* {index}: {} {description}", markdown::code(&server.url));
        for variable in &server.variables {
            text += &format!(
                "\n  * {}: {} by default",
                markdown::code(&variable.name),
                markdown::code(&variable.default)
            );
            if !variable.allowed.is_empty() {
                let allowed: Vec<_> = variable
                    .allowed
                    .iter()
                    .map(|it| markdown::code(it))
                    .collect();
                text += &format!("; one of {}", allowed.join(", "));
            }
        }
    }
    text
}
