//! Blocking calls of Alibaba Cloud's services.

use std::pin::pin;

use super::{Iter, run};
use crate::call::Call;
use crate::error::Error;
use crate::named::NamedCall;
use crate::paging::{Items, Paged, Pages};
use crate::value::{Any, Response};
use crate::waiting::{Outcome, States, Wait};

impl Call {
    /// Sends the call and reads its reply, while this thread waits; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    /// As [`send`](Self::send), and as [`block_on`](super::block_on).
    pub fn send_blocking<R: Response>(self) -> Result<R, Error> {
        let exchange = run(self.operation().name, self.exchange().as_mut())??;
        let mut reply = R::default();
        exchange.read(&mut reply)?;
        Ok(reply)
    }
}

impl NamedCall {
    /// Sends the call and waits on this thread for the reply; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    /// As [`send`](Self::send), and as [`block_on`](super::block_on).
    pub fn send_blocking(self) -> Result<Any, Error> {
        run(self.operation().name, pin!(self.send()))?
    }
}

impl<R: Response + 'static> Wait<R> {
    /// Waits for the end of the work on this thread; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    /// As for awaiting the [`Wait`], and as [`block_on`](super::block_on).
    pub fn wait_blocking(self) -> Result<Outcome<R>, Error> {
        run("waiting", self.into_future().as_mut())?
    }
}

macro_rules! iterates {
    ($($stream:ident<$parameter:ident> where $bound:path;)+) => {$(
        impl<$parameter: $bound> $stream<$parameter> {
            /// The same as an iterator, whose `next` waits on this thread; see [`blocking`](crate::blocking).
            #[must_use]
            pub fn iter_blocking(self) -> Iter<Self> {
                Iter::new(self)
            }
        }
    )+};
}

iterates! {
    Pages<C> where Paged;
    Items<C> where Paged;
    States<R> where Response;
}
