//! Sending uses the call up; whoever wants it twice says so with `clone`.

async fn call(client: edas_client::Client) {
    let call = client.abort_and_rollback_change_order("30b2374d");
    let _ = call.send().await;
    let _ = call.send().await;
}

fn main() {}
