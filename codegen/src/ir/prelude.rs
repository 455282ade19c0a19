//! Names of Rust's prelude.

/// An item of the standard library that each file of a crate can name without a path, unless the crate has a type of the
/// same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the items' own names")]
pub enum Prelude {
    AsMut,
    Box,
    Default,
    From,
    Into,
    IntoIterator,
    None,
    Ok,
    Option,
    Result,
    Some,
    String,
    Vec,
}

impl Prelude {
    /// All that printed code names.
    pub const ALL: &[Self] = &[
        Self::AsMut,
        Self::Box,
        Self::Default,
        Self::From,
        Self::Into,
        Self::IntoIterator,
        Self::None,
        Self::Ok,
        Self::Option,
        Self::Result,
        Self::Some,
        Self::String,
        Self::Vec,
    ];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AsMut => "AsMut",
            Self::Box => "Box",
            Self::Default => "Default",
            Self::From => "From",
            Self::Into => "Into",
            Self::IntoIterator => "IntoIterator",
            Self::None => "None",
            Self::Ok => "Ok",
            Self::Option => "Option",
            Self::Result => "Result",
            Self::Some => "Some",
            Self::String => "String",
            Self::Vec => "Vec",
        }
    }
}
