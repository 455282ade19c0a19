//! What follows a single call: further pages, and work that goes on.

use super::Type;

/// Where a member is in a reply.
#[derive(Debug)]
pub struct MemberPath {
    /// The members on the way, from the outside in.
    pub steps: Vec<Step>,
    /// What is there. Lists on the way are opened; one at the end is not.
    pub ty: Type,
}

impl MemberPath {
    /// The names on the wire.
    pub fn wire_names(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|step| step.wire_name.as_str())
    }
}

/// A member on the way.
#[derive(Debug)]
pub struct Step {
    /// Name on the wire.
    pub wire_name: String,
    /// Name of the Rust field.
    pub rust_name: String,
    /// Whether the member is a list.
    pub list: bool,
    /// Whether the member is deprecated.
    pub deprecated: bool,
}

/// How an operation lists things page by page.
#[derive(Debug)]
pub struct Paging {
    /// Name on the wire of the parameter that says which page is asked for, a whole number in the query.
    pub page: String,
    /// Number of the first page.
    pub first: u32,
    /// The list, without a list on the way.
    pub items: MemberPath,
    /// How many items all pages have: a whole number, without a list on the way.
    pub total: Option<MemberPath>,
}

/// How the replies of an operation tell the state of some work.
#[derive(Debug)]
pub struct Wait {
    /// Name that other operations refer to: `change-order`.
    pub name: String,
    /// Name of the method: `wait_for_change_order`.
    pub method_name: String,
    /// What the method does, in one line.
    pub summary: String,
    /// Indices of the parameters that the method takes.
    pub arguments: Vec<usize>,
    /// Where the state is.
    pub state: MemberPath,
    /// The states that end the work.
    pub ends: Vec<(String, End)>,
    /// Where the reply says what failed.
    pub failures: Option<Failures>,
}

/// How work ends.
#[allow(missing_docs)] // the names say it
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Succeeded,
    PartiallySucceeded,
    Failed,
    Aborted,
    NeedsConfirmation,
}

/// Where a reply says what failed.
#[derive(Debug)]
pub struct Failures {
    /// The stages of the work.
    pub stages: Option<MemberPath>,
    /// Name of a stage, below it.
    pub name: Option<MemberPath>,
    /// State of a stage, below it.
    pub state: Option<MemberPath>,
    /// States of stages that failed.
    pub failed: Vec<String>,
    /// What went wrong, below the stage.
    pub message: Option<MemberPath>,
    /// What went wrong, below the reply.
    pub summary: Option<MemberPath>,
}

/// That a call starts work which can be waited for.
#[derive(Debug)]
pub struct Starts {
    /// Index of the operation that tells the state.
    pub operation: usize,
    /// Where the reply names the work.
    pub id: MemberPath,
}
