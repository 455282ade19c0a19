//! A fault: effects, and the calls that they befall.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Effect;
use crate::description::Description;

/// A fault: what goes wrong with which calls.
///
/// ```
/// use std::time::Duration;
/// use edas_mock::{Effect, Fault};
///
/// // Every second deployment, on average, is throttled.
/// let fault = Fault::on("DeployK8sApplication", [Effect::Throttling(Some(Duration::from_secs(1)))])?.rate(0.5);
/// // The first call of any operation is fine, the second meets a reset connection, and no more than these two.
/// let script = Fault::on("*", [Effect::None, Effect::Reset])?.times(2);
/// // The same as a text, as the program takes it.
/// assert_eq!("*=none,reset;times=2".parse::<Fault>()?, script);
/// # Ok::<(), edas_mock::FaultError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Fault {
    pub(super) operations: Vec<String>,
    pub(super) effects: Vec<Effect>,
    pub(super) rate: f64,
    pub(super) times: Option<u64>,
}

/// A fault as it comes from outside.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    operations: Vec<String>,
    effects: Vec<Effect>,
    #[serde(default = "always")]
    rate: f64,
    #[serde(default)]
    times: Option<u64>,
}

fn always() -> f64 {
    1.0
}

/// What is wrong with a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for FaultError {}

impl Fault {
    /// These effects, one after the other and then from the beginning, for the calls of an operation, or with `*` of
    /// any.
    ///
    /// # Errors
    /// When EDAS has no such operation, or there are no effects.
    pub fn on(
        operation: &str,
        effects: impl IntoIterator<Item = Effect>,
    ) -> Result<Self, FaultError> {
        Self::try_from(Unchecked {
            operations: vec![operation.to_owned()],
            effects: effects.into_iter().collect(),
            rate: 1.0,
            times: None,
        })
    }

    /// Which part of these calls it befalls, from 0 to 1, picked by the server's seed; all when not set.
    #[must_use]
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = if rate.is_nan() {
            0.0
        } else {
            rate.clamp(0.0, 1.0)
        };
        self
    }

    /// After how many calls it is over; never when not set.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    pub(super) fn concerns(&self, operation: &str) -> bool {
        self.operations
            .iter()
            .any(|one| one == "*" || one == operation)
    }
}

impl TryFrom<Unchecked> for Fault {
    type Error = FaultError;

    fn try_from(fault: Unchecked) -> Result<Self, FaultError> {
        let Unchecked {
            operations,
            effects,
            rate,
            times,
        } = fault;
        if operations.is_empty() {
            return Err(FaultError(
                "a fault needs an operation, or `*` for all".to_owned(),
            ));
        }
        if effects.is_empty() {
            return Err(FaultError("a fault needs an effect".to_owned()));
        }
        if !(0.0..=1.0).contains(&rate) {
            return Err(FaultError(format!(
                "the rate of a fault is from 0 to 1, not {rate}"
            )));
        }
        for name in &operations {
            if name != "*" && Description::get().named(name).is_none() {
                return Err(FaultError(unknown_operation(name)));
            }
        }
        Ok(Self {
            operations,
            effects,
            rate,
            times,
        })
    }
}

fn unknown_operation(name: &str) -> String {
    let names = Description::get()
        .operations
        .iter()
        .map(|operation| operation.name.as_str());
    let near = names
        .map(|known| {
            (
                strsim::jaro_winkler(&known.to_lowercase(), &name.to_lowercase()),
                known,
            )
        })
        .max_by(|left, right| left.0.total_cmp(&right.0));
    let hint = match near {
        Some((likeness, known)) if likeness > 0.8 => format!("; did you mean `{known}`?"),
        _ => ", nor is it `*` for all".to_owned(),
    };
    format!("`{name}` is no operation of EDAS{hint}")
}

impl FromStr for Fault {
    type Err = FaultError;

    /// `OPERATIONS=EFFECTS[;rate=RATE][;times=TIMES]`, both lists separated by commas.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let form = || {
            FaultError(format!(
                "`{text}` is not written OPERATIONS=EFFECTS[;rate=RATE][;times=TIMES], for example \
                 GetApplication=throttling:1000;rate=0.5"
            ))
        };
        let mut parts = text.split(';').map(str::trim);
        let (operations, effects) = parts
            .next()
            .and_then(|part| part.split_once('='))
            .ok_or_else(form)?;
        let items = |list: &str| {
            list.split(',')
                .map(|item| item.trim().to_owned())
                .collect::<Vec<_>>()
        };
        let effects = items(effects)
            .iter()
            .map(|effect| effect.parse())
            .collect::<Result<_, _>>();
        let mut fault = Unchecked {
            operations: items(operations),
            effects: effects
                .map_err(|error: super::ParseEffectError| FaultError(error.to_string()))?,
            rate: 1.0,
            times: None,
        };
        for part in parts {
            match part.split_once('=') {
                Some(("rate", rate)) => fault.rate = rate.parse().map_err(|_| form())?,
                Some(("times", times)) => fault.times = Some(times.parse().map_err(|_| form())?),
                _ => return Err(form()),
            }
        }
        Self::try_from(fault)
    }
}
