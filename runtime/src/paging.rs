//! Lists that come page by page.
//!
//! The description says which operations page and how; each of their calls then has `pages` and `items`. A page is
//! asked for when the one before has been taken, never ahead.
//!
//! A stream ends with the page that reaches the total which the service states, or with an empty page. It ends with an
//! error, its last item, when a call fails, when a page repeats an earlier one, or after [`MOST_PAGES`] pages: a service
//! that ignores the page number would otherwise never end.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};

use crate::call::Call;
use crate::error::{Error, PagingError, Result};
use crate::json::to_json;
use crate::value::{Response, Value};

/// After how many pages a list counts as endless.
pub const MOST_PAGES: u32 = 10_000;

/// The parameter that says which page is asked for.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::exhaustive_structs,
    reason = "written as a literal by generated code"
)]
pub struct Page {
    /// Its name in the query.
    pub parameter: &'static str,
    /// The number of the first page.
    pub first: u32,
}

/// A call whose reply is one page of a list; generated code implements it.
pub trait Paged: AsMut<Call> + Send + 'static {
    /// The reply, with one page in it.
    type Reply: Response;
    /// What the list consists of.
    type Item: Value + Send;

    /// Which page is asked for.
    const PAGE: Page;

    /// The items of the page; `None` when the reply has no such list.
    fn items(reply: &mut Self::Reply) -> Option<&mut Vec<Self::Item>>;

    /// How many items there are on all pages, if the reply says so.
    fn total(reply: &Self::Reply) -> Option<u64>;
}

/// The pages of a list, one after the other: a [`Stream`] of replies. It begins with the page that the call asks for.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<C: Paged> {
    stream: BoxStream<'static, Result<C::Reply>>,
}

impl<C: Paged> Pages<C> {
    /// The pages that the call, which is not sent yet, begins with.
    pub fn new(mut call: C) -> Self {
        let call = call.as_mut().clone();
        let pages = stream::unfold(Cursor::<C>::new(call), |mut cursor| async move {
            let page = cursor.next().await?;
            Some((page, cursor))
        });
        Self {
            // After its end it may be asked again.
            stream: pages.fuse().boxed(),
        }
    }

    /// The next page; `None` after the last.
    ///
    /// Dropping the future loses nothing: a page that was asked for comes with the next call of this method.
    ///
    /// # Errors
    /// As for [`Call::send`], and [`Error::Paging`] for a list that does not end. Nothing follows an error.
    pub async fn next(&mut self) -> Option<Result<C::Reply>> {
        self.stream.next().await
    }
}

/// The items of all pages, one after the other: a [`Stream`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<C: Paged> {
    stream: BoxStream<'static, Result<C::Item>>,
}

impl<C: Paged> Items<C> {
    /// The items of the pages that the call, which is not sent yet, begins with.
    pub fn new(call: C) -> Self {
        let of_page = |mut reply: C::Reply| {
            let items = C::items(&mut reply).map(std::mem::take).unwrap_or_default();
            stream::iter(items.into_iter().map(Ok))
        };
        Self {
            stream: Pages::new(call).map_ok(of_page).try_flatten().boxed(),
        }
    }

    /// The next item; `None` after the last. See [`Pages::next`].
    ///
    /// # Errors
    /// As for [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<C::Item>> {
        self.stream.next().await
    }

    /// All items that are left.
    ///
    /// # Errors
    /// As for [`Pages::next`]; the items that came before the error are gone.
    pub async fn all(self) -> Result<Vec<C::Item>> {
        self.stream.try_collect().await
    }
}

/// Where in the list the next page begins.
struct Cursor<C> {
    call: Call,
    /// Whatever the caller begins with, the one after it is a number, too.
    page: i128,
    /// How many items came; `None` when earlier pages were left out, so that the total does not tell the end.
    taken: Option<u64>,
    pages: u32,
    /// Fingerprints of the pages that came.
    seen: HashSet<[u8; 32]>,
    ended: bool,
    of: std::marker::PhantomData<fn() -> C>,
}

impl<C: Paged> Cursor<C> {
    fn new(call: Call) -> Self {
        let first = i128::from(C::PAGE.first);
        let asked = call.query_value(C::PAGE.parameter);
        let page = asked.and_then(|page| page.parse().ok()).unwrap_or(first);
        Self {
            call,
            page,
            taken: (page == first).then_some(0),
            pages: 0,
            seen: HashSet::new(),
            ended: false,
            of: std::marker::PhantomData,
        }
    }

    async fn next(&mut self) -> Option<Result<C::Reply>> {
        if self.ended {
            return None;
        }
        // Until a page says that there are more.
        self.ended = true;
        self.call.query(C::PAGE.parameter, self.page.to_string());
        let reply = match self.call.clone().send::<C::Reply>().await {
            Ok(reply) => self.follow(reply),
            Err(error) => Err(error),
        };
        reply.transpose()
    }

    /// Takes a page; `None` when there is nothing on it.
    fn follow(&mut self, mut reply: C::Reply) -> Result<Option<C::Reply>> {
        let items = C::items(&mut reply);
        let count = items.as_ref().map_or(0, |items| items.len());
        let fingerprint = items.map(|items| Sha256::digest(to_json(items)).into());
        // A list without anything on it is still a reply.
        if count == 0 {
            return Ok((self.pages == 0).then_some(reply));
        }
        if fingerprint.is_some_and(|page| !self.seen.insert(page)) {
            return Err(self.endless("repeats an earlier page"));
        }
        self.pages += 1;
        if self.pages > MOST_PAGES {
            return Err(self.endless("is one too many"));
        }
        self.taken = self.taken.map(|taken| taken + count as u64);
        self.ended = match (self.taken, C::total(&reply)) {
            (Some(taken), Some(total)) => taken >= total,
            _ => false,
        };
        self.page += 1;
        Ok(Some(reply))
    }

    fn endless(&self, what: &'static str) -> Error {
        PagingError {
            operation: self.call.operation().name,
            page: u64::try_from(self.page).unwrap_or_default(),
            what,
        }
        .into()
    }
}

impl<C: Paged> Stream for Pages<C> {
    type Item = Result<C::Reply>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_next_unpin(context)
    }
}

impl<C: Paged> Stream for Items<C> {
    type Item = Result<C::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_next_unpin(context)
    }
}

impl<C: Paged> fmt::Debug for Pages<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<C: Paged> fmt::Debug for Items<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
