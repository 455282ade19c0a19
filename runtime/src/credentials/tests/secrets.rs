//! Secrets show nowhere.

use super::*;

const SECRETS: [&str; 4] = ["sesame", "sts-sk", "sts-tok", "tok-123"];

fn assert_hidden(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// Every source with secrets in all its settings.
fn sources(playing: &Playing) -> Vec<Box<dyn ProvideCredentials>> {
    let around = &playing.surroundings;
    let role = || sts::Role {
        arn: Some("r".to_owned()),
        policy: Some("sesame".to_owned()),
        external_id: Some("sesame".to_owned()),
        ..sts::Role::default()
    };
    let key = Credentials::temporary("i", "sesame", "sesame", None).unwrap();
    let token_file = playing.home.path().join("token");
    vec![
        Box::new(key.clone()),
        Box::new(AssumeRoleCredentials::assemble(Arc::new(key), &role(), around).unwrap()),
        Box::new(
            OidcRoleCredentials::assemble("p".to_owned(), token_file, &role(), around).unwrap(),
        ),
        Box::new(playing.cli()),
        Box::new(playing.profile()),
        Box::new(playing.chain()),
        Box::new(playing.ecs().build().unwrap()),
        Box::new(UriCredentials::of_variable(around).unwrap()),
        Box::new(ExternalCredentials::new("sh -c 'echo sesame'").unwrap()),
    ]
}

fn stage() -> Stage {
    let config = r#"{"current": "a", "profiles": [{"name": "a", "mode": "CloudSSO",
        "cloud_sso_sign_in_url": "https://signin.example.com", "cloud_sso_account_id": "x",
        "cloud_sso_access_config": "y", "access_token": "sesame", "cloud_sso_access_token_expire": 4102444800}]}"#;
    Stage::new()
        .config(config)
        .ini("[default]\ntype = ram_role_arn\naccess_key_id = i\naccess_key_secret = sesame\nrole_arn = r\n")
        .file("token", "sesame")
        .variable("ALIBABA_CLOUD_CREDENTIALS_URI", "http://localhost/x?key=sesame")
        .reply("PUT 100.100.100.200", 200, "tok-123")
}

#[tokio::test]
async fn neither_a_source_nor_its_error_shows_a_secret() {
    for (status, body) in [
        (200, "sesame"),
        (200, "{\"a\": \"sesame\"}"),
        (400, "{\"Message\": \"sesame\"}"),
    ] {
        let playing = stage().reply("* h", status, body).play();
        for source in sources(&playing) {
            assert_hidden(&format!("{source:?}"));
            if let Err(error) = source.credentials().await {
                assert_hidden(&format!("{error} {error:?} {}", error.reason()));
            }
            assert_hidden(&format!("{source:?} {}", source.source_name()));
        }
    }
}

#[tokio::test]
async fn a_source_that_has_fetched_does_not_show_what() {
    let sso = STS_REPLY.replace("\"Credentials\"", "\"CloudCredential\"");
    let playing = stage()
        .reply("* sts", 200, STS_REPLY)
        .reply("POST cloud-credentials", 200, &sso)
        .play();
    let mut fetched = 0;
    for source in sources(&playing) {
        let outcome = source.credentials().await;
        fetched += usize::from(outcome.is_ok());
        assert_hidden(&format!("{source:?} {outcome:?}"));
    }
    assert_eq!(fetched, 6, "the key, both roles, both files and the chain");
}

#[tokio::test]
async fn builders_show_no_secret_either() {
    let key = Credentials::new("i", "sesame").unwrap();
    let role = AssumeRoleCredentials::builder(key, "r")
        .policy("sesame")
        .external_id("sesame");
    let oidc = OidcRoleCredentials::builder("r", "p", "f").policy("sesame");
    assert_hidden(&format!(
        "{role:?} {oidc:?} {:?}",
        EcsRamRoleCredentials::builder()
    ));
}

/// Texts that events carry.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn events_name_the_source_and_show_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let playing = stage().reply("* sts", 200, STS_REPLY).play();
    for source in sources(&playing) {
        let _ = source.credentials().await;
    }
    let shown = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(shown.contains("profile/ram_role_arn/static_ak"), "{shown}");
    assert_hidden(&shown);
}
