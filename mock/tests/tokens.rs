//! Temporary credentials from the mock, and calls with them.

use std::process::Command;
use std::time::{Duration, Instant};

use acs_runtime::credentials::{
    AssumeRoleCredentials, EcsRamRoleCredentials, OidcRoleCredentials, ProvideCredentials,
    UriCredentials,
};
use edas_client::{Client, Config, Credentials, Error};
use edas_mock::Server;

const ROLE: &str = "acs:ram::123456789012****:role/deployer";

fn client(edas: &Server, source: impl ProvideCredentials + 'static) -> Client {
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(source);
    Client::new(config.build()).unwrap()
}

async fn call(client: &Client) -> Result<(), Error> {
    client.list_application().send().await.map(|_| ())
}

#[tokio::test]
async fn a_role_taken_on_with_an_account_may_call_and_take_on_another() {
    let edas = Server::start().unwrap();
    let assume = |source| {
        AssumeRoleCredentials::builder(source, ROLE)
            .policy(r#"{"Version": "1", "Statement": []}"#)
            .external_id("a b+c~*/键")
            .endpoint(edas.endpoint())
            .build()
            .unwrap()
    };
    let first = assume(edas.credentials());
    call(&client(&edas, first)).await.unwrap();
    let session = assume(edas.credentials()).credentials().await.unwrap();
    call(&client(&edas, assume(session))).await.unwrap();
    assert_eq!(edas.sessions().len(), 3);
}

#[tokio::test]
async fn a_role_is_refused_to_who_is_no_account_or_has_another_secret() {
    let edas = Server::start().unwrap();
    let id = edas.credentials().access_key_id().to_owned();
    for (source, code) in [
        (
            Credentials::new("other", "s").unwrap(),
            "InvalidAccessKeyId.NotFound",
        ),
        (
            Credentials::new(&*id, "sesame").unwrap(),
            "SignatureDoesNotMatch",
        ),
        (
            Credentials::temporary(&*id, "s", "sesame", None).unwrap(),
            "InvalidSecurityToken",
        ),
    ] {
        let role = AssumeRoleCredentials::builder(source, ROLE).endpoint(edas.endpoint());
        let error = role
            .build()
            .unwrap()
            .credentials()
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains(code) && !error.contains("sesame"), "{error}");
    }
    assert!(edas.sessions().is_empty());
}

#[tokio::test]
async fn a_pod_and_an_instance_get_credentials_that_may_call() {
    let edas = Server::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "eyJ.a+b/c=\n").unwrap();
    let pod = OidcRoleCredentials::builder(ROLE, "acs:ram::1:oidc-provider/p", token)
        .endpoint(edas.endpoint())
        .build()
        .unwrap();
    call(&client(&edas, pod)).await.unwrap();
    let instance = EcsRamRoleCredentials::builder()
        .endpoint(edas.endpoint())
        .without_v1(true)
        .build()
        .unwrap();
    call(&client(&edas, instance)).await.unwrap();
    assert_eq!(edas.sessions().len(), 2);
}

#[tokio::test]
async fn a_session_that_ended_is_refused() {
    let edas = Server::builder()
        .session_time(Duration::from_secs(1))
        .start()
        .unwrap();
    let source = UriCredentials::new(edas.credentials_uri()).unwrap();
    // Its end is cut to whole seconds, so that it may have ended already.
    let session = loop {
        if let Ok(session) = source.credentials().await {
            break session;
        }
    };
    tokio::time::sleep(Duration::from_secs(1)).await;
    let error = call(&client(&edas, session)).await.unwrap_err();
    assert_eq!(
        error.code(),
        Some("InvalidSecurityToken.Expired"),
        "{error}"
    );
}

#[tokio::test]
async fn calls_go_on_while_their_credentials_end_and_are_refreshed() {
    let edas = Server::builder()
        .session_time(Duration::from_secs(4))
        .start()
        .unwrap();
    let client = client(&edas, UriCredentials::new(edas.credentials_uri()).unwrap());
    let began = Instant::now();
    let mut calls = 0;
    while began.elapsed() < Duration::from_secs(9) {
        call(&client).await.unwrap();
        calls += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // At least one for each time that the last one ended, and at most one a second.
    let sessions = edas.sessions().len();
    assert!(
        (3..=11).contains(&sessions),
        "{sessions} sessions for {calls} calls"
    );
}

/// Runs the test below in a process with variables of its own.
#[test]
fn the_default_chain_finds_the_credentials_uri() {
    let edas = Server::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_environment_makes_a_client", "--ignored"])
        .env_clear()
        .env("HOME", home.path())
        .env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .env("ALIBABA_CLOUD_CREDENTIALS_URI", edas.credentials_uri())
        .env(ENDPOINT, edas.endpoint())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}"
    );
    assert_eq!(edas.sessions().len(), 1);
}

/// The variable that tells the test below where the server is.
const ENDPOINT: &str = "EDAS_MOCK_TEST_ENDPOINT";

#[tokio::test]
#[ignore = "needs the variables that the test above sets"]
async fn the_environment_makes_a_client() {
    let endpoint = std::env::var(ENDPOINT).unwrap();
    let config = Config::from_env().unwrap().to_builder().endpoint(endpoint);
    let client = Client::new(config.build()).unwrap();
    for _ in 0..10 {
        call(&client).await.unwrap();
    }
}
