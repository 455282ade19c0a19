//! Which host a client calls.

use http::uri::Authority;

use crate::error::ConfigError;
use crate::service::Endpoints;

/// A host to call, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// `host` or `host:port`, the value of the host header.
    pub(crate) host: String,
    /// Without TLS.
    pub(crate) plain: bool,
}

impl Endpoint {
    /// `https://service.cn-hangzhou.aliyuncs.com`.
    pub(crate) fn url(&self) -> String {
        format!(
            "{}://{}",
            if self.plain { "http" } else { "https" },
            self.host
        )
    }
}

/// The endpoint that the caller spelled out: a host, a host with a port, or such with `https://` or `http://` before.
///
/// A spelled out `http://` asks for plain HTTP just as the setting does.
pub(crate) fn parse(text: &str, plain_http: bool) -> Result<Endpoint, ConfigError> {
    let (plain, rest) = match text.split_once("://") {
        None => (plain_http, text),
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("https") && plain_http => {
            return Err(wrong(
                text,
                "starts with https:// while plain_http is on; leave out one of the two",
            ));
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (false, rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (true, rest),
        Some(_) => {
            return Err(wrong(
                text,
                "has an unknown scheme; https:// and http:// are known",
            ));
        }
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.contains('@') {
        // Not shown, since it may hold a password.
        return Err(ConfigError::new(
            "endpoint",
            "it has user information in it; give the host alone",
        ));
    }
    if rest.contains(['/', '?', '#']) {
        return Err(wrong(
            text,
            "has more than a host and a port in it; leave out the path and the query",
        ));
    }
    let host = checked_host(text, rest)?;
    let default_port = if plain { ":80" } else { ":443" };
    let host = host.strip_suffix(default_port).unwrap_or(host).to_owned();
    Ok(Endpoint { host, plain })
}

fn checked_host<'a>(text: &str, host: &'a str) -> Result<&'a str, ConfigError> {
    let authority: Authority = host.parse().map_err(|_| {
        wrong(
            text,
            "is not a host; give one as service.cn-hangzhou.aliyuncs.com",
        )
    })?;
    let name = authority.host();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_address = name.starts_with('[') && name.ends_with(']');
    if name.is_empty() || !(is_address || name.chars().all(is_name)) {
        return Err(wrong(
            text,
            "has a character in it that no host has; give one as service.cn-hangzhou.aliyuncs.com",
        ));
    }
    let after = host.get(name.len()..).unwrap_or_default();
    if !after.is_empty() && authority.port_u16().is_none_or(|port| port == 0) {
        return Err(wrong(
            text,
            "has an unusable port; ports go from 1 to 65535",
        ));
    }
    Ok(host)
}

fn wrong(text: &str, problem: &str) -> ConfigError {
    ConfigError::new(
        "endpoint",
        format!("{} {problem}", crate::error::text::quoted(text, 120)),
    )
}

/// The host of a region: the known one inside a virtual private cloud, else the region's own, else by the rule.
pub(crate) fn of_region(
    endpoints: &Endpoints,
    region: &str,
    vpc: bool,
    plain: bool,
) -> Result<Endpoint, ConfigError> {
    check_region(region)?;
    let by_rule = |rule: &str| rule.replace("{region}", region);
    let fixed = endpoints.fixed.iter().find(|(known, _)| *known == region);
    let host = match fixed {
        _ if vpc && endpoints.vpc_regions.contains(&region) => by_rule(endpoints.rule_vpc),
        Some((_, host)) => (*host).to_owned(),
        None if vpc => by_rule(endpoints.rule_vpc),
        None => by_rule(endpoints.rule),
    };
    Ok(Endpoint { host, plain })
}

/// A region becomes a part of the host's name, so it must not be able to say another host.
pub(crate) fn check_region(region: &str) -> Result<(), ConfigError> {
    let fits = (1..=63).contains(&region.len())
        && region
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !region.starts_with('-')
        && !region.ends_with('-');
    if fits {
        return Ok(());
    }
    let shown = crate::error::text::quoted(region, 80);
    Err(ConfigError::new(
        "region",
        format!("{shown} is not a region id; give one as cn-hangzhou"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTS: Endpoints = Endpoints {
        rule: "demo.{region}.example.com",
        rule_vpc: "demo-vpc.{region}.example.com",
        fixed: &[
            ("cn-old", "demo.example.com"),
            ("cn-both", "both.example.com"),
        ],
        vpc_regions: &["cn-both", "cn-new"],
    };

    #[test]
    fn a_region_leads_to_its_host() {
        let host = |region, vpc| of_region(&HOSTS, region, vpc, false).unwrap().host;
        assert_eq!(host("cn-any", false), "demo.cn-any.example.com");
        assert_eq!(host("cn-old", false), "demo.example.com");
        assert_eq!(host("cn-both", false), "both.example.com");
        assert_eq!(host("cn-both", true), "demo-vpc.cn-both.example.com");
        assert_eq!(host("cn-old", true), "demo.example.com");
        assert_eq!(host("cn-any", true), "demo-vpc.cn-any.example.com");
        assert_eq!(host("CN-Any", false), "demo.CN-Any.example.com");
    }

    #[test]
    fn a_region_cannot_name_another_host() {
        for bad in [
            "",
            "-a",
            "a-",
            "a.b",
            "a/b",
            "evil.com#",
            "a b",
            "é",
            &"a".repeat(64),
        ] {
            assert!(of_region(&HOSTS, bad, false, false).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_endpoint_is_a_host_or_an_address_without_a_path() {
        let url = |text| parse(text, false).unwrap().url();
        assert_eq!(url("demo.example.com"), "https://demo.example.com");
        assert_eq!(
            url("demo.example.com:8443"),
            "https://demo.example.com:8443"
        );
        assert_eq!(
            url("https://demo.example.com:443/"),
            "https://demo.example.com"
        );
        assert_eq!(url("HTTP://127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(url("http://[::1]:8080"), "http://[::1]:8080");
        assert_eq!(
            parse("127.0.0.1:80", true).unwrap(),
            Endpoint {
                host: "127.0.0.1".to_owned(),
                plain: true
            }
        );
    }

    #[test]
    fn an_endpoint_with_anything_else_is_refused() {
        for bad in [
            "",
            "https://",
            "a/b",
            "a?b",
            "a#b",
            "ftp://a",
            "a:0",
            "a:99999",
            "a:b",
            "a:",
            "a b",
            "a\n",
            "é.com",
            "[::1",
            "a://b://c",
            "a%2e",
        ] {
            assert!(parse(bad, false).is_err(), "{bad:?}");
        }
        assert!(parse("https://a", true).is_err());
        assert!(
            !parse("https://me:password@host", false)
                .unwrap_err()
                .to_string()
                .contains("password")
        );
    }
}
