//! The signals that end the program.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// From its making on, the terminal's interrupt and, on Unix, the requests to terminate and to hang up no longer end the
/// program by themselves.
pub(crate) struct Signals {
    #[cfg(unix)]
    all: [Signal; 3],
}

impl Signals {
    /// Must be called within a runtime.
    #[cfg(unix)]
    pub(crate) fn new() -> io::Result<Self> {
        let all = [
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ];
        Ok(Self { all })
    }

    #[cfg(not(unix))]
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub(crate) async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.all;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }

    #[cfg(not(unix))]
    pub(crate) async fn next(&mut self) {
        // Where there is no console there is nobody to interrupt.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
