//! The objects of OpenAPI 3.0 as tables: which keys each has, and the shape of their values.
//!
//! `openapiv3` reads leniently: it skips keys that it does not know and its errors carry no place. These tables are what
//! makes a typing error visible. They follow the specification's section "Schema", object by object; the `x-acs-*` keys
//! are this project's own and are documented in ARCHITECTURE.md.

/// The shape of a value.
#[derive(Debug)]
pub(super) enum Shape {
    /// Anything: samples, defaults.
    Any,
    /// A text.
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list of one shape.
    List(&'static Shape),
    /// An object with keys of the author's choice.
    Map(&'static Shape),
    /// A map whose keys begin with `/`.
    Paths(&'static Shape),
    /// A map whose keys are status codes, ranges of them (`4XX`) or `default`.
    Statuses(&'static Shape),
    /// `true`, `false` or the other shape.
    BoolOr(&'static Shape),
    /// An object of the specification.
    Object(&'static Object),
    /// The same, or a reference to one.
    Reference(&'static Object),
    /// The name of a file with a sample.
    SampleFile,
}

/// An object of the specification.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
}

/// A key of an object.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

const fn required(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: true,
    }
}

const fn optional(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: false,
    }
}

use Shape::{
    Any, Bool, BoolOr, Integer, List, Map, Number, Paths, Reference, SampleFile, Statuses, Text,
    Word,
};

pub(super) static OPENAPI: Object = Object {
    name: "OpenAPI",
    fields: &[
        required("openapi", Text),
        required("info", Shape::Object(&INFO)),
        optional("servers", List(&Shape::Object(&SERVER))),
        required("paths", Paths(&Reference(&PATH_ITEM))),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", List(&Map(&List(&Text)))),
        optional("tags", List(&Shape::Object(&TAG))),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
        optional("x-acs-product", Text),
        optional("x-acs-endpoints", Shape::Object(&ENDPOINTS)),
        optional("x-acs-envelope", Shape::Object(&ENVELOPE)),
    ],
};

static ENDPOINTS: Object = Object {
    name: "x-acs-endpoints",
    fields: &[
        required("rule", Text),
        required("rule-vpc", Text),
        optional("fixed", Map(&Text)),
        optional("vpc-regions", List(&Text)),
    ],
};

static ENVELOPE: Object = Object {
    name: "x-acs-envelope",
    fields: &[
        required("code", Text),
        required("message", Text),
        required("request-id", Text),
        required("error-code", Text),
        required("success", Text),
        required("success-codes", List(&Text)),
    ],
};

static INFO: Object = Object {
    name: "Info",
    fields: &[
        required("title", Text),
        required("version", Text),
        optional("description", Text),
        optional("termsOfService", Text),
        optional("contact", Shape::Object(&CONTACT)),
        optional("license", Shape::Object(&LICENSE)),
    ],
};

static CONTACT: Object = Object {
    name: "Contact",
    fields: &[
        optional("name", Text),
        optional("url", Text),
        optional("email", Text),
    ],
};

static LICENSE: Object = Object {
    name: "License",
    fields: &[required("name", Text), optional("url", Text)],
};

static SERVER: Object = Object {
    name: "Server",
    fields: &[
        required("url", Text),
        optional("description", Text),
        optional("variables", Map(&Shape::Object(&SERVER_VARIABLE))),
    ],
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable",
    fields: &[
        optional("enum", List(&Text)),
        required("default", Text),
        optional("description", Text),
    ],
};

static TAG: Object = Object {
    name: "Tag",
    fields: &[
        required("name", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
    ],
};

static EXTERNAL_DOCUMENTATION: Object = Object {
    name: "External Documentation",
    fields: &[optional("description", Text), required("url", Text)],
};

static COMPONENTS: Object = Object {
    name: "Components",
    fields: &[
        optional("schemas", Map(&Reference(&SCHEMA))),
        optional("responses", Map(&Reference(&RESPONSE))),
        optional("parameters", Map(&Reference(&PARAMETER))),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("requestBodies", Map(&Reference(&REQUEST_BODY))),
        optional("headers", Map(&Reference(&HEADER))),
        optional("securitySchemes", Map(&Reference(&SECURITY_SCHEME))),
        optional("links", Map(&Reference(&LINK))),
        optional("callbacks", Map(&Map(&Reference(&PATH_ITEM)))),
    ],
};

pub(super) static PATH_ITEM: Object = Object {
    name: "Path Item",
    fields: &[
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
};

static OPERATION: Object = Object {
    name: "Operation",
    fields: &[
        optional("tags", List(&Text)),
        optional("summary", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("parameters", List(&Reference(&PARAMETER))),
        optional("requestBody", Reference(&REQUEST_BODY)),
        required("responses", Statuses(&Reference(&RESPONSE))),
        optional("callbacks", Map(&Map(&Reference(&PATH_ITEM)))),
        optional("deprecated", Bool),
        optional("security", List(&Map(&List(&Text)))),
        optional("servers", List(&Shape::Object(&SERVER))),
        optional("x-acs-effect", Word(&["read", "idempotent", "write"])),
        optional("x-acs-name", Text),
        optional("x-acs-paging", Shape::Object(&PAGING)),
        optional("x-acs-starts", Shape::Object(&STARTS)),
        optional("x-acs-wait", Shape::Object(&WAIT)),
    ],
};

static PAGING: Object = Object {
    name: "x-acs-paging",
    fields: &[
        required("page", Text),
        optional("first", Integer),
        required("items", Text),
        optional("total", Text),
    ],
};

static STARTS: Object = Object {
    name: "x-acs-starts",
    fields: &[required("wait", Text), required("id", Text)],
};

static WAIT: Object = Object {
    name: "x-acs-wait",
    fields: &[
        required("name", Text),
        required("summary", Text),
        required("arguments", List(&Text)),
        required("state", Text),
        required("ends", Shape::Object(&ENDS)),
        optional("failures", Shape::Object(&FAILURES)),
    ],
};

static ENDS: Object = Object {
    name: "ends of x-acs-wait",
    fields: &[
        required("succeeded", List(&Text)),
        optional("partially-succeeded", List(&Text)),
        optional("failed", List(&Text)),
        optional("aborted", List(&Text)),
        optional("needs-confirmation", List(&Text)),
    ],
};

static FAILURES: Object = Object {
    name: "failures of x-acs-wait",
    fields: &[
        optional("stages", Text),
        optional("name", Text),
        optional("state", Text),
        optional("failed", List(&Text)),
        optional("message", Text),
        optional("summary", Text),
    ],
};

pub(super) static PARAMETER: Object = Object {
    name: "Parameter",
    fields: &[
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
        optional("schema", Reference(&SCHEMA)),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("x-acs-documented-example", Text),
        optional("x-acs-name", Text),
    ],
};

pub(super) static REQUEST_BODY: Object = Object {
    name: "Request Body",
    fields: &[
        optional("description", Text),
        required("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("required", Bool),
    ],
};

static MEDIA_TYPE: Object = Object {
    name: "Media Type",
    fields: &[
        optional("schema", Reference(&SCHEMA)),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("encoding", Map(&Shape::Object(&ENCODING))),
    ],
};

static ENCODING: Object = Object {
    name: "Encoding",
    fields: &[
        optional("contentType", Text),
        optional("headers", Map(&Reference(&HEADER))),
        optional("style", Text),
        optional("explode", Bool),
        optional("allowReserved", Bool),
    ],
};

pub(super) static RESPONSE: Object = Object {
    name: "Response",
    fields: &[
        required("description", Text),
        optional("headers", Map(&Reference(&HEADER))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("links", Map(&Reference(&LINK))),
    ],
};

pub(super) static EXAMPLE: Object = Object {
    name: "Example",
    fields: &[
        optional("summary", Text),
        optional("description", Text),
        optional("value", Any),
        optional("externalValue", SampleFile),
    ],
};

pub(super) static LINK: Object = Object {
    name: "Link",
    fields: &[
        optional("operationRef", Text),
        optional("operationId", Text),
        optional("parameters", Map(&Any)),
        optional("requestBody", Any),
        optional("description", Text),
        optional("server", Shape::Object(&SERVER)),
    ],
};

pub(super) static HEADER: Object = Object {
    name: "Header",
    fields: &[
        optional("description", Text),
        optional("required", Bool),
        optional("deprecated", Bool),
        optional("allowEmptyValue", Bool),
        optional("style", Text),
        optional("explode", Bool),
        optional("allowReserved", Bool),
        optional("schema", Reference(&SCHEMA)),
        optional("example", Any),
        optional("examples", Map(&Reference(&EXAMPLE))),
        optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
    ],
};

pub(super) static SCHEMA: Object = Object {
    name: "Schema",
    fields: &[
        optional("title", Text),
        optional("multipleOf", Number),
        optional("maximum", Number),
        optional("exclusiveMaximum", Bool),
        optional("minimum", Number),
        optional("exclusiveMinimum", Bool),
        optional("maxLength", Integer),
        optional("minLength", Integer),
        optional("pattern", Text),
        optional("maxItems", Integer),
        optional("minItems", Integer),
        optional("uniqueItems", Bool),
        optional("maxProperties", Integer),
        optional("minProperties", Integer),
        optional("required", List(&Text)),
        optional("enum", List(&Any)),
        optional(
            "type",
            Word(&["array", "boolean", "integer", "number", "object", "string"]),
        ),
        optional("not", Reference(&SCHEMA)),
        optional("allOf", List(&Reference(&SCHEMA))),
        optional("oneOf", List(&Reference(&SCHEMA))),
        optional("anyOf", List(&Reference(&SCHEMA))),
        optional("items", Reference(&SCHEMA)),
        optional("properties", Map(&Reference(&SCHEMA))),
        optional("additionalProperties", BoolOr(&Reference(&SCHEMA))),
        optional("description", Text),
        optional("format", Text),
        optional("default", Any),
        optional("nullable", Bool),
        optional("discriminator", Shape::Object(&DISCRIMINATOR)),
        optional("readOnly", Bool),
        optional("writeOnly", Bool),
        optional("example", Any),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCUMENTATION)),
        optional("deprecated", Bool),
        optional("xml", Shape::Object(&XML)),
        optional("x-acs-name", Text),
        optional("x-acs-enum", Map(&Shape::Object(&ENUM_VALUE))),
        optional(
            "x-acs-time",
            Word(&["milliseconds", "seconds", "rfc3339", "local"]),
        ),
        optional("x-acs-separator", Text),
    ],
};

static ENUM_VALUE: Object = Object {
    name: "x-acs-enum",
    fields: &[optional("name", Text), optional("description", Text)],
};

static DISCRIMINATOR: Object = Object {
    name: "Discriminator",
    fields: &[
        required("propertyName", Text),
        optional("mapping", Map(&Text)),
    ],
};

static XML: Object = Object {
    name: "XML",
    fields: &[
        optional("name", Text),
        optional("namespace", Text),
        optional("prefix", Text),
        optional("attribute", Bool),
        optional("wrapped", Bool),
    ],
};

pub(super) static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme",
    fields: &[
        required("type", Word(&["apiKey", "http", "oauth2", "openIdConnect"])),
        optional("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header", "cookie"])),
        optional("scheme", Text),
        optional("bearerFormat", Text),
        optional("flows", Shape::Object(&OAUTH_FLOWS)),
        optional("openIdConnectUrl", Text),
    ],
};

static OAUTH_FLOWS: Object = Object {
    name: "OAuth Flows",
    fields: &[
        optional("implicit", Shape::Object(&OAUTH_FLOW)),
        optional("password", Shape::Object(&OAUTH_FLOW)),
        optional("clientCredentials", Shape::Object(&OAUTH_FLOW)),
        optional("authorizationCode", Shape::Object(&OAUTH_FLOW)),
    ],
};

static OAUTH_FLOW: Object = Object {
    name: "OAuth Flow",
    fields: &[
        optional("authorizationUrl", Text),
        optional("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
};
