//! The mock's own endpoints, as a program without a client calls them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use edas_client::{Client, Config};
use edas_mock::{Credentials, Server};
use serde_json::{Value, json};

/// Sends a request and returns status and body.
fn send(edas: &Server, head: &str, body: &str) -> (u16, String) {
    let mut connection = TcpStream::connect(edas.address()).unwrap();
    let length = body.len();
    let request = format!("{head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    connection.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    connection.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

fn call(edas: &Server, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let host = edas.address();
    let head =
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json");
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let (status, body) = send(edas, &head, &body);
    let body = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&body).unwrap()
    };
    (status, body)
}

fn get(edas: &Server, path: &str) -> Value {
    let (status, body) = call(edas, "GET", path, &Value::Null);
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn client(edas: &Server) -> Client {
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials());
    Client::new(config.build()).unwrap()
}

/// Restarts the demo application, and returns the change order.
async fn restart(edas: &Server) -> String {
    let state = get(edas, "/_mock/state");
    let mut applications = state["applications"].as_object().unwrap().values();
    let shop = applications
        .find(|application| application["name"] == "demo-shop")
        .unwrap();
    let restarted = client(edas)
        .restart_k8s_application(shop["id"].as_str().unwrap())
        .send()
        .await;
    restarted.unwrap().change_order_id.unwrap()
}

#[test]
fn only_made_up_secrets_are_shown() {
    let own = Server::start().unwrap();
    let info = get(&own, "/_mock/info");
    assert_eq!(info["endpoint"], own.endpoint());
    assert_eq!(info["operations"].as_array().unwrap().len(), 162);
    let secret = own.credentials();
    assert_eq!(
        info["accounts"][0]["access_key_secret"],
        secret.access_key_secret()
    );
    let account =
        Credentials::temporary("LTAI-REAL-ID", "real-secret", "real-token", None).unwrap();
    let brought = Server::builder().account(account).start().unwrap();
    let info = get(&brought, "/_mock/info").to_string();
    assert!(
        !info.contains("real-secret") && !info.contains("real-token"),
        "{info}"
    );
}

#[test]
fn faults_come_and_go() {
    let edas = Server::start().unwrap();
    let fault = json!({"operations": ["GetCluster"], "effects": ["reset", "none"], "rate": 0.5});
    let (status, added) = call(&edas, "POST", "/_mock/faults", &fault);
    assert_eq!(status, 201);
    assert_eq!(
        added,
        json!({"id": 1, "operations": ["GetCluster"], "effects": ["reset", "none"], "rate": 0.5,
            "times": null, "enabled": true, "hits": 0})
    );
    let off = json!({"enabled": false});
    let (status, changed) = call(&edas, "PUT", "/_mock/faults/1", &off);
    assert_eq!((status, &changed["enabled"]), (200, &json!(false)));
    assert_eq!(call(&edas, "PUT", "/_mock/faults/9", &off).0, 404);
    assert_eq!(
        call(&edas, "DELETE", "/_mock/faults/1", &Value::Null).0,
        204
    );
    assert_eq!(
        call(&edas, "DELETE", "/_mock/faults/1", &Value::Null).0,
        404
    );
    call(&edas, "POST", "/_mock/faults", &fault);
    assert_eq!(call(&edas, "DELETE", "/_mock/faults", &Value::Null).0, 204);
    assert_eq!(get(&edas, "/_mock/faults"), json!({"faults": []}));
}

#[test]
fn a_wrong_fault_is_refused_with_what_would_be_right() {
    let edas = Server::start().unwrap();
    for (fault, part) in [
        (
            json!({"operations": ["*"], "effects": ["explode"]}),
            "latency:MILLISECONDS",
        ),
        (
            json!({"operations": ["GetClusta"], "effects": ["reset"]}),
            "did you mean `GetCluster`?",
        ),
        (
            json!({"operations": [], "effects": ["reset"]}),
            "needs an operation",
        ),
        (
            json!({"operations": ["*"], "effects": ["reset"], "rate": 7}),
            "from 0 to 1, not 7",
        ),
        (json!({"effects": ["reset"]}), "missing field `operations`"),
        (json!(7), "invalid type"),
    ] {
        let (status, answer) = call(&edas, "POST", "/_mock/faults", &fault);
        let problem = answer["error"].as_str().unwrap();
        assert_eq!(status, 400, "{fault}");
        assert!(
            problem.contains(part) && !problem.contains("line 1"),
            "{problem}"
        );
    }
    let effects = get(&edas, "/_mock/effects");
    assert!(effects.as_array().unwrap().len() > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn change_orders_are_shown_and_moved() {
    let edas = Server::builder().speed(0.0).start().unwrap();
    let id = restart(&edas).await;
    let first = |edas: &Server| get(edas, "/_mock/change-orders")["change_orders"][0].clone();
    let order = first(&edas);
    assert_eq!(
        (&order["id"], &order["status_name"]),
        (&json!(id), &json!("InProgress"))
    );
    assert_eq!(order["actions"], json!(["abort", "fail"]));
    let (status, clock) = call(&edas, "POST", "/_mock/clock", &json!({"advance_ms": 3000}));
    assert_eq!((status, &clock["speed"]), (200, &json!(0.0)));
    let stages = first(&edas)["batches"][0]["stages"].clone();
    assert_eq!(
        (&stages[0]["progress"], &stages[1]["progress"]),
        (&json!(1.0), &json!(0.5))
    );
    let act = |action: &str| {
        let path = format!("/_mock/change-orders/{id}/{action}");
        call(&edas, "POST", &path, &json!({}))
    };
    assert_eq!(act("continue").0, 409);
    assert_eq!(act("retry").0, 409);
    assert_eq!(act("fail").0, 200);
    assert_eq!(first(&edas)["actions"], json!(["retry"]));
    assert_eq!(act("retry").0, 200);
    assert_eq!(act("abort").0, 200);
    let (status, refused) = act("abort");
    assert_eq!(status, 409);
    assert!(refused["error"].as_str().unwrap().contains("has ended"));
    assert_eq!(act("applaud").0, 404);
    assert_eq!(
        call(&edas, "POST", "/_mock/change-orders/no/abort", &json!({})).0,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_goes_on_is_made_to_fail() {
    let edas = Server::builder().speed(0.0).start().unwrap();
    let of_new = |edas: &Server| {
        let state = get(edas, "/_mock/state");
        let mut clusters = state["clusters"].as_object().unwrap().values();
        let new = clusters.find(|one| one["name"] == "demo-k8s-new");
        new.unwrap().clone()
    };
    let id = of_new(&edas)["cs_cluster_id"].as_str().unwrap().to_owned();
    let fail = |id: &str| {
        let path = format!("/_mock/clusters/{id}/fail-import");
        call(&edas, "POST", &path, &json!({}))
    };
    let (status, refused) = fail(&id);
    assert_eq!(status, 409);
    assert!(refused["error"].as_str().unwrap().contains("not being"));
    client(&edas).import_k8s_cluster(&id).send().await.unwrap();
    let exported = edas.export_state();
    assert_eq!(fail(&id).0, 200);
    assert_eq!(of_new(&edas)["import"], "failed");
    assert_eq!(fail("unknown").0, 404);
    // An export made while it went on goes on elsewhere.
    let other = Server::builder()
        .state(exported)
        .speed(0.0)
        .start()
        .unwrap();
    assert!(of_new(&other)["import"]["importing"].is_object());
    other.advance(Duration::from_secs(6));
    assert_eq!(of_new(&other)["import"], "imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_moves_to_another_server_and_a_wrong_one_changes_nothing() {
    let first = Server::builder().speed(0.0).start().unwrap();
    let order = restart(&first).await;
    let state = get(&first, "/_mock/state");
    let second = Server::builder().empty().speed(0.0).start().unwrap();
    let before = second.export_state();
    for wrong in [json!({}), json!([1]), json!({"format": 99})] {
        assert_eq!(call(&second, "PUT", "/_mock/state", &wrong).0, 400);
        assert_eq!(second.export_state(), before);
        assert!(second.import_state(&wrong.to_string()).is_err());
    }
    // Larger than what a framework takes by default, and not JSON text alone: the refusals are JSON, too.
    let large = json!({"format": 99, "filler": "x".repeat(3 << 20)});
    let (status, refused) = call(&second, "PUT", "/_mock/state", &large);
    assert_eq!(status, 400, "{refused}");
    assert!(call(&second, "PUT", "/_mock/faults/abc", &json!({})).1["error"].is_string());
    assert_eq!(call(&second, "PUT", "/_mock/state", &state).0, 200);
    let reply = client(&second).get_change_order_info(&order).send().await;
    assert!(reply.unwrap().change_order_info.is_some());
    let third = Server::builder().state(state.to_string()).start().unwrap();
    client(&third)
        .get_change_order_info(&order)
        .send()
        .await
        .unwrap();
    third.advance(Duration::from_secs(60));
    assert!(third.fail_change_order(&order, "too late").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_recorded_with_their_verdicts_and_without_passwords() {
    let edas = Server::start().unwrap();
    let client = client(&edas);
    client
        .insert_cluster_member("b3e3f77b-462e-****-****-bec8727a4dc8", ["i-1"], "p4ssw0rd")
        .send()
        .await
        .unwrap();
    client.get_cluster("unknown").send().await.unwrap_err();
    let host = edas.address();
    send(
        &edas,
        &format!("GET /pop/v5/resource/cluster?ClusterId=x HTTP/1.1\r\nhost: {host}"),
        "",
    );
    send(&edas, &format!("BREW /coffee HTTP/1.1\r\nhost: {host}"), "");
    let shown = get(&edas, "/_mock/requests");
    assert_eq!(shown["last"], 4);
    let all = shown["requests"].as_array().unwrap();
    assert!(!shown.to_string().contains("p4ssw0rd"));
    let verdicts: Vec<_> = all
        .iter()
        .map(|one| {
            let parts = [
                &one["operation"],
                &one["signature"]["outcome"],
                &one["parameters"]["outcome"],
                &one["status"],
                &one["code"],
            ];
            parts
                .map(|part| part.to_string().replace('"', ""))
                .join(" ")
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            "InsertClusterMember passed passed 200 null",
            "GetCluster passed passed 404 404",
            "GetCluster failed skipped 400 IncompleteSignature",
            "null skipped skipped 404 InvalidAction.NotFound",
        ]
    );
    let newer = get(&edas, "/_mock/requests?after=3");
    assert_eq!(newer["requests"].as_array().unwrap().len(), 1);
    assert_eq!(
        call(&edas, "GET", "/_mock/requests?after=x", &Value::Null).0,
        400
    );
}

#[test]
fn pages_of_other_sites_are_kept_out() {
    let edas = Server::start().unwrap();
    let host = edas.address();
    let fault = r#"{"operations":["*"],"effects":["hang"]}"#;
    // What a form of any site can send without asking.
    let simple = format!("POST /_mock/faults HTTP/1.1\r\nhost: {host}\r\ncontent-type: text/plain");
    assert_eq!(send(&edas, &simple, fault).0, 415);
    // A name of another site that leads here.
    let foreign = "GET /_mock/info HTTP/1.1\r\nhost: evil.example:8080";
    assert_eq!(send(&edas, foreign, "").0, 403);
    for name in [
        "localhost:1",
        "LOCALHOST",
        "[::1]:8080",
        "127.0.0.1",
        "192.168.0.7:80",
    ] {
        let own = format!("GET /_mock/info HTTP/1.1\r\nhost: {name}");
        assert_eq!(send(&edas, &own, "").0, 200, "{name}");
    }
}

#[test]
fn the_page_and_every_file_of_it_are_served() {
    let edas = Server::start().unwrap();
    let host = edas.address();
    let fetch = |path: &str| send(&edas, &format!("GET {path} HTTP/1.1\r\nhost: {host}"), "");
    assert!(fetch("/").1.contains("<!doctype html>"));
    assert!(fetch("/_mock/reference").1.contains("<!doctype html>"));
    assert_eq!(fetch("/_mock/web/../../Cargo.toml").0, 404);
    let web = concat!(env!("CARGO_MANIFEST_DIR"), "/web");
    for name in std::fs::read_dir(web).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        if name != "vendor" {
            assert_eq!(fetch(&format!("/_mock/web/{name}")).0, 200, "{name}");
        }
    }
    let script = fetch("/_mock/web/vendor/swagger-ui/swagger-ui-bundle.js");
    assert!(script.0 == 200 && script.1.len() > 1_000_000);
}
