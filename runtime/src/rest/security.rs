//! Who calls.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::api::{Operation, Place, SecurityKind, SecurityScheme};

/// What a security scheme of the API asks for. `Debug` shows the kind alone.
///
/// ```
/// use acs_runtime::rest::Credential;
///
/// assert_eq!(format!("{:?}", Credential::bearer("a-token")), "Credential(bearer)");
/// ```
#[derive(Clone)]
pub struct Credential(Secret);

#[derive(Clone)]
enum Secret {
    Key(Zeroizing<String>),
    Basic(Zeroizing<String>, Zeroizing<String>),
    Bearer(Zeroizing<String>),
    Custom(Zeroizing<String>),
}

impl Credential {
    /// A key, for schemes of the type `apiKey`.
    #[must_use]
    pub fn key(key: impl Into<String>) -> Self {
        Self(Secret::Key(Zeroizing::new(key.into())))
    }

    /// User and password, for the HTTP scheme `basic`. The user has no colon in it.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        let (user, password) = (user.into(), password.into());
        Self(Secret::Basic(
            Zeroizing::new(user),
            Zeroizing::new(password),
        ))
    }

    /// A token, for the HTTP scheme `bearer`, and for OAuth 2 and `OpenID` Connect, whose tokens are sent alike.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Secret::Bearer(Zeroizing::new(token.into())))
    }

    /// The whole value of the header `authorization`, for any scheme that uses it.
    #[must_use]
    pub fn custom(value: impl Into<String>) -> Self {
        Self(Secret::Custom(Zeroizing::new(value.into())))
    }

    fn kind(&self) -> &'static str {
        match self.0 {
            Secret::Key(_) => "key",
            Secret::Basic(..) => "basic",
            Secret::Bearer(_) => "bearer",
            Secret::Custom(_) => "custom",
        }
    }

    /// What of a request it becomes for a scheme. The error does not show it.
    fn placed(&self, kind: SecurityKind) -> Result<Placed, String> {
        let header = |name: HeaderName, value: &str| {
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| "it has a character in it that no header can hold".to_owned())?;
            value.set_sensitive(true);
            Ok(Placed::Header(name, value))
        };
        match (kind, &self.0) {
            (SecurityKind::ApiKeyHeader(name), Secret::Key(key)) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "the scheme's header has an unusable name".to_owned())?;
                header(name, key)
            }
            (SecurityKind::ApiKeyQuery(name), Secret::Key(key)) => {
                Ok(Placed::Query(name, key.clone()))
            }
            (SecurityKind::ApiKeyCookie(name), Secret::Key(key)) => {
                Ok(Placed::Cookie(name, key.clone()))
            }
            (SecurityKind::Basic, Secret::Basic(user, _)) if user.contains(':') => {
                Err("the user has a colon in it, which HTTP cannot say".to_owned())
            }
            (SecurityKind::Basic, Secret::Basic(user, password)) => {
                let pair = Zeroizing::new(format!("{}:{}", **user, **password));
                let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(&*pair)));
                header(AUTHORIZATION, &value)
            }
            (SecurityKind::Bearer, Secret::Bearer(token)) => {
                let value = Zeroizing::new(format!("Bearer {}", **token));
                header(AUTHORIZATION, &value)
            }
            (
                SecurityKind::Basic | SecurityKind::Bearer | SecurityKind::Http(_),
                Secret::Custom(value),
            ) => header(AUTHORIZATION, value),
            _ => Err(format!(
                "it is a {}, but the scheme takes {}",
                self.kind(),
                taken(kind)
            )),
        }
    }
}

fn taken(kind: SecurityKind) -> &'static str {
    match kind {
        SecurityKind::ApiKeyHeader(_)
        | SecurityKind::ApiKeyQuery(_)
        | SecurityKind::ApiKeyCookie(_) => "Credential::key",
        SecurityKind::Basic => "Credential::basic or Credential::custom",
        SecurityKind::Bearer => "Credential::bearer or Credential::custom",
        SecurityKind::Http(_) => "Credential::custom",
        SecurityKind::MutualTls => "none: a transport of your own presents the certificate",
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({})", self.kind())
    }
}

/// A credential at its place in requests.
pub(super) enum Placed {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Zeroizing<String>),
    Cookie(&'static str, Zeroizing<String>),
}

/// What a client can say about who calls, by the names of schemes.
pub(super) struct Keys {
    schemes: &'static [SecurityScheme],
    placed: BTreeMap<&'static str, Placed>,
    /// Schemes that ask nothing of a request.
    free: Vec<&'static str>,
}

impl Keys {
    /// The error says which credential does not fit, without showing it.
    pub(super) fn new(
        schemes: &'static [SecurityScheme],
        credentials: &BTreeMap<String, Credential>,
        own_transport: bool,
    ) -> Result<Self, String> {
        let mut placed = BTreeMap::new();
        for (name, credential) in credentials {
            let Some(scheme) = schemes.iter().find(|scheme| scheme.name == name) else {
                let known: Vec<_> = schemes.iter().map(|scheme| scheme.name).collect();
                let name = crate::error::text::quoted(name, 80);
                return Err(if known.is_empty() {
                    format!("the API has no security schemes, so none called {name}")
                } else {
                    format!(
                        "the API has no security scheme called {name}; it has {}",
                        known.join(", ")
                    )
                });
            };
            let at_place = credential
                .placed(scheme.kind)
                .map_err(|problem| format!("the one of `{}`: {problem}", scheme.name))?;
            placed.insert(scheme.name, at_place);
        }
        let by_transport =
            |scheme: &&SecurityScheme| own_transport && scheme.kind == SecurityKind::MutualTls;
        let free = schemes
            .iter()
            .filter(by_transport)
            .map(|scheme| scheme.name);
        Ok(Self {
            schemes,
            placed,
            free: free.collect(),
        })
    }

    /// The credentials of the first alternative for which there are all; else of the first for which the request has the
    /// others by itself, which `is_stated` knows.
    pub(super) fn of(
        &self,
        operation: &Operation,
        is_stated: impl Fn(Place, &str) -> bool,
    ) -> Result<Vec<&Placed>, String> {
        let alternatives = operation.security;
        let has = |name: &str| self.placed.contains_key(name) || self.free.contains(&name);
        let is_stated = |name: &str| {
            let place = self.place_of(name);
            place.is_some_and(|(place, name)| is_stated(place, name))
        };
        let find = |has: &dyn Fn(&str) -> bool| {
            let mut alternatives = alternatives.iter();
            // What needs nothing is for those who have nothing else.
            alternatives.find(|names| !names.is_empty() && names.iter().all(|name| has(name)))
        };
        let found = find(&has).or_else(|| find(&|name| has(name) || is_stated(name)));
        if let Some(names) = found {
            let placed = names.iter().filter_map(|name| self.placed.get(name));
            return Ok(placed.collect());
        }
        if alternatives.is_empty() || alternatives.iter().any(|names| names.is_empty()) {
            return Ok(Vec::new());
        }
        let by_certificate = |name: &&str| {
            let mut schemes = self.schemes.iter();
            schemes.any(|scheme| scheme.name == *name && scheme.kind == SecurityKind::MutualTls)
        };
        let certificate = if alternatives.iter().copied().flatten().any(by_certificate) {
            ", and a certificate with a transport of your own"
        } else {
            ""
        };
        let alternatives: Vec<_> = alternatives
            .iter()
            .map(|names| names.join(" and "))
            .collect();
        Err(format!(
            "the operation needs credentials for {}; set them with credential(..) in the configuration{certificate}",
            alternatives.join(", or for ")
        ))
    }

    /// Where the credential of a scheme goes, and its name there.
    fn place_of(&self, name: &str) -> Option<(Place, &'static str)> {
        let scheme = self.schemes.iter().find(|scheme| scheme.name == name)?;
        Some(match scheme.kind {
            SecurityKind::ApiKeyHeader(name) => (Place::Header, name),
            SecurityKind::ApiKeyQuery(name) => (Place::Query, name),
            SecurityKind::ApiKeyCookie(name) => (Place::Cookie, name),
            SecurityKind::Basic | SecurityKind::Bearer | SecurityKind::Http(_) => {
                (Place::Header, "authorization")
            }
            SecurityKind::MutualTls => return None,
        })
    }
}

impl Placed {
    /// Where it goes, and its name there.
    pub(super) fn place(&self) -> (Place, &str) {
        match self {
            Self::Header(name, _) => (Place::Header, name.as_str()),
            Self::Query(name, _) => (Place::Query, name),
            Self::Cookie(name, _) => (Place::Cookie, name),
        }
    }

    /// Puts it into the headers, if it is one.
    pub(super) fn insert_into(&self, headers: &mut HeaderMap) {
        if let Self::Header(name, value) = self {
            headers.insert(name.clone(), value.clone());
        }
    }
}
