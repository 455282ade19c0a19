//! Whom the server answers, seen through the client.

use std::time::{Duration, SystemTime};

use acs_runtime::config::ConfigBuilder;
use acs_runtime::signing::SignatureVersion;
use edas_client::{Client, Config, Credentials, Error, ReplyFormat};
use edas_mock::Server;

const ID: &str = "LTAI-EXAMPLE-ID";
const SECRET: &str = "example-secret";
const TOKEN: &str = "example-token";
const BOTH: [SignatureVersion; 2] = [SignatureVersion::Acs3, SignatureVersion::Roa];

fn account() -> Credentials {
    Credentials::new(ID, SECRET).unwrap()
}

fn temporary(token: &str) -> Credentials {
    Credentials::temporary(ID, SECRET, token, None).unwrap()
}

fn start(account: Credentials) -> Server {
    Server::builder().account(account).start().unwrap()
}

fn config(edas: &Server, credentials: Credentials) -> ConfigBuilder {
    Config::builder()
        .endpoint(edas.endpoint())
        .credentials(credentials)
}

/// An id as the documentation has them, which is answered by the sample.
const DOCUMENTED_ID: &str = "30b2374d-9520-****-****-4d72795c****";

async fn call(config: ConfigBuilder) -> Result<String, Error> {
    call_with(config, DOCUMENTED_ID).await
}

async fn call_with(config: ConfigBuilder, change_order_id: &str) -> Result<String, Error> {
    let client = Client::new(config.build())?;
    let reply = client
        .abort_and_rollback_change_order(change_order_id)
        .send()
        .await?;
    Ok(reply.request_id().to_owned())
}

#[track_caller]
fn assert_refused(outcome: Result<String, Error>, status: u16, code: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(status), Some(code)),
        "{error}"
    );
    assert!(error.request_id().is_some(), "{error}");
    let host = error.as_service().and_then(|error| error.host_id());
    assert!(
        host.is_some_and(|host| host.starts_with("127.0.0.1:")),
        "{error}"
    );
}

#[tokio::test]
async fn both_signatures_pass_in_both_formats_with_and_without_a_token() {
    for account in [account(), temporary(TOKEN)] {
        let edas = start(account.clone());
        for version in BOTH {
            for format in [ReplyFormat::Json, ReplyFormat::Xml] {
                let config = config(&edas, account.clone())
                    .signature(version)
                    .reply_format(format);
                let id = call_with(config, "a+b &=%/键~*").await.unwrap();
                assert!(!id.is_empty());
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_secret_is_told_what_the_server_has_signed() {
    let edas = start(account());
    for (version, signed) in BOTH.into_iter().zip(["ACS3-HMAC-SHA256", "PUT"]) {
        for format in [ReplyFormat::Json, ReplyFormat::Xml] {
            let wrong = Credentials::new(ID, "another-secret").unwrap();
            let config = config(&edas, wrong).signature(version).reply_format(format);
            let outcome = call(config).await;
            let message = outcome.as_ref().unwrap_err().to_string();
            let expected = format!("server StringToSign is [{signed}\\n");
            assert!(message.contains(&expected), "{message}");
            assert_refused(outcome, 400, "SignatureDoesNotMatch");
        }
    }
}

#[tokio::test]
async fn the_security_token_is_not_repeated_in_an_error() {
    let edas = start(temporary(TOKEN));
    for version in BOTH {
        let wrong = Credentials::temporary(ID, "another-secret", TOKEN, None).unwrap();
        let outcome = call(config(&edas, wrong).signature(version)).await;
        let message = outcome.unwrap_err().to_string();
        assert!(message.contains("x-acs-security-token:***"), "{message}");
        assert!(!message.contains(TOKEN), "{message}");
    }
}

#[tokio::test]
async fn an_unknown_key_is_refused() {
    let edas = start(account());
    for version in BOTH {
        let stranger = Credentials::new("LTAI-UNKNOWN-ID", SECRET).unwrap();
        let outcome = call(config(&edas, stranger).signature(version)).await;
        assert_refused(outcome, 404, "InvalidAccessKeyId.NotFound");
    }
}

#[tokio::test]
async fn a_nonce_passes_once() {
    for version in BOTH {
        let edas = start(account());
        let config = config(&edas, account())
            .signature(version)
            .signing_nonce(|| "the-same".to_owned());
        call(config.clone()).await.unwrap();
        assert_refused(call(config).await, 400, "SignatureNonceUsed");
    }
}

#[tokio::test]
async fn a_refused_request_does_not_use_up_its_nonce() {
    let edas = start(account());
    let same = |secret| {
        let credentials = Credentials::new(ID, secret).unwrap();
        config(&edas, credentials).signing_nonce(|| "the-same".to_owned())
    };
    let outcome = call(same("another-secret")).await;
    assert_refused(outcome, 400, "SignatureDoesNotMatch");
    call(same(SECRET)).await.unwrap();
}

#[tokio::test]
async fn a_date_may_be_a_quarter_of_an_hour_off_either_way() {
    let edas = start(account());
    for version in BOTH {
        let at = |now: SystemTime| {
            config(&edas, account())
                .signature(version)
                .signing_clock(move || now)
        };
        let minutes = |count: u64| Duration::from_secs(60 * count);
        let now = SystemTime::now();
        call(at(now - minutes(14))).await.unwrap();
        call(at(now + minutes(14))).await.unwrap();
        for wrong in [now - minutes(16), now + minutes(16)] {
            assert_refused(call(at(wrong)).await, 400, "InvalidTimeStamp.Expired");
        }
    }
}

#[tokio::test]
async fn a_token_must_be_the_accounts_own() {
    let with_token = start(temporary(TOKEN));
    let without = start(account());
    for version in BOTH {
        for (edas, credentials) in [
            (&with_token, account()),
            (&with_token, temporary("another-token")),
            (&without, temporary(TOKEN)),
        ] {
            let outcome = call(config(edas, credentials).signature(version)).await;
            assert_refused(outcome, 400, "InvalidSecurityToken");
        }
    }
}

#[tokio::test]
async fn an_empty_parameter_counts_as_missing() {
    let edas = start(account());
    let outcome = call_with(config(&edas, account()), "").await;
    assert_refused(outcome, 400, "MissingParameter");
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let edas = start(account());
    let client = Client::new(config(&edas, account()).build()).unwrap();
    let send = || client.abort_and_rollback_change_order(DOCUMENTED_ID).send();
    send().await.unwrap();
    drop(edas);
    assert!(matches!(send().await, Err(Error::Transport(_))));
}

#[tokio::test]
async fn a_temporary_key_ends_when_it_says() {
    let minute = Duration::from_secs(60);
    for (expires_at, alive) in [
        (SystemTime::now() + minute, true),
        (SystemTime::now() - minute, false),
    ] {
        let account = Credentials::temporary(ID, SECRET, TOKEN, Some(expires_at)).unwrap();
        let edas = start(account);
        let outcome = call(config(&edas, temporary(TOKEN))).await;
        if alive {
            outcome.unwrap();
        } else {
            assert_refused(outcome, 400, "InvalidSecurityToken.Expired");
            // Who does not have the secret does not learn that the token was right.
            let thief = Credentials::temporary(ID, "another", TOKEN, None).unwrap();
            let outcome = call(config(&edas, thief)).await;
            assert_refused(outcome, 400, "SignatureDoesNotMatch");
        }
    }
}

#[tokio::test]
async fn several_accounts_call_with_their_own_keys_only() {
    let other = Credentials::new("LTAI-OTHER-ID", "other-secret").unwrap();
    let edas = Server::builder()
        .account(account())
        .account(other.clone())
        .start()
        .unwrap();
    call(config(&edas, account())).await.unwrap();
    call(config(&edas, other)).await.unwrap();
    let mixed = Credentials::new("LTAI-OTHER-ID", SECRET).unwrap();
    assert_refused(
        call(config(&edas, mixed)).await,
        400,
        "SignatureDoesNotMatch",
    );
    assert_eq!(edas.credentials().access_key_id(), ID);
}

#[tokio::test]
async fn without_an_account_one_is_made_up_from_the_seed() {
    let [first, same, other] = [1, 1, 2].map(|seed| Server::builder().seed(seed).start().unwrap());
    let id = |edas: &Server| edas.credentials().access_key_id().to_owned();
    assert_eq!(id(&first), id(&same));
    assert_ne!(id(&first), id(&other));
    call(config(&first, first.credentials())).await.unwrap();
    let shown = format!("{:?} {:?}", first.accounts(), first);
    assert!(
        !shown.contains(first.credentials().access_key_secret()),
        "{shown}"
    );
}
