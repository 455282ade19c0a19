//! Time and nonces, replaceable in tests.

use std::sync::Arc;
use std::time::SystemTime;

/// What time it is.
#[derive(Clone)]
pub(crate) struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    pub(crate) fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(SystemTime::now)
    }
}

type Draw = dyn Fn() -> Result<String, getrandom::Error> + Send + Sync;

/// A text that no other request has.
#[derive(Clone)]
pub(crate) struct Nonce(Arc<Draw>);

impl Nonce {
    pub(crate) fn new(next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Ok(next())))
    }

    /// 32 lower-case hexadecimal digits, unless a test says otherwise.
    pub(crate) fn next(&self) -> Result<String, getrandom::Error> {
        (self.0)()
    }
}

impl Default for Nonce {
    fn default() -> Self {
        Self(Arc::new(|| {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes)?;
            Ok(base16ct::lower::encode_string(&bytes))
        }))
    }
}
