use std::time::Duration;

use super::*;
use crate::client::Client;
use crate::credentials::Credentials;
use crate::service::{DEMO, Service};

static SERVICE: Service = DEMO;

fn keyed() -> ConfigBuilder {
    Config::builder()
        .credentials(Credentials::temporary("LTAI-ID", "my-secret", "my-token", None).unwrap())
}

fn problem(config: ConfigBuilder) -> String {
    match Client::new(&SERVICE, config.build()).unwrap_err() {
        Error::Config(error) => error.to_string(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_client_needs_a_place_and_credentials_and_says_how_to_give_them() {
    let nowhere = problem(keyed());
    assert!(
        nowhere.contains("region(") && nowhere.contains("ALIBABA_CLOUD_REGION_ID"),
        "{nowhere}"
    );
    let nobody = problem(Config::builder().region("cn-hangzhou"));
    assert!(
        nobody.contains("credentials(") && nobody.contains("Config::from_env"),
        "{nobody}"
    );
}

#[test]
fn a_setting_that_does_not_fit_is_named() {
    assert!(problem(keyed().region("a/b")).contains("`region`"));
    assert!(problem(keyed().endpoint("host/path")).contains("leave out the path"));
    assert!(problem(keyed().region("a").application_id("a b")).contains("`application_id`"));
}

#[test]
fn secrets_do_not_show() {
    let builder = keyed().endpoint("https://me:my-secret@host");
    let config = builder.clone().build();
    let client = Client::new(&SERVICE, keyed().region("cn-hangzhou").build()).unwrap();
    let error = Client::new(&SERVICE, config.clone()).unwrap_err();
    for shown in [
        format!("{builder:?}"),
        format!("{config:?}"),
        format!("{client:?}"),
        format!("{error:?}"),
        error.to_string(),
    ] {
        assert!(
            !shown.contains("my-secret") && !shown.contains("my-token"),
            "{shown}"
        );
    }
}

#[test]
fn all_that_is_set_shows_but_secrets() {
    let config = keyed()
        .region("cn-hangzhou")
        .profile("my-profile")
        .proxy("http://me:my-secret@proxy.example.com:3128")
        .application_id("my-app")
        .user_agent("more/1 (things)")
        .connect_timeout(Duration::from_millis(1234))
        .build();
    let shown = format!("{config:?}");
    for part in [
        r#"region: Some("cn-hangzhou")"#,
        r#"profile: Some("my-profile")"#,
        "proxy: http://proxy.example.com:3128",
        r#"application_id: Some("my-app")"#,
        r#"user_agent: Some("more/1 (things)")"#,
        "connect_timeout: 1.234s",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("my-secret"), "{shown}");
    let none = format!("{:?}", Config::builder().no_proxy().build());
    assert!(none.contains("proxy: none"), "{none}");
}

#[test]
fn a_limit_of_nothing_is_refused_by_its_name() {
    let place = || keyed().region("a");
    for (setting, config) in [
        ("connect_timeout", place().connect_timeout(Duration::ZERO)),
        ("attempt_timeout", place().attempt_timeout(Duration::ZERO)),
        (
            "operation_timeout",
            place().operation_timeout(Duration::ZERO),
        ),
    ] {
        let problem = problem(config);
        assert!(
            problem.contains(&format!("`{setting}`")) && problem.contains("0 leaves no time"),
            "{problem}"
        );
    }
}

#[test]
fn a_user_agent_or_a_proxy_that_does_not_fit_is_refused_without_being_shown() {
    for bad in ["", " a", "a\n", "é", &"a".repeat(257)] {
        let problem = problem(keyed().region("a").user_agent(bad));
        assert!(problem.contains("`user_agent`"), "{problem}");
    }
    let problem = problem(keyed().region("a").proxy("me:my-secret@proxy:3128"));
    assert!(
        problem.contains("`proxy`") && !problem.contains("my-secret"),
        "{problem}"
    );
}

#[test]
fn the_user_agent_has_all_that_is_to_be_told_in_order() {
    let config = keyed()
        .region("a")
        .user_agent("more/1 (things)")
        .application_id("my-app");
    let client = Client::new(&SERVICE, config.build()).unwrap();
    assert_eq!(client.inner.user_agent, "demo/1 my-app more/1 (things)");
}

#[tokio::test]
async fn the_environment_makes_a_client() {
    let full: &[_] = &[
        ("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou"),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "id"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret"),
    ];
    let client = Client::from_environment(&SERVICE, Environment::of(full))
        .await
        .unwrap();
    assert_eq!(client.endpoint(), "https://demo.cn-hangzhou.example.com");
}

#[tokio::test]
async fn what_the_environment_lacks_shows_before_the_first_call() {
    let keyless: &[_] = &[
        ("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou"),
        ("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"),
    ];
    let error = Client::from_environment(&SERVICE, Environment::of(keyless))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    let error = Client::from_environment(&SERVICE, Environment::of(&[]))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
}

#[test]
fn a_configuration_can_be_changed_after_it_was_read() {
    let environment = Environment::of(&[("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")]);
    let config = Config::from_environment(environment)
        .unwrap()
        .to_builder()
        .vpc(true)
        .build();
    let client = Client::new(&SERVICE, config).unwrap();
    assert_eq!(
        client.endpoint(),
        "https://demo-vpc.cn-hangzhou.example.com"
    );
}

mod environment;
