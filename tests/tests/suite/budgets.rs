//! Sizes that what callers hold must not exceed.

use edas_client::{Client, Config, Credentials, Error};

fn client() -> Client {
    let credentials = Credentials::new("an access key ID", "its secret").expect("a key");
    let config = Config::builder()
        .region("cn-hangzhou")
        .credentials(credentials);
    Client::new(config.build()).expect("a client")
}

#[test]
fn the_future_of_a_call_is_small_however_large_the_reply() {
    let client = client();
    // The largest reply there is, and the smallest.
    let sizes = [
        size_of_val(&client.get_k8s_application("an ID").send()),
        size_of_val(&client.delete_application("an ID").send()),
    ];
    assert!(sizes.iter().all(|size| *size <= 1024), "{sizes:?} bytes");
}

#[test]
fn an_error_is_at_most_32_bytes() {
    assert!(size_of::<Error>() <= 32, "{} bytes", size_of::<Error>());
}
