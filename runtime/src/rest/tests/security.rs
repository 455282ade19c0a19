//! Who calls, where, and that no secret shows.

use super::*;
use crate::intercept::{BoxError, Context, Interceptor, UnsignedRequest};

static SECURE: Api = Api {
    operation_servers: &[],
    schemes: &[
        SecurityScheme {
            name: "head",
            kind: SecurityKind::ApiKeyHeader("X-Api-Key"),
        },
        SecurityScheme {
            name: "query",
            kind: SecurityKind::ApiKeyQuery("api key"),
        },
        SecurityScheme {
            name: "cookie",
            kind: SecurityKind::ApiKeyCookie("session"),
        },
        SecurityScheme {
            name: "basic",
            kind: SecurityKind::Basic,
        },
        SecurityScheme {
            name: "bearer",
            kind: SecurityKind::Bearer,
        },
        SecurityScheme {
            name: "digest",
            kind: SecurityKind::Http("digest"),
        },
        SecurityScheme {
            name: "mtls",
            kind: SecurityKind::MutualTls,
        },
    ],
    ..API
};

const SECRET: &str = "my-secret";

fn operation(security: &'static [&'static [&'static str]]) -> &'static Operation {
    Box::leak(Box::new(Operation { security, ..GET }))
}

async fn request(
    scheme: &str,
    credential: Credential,
    security: &'static [&'static [&'static str]],
) -> String {
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| config.credential(scheme, credential));
    sent(client.call(operation(security))).await.unwrap();
    service.request()
}

#[tokio::test]
async fn each_kind_of_credential_goes_to_its_place() {
    let all: &[&[&str]] = &[
        &["head"],
        &["query"],
        &["cookie"],
        &["basic"],
        &["bearer"],
        &["digest"],
    ];
    for (scheme, credential, expected) in [
        ("head", Credential::key(SECRET), "x-api-key: my-secret\r\n"),
        (
            "query",
            Credential::key("a&b"),
            "GET /v1/it?api%20key=a%26b HTTP/1.1\r\n",
        ),
        (
            "cookie",
            Credential::key("a;b c==/+%3A"),
            "cookie: session=a%3Bb%20c==/+%3A\r\n",
        ),
        (
            "basic",
            Credential::basic("Aladdin", "open sesame"),
            "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n",
        ),
        (
            "bearer",
            Credential::bearer(SECRET),
            "authorization: Bearer my-secret\r\n",
        ),
        (
            "digest",
            Credential::custom("Digest x=1"),
            "authorization: Digest x=1\r\n",
        ),
    ] {
        let request = request(scheme, credential, all).await;
        assert!(request.contains(expected), "{request}");
    }
}

#[tokio::test]
async fn the_first_alternative_with_all_credentials_is_taken() {
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("cookie", Credential::key("c"))
            .credential("bearer", Credential::bearer("b"))
    });
    sent(client.call(operation(&[
        &["head", "bearer"],
        &["cookie", "bearer"],
        &["bearer"],
    ])))
    .await
    .unwrap();
    let request = service.request();
    assert!(
        request.contains("cookie: session=c\r\n")
            && request.contains("authorization: Bearer b\r\n")
    );
}

#[tokio::test]
async fn without_credentials_only_what_needs_none_is_called() {
    let service = Service::answering(json("{}")).await;
    let client = service.client(&SECURE);
    sent(client.call(operation(&[&["head"], &[]])))
        .await
        .unwrap();
    assert!(!service.request().contains("x-api-key"));
    let needy = operation(&[&["head", "cookie"], &["mtls"]]);
    let error = sent(client.call(needy)).await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.contains("credentials for head and cookie, or for mtls"),
        "{shown}"
    );
    assert!(
        shown.contains("a certificate with a transport of your own"),
        "{shown}"
    );
    assert!(!error.may_have_reached_service());
    assert_eq!(service.requests().len(), 1);
}

#[test]
fn a_credential_that_does_not_fit_is_refused_without_being_shown() {
    for (scheme, credential, shown) in [
        (
            "other",
            Credential::key(SECRET),
            "no security scheme called \"other\"; it has head, query",
        ),
        (
            "head",
            Credential::bearer(SECRET),
            "the scheme takes Credential::key",
        ),
        ("mtls", Credential::key(SECRET), "a transport of your own"),
        ("head", Credential::key("my-secret\n"), "no header can hold"),
        ("basic", Credential::basic("my-secret:x", SECRET), "colon"),
    ] {
        assert!(!format!("{credential:?}").contains(SECRET));
        let config = Config::builder()
            .base_url("http://h")
            .credential(scheme, credential)
            .build();
        assert!(!format!("{config:?}").contains(SECRET));
        let error = Client::new(&SECURE, config).unwrap_err();
        let text = all_of(&error);
        assert!(text.contains(shown) && !text.contains(SECRET), "{text}");
    }
}

#[tokio::test]
async fn no_secret_shows_in_what_goes_wrong() {
    let service = Service::acting(vec![Act::Send(b"garbage".to_vec())]).await;
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("query", Credential::key(SECRET))
            .header("x-token", SECRET)
    });
    assert!(!format!("{client:?} {:?}", client.call(operation(&[&["query"]]))).contains(SECRET));
    let error = sent(client.call(operation(&[&["query"]])))
        .await
        .unwrap_err();
    assert!(
        matches!(error, CallError::Other(Error::Transport(_))),
        "{error:?}"
    );
    assert!(!all_of(&error).contains(SECRET), "{}", all_of(&error));
    let long = "x".repeat(70_000);
    static QUERY: Parameter = Parameter {
        name: "q",
        place: Place::Query,
        style: Style::Form,
        explode: true,
        reserved: false,
    };
    let mut call = client.call(operation(&[&["query"]]));
    call.argument(&QUERY, &long);
    let error = sent(call).await.unwrap_err();
    let text = all_of(&error);
    assert!(
        text.contains("no usable address") && !text.contains(SECRET),
        "{text}"
    );
}

#[derive(Debug)]
struct Change;

impl Interceptor for Change {
    fn before_signing(
        &self,
        context: &Context<'_>,
        request: &mut UnsignedRequest<'_>,
    ) -> Result<(), BoxError> {
        assert_eq!(
            (
                context.operation().name,
                context.service_name(),
                context.attempt()
            ),
            ("getIt", "Zoo", 1)
        );
        assert_eq!(request.path(), "/v1/it");
        // No credential is there yet.
        assert_eq!(request.query().collect::<Vec<_>>(), [("q", "a,b")]);
        request.set_query("added", "x y");
        request.set_header("x-added", "1");
        Ok(())
    }

    fn before_sending(
        &self,
        _: &Context<'_>,
        request: &mut http::Request<bytes::Bytes>,
    ) -> Result<(), BoxError> {
        assert!(!format!("{:?}", request.headers()).contains(SECRET));
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_change_requests_before_credentials_are_added() {
    static QUERY: Parameter = Parameter {
        name: "q",
        place: Place::Query,
        style: Style::Form,
        explode: false,
        reserved: false,
    };
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("query", Credential::key("k"))
            .credential("head", Credential::key(SECRET))
            .interceptor(Change)
    });
    let mut call = client.call(operation(&[&["query", "head"]]));
    call.argument(&QUERY, &vec!["a".to_owned(), "b".to_owned()]);
    sent(call).await.unwrap();
    assert_eq!(service.line(), "GET /v1/it?q=a,b&added=x%20y&api%20key=k");
    assert_eq!(service.header("x-added").unwrap(), "1");
    assert_eq!(service.header("x-api-key").unwrap(), SECRET);
}

/// What is set for one call wins over what is configured for all.
#[tokio::test]
async fn a_header_of_the_call_takes_the_place_of_a_credential() {
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| {
        config.credential("head", Credential::key(SECRET))
    });
    let mut call = client.call(operation(&[&["head"]]));
    call.header("X-Api-Key", "mine");
    sent(call).await.unwrap();
    assert_eq!(service.header("x-api-key").unwrap(), "mine");
}

/// A header is as good as the credential that would have made it.
#[tokio::test]
async fn a_header_stands_for_a_credential_that_is_not_configured() {
    for (security, name) in [
        (&[&["head"] as &[&str]] as &[&[&str]], "X-Api-Key"),
        (&[&["basic"]], "Authorization"),
        (&[&["mtls"], &["bearer"]], "authorization"),
        (&[&["digest", "head"]], "authorization"),
    ] {
        let service = Service::answering(json("{}")).await;
        let client = service.client_with(&SECURE, |config| {
            // Which none of these takes.
            config.credential("query", Credential::key("k"))
        });
        let mut call = client.call(operation(security));
        call.header(name, "mine");
        if security[0].len() > 1 {
            let problem = sent(call.clone()).await.unwrap_err().to_string();
            assert!(problem.contains("digest and head"), "{problem}");
            call.header("x-api-key", "too");
        }
        sent(call).await.unwrap();
        let name = name.to_ascii_lowercase();
        assert_eq!(service.header(&name).unwrap(), "mine");
        assert_eq!(service.line(), "GET /v1/it");
    }
}

#[tokio::test]
async fn a_configured_header_stands_for_a_credential_too() {
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("query", Credential::key("k"))
            .header("X-Api-Key", "configured")
    });
    let both = operation(&[&["head", "query"], &[]]);
    sent(client.call(both)).await.unwrap();
    assert_eq!(service.line(), "GET /v1/it?api%20key=k");
    assert_eq!(service.header("x-api-key").unwrap(), "configured");
    // What is configured as a credential goes first.
    let service = Service::answering(json("{}")).await;
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("query", Credential::key("k"))
            .header("X-Api-Key", "configured")
    });
    sent(client.call(operation(&[&["head"], &["query"]])))
        .await
        .unwrap();
    assert_eq!(service.line(), "GET /v1/it?api%20key=k");
}

/// A request has each name once: services differ in which of two they take.
#[tokio::test]
async fn a_parameter_of_the_call_takes_the_place_of_a_credential() {
    static QUERY: Parameter = Parameter::query("api key");
    static COOKIE: Parameter = Parameter::cookie("session");
    let service = Service::answering(json("{}")).await;
    let both = operation(&[&["query", "cookie"]]);
    let client = service.client_with(&SECURE, |config| {
        config
            .credential("query", Credential::key("k"))
            .credential("cookie", Credential::key("c"))
    });
    let mut call = client.call(both);
    call.argument(&QUERY, &None::<String>);
    sent(call.clone()).await.unwrap();
    call.argument(&QUERY, &"mine".to_owned());
    call.argument(&COOKIE, &"too".to_owned());
    sent(call.clone()).await.unwrap();
    // Without a credential, too.
    let mut bare = service.client(&SECURE).call(both);
    bare.argument(&QUERY, &"mine".to_owned());
    assert!(sent(bare.clone()).await.is_err());
    bare.argument(&COOKIE, &"too".to_owned());
    sent(bare).await.unwrap();
    let [configured, own, bare] = &service.requests()[..] else {
        panic!("{:?}", service.requests());
    };
    assert!(
        configured.starts_with("GET /v1/it?api%20key=k HTTP"),
        "{configured}"
    );
    assert!(
        configured.contains("\r\ncookie: session=c\r\n"),
        "{configured}"
    );
    for request in [own, bare] {
        assert!(
            request.starts_with("GET /v1/it?api%20key=mine HTTP"),
            "{request}"
        );
        assert!(request.contains("\r\ncookie: session=too\r\n"), "{request}");
    }
}

static SERVED: Api = Api {
    operation_servers: &[],
    servers: &[
        Server {
            url: "http://first.invalid",
            variables: &[],
        },
        Server {
            url: "http://{host}.invalid/{version}",
            variables: &[
                ServerVariable {
                    name: "host",
                    default: "eu",
                    allowed: &["eu", "us"],
                },
                ServerVariable {
                    name: "version",
                    default: "v1",
                    allowed: &[],
                },
            ],
        },
    ],
    ..API
};

#[test]
fn the_server_is_chosen_by_number_and_filled_by_name() {
    let url = |set: fn(ConfigBuilder) -> ConfigBuilder| {
        let client = Client::new(&SERVED, set(Config::builder()).build());
        client
            .map(|client| client.base_url().unwrap().to_owned())
            .map_err(|error| error.to_string())
    };
    assert_eq!(url(|config| config).unwrap(), "http://first.invalid");
    assert_eq!(
        url(|config| config.server(1)).unwrap(),
        "http://eu.invalid/v1"
    );
    assert_eq!(
        url(|config| config
            .server(1)
            .server_variable("host", "us")
            .server_variable("version", "v2"))
        .unwrap(),
        "http://us.invalid/v2"
    );
    assert_eq!(
        url(|config| config.server(1).base_url("https://h/x/")).unwrap(),
        "https://h/x"
    );
    for (wrong, shown) in [
        (url(|config| config.server(2)), "there is no server 2"),
        (
            url(|config| config.server_variable("host", "us")),
            "no variables",
        ),
        (
            url(|config| config.server(1).server_variable("other", "x")),
            "it has host, version",
        ),
        (
            url(|config| config.server(1).server_variable("host", "mars")),
            "it can be eu, us",
        ),
        (url(|config| config.base_url("/v1")), "`base_url`"),
        (
            url(|config| config.attempt_timeout(Duration::ZERO)),
            "`attempt_timeout`",
        ),
        (url(|config| config.header("a b", "c")), "`header`"),
    ] {
        let wrong = wrong.unwrap_err();
        assert!(wrong.contains(shown), "{wrong}");
    }
}

#[tokio::test]
async fn an_operation_s_own_server_gives_way_to_base_url_alone() {
    let service = Service::answering(json("{}")).await;
    let url: &'static str = Box::leak(service.url.clone().into_boxed_str());
    let own: &'static [Server] = Box::leak(Box::new([Server {
        url,
        variables: &[],
    }]));
    let operation: &'static Operation = Box::leak(Box::new(Operation {
        servers: own,
        ..GET
    }));
    let config = Config::builder().retry(RetryPolicy::none());
    let client = Client::new(&SERVED, config.clone().build()).unwrap();
    sent(client.call(operation)).await.unwrap();
    assert_eq!(service.line(), "GET /it");
    let elsewhere = Client::new(&SERVED, config.base_url("http://127.0.0.1:1").build()).unwrap();
    assert!(sent(elsewhere.call(operation)).await.is_err());
    let there = elsewhere
        .call(operation)
        .with_base_url(url)
        .with_header("X-One", "1");
    sent(there).await.unwrap();
    assert!(service.requests()[1].contains("x-one: 1\r\n"));
    let nowhere = Client::new(&API, Config::default()).unwrap();
    let error = sent(nowhere.call(&GET)).await.unwrap_err().to_string();
    assert!(error.contains("set base_url"), "{error}");
}
