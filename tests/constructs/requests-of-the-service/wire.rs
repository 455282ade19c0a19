use requests_of_the_service::{Client, Config};

use crate::server::{Server, reply};

#[tokio::test]
async fn the_operations_beside_them_are_there() {
    let json = [("content-type", "application/json")];
    let server = Server::answering([
        reply(201, &json, r#"{"id": 4}"#),
        reply(200, &json, r#"{"id": 4}"#),
    ]);
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    let job = client.start_job("http://a/b").send().await.unwrap();
    let again = client.get_job(job.id).send().await.unwrap();
    assert_eq!(again.id, 4);
    let lines: Vec<_> = server.requests().into_iter().map(|it| it.line).collect();
    assert_eq!(lines, ["POST /jobs", "GET /jobs/4"]);
}
