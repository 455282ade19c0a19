//! Temporary credentials, made up and remembered.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use acs_runtime::credentials::Credentials;
use jiff::Timestamp;

use crate::ids::{Purpose, draw};

/// How many of those that have ended are remembered, so that they can be told from those that never were.
const REMEMBERED: usize = 10_000;

/// Hands out sessions.
pub(crate) struct Issuer {
    seed: u64,
    /// How long a session lasts; a service that is asked for a length gives it up to this.
    lifetime: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sessions: HashMap<String, Credentials>,
    /// The IDs of all, in their order.
    ids: Vec<String>,
    next: u64,
}

impl Issuer {
    pub(crate) fn new(seed: u64, lifetime: Duration) -> Self {
        Self {
            seed,
            lifetime,
            state: Mutex::default(),
        }
    }

    /// A new session, at most of this length.
    pub(crate) fn issue(&self, asked: Option<Duration>) -> Credentials {
        let lifetime = asked.map_or(self.lifetime, |asked| asked.min(self.lifetime));
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let number = state.next;
        state.next += 1;
        let session = self.session(number, lifetime);
        if state.sessions.len() >= REMEMBERED {
            let now = SystemTime::now();
            let ended = |one: &Credentials| one.expires_at().is_some_and(|end| end <= now);
            state.sessions.retain(|_, one| !ended(one));
        }
        let id = session.access_key_id().to_owned();
        state.ids.push(id.clone());
        state.sessions.insert(id, session.clone());
        session
    }

    fn session(&self, number: u64, lifetime: Duration) -> Credentials {
        let part = |place: u64| {
            let bytes = draw(self.seed, Purpose::Session, 3 * number + place);
            let mut text = String::with_capacity(2 * bytes.len());
            for byte in bytes {
                // Writing to a text cannot fail.
                let _ = write!(text, "{byte:02x}");
            }
            text
        };
        let (id, secret, token) = (part(0), part(1), part(2));
        // Whole seconds, as the texts say it, so that both sides see the same end.
        let end = (SystemTime::now() + lifetime).duration_since(SystemTime::UNIX_EPOCH);
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(end.unwrap_or_default().as_secs());
        Credentials::temporary(
            format!("STS.MOCK{}", &id[..16]),
            &secret[..30],
            token,
            Some(end),
        )
        .expect("hexadecimal digits make a key")
    }

    /// The session of this access key ID.
    pub(crate) fn find(&self, id: &str) -> Option<Credentials> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.sessions.get(id).cloned()
    }

    /// The access key IDs of all sessions, oldest first.
    pub(crate) fn ids(&self) -> Vec<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ids.clone()
    }
}

/// When the session ends, as services write it.
pub(super) fn expiration(session: &Credentials) -> String {
    written(session.expires_at().unwrap_or(SystemTime::UNIX_EPOCH))
}

/// The time of the computer, as services write it.
pub(super) fn now() -> String {
    written(SystemTime::now())
}

fn written(time: SystemTime) -> String {
    let time = Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
