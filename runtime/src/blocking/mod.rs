//! Calls for programs that are not asynchronous (feature `blocking`).
//!
//! A call waits on the thread that makes it. What it needs of tokio, sockets, timers and what it spawns, runs on one
//! thread for the whole process, which starts with the first call and goes on, so that connections outlive a call. It
//! can be made from any number of threads at once.
//!
//! Code that tokio polls must not wait: its thread has other tasks. There a blocking call is refused with
//! [`Error::Request`] and nothing is sent; `.send().await` is the way, or `tokio::task::spawn_blocking`, in which
//! blocking calls are at home. The one place where they are not refused, and hold up the thread, is inside
//! `tokio::task::unconstrained`. Other asynchronous runtimes are not recognised.
//!
//! ```
//! use acs_runtime::blocking::block_on;
//!
//! # fn example() -> Result<(), acs_runtime::Error> {
//! assert_eq!(block_on(async { 1 + 1 })?, 2);
//!
//! let tokio = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
//! let refused = tokio.block_on(async { block_on(async { 1 + 1 }) });
//! assert!(refused.is_err_and(|error| error.to_string().contains("spawn_blocking")));
//! # Ok(())
//! # }
//! # example().unwrap();
//! ```

#[cfg(feature = "alibaba")]
mod alibaba;
mod rest;

use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use futures_util::stream::{Stream, StreamExt};
use tokio::runtime::{Builder, Handle};
use tokio::task::coop::consume_budget;

use crate::error::{Error, RequestError};

/// Waits for a future on this thread; whatever it needs of tokio is there.
///
/// # Errors
/// [`Error::Request`] inside code that tokio polls, on a thread that is ending (in the destructor of a thread-local
/// value), and when the operating system gives no thread. The future was not polled then.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    run("a blocking call", pin!(future))
}

/// The items of a stream, for a loop on a thread that may wait: `iter_blocking` of a stream makes one.
///
/// An error ends it, also that of [`block_on`].
#[derive(Debug)]
pub struct Iter<S> {
    stream: Option<S>,
}

impl<S> Iter<S> {
    fn new(stream: S) -> Self {
        Self {
            stream: Some(stream),
        }
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for Iter<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = pin!(self.stream.as_mut()?.next());
        let item = run("a blocking iterator", next).unwrap_or_else(|refusal| Some(Err(refusal)));
        if !matches!(item, Some(Ok(_))) {
            self.stream = None;
        }
        item
    }
}

/// Not generic over the future: one copy for all operations with a type of reply in common.
pub(crate) fn run<T>(
    what: &'static str,
    mut future: Pin<&mut dyn Future<Output = T>>,
) -> Result<T, Error> {
    let handle = may_wait()
        .and_then(|()| driver())
        .map_err(|refusal| refusal.during(what))?;
    let _entered = handle.enter();
    let signal = Arc::new(Signal::default());
    let waker = Waker::from(Arc::clone(&signal));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        signal.wait();
    }
}

/// Why there is no waiting here.
struct Refusal {
    problem: &'static str,
    cause: Option<std::io::Error>,
}

impl Refusal {
    fn new(problem: &'static str) -> Self {
        Self {
            problem,
            cause: None,
        }
    }

    fn during(self, what: &'static str) -> Error {
        let error = RequestError::new(what, self.problem);
        match self.cause {
            Some(cause) => error.caused_by(cause).into(),
            None => error.into(),
        }
    }
}

fn may_wait() -> Result<(), Refusal> {
    match Handle::try_current() {
        Ok(_) if is_polled() => Err(Refusal::new(
            "asynchronous code must not wait for a blocking call; use .send().await, or make the call inside \
             tokio::task::spawn_blocking",
        )),
        // tokio keeps its state in thread-local values, too.
        Err(error) if error.is_thread_local_destroyed() => Err(Refusal::new(
            "the thread is ending, and its thread-local values with it; make the call before",
        )),
        _ => Ok(()),
    }
}

/// Whether tokio is polling a future on this thread.
///
/// tokio does not say. But what it polls has a budget of operations until it must give way, and where waiting is
/// allowed (`spawn_blocking`, `block_in_place`) there is none to use up. This uses it up; all that comes of it is that
/// the caller gives way at its next `await`.
fn is_polled() -> bool {
    // tokio's budget is 128.
    const MORE_THAN_ANY_BUDGET: usize = 256;
    let mut context = Context::from_waker(Waker::noop());
    (0..MORE_THAN_ANY_BUDGET).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

/// The tokio runtime of the process, started when it is needed first.
///
/// Its thread is started here, since tokio panics where it gets none for a runtime with threads of its own.
fn driver() -> Result<Handle, Refusal> {
    static DRIVER: Mutex<Option<Handle>> = Mutex::new(None);
    let mut driver = lock(&DRIVER);
    if let Some(handle) = &*driver {
        return Ok(handle.clone());
    }
    let failed = |cause| Refusal {
        problem: "the thread for blocking calls does not start",
        cause: Some(cause),
    };
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(failed)?;
    let handle = runtime.handle().clone();
    let thread = thread::Builder::new().name("acs-blocking".to_owned());
    thread
        .spawn(move || runtime.block_on(pending::<()>()))
        .map_err(failed)?;
    Ok(driver.insert(handle).clone())
}

/// Wakes a thread that waits for a future. Thread parking would do, but it needs thread-local values.
#[derive(Default)]
struct Signal {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Signal {
    fn wait(&self) {
        let woken = lock(&self.woken);
        let woken = self.changed.wait_while(woken, |woken| !*woken);
        *woken.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        *lock(&self.woken) = true;
        self.changed.notify_one();
    }
}

/// Nothing is left half done by a panic under these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
