//! Which address a call goes to.

use std::collections::BTreeMap;

use http::Uri;

use super::api::{Server, ServerVariable};

/// An address that operations' paths are put behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    /// Without a slash at its end.
    pub(super) url: String,
    /// `host` or `host:port`.
    pub(super) host: String,
}

impl Base {
    /// The address in a text. The error says what is wrong with it, and does not show what may be a password.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.contains('@') {
            return Err("it has user information in it; use credential(..) for that".to_owned());
        }
        let shown = crate::error::text::quoted(text, 120);
        if text.contains(['?', '#']) {
            return Err(format!(
                "{shown} has a query or a fragment in it; give scheme, host and path alone"
            ));
        }
        let uri: Uri = text
            .parse()
            .map_err(|_| format!("{shown} is not an address; give one as https://host/path"))?;
        let known = matches!(uri.scheme_str(), Some("http" | "https"));
        match uri.authority() {
            Some(authority) if known && !authority.host().is_empty() => Ok(Self {
                url: text.trim_end_matches('/').to_owned(),
                host: authority.to_string(),
            }),
            _ => Err(format!(
                "{shown} is not a whole address; give one as https://host/path"
            )),
        }
    }

    /// The address of a server, its variables filled.
    pub(super) fn of_server(
        server: &Server,
        values: &BTreeMap<String, String>,
    ) -> Result<Self, String> {
        let url = expand(server, values)?;
        Self::parse(&url).map_err(|problem| {
            if url.contains("://") {
                problem
            } else {
                format!("the API's description gives {} as its address, which names no host; set base_url",
                    crate::error::text::quoted(&url, 120))
            }
        })
    }
}

fn expand(server: &Server, values: &BTreeMap<String, String>) -> Result<String, String> {
    let mut url = String::new();
    let mut rest = server.url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        url.push_str(before);
        let known = server.variables.iter().find(|known| known.name == name);
        let given = values.get(name).map(String::as_str);
        let value = match (known, given) {
            (Some(variable), given) => checked(variable, given.unwrap_or(variable.default))?,
            (None, Some(given)) => given,
            (None, None) => {
                return Err(format!("the server's variable {name} has no value"));
            }
        };
        let host = url.split_once("://").map(|(_, rest)| rest);
        let in_host = host.is_none_or(|rest| !rest.contains('/'));
        // Behind the host, a value can be the whole path: `https://host{base}`.
        let begins_path = value.starts_with('/')
            && host.is_some_and(|host| !host.is_empty())
            && (after.is_empty() || after.starts_with('/'));
        // What the description gives itself is as it means it.
        let described = known.is_some_and(|it| value == it.default || it.allowed.contains(&value));
        if !described {
            check_characters(name, value, in_host && !begins_path)?;
        }
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// The value, if the variable can have it.
pub(super) fn checked<'v>(variable: &ServerVariable, value: &'v str) -> Result<&'v str, String> {
    // Some descriptions forget their own default in the list.
    if variable.allowed.is_empty() || value == variable.default || variable.allowed.contains(&value)
    {
        return Ok(value);
    }
    Err(format!(
        "the server's variable {} cannot be {}; it can be {}",
        variable.name,
        crate::error::text::quoted(value, 40),
        variable.allowed.join(", ")
    ))
}

/// A value must not be able to say another host than the address around it.
fn check_characters(name: &str, value: &str, in_host: bool) -> Result<(), String> {
    let fits = |c: char| {
        c.is_ascii_alphanumeric()
            || "-._~:".contains(c)
            // A variable can be the whole address.
            || (c == '/' && (!in_host || value.contains("://")))
            || (!in_host && "%!$&'()*+,;=".contains(c))
    };
    if value.chars().all(fits) {
        return Ok(());
    }
    Err(format!(
        "the server's variable {name} has a character in it that does not fit its place"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server {
        url: "https://{region}.example.com:{port}/{base}",
        variables: &[
            ServerVariable {
                name: "region",
                default: "eu",
                allowed: &["eu", "us"],
            },
            ServerVariable {
                name: "port",
                default: "8443",
                allowed: &[],
            },
            ServerVariable {
                name: "base",
                default: "v1/x",
                allowed: &[],
            },
        ],
    };

    fn filled(values: &[(&str, &str)]) -> Result<Base, String> {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Base::of_server(&SERVER, &values.collect())
    }

    #[test]
    fn variables_have_their_defaults_unless_others_are_given() {
        let base = filled(&[]).unwrap();
        assert_eq!(base.url, "https://eu.example.com:8443/v1/x");
        assert_eq!(base.host, "eu.example.com:8443");
        let base = filled(&[("region", "us"), ("port", "1"), ("base", "")]).unwrap();
        assert_eq!(base.url, "https://us.example.com:1");
    }

    #[test]
    fn a_value_that_is_not_allowed_or_says_another_host_is_refused() {
        let problem = filled(&[("region", "mars")]).unwrap_err();
        assert!(problem.contains("it can be eu, us"), "{problem}");
        for evil in ["1/evil", "1@evil.com", "1?x", "1#x", "1\\x", "1 "] {
            assert!(filled(&[("port", evil)]).is_err(), "{evil}");
        }
        for evil in ["v1?x", "v1#x", "v 1"] {
            assert!(filled(&[("base", evil)]).is_err(), "{evil}");
        }
    }

    /// Many descriptions have `https://host{basePath}`.
    #[test]
    fn a_value_can_be_the_path_behind_the_host() {
        let base = ServerVariable {
            name: "base",
            default: "/v1",
            allowed: &[],
        };
        let variables = [base].to_vec().leak();
        let filled = |url: &'static str, value: Option<&str>| {
            let values = value.map(|value| ("base".to_owned(), value.to_owned()));
            let base = Base::of_server(&Server { url, variables }, &values.into_iter().collect());
            base.map(|base| base.url)
        };
        let url = "https://a.example.com:443{base}";
        assert_eq!(filled(url, None).unwrap(), "https://a.example.com:443/v1");
        let other = filled(url, Some("/v2/x/")).unwrap();
        assert_eq!(other, "https://a.example.com:443/v2/x");
        assert_eq!(filled(url, Some("")).unwrap(), "https://a.example.com:443");
        // None of these may end the host where the description goes on with it, or go on with it themselves.
        for (url, evil) in [
            ("https://a{base}.example.com", "/x"),
            ("https://{base}", "/x"),
            ("https://{base}", "evil.com/x"),
            ("https://a.example.com{base}", ".evil.com/x"),
            ("https://a.example.com{base}", "/x?y"),
        ] {
            assert!(filled(url, Some(evil)).is_err(), "{url} {evil}");
        }
    }

    #[test]
    fn a_base_is_a_whole_address() {
        for bad in [
            "",
            "/",
            "/v1",
            "host",
            "ftp://host",
            "https://",
            "//host/v1",
            "https://h?q",
            "https://h#f",
        ] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
        let problem = Base::parse("https://me:my-secret@host").unwrap_err();
        assert!(!problem.contains("my-secret"), "{problem}");
        let relative = Server {
            url: "/v1",
            variables: &[],
        };
        let problem = Base::of_server(&relative, &BTreeMap::new()).unwrap_err();
        assert!(problem.contains("set base_url"), "{problem}");
    }
}
