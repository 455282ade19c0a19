//! The parameters of a request, checked against the description.

use std::borrow::Cow;

use serde_json::Value;

use crate::description::{Kind, Operation, Parameter};
use crate::incoming::Incoming;
use crate::refusal::Refusal;

type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The values of an operation's parameters. Each is one of its kind.
#[derive(Debug)]
pub(crate) struct Arguments<'a> {
    operation: &'a Operation,
    values: Vec<(&'a Parameter, Cow<'a, str>)>,
}

/// The parameters of a request, by the place where they stand.
#[derive(Debug)]
pub(crate) struct Sent<'a> {
    query: Vec<Pair<'a>>,
    form: Vec<Pair<'a>>,
}

impl<'a> Sent<'a> {
    pub(crate) fn new(request: &Incoming<'a>) -> Self {
        Self {
            query: request.query.clone(),
            form: request.form(),
        }
    }

    /// The names that the operation does not have in that place. EDAS takes no notice of them; a caller may want to.
    pub(crate) fn unknown(&self, operation: &Operation) -> Vec<&str> {
        let known = |name: &str, in_form| {
            let mut all = operation.parameters.iter();
            all.any(|parameter| parameter.in_form == in_form && belongs(parameter, name))
        };
        let query = self.query.iter().filter(|(name, _)| !known(name, false));
        let form = self.form.iter().filter(|(name, _)| !known(name, true));
        query.chain(form).map(|(name, _)| &**name).collect()
    }

    fn value(&self, parameter: &Parameter) -> Result<Option<Cow<'a, str>>, Refusal> {
        let pairs = if parameter.in_form {
            &self.form
        } else {
            &self.query
        };
        let mut found = pairs.iter().filter(|(name, _)| *name == parameter.name);
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => Err(Refusal::invalid_parameter(
                &parameter.name,
                "stands there twice",
            )),
            (Some((_, value)), None) => Ok(Some(value.clone())),
            (None, _) => Ok(flattened(pairs, parameter)),
        }
    }
}

/// Whether a name on the wire is this parameter's.
fn belongs(parameter: &Parameter, name: &str) -> bool {
    name == parameter.name || (parameter.kind == Kind::Json && member(parameter, name).is_some())
}

/// The member of a JSON parameter that a name such as `Data.key` means. The documentation wants one JSON text; the
/// official SDKs take maps apart like this, so EDAS must understand both.
fn member<'n>(parameter: &Parameter, name: &'n str) -> Option<&'n str> {
    name.strip_prefix(&*parameter.name)?.strip_prefix('.')
}

fn flattened<'a>(pairs: &[Pair<'a>], parameter: &Parameter) -> Option<Cow<'a, str>> {
    if parameter.kind != Kind::Json {
        return None;
    }
    let members = pairs.iter().filter_map(|(name, value)| {
        let name = member(parameter, name)?;
        Some((name.to_owned(), Value::String(value.clone().into_owned())))
    });
    let members: serde_json::Map<_, _> = members.collect();
    (!members.is_empty()).then(|| Value::Object(members).to_string().into())
}

impl<'a> Arguments<'a> {
    /// Takes what the operation asks for, or says what is missing or wrong, in the order of the description.
    pub(crate) fn check(operation: &'a Operation, sent: &Sent<'a>) -> Result<Self, Refusal> {
        let mut values = Vec::new();
        for parameter in &operation.parameters {
            // An empty value is none, here as in Alibaba Cloud's gateway.
            let value = sent.value(parameter)?.filter(|value| !value.is_empty());
            match value {
                None if parameter.required => {
                    return Err(Refusal::missing_parameter(&parameter.name));
                }
                None => {}
                Some(value) => match parameter.problem(&value) {
                    Some(problem) => {
                        return Err(Refusal::invalid_parameter(&parameter.name, &problem));
                    }
                    None => values.push((parameter, value)),
                },
            }
        }
        Ok(Self { operation, values })
    }

    pub(crate) fn operation(&self) -> &'a Operation {
        self.operation
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        debug_assert!(
            self.operation
                .parameters
                .iter()
                .any(|parameter| parameter.name == name),
            "{} has no {name}",
            self.operation.name
        );
        let mut all = self.values.iter();
        all.find(|(parameter, _)| parameter.name == name)
            .map(|(_, value)| &**value)
    }

    /// The value of a parameter that the description requires.
    pub(crate) fn required(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    pub(crate) fn truth(&self, name: &str) -> Option<bool> {
        Some(self.get(name)?.eq_ignore_ascii_case("true"))
    }

    /// The values of a list, without empty ones; nothing when the parameter was not sent.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let text = self.get(name).unwrap_or_default();
        let items = text.split(',').map(str::trim);
        items.filter(|item| !item.is_empty()).collect()
    }

    pub(crate) fn json(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.get(name)?).ok()
    }

    /// Whether the parameter has the value of the documentation's example.
    pub(crate) fn is_example(&self, name: &str) -> bool {
        let mut all = self.values.iter();
        all.find(|(parameter, _)| parameter.name == name)
            .is_some_and(|(parameter, value)| parameter.example.as_deref() == Some(value))
    }
}

#[cfg(test)]
impl<'a> Sent<'a> {
    /// Parameters in the places where the operation wants them.
    pub(crate) fn of(operation: &Operation, pairs: &[(&'a str, &'a str)]) -> Self {
        let in_form = |name: &str| {
            let mut all = operation.parameters.iter();
            all.any(|parameter| parameter.in_form && belongs(parameter, name))
        };
        let pairs = pairs
            .iter()
            .map(|(name, value)| (Cow::from(*name), Cow::from(*value)));
        let (form, query) = pairs.partition(|(name, _)| in_form(name));
        Self { query, form }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::Description;

    fn check(operation: &str, pairs: &[(&str, &str)]) -> Result<Option<String>, Refusal> {
        let operation = Description::get().named(operation).expect("described");
        let sent = Sent::of(operation, pairs);
        let arguments = Arguments::check(operation, &sent)?;
        Ok(operation
            .parameters
            .first()
            .and_then(|one| arguments.get(&one.name))
            .map(str::to_owned))
    }

    fn refusal(operation: &str, pairs: &[(&str, &str)]) -> String {
        let refusal = check(operation, pairs).expect_err("refused");
        format!("{}: {}", refusal.code, refusal.message)
    }

    #[test]
    fn each_operation_takes_its_examples_and_misses_each_required_parameter() {
        for operation in &Description::get().operations {
            let required: Vec<_> = operation
                .parameters
                .iter()
                .filter(|one| one.required)
                .collect();
            let all: Vec<_> = required
                .iter()
                .map(|one| {
                    (
                        one.name.as_str(),
                        one.example.as_deref().expect("an example"),
                    )
                })
                .collect();
            check(&operation.name, &all)
                .unwrap_or_else(|refusal| panic!("{}: {refusal:?}", operation.name));
            for (place, missing) in required.iter().enumerate() {
                let mut others = all.clone();
                others.remove(place);
                let refusal = refusal(&operation.name, &others);
                assert!(refusal.starts_with("MissingParameter"), "{refusal}");
                assert!(
                    refusal.contains(&format!("\"{}\"", missing.name)),
                    "{refusal}"
                );
            }
        }
    }

    #[test]
    fn a_map_may_be_one_json_text_or_taken_apart() {
        let whole = check("CreateK8sConfigMap", &[("Data", r#"[{"Key":"a"}]"#)]);
        assert!(whole.is_ok());
        let apart = [("Data.1.Key", "a"), ("Data.1.Value", "b")];
        let operation = Description::get().named("CreateK8sConfigMap").unwrap();
        let sent = Sent::of(operation, &apart);
        let arguments = Arguments::check(operation, &sent).unwrap();
        assert_eq!(arguments.json("Data").unwrap()["1.Key"], "a");
        assert!(sent.unknown(operation).is_empty());
    }

    #[test]
    fn a_parameter_in_the_wrong_place_or_twice_is_noticed() {
        let operation = Description::get().named("ScaleK8sApplication").unwrap();
        let sent = Sent {
            query: vec![("AppId".into(), "x".into()), ("Replica".into(), "2".into())],
            form: vec![("Replicas".into(), "2".into())],
        };
        assert_eq!(sent.unknown(operation), ["Replica", "Replicas"]);
        let refusal = Arguments::check(operation, &sent).expect_err("it is in the form");
        assert_eq!(refusal.code.to_string(), "MissingParameter");
        let twice = self::refusal("GetCluster", &[("ClusterId", "a"), ("ClusterId", "b")]);
        assert!(twice.contains("it stands there twice"), "{twice}");
    }

    #[test]
    fn an_empty_value_is_none() {
        assert!(refusal("GetCluster", &[("ClusterId", "")]).starts_with("MissingParameter"));
        assert_eq!(check("ListApplication", &[("AppIds", "")]).unwrap(), None);
    }
}
