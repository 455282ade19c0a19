//! Calls whose operation and parameters are only known when the program runs.
//!
//! A generated client hands each parameter on to the setter that callers use, so that both ways send the same request.

use crate::call::Call;
use crate::error::{Error, RequestError, Result};
use crate::operation::Operation;
use crate::value::{Any, JsonText, Response, Value, serialize};

/// An operation as a generated client offers it by name.
#[allow(
    missing_debug_implementations,
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Entry<C> {
    /// The operation.
    pub operation: &'static Operation,
    /// Wire names of the parameters, the required ones first.
    pub parameters: &'static [&'static str],
    /// Begins a call.
    pub call: fn(&C, &mut Arguments) -> Result<Call>,
    /// Makes a reply to read into.
    pub reply: fn() -> Box<dyn Reply>,
}

impl<C> Entry<C> {
    /// Begins a call with these parameters, by their names on the wire.
    ///
    /// # Errors
    /// [`Error::Request`] when a required parameter is missing, a value has the wrong type, or there is no parameter of
    /// that name.
    pub fn begin(&self, client: &C, parameters: Any) -> Result<NamedCall> {
        let operation = self.operation.name;
        let Any::Object(values) = parameters else {
            return Err(
                RequestError::new(operation, "the parameters must be a JSON object").into(),
            );
        };
        let mut arguments = Arguments { operation, values };
        let call = (self.call)(client, &mut arguments)?;
        arguments.finish(self.parameters)?;
        Ok(NamedCall {
            call,
            reply: (self.reply)(),
        })
    }
}

/// A call by name that is not sent yet.
#[allow(missing_debug_implementations, reason = "holds a trait object")]
pub struct NamedCall {
    call: Call,
    reply: Box<dyn Reply>,
}

impl NamedCall {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.call.operation()
    }

    /// Sends the call and reads the reply, as JSON whatever came over the wire.
    ///
    /// # Errors
    /// As [`Call::send`].
    pub async fn send(self) -> Result<Any> {
        let Self { call, mut reply } = self;
        call.exchange().await?.read(&mut *reply)?;
        Ok(to_any(reply.value()))
    }
}

/// What a client answers when it has no operation of a name.
#[must_use]
pub fn no_operation(name: &str) -> Error {
    let problem = format!("there is no operation {name}, or its group is switched off");
    RequestError::new("by name", problem).into()
}

/// A value as a JSON tree.
#[must_use]
pub fn to_any(value: &dyn Value) -> Any {
    // A tree takes whatever a value can be.
    serialize(value, serde_json::value::Serializer).unwrap_or_default()
}

/// A reply whose type is not known where it is read.
pub trait Reply: Send {
    /// The reply as a value.
    fn value(&self) -> &dyn Value;

    /// The slot to read the reply into.
    fn value_mut(&mut self) -> &mut dyn Value;

    /// Where the reply keeps its request ID.
    fn request_id_slot(&mut self) -> Option<&mut Option<String>>;

    /// Name of the root element in XML.
    fn xml_name(&self) -> &'static str;
}

impl<R: Response> Reply for R {
    fn value(&self) -> &dyn Value {
        self
    }

    fn value_mut(&mut self) -> &mut dyn Value {
        self
    }

    fn request_id_slot(&mut self) -> Option<&mut Option<String>> {
        self.request_id_mut()
    }

    fn xml_name(&self) -> &'static str {
        R::XML_NAME
    }
}

/// The parameters that a call by name was given.
#[allow(missing_debug_implementations, reason = "values can be secrets")]
pub struct Arguments {
    operation: &'static str,
    values: serde_json::Map<String, Any>,
}

impl Arguments {
    /// Takes a parameter that must be there.
    ///
    /// # Errors
    /// [`Error::Request`] when it is missing or has the wrong type.
    pub fn required<T: Argument>(&mut self, name: &'static str) -> Result<T> {
        let value = self.optional(name)?;
        value.ok_or_else(|| self.refused(format!("the parameter {name} is missing")))
    }

    /// Takes a parameter that may be there; `null` is absent.
    ///
    /// # Errors
    /// [`Error::Request`] when it has the wrong type.
    pub fn optional<T: Argument>(&mut self, name: &'static str) -> Result<Option<T>> {
        match self.values.remove(name) {
            None | Some(Any::Null) => Ok(None),
            Some(value) => match T::from_any(value) {
                Some(value) => Ok(Some(value)),
                None => Err(self.refused(format!("the parameter {name} must be {}", T::EXPECTED))),
            },
        }
    }

    /// Refuses what no parameter has taken.
    fn finish(self, known: &[&str]) -> Result<()> {
        let Some(name) = self.values.keys().next() else {
            return Ok(());
        };
        let known = if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        };
        Err(self.refused(format!(
            "there is no parameter {name}; the operation has {known}"
        )))
    }

    fn refused(&self, problem: String) -> Error {
        RequestError::new(self.operation, problem).into()
    }
}

/// What can be taken from a JSON value as an argument of a setter.
///
/// A text is taken for what it says, since that is what goes over the wire.
pub trait Argument: Sized {
    /// What the value must be, in words.
    const EXPECTED: &'static str;

    /// The argument; `None` when the value is no such thing.
    fn from_any(value: Any) -> Option<Self>;
}

impl Argument for String {
    const EXPECTED: &'static str = "a text";

    fn from_any(value: Any) -> Option<Self> {
        match value {
            Any::String(text) => Some(text),
            Any::Bool(_) | Any::Number(_) => Some(value.to_string()),
            Any::Null | Any::Array(_) | Any::Object(_) => None,
        }
    }
}

macro_rules! parsed {
    ($($type:ty: $expected:literal, $view:ident;)+) => {$(
        impl Argument for $type {
            const EXPECTED: &'static str = $expected;

            fn from_any(value: Any) -> Option<Self> {
                match value {
                    Any::String(text) => text.trim().parse().ok(),
                    other => other.$view()?.try_into().ok(),
                }
            }
        }
    )+};
}

parsed! {
    bool: "true or false", as_bool;
    i32: "an integer of 32 bits", as_i64;
    i64: "an integer of 64 bits", as_i64;
    f64: "a number", as_f64;
}

impl Argument for f32 {
    const EXPECTED: &'static str = "a number of 32 bits";

    fn from_any(value: Any) -> Option<Self> {
        // By way of the text, which keeps the number's own digits.
        let text = String::from_any(value)?;
        text.trim()
            .parse()
            .ok()
            .filter(|number: &Self| number.is_finite())
    }
}

impl<T: Argument> Argument for Vec<T> {
    const EXPECTED: &'static str = "a list, or the text that stands for it";

    fn from_any(value: Any) -> Option<Self> {
        match value {
            Any::Array(items) => items.into_iter().map(T::from_any).collect(),
            // The whole text as one item is the same text again.
            text => T::from_any(text).map(|item| vec![item]),
        }
    }
}

impl<T> Argument for JsonText<T> {
    const EXPECTED: &'static str = "a JSON value, or the text of one";

    fn from_any(value: Any) -> Option<Self> {
        Some(match value {
            Any::String(text) => Self::raw(text),
            other => Self::raw(other.to_string()),
        })
    }
}

#[cfg(test)]
mod tests;
