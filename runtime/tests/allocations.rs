//! How often memory is asked for. Counts, unlike times, are the same on every machine; `cargo bench` has the times.

#[path = "../benches/fixtures/mod.rs"]
mod fixtures;

use std::hint::black_box;

use acs_runtime::{Client, decode_json};
use allocation_counter::{AllocationInfo, measure};
use fixtures::{Memory, REPLY, Rollout, SERVICE, call, config, derived, one_megabyte, own, sign};

/// Counts what is done the second time; the first may set up what stays.
fn count(what: &str, mut run: impl FnMut()) -> AllocationInfo {
    run();
    let counted = measure(run);
    let (total, bytes, most) = (counted.count_total, counted.bytes_total, counted.bytes_max);
    println!("{what}: {total} allocations of {bytes} bytes in all, {most} bytes at a time");
    assert_eq!(counted.bytes_current, 0, "{what} keeps memory");
    counted
}

#[track_caller]
fn assert_at_most(counted: AllocationInfo, allocations: u64) {
    let total = counted.count_total;
    assert!(total <= allocations, "{total} instead of {allocations}");
}

#[test]
fn a_signature() {
    let counted = count("signing", || drop(black_box(sign())));
    assert_at_most(counted, 14);
}

#[test]
fn a_small_reply() {
    let counted = count("decoding a small reply", || {
        let mut read = Rollout::default();
        decode_json(black_box(REPLY.as_bytes()), &mut read).unwrap();
        black_box(&read);
    });
    // The one text that is kept.
    assert_at_most(counted, 1);
}

#[test]
fn a_large_reply_beside_serde_json() {
    let document = one_megabyte();
    let own = count("decoding 1 MB", || {
        let mut read = own::Applications::default();
        decode_json(black_box(document.as_bytes()), &mut read).unwrap();
        black_box(&read);
    });
    let derived = count("the same with serde_json", || {
        let read: derived::Applications = serde_json::from_slice(document.as_bytes()).unwrap();
        black_box(&read);
    });
    assert_at_most(own, derived.count_total);
}

#[test]
fn a_whole_call_without_a_network() {
    let client = Client::new(&SERVICE, config().transport(Memory).build()).unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let counted = count("a call", || {
        drop(black_box(runtime.block_on(call(&client))));
    });
    assert_at_most(counted, 80);
}
