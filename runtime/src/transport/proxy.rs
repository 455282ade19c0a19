//! Which proxy requests go through.

use std::fmt;
use std::time::Duration;

use http::Uri;
use zeroize::Zeroizing;

use super::ReqwestTransport;
use crate::error::ConfigError;
use crate::exchange::spans::split_port;

/// The proxy of a configuration. `Debug` does not show user and password.
#[derive(Clone, Default)]
pub(crate) enum Proxy {
    /// What environment and system say.
    #[default]
    OfSystem,
    /// None, whatever they say.
    None,
    /// This one, for all requests.
    Url(Zeroizing<String>),
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfSystem => f.write_str("of the system"),
            Self::None => f.write_str("none"),
            // What is no address may be anything, a password alone for example.
            Self::Url(url) => match address(url) {
                Ok(address) => f.write_str(&address),
                Err(_) => f.write_str("***"),
            },
        }
    }
}

/// The usual transport to a host. `plain_http` allows requests without encryption.
pub(crate) fn usual(
    host: &str,
    plain_http: bool,
    connect_timeout: Duration,
    proxy: &Proxy,
) -> Result<ReqwestTransport, ConfigError> {
    match proxy {
        Proxy::Url(url) => ReqwestTransport::proxied(connect_timeout, plain_http, url),
        Proxy::OfSystem if !is_loopback(host) => ReqwestTransport::new(connect_timeout, plain_http),
        Proxy::OfSystem | Proxy::None => ReqwestTransport::direct(connect_timeout, plain_http),
    }
}

/// Whether the host is this machine, whatever proxy is set.
pub(crate) fn is_loopback(host: &str) -> bool {
    let (name, _) = split_port(host);
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Checks the proxy's URL, and gives its address without user and password: `http://host:port`.
///
/// No error shows any of it.
pub(crate) fn address(url: &str) -> Result<String, ConfigError> {
    let wrong = |problem: &'static str| ConfigError::new("proxy", problem);
    let uri: Uri = url.parse().map_err(|_| wrong(NO_URL))?;
    let scheme = match uri.scheme_str() {
        Some(scheme @ ("http" | "https")) => scheme,
        Some(_) => return Err(wrong(UNKNOWN_SCHEME)),
        None => return Err(wrong(NO_URL)),
    };
    let authority = uri.authority().ok_or_else(|| wrong(NO_URL))?;
    let host = authority.host();
    if host.is_empty() {
        return Err(wrong(NO_URL));
    }
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
        return Err(wrong(
            "it has a path or a query in it; give scheme, host and port alone",
        ));
    }
    let after = authority
        .as_str()
        .rsplit('@')
        .next()
        .and_then(|place| place.get(host.len()..));
    match (after.unwrap_or_default(), authority.port_u16()) {
        ("", None) => Ok(format!("{scheme}://{host}")),
        (_, Some(port)) if port > 0 => Ok(format!("{scheme}://{host}:{port}")),
        _ => Err(wrong("it has an unusable port; ports go from 1 to 65535")),
    }
}

const NO_URL: &str = "it is not the URL of a proxy; give one as http://host:3128 or http://user:password@host:3128, with \
     reserved characters of user and password percent-encoded";

const UNKNOWN_SCHEME: &str = "it has an unknown scheme; http:// and https:// are known";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_called_past_every_proxy() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:8080",
            "127.8.0.1",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "localhost.example.com",
            "128.0.0.1",
            "service.cn-hangzhou.aliyuncs.com:443",
            "[::2]",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn user_and_password_do_not_show() {
        for (url, shown) in [
            ("http://me:my-secret@proxy:3128", "http://proxy:3128"),
            ("https://my-secret@[::1]:8443/", "https://[::1]:8443"),
            (
                "http://me:my-secret@proxy.example.com",
                "http://proxy.example.com",
            ),
            ("my-secret", "***"),
            ("me:my-secret", "***"),
            ("ftp://me:my-secret@proxy", "***"),
        ] {
            let proxy = Proxy::Url(Zeroizing::new(url.to_owned()));
            assert_eq!(format!("{proxy:?}"), shown);
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused_without_being_shown() {
        for bad in [
            "",
            "my-secret",
            "my-secret:3128",
            "me:my-secret@proxy:3128",
            "http://",
            "http://me:my-secret@",
            "http://me:my secret@proxy",
            "http://me:my-secret@proxy:0",
            "http://me:my-secret@proxy:99999",
            "http://me:my-secret@proxy:",
            "http://me:my-secret@proxy/path",
            "http://me:my-secret@proxy?a=my-secret",
            "socks5://me:my-secret@proxy:1080",
        ] {
            let error = address(bad).unwrap_err();
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(!shown.contains("my-secret"), "{shown}");
                assert!(shown.contains("proxy"), "{shown}");
            }
        }
    }
}
