//! The type of which `null` is the only value.

use super::{List, Mismatch, Notation, Object, Scalar, Shape, Value, View};

/// A value that can only be `null`.
///
/// ```
/// use acs_runtime::value::Null;
///
/// let mut nothing = Some(Null);
/// acs_runtime::decode_json_strictly(b"null", &mut nothing)?;
/// assert_eq!(acs_runtime::to_json(&nothing), "null");
/// let error = acs_runtime::decode_json_strictly(b"1", &mut Null).unwrap_err();
/// assert_eq!(error.to_string(), "expected null, found the number 1");
/// # Ok::<(), acs_runtime::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

const EXPECTED: &str = "null";

impl Value for Null {
    fn blank() -> Self {
        Self
    }

    fn nullable() -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Any
    }

    fn view(&self) -> View<'_> {
        View::Null
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        if scalar == Scalar::Null {
            Ok(())
        } else {
            Err(Mismatch::scalar(EXPECTED, scalar))
        }
    }

    fn set_strictly(&mut self, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
        if notation.is_blank(scalar) {
            return Ok(());
        }
        self.set(scalar)
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        Err(Mismatch::new(EXPECTED, "an object"))
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        Err(Mismatch::new(EXPECTED, "a list"))
    }
}
