//! Bytes inside a text.

use std::borrow::Cow;
use std::ops::Deref;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::scalars::text_of;
use super::{Mismatch, Scalar, Shape, Value, View};

/// Bytes that are a text on the wire, in base64 with the standard alphabet.
///
/// Written with padding; read with or without it, and with line breaks or blanks between.
///
/// ```
/// use acs_runtime::value::Base64;
///
/// let bytes = Base64::from(&b"hi"[..]);
/// assert_eq!(acs_runtime::to_json(&bytes), r#""aGk=""#);
///
/// let mut again = Base64::default();
/// acs_runtime::decode_json(br#""aGk""#, &mut again)?;
/// assert_eq!(again[..], *b"hi");
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(
    /// The bytes themselves.
    pub Vec<u8>,
);

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Value for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Owned(ENGINE.encode(&self.0)))
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        let text: String = text_of(scalar).split_ascii_whitespace().collect();
        self.0 = ENGINE
            .decode(text)
            .map_err(|_| Mismatch::scalar("bytes in base64", scalar))?;
        Ok(())
    }
}

crate::__serde!(Base64);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Base64, Mismatch> {
        let mut bytes = Base64::blank();
        bytes.set(Scalar::Text(text)).map(|()| bytes)
    }

    #[test]
    fn padding_and_line_breaks_do_not_matter_and_other_characters_do() {
        for text in ["/+8=", "/+8", " /+\r\n8= "] {
            assert_eq!(read(text), Ok(Base64(vec![0xff, 0xef])), "{text}");
        }
        assert_eq!(read(""), Ok(Base64::default()));
        for text in ["_-8=", "a", "a===", "%%%%"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
