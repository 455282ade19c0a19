//! A call that is not sent is a mistake.

#![deny(unused_must_use)]

fn call(client: &edas_client::Client) {
    client.abort_and_rollback_change_order("30b2374d");
}

fn main() {}
