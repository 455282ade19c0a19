//! Which types callers make values of, and which come back in replies.

use super::homes::closure;
use crate::ir::{Api, Body, Encoding, ReplyCase, Type};

pub(super) fn mark(api: &mut Api) {
    let parameters = api.operations.iter().flat_map(|operation| {
        let json = operation
            .parameters
            .iter()
            .filter(|parameter| !matches!(parameter.encoding, Encoding::Separated(_)))
            .map(|parameter| &parameter.ty);
        json.chain(operation.body.iter().flat_map(Body::types))
    });
    let made = parameters.filter_map(Type::named).collect();
    for id in closure(api, made) {
        api.types[id.0].input = true;
    }
    let replies = api.operations.iter().flat_map(|operation| {
        let types = operation.replies.cases().flat_map(ReplyCase::types);
        types.filter_map(Type::named).chain(operation.reply.ty)
    });
    for id in closure(api, replies.collect()) {
        api.types[id.0].output = true;
    }
}
