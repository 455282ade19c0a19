//! How names and values are spelled in a path, a query and a form.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters is encoded ("Alibaba Cloud SDK, V3 request structure and
/// signature").
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A name and its value.
pub type Pair = (Cow<'static, str>, String);

/// Percent-encodes by RFC 3986: letters, digits and `-_.~` stay, a space becomes `%20`, hexadecimal digits are upper
/// case. This is the spelling inside signatures and paths.
#[must_use]
pub fn percent_encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// Joins pairs as `name=value&...` in the order given, in the spelling of queries and urlencoded forms: as
/// [`percent_encode`], but with `+` for a space.
#[must_use]
pub fn urlencode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        push_form(&mut out, name);
        out.push('=');
        push_form(&mut out, value);
    }
    out
}

fn push_form(out: &mut String, text: &str) {
    // The encoder yields each encoded byte as a piece of its own.
    for piece in utf8_percent_encode(text, RESERVED) {
        out.push_str(if piece == "%20" { "+" } else { piece });
    }
}

/// The text of a number with a fraction, as the official SDKs write it: the fewest digits that mean the same number, `.0`
/// on a whole one, and an exponent of a sign and at least two digits below `1e-4` and from `1e+16` on.
///
/// ```
/// # use acs_runtime::parameters::float;
/// assert_eq!(float(15.0), "15.0");
/// assert_eq!(float(1e-7), "1e-07");
/// assert_eq!(float(1e21), "1e+21");
/// ```
#[must_use]
pub fn float(number: f64) -> String {
    with_exponent(format!("{number:?}"))
}

/// As [`float`], for a number of 32 bits, whose own digits are fewer.
///
/// ```
/// # use acs_runtime::parameters::float32;
/// assert_eq!(float32(0.1), "0.1");
/// ```
#[must_use]
pub fn float32(number: f32) -> String {
    with_exponent(format!("{number:?}"))
}

/// Rust's debug format has the right digits and changes to an exponent at the right sizes; only the exponent is spelled
/// in another way.
fn with_exponent(text: String) -> String {
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let (sign, size) = match exponent.strip_prefix('-') {
                Some(size) => ('-', size),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{size:0>2}")
        }
    }
}

/// Fills the `{name}`s of a path, each with its value encoded as one segment.
///
/// # Errors
/// The text of the problem: a name without a value, an empty value, or one that would leave its segment. HTTP
/// libraries resolve `.` and `..` before sending, so a request with them would go to another operation.
#[cfg(feature = "alibaba")]
pub(crate) fn fill_path<'a>(
    template: &'a str,
    values: &[(&'static str, String)],
) -> Result<Cow<'a, str>, String> {
    if !template.contains('{') {
        return Ok(Cow::Borrowed(template));
    }
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return Err(format!("the path {template} has a brace without its pair"));
        };
        let value = values
            .iter()
            .rev()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str());
        path.push_str(before);
        path.extend(utf8_percent_encode(checked(name, value)?, RESERVED));
        rest = after;
    }
    path.push_str(rest);
    Ok(Cow::Owned(path))
}

#[cfg(feature = "alibaba")]
fn checked<'v>(name: &str, value: Option<&'v str>) -> Result<&'v str, String> {
    match value {
        None => Err(format!("the path parameter {name} is missing")),
        Some("") => Err(format!("the path parameter {name} is empty")),
        Some("." | "..") => Err(format!(
            "the path parameter {name} is a dot segment, which would change the path"
        )),
        Some(value) => Ok(value),
    }
}

/// The pairs of a query or a form, decoded. What is no UTF-8 becomes the replacement character.
pub(crate) fn urldecode(text: &[u8]) -> Vec<(String, String)> {
    let decode = |part: &[u8]| {
        let part: Vec<u8> = part
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        percent_encoding::percent_decode(&part)
            .decode_utf8_lossy()
            .into_owned()
    };
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let mut next = || decode(parts.next().unwrap_or_default());
            (next(), next())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn unreserved_characters_stay_and_all_others_are_encoded() {
        assert_eq!(percent_encode("aZ09-_.~"), "aZ09-_.~");
        assert_eq!(
            percent_encode(" *'()!/?&=+%é"),
            "%20%2A%27%28%29%21%2F%3F%26%3D%2B%25%C3%A9"
        );
    }

    #[test]
    fn a_query_writes_a_space_as_plus_and_keeps_empty_values() {
        assert_eq!(urlencode([("a b", "c d+"), ("e", "")]), "a+b=c+d%2B&e=");
        assert_eq!(urlencode([]), "");
    }

    #[cfg(feature = "alibaba")]
    #[test]
    fn a_path_value_stays_one_segment() {
        let values = [("id", "a/b c".to_owned()), ("other", "x".to_owned())];
        assert_eq!(
            fill_path("/v1/{id}/sub/{other}", &values).unwrap(),
            "/v1/a%2Fb%20c/sub/x"
        );
        assert_eq!(fill_path("/v1", &values).unwrap(), "/v1");
    }

    #[cfg(feature = "alibaba")]
    #[test]
    fn a_path_value_that_would_change_the_path_is_refused() {
        for bad in ["", ".", ".."] {
            assert!(
                fill_path("/v1/{id}", &[("id", bad.to_owned())]).is_err(),
                "{bad:?}"
            );
        }
        assert!(
            fill_path("/v1/{id}", &[])
                .unwrap_err()
                .contains("id is missing")
        );
    }

    proptest! {
        #[test]
        fn encoding_loses_nothing_and_leaves_only_unreserved_characters(text in any::<String>()) {
            let encoded = percent_encode(&text);
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap();
            prop_assert_eq!(decoded, text.as_str());
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%".contains(&b)));
        }

        #[test]
        fn a_query_decodes_to_the_pairs_it_was_made_of(
            pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..5),
        ) {
            let text = urlencode(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let decoded = urldecode(text.as_bytes());
            prop_assert_eq!(decoded, pairs);
        }
    }
}
