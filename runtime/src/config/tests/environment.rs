//! What variables say, and the table of all settings.

use super::*;

const MODULE: &str = include_str!("../mod.rs");
const BUILDER: &str = concat!(
    include_str!("../builder.rs"),
    include_str!("../../settings/basics.rs")
);

type Variables = &'static [(&'static str, &'static str)];

fn read(variables: Variables) -> Result<Config, Error> {
    Config::from_environment(Environment::of(variables))
}

#[test]
fn each_variable_sets_its_setting() {
    let config = read(&[
        ("ALIBABA_CLOUD_REGION_ID", "cn-beijing"),
        ("ALIBABA_CLOUD_PROFILE", "work"),
        ("ALIBABA_CLOUD_USER_AGENT", "tool/3 (linux)"),
        ("ALIBABA_CLOUD_CONNECT_TIMEOUT", "3"),
        ("ALIBABA_CLOUD_ATTEMPT_TIMEOUT", "1500ms"),
        ("ALIBABA_CLOUD_OPERATION_TIMEOUT", "2m"),
    ])
    .unwrap();
    assert_eq!(config.region.as_deref(), Some("cn-beijing"));
    assert_eq!(config.profile.as_deref(), Some("work"));
    assert_eq!(config.basics.user_agent.as_deref(), Some("tool/3 (linux)"));
    assert_eq!(config.basics.connect_timeout, Duration::from_secs(3));
    assert_eq!(config.basics.attempt_timeout, Duration::from_millis(1500));
    assert_eq!(config.basics.operation_timeout, Duration::from_secs(120));
}

#[test]
fn empty_variables_leave_the_defaults() {
    let shown = |config: Config| {
        let shown = format!("{config:?}");
        shown.replace(r#"credentials: Some("***")"#, "credentials: None")
    };
    let empty = read(&[
        ("ALIBABA_CLOUD_REGION_ID", ""),
        ("ALIBABA_CLOUD_PROFILE", ""),
        ("ALIBABA_CLOUD_USER_AGENT", ""),
        ("ALIBABA_CLOUD_CONNECT_TIMEOUT", ""),
        ("ALIBABA_CLOUD_ATTEMPT_TIMEOUT", ""),
        ("ALIBABA_CLOUD_OPERATION_TIMEOUT", ""),
    ]);
    assert_eq!(shown(empty.unwrap()), shown(Config::default()));
}

#[test]
fn a_variable_that_does_not_fit_is_named_with_its_setting() {
    let cases: [(Variables, &str, &str); 5] = [
        (
            &[("ALIBABA_CLOUD_REGION_ID", "a/b")],
            "region",
            "give one as cn-hangzhou",
        ),
        (
            &[("ALIBABA_CLOUD_USER_AGENT", "my\nsecret")],
            "user_agent",
            "visible ASCII",
        ),
        (
            &[("ALIBABA_CLOUD_CONNECT_TIMEOUT", "my-secret")],
            "connect_timeout",
            "1500ms",
        ),
        (
            &[("ALIBABA_CLOUD_ATTEMPT_TIMEOUT", "10 secrets")],
            "attempt_timeout",
            "10s",
        ),
        (
            &[("ALIBABA_CLOUD_OPERATION_TIMEOUT", "0s")],
            "operation_timeout",
            "no time",
        ),
    ];
    for (variables, setting, accepted) in cases {
        let error = read(variables).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(variables[0].0), "{text}");
        assert!(text.contains(&format!("`{setting}`")), "{text}");
        assert!(text.contains(accepted), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

const WITH_ENDPOINT: Variables = &[
    ("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou"),
    ("ALIBABA_CLOUD_DEMO_ENDPOINT", "http://127.0.0.1:1234"),
];

#[test]
fn the_endpoint_is_that_of_the_service() {
    let client = Client::new(&SERVICE, read(WITH_ENDPOINT).unwrap()).unwrap();
    assert_eq!(client.endpoint(), "http://127.0.0.1:1234");
    let other = Service {
        product: "my-demo.2",
        ..SERVICE
    };
    let client = Client::new(Box::leak(Box::new(other)), read(WITH_ENDPOINT).unwrap()).unwrap();
    assert_eq!(client.endpoint(), "https://demo.cn-hangzhou.example.com");
    assert_eq!(
        variables::endpoint_name("my-demo.2"),
        "ALIBABA_CLOUD_MY_DEMO_2_ENDPOINT"
    );
}

#[test]
fn an_endpoint_that_does_not_fit_is_named_by_its_variable() {
    for (variables, shown) in [
        (
            &[("ALIBABA_CLOUD_DEMO_ENDPOINT", "host/path")][..],
            "leave out the path",
        ),
        (
            &[("ALIBABA_CLOUD_DEMO_ENDPOINT", "me:my-secret@host")],
            "user information",
        ),
    ] {
        let error = Client::new(&SERVICE, read(variables).unwrap()).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("`endpoint`")
                && text.contains("ALIBABA_CLOUD_DEMO_ENDPOINT")
                && text.contains(shown)
                && !text.contains("my-secret"),
            "{text}"
        );
    }
}

#[test]
fn what_is_said_in_code_wins() {
    let config = read(WITH_ENDPOINT)
        .unwrap()
        .to_builder()
        .endpoint("other.example.com")
        .build();
    let client = Client::new(&SERVICE, config).unwrap();
    assert_eq!(client.endpoint(), "https://other.example.com");
    // Without from_env no variable counts.
    let client = Client::new(&SERVICE, keyed().region("a").build()).unwrap();
    assert_eq!(client.endpoint(), "https://demo.a.example.com");
}

#[test]
fn the_table_has_each_method_of_the_builder_and_each_variable() {
    let table: Vec<_> = MODULE
        .lines()
        .filter(|line| line.starts_with("//! | "))
        .collect();
    let row = |method: &str| {
        let link = format!("[`{method}`](ConfigBuilder::{method})");
        let mut rows = table.iter().filter(|line| line.contains(&link));
        let row = rows.next().unwrap_or_else(|| panic!("no {method}"));
        assert!(rows.next().is_none(), "{method} stands there twice");
        *row
    };
    let methods: Vec<_> = BUILDER
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub fn "))
        .filter_map(|rest| rest.split('(').next())
        .filter(|name| *name != "build")
        .collect();
    assert!(methods.len() > 20, "{methods:?}");
    for method in methods {
        row(method);
    }
    for variable in &variables::VARIABLES {
        let row = row(variable.setting);
        assert!(row.contains(&format!("| `{}` |", variable.name)), "{row}");
    }
    let (before, after) = ("| `ALIBABA_CLOUD_<PRODUCT>", "_ENDPOINT` |");
    assert!(row("endpoint").contains(&format!("{before}{after}")));
    assert_eq!(
        variables::endpoint_name("x"),
        format!("{before}{after}")
            .replace("<PRODUCT>", "X")
            .trim_matches(['|', ' ', '`'])
    );
}

#[test]
fn variables_are_named_in_one_place() {
    // The builder and the rest of the module refer to the list.
    for text in [BUILDER, MODULE] {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            assert!(!line.contains("\"ALIBABA_CLOUD_"), "{line}");
        }
    }
}

#[tokio::test]
async fn a_profile_of_the_configuration_wins_over_that_of_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".aliyun");
    std::fs::create_dir(&folder).unwrap();
    let profile = |name: &str, region: &str| {
        format!(
            r#"{{"name": "{name}", "mode": "AK", "access_key_id": "key-of-{name}", "access_key_secret": "s",
                "region_id": "{region}"}}"#
        )
    };
    let profiles = [profile("a", "cn-beijing"), profile("b", "cn-shanghai")].join(",");
    let text = format!(r#"{{"current": "c", "profiles": [{profiles}]}}"#);
    std::fs::write(folder.join("config.json"), text).unwrap();
    let environment = Environment::of_pairs(vec![
        ("HOME".to_owned(), home.path().to_str().unwrap().to_owned()),
        ("ALIBABA_CLOUD_PROFILE".to_owned(), "a".to_owned()),
    ]);
    let of_environment = Config::from_environment(environment).unwrap();
    let chosen = of_environment.to_builder().profile("b").build();
    for (config, name, region) in [
        (of_environment, "a", "cn-beijing"),
        (chosen, "b", "cn-shanghai"),
    ] {
        let client = Client::new(&SERVICE, config).unwrap();
        let endpoint = format!("https://demo.{region}.example.com");
        assert_eq!(client.endpoint(), endpoint);
        let credentials = client.inner.credentials.credentials().await.unwrap();
        assert_eq!(credentials.access_key_id(), format!("key-of-{name}"));
    }
}
