//! The life of a server, and what it does with callers who give up.

use std::time::{Duration, SystemTime};

use edas_client::{Client, Config, Credentials, RetryPolicy};
use edas_mock::{Effect, Fault, Server};

fn client(edas: &Server) -> Client {
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .retry(RetryPolicy::none())
        .attempt_timeout(Duration::from_millis(300));
    Client::new(config.build()).unwrap()
}

fn fault(operation: &str, effect: Effect) -> Fault {
    Fault::on(operation, [effect]).unwrap()
}

#[test]
fn the_port_is_free_as_soon_as_the_server_is_gone() {
    let address = Server::start().unwrap().address();
    for _ in 0..50 {
        let again = Server::builder().address(address).start();
        assert_eq!(again.unwrap().address(), address);
    }
}

#[tokio::test]
async fn it_starts_and_stops_inside_a_runtime_and_tells_afterwards_what_it_saw() {
    let edas = Server::start().unwrap();
    client(&edas).list_cluster().send().await.unwrap();
    edas.stop(Duration::from_secs(1));
    edas.stop(Duration::ZERO);
    assert_eq!(edas.requests().len(), 1);
    assert!(edas.export_state().contains("demo-shop"));
}

#[tokio::test]
async fn a_caller_who_gives_up_is_on_record_and_the_late_call_was_carried_out() {
    let edas = Server::builder()
        .fault(fault("GetCluster", Effect::Hang))
        .fault(fault(
            "InsertCluster",
            Effect::Latency(Duration::from_secs(5)),
        ))
        .start()
        .unwrap();
    let client = client(&edas);
    client.get_cluster("x").send().await.unwrap_err();
    client
        .insert_cluster("late", 2, 2)
        .send()
        .await
        .unwrap_err();
    let seen = edas.requests();
    let seen: Vec<_> = seen
        .iter()
        .map(|one| (one.operation.as_deref(), one.fault.as_deref(), one.status))
        .collect();
    assert_eq!(
        seen,
        [
            (Some("GetCluster"), Some("hang"), None),
            (Some("InsertCluster"), Some("latency:5000"), Some(200)),
        ]
    );
    assert!(edas.export_state().contains("late"));
}

#[tokio::test]
async fn a_password_stays_out_of_the_record_and_of_the_refusal() {
    let edas = Server::start().unwrap();
    let wrong = Credentials::new(edas.credentials().access_key_id(), "wrong").unwrap();
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(wrong);
    let client = Client::new(config.build()).unwrap();
    let call = client.insert_cluster_member("c", ["i"], "TOP+SECRET");
    let refused = call.send().await.unwrap_err().to_string();
    assert!(refused.contains("password=***"), "{refused}");
    let record = serde_json::to_string(&edas.requests()).unwrap();
    for text in [refused, record] {
        assert!(!text.contains("TOP"), "{text}");
    }
}

#[test]
fn a_state_goes_on_from_its_own_time() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let first = Server::builder()
        .start_time(start)
        .speed(0.0)
        .start()
        .unwrap();
    let state = first.export_state();
    let second = Server::builder().state(&state).speed(0.0).start().unwrap();
    assert_eq!(second.now(), start);
    second.advance(Duration::from_secs(u64::MAX));
    second.import_state(&state).unwrap();
    assert_eq!(
        second.now(),
        start,
        "an import brings a clock that went too far back"
    );
}

#[test]
fn two_accounts_with_one_id_are_refused() {
    let account = |secret| Credentials::new("an-id", secret).unwrap();
    let twice = Server::builder()
        .account(account("one"))
        .account(account("two"));
    let error = twice.start().unwrap_err().to_string();
    assert_eq!(error, "two accounts have the access key ID an-id");
}

#[tokio::test]
async fn a_redirect_leads_to_the_whole_address() {
    let edas = Server::builder()
        .fault(fault("*", Effect::Redirect))
        .start()
        .unwrap();
    let error = client(&edas).get_cluster("an-id").send().await.unwrap_err();
    assert_eq!(error.status(), Some(307));
    let location = location_of(&edas);
    assert!(
        location.ends_with("/pop/v5/resource/cluster?ClusterId=an-id"),
        "{location}"
    );
}

/// The header of a redirect, which the client does not show.
fn location_of(edas: &Server) -> String {
    use std::io::{Read, Write};
    let mut connection = std::net::TcpStream::connect(edas.address()).unwrap();
    let request = "GET /pop/v5/resource/cluster?ClusterId=an-id HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
    connection.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    connection.read_to_string(&mut reply).unwrap();
    let mut lines = reply.lines();
    lines
        .find(|line| line.starts_with("location: "))
        .unwrap()
        .to_owned()
}
