//! All objects but schemas.

use super::Open;
use super::Shape::{
    self, Any, Bool, Components, List, Map, Paths, Reference, SampleFile, Schema, Statuses, Text,
    Word,
};
use super::{Object, closed, extensions, once_required, optional, required, since31};

pub(in crate::load) static OPENAPI: Object = closed(
    "OpenAPI",
    &[
        required("openapi", Text),
        required("info", Shape::Object(&INFO)),
        optional("servers", List(&Shape::Object(&SERVER))),
        once_required("paths", Paths(&Reference(&PATH_ITEM))),
        since31("webhooks", Map(&Reference(&PATH_ITEM))),
        since31("jsonSchemaDialect", Text),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", List(&Map(&List(&Text)))),
        optional("tags", List(&Shape::Object(&TAG))),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
        optional("x-acs-product", Text),
        optional("x-acs-endpoints", Shape::Object(&extensions::ENDPOINTS)),
        optional("x-acs-envelope", Shape::Object(&extensions::ENVELOPE)),
    ],
);

pub(in crate::load) static INFO: Object = closed(
    "Info",
    &[
        required("title", Text),
        since31("summary", Text),
        required("version", Text),
        optional("description", Text),
        optional("termsOfService", Text),
        optional("contact", Shape::Object(&CONTACT)),
        optional("license", Shape::Object(&LICENSE)),
    ],
);

pub(in crate::load) static CONTACT: Object = closed(
    "Contact",
    &[
        optional("name", Text),
        optional("url", Text),
        optional("email", Text),
    ],
);

pub(in crate::load) static LICENSE: Object = closed(
    "License",
    &[
        required("name", Text),
        optional("url", Text),
        since31("identifier", Text),
    ],
);

pub(in crate::load) static SERVER: Object = closed(
    "Server",
    &[
        required("url", Text),
        optional("description", Text),
        optional("variables", Map(&Shape::Object(&SERVER_VARIABLE))),
    ],
);

pub(in crate::load) static SERVER_VARIABLE: Object = closed(
    "Server Variable",
    &[
        optional("enum", List(&Text)),
        required("default", Text),
        optional("description", Text),
    ],
);

pub(in crate::load) static TAG: Object = closed(
    "Tag",
    &[
        required("name", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
    ],
);

pub(in crate::load) static EXTERNAL_DOCUMENTATION: Object = closed(
    "External Documentation",
    &[optional("description", Text), required("url", Text)],
);

pub(in crate::load) static COMPONENTS: Object = closed(
    "Components",
    &[
        optional("schemas", Components(&Schema)),
        optional("responses", Components(&Reference(&RESPONSE))),
        optional("parameters", Components(&Reference(&PARAMETER))),
        optional("examples", Components(&Reference(&EXAMPLE))),
        optional("requestBodies", Components(&Reference(&REQUEST_BODY))),
        optional("headers", Components(&Reference(&HEADER))),
        optional("securitySchemes", Components(&Reference(&SECURITY_SCHEME))),
        optional("links", Components(&Reference(&LINK))),
        since31("pathItems", Components(&Reference(&PATH_ITEM))),
        optional("callbacks", Components(&Reference(&CALLBACK))),
    ],
);

pub(in crate::load) static PATH_ITEM: Object = closed(
    "Path Item",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("get", Shape::Object(&OPERATION)),
        optional("put", Shape::Object(&OPERATION)),
        optional("post", Shape::Object(&OPERATION)),
        optional("delete", Shape::Object(&OPERATION)),
        optional("options", Shape::Object(&OPERATION)),
        optional("head", Shape::Object(&OPERATION)),
        optional("patch", Shape::Object(&OPERATION)),
        optional("trace", Shape::Object(&OPERATION)),
        optional("servers", List(&Shape::Object(&SERVER))),
        optional("parameters", List(&Reference(&PARAMETER))),
    ],
);

pub(in crate::load) static OPERATION: Object = closed(
    "Operation",
    &[
        optional("tags", List(&Text)),
        optional("summary", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("parameters", List(&Reference(&PARAMETER))),
        optional("requestBody", Reference(&REQUEST_BODY)),
        once_required("responses", Statuses(&Reference(&RESPONSE))),
        optional("callbacks", Map(&Reference(&CALLBACK))),
        optional("deprecated", Bool),
        optional("security", List(&Map(&List(&Text)))),
        optional("servers", List(&Shape::Object(&SERVER))),
        optional("x-acs-effect", Word(&["read", "idempotent", "write"])),
        optional("x-acs-name", Text),
        optional("x-acs-paging", Shape::Object(&extensions::PAGING)),
        optional("x-acs-starts", Shape::Object(&extensions::STARTS)),
        optional("x-acs-wait", Shape::Object(&extensions::WAIT)),
    ],
);

pub(in crate::load) static PARAMETER: Object = closed(
    "Parameter",
    &[
        required("name", Text),
        required("in", Word(&["query", "header", "path", "cookie"])),
        optional("description", Text),
        optional("required", Bool),
        optional("deprecated", Bool),
        optional("allowEmptyValue", Bool),
        optional(
            "style",
            Word(&[
                "matrix",
                "label",
                "form",
                "simple",
                "spaceDelimited",
                "pipeDelimited",
                "deepObject",
            ]),
        ),
        optional("explode", Bool),
        optional("allowReserved", Bool),
        optional("schema", Schema),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("x-acs-documented-example", Text),
        optional("x-acs-name", Text),
    ],
);

pub(in crate::load) static REQUEST_BODY: Object = closed(
    "Request Body",
    &[
        optional("description", Text),
        required("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("required", Bool),
    ],
);

pub(in crate::load) static MEDIA_TYPE: Object = closed(
    "Media Type",
    &[
        optional("schema", Schema),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("encoding", Map(&Shape::Object(&ENCODING))),
    ],
);

pub(in crate::load) static ENCODING: Object = closed(
    "Encoding",
    &[
        optional("contentType", Text),
        optional("headers", Map(&Reference(&HEADER))),
        optional("style", Text),
        optional("explode", Bool),
        optional("allowReserved", Bool),
    ],
);

pub(in crate::load) static RESPONSE: Object = closed(
    "Response",
    &[
        required("description", Text),
        optional("headers", Map(&Reference(&HEADER))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("links", Map(&Reference(&LINK))),
    ],
);

pub(in crate::load) static EXAMPLE: Object = closed(
    "Example",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("value", Any),
        optional("externalValue", SampleFile),
    ],
);

pub(in crate::load) static LINK: Object = closed(
    "Link",
    &[
        optional("operationRef", Text),
        optional("operationId", Text),
        optional("parameters", Map(&Any)),
        optional("requestBody", Any),
        optional("description", Text),
        optional("server", Shape::Object(&SERVER)),
        since31("body", Shape::Object(&SERVER)),
    ],
);

pub(in crate::load) static HEADER: Object = closed(
    "Header",
    &[
        optional("description", Text),
        optional("required", Bool),
        optional("deprecated", Bool),
        optional("allowEmptyValue", Bool),
        optional("style", Text),
        optional("explode", Bool),
        optional("allowReserved", Bool),
        optional("schema", Schema),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
    ],
);

pub(in crate::load) static SECURITY_SCHEME: Object = closed(
    "Security Scheme",
    &[
        required(
            "type",
            Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
        ),
        optional("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header", "cookie"])),
        optional("scheme", Text),
        optional("bearerFormat", Text),
        optional("flows", Shape::Object(&OAUTH_FLOWS)),
        optional("openIdConnectUrl", Text),
    ],
);

pub(in crate::load) static OAUTH_FLOWS: Object = closed(
    "OAuth Flows",
    &[
        optional("implicit", Shape::Object(&IMPLICIT_FLOW)),
        optional("password", Shape::Object(&TOKEN_FLOW)),
        optional("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        optional("authorizationCode", Shape::Object(&CODE_FLOW)),
    ],
);

pub(in crate::load) static IMPLICIT_FLOW: Object = closed(
    "OAuth Flow",
    &[
        required("authorizationUrl", Text),
        optional("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);

pub(in crate::load) static TOKEN_FLOW: Object = closed(
    "OAuth Flow",
    &[
        optional("authorizationUrl", Text),
        required("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);

pub(in crate::load) static CODE_FLOW: Object = closed(
    "OAuth Flow",
    &[
        required("authorizationUrl", Text),
        required("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);

/// Each key is an expression whose value is the address to call.
pub(in crate::load) static CALLBACK: Object = Object {
    name: "Callback",
    open: Open::Always,
    fields: &[],
};
