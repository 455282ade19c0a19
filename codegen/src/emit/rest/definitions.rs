//! Types with a name.

use proc_macro2::TokenStream;

use super::{enumeration, object, tuple, union};
use crate::ir::{Api, Shape, TypeDefinition};

/// A type, what makes it a value, and how callers make it.
pub(in super::super) fn definition(api: &Api, definition: &TypeDefinition) -> TokenStream {
    match &definition.shape {
        Shape::Object { fields, additional } => {
            object::definition(api, definition, fields, additional.as_ref())
        }
        Shape::Tuple { items, rest } => tuple::definition(api, definition, items, rest.as_ref()),
        Shape::Enum { base, values } => enumeration::definition(api, definition, *base, values),
        Shape::Union {
            variants,
            discriminator,
            telling,
        } => {
            let telling = union::Telling {
                discriminator: discriminator.as_deref(),
                implied: telling.as_deref(),
            };
            union::definition(api, definition, variants, telling)
        }
    }
}
