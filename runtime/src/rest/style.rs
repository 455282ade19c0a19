//! How parameters are written: OpenAPI 3.0.4 and 3.1.1, "Style Values" and "Style Examples".
//!
//! An absent value and an empty list or object are not sent. A null is the empty text. Everything but RFC 3986's
//! unreserved characters is percent-encoded in names and values, so that a comma in an item is not one between items.
//! What a style cannot tell apart, since its delimiter has no other spelling there, is refused.

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::api::Style;
use super::values::{self, Flat};
use crate::parameters::RESERVED;
use crate::value::{Object, Value, View};

/// What stays as it is with `allowReserved`: RFC 3986's reserved characters, except those that would end the value or
/// mean something else in a query (`#`, `[`, `]`, `&`, `+`). The HTTP library still encodes `'`.
const UNRESERVED_TOO: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What is no `cookie-octet` of RFC 6265, section 4.1.1.
const NOT_IN_COOKIES: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// How characters are written that mean something where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// As they are: in headers.
    None,
    Percent,
    /// As [`Percent`](Self::Percent), but for the reserved ones and for what is percent-encoded already (RFC 6570,
    /// section 3.2.3).
    Reserved,
    /// What no value of a cookie can have (RFC 6265, section 4.1.1) percent-encoded, all else as it is: in keys, whose
    /// form is the service's.
    Cookie,
    /// As in urlencoded forms, with `+` for a space.
    Form,
}

impl Escape {
    pub(super) fn write(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::None => Cow::Borrowed(text),
            Self::Percent => utf8_percent_encode(text, RESERVED).into(),
            Self::Reserved => {
                let encoded: Cow<'_, str> = utf8_percent_encode(text, UNRESERVED_TOO).into();
                if text.contains('%') {
                    Cow::Owned(with_triplets(&encoded))
                } else {
                    encoded
                }
            }
            Self::Cookie => utf8_percent_encode(text, NOT_IN_COOKIES).into(),
            Self::Form => {
                let encoded: Cow<'_, str> = utf8_percent_encode(text, RESERVED).into();
                if encoded.contains("%20") {
                    Cow::Owned(encoded.replace("%20", "+"))
                } else {
                    encoded
                }
            }
        }
    }
}

impl Escape {
    /// The same where a comma stands between parts, so that none in a part may stay.
    fn write_part(self, text: &str) -> Cow<'_, str> {
        match self.write(text) {
            kept if self == Self::Reserved && kept.contains(',') => {
                Cow::Owned(kept.replace(',', "%2C"))
            }
            written => written,
        }
    }
}

/// Why a list or an object cannot be written.
const AMBIGUOUS: &str = "a part of it has the character in it that stands between two, which this style cannot tell apart";

/// The parts of a list in a header. A comma in a quoted string (RFC 9110, section 5.6.4) is none between parts, nor is
/// one in the target of a link (RFC 8288, section 3).
pub(super) fn header_items<'t>(name: &str, text: &'t str) -> impl Iterator<Item = &'t str> {
    // One mark alone is no quotation.
    let quotes = text.matches('"').count().is_multiple_of(2);
    let links = name.eq_ignore_ascii_case("link");
    let (mut inside, mut target) = (false, false);
    text.split(move |letter| {
        match letter {
            '"' if !target => inside ^= quotes,
            '<' if !inside => target = links,
            '>' if !inside => target = false,
            _ => {}
        }
        letter == ',' && !inside && !target
    })
}

/// The error is that a part, as it stands on the wire, would be read as two.
fn check_parts(
    name: &str,
    flat: &Flat,
    delimiter: &str,
    explode: bool,
    escape: Escape,
) -> Result<(), &'static str> {
    let fits = |part: &String| match escape {
        // What follows has to be another part, too.
        Escape::None => header_items(name, &format!("{part},")).count() == 2,
        _ => !part.contains(delimiter),
    };
    let all_fit = match flat {
        Flat::Absent | Flat::Scalar(_) => true,
        Flat::List(items) => items.iter().all(fits),
        Flat::Object(members) => members
            .iter()
            .all(|(name, value)| fits(name) && fits(value) && !(explode && name.contains('='))),
    };
    if all_fit { Ok(()) } else { Err(AMBIGUOUS) }
}

/// Takes back the encoding of each `%` that begins two hexadecimal digits.
fn with_triplets(encoded: &str) -> String {
    let mut out = String::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((before, after)) = rest.split_once("%25") {
        out.push_str(before);
        let digits = after.get(..2).unwrap_or_default();
        let triplet = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        out.push_str(if triplet { "%" } else { "%25" });
        // The digits may be those of another `%25`, which they would be taken for.
        let (taken, left) = after.split_at(if triplet { 2 } else { 0 });
        out.push_str(taken);
        rest = left;
    }
    out + rest
}

/// A pair of a query, a form or a cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The name as it is meant.
    pub(super) name: String,
    /// The value as it is meant, with the delimiters of its style.
    pub(super) value: String,
    /// Both as they stand on the wire.
    pub(super) raw: String,
}

impl Written {
    /// `name` and `value` are on the wire as `escape` writes them.
    pub(super) fn plain(name: &str, value: &str, escape: Escape) -> Self {
        let names = name_escape(escape);
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            raw: format!("{}={}", names.write(name), escape.write(value)),
        }
    }

    fn joined(name: &str, parts: &[&str], plain: &str, delimiter: &str, escape: Escape) -> Self {
        let raw: Vec<_> = parts.iter().map(|part| escape.write_part(part)).collect();
        Self {
            name: name.to_owned(),
            value: parts.join(plain),
            raw: format!(
                "{}={}",
                name_escape(escape).write(name),
                raw.join(delimiter)
            ),
        }
    }
}

/// Only values keep reserved characters.
fn name_escape(escape: Escape) -> Escape {
    match escape {
        Escape::Reserved | Escape::Cookie => Escape::Percent,
        other => other,
    }
}

/// The pairs of a query, a form or a cookie.
pub(super) fn pairs(
    name: &str,
    value: &dyn Value,
    style: Style,
    explode: bool,
    escape: Escape,
) -> Result<Vec<Written>, &'static str> {
    let one = |text: &str| vec![Written::plain(name, text, escape)];
    match style {
        Style::Json if values::is_absent(value) => return Ok(Vec::new()),
        Style::Json => return Ok(one(&values::write_json(value))),
        Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, value, true, escape, &mut pairs)?;
            return Ok(pairs);
        }
        _ => {}
    }
    if let (View::Object(object), true) = (value.view(), explode) {
        return exploded(object, escape);
    }
    let (plain, delimiter) = match style {
        Style::SpaceDelimited => (" ", "%20"),
        Style::PipeDelimited => ("|", "%7C"),
        _ => (",", ","),
    };
    let joined = |parts: &[&str]| {
        // A comma in a part is percent-encoded, where anything is; the other delimiters are so themselves.
        let in_parts = || parts.iter().any(|part| part.contains(plain));
        if (plain != "," || escape == Escape::None) && in_parts() {
            return Err(AMBIGUOUS);
        }
        Ok(vec![Written::joined(name, parts, plain, delimiter, escape)])
    };
    Ok(match values::flat(value)? {
        Flat::Absent => Vec::new(),
        Flat::Scalar(text) => one(&text),
        Flat::List(items) if items.is_empty() => Vec::new(),
        Flat::List(items) if explode => {
            let items = items.iter();
            items
                .map(|item| Written::plain(name, item, escape))
                .collect()
        }
        Flat::List(items) => joined(&items.iter().map(String::as_str).collect::<Vec<_>>())?,
        Flat::Object(members) if members.is_empty() => Vec::new(),
        Flat::Object(members) => {
            let parts = members
                .iter()
                .flat_map(|(name, value)| [name.as_str(), value]);
            joined(&parts.collect::<Vec<_>>())?
        }
    })
}

/// The members of an object under their own names; a list of scalars repeats its name, for which OpenAPI has no rule.
fn exploded(object: &dyn Object, escape: Escape) -> Result<Vec<Written>, &'static str> {
    let mut written = Ok(Vec::new());
    values::members(object, &mut |name, value| {
        let Ok(all) = &mut written else { return };
        let pairs = match value.view() {
            View::Object(_) => Err(values::TOO_DEEP),
            _ => pairs(name, value, Style::Form, true, escape),
        };
        match pairs {
            Ok(pairs) => all.extend(pairs),
            Err(problem) => written = Err(problem),
        }
    });
    written
}

/// `name[member]=value`, and so on downwards. The items of a list of scalars repeat its name; in any other list, and
/// in one that is the parameter itself, they have their number in brackets. A scalar that is the parameter itself is
/// `name=value`: OpenAPI has no rule for these two. A null is the empty text.
fn deep(
    name: &str,
    value: &dyn Value,
    outermost: bool,
    escape: Escape,
    pairs: &mut Vec<Written>,
) -> Result<(), &'static str> {
    match value.view() {
        View::Absent => Ok(()),
        View::Object(object) => {
            let mut result = Ok(());
            values::members(object, &mut |member, value| {
                if result.is_ok() {
                    result = deep(&format!("{name}[{member}]"), value, false, escape, pairs);
                }
            });
            result
        }
        View::List(list) => {
            let items = || (0..list.len()).filter_map(|index| list.get(index));
            let flat = items().all(|item| !matches!(item.view(), View::Object(_) | View::List(_)));
            for (index, item) in items().enumerate() {
                let numbered = format!("{name}[{index}]");
                let name = if flat && !outermost { name } else { &numbered };
                deep(name, item, false, escape, pairs)?;
            }
            Ok(())
        }
        _ => {
            let text = values::scalar(value)?.unwrap_or_default();
            pairs.push(Written::plain(name, &text, escape));
            Ok(())
        }
    }
}

/// A value of a path or a header; none when there is nothing to write.
pub(super) fn text(
    name: &str,
    value: &dyn Value,
    style: Style,
    explode: bool,
    escape: Escape,
) -> Result<Option<String>, &'static str> {
    if style == Style::Json {
        let json = (!values::is_absent(value)).then(|| values::write_json(value));
        return Ok(json.map(|json| match escape {
            Escape::None => in_ascii(&json),
            escape => escape.write(&json).into_owned(),
        }));
    }
    let write = |text: &String| escape.write(text).into_owned();
    let flat = match values::flat(value)? {
        Flat::Absent => return Ok(None),
        Flat::List(items) if items.is_empty() => return Ok(None),
        Flat::Object(members) if members.is_empty() => return Ok(None),
        Flat::Scalar(text) => Flat::Scalar(write(&text)),
        Flat::List(items) => Flat::List(items.iter().map(write).collect()),
        Flat::Object(members) => {
            let members = members.iter();
            Flat::Object(
                members
                    .map(|(name, value)| (write(name), write(value)))
                    .collect(),
            )
        }
    };
    let key = name_escape(escape).write(name);
    // Commas, as RFC 6570 has it and OpenAPI since 3.0.4 and 3.1.1, whose tables had points before.
    let delimiter = match style {
        Style::Label if explode => ".",
        _ => ",",
    };
    check_parts(name, &flat, delimiter, explode, escape)?;
    Ok(Some(match style {
        Style::Matrix => matrix(&key, flat, explode),
        Style::Label => format!(".{}", joined(flat, delimiter, explode)),
        _ => joined(flat, delimiter, explode),
    }))
}

/// The same JSON without characters that headers may not have, or that readers of headers take for others. These stand
/// in its texts alone, where there is another spelling for each.
fn in_ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for letter in json.chars() {
        if letter.is_ascii() && letter != '\u{7f}' {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut units) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// Parts with a delimiter between them; exploded objects as `name=value`.
fn joined(flat: Flat, delimiter: &str, explode: bool) -> String {
    match flat {
        Flat::Absent => String::new(),
        Flat::Scalar(text) => text,
        Flat::List(items) => items.join(delimiter),
        Flat::Object(members) => {
            let between = if explode { "=" } else { delimiter };
            let members = members.iter();
            let members = members.map(|(name, value)| format!("{name}{between}{value}"));
            members.collect::<Vec<_>>().join(delimiter)
        }
    }
}

fn matrix(key: &str, flat: Flat, explode: bool) -> String {
    let mut out = String::new();
    let mut pair = |name: &str, value: &str| {
        // Writing to a string cannot fail. An empty value has no equals sign (RFC 6570, section 3.2.7).
        let _ = match value {
            "" => write!(out, ";{name}"),
            _ => write!(out, ";{name}={value}"),
        };
    };
    match flat {
        Flat::List(items) if explode => items.iter().for_each(|item| pair(key, item)),
        Flat::Object(members) if explode => {
            for (name, value) in &members {
                pair(name, value);
            }
        }
        flat => pair(key, &joined(flat, ",", false)),
    }
    out
}
