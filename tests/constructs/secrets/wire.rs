use secrets::security as schemes;
use secrets::{Client, Config, Credential, CustomizeCall, Error, RetryPolicy};

use crate::server::{Server, reply};

const SECRET: &str = "sEcReT/1";

fn credentials() -> [(&'static str, Credential); 6] {
    [
        (schemes::HEADER, Credential::key(SECRET)),
        (schemes::QUERY, Credential::key(SECRET)),
        (schemes::COOKIE, Credential::key(SECRET)),
        (schemes::BASIC, Credential::basic("user", SECRET)),
        (
            schemes::DIGEST,
            Credential::custom(format!("Digest {SECRET}")),
        ),
        (schemes::OPENID, Credential::bearer(SECRET)),
    ]
}

#[tokio::test]
async fn no_secret_is_in_what_is_shown() {
    for (scheme, credential) in credentials() {
        for server in [
            Server::answering([reply(500, &[], "broken")]),
            Server::answering([""]),
            Server::answering(["HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n"]),
        ] {
            let config = Config::builder()
                .base_url(server.url())
                .retry(RetryPolicy::none())
                .credential(scheme, credential.clone())
                .header("x-own", SECRET)
                .build();
            let mut shown = format!("{config:?}");
            let client = Client::new(config).unwrap();
            let call = client.list_things().token(SECRET);
            shown += &format!("{client:?} {call:?} {credential:?}");
            let error = call.send().await.unwrap_err();
            shown += &format!("{error} {error:?}");
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                shown += &format!("{cause} {cause:?}");
                source = cause.source();
            }
            assert!(
                !shown.contains("sEcReT") && !shown.contains("c0VjUmVU"),
                "{scheme}: {shown}"
            );
        }
    }
}

#[tokio::test]
async fn a_key_in_the_query_gives_way_to_a_parameter_of_its_name() {
    let server = Server::silent();
    let config = Config::builder().base_url(server.url());
    let config = config.credential(schemes::QUERY, Credential::key(SECRET));
    let client = Client::new(config.build()).unwrap();
    client.list_things().key("own").send().await.unwrap();
    let sent = server.request().line;
    assert_eq!(sent, "GET /things?key=own");
}

#[tokio::test]
async fn a_scheme_that_is_not_declared_cannot_be_met_and_others_can() {
    let server = Server::silent();
    let config = Config::builder().base_url(server.url()).build();
    let without = Client::new(config.clone()).unwrap();
    let error = without.add_thing().send().await.unwrap_err();
    assert!(error.to_string().contains("digest"), "{error}");
    without.change_thing().send().await.unwrap();
    let with = config
        .to_builder()
        .credential(schemes::DIGEST, Credential::custom("Digest d"));
    let with = Client::new(with.build()).unwrap();
    with.add_thing().send().await.unwrap();
    with.change_thing().send().await.unwrap();
    let sent = server.requests();
    let sent: Vec<_> = sent
        .iter()
        .map(|it| (it.line.as_str(), it.header("authorization")))
        .collect();
    let digest = || Some("Digest d".to_owned());
    assert_eq!(
        sent,
        [
            ("PUT /things", None),
            ("POST /things", digest()),
            ("PUT /things", digest())
        ]
    );
}

#[test]
fn a_credential_that_fits_no_scheme_is_refused() {
    for (scheme, credential) in [
        ("nothing", Credential::key(SECRET)),
        (schemes::HEADER, Credential::bearer(SECRET)),
        (schemes::BASIC, Credential::key(SECRET)),
        (schemes::BASIC, Credential::basic("a:b", SECRET)),
        (schemes::HEADER, Credential::key("sEcReT\r\n")),
    ] {
        let config = Config::builder()
            .base_url("http://localhost")
            .credential(scheme, credential);
        let error = Client::new(config.build()).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{error:?}");
        assert!(
            !format!("{error} {error:?}").contains("sEcReT"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_call_can_have_another_address_and_header() {
    let (server, other) = (Server::silent(), Server::silent());
    let config = Config::builder().base_url(server.url());
    let config = config.credential(schemes::HEADER, Credential::key("k"));
    let client = Client::new(config.build()).unwrap();
    let call = client.list_things().with_base_url(&other.url());
    call.with_header("x-trace", "t").send().await.unwrap();
    assert!(server.requests().is_empty());
    assert_eq!(other.request().header("x-trace").as_deref(), Some("t"));
}
