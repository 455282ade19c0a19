//! Optional, boxed, listed, mapped and free-form values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::scalars::is_absent;
use super::{List, Mismatch, Notation, Object, Scalar, Shape, Union, Value, View};

impl<T: Value> Value for Option<T> {
    fn blank() -> Self {
        None
    }

    fn shape(&self) -> Shape {
        match self {
            Some(value) => value.shape(),
            None => T::blank().shape(),
        }
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Value::view)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        let absent = match scalar {
            Scalar::Null => true,
            Scalar::Text(_) => is_absent(scalar) && self.shape().empty_text_is_absent(),
            _ => false,
        };
        if absent {
            *self = None;
            return Ok(());
        }
        self.get_or_insert_with(T::blank).set(scalar)
    }

    fn set_strictly(&mut self, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
        if scalar == Scalar::Null && !T::nullable() {
            *self = None;
            return Ok(());
        }
        let slot = self.get_or_insert_with(T::blank);
        match slot.set_strictly(scalar, notation) {
            Err(_) if notation.is_blank(scalar) => {
                *self = None;
                Ok(())
            }
            result => result,
        }
    }

    fn nullable() -> bool {
        T::nullable()
    }

    fn is_union() -> bool {
        T::is_union()
    }

    fn is_digits() -> bool {
        T::is_digits()
    }

    fn takes_digits(&self) -> bool {
        T::is_digits()
    }

    fn is_unknown(&self) -> bool {
        self.as_ref().is_some_and(Value::is_unknown)
    }

    fn as_union(&mut self) -> Option<&mut dyn Union> {
        if T::is_union() {
            self.get_or_insert_with(T::blank).as_union()
        } else {
            None
        }
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        self.get_or_insert_with(T::blank).as_object()
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        self.get_or_insert_with(T::blank).as_list()
    }
}

impl<T: Value> Value for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn shape(&self) -> Shape {
        (**self).shape()
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        (**self).set(scalar)
    }

    fn set_strictly(&mut self, scalar: Scalar<'_>, notation: Notation) -> Result<(), Mismatch> {
        (**self).set_strictly(scalar, notation)
    }

    fn nullable() -> bool {
        T::nullable()
    }

    fn is_union() -> bool {
        T::is_union()
    }

    fn is_digits() -> bool {
        T::is_digits()
    }

    fn takes_digits(&self) -> bool {
        T::is_digits()
    }

    fn is_unknown(&self) -> bool {
        (**self).is_unknown()
    }

    fn as_union(&mut self) -> Option<&mut dyn Union> {
        (**self).as_union()
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        (**self).as_object()
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        (**self).as_list()
    }
}

impl<T: Value> Value for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn shape(&self) -> Shape {
        Shape::List
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        if !is_absent(scalar) {
            return Err(Mismatch::scalar("a list", scalar));
        }
        self.clear();
        Ok(())
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        Ok(self)
    }
}

impl<T: Value> List for Vec<T> {
    fn push(&mut self) -> &mut dyn Value {
        // `push_mut` is newer than this crate's minimum Rust; growing by one and taking the last needs no unwrap.
        let place = self.len();
        self.resize_with(place + 1, T::blank);
        &mut self[place]
    }

    fn last(&mut self) -> Option<&mut dyn Value> {
        self.last_mut().map(|item| item as &mut dyn Value)
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.as_slice().get(index).map(|item| item as &dyn Value)
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn shape(&self) -> Shape {
        Shape::Object
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        if !is_absent(scalar) {
            return Err(Mismatch::scalar("an object", scalar));
        }
        self.clear();
        Ok(())
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        Ok(self)
    }
}

impl<T: Value> Object for BTreeMap<String, T> {
    fn member(&mut self, name: &str) -> Option<&mut dyn Value> {
        Some(self.entry(name.to_owned()).or_insert_with(T::blank))
    }

    fn members(&self, visit: &mut dyn FnMut(&str, &dyn Value)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}

impl Value for serde_json::Value {
    fn blank() -> Self {
        Self::Null
    }

    fn nullable() -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Any
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(flag) => View::Bool(*flag),
            Self::Number(number) => number
                .as_i64()
                .map(View::Integer)
                .or_else(|| number.as_u64().map(View::Unsigned))
                .or_else(|| number.as_f64().map(View::Float))
                .unwrap_or(View::Absent),
            Self::String(text) => View::Text(Cow::Borrowed(text)),
            Self::Array(items) => View::List(items),
            Self::Object(members) => View::Object(members),
        }
    }

    fn set(&mut self, scalar: Scalar<'_>) -> Result<(), Mismatch> {
        *self = match scalar {
            Scalar::Null => Self::Null,
            Scalar::Bool(flag) => flag.into(),
            Scalar::Integer(number) => number.into(),
            Scalar::Unsigned(number) => number.into(),
            Scalar::Float(number) => number.into(),
            Scalar::Text(text) => text.into(),
        };
        Ok(())
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        if !self.is_object() {
            *self = Self::Object(serde_json::Map::new());
        }
        match self {
            Self::Object(members) => Ok(members),
            _ => Err(Mismatch::new("any value", "an object")),
        }
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        match self {
            Self::Array(_) => {}
            Self::Null => *self = Self::Array(Vec::new()),
            // Only XML gets here: a second element of one name shows that the first was an item already.
            _ => *self = Self::Array(vec![self.take()]),
        }
        match self {
            Self::Array(items) => Ok(items),
            _ => Err(Mismatch::new("any value", "a list")),
        }
    }
}

impl Object for serde_json::Map<String, serde_json::Value> {
    fn member(&mut self, name: &str) -> Option<&mut dyn Value> {
        Some(self.entry(name).or_insert(serde_json::Value::Null))
    }

    fn members(&self, visit: &mut dyn FnMut(&str, &dyn Value)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}
