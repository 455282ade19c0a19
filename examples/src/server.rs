//! The server's life: a thread of its own, from `start` to `drop`.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use acs_runtime::credentials::Credentials;
use axum::Router;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::operation;
use crate::verify::Verifier;

/// A running server. It stops when this is dropped.
///
/// It has a thread and a runtime of its own, so that it can be started and dropped anywhere, and so that a test that
/// stops the clock of its runtime does not stop the server's.
#[derive(Debug)]
pub struct MockEdas {
    /// Where the server listens: `127.0.0.1`, and a port that was free.
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl MockEdas {
    /// Starts a server that knows these accounts; one with a security token must send it with each request.
    ///
    /// # Errors
    /// What the operating system says when there is no port or no thread to be had.
    pub fn start(accounts: impl IntoIterator<Item = Credentials>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let router = operation::router(Verifier::new(accounts));
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("mock-edas".to_owned())
            .spawn(move || match prepare(listener) {
                Ok((runtime, listener)) => {
                    // Nobody listens only when `start` is gone, and then `stopped` says so.
                    let _ = tell.send(Ok(()));
                    runtime.block_on(serve(listener, router, stopped));
                }
                Err(error) => {
                    let _ = tell.send(Err(error));
                }
            })?;
        told.recv().map_err(io::Error::other)??;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address as a client's configuration takes it, for example `http://127.0.0.1:49152`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for MockEdas {
    fn drop(&mut self) {
        // Dropping the sender is the signal.
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked is over, too.
            let _ = thread.join();
        }
    }
}

fn prepare(listener: TcpListener) -> io::Result<(Runtime, tokio::net::TcpListener)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let context = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(context);
    Ok((runtime, listener))
}

/// Serves until told to stop. Open connections end with the runtime, right after this returns.
async fn serve(listener: tokio::net::TcpListener, router: Router, stopped: oneshot::Receiver<()>) {
    tokio::select! {
        _ = axum::serve(listener, router) => {}
        _ = stopped => {}
    }
}
