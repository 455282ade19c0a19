//! What generated code states about work that can be waited for.

use std::borrow::Cow;

use super::{End, Failure};
use crate::operation::Operation;
use crate::value::Any;

/// Where a member is in a reply: names on the wire. A list on the way stands for each of its items.
pub type MemberPath = &'static [&'static str];

/// How the replies of an operation tell the state of some work.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Waiter {
    /// The operation that is called again and again.
    pub operation: &'static Operation,
    /// Where the state is.
    pub state: MemberPath,
    /// The states that end the waiting. In any other one the work goes on.
    pub ends: &'static [(&'static str, End)],
    /// Where it says what failed.
    pub failures: Option<Failures>,
}

/// Where a reply says what failed.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Failures {
    /// The stages of the work; the reply itself when empty.
    pub stages: MemberPath,
    /// The name of a stage, below it.
    pub name: MemberPath,
    /// The state of a stage, below it.
    pub state: MemberPath,
    /// The states of stages that failed.
    pub failed: &'static [&'static str],
    /// What went wrong, below the stage.
    pub message: MemberPath,
    /// What went wrong, below the reply, where no stage says so.
    pub summary: MemberPath,
}

impl Waiter {
    /// How the work has ended, if it has.
    pub(super) fn end(&self, reply: &Any) -> Option<End> {
        let state = first_text(reply, self.state)?;
        let mut ends = self.ends.iter();
        ends.find(|(known, _)| *known == state).map(|(_, end)| *end)
    }

    pub(super) fn failure(&self, reply: &Any) -> Failure {
        let Some(place) = &self.failures else {
            return Failure::default();
        };
        let stages = values(reply, place.stages);
        let failed = |stage: &&Any| {
            let state = first_text(stage, place.state);
            state.is_some_and(|state| place.failed.contains(&&*state))
        };
        // The states of stages are not documented everywhere, so a message alone tells, too.
        let reports = |stage: &&Any| first_text(stage, place.message).is_some();
        let mut of_state = stages.iter().copied().filter(failed);
        let stage = of_state
            .next()
            .or_else(|| stages.iter().copied().rfind(reports));
        let message = stage
            .and_then(|stage| first_text(stage, place.message))
            .or_else(|| first_text(reply, place.summary));
        Failure {
            stage: stage
                .and_then(|stage| first_text(stage, place.name))
                .map(Cow::into_owned),
            message: message.map(Cow::into_owned),
        }
    }
}

/// The first text or other scalar of a path that is not empty.
pub(super) fn first_text<'a>(tree: &'a Any, path: &[&str]) -> Option<Cow<'a, str>> {
    // The empty path names no member.
    if path.is_empty() {
        return None;
    }
    values(tree, path)
        .into_iter()
        .find_map(|value| match value {
            Any::String(text) if text.is_empty() => None,
            Any::String(text) => Some(Cow::Borrowed(text.as_str())),
            Any::Bool(_) | Any::Number(_) => Some(Cow::Owned(value.to_string())),
            Any::Null | Any::Array(_) | Any::Object(_) => None,
        })
}

/// All values of a path, in their order.
fn values<'a>(tree: &'a Any, path: &[&str]) -> Vec<&'a Any> {
    let mut found = vec![tree];
    for name in path {
        found = found
            .into_iter()
            .flat_map(items)
            .filter_map(|value| value.get(name))
            .collect();
    }
    found.into_iter().flat_map(items).collect()
}

fn items(value: &Any) -> Vec<&Any> {
    match value {
        Any::Array(items) => items.iter().collect(),
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_goes_through_each_item_of_a_list() {
        let tree = json!({"a": [{"b": [{"c": ""}]}, {"b": [{"c": 1}, {"c": "x"}]}]});
        assert_eq!(first_text(&tree, &["a", "b", "c"]).as_deref(), Some("1"));
        assert_eq!(values(&tree, &["a", "b"]).len(), 3);
        assert_eq!(first_text(&tree, &["a", "d"]), None);
        assert_eq!(first_text(&tree, &[]), None);
    }
}
