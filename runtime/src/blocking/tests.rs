use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::time::sleep;

use super::*;

fn both_flavours() -> [Runtime; 2] {
    let current_thread = Builder::new_current_thread().enable_all().build();
    let multi_thread = Builder::new_multi_thread().enable_all().build();
    [current_thread.unwrap(), multi_thread.unwrap()]
}

async fn pause() -> &'static str {
    sleep(Duration::from_millis(1)).await;
    tokio::spawn(async { "done" }).await.unwrap()
}

#[track_caller]
fn assert_refused(outcome: Result<&str, Error>, word: &str) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(error.to_string().contains(word), "{error}");
    assert!(!error.is_retryable() && !error.may_have_reached_service());
}

#[test]
fn a_future_has_timers_and_tasks_and_need_not_be_sent_to_another_thread() {
    let here = Rc::new(RefCell::new(0));
    let output = block_on(async {
        let output = pause().await;
        *here.borrow_mut() += 1;
        output
    });
    assert_eq!((output.unwrap(), *here.borrow()), ("done", 1));
}

#[test]
fn what_a_future_spawns_goes_on_after_it() {
    let (tell, told) = mpsc::channel();
    let begin = async move {
        tokio::spawn(async move {
            sleep(Duration::from_millis(20)).await;
            tell.send("still there").unwrap();
        });
    };
    block_on(begin).unwrap();
    let told = told.recv_timeout(Duration::from_secs(30));
    assert_eq!(told.unwrap(), "still there");
}

#[test]
fn what_tokio_polls_is_refused() {
    for runtime in both_flavours() {
        assert_refused(runtime.block_on(async { block_on(pause()) }), ".send()");
        let task = runtime.spawn(async { block_on(pause()) });
        assert_refused(runtime.block_on(task).unwrap(), "spawn_blocking");
        // However much of the task's budget is gone.
        let later = async {
            for _ in 0..127 {
                consume_budget().await;
            }
            let outcome = block_on(pause());
            pause().await;
            outcome
        };
        assert_refused(runtime.block_on(later), "spawn_blocking");
        let local = tokio::task::LocalSet::new();
        let task = local.spawn_local(async { block_on(pause()) });
        assert_refused(local.block_on(&runtime, task).unwrap(), "spawn_blocking");
    }
}

#[test]
fn a_task_of_the_runtime_for_blocking_calls_is_refused_and_does_not_wait_for_itself() {
    let task = async { tokio::spawn(async { block_on(pause()) }).await.unwrap() };
    assert_refused(block_on(task).unwrap(), "spawn_blocking");
}

#[test]
fn where_tokio_allows_to_wait_it_works() {
    for runtime in both_flavours() {
        let outcome = runtime.spawn_blocking(|| block_on(pause()));
        assert_eq!(runtime.block_on(outcome).unwrap().unwrap(), "done");
        let entered = runtime.enter();
        assert_eq!(block_on(pause()).unwrap(), "done");
        drop(entered);
    }
    let [_, runtime] = both_flavours();
    let in_place = async { tokio::task::block_in_place(|| block_on(pause())) };
    assert_eq!(runtime.block_on(in_place).unwrap(), "done");
    let in_place = async { tokio::task::block_in_place(|| block_on(pause())) };
    let task = runtime.spawn(in_place);
    assert_eq!(runtime.block_on(task).unwrap().unwrap(), "done");
}

#[test]
fn a_call_within_a_call_works() {
    let outer = async { block_on(pause()) };
    assert_eq!(block_on(outer).unwrap().unwrap(), "done");
}

#[test]
fn a_panic_of_the_future_is_the_callers_and_leaves_the_rest_alone() {
    let panicking = thread::spawn(|| block_on(async { panic!("on purpose") }).unwrap());
    panicking.join().unwrap_err();
    assert_eq!(block_on(pause()).unwrap(), "done");
}

/// Makes a call when it is dropped.
struct AtTheEnd(mpsc::Sender<Result<&'static str, Error>>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        let _ = self.0.send(block_on(pause()));
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn a_thread_that_ends_can_wait_as_long_as_tokio_has_its_values() {
    let outcome = |tokio_first: bool| {
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            if tokio_first {
                block_on(pause()).unwrap();
            }
            AT_THE_END.set(Some(AtTheEnd(tell)));
            block_on(pause()).unwrap();
        });
        thread.join().unwrap();
        told.recv().unwrap()
    };
    // The values that came last go first.
    assert_refused(outcome(false), "the thread is ending");
    assert_eq!(outcome(true).unwrap(), "done");
}

#[test]
fn many_threads_wait_at_once() {
    let threads: Vec<_> = (0..32)
        .map(|_| {
            thread::spawn(|| {
                for _ in 0..50 {
                    assert_eq!(block_on(pause()).unwrap(), "done");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
