//! A required parameter cannot be left out.

async fn call(client: edas_client::Client) {
    let _ = client.abort_and_rollback_change_order().send().await;
}

fn main() {}
