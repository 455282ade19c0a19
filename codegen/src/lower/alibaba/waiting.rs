//! `x-acs-wait` and `x-acs-starts`: work that goes on after a call.

use serde::Deserialize;

use super::follow_up::FollowUps;
use crate::ir::{Encoding, End, EnumValue, Failures, MemberPath, Shape, Starts, Type, Wait};
use crate::load::{Location, instead};
use crate::lower::names;

#[derive(Deserialize)]
struct WaitExtension {
    name: String,
    summary: String,
    arguments: Vec<String>,
    state: String,
    ends: EndsExtension,
    failures: Option<FailuresExtension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EndsExtension {
    succeeded: Vec<String>,
    #[serde(default)]
    partially_succeeded: Vec<String>,
    #[serde(default)]
    failed: Vec<String>,
    #[serde(default)]
    aborted: Vec<String>,
    #[serde(default)]
    needs_confirmation: Vec<String>,
}

#[derive(Deserialize)]
struct FailuresExtension {
    stages: Option<String>,
    name: Option<String>,
    state: Option<String>,
    #[serde(default)]
    failed: Vec<String>,
    message: Option<String>,
    summary: Option<String>,
}

#[derive(Deserialize)]
struct StartsExtension {
    wait: String,
    id: String,
}

impl FollowUps<'_> {
    pub(super) fn wait(&mut self, operation: usize) -> Option<Wait> {
        let (extension, at) = self.extension::<WaitExtension>(operation, "x-acs-wait")?;
        self.check_texts(&extension, &at);
        let arguments = self.arguments(operation, &extension.arguments, &at.child("arguments"));
        let place = at.child("state");
        let state = self.member(operation, &extension.state, &place)?;
        self.check_scalar(&state, &place);
        let ends = self.ends(&state, extension.ends, &at.child("ends"));
        let failures = extension
            .failures
            .map(|it| self.failures(operation, it, &at.child("failures")));
        Some(Wait {
            method_name: names::snake(&format!("wait-for-{}", extension.name)),
            name: extension.name,
            summary: extension.summary,
            arguments: arguments?,
            state,
            ends,
            failures,
        })
    }

    /// The method is called by the name and explained by the summary.
    fn check_texts(&mut self, extension: &WaitExtension, at: &Location) {
        if !extension.name.chars().any(char::is_alphanumeric) {
            let help = "say in a word or two what is waited for";
            self.invalid(&at.child("name"), "a name has letters or digits", help);
        }
        if extension.summary.trim().is_empty() {
            let help = "say in a line what the method does";
            self.invalid(&at.child("summary"), "the summary is empty", help);
        }
    }

    /// The parameters named, which must include all that a call cannot do without.
    fn arguments(
        &mut self,
        operation: usize,
        named: &[String],
        at: &Location,
    ) -> Option<Vec<usize>> {
        let mut indices = Vec::new();
        for (index, name) in named.iter().enumerate() {
            let parameter = self.parameter(operation, name, &at.index(index))?;
            if indices.contains(&parameter) {
                let message = format!("`{name}` is an argument already");
                self.invalid(&at.index(index), message, "name each argument once");
                return None;
            }
            indices.push(parameter);
        }
        let mut parameters = self.api.operations[operation].parameters.iter();
        let left_out = parameters.find(|it| it.required && !named.contains(&it.wire_name));
        if let Some(parameter) = left_out {
            let message = format!("a call cannot do without `{}`", parameter.wire_name);
            self.invalid(at, message, "add it to the arguments");
            return None;
        }
        Some(indices)
    }

    fn ends(
        &mut self,
        state: &MemberPath,
        ends: EndsExtension,
        at: &Location,
    ) -> Vec<(String, End)> {
        let kinds = [
            ("succeeded", ends.succeeded, End::Succeeded),
            (
                "partially-succeeded",
                ends.partially_succeeded,
                End::PartiallySucceeded,
            ),
            ("failed", ends.failed, End::Failed),
            ("aborted", ends.aborted, End::Aborted),
            (
                "needs-confirmation",
                ends.needs_confirmation,
                End::NeedsConfirmation,
            ),
        ];
        let mut all: Vec<(String, End)> = Vec::new();
        for (key, states, end) in kinds {
            self.check_states(&state.ty, &states, &at.child(key));
            for (index, value) in states.into_iter().enumerate() {
                if all.iter().any(|(known, _)| *known == value) {
                    let message = format!("the state `{value}` already ends the work");
                    let help = "name each state once";
                    self.invalid(&at.child(key).index(index), message, help);
                }
                all.push((value, end));
            }
        }
        if all.is_empty() {
            let help = "name the states in which it has ended";
            self.invalid(at, "no state ends the work", help);
        }
        all
    }

    /// What is told as a text has no members of its own. A free-form value may be one.
    fn check_scalar(&mut self, path: &MemberPath, at: &Location) {
        let scalar = match item(&path.ty) {
            Type::List(_) | Type::Map(_) => false,
            Type::Named(id) => matches!(self.api.definition(*id).shape, Shape::Enum { .. }),
            _ => true,
        };
        if !scalar {
            let help = "name a member without members";
            self.invalid(at, "this has to be a scalar", help);
        }
    }

    /// Holds states against the values that the member can have, if it says which.
    fn check_states(&mut self, ty: &Type, states: &[String], at: &Location) {
        let Type::Named(id) = item(ty) else {
            return;
        };
        let Shape::Enum { values, .. } = &self.api.definition(*id).shape else {
            return;
        };
        let known: Vec<_> = values.iter().map(|it| it.wire_value.as_str()).collect();
        let states = states.iter().enumerate();
        for (index, state) in states.filter(|(_, state)| !is_known(values, state)) {
            let help = instead(state, &known, "it has no values");
            let message = format!("`{state}` is no value of the state");
            self.invalid(&at.index(index), message, &help);
        }
    }

    fn failures(
        &mut self,
        operation: usize,
        extension: FailuresExtension,
        at: &Location,
    ) -> Failures {
        let stages = extension
            .stages
            .and_then(|path| self.member(operation, &path, &at.child("stages")));
        let reply = self.reply(operation);
        let below = match stages.as_ref().map(|path| item(&path.ty)) {
            Some(item) => Some(item.clone()),
            None => reply.clone(),
        };
        let mut text = |from: &Option<Type>, path: Option<String>, key: &str| {
            let at = at.child(key);
            let found = self.member_of(from.as_ref()?, &path?, &at)?;
            self.check_scalar(&found, &at);
            Some(found)
        };
        let name = text(&below, extension.name, "name");
        let state = text(&below, extension.state, "state");
        let message = text(&below, extension.message, "message");
        let summary = text(&reply, extension.summary, "summary");
        if let Some(state) = &state {
            self.check_states(&state.ty, &extension.failed, &at.child("failed"));
        }
        Failures {
            stages,
            name,
            state,
            failed: extension.failed,
            message,
            summary,
        }
    }

    /// `waits` has the operations that tell the state of work.
    pub(super) fn starts(&mut self, operation: usize, waits: &[usize]) -> Option<Starts> {
        let (extension, at) = self.extension::<StartsExtension>(operation, "x-acs-starts")?;
        let id = self.member(operation, &extension.id, &at.child("id"))?;
        if !matches!(id.ty, Type::Text(_)) {
            let help = "name a member that is a string";
            self.invalid(&at.child("id"), "what names the work is a text", help);
        }
        let name_of = |index: &usize| {
            self.api.operations[*index]
                .wait
                .as_ref()
                .map(|it| &*it.name)
        };
        let found = waits
            .iter()
            .find(|index| name_of(index) == Some(&*extension.wait));
        let Some(&found) = found else {
            let known: Vec<_> = waits.iter().filter_map(name_of).collect();
            let none = "no operation of the description has an `x-acs-wait`";
            let help = instead(&extension.wait, &known, none);
            let message = format!("no `x-acs-wait` is called `{}`", extension.wait);
            self.invalid(&at.child("wait"), message, &help);
            return None;
        };
        if !self.takes_one_text(found) {
            let message = format!("waiting for `{}` takes more than an ID", extension.wait);
            let help = "only a wait with one argument, a string, can follow another call";
            self.invalid(&at.child("wait"), message, help);
        }
        Some(Starts {
            operation: found,
            id,
        })
    }

    fn takes_one_text(&self, operation: usize) -> bool {
        let operation = &self.api.operations[operation];
        let arguments = operation.wait.as_ref().map(|wait| &*wait.arguments);
        let Some(&[index]) = arguments else {
            return false;
        };
        let parameter = &operation.parameters[index];
        parameter.encoding != Encoding::Json && matches!(parameter.ty, Type::Text(_))
    }
}

/// The type of the items of a list, and any other type itself.
fn item(ty: &Type) -> &Type {
    match ty {
        Type::List(item) => item,
        other => other,
    }
}

fn is_known(values: &[EnumValue], state: &str) -> bool {
    values.iter().any(|value| value.wire_value == state)
}
