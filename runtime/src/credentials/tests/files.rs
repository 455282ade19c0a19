//! What stands in files, rightly or wrongly.

use super::*;

async fn cli_problem(config: &str) -> String {
    problem(&Stage::new().config(config).play().cli()).await
}

fn profiles(current: &str, profiles: &str) -> String {
    format!("{{\"current\": \"{current}\", \"profiles\": [{profiles}]}}")
}

#[tokio::test]
async fn what_is_no_json_is_said_with_its_place() {
    let error = cli_problem("{\n  \"current\": sesame\n}").await;
    assert!(error.contains("config.json is no JSON"), "{error}");
    assert!(error.contains("line 2, column 14"), "{error}");
    assert!(!error.contains("sesame"), "{error}");
    let error = cli_problem("").await;
    assert!(error.contains("stops at line 1"), "{error}");
}

#[tokio::test]
async fn a_profile_that_is_not_there_is_answered_with_those_that_are() {
    let config = profiles("a", r#"{"name": "a", "mode": "AK"}, {"name": "b"}"#);
    let playing = Stage::new()
        .config(&config)
        .ini("[c]\ntype = access_key\n[d]\n")
        .variable("ALIBABA_CLOUD_PROFILE", "other")
        .variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .play();
    let error = problem(&playing.chain()).await;
    assert!(
        error.contains("has no profile \"other\"; it has \"a\", \"b\""),
        "{error}"
    );
    assert!(
        error.contains("has no section \"other\"; it has \"c\", \"d\""),
        "{error}"
    );
}

#[tokio::test]
async fn what_a_profile_lacks_or_has_wrong_is_named() {
    for (profile, said) in [
        (r#"{"name": "a"}"#, "`mode` is missing"),
        (
            r#"{"name": "a", "mode": "AK", "access_key_id": "sesame"}"#,
            "`access_key_secret` is missing",
        ),
        (
            r#"{"name": "a", "mode": "StsToken", "access_key_id": "i", "access_key_secret": "sesame"}"#,
            "`sts_token`",
        ),
        (
            r#"{"name": "a", "mode": "BearerToken", "bearer_token": "sesame"}"#,
            "mode \"BearerToken\" is not supported",
        ),
        (
            r#"{"name": "a", "mode": "ChainableRamRoleArn"}"#,
            "`source_profile` is missing",
        ),
        (
            r#"{"name": "a", "mode": "OIDC"}"#,
            "`oidc_provider_arn` is missing",
        ),
        (
            r#"{"name": "a", "mode": "External"}"#,
            "`process_command` is missing",
        ),
        (
            r#"{"name": "a", "mode": "External", "process_command": "x 'sesame"}"#,
            "quotation without an end",
        ),
        (
            r#"{"name": "a", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "sesame"}"#,
            "no role is named",
        ),
        (
            r#"{"name": "a", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "sesame",
                "ram_role_arn": "r", "expired_seconds": 100}"#,
            "a session of 100 s is too short",
        ),
        (
            r#"{"name": "a", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "sesame",
                "ram_role_arn": "r", "expired_seconds": -1}"#,
            "`expired_seconds` is not a number",
        ),
        (
            r#"{"name": "a", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "sesame",
                "ram_role_arn": "r", "sts_region": "evil.example.com/"}"#,
            "is not a region id",
        ),
        (
            r#"{"name": "a", "mode": "CloudSSO", "cloud_sso_sign_in_url": "http://signin.example.com/x",
                "cloud_sso_access_token_expire": 4102444800, "access_token": "sesame"}"#,
            "without encryption",
        ),
        (
            r#"{"name": "a", "mode": "CloudSSO", "cloud_sso_sign_in_url": "https://signin.example.com",
                "cloud_sso_account_id": "x", "cloud_sso_access_config": "y", "access_token": "sesame"}"#,
            "`cloud_sso_access_token_expire` is no time",
        ),
    ] {
        let error = cli_problem(&profiles("a", profile)).await;
        assert!(error.contains(said), "{profile}: {error}");
        assert!(
            error.contains("config.json") && !error.contains("sesame"),
            "{error}"
        );
    }
    let error = cli_problem("{\"profiles\": 1}").await;
    assert!(error.contains("names no `current` profile"), "{error}");
}

#[tokio::test]
async fn profiles_that_lead_in_a_circle_are_refused() {
    let chained = |name: &str, source: &str| {
        format!(
            r#"{{"name": "{name}", "mode": "ChainableRamRoleArn", "ram_role_arn": "r", "source_profile": "{source}"}}"#
        )
    };
    let circle = [chained("a", "b"), chained("b", "c"), chained("c", "a")].join(", ");
    let error = cli_problem(&profiles("a", &circle)).await;
    assert!(
        error.contains("in a circle, by way of \"a\", \"b\", \"c\""),
        "{error}"
    );
    let error = cli_problem(&profiles("a", &chained("a", "a"))).await;
    assert!(error.contains("in a circle"), "{error}");
}

#[tokio::test]
async fn a_profile_may_take_its_key_from_a_long_row_of_others() {
    let mut all: Vec<_> = (0..9)
        .map(|number| {
            format!(
                r#"{{"name": "p{number}", "mode": "ChainableRamRoleArn", "ram_role_arn": "r{number}",
                    "source_profile": "p{}"}}"#,
                number + 1
            )
        })
        .collect();
    all.push(
        r#"{"name": "p9", "mode": "AK", "access_key_id": "i", "access_key_secret": "s"}"#
            .to_owned(),
    );
    let playing = Stage::new()
        .config(&profiles("p0", &all.join(",")))
        .reply("* sts", 200, STS_REPLY)
        .play();
    let source = playing.cli();
    assert_eq!(
        source.credentials().await.unwrap().access_key_id(),
        "STS.ak"
    );
    let sent = playing.sent();
    assert_eq!(sent.len(), 9);
    assert!(sent[0].url.contains("RoleArn=r8&") && sent[0].url.contains("AccessKeyId=i&"));
    assert!(sent[8].url.contains("RoleArn=r0&") && sent[8].url.contains("SecurityToken=sts-tok&"));
    assert!(source.source_name().ends_with("/ram_role_arn/static_ak"));
}

#[tokio::test]
async fn what_is_no_ini_file_is_said_with_its_line() {
    for (text, said) in [
        ("[default]\nsesame\n", "on line 2"),
        ("[default]\n", "`type` is missing"),
        ("[default]\ntype = sts\n", "the type \"sts\" is not known"),
        (
            "[default]\ntype = access_key\naccess_key_id = sesame\n",
            "`access_key_secret` is missing",
        ),
        (
            "[default]\ntype = rsa_key_pair\npublic_key_id = x\n",
            "`private_key_file` is missing",
        ),
    ] {
        let error = problem(&Stage::new().ini(text).play().profile()).await;
        assert!(
            error.contains(said) && error.contains("credentials.ini"),
            "{error}"
        );
        assert!(!error.contains("sesame"), "{error}");
    }
}

#[tokio::test]
async fn files_that_are_not_there_or_not_readable_are_named() {
    let playing = Stage::new().play();
    let error = problem(&playing.cli()).await;
    assert!(
        error.contains(".aliyun/config.json does not exist"),
        "{error}"
    );
    let error = problem(&playing.profile()).await;
    assert!(
        error.contains(".alibabacloud/credentials.ini does not exist"),
        "{error}"
    );
    // A folder in place of the file cannot be read by anybody, root included.
    let playing = Stage::new().file(".aliyun/config.json/x", "").play();
    let error = problem(&playing.cli()).await;
    assert!(error.contains("config.json cannot be read"), "{error}");
    let playing = Stage::new().config(&"x".repeat(2 << 20)).play();
    let error = problem(&playing.cli()).await;
    assert!(error.contains("larger than 1 MiB"), "{error}");
    let playing = Playing {
        surroundings: Surroundings::with(Environment::of(&[])),
        ..Stage::new().play()
    };
    let error = problem(&playing.cli()).await;
    assert!(error.contains("no home folder"), "{error}");
}

#[tokio::test]
async fn the_file_without_an_ending_is_read_where_the_other_is_missing() {
    let text = "[default]\ntype = access_key\naccess_key_id = i\naccess_key_secret = s\n";
    let playing = Stage::new().file(".alibabacloud/credentials", text).play();
    let credentials = playing.profile().credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), "i");
}

#[test]
fn the_region_of_the_profile_is_offered_unless_the_profile_is_off() {
    let config = profiles(
        "a",
        r#"{"name": "a", "region_id": "cn-beijing"}, {"name": "b", "region_id": ""}"#,
    );
    let region =
        |stage: Stage, profile| cli::region(&stage.play().surroundings.environment, profile);
    let stage = || Stage::new().config(&config);
    assert_eq!(region(stage(), None).as_deref(), Some("cn-beijing"));
    assert_eq!(region(stage(), Some("b")), None);
    let off = stage().variable("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "True");
    assert_eq!(region(off, None), None);
    assert_eq!(region(Stage::new(), None), None);
    assert_eq!(region(Stage::new().config("{"), None), None);
}
