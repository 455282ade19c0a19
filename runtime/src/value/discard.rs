//! A slot for content that nobody asked for.

use super::{List, Mismatch, Object, Scalar, Shape, Value, View};

/// Takes everything and keeps nothing.
pub(crate) struct Discard;

impl Value for Discard {
    fn blank() -> Self {
        Self
    }

    fn shape(&self) -> Shape {
        Shape::Any
    }

    fn view(&self) -> View<'_> {
        View::Absent
    }

    fn set(&mut self, _: Scalar<'_>) -> Result<(), Mismatch> {
        Ok(())
    }

    fn as_object(&mut self) -> Result<&mut dyn Object, Mismatch> {
        Ok(self)
    }

    fn as_list(&mut self) -> Result<&mut dyn List, Mismatch> {
        Ok(self)
    }
}

impl Object for Discard {
    fn member(&mut self, _: &str) -> Option<&mut dyn Value> {
        None
    }

    fn members(&self, _: &mut dyn FnMut(&str, &dyn Value)) {}
}

impl List for Discard {
    fn push(&mut self) -> &mut dyn Value {
        self
    }

    fn last(&mut self) -> Option<&mut dyn Value> {
        Some(self)
    }

    fn len(&self) -> usize {
        0
    }

    fn get(&self, _: usize) -> Option<&dyn Value> {
        None
    }
}
