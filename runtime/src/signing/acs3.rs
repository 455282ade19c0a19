//! `ACS3-HMAC-SHA256` ("Alibaba Cloud SDK, V3 request structure and signature").

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::utf8_percent_encode;
use sha2::{Digest, Sha256};

use super::CanonicalHeaders;
use super::canonical::sorted;

/// The name of the algorithm, the first word of the authorization header.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The SHA-256 of a body in lower-case hexadecimal, as the header `x-acs-content-sha256` states it.
#[must_use]
pub fn content_hash(body: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(body))
}

/// Whether the documentation wants this header signed: `host`, `content-type` and all `x-acs-` headers.
///
/// The official SDKs sign `accept` and `user-agent` too. Both are accepted, since the signature states its headers,
/// but proxies may change those two on the way.
#[must_use]
pub fn is_signed(name: &str) -> bool {
    let starts = |prefix: &str| {
        name.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    name.eq_ignore_ascii_case("host")
        || name.eq_ignore_ascii_case("content-type")
        || starts("x-acs-")
}

/// The request in the form that is hashed: method, path, sorted query, headers, their names, the body's hash.
///
/// `path` is taken as it stands on the wire, `query` as plain pairs in any order. Names are encoded like values, as
/// documented; the official Python SDK leaves names as they are, which differs only for names with reserved
/// characters, where its text is ambiguous.
#[must_use]
pub fn canonical_request(
    method: &str,
    path: &str,
    query: &[(&str, &str)],
    headers: &CanonicalHeaders,
    body_hash: &str,
) -> String {
    let room = 256 + path.len() + headers.lines.len() + headers.names.len();
    let mut out = String::with_capacity(room);
    out.push_str(method);
    out.push('\n');
    out.push_str(if path.is_empty() { "/" } else { path });
    out.push('\n');
    for (place, (name, value)) in sorted(query).into_iter().enumerate() {
        if place > 0 {
            out.push('&');
        }
        out.extend(utf8_percent_encode(name, crate::parameters::RESERVED));
        out.push('=');
        out.extend(utf8_percent_encode(value, crate::parameters::RESERVED));
    }
    for part in ["\n", &headers.lines, "\n", &headers.names, "\n", body_hash] {
        out.push_str(part);
    }
    out
}

/// The text that is signed: the algorithm and the canonical request's hash.
#[must_use]
pub fn string_to_sign(canonical_request: &str) -> String {
    let mut out = String::with_capacity(ALGORITHM.len() + 65);
    out.push_str(ALGORITHM);
    out.push('\n');
    out.push_str(&content_hash(canonical_request.as_bytes()));
    out
}

/// The signature in lower-case hexadecimal.
#[must_use]
pub fn signature(secret: &str, string_to_sign: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        // HMAC takes keys of any length; the type only exists for other constructions.
        return String::new();
    };
    mac.update(string_to_sign.as_bytes());
    base16ct::lower::encode_string(&mac.finalize().into_bytes())
}

/// The value of the authorization header.
#[must_use]
pub fn authorization(access_key_id: &str, signed_headers: &str, signature: &str) -> String {
    format!(
        "{ALGORITHM} Credential={access_key_id},SignedHeaders={signed_headers},Signature={signature}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::CanonicalHeaders;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn documented(date: &str, nonce: &str) -> String {
        let headers = CanonicalHeaders::new(&[
            ("host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", date),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-version", "2014-05-26"),
        ]);
        let query = [
            ("RegionId", "cn-shanghai"),
            (
                "ImageId",
                "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            ),
        ];
        let request = canonical_request("POST", "/", &query, &headers, &content_hash(b""));
        let signature = signature("YourAccessKeySecret", &string_to_sign(&request));
        authorization("YourAccessKeyId", &headers.names, &signature)
    }

    #[test]
    fn the_documented_example_is_reproduced() {
        assert_eq!(
            documented("2023-10-26T10:22:32Z", "3156853299f313e23d1673dc12e1703d"),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
             x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn the_older_documented_example_is_reproduced() {
        let header = documented("2023-10-26T09:01:01Z", "d410180a5abf7fe235dd9b74aca91fc0");
        assert!(
            header.ends_with("=e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804"),
            "{header}"
        );
    }

    #[test]
    fn only_documented_headers_are_signed() {
        for name in ["host", "Content-Type", "x-acs-date", "X-Acs-Anything"] {
            assert!(is_signed(name), "{name}");
        }
        for name in ["accept", "user-agent", "authorization", "date", "x-acs"] {
            assert!(!is_signed(name), "{name}");
        }
    }

    #[test]
    fn an_empty_path_is_signed_as_the_root() {
        let none = CanonicalHeaders::new(&[]);
        assert_eq!(
            canonical_request("GET", "", &[("b c", "*"), ("a", "")], &none, EMPTY),
            format!("GET\n/\na=&b%20c=%2A\n\n\n{EMPTY}")
        );
    }
}
