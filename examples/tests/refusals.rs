//! What the server on loopback accepts and refuses.

use acs_runtime::signing::SignatureVersion;
use edas_client::{Client, Config, ConfigBuilder, Credentials, ReplyFormat};
use edas_examples::MockEdas;

fn server() -> MockEdas {
    MockEdas::start([permanent(), temporary("token")]).expect("starts")
}

fn config(server: &MockEdas, credentials: Credentials) -> ConfigBuilder {
    Config::builder()
        .endpoint(server.endpoint())
        .credentials(credentials)
}

fn permanent() -> Credentials {
    Credentials::new("AK", "secret").expect("usable")
}

fn temporary(token: &str) -> Credentials {
    Credentials::temporary("STS.AK", "secret", token, None).expect("usable")
}

/// Calls, and gives the code of the refusal; `None` when the call succeeded.
async fn refusal(config: ConfigBuilder, id: &str) -> Option<String> {
    let client = Client::new(config.build()).expect("usable");
    let result = client.abort_and_rollback_change_order(id).send().await;
    result
        .err()
        .map(|error| error.code().unwrap_or("no code").to_owned())
}

#[tokio::test]
async fn both_signatures_are_accepted_with_and_without_a_token() {
    let server = server();
    for version in [SignatureVersion::Acs3, SignatureVersion::Roa] {
        for format in [ReplyFormat::Json, ReplyFormat::Xml] {
            for credentials in [permanent(), temporary("token")] {
                let config = config(&server, credentials)
                    .signature(version)
                    .reply_format(format);
                assert_eq!(
                    refusal(config, "a+b c/*~").await,
                    None,
                    "{version:?} {format:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn wrong_credentials_are_refused_by_name() {
    let server = server();
    let key = |id, secret| Credentials::new(id, secret).expect("usable");
    let cases = [
        (key("AK", "wrong"), "SignatureDoesNotMatch"),
        (key("who", "secret"), "InvalidAccessKeyId.NotFound"),
        (key("STS.AK", "secret"), "InvalidSecurityToken"),
        (temporary("old"), "InvalidSecurityToken"),
    ];
    for (credentials, code) in cases {
        for version in [SignatureVersion::Acs3, SignatureVersion::Roa] {
            for format in [ReplyFormat::Json, ReplyFormat::Xml] {
                let config = config(&server, credentials.clone());
                let config = config.signature(version).reply_format(format);
                assert_eq!(
                    refusal(config, "id").await.as_deref(),
                    Some(code),
                    "{version:?} {format:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_nonce_is_accepted_once() {
    let server = server();
    let repeated =
        || config(&server, permanent()).signing_nonce(|| "the same each time".to_owned());
    assert_eq!(refusal(repeated(), "id").await, None);
    assert_eq!(
        refusal(repeated(), "id").await.as_deref(),
        Some("SignatureNonceUsed")
    );
}

#[tokio::test]
async fn an_old_request_is_refused() {
    let server = server();
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for version in [SignatureVersion::Acs3, SignatureVersion::Roa] {
        let config = config(&server, permanent())
            .signing_clock(move || long_ago)
            .signature(version);
        assert_eq!(
            refusal(config, "id").await.as_deref(),
            Some("InvalidTimeStamp.Expired")
        );
    }
}

#[tokio::test]
async fn an_empty_id_is_a_missing_parameter() {
    let server = server();
    assert_eq!(
        refusal(config(&server, permanent()), "").await.as_deref(),
        Some("MissingParameter")
    );
}
