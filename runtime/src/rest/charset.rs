//! Texts in the charset that their media type names: what the standard library converts. The crate for the others,
//! `encoding_rs`, follows the browsers, which take ISO 8859-1 for a Windows charset and write no UTF-16.

use std::borrow::Cow;

use bytes::Bytes;

use super::values::wrong;
use crate::value::{Problem, ReadError};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Charset {
    Utf8,
    Latin1,
    /// With its byte order; none if the text itself says it.
    Utf16(Option<Order>),
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Big,
    Little,
}

impl Charset {
    fn of(name: Option<&str>) -> Self {
        let Some(name) = name else {
            return Self::Utf8;
        };
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => Self::Utf8,
            "iso-8859-1" | "iso_8859-1" | "latin1" => Self::Latin1,
            "utf-16" => Self::Utf16(None),
            "utf-16be" => Self::Utf16(Some(Order::Big)),
            "utf-16le" => Self::Utf16(Some(Order::Little)),
            _ => Self::Unknown,
        }
    }
}

/// The bytes of a text, or why the charset has none for it. What happens to be ASCII is the same in all others that are in
/// use.
pub(super) fn encoded(text: String, name: Option<&str>) -> Result<Bytes, String> {
    match Charset::of(name) {
        Charset::Utf8 => return Ok(Bytes::from(text)),
        Charset::Utf16(order) => return Ok(utf16(&text, order)),
        Charset::Latin1 | Charset::Unknown if text.is_ascii() => return Ok(Bytes::from(text)),
        Charset::Latin1 => {
            let bytes: Result<Vec<_>, _> = text.chars().map(u8::try_from).collect();
            if let Ok(bytes) = bytes {
                return Ok(Bytes::from(bytes));
            }
        }
        Charset::Unknown => {}
    }
    let name = name.unwrap_or_default();
    Err(format!("it cannot be written in the charset {name}"))
}

fn utf16(text: &str, order: Option<Order>) -> Bytes {
    let mark = order.is_none().then_some('\u{feff}');
    let units = mark.into_iter().chain(text.chars()).flat_map(|letter| {
        let mut units = [0; 2];
        letter.encode_utf16(&mut units).to_vec()
    });
    let in_order = |unit: u16| match order {
        Some(Order::Little) => unit.to_le_bytes(),
        _ => unit.to_be_bytes(),
    };
    units.flat_map(in_order).collect()
}

/// The text of a body in this charset, without a mark of its order.
pub(super) fn decoded<'b>(body: &'b [u8], name: Option<&str>) -> Result<Cow<'b, str>, ReadError> {
    let not_text = || ReadError::new(String::new(), Problem::NotUtf8);
    let text = match Charset::of(name) {
        Charset::Latin1 => Cow::Owned(body.iter().copied().map(char::from).collect()),
        Charset::Utf16(order) => {
            let swapped = order == Some(Order::Little) || body.starts_with(&[0xff, 0xfe]);
            let pairs = body.chunks(2).map(|pair| match (pair, swapped) {
                (&[low, high], true) => u16::from_le_bytes([low, high]),
                (&[high, low], false) => u16::from_be_bytes([high, low]),
                // Half a unit is no letter.
                _ => 0xdc00,
            });
            let letters: Result<String, _> = char::decode_utf16(pairs).collect();
            let found = format!("none in {}", name.unwrap_or_default());
            Cow::Owned(letters.map_err(|_| wrong("a text", found))?)
        }
        Charset::Unknown if !body.is_ascii() => {
            let found = format!("one in {}", name.unwrap_or_default());
            return Err(wrong("a text in UTF-8", found));
        }
        Charset::Utf8 | Charset::Unknown => {
            Cow::Borrowed(std::str::from_utf8(body).map_err(|_| not_text())?)
        }
    };
    Ok(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) if text.starts_with('\u{feff}') => Cow::Owned(text[3..].to_owned()),
        owned @ Cow::Owned(_) => owned,
    })
}
