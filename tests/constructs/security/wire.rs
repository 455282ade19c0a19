use security::security as schemes;
use security::{CallError, Client, Config, Credential};

use crate::server::{Request, Server};

fn client(server: &Server) -> Client {
    let config = Config::builder()
        .base_url(server.url())
        .credential(schemes::HEADER_KEY, Credential::key("h"))
        .credential(schemes::QUERY_KEY, Credential::key("q&"))
        .credential(schemes::COOKIE_KEY, Credential::key("c"))
        .credential(schemes::BASIC, Credential::basic("user", "password"))
        .credential(schemes::BEARER, Credential::bearer("b"))
        .credential(schemes::OAUTH, Credential::bearer("o"));
    Client::new(config.build()).unwrap()
}

fn sent(server: &Server) -> (String, [Option<String>; 3]) {
    let request: Request = server.request();
    let headers = ["x-key", "authorization", "cookie"].map(|name| request.header(name));
    (request.line, headers)
}

#[tokio::test]
async fn each_scheme_has_its_place() {
    let text = |text: &str| Some(text.to_owned());
    let server = Server::silent();
    client(&server).header().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /header".to_owned(), [text("h"), None, None])
    );
    let server = Server::silent();
    client(&server).none().send().await.unwrap();
    assert_eq!(sent(&server), ("GET /none".to_owned(), [None, None, None]));
    let server = Server::silent();
    client(&server).query().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /query?key=q%26".to_owned(), [None, None, None])
    );
    let server = Server::silent();
    client(&server).cookie().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /cookie".to_owned(), [None, None, text("key=c")])
    );
    let server = Server::silent();
    client(&server).basic().send().await.unwrap();
    let basic = text("Basic dXNlcjpwYXNzd29yZA==");
    assert_eq!(
        sent(&server),
        ("GET /basic".to_owned(), [None, basic, None])
    );
    let server = Server::silent();
    client(&server).bearer().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /bearer".to_owned(), [None, text("Bearer b"), None])
    );
    let server = Server::silent();
    client(&server).oauth().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /oauth".to_owned(), [None, text("Bearer o"), None])
    );
}

#[tokio::test]
async fn a_parameter_of_the_call_takes_the_place_of_a_credential() {
    let server = Server::silent();
    client(&server).own_query().send().await.unwrap();
    let call = client(&server).own_query().key("mine");
    call.send().await.unwrap();
    let bare = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    bare.own_query().send().await.unwrap_err();
    bare.own_query().key("bare").send().await.unwrap();
    let sent: Vec<_> = server.requests().into_iter().map(|it| it.line).collect();
    let expected = ["q%26", "mine", "bare"].map(|key| format!("GET /query/own?key={key}"));
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn the_first_alternative_that_is_configured_is_taken() {
    let text = |text: &str| Some(text.to_owned());
    let server = Server::silent();
    client(&server).both().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /both".to_owned(), [text("h"), text("Bearer b"), None])
    );
    let server = Server::silent();
    client(&server).optional().send().await.unwrap();
    assert_eq!(
        sent(&server),
        ("GET /optional".to_owned(), [None, None, None])
    );
}

#[tokio::test]
async fn a_call_without_its_credential_does_not_leave() {
    let server = Server::silent();
    let error = client(&server).missing().send().await.unwrap_err();
    assert!(matches!(error, CallError::Other(_)));
    assert!(error.to_string().contains("missing"), "{error}");
    assert!(server.requests().is_empty());
}
