//! Which types callers make values of: those that JSON parameters consist of.

use super::homes::closure;
use crate::ir::{Api, Body, Encoding, Type};

pub(super) fn mark(api: &mut Api) {
    let parameters = api.operations.iter().flat_map(|operation| {
        let json = operation
            .parameters
            .iter()
            .filter(|parameter| {
                matches!(parameter.encoding, Encoding::Json | Encoding::Styled { .. })
            })
            .map(|parameter| &parameter.ty);
        json.chain(operation.body.iter().flat_map(Body::types))
    });
    let made = parameters.filter_map(Type::named).collect();
    for id in closure(api, made) {
        api.types[id.0].input = true;
    }
}
