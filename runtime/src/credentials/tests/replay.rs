//! The recorded cases of the official SDK's default chain, replayed.
//!
//! Where this crate differs on purpose, a rule here says so; no case is named.

use serde_json::Value;
use url::Url;

use super::*;
use crate::signing::rpc;

/// When the cases were recorded, give or take a minute: some texts hold times of that clock.
const RECORDED: i64 = 1_795_489_460;

/// What the recorder calls the sources in errors, and what this crate does.
const SOURCES: [(&str, &str); 6] = [
    ("EnvironmentVariableCredentialsProvider", "env"),
    ("OIDCRoleArnCredentialsProvider", "oidc_role_arn"),
    ("CLIProfileCredentialsProvider", "cli_profile"),
    ("ProfileCredentialsProvider", "profile"),
    ("EcsRamRoleCredentialsProvider", "ecs_ram_role"),
    ("URLCredentialProvider", "credential_uri"),
];

#[tokio::test]
async fn every_recorded_case_of_the_chain_is_reproduced() {
    let mut replayed = 0;
    let cases: Vec<Value> = include_str!("recorded.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for case in &cases {
        let name = text(&case["case"]);
        let playing = stage(case).play();
        let source = source(case, &playing);
        let outcome = source.credentials().await;
        for _ in 0..case["again"].as_u64().unwrap_or(0) {
            use_again(&*source).await;
        }
        check_outcome(name, case, &*source, outcome);
        check_requests(name, case, &playing);
        check_times(name, case, &playing);
        check_file(name, case, &playing);
        replayed += 1;
    }
    assert_eq!((replayed, cases.len()), (49, 49));
    println!("{replayed} of {} recorded cases reproduced", cases.len());
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn pairs(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().unwrap().iter()
}

fn stage(case: &Value) -> Stage {
    let mut stage = Stage::new();
    for (name, value) in pairs(&case["env"]) {
        stage = stage.variable(name, text(value));
    }
    for (name, value) in pairs(&case["files"]) {
        stage = stage.file(name, text(value));
    }
    let lasts = Duration::from_secs(case["ttl"].as_u64().unwrap_or(3600));
    let end = cache::shown(now() + lasts);
    for (pattern, value) in pairs(&case["replies"]) {
        let body = text(&value[1]).replace("@EXP@", &end);
        stage = match value[0].as_u64() {
            Some(status) => stage.reply(pattern, u16::try_from(status).unwrap(), &body),
            None => stage.answer(pattern, Answer::Broken),
        };
    }
    stage
}

/// The chain, or the source that the case configures.
fn source(case: &Value, playing: &Playing) -> Box<dyn ProvideCredentials> {
    let config = &case["config"];
    if config.is_null() {
        return Box::new(playing.chain());
    }
    assert_eq!(config["type"], "ram_role_arn");
    let (id, secret) = (
        text(&config["access_key_id"]),
        text(&config["access_key_secret"]),
    );
    let key = match config["security_token"].as_str() {
        Some(token) => Credentials::temporary(id, secret, token, None).unwrap(),
        None => Credentials::new(id, secret).unwrap(),
    };
    let role = sts::Role {
        arn: config["role_arn"].as_str().map(str::to_owned),
        session_name: config["role_session_name"].as_str().map(str::to_owned),
        duration: config["role_session_expiration"]
            .as_u64()
            .map(Duration::from_secs),
        ..sts::Role::default()
    };
    let source = AssumeRoleCredentials::assemble(Arc::new(key), &role, &playing.surroundings);
    Box::new(source.unwrap())
}

/// Uses what is already stale. The SDK refreshes while the caller waits; here this happens in the background, at most
/// once a second, while the caller goes on with the value that is still valid.
async fn use_again(source: &dyn ProvideCredentials) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(1)).await;
    source.credentials().await.unwrap();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tokio::time::resume();
}

fn check_outcome(
    name: &str,
    case: &Value,
    source: &dyn ProvideCredentials,
    outcome: Result<Credentials, CredentialsError>,
) {
    let expected = &case["result"];
    if expected.is_null() {
        return check_error(
            name,
            text(&case["error"]),
            &outcome.unwrap_err().to_string(),
        );
    }
    let credentials = outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(
        credentials.access_key_id(),
        text(&expected["accessKeyId"]),
        "{name}"
    );
    assert_eq!(
        credentials.access_key_secret(),
        text(&expected["accessKeySecret"]),
        "{name}"
    );
    assert_eq!(
        credentials.security_token(),
        expected["securityToken"].as_str(),
        "{name}"
    );
    assert_eq!(
        source.source_name(),
        text(&expected["providerName"]),
        "{name}"
    );
}

/// Both name the same sources. Of those that the recorder leaves out, this crate says that it did not try them.
fn check_error(name: &str, recorded: &str, error: &str) {
    for (theirs, ours) in SOURCES {
        let at = error.find(&format!("{ours}: "));
        let at = at.unwrap_or_else(|| panic!("{name}: {ours} is not in {error}"));
        let tried = !error[at..].starts_with(&format!("{ours}: not tried, "));
        let off = recorded.contains(&format!("{theirs}: cli credentials file is disabled"));
        let theirs_tried = [format!("'{theirs}: "), format!("\"{theirs}: ")];
        let theirs_tried = theirs_tried.iter().any(|text| recorded.contains(text)) && !off;
        assert_eq!(tried, theirs_tried, "{name}: {ours} in {error}");
    }
    for mark in ["http_code: ", "HttpCode="] {
        for rest in recorded.split(mark).skip(1) {
            assert!(
                error.contains(&format!("HTTP {}", &rest[..3])),
                "{name}: {error}"
            );
        }
    }
}

fn check_requests(name: &str, case: &Value, playing: &Playing) {
    let (sent, recorded) = (playing.sent(), case["requests"].as_array().unwrap());
    let short: Vec<_> = sent.iter().map(|one| (&one.method, &one.url)).collect();
    assert_eq!(sent.len(), recorded.len(), "{name}: {short:?}");
    for (sent, recorded) in sent.iter().zip(recorded) {
        assert_eq!(sent.method, text(&recorded["method"]), "{name}");
        check_url(name, &sent.url, text(&recorded["url"]));
        check_headers(name, sent, recorded);
        check_body(name, sent, &recorded["body"]);
        let limits = &recorded["timeout_s"];
        let seconds = |place: usize| Duration::from_secs_f64(limits[place].as_f64().unwrap());
        let expected = TimeLimits {
            connect: seconds(0),
            read: seconds(1),
        };
        assert_eq!(sent.limits, expected, "{name}");
    }
}

type Pairs = Vec<(String, String)>;

fn query(url: &Url) -> Pairs {
    let mut pairs: Vec<_> = url.query_pairs().into_owned().collect();
    pairs.sort();
    pairs
}

fn check_url(name: &str, sent: &str, recorded: &str) {
    let (sent, recorded) = (Url::parse(sent).unwrap(), Url::parse(recorded).unwrap());
    assert_eq!(sent.origin(), recorded.origin(), "{name}");
    assert_eq!(sent.path(), recorded.path(), "{name}");
    let (sent, mut recorded) = (query(&sent), query(&recorded));
    rename_session(&mut recorded);
    correct_signature(name, &mut recorded);
    assert_eq!(sent, recorded, "{name}");
}

/// A session that nobody named has a name of the SDK's own and the time; here it has this crate's name and the time.
fn rename_session(query: &mut Pairs) {
    for (name, value) in query {
        if name == "RoleSessionName" && value.starts_with("credentials-python-") {
            *value = format!("acs-runtime-{}", NOW.as_secs());
        }
    }
}

/// The SDK signs `+` for a blank, where the documentation says `%20`. Here the documentation counts: the recorded
/// signature has to be one over `+`, and is then replaced.
fn correct_signature(name: &str, query: &mut Pairs) {
    if !query.iter().any(|(_, value)| value.contains(' ')) {
        return;
    }
    let secret = "cli-sk";
    let signed: Vec<_> = query
        .iter()
        .filter(|(name, _)| name != "Signature")
        .collect();
    let signed: Vec<_> = signed
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let documented = rpc::string_to_sign("GET", &signed);
    let theirs = documented.replace("%2520", "%2B");
    let Some((_, signature)) = query.iter_mut().find(|(name, _)| name == "Signature") else {
        // Unsigned requests have no such difference.
        return;
    };
    assert_eq!(*signature, rpc::signature(secret, &theirs), "{name}");
    *signature = rpc::signature(secret, &documented);
}

/// All headers but those that the HTTP library adds, and the name of the client.
fn check_headers(name: &str, sent: &Sent, recorded: &Value) {
    let mut sent = sent.headers.clone();
    let agent = sent.remove("user-agent").unwrap();
    assert!(agent.starts_with("acs-runtime/"), "{agent}");
    let mut expected: BTreeMap<_, _> = pairs(&recorded["headers"])
        .map(|(name, value)| (name.to_lowercase(), text(value).to_owned()))
        .collect();
    expected.remove("user-agent");
    expected.remove("content-length");
    // The SDK leaves out the port, which RFC 9110, section 7.2 asks for.
    let url = Url::parse(text(&recorded["url"])).unwrap();
    if let Some(port) = url.port() {
        expected
            .entry("host".to_owned())
            .and_modify(|host| *host += &format!(":{port}"));
    }
    assert_eq!(sent, expected, "{name}");
}

fn check_body(name: &str, sent: &Sent, recorded: &Value) {
    let Some(recorded) = recorded.as_str() else {
        return assert_eq!(sent.body, "", "{name}");
    };
    if let Ok(json) = serde_json::from_str::<Value>(recorded) {
        let sent: Value = serde_json::from_str(&sent.body).unwrap();
        return assert_eq!(sent, json, "{name}");
    }
    let form = |text: &str| query(&Url::parse(&format!("http://form/?{text}")).unwrap());
    assert_eq!(form(&sent.body), form(recorded), "{name}");
}

fn seconds(later: SystemTime) -> i64 {
    let since = later.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// The times are those of the recording, from the moment of the fetch on; where no service said when the credentials
/// end, a file or a program did, whose times do not move with the clock.
fn check_times(name: &str, case: &Value, playing: &Playing) {
    let (kept, recorded) = (
        playing.surroundings.kept.times(),
        case["refresh"].as_array().unwrap(),
    );
    assert_eq!(kept.len(), recorded.len(), "{name}");
    for ((at, stale, ahead), recorded) in kept.into_iter().zip(recorded) {
        let (at, stale) = (seconds(at), seconds(stale.unwrap()));
        let recorded_stale = recorded["stale_in_s"].as_i64().unwrap();
        if pairs(&case["replies"]).next().is_some() {
            assert_eq!(stale - at, recorded_stale, "{name}");
        } else {
            assert!(
                (stale - RECORDED - recorded_stale).abs() <= 60,
                "{name}: {stale}"
            );
        }
        let ahead = ahead.map(|ahead| seconds(ahead) - at);
        let recorded_ahead = recorded["prefetch_in_s"].as_i64();
        assert_eq!(ahead.is_some(), recorded_ahead.is_some(), "{name}");
        let difference = ahead.unwrap_or(0) - recorded_ahead.unwrap_or(0);
        assert!(difference.abs() <= 1, "{name}: {ahead:?}");
    }
}

/// The profile that was rewritten, and all else in the file as it was.
fn check_file(name: &str, case: &Value, playing: &Playing) {
    for (file, before) in pairs(&case["files"]).filter(|(file, _)| file.contains("config.json")) {
        let mut expected: Value = serde_json::from_str(text(before)).unwrap();
        if let Some(profile) = case["config_file_rewritten_profile"].get(file) {
            expected["profiles"][0] = profile.clone();
            move_times(&mut expected["profiles"][0]);
        }
        let now = fs::read_to_string(playing.home.path().join(file)).unwrap();
        let expected = playing.at_home(&expected.to_string());
        let (now, expected): (Value, Value) = (
            serde_json::from_str(&now).unwrap(),
            serde_json::from_str(&expected).unwrap(),
        );
        assert_eq!(now, expected, "{name}");
    }
}

/// What the recorder noted by its clock, an hour from then, this crate notes by the clock of these tests.
fn move_times(profile: &mut Value) {
    for (_, value) in profile.as_object_mut().unwrap() {
        let noted = value
            .as_i64()
            .is_some_and(|time| (time - RECORDED - 3600).abs() <= 60);
        if noted {
            *value = (NOW.as_secs() + 3600).into();
        }
    }
}
