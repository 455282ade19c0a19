//! Why EDAS does not do what it is asked.

use std::fmt;

/// A request that is well formed, but not for this world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// There is no such thing.
    Unknown { what: &'static str, id: String },
    /// The thing is in a state in which that cannot be done.
    Conflict(String),
    /// A parameter's value that only a look at the world shows to be wrong.
    Invalid {
        parameter: &'static str,
        problem: String,
    },
}

impl Failure {
    pub(crate) fn unknown(what: &'static str, id: &str) -> Self {
        Self::Unknown {
            what,
            id: id.to_owned(),
        }
    }

    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict(message.into())
    }

    pub(crate) fn invalid(parameter: &'static str, problem: impl Into<String>) -> Self {
        Self::Invalid {
            parameter,
            problem: problem.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, id } => write!(f, "{what} {id} does not exist."),
            Self::Conflict(message) => f.write_str(message),
            Self::Invalid { parameter, problem } => {
                write!(f, "The parameter {parameter} {problem}.")
            }
        }
    }
}
