use super::*;
use crate::client::Client;
use crate::credentials::Credentials;
use crate::service::{Endpoints, Envelope, Service};

static SERVICE: Service = Service {
    product: "demo",
    version: "2020-01-01",
    user_agent: "demo/1",
    endpoints: Endpoints {
        rule: "demo.{region}.example.com",
        rule_vpc: "demo-vpc.{region}.example.com",
        fixed: &[],
        vpc_regions: &[],
    },
    envelope: Envelope {
        code: "Code",
        message: "Message",
        request_id: "RequestId",
        error_code: "",
        success: "",
        success_codes: &["200"],
    },
};

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
    let keyless: &[_] = &[("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")];
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
