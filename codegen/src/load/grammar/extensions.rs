//! The `x-acs-*` keys of this project, which ARCHITECTURE.md lists.

use super::Shape::{self, Integer, List, Map, Text};
use super::{Object, closed, optional, required};

pub(in crate::load) static ENDPOINTS: Object = closed(
    "x-acs-endpoints",
    &[
        required("rule", Text),
        required("rule-vpc", Text),
        optional("fixed", Map(&Text)),
        optional("vpc-regions", List(&Text)),
    ],
);

pub(in crate::load) static ENVELOPE: Object = closed(
    "x-acs-envelope",
    &[
        required("code", Text),
        required("message", Text),
        required("request-id", Text),
        required("error-code", Text),
        required("success", Text),
        required("success-codes", List(&Text)),
    ],
);

pub(in crate::load) static PAGING: Object = closed(
    "x-acs-paging",
    &[
        required("page", Text),
        optional("first", Integer),
        required("items", Text),
        optional("total", Text),
    ],
);

pub(in crate::load) static STARTS: Object = closed(
    "x-acs-starts",
    &[required("wait", Text), required("id", Text)],
);

pub(in crate::load) static WAIT: Object = closed(
    "x-acs-wait",
    &[
        required("name", Text),
        required("summary", Text),
        required("arguments", List(&Text)),
        required("state", Text),
        required("ends", Shape::Object(&ENDS)),
        optional("failures", Shape::Object(&FAILURES)),
    ],
);

pub(in crate::load) static ENDS: Object = closed(
    "ends of x-acs-wait",
    &[
        required("succeeded", List(&Text)),
        optional("partially-succeeded", List(&Text)),
        optional("failed", List(&Text)),
        optional("aborted", List(&Text)),
        optional("needs-confirmation", List(&Text)),
    ],
);

pub(in crate::load) static FAILURES: Object = closed(
    "failures of x-acs-wait",
    &[
        optional("stages", Text),
        optional("name", Text),
        optional("state", Text),
        optional("failed", List(&Text)),
        optional("message", Text),
        optional("summary", Text),
    ],
);

pub(in crate::load) static ENUM_VALUE: Object = closed(
    "x-acs-enum",
    &[optional("name", Text), optional("description", Text)],
);
