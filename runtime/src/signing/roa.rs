//! The older ROA signature, `HMAC-SHA1` ("Alibaba Cloud SDK, V2 ROA-style request body and signature mechanism").

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::canonical::sorted;

/// The text that is signed: method, four standard headers, the `x-acs-` headers, path and query.
///
/// `headers` are all headers of the request in any order, names in lower case; the function takes those that count.
/// An absent standard header is an empty line. The query goes in raw, not encoded, as the official SDKs do it.
#[must_use]
pub fn string_to_sign(
    method: &str,
    path: &str,
    query: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> String {
    let value = |name: &str| {
        headers
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    };
    let mut out = String::with_capacity(512);
    out.push_str(method);
    out.push('\n');
    for name in ["accept", "content-md5", "content-type", "date"] {
        out.push_str(value(name));
        out.push('\n');
    }
    let mut own: Vec<_> = headers
        .iter()
        .filter(|(name, _)| name.starts_with("x-acs-"))
        .collect();
    own.sort_unstable();
    for (name, value) in own {
        for part in [name, ":", value, "\n"] {
            out.push_str(part);
        }
    }
    push_resource(&mut out, path, query);
    out
}

fn push_resource(out: &mut String, path: &str, query: &[(&str, &str)]) {
    out.push_str(path);
    for (place, (name, value)) in sorted(query).into_iter().enumerate() {
        out.push(if place == 0 { '?' } else { '&' });
        out.push_str(name);
        // An empty value is signed as the bare name, although `name=` stands on the wire.
        if !value.is_empty() {
            out.push('=');
            out.push_str(value);
        }
    }
}

/// The signature in base64.
#[must_use]
pub fn signature(secret: &str, string_to_sign: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        // HMAC takes keys of any length; the type only exists for other constructions.
        return String::new();
    };
    mac.update(string_to_sign.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The value of the authorization header.
#[must_use]
pub fn authorization(access_key_id: &str, signature: &str) -> String {
    format!("acs {access_key_id}:{signature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_headers_are_empty_lines_and_empty_values_bare_names() {
        let headers = [
            ("accept", "a"),
            ("date", "d"),
            ("x-acs-b", "2"),
            ("x-acs-a", "1"),
            ("user-agent", "u"),
        ];
        assert_eq!(
            string_to_sign("GET", "/p", &[("z", "1 2"), ("a", "")], &headers),
            "GET\na\n\n\nd\nx-acs-a:1\nx-acs-b:2\n/p?a&z=1 2"
        );
    }
}
