//! Texts that must not be shown.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroizing;

use super::scalars::text_of;
use super::{Mismatch, Scalar, Shape, Value, View};

/// A text of a reply that must not be shown, such as the secret of an access key.
///
/// `Debug` hides it, and it is overwritten in memory when it is dropped. Writing the reply as JSON or XML does write it.
///
/// ```
/// use acs_runtime::value::SecretText;
///
/// let secret = SecretText::from("hunter2");
/// assert_eq!(format!("{secret:?}"), "SecretText(..)");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText {
    text: Zeroizing<String>,
}

impl SecretText {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self {
            text: Zeroizing::new(text),
        }
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Value for SecretText {
    fn blank() -> Self {
        Self::default()
    }

    fn shape(&self) -> Shape {
        Shape::Text
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Borrowed(&self.text))
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        *self = text_of(scalar).into_owned().into();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_and_written_but_not_shown() {
        let mut secret = SecretText::blank();
        crate::decode_json(br#""hunter2""#, &mut secret).unwrap();
        assert_eq!(secret.expose(), "hunter2");
        assert_eq!(crate::to_json(&secret), r#""hunter2""#);
        assert!(!format!("{:?}", Some(secret)).contains("hunter2"));
    }
}
