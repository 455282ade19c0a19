//! What a generated client states about its service.

/// A service, as its generated client describes it in one `static`.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Service {
    /// The product's short name, as in its endpoints.
    pub product: &'static str,
    /// The API version, a date; sent as `x-acs-version`.
    pub version: &'static str,
    /// The client's name and version, sent as `user-agent`.
    pub user_agent: &'static str,
    /// Where the service is reached.
    pub endpoints: Endpoints,
    /// How its replies state success.
    pub envelope: Envelope,
}

/// The hosts of a service, by region.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Endpoints {
    /// The host where no other rule applies, with `{region}` in it.
    pub rule: &'static str,
    /// The host inside a virtual private cloud, with `{region}` in it.
    pub rule_vpc: &'static str,
    /// Regions with a host of their own.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Regions whose host inside a virtual private cloud is known to exist.
    pub vpc_regions: &'static [&'static str],
}

/// How a reply states success: the names of its outermost members, and which codes are good.
///
/// A member is looked up as written and, if it is missing or empty, with a lower-case first letter. An empty name
/// says that the service has no such member.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Envelope {
    /// The member with the code.
    pub code: &'static str,
    /// The member with the text for people.
    pub message: &'static str,
    /// The member with the request's id.
    pub request_id: &'static str,
    /// The member with a second, finer code.
    pub error_code: &'static str,
    /// The member that says `true` or `false`.
    pub success: &'static str,
    /// The codes of success; a reply without a code is one.
    pub success_codes: &'static [&'static str],
}

/// A service that is not there, for tests.
#[cfg(test)]
pub(crate) const DEMO: Service = Service {
    product: "demo",
    version: "2020-01-01",
    user_agent: "demo/1",
    endpoints: Endpoints {
        rule: "demo.{region}.example.com",
        rule_vpc: "demo-vpc.{region}.example.com",
        fixed: &[],
        vpc_regions: &[],
    },
    envelope: Envelope {
        code: "Code",
        message: "Message",
        request_id: "RequestId",
        error_code: "ErrorCode",
        success: "Success",
        success_codes: &["200"],
    },
};
