use servers::{Client, Config, ConfigBuilder, Error};

use crate::server::Server;

fn config(server: &Server) -> ConfigBuilder {
    let host = server.url().replace("http://", "");
    Config::builder().server_variable("host", host)
}

async fn lines(config: ConfigBuilder, server: &Server) -> Vec<String> {
    let client = Client::new(config.build()).unwrap();
    client.a().send().await.unwrap();
    client.b().send().await.unwrap();
    client.c().send().await.unwrap();
    server
        .requests()
        .into_iter()
        .map(|request| request.line)
        .collect()
}

#[tokio::test]
async fn operations_and_paths_have_servers_of_their_own() {
    let server = Server::silent();
    let sent = lines(config(&server), &server).await;
    assert_eq!(sent, ["GET /v1/a", "GET /path/b", "POST /operation/b"]);
}

#[tokio::test]
async fn another_server_and_its_variables_can_be_chosen() {
    let server = Server::silent();
    let chosen = config(&server).server(1).server_variable("version", "v3");
    assert_eq!(lines(chosen, &server).await[0], "GET /v3/a");
    for (base, expected) in [(None, "GET /v4/a"), (Some("/x/y/"), "GET /x/y/a"), (Some(""), "GET /a")] {
        let server = Server::silent();
        let mut chosen = config(&server).server(2);
        if let Some(base) = base {
            chosen = chosen.server_variable("base", base);
        }
        assert_eq!(lines(chosen, &server).await[0], expected);
    }
    let server = Server::silent();
    let anything = Config::builder().base_url(format!("{}/x", server.url()));
    assert_eq!(
        lines(anything, &server).await,
        ["GET /x/a", "GET /x/b", "POST /x/b"]
    );
}

#[test]
fn what_no_server_has_is_refused() {
    let wrong = [
        Config::builder().server_variable("nothing", "x"),
        Config::builder().server(1).server_variable("version", "v9"),
        Config::builder().server(7),
    ];
    for config in wrong {
        assert!(matches!(Client::new(config.build()), Err(Error::Config(_))));
    }
}
