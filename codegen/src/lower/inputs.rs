//! Which types callers make values of: those that JSON parameters consist of.

use super::homes::{closure, named};
use crate::ir::{Api, BodyContent, Encoding};

pub(super) fn mark(api: &mut Api) {
    let parameters = api.operations.iter().flat_map(|operation| {
        let json = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.encoding == Encoding::Json)
            .map(|parameter| &parameter.ty);
        let body = operation
            .body
            .iter()
            .filter_map(|body| match &body.content {
                BodyContent::Json(ty) => Some(ty),
                BodyContent::Form => None,
            });
        json.chain(body)
    });
    let made = parameters.filter_map(named).collect();
    for id in closure(api, made) {
        api.types[id.0].input = true;
    }
}
