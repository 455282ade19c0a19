//! What goes wrong.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What goes wrong with a call. Its text, as in flags and at the control endpoint, is a word and sometimes a number
/// behind a colon, for example `latency:250`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Nothing. For scripts: the second call fails, the first does not.
    None,
    /// The call is carried out at once and answered so much later.
    Latency(Duration),
    /// The head of the reply comes at once, the second half of its body so much later.
    SlowBody(Duration),
    /// HTTP 429, `Throttling.User`, with the header `x-acs-retry-after` when there is a time. EDAS does nothing.
    Throttling(Option<Duration>),
    /// An HTTP status from 400 to 599. 5xx statuses carry what a gateway would say. EDAS does nothing.
    Error(u16),
    /// HTTP 307 to the address that was called. EDAS does nothing.
    Redirect,
    /// The connection is reset before EDAS does anything.
    Reset,
    /// The connection is reset after EDAS has done what it was asked; the caller does not learn of it.
    ResetAfter,
    /// The connection ends in the middle of the reply's body. EDAS has done what it was asked.
    CutBody,
    /// The reply comes without its body. EDAS has done what it was asked.
    EmptyBody,
    /// The reply's body is neither JSON nor XML. EDAS has done what it was asked.
    Garbage,
    /// HTTP 400, `InvalidSecurityToken.Expired`. EDAS does nothing.
    ExpiredCredentials,
    /// HTTP 400, `InvalidTimeStamp.Expired`, as if the caller's clock were wrong. EDAS does nothing.
    ClockSkew,
    /// No reply at all; the connection stays open.
    Hang,
}

/// An effect as a text, with an example and what it does, for help texts.
pub(crate) struct Help {
    pub(crate) syntax: &'static str,
    pub(crate) example: &'static str,
    pub(crate) description: &'static str,
}

const fn help(syntax: &'static str, example: &'static str, description: &'static str) -> Help {
    Help {
        syntax,
        example,
        description,
    }
}

/// All effects.
pub(crate) const EFFECTS: &[Help] = &[
    help("none", "none", "nothing, for scripts"),
    help(
        "latency:MILLISECONDS",
        "latency:250",
        "the usual reply, later",
    ),
    help(
        "slow-body:MILLISECONDS",
        "slow-body:500",
        "the second half of the reply's body comes later",
    ),
    help(
        "throttling[:MILLISECONDS]",
        "throttling:1000",
        "429 Throttling.User, with x-acs-retry-after when given",
    ),
    help(
        "error:STATUS",
        "error:503",
        "an HTTP status from 400 to 599",
    ),
    help("redirect", "redirect", "307 to the address that was called"),
    help(
        "reset",
        "reset",
        "the connection is reset before anything is done",
    ),
    help(
        "reset-after",
        "reset-after",
        "the connection is reset after the call was carried out",
    ),
    help(
        "cut-body",
        "cut-body",
        "the connection ends in the middle of the reply's body",
    ),
    help(
        "empty-body",
        "empty-body",
        "the reply comes without its body",
    ),
    help(
        "garbage",
        "garbage",
        "the body of the reply is neither JSON nor XML",
    ),
    help(
        "expired-credentials",
        "expired-credentials",
        "400 InvalidSecurityToken.Expired",
    ),
    help("clock-skew", "clock-skew", "400 InvalidTimeStamp.Expired"),
    help("hang", "hang", "no reply at all"),
];

/// A text that is no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseEffectError {
    text: String,
    wanted: String,
}

impl fmt::Display for ParseEffectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no effect of a fault; {}",
            self.text, self.wanted
        )
    }
}

impl Error for ParseEffectError {}

/// The longest that a fault may last: an hour.
const LONGEST: u64 = 3_600_000;

impl FromStr for Effect {
    type Err = ParseEffectError;

    fn from_str(text: &str) -> Result<Self, ParseEffectError> {
        let (word, number) = match text.split_once(':') {
            Some((word, number)) => (word, Some(number)),
            None => (text, None),
        };
        let duration = || {
            let milliseconds: u64 = number?.parse().ok()?;
            (milliseconds <= LONGEST).then(|| Duration::from_millis(milliseconds))
        };
        let effect = match (word, number) {
            ("none", None) => Some(Self::None),
            ("latency", _) => duration().map(Self::Latency),
            ("slow-body", _) => duration().map(Self::SlowBody),
            ("throttling", None) => Some(Self::Throttling(None)),
            ("throttling", _) => duration().map(|after| Self::Throttling(Some(after))),
            ("error", Some(status)) => {
                let status = status.parse().ok();
                status
                    .filter(|status| (400..600).contains(status))
                    .map(Self::Error)
            }
            ("redirect", None) => Some(Self::Redirect),
            ("reset", None) => Some(Self::Reset),
            ("reset-after", None) => Some(Self::ResetAfter),
            ("cut-body", None) => Some(Self::CutBody),
            ("empty-body", None) => Some(Self::EmptyBody),
            ("garbage", None) => Some(Self::Garbage),
            ("expired-credentials", None) => Some(Self::ExpiredCredentials),
            ("clock-skew", None) => Some(Self::ClockSkew),
            ("hang", None) => Some(Self::Hang),
            _ => None,
        };
        effect.ok_or_else(|| ParseEffectError {
            text: text.to_owned(),
            wanted: wanted(word),
        })
    }
}

/// What would be accepted instead.
fn wanted(word: &str) -> String {
    let named = |help: &&Help| help.syntax.split([':', '[']).next() == Some(word);
    if let Some(help) = EFFECTS.iter().find(named) {
        return format!(
            "it is written {}, for example {}",
            help.syntax, help.example
        );
    }
    let all: Vec<_> = EFFECTS.iter().map(|help| help.syntax).collect();
    format!("there are {}", all.join(", "))
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Latency(time) => write!(f, "latency:{}", time.as_millis()),
            Self::SlowBody(time) => write!(f, "slow-body:{}", time.as_millis()),
            Self::Throttling(None) => f.write_str("throttling"),
            Self::Throttling(Some(time)) => write!(f, "throttling:{}", time.as_millis()),
            Self::Error(status) => write!(f, "error:{status}"),
            Self::Redirect => f.write_str("redirect"),
            Self::Reset => f.write_str("reset"),
            Self::ResetAfter => f.write_str("reset-after"),
            Self::CutBody => f.write_str("cut-body"),
            Self::EmptyBody => f.write_str("empty-body"),
            Self::Garbage => f.write_str("garbage"),
            Self::ExpiredCredentials => f.write_str("expired-credentials"),
            Self::ClockSkew => f.write_str("clock-skew"),
            Self::Hang => f.write_str("hang"),
        }
    }
}

impl Serialize for Effect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
