//! Calls of programs that are not asynchronous, on the mock.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use edas_client::runtime::blocking::block_on;
use edas_client::waiting::{End, State};
use edas_client::{Client, Config, ConfigBuilder, CustomizeCall, Error, RetryPolicy};
use edas_mock::{Effect, Fault, Server};
use tokio::runtime::{Builder, Runtime};

fn config(edas: &Server) -> ConfigBuilder {
    Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
}

fn start() -> (Server, Client) {
    let edas = Server::start().expect("a server");
    let client = Client::new(config(&edas).build()).expect("a client");
    (edas, client)
}

fn list(client: &Client) -> Result<(), Error> {
    client.list_application().send_blocking().map(drop)
}

fn runtimes() -> [Runtime; 2] {
    let current_thread = Builder::new_current_thread().enable_all().build();
    let multi_thread = Builder::new_multi_thread().enable_all().build();
    [current_thread, multi_thread].map(|runtime| runtime.expect("a runtime"))
}

#[test]
fn a_reply_is_the_same_either_way() {
    let (_edas, client) = start();
    let waited = client.list_application().send_blocking();
    let waited = waited.expect("a reply").application_list;
    let awaited = block_on(client.list_application().send()).expect("no runtime here");
    assert_eq!(waited, awaited.expect("a reply").application_list);
    assert!(waited.is_some_and(|list| !list.application.is_empty()));
    let named = client.by_name("ListApplication", "{}".parse().expect("JSON"));
    let named = named.expect("a call").send_blocking().expect("a reply");
    assert_eq!(named["Code"], 200);
}

#[test]
fn work_and_pages_are_followed_without_a_runtime() {
    let (edas, client) = start();
    edas.set_speed(2000.0);
    let all: Result<Vec<_>, _> = client
        .list_application()
        .page_size(1)
        .items()
        .iter_blocking()
        .collect();
    let all = all.expect("all pages");
    assert!(all.len() > 1);
    let short = Duration::from_millis(1);
    let app = all.into_iter().find(|app| app.k8s_namespace.is_some());
    let id = app.and_then(|app| app.app_id).expect("the demo has one");
    let wait = client
        .restart_k8s_application(&id)
        .send_and_wait()
        .pauses(short, short);
    assert_eq!(wait.wait_blocking().expect("it ends").end(), End::Succeeded);
    let wait = client
        .restart_k8s_application(&id)
        .send_and_wait()
        .pauses(short, short);
    let last = wait.states().iter_blocking().last();
    assert!(matches!(last, Some(Ok(State::Ended(_)))), "{last:?}");
}

#[test]
fn an_iterator_in_asynchronous_code_ends_with_the_refusal() {
    let (_edas, client) = start();
    let [runtime, _] = runtimes();
    let items = runtime.block_on(async {
        client
            .list_application()
            .items()
            .iter_blocking()
            .collect::<Vec<_>>()
    });
    let [Err(error)] = &items[..] else {
        panic!("{items:?}")
    };
    assert!(error.to_string().contains("spawn_blocking"), "{error}");
}

#[test]
fn an_error_is_the_same_either_way() {
    let (_edas, client) = start();
    let error = client
        .get_change_order_info("nobody-knows-it")
        .send_blocking();
    let error = error.expect_err("there is none");
    assert!(
        error.is_not_found() && error.request_id().is_some(),
        "{error}"
    );
}

#[test]
fn time_limits_and_retries_hold() {
    let fault = Fault::on("*", [Effect::Hang]).expect("a fault").times(1);
    let edas = Server::builder().fault(fault).start().expect("a server");
    let short = Duration::from_millis(100);
    let retry = RetryPolicy::default().backoff(short, short);
    let config = config(&edas).attempt_timeout(short).retry(retry);
    let client = Client::new(config.build()).expect("a client");
    let begin = Instant::now();
    list(&client).expect("the second attempt succeeds");
    assert!(begin.elapsed() >= short);
    assert_eq!(edas.requests().len(), 2);
    let fault = Fault::on("*", [Effect::Hang]).expect("a fault");
    edas.add_fault(fault);
    let once = client.list_application().with_retry(RetryPolicy::none());
    let error = once.send_blocking().expect_err("no answer");
    assert!(error.is_timeout(), "{error}");
}

#[test]
fn threads_call_at_once_and_one_after_the_other() {
    let (edas, client) = start();
    for _ in 0..2 {
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| (0..10).for_each(|_| list(&client).expect("a reply")));
            }
        });
    }
    assert_eq!(edas.requests().pop().expect("a request").number, 320);
}

#[test]
fn code_that_tokio_polls_is_refused_and_sends_nothing() {
    let (edas, client) = start();
    for runtime in runtimes() {
        let by_name = client.by_name("ListApplication", "{}".parse().expect("JSON"));
        let outcomes = runtime.block_on(async {
            let task = client.clone();
            [
                list(&client),
                by_name.expect("a call").send_blocking().map(drop),
                tokio::spawn(async move { list(&task) })
                    .await
                    .expect("no panic"),
            ]
        });
        for outcome in outcomes {
            let error = outcome.expect_err("refused");
            assert!(matches!(error, Error::Request(_)), "{error:?}");
            assert_eq!(error.operation(), Some("ListApplication"));
            let text = error.to_string();
            assert!(
                text.contains(".send().await") && text.contains("spawn_blocking"),
                "{text}"
            );
        }
        let error = runtime.block_on(async { Client::from_env_blocking() });
        assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    }
    assert_eq!(edas.requests().len(), 0);
}

#[test]
fn beside_asynchronous_code_it_works_where_waiting_is_allowed() {
    let (edas, client) = start();
    for runtime in runtimes() {
        runtime.block_on(async {
            client.list_application().send().await.expect("a reply");
            let waits = client.clone();
            let waited = tokio::task::spawn_blocking(move || list(&waits)).await;
            waited.expect("no panic").expect("a reply");
            client.list_application().send().await.expect("a reply");
        });
        // The connections of that runtime end with it.
        drop(runtime);
        list(&client).expect("a reply");
    }
    assert_eq!(edas.requests().len(), 8);
}

#[test]
fn a_destructor_may_call() {
    struct Rollback(Client, mpsc::Sender<Result<(), Error>>);
    impl Drop for Rollback {
        fn drop(&mut self) {
            let _ = self.1.send(list(&self.0));
        }
    }
    let (_edas, client) = start();
    let (tell, told) = mpsc::channel();
    let (guard, second) = (
        Rollback(client.clone(), tell.clone()),
        Rollback(client, tell),
    );
    let unwinding = thread::spawn(move || {
        let _guard = guard;
        panic!("on purpose");
    });
    unwinding.join().expect_err("a panic");
    told.recv().expect("it ran").expect("a reply");
    let [runtime, _] = runtimes();
    // The task never ends; its values go with the runtime.
    runtime.block_on(async {
        tokio::spawn(async move {
            let _guard = second;
            std::future::pending::<()>().await;
        });
        tokio::task::yield_now().await;
    });
    drop(runtime);
    let outcome = told.recv().expect("it ran");
    assert!(
        matches!(outcome, Ok(()) | Err(Error::Request(_))),
        "{outcome:?}"
    );
}
