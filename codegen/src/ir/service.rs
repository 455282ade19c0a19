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
