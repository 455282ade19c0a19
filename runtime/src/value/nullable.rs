//! Values that may be `null`.

use super::{List, Mismatch, Notation, Object, Scalar, Shape, Union, Value, View};

/// A value, or an explicit `null`, which is another thing than a member that is absent.
///
/// | in the description | type of the field | absent | `null` |
/// |---|---|---|---|
/// | required | `T` | refused | refused |
/// | optional | `Option<T>` | `None` | `None` |
/// | required and nullable | `Nullable<T>` | refused | `Null` |
/// | optional and nullable | `Option<Nullable<T>>` | `None` | `Some(Null)` |
///
/// ```
/// use acs_runtime::value::Nullable;
///
/// let name = Nullable::from("Rex".to_owned());
/// assert_eq!(name.as_ref().into_option().map(String::as_str), Some("Rex"));
/// assert!(Nullable::<String>::from(None).is_null());
/// assert_eq!(acs_runtime::to_json(&Nullable::<i64>::Null), "null");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The value is `null`.
    #[default]
    Null,
    /// The value is not `null`.
    Value(T),
}

impl<T> Nullable<T> {
    /// The same with a reference to the value.
    #[must_use]
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The value; `None` for `null`.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_option()
    }
}

impl<T: Value> Nullable<T> {
    /// The value to read into, made if there is none.
    fn opened(&mut self) -> &mut T {
        if self.is_null() {
            *self = Self::Value(T::blank());
        }
        let Self::Value(value) = self else {
            unreachable!("a value was put there just above");
        };
        value
    }
}

impl<T: Value> Value for Nullable<T> {
    fn blank() -> Self {
        Self::Null
    }

    fn nullable() -> bool {
        true
    }

    fn is_union() -> bool {
        T::is_union()
    }

    fn shape(&self) -> Shape {
        match self {
            Self::Null => T::blank().shape(),
            Self::Value(value) => value.shape(),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        if scalar == Scalar::Null {
            *self = Self::Null;
            return Ok(());
        }
        self.opened().set(scalar)
    }

    fn set_strictly(&mut self, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
        if scalar == Scalar::Null {
            *self = Self::Null;
            return Ok(());
        }
        match self.opened().set_strictly(scalar, notation) {
            Err(_) if notation.is_blank(scalar) => {
                *self = Self::Null;
                Ok(())
            }
            result => result,
        }
    }

    fn is_digits() -> bool {
        T::is_digits()
    }

    fn takes_digits(&self) -> bool {
        T::is_digits()
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Self::Value(value) if value.is_unknown())
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        self.opened().as_object()
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        self.opened().as_list()
    }

    fn as_union(&mut self) -> Option<&mut dyn Union> {
        if T::is_union() {
            self.opened().as_union()
        } else {
            None
        }
    }
}

impl<T: Value> serde::Serialize for Nullable<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize_strictly(self, serializer)
    }
}

impl<'de, T: Value> serde::Deserialize<'de> for Nullable<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize_strictly(deserializer)
    }
}
