//! What the printer cannot print yet.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Shape};
use crate::load::{Documents, Location, Place};

/// Refuses each part of the API that has no Rust form yet, at its place in the description.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for operation in &api.operations {
        if operation.body.is_some() && !operation.has_form() {
            refuse(
                &operation.origin.child("requestBody"),
                "a JSON body",
                "describe the request as parameters or a form",
                diagnostics,
            );
        }
    }
    for definition in &api.types {
        match &definition.shape {
            Shape::Union { .. } => {
                let help =
                    "describe one object with the members of all variants, none of them required";
                refuse(
                    &definition.origin,
                    "a choice between types (`oneOf`, `anyOf`)",
                    help,
                    diagnostics,
                );
            }
            Shape::Object {
                fields,
                additional: Some(_),
            } if !fields.is_empty() => {
                let place = definition.origin.child("additionalProperties");
                refuse(
                    &place,
                    "an object with both named and other members",
                    "leave `additionalProperties` out",
                    diagnostics,
                );
            }
            // The Alibaba profile reads OpenAPI 3.0, which has no lists of several types.
            Shape::Object { .. } | Shape::Enum { .. } | Shape::Tuple { .. } => {}
        }
    }
}

fn refuse(at: &Location, what: &str, help: &str, diagnostics: &mut Diagnostics) {
    let message = format!("{what} is not supported yet");
    diagnostics
        .push(Diagnostic::error(Code::Unsupported, at.key(), message, "not supported").help(help));
}

/// The printed text was not the code meant: a defect of the generator, which must not reach the crate.
pub(super) fn report_bad_output(path: &str, error: &syn::Error, diagnostics: &mut Diagnostics) {
    let message = format!("the generator would write a wrong {path}: {error}");
    let place = Place::bytes(Documents::ENTRY, 0..0);
    diagnostics.push(
        Diagnostic::error(
            Code::Unsupported,
            place,
            message,
            "in the crate for this description",
        )
        .help("this is a defect of the generator, not of the description; nothing was written"),
    );
}
