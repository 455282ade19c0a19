//! The signature of RPC interfaces, version 1.0, `HMAC-SHA1` ("Alibaba Cloud SDK, V2 RPC-style request body and
//! signature mechanism"). The security token service takes it.

use zeroize::Zeroizing;

use super::canonical::sorted;
use super::roa;
use crate::parameters::percent_encode;

/// The text that is signed: the method, the path `/`, and the query without `Signature`, sorted by name.
///
/// A blank in a value becomes `%20`, as documented. The official Python SDK signs `+` there, so its signatures of
/// values with blanks differ.
///
/// ```
/// use acs_runtime::signing::rpc;
///
/// let query = [("Policy", "a b"), ("Action", "AssumeRole")];
/// let text = rpc::string_to_sign("GET", &query);
/// assert_eq!(text, "GET&%2F&Action%3DAssumeRole%26Policy%3Da%2520b");
/// ```
#[must_use]
pub fn string_to_sign(method: &str, query: &[(&str, &str)]) -> String {
    let mut canonical = String::with_capacity(512);
    for (name, value) in sorted(query) {
        if !canonical.is_empty() {
            canonical.push('&');
        }
        canonical += &percent_encode(name);
        canonical.push('=');
        canonical += &percent_encode(value);
    }
    format!("{method}&%2F&{}", percent_encode(&canonical))
}

/// The signature in base64, the value of the parameter `Signature`.
#[must_use]
pub fn signature(secret: &str, string_to_sign: &str) -> String {
    let key = Zeroizing::new(format!("{secret}&"));
    roa::signature(&key, string_to_sign)
}
