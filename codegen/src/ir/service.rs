//! The product behind an API.

/// Facts of the whole API.
#[derive(Debug, Default)]
pub struct Service {
    /// Title for people: `Alibaba Cloud EDAS`.
    pub title: String,
    /// Paragraphs of Markdown.
    pub description: Option<String>,
    /// Version of the API: `2017-08-01`.
    pub version: String,
    /// Name of the product in host names and settings: `edas`.
    pub product: String,
    /// Web page of the API reference.
    pub source: Option<String>,
    /// Where the service is.
    pub endpoints: Endpoints,
    /// How replies say whether a call succeeded.
    pub envelope: Envelope,
    /// Servers of the whole API.
    pub servers: Vec<Server>,
    /// Ways to prove who calls.
    pub schemes: Vec<SecurityScheme>,
}

/// An address of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address, with `{name}` for each variable; it may be relative.
    pub url: String,
    /// What people call it.
    pub description: Option<String>,
    /// The variables in it.
    pub variables: Vec<ServerVariable>,
}

/// A part of an address that callers can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value where callers choose none.
    pub default: String,
    /// The values that it can have; empty when it can have any.
    pub allowed: Vec<String>,
    /// What it means.
    pub description: Option<String>,
}

/// A way to prove who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: String,
    /// Name of the Rust function that makes a credential for it.
    pub rust_name: String,
    /// What it takes.
    pub kind: SecurityKind,
    /// What it is, in words.
    pub description: Option<String>,
}

/// What a security scheme takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// A key in a header.
    ApiKeyHeader(String),
    /// A key in the query.
    ApiKeyQuery(String),
    /// A key in a cookie.
    ApiKeyCookie(String),
    /// User and password (`http`, `basic`).
    Basic,
    /// A token (`http` with `bearer`, `oauth2`, `openIdConnect`).
    Bearer,
    /// Another scheme of the header `Authorization`, with its name.
    Http(String),
    /// A client certificate (`mutualTLS`): nothing of the request, the transport has it.
    MutualTls,
}

/// From a region to a host name.
#[derive(Debug, Default)]
pub struct Endpoints {
    /// Host of most regions, with `{region}` in it.
    pub rule: String,
    /// Host inside a VPC, with `{region}` in it.
    pub rule_vpc: String,
    /// Regions with a host of their own.
    pub fixed: Vec<(String, String)>,
    /// Regions known to have a VPC endpoint.
    pub vpc_regions: Vec<String>,
}

/// Names of the members of a reply that tell its outcome.
#[derive(Debug, Default)]
pub struct Envelope {
    /// The status code.
    pub code: String,
    /// The message for people.
    pub message: String,
    /// The request ID.
    pub request_id: String,
    /// The error code.
    pub error_code: String,
    /// The truth value that is false when a call failed.
    pub success: String,
    /// The status codes that mean success.
    pub success_codes: Vec<String>,
}
