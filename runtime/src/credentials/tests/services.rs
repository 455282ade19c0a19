//! Services that do not answer as they should.

use super::*;

fn role(playing: &Playing) -> AssumeRoleCredentials {
    let key = Arc::new(Credentials::new("my-id", "sesame").unwrap());
    let role = sts::Role {
        arn: Some("acs:ram::1:role/r".to_owned()),
        ..sts::Role::default()
    };
    AssumeRoleCredentials::assemble(key, &role, &playing.surroundings).unwrap()
}

#[tokio::test]
async fn an_answer_that_is_none_says_who_and_what_but_not_what_stood_there() {
    let whole =
        r#""AccessKeyId": "sesame", "AccessKeySecret": "sesame", "SecurityToken": "sesame""#;
    for (status, body, said) in [
        (
            403,
            r#"{"Code": "NoPermission", "RequestId": "AB-12", "Message": "sesame"}"#.to_owned(),
            "answered with HTTP 403, code NoPermission, request AB-12",
        ),
        (500, "sesame".to_owned(), "HTTP 500"),
        (302, String::new(), "HTTP 302"),
        (400, r#"{"Code": "sesame is open"}"#.to_owned(), "HTTP 400"),
        (200, "<sesame>".to_owned(), "is no JSON"),
        (200, "{}".to_owned(), "no usable `Credentials`"),
        (
            200,
            r#"{"Credentials": {"AccessKeyId": "sesame"}}"#.to_owned(),
            "no usable `AccessKeySecret`",
        ),
        (
            200,
            format!("{{\"Credentials\": {{{whole}}}}}"),
            "no usable `Expiration`",
        ),
        (
            200,
            format!("{{\"Credentials\": {{{whole}, \"Expiration\": \"sesame\"}}}}"),
            "`Expiration` something else than a time",
        ),
        (
            200,
            format!("{{\"Credentials\": {{{whole}, \"Expiration\": \"2026-01-02T03:04:05Z\"}}}}"),
            "ended at 2026-01-02T03:04:05Z",
        ),
    ] {
        let playing = Stage::new().reply("* sts", status, &body).play();
        let error = problem(&role(&playing)).await;
        assert!(
            error.contains(said) && !error.contains("sesame"),
            "{body}: {error}"
        );
    }
    let playing = Stage::new().play();
    let error = problem(&role(&playing)).await;
    assert!(
        error.contains("the security token service at https://sts.aliyuncs.com cannot be reached"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn services_that_hang_are_left_after_their_time() {
    let playing = Stage::new()
        .answer("* sts", Answer::Never)
        .answer("* 100.100.100.200", Answer::Never)
        .play();
    let began = tokio::time::Instant::now();
    let error = problem(&role(&playing)).await;
    assert!(error.contains("did not answer within 15 s"), "{error}");
    assert_eq!(began.elapsed().as_secs(), 15);
    let began = tokio::time::Instant::now();
    let error = problem(&playing.ecs().build().unwrap()).await;
    assert!(
        error.contains("metadata service did not answer within 2 s"),
        "{error}"
    );
    // For the token, and once more without one.
    assert_eq!(began.elapsed().as_secs(), 4);
}

#[tokio::test]
async fn the_metadata_service_may_say_that_there_is_nothing() {
    for (body, said) in [
        (r#"{"Code": "Failed"}"#, "has the code Failed"),
        (r#"{"Code": "sesame is open"}"#, "has no code"),
        (r#"{"Code": "Success"}"#, "no usable `AccessKeyId`"),
    ] {
        let playing = Stage::new().reply("GET role-x", 200, body).play();
        let source = playing.ecs().role_name("role-x").build().unwrap();
        let error = problem(&source).await;
        assert!(error.contains(said) && !error.contains("sesame"), "{error}");
    }
    let playing = Stage::new()
        .reply("GET security-credentials/", 200, "\n")
        .play();
    let error = problem(&playing.ecs().build().unwrap()).await;
    assert!(error.contains("attach a RAM role"), "{error}");
}

#[tokio::test]
async fn a_role_name_cannot_leave_its_place_in_the_address() {
    let playing = Stage::new().play();
    let source = playing.ecs().role_name("../../x?y z").build().unwrap();
    problem(&source).await;
    let sent = playing.sent();
    assert!(
        sent[1]
            .url
            .ends_with("/security-credentials/..%2F..%2Fx%3Fy%20z"),
        "{sent:?}"
    );
}

#[tokio::test]
async fn the_token_of_a_sign_in_that_ended_is_not_sent() {
    let config = r#"{"current": "a", "profiles": [{"name": "a", "mode": "CloudSSO",
        "cloud_sso_sign_in_url": "https://signin.example.com", "cloud_sso_account_id": "x",
        "cloud_sso_access_config": "y", "access_token": "sesame", "cloud_sso_access_token_expire": 1767323045}]}"#;
    let playing = Stage::new().config(config).play();
    let error = problem(&playing.cli()).await;
    assert!(error.contains("ended at 2026-01-02T03:04:05Z"), "{error}");
    assert!(
        error.contains("aliyun configure --mode CloudSSO"),
        "{error}"
    );
    assert!(playing.sent().is_empty());
}

#[tokio::test]
async fn tokens_are_noted_even_if_what_comes_after_them_fails() {
    let config = r#"{"current": "a", "profiles": [{"name": "a", "mode": "OAuth", "oauth_site_type": "cn",
        "oauth_access_token": "old", "oauth_refresh_token": "old", "oauth_access_token_expire": 1}]}"#;
    let tokens = r#"{"access_token": "new-a", "refresh_token": "new-r", "expires_in": 3600}"#;
    let playing = Stage::new()
        .config(config)
        .reply("POST /v1/token", 200, tokens)
        .reply("POST /v1/exchange", 500, "")
        .play();
    let error = problem(&playing.cli()).await;
    assert!(
        error.contains("https://oauth.aliyun.com answered with HTTP 500"),
        "{error}"
    );
    let now = fs::read_to_string(playing.home.path().join(".aliyun/config.json")).unwrap();
    assert!(now.contains("new-a") && now.contains("new-r"), "{now}");
    assert!(
        playing.sent()[0]
            .body
            .contains("client_id=4038181954557748008")
    );
}

#[test]
fn a_place_where_secrets_would_travel_in_the_open_is_refused() {
    let key = || Credentials::new("i", "s").unwrap();
    let build = |endpoint: &str| {
        let builder = AssumeRoleCredentials::builder(key(), "r");
        builder.endpoint(endpoint).build().map(|_| ())
    };
    assert!(
        build("http://sts.example.com")
            .unwrap_err()
            .to_string()
            .contains("without encryption")
    );
    assert!(build("sts.example.com").is_ok());
    assert!(build("http://127.0.0.1:8080").is_ok());
    for uri in [
        "",
        "x",
        "ftp://a/b",
        "/a",
        "http://me:sesame@host/",
        "http://",
    ] {
        let error = UriCredentials::new(uri).unwrap_err().to_string();
        assert!(
            error.contains("no address") && !error.contains("sesame"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_chain_is_walked_once_for_all_who_wait() {
    let playing = Stage::new()
        .reply("PUT 100.100.100.200", 200, "tok")
        .reply("GET security-credentials/", 200, "role-x")
        .reply(
            "GET security-credentials/role-x",
            200,
            r#"{"Code": "Success", "AccessKeyId": "i", "AccessKeySecret": "s", "SecurityToken": "t",
                "Expiration": "2026-01-02T04:04:05Z"}"#,
        )
        .play();
    let chain = playing.chain();
    let waiting: Vec<_> = (0..1000).map(|_| chain.credentials()).collect();
    let all = futures_util::future::join_all(waiting).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(playing.sent().len(), 4);
    assert_eq!(chain.source_name(), "default/ecs_ram_role");
}

fn config_of(profile: &str) -> String {
    format!(r#"{{"current": "a", "profiles": [{{"name": "a", {profile}}}]}}"#)
}

const KEY_REPLY: &str = r#"{"AccessKeyId": "STS.ak", "AccessKeySecret": "sts-sk", "SecurityToken": "sts-tok",
    "Expiration": "2026-01-02T04:04:05Z"}"#;

#[tokio::test]
async fn a_renewed_token_that_could_not_be_noted_is_not_renewed_with_the_void_one() {
    let config = config_of(
        r#""mode": "OAuth", "oauth_site_type": "CN", "oauth_access_token": "old",
            "oauth_access_token_expire": 1, "oauth_refresh_token": "void""#,
    );
    let renewed = r#"{"access_token": "new", "refresh_token": "next", "expires_in": 3600}"#;
    let playing = Stage::new()
        .config(&config)
        .reply("POST /v1/token", 200, renewed)
        .reply("POST /v1/exchange", 500, "")
        .play();
    let path = playing.home.path().join(".aliyun/config.json");
    let held = fs::File::open(path).unwrap();
    fs4::FileExt::lock(&held).unwrap();
    let source = playing.cli();
    for _ in 0..2 {
        assert!(problem(&source).await.contains("HTTP 500"));
    }
    let sent = playing.sent();
    let asked: Vec<_> = sent
        .iter()
        .map(|sent| sent.url.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(asked, ["token", "exchange", "exchange"]);
    assert_eq!(sent[2].headers["authorization"], "Bearer new");
}

#[tokio::test]
async fn a_noted_key_that_is_none_is_replaced() {
    let config = config_of(
        r#""mode": "OAuth", "oauth_site_type": "CN", "oauth_access_token": "t",
            "oauth_access_token_expire": 4102444800, "oauth_refresh_token": "r", "access_key_id": "id\n",
            "access_key_secret": "s", "sts_token": "t", "sts_expiration": 4102444800"#,
    );
    let playing = Stage::new()
        .config(&config)
        .reply("POST /v1/exchange", 200, KEY_REPLY)
        .play();
    let credentials = playing.cli().credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), "STS.ak");
}

#[tokio::test]
async fn a_new_sign_in_helps_a_program_that_runs() {
    let config = |token: &str, end: &str| {
        config_of(&format!(
            r#""mode": "CloudSSO", "cloud_sso_sign_in_url": "https://signin.example.com",
                "cloud_sso_account_id": "x", "cloud_sso_access_config": "y", "access_token": "{token}",
                "cloud_sso_access_token_expire": {end}"#
        ))
    };
    let playing = Stage::new()
        .config(&config("old", "1"))
        .reply(
            "POST cloud-credentials",
            200,
            &format!("{{\"CloudCredential\": {KEY_REPLY}}}"),
        )
        .play();
    let source = playing.cli();
    assert!(problem(&source).await.contains("sign in again"));
    let path = playing.home.path().join(".aliyun/config.json");
    fs::write(path, config("new", "4102444800")).unwrap();
    let credentials = source.credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), "STS.ak");
    assert_eq!(playing.sent()[0].headers["authorization"], "Bearer new");
}
