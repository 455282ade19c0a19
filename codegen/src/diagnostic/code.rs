//! The kinds of diagnostics, each with a stable name and a longer explanation.

/// Kind of a [`Diagnostic`](super::Diagnostic). Its name is stable and is what `cargo xtask explain` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A file could not be read.
    UnreadableFile,
    /// A file is not YAML, JSON or XML.
    Syntax,
    /// A `$ref` leads nowhere.
    UnresolvedReference,
    /// `$ref`s, or `allOf`s, lead back to where they began.
    ReferenceCycle,
    /// OpenAPI knows no such key at this place.
    UnknownKey,
    /// There is no such `x-acs-*` extension at this place.
    UnknownExtension,
    /// A key that OpenAPI or an extension requires is missing.
    MissingKey,
    /// A value has another type or form than the key asks for.
    InvalidValue,
    /// An operation has no `operationId`.
    MissingOperationId,
    /// Two operations share an `operationId`.
    DuplicateOperationId,
    /// Two names of the description become the same Rust name.
    NameCollision,
    /// OpenAPI allows it, this generator does not yet.
    Unsupported,
    /// A sample reply or an example contradicts its schema.
    SampleMismatch,
    /// A key has no effect where it stands.
    Ignored,
}

impl Code {
    /// All codes, in the order of the stages that report them.
    pub const ALL: [Self; 14] = [
        Self::UnreadableFile,
        Self::Syntax,
        Self::UnresolvedReference,
        Self::ReferenceCycle,
        Self::UnknownKey,
        Self::UnknownExtension,
        Self::MissingKey,
        Self::InvalidValue,
        Self::MissingOperationId,
        Self::DuplicateOperationId,
        Self::NameCollision,
        Self::Unsupported,
        Self::SampleMismatch,
        Self::Ignored,
    ];

    /// The stable name, for example `unresolved-reference`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::UnreadableFile => "unreadable-file",
            Self::Syntax => "syntax",
            Self::UnresolvedReference => "unresolved-reference",
            Self::ReferenceCycle => "reference-cycle",
            Self::UnknownKey => "unknown-key",
            Self::UnknownExtension => "unknown-extension",
            Self::MissingKey => "missing-key",
            Self::InvalidValue => "invalid-value",
            Self::MissingOperationId => "missing-operation-id",
            Self::DuplicateOperationId => "duplicate-operation-id",
            Self::NameCollision => "name-collision",
            Self::Unsupported => "unsupported",
            Self::SampleMismatch => "sample-mismatch",
            Self::Ignored => "ignored",
        }
    }

    /// The code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }

    /// A paragraph on the cause and the usual ways out.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::UnreadableFile => {
                "The entry document, or a file that a `$ref` or an `externalValue` names, is missing, cannot be opened or \
                 is not UTF-8. Paths are relative to the file that names them and stay below the folder of the entry \
                 document."
            }
            Self::Syntax => {
                "The text is not well-formed YAML, JSON or XML, or a mapping has the same key twice. Files ending in \
                 `.json` are read as JSON, in `.xml` as XML, all others as YAML. In YAML, look at the indentation, at \
                 unquoted `: ` and ` #` inside a text, and at unclosed quotes and brackets above the line shown."
            }
            Self::UnresolvedReference => {
                "A `$ref` has the form `FILE#/POINTER`, `#/POINTER` or `FILE`, where POINTER is a JSON pointer: keys \
                 joined by `/`, with `~1` for a `/` and `~0` for a `~` inside a key. The file or the key does not exist, \
                 or the reference is a URL: nothing is fetched from a network."
            }
            Self::ReferenceCycle => {
                "Following the references never reaches an object. A schema may refer to itself through a property, an \
                 array item or a map value; it may not consist of itself by `$ref` or `allOf` alone."
            }
            Self::UnknownKey => {
                "OpenAPI defines no such key in this object. Most often it is a typing error, a key at the wrong \
                 indentation, or one of OpenAPI 3.1. Keys of one's own must begin with `x-`."
            }
            Self::UnknownExtension => {
                "Keys that begin with `x-acs-` are read by this generator, each in certain objects only; ARCHITECTURE.md \
                 lists them. Extensions of other tools (any other `x-`) are left alone."
            }
            Self::MissingKey => {
                "OpenAPI, or the extension, requires the key named: nothing can stand in for what it tells."
            }
            Self::InvalidValue => {
                "The key is known, its value is not of the type or the form that OpenAPI or the extension asks for: \
                 for example a text where a list belongs, or a `$ref` to a parameter where a schema belongs."
            }
            Self::MissingOperationId => {
                "The `operationId` names the method of the client and the action on the wire, so each operation needs one."
            }
            Self::DuplicateOperationId => {
                "The `operationId` names the method of the client and the action on the wire, so no two operations may \
                 share one. Copying an operation and forgetting to rename it is the usual cause."
            }
            Self::NameCollision => {
                "Rust names are made from the wire names: `snake_case` for parameters, fields and methods, `CamelCase` \
                 for types and variants. Two of them became the same, or one became a name that every client needs \
                 itself, such as `send`. Give one of them another Rust name with `x-acs-name`; the wire keeps its own."
            }
            Self::Unsupported => {
                "The description is valid OpenAPI, but the generator cannot turn this part into Rust yet. It refuses \
                 rather than drop it: a client that ignores a part of its API is wrong in silence. Documents of other \
                 kinds and versions, such as Swagger 2.0, are to be converted to OpenAPI 3.0 or 3.1 first."
            }
            Self::SampleMismatch => {
                "Sample replies and examples are tests: each must be what its schema says, with no member that the \
                 schema does not know. Either the sample or the schema is wrong."
            }
            Self::Ignored => {
                "OpenAPI 3.0 says that keys beside a `$ref` are ignored. Move the text to the schema that the reference \
                 names, or wrap the reference: `allOf: [{$ref: ...}]`."
            }
        }
    }
}
