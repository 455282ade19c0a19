//! The intermediate representation: what a client needs to know of an API, and nothing of how OpenAPI said it.
//!
//! It is owned, fully resolved and final: names are Rust names, references are [`TypeId`]s, and each decision on the shape
//! of the client has been made. Every node keeps the [`Location`](crate::load::Location) that it came from, so that a later stage can still say
//! where the cause of a problem stands.

mod body;
mod follow_up;
mod operation;
mod prelude;
mod service;
mod types;

pub use body::{Body, BodyContent, BodyKind, Multipart, Part, PartKind};
pub use follow_up::{End, Failures, MemberPath, Paging, Starts, Step, Wait};
pub use operation::{
    Effect, Encoding, Group, Header, Method, Operation, Parameter, ParameterPlace, Replies, Reply,
    ReplyCase, ReplyContent, ReplyKind, Status, Style,
};
pub use prelude::Prelude;
pub use service::{
    Endpoints, Envelope, SecurityKind, SecurityScheme, Server, ServerVariable, Service,
};
pub use types::{
    Accessor, Direction, EnumBase, EnumValue, Field, FloatWidth, Home, IntegerWidth, Meaning,
    Shape, TextFormat, Type, TypeDefinition, TypeId, Variant, XmlForm,
};

/// What kind of client is made of a description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Any API: as OpenAPI says it, to the letter.
    #[default]
    Plain,
    /// An API of Alibaba Cloud: signed calls, an envelope around each reply, and replies that are read leniently.
    Alibaba,
}

/// An API, ready to be printed as a crate.
#[derive(Debug)]
pub struct Api {
    /// What kind of client it is for.
    pub profile: Profile,
    /// The product behind the API.
    pub service: Service,
    /// Groups of operations, in the order of the description's tags.
    pub groups: Vec<Group>,
    /// Operations, in the order of the description.
    pub operations: Vec<Operation>,
    /// All object, enum and union types; a [`TypeId`] is an index.
    pub types: Vec<TypeDefinition>,
    /// Names of Rust's prelude that types of the crate have, so that the prelude's own need a path.
    pub shadowed: Vec<Prelude>,
}

impl Api {
    /// The definition of a type.
    #[must_use]
    pub fn definition(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.0]
    }
}

/// What the documentation of an item is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// Paragraphs of Markdown.
    pub description: Option<String>,
    /// An example of the value, as it goes over the wire.
    pub example: Option<String>,
    /// Limits and defaults, each a short phrase: `at most 64 characters`.
    pub limits: Vec<String>,
    /// Web page that the facts come from.
    pub source: Option<String>,
    /// Whether the description calls the item deprecated.
    pub deprecated: bool,
}
