//! Lists that come page by page.

use futures_util::{FutureExt, StreamExt, TryStreamExt};

use super::*;
use crate::RetryPolicy;
use crate::paging::{Items, MOST_PAGES, Page, Paged, Pages};

#[derive(Clone, Debug, Default)]
struct Names {
    names: Vec<String>,
    total: Option<i32>,
}

crate::object!(Names {
    names: "Names",
    total: "Total",
});

impl Response for Names {
    const XML_NAME: &'static str = "Names";
}

struct ListNames(Call);

impl AsMut<Call> for ListNames {
    fn as_mut(&mut self) -> &mut Call {
        &mut self.0
    }
}

impl Paged for ListNames {
    type Reply = Names;
    type Item = String;

    const PAGE: Page = Page {
        parameter: "CurrentPage",
        first: 1,
    };

    fn items(reply: &mut Names) -> Option<&mut Vec<String>> {
        Some(&mut reply.names)
    }

    fn total(reply: &Names) -> Option<u64> {
        u64::try_from(reply.total?).ok()
    }
}

static LIST: Operation = Operation {
    name: "ListNames",
    method: Method::Get,
    path: "/names",
    effect: Effect::Read,
};

/// A call against replies that come one after the other, and then empty pages.
fn list(pages: &[&'static str]) -> (ListNames, Fake) {
    let fake = Fake::new(Behaviour::Answer(r#"{"Names": []}"#))
        .first(pages.iter().map(|page| Behaviour::Answer(page)));
    let client = client(config(&fake).retry(RetryPolicy::none()));
    (ListNames(client.call(&LIST)), fake)
}

/// The pages that were asked for.
fn asked(fake: &Fake) -> Vec<String> {
    let seen = fake.seen.lock().unwrap();
    let queries = seen.iter().map(|request| request.uri().query().unwrap());
    queries.map(str::to_owned).collect()
}

const TWO: &str = r#"{"Names": ["a", "b"], "Total": 3}"#;
const ONE: &str = r#"{"Names": ["c"], "Total": 3}"#;

#[tokio::test]
async fn items_come_in_order_and_the_total_ends_them() {
    let (call, fake) = list(&[TWO, ONE]);
    assert_eq!(Items::new(call).all().await.unwrap(), ["a", "b", "c"]);
    assert_eq!(asked(&fake), ["CurrentPage=1", "CurrentPage=2"]);
}

#[tokio::test]
async fn without_a_total_an_empty_page_ends_them() {
    let (call, fake) = list(&[r#"{"Names": ["a"]}"#, r#"{"Names": ["b"]}"#]);
    assert_eq!(Items::new(call).all().await.unwrap(), ["a", "b"]);
    assert_eq!(asked(&fake).len(), 3);
}

#[tokio::test]
async fn a_page_is_asked_for_when_the_one_before_was_taken() {
    let (call, fake) = list(&[TWO, ONE]);
    let mut items = Items::new(call);
    for expected in ["a", "b"] {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
        assert_eq!(asked(&fake).len(), 1);
    }
    assert_eq!(items.next().await.unwrap().unwrap(), "c");
    assert_eq!(asked(&fake).len(), 2);
    assert!(items.next().await.is_none());
    assert_eq!(asked(&fake).len(), 2);
}

#[tokio::test]
async fn an_empty_list_is_one_page_without_items() {
    let (call, _) = list(&[]);
    let pages: Vec<_> = Pages::new(call).try_collect().await.unwrap();
    assert_eq!(pages.len(), 1);
    let (call, _) = list(&[]);
    assert!(Items::new(call).all().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_list_begins_with_the_page_that_the_call_asks_for() {
    let (mut call, fake) = list(&[ONE]);
    call.as_mut().query("CurrentPage", "7".to_owned());
    // The total covers pages that were left out, so it does not tell the end.
    assert_eq!(Items::new(call).all().await.unwrap(), ["c"]);
    assert_eq!(asked(&fake), ["CurrentPage=7", "CurrentPage=8"]);
}

#[tokio::test]
async fn an_error_is_the_last_item() {
    let (call, fake) = list(&[TWO]);
    fake.script
        .lock()
        .unwrap()
        .push_back(Behaviour::Refuse(500, None));
    let mut pages = Pages::new(call);
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().unwrap_err().status(), Some(500));
    assert!(pages.next().await.is_none());
    assert_eq!(asked(&fake).len(), 2);
}

#[tokio::test]
async fn a_repeated_page_is_an_error_after_what_came_before() {
    let other = r#"{"Names": ["x"]}"#;
    let same = r#"{"Names": ["a", "b"], "Total": 9}"#;
    let (call, _) = list(&[TWO, other, same]);
    let items: Vec<_> = Items::new(call).collect().await;
    assert_eq!(items.len(), 4);
    let error = items.last().unwrap().as_ref().unwrap_err();
    assert!(matches!(error, Error::Paging(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "ListNames: page 3 repeats an earlier page, so the list does not seem to end"
    );
    assert!(!error.is_retryable());
}

/// Answers each page with a name of its own.
#[derive(Debug)]
struct Endless;

impl Transport for Endless {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let query = request.uri().query().unwrap_or_default();
        let body = format!(r#"{{"Names": ["{query}"]}}"#);
        Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
    }
}

#[tokio::test]
async fn a_list_that_never_ends_is_an_error() {
    let credentials = Credentials::new("id", "secret").unwrap();
    let config = Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials);
    let client = client(config.transport(Endless));
    let mut pages = Pages::new(ListNames(client.call(&LIST)));
    for _ in 0..MOST_PAGES {
        assert!(pages.next().await.unwrap().is_ok());
    }
    let error = pages.next().await.unwrap().unwrap_err().to_string();
    assert!(error.contains("page 10001 is one too many"), "{error}");
    assert!(pages.next().await.is_none());
}

/// Answers only when it is polled a second time.
#[derive(Debug)]
struct Late(Fake);

impl Transport for Late {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: ReplyLimits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.send(request, limits).await
        })
    }
}

#[tokio::test]
async fn a_page_that_is_on_its_way_is_not_lost_when_the_future_is_dropped() {
    let fake =
        Fake::new(Behaviour::Answer(TWO)).first([Behaviour::Answer(TWO), Behaviour::Answer(ONE)]);
    let client = client(config(&fake).transport(Late(fake.clone())));
    let mut items = Items::new(ListNames(client.call(&LIST)));
    assert!(items.next().now_or_never().is_none(), "it is under way");
    assert_eq!(items.all().await.unwrap(), ["a", "b", "c"]);
    assert_eq!(asked(&fake), ["CurrentPage=1", "CurrentPage=2"]);
}

#[tokio::test]
async fn after_its_end_a_list_stays_ended() {
    let (call, fake) = list(&[ONE]);
    let mut items = Items::new(call);
    while items.next().await.is_some() {}
    assert!(items.next().await.is_none());
    let (call, broken) = list(&["no JSON"]);
    let mut pages = Pages::new(call);
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
    assert_eq!((asked(&fake).len(), asked(&broken).len()), (2, 1));
}

#[tokio::test]
async fn the_first_page_is_the_one_asked_for_however_odd() {
    for (page, next) in [
        ("-1", "0"),
        ("18446744073709551615", "18446744073709551616"),
    ] {
        let (mut call, fake) = list(&[TWO]);
        call.0.query("CurrentPage", page.to_owned());
        assert_eq!(Items::new(call).all().await.unwrap(), ["a", "b"]);
        let expected = [page, next].map(|page| format!("CurrentPage={page}"));
        assert_eq!(asked(&fake), expected);
    }
}
