//! The server's life: a runtime of its own, from `start` to `drop`.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};
use std::{fmt, io};

use acs_runtime::credentials::Credentials;
use axum::Router;
use tokio::runtime::{Builder as RuntimeBuilder, Runtime};
use tokio::sync::oneshot;

use crate::builder::{Builder, StartError};
use crate::control;
use crate::faults::Fault;
use crate::journal::Record;
use crate::listener::{Connection, FaultyListener};
use crate::service::Service;
use crate::state::{Failure, World};

/// A running server. It stops when this is dropped.
///
/// It has threads and a runtime of its own, so that it can be started and dropped anywhere, and so that a test that
/// stops the clock of its runtime does not stop the server's.
pub struct Server {
    address: SocketAddr,
    service: Arc<Service>,
    running: Mutex<Option<Running>>,
}

/// What is left to do as long as it runs.
struct Running {
    stop: oneshot::Sender<Duration>,
    thread: JoinHandle<()>,
}

/// Names a fault of a server, to take it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaultId(u64);

impl Server {
    /// Starts a server on a free port of `127.0.0.1`, with a made-up account and a few demo applications.
    ///
    /// # Errors
    /// When the operating system has no port or no thread to give.
    pub fn start() -> Result<Self, StartError> {
        Self::builder().start()
    }

    /// A server with other accounts, another time, faults and so on.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn run(service: Service, address: SocketAddr, threads: usize) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let service = Arc::new(service);
        let router = control::router(Arc::clone(&service));
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("edas-mock".to_owned())
            .spawn(move || match prepare(listener, threads) {
                Ok((runtime, listener)) => {
                    // Nobody listens only when `run` is gone, and then `stopped` says so.
                    let _ = tell.send(Ok(()));
                    runtime.block_on(serve(listener, router, stopped));
                    // Connections that are still open end here.
                    drop(runtime);
                }
                Err(error) => {
                    let _ = tell.send(Err(error));
                }
            })?;
        told.recv().map_err(io::Error::other)??;
        Ok(Self {
            address,
            service,
            running: Mutex::new(Some(Running { stop, thread })),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as a client's configuration takes it, for example `http://127.0.0.1:49152`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The access key of the first account, as a client takes it.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        // There is always one, see `Builder::start`.
        self.service.accounts[0].clone()
    }

    /// The access keys of all accounts that may call.
    #[must_use]
    pub fn accounts(&self) -> &[Credentials] {
        &self.service.accounts
    }

    /// An address that hands out temporary credentials, as the variable `ALIBABA_CLOUD_CREDENTIALS_URI` takes it. The
    /// server then takes these credentials, until they end.
    ///
    /// At [`endpoint`](Self::endpoint) itself, the server also plays the security token service (`AssumeRole` for its
    /// accounts, `AssumeRoleWithOIDC` for any token) and the metadata service of an ECS instance.
    #[must_use]
    pub fn credentials_uri(&self) -> String {
        format!("{}{}", self.endpoint(), crate::tokens::URI_PATH)
    }

    /// The access key IDs of all temporary credentials that it has handed out, oldest first.
    #[must_use]
    pub fn sessions(&self) -> Vec<String> {
        self.service.issuer.ids()
    }

    /// Whether the server has made up its account itself, so that its secret is one for nobody else.
    #[must_use]
    pub fn has_made_up_account(&self) -> bool {
        self.service.account_is_made_up
    }

    /// The latest requests, at most 200, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Record> {
        self.service.journal.after(0).1
    }

    /// Adds a fault. The first that concerns a call decides.
    #[allow(
        clippy::must_use_candidate,
        reason = "most faults stay as long as the server"
    )]
    pub fn add_fault(&self, fault: Fault) -> FaultId {
        FaultId(self.service.faults.add(fault).id)
    }

    /// Takes a fault away, if it is still there.
    pub fn remove_fault(&self, fault: FaultId) {
        self.service.faults.remove(fault.0);
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// The time in the world.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        // Each time of the calendar's years is one that the computer can express.
        SystemTime::try_from(self.service.clock.now()).unwrap_or(SystemTime::UNIX_EPOCH)
    }

    /// Puts the world's clock forward; change orders move accordingly.
    pub fn advance(&self, by: Duration) {
        self.service.clock.advance(by);
    }

    /// Sets how many seconds pass in the world in one second; with 0 time stands still.
    pub fn set_speed(&self, speed: f64) {
        self.service.clock.set_speed(speed);
    }

    /// Lets the stage that a change order is in fail, and the change order with it.
    ///
    /// # Errors
    /// When there is no such change order, or it has ended.
    pub fn fail_change_order(&self, id: &str, message: &str) -> Result<(), ChangeOrderError> {
        self.service
            .world()
            .fail(id, message)
            .map_err(ChangeOrderError)
    }

    /// Lets the import of a Kubernetes cluster that goes on fail. The id is that in EDAS or that in Container Service.
    ///
    /// # Errors
    /// When there is no such cluster, or it is not being imported.
    pub fn fail_cluster_import(&self, cluster_id: &str) -> Result<(), ClusterImportError> {
        self.service
            .world()
            .fail_import(cluster_id)
            .map_err(ClusterImportError)
    }

    /// Clusters, applications, change orders and other work as JSON, for [`import_state`](Self::import_state) and
    /// [`Builder::state`]. Accounts and faults are not part of it.
    #[must_use]
    pub fn export_state(&self) -> String {
        control::export(&self.service)
    }

    /// Replaces clusters, applications, change orders and other work by those of an export, and puts the clock to its time.
    ///
    /// # Errors
    /// When the text is no export of this version. The world stays as it is then.
    pub fn import_state(&self, json: &str) -> Result<(), StateError> {
        let world = World::import(json).map_err(StateError)?;
        control::import(&self.service, world);
        Ok(())
    }

    /// Stops: no new connections, and so much time for the calls that are being answered. Dropping stops at once.
    ///
    /// What was seen and what has become of the world can still be asked for.
    pub fn stop(&self, grace: Duration) {
        let running = self.running.lock();
        let running = running.unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { stop, thread }) = running {
            // It may have stopped already, and a thread that panicked is over, too.
            let _ = stop.send(grace);
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop(Duration::ZERO);
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Why a change order cannot be made to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeOrderError(Failure);

impl fmt::Display for ChangeOrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for ChangeOrderError {}

/// Why the import of a cluster cannot be made to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterImportError(Failure);

impl fmt::Display for ClusterImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for ClusterImportError {}

/// Why a text is no state of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateError(String);

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the state cannot be read: {}", self.0)
    }
}

impl Error for StateError {}

fn prepare(
    listener: TcpListener,
    threads: usize,
) -> io::Result<(Runtime, tokio::net::TcpListener)> {
    let runtime = RuntimeBuilder::new_multi_thread()
        .worker_threads(threads)
        .thread_name("edas-mock")
        .enable_all()
        .build()?;
    let context = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(context);
    Ok((runtime, listener))
}

/// Serves until told to stop, and then until the open calls are answered or their time is over.
async fn serve(
    listener: tokio::net::TcpListener,
    router: Router,
    stopped: oneshot::Receiver<Duration>,
) {
    let (close, closed) = oneshot::channel::<()>();
    let service = router.into_make_service_with_connect_info::<Connection>();
    let server = axum::serve(FaultyListener(listener), service).with_graceful_shutdown(async {
        // Dropping the sender is the signal.
        let _ = closed.await;
    });
    let mut server = tokio::spawn(server.into_future());
    let grace = stopped.await.unwrap_or_default();
    drop(close);
    if tokio::time::timeout(grace, &mut server).await.is_err() {
        // What is not answered now never is. Waiting for the end of the task closes the port.
        server.abort();
        let _ = server.await;
    }
}
