//! A source that is only known once files have been read or others been tried.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::flight::Flight;
use super::{Credentials, ProvideCredentials};
use crate::BoxFuture;
use crate::error::CredentialsError;

/// The source that was chosen.
pub(super) type Chosen = Arc<dyn ProvideCredentials>;

/// The outcome of a choice: the source, and credentials when the choice already made it yield.
type Choice = Result<(Chosen, Option<Credentials>), CredentialsError>;

type Choose = dyn Fn() -> BoxFuture<'static, Choice> + Send + Sync;

/// Chooses at the first use, once for all callers, and keeps to it. A choice that fails is made again.
pub(super) struct Lazy {
    shared: Arc<Shared>,
    choose: Box<Choose>,
}

#[derive(Default)]
struct Shared {
    chosen: OnceLock<Chosen>,
    flight: Mutex<Flight<Choice>>,
}

impl Lazy {
    pub(super) fn new(
        choose: impl Fn() -> BoxFuture<'static, Choice> + Send + Sync + 'static,
    ) -> Self {
        Self {
            shared: Arc::default(),
            choose: Box::new(choose),
        }
    }

    pub(super) fn chosen(&self) -> Option<&Chosen> {
        self.shared.chosen.get()
    }

    pub(super) fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        match self.chosen() {
            Some(chosen) => chosen.credentials(),
            None => Box::pin(self.first()),
        }
    }

    async fn first(&self) -> Result<Credentials, CredentialsError> {
        let joined = {
            let mut flight = self.shared.flight();
            // The choice may have been made while this caller came here.
            if let Some(chosen) = self.chosen() {
                let chosen = Arc::clone(chosen);
                drop(flight);
                return chosen.credentials().await;
            }
            flight.join(|| {
                let (shared, choice) = (Arc::clone(&self.shared), (self.choose)());
                Box::pin(async move {
                    let choice = choice.await;
                    if let Ok((chosen, _)) = &choice {
                        // Somebody was faster when it is already set, which is as good.
                        let _ = shared.chosen.set(Arc::clone(chosen));
                    }
                    shared.flight().land();
                    choice
                })
            })
        };
        match joined.await? {
            (_, Some(credentials)) => Ok(credentials),
            (chosen, None) => chosen.credentials().await,
        }
    }

    /// The name of what is below this source, behind this source's own.
    pub(super) fn name(&self, own: &str) -> String {
        match self.chosen() {
            Some(chosen) => format!("{own}/{}", chosen.source_name()),
            None => own.to_owned(),
        }
    }
}

impl Shared {
    fn flight(&self) -> std::sync::MutexGuard<'_, Flight<Choice>> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lazy")
            .field("chosen", &self.chosen())
            .finish_non_exhaustive()
    }
}
