//! Time and chance, replaceable in tests.

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

/// A number from 0 to 1, by chance.
#[derive(Clone)]
pub(crate) struct Dice(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Dice {
    pub(crate) fn new(next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    pub(crate) fn next(&self) -> f64 {
        (self.0)()
    }
}

impl Default for Dice {
    fn default() -> Self {
        Self::new(|| {
            // Without chance the longest pause is the safest.
            getrandom::u32().map_or(1.0, |number| f64::from(number) / f64::from(u32::MAX))
        })
    }
}
