//! Programs that print credentials, and programs that do not.

use std::path::Path;
use std::time::Instant;

use super::*;

/// A shell that runs this text; the text has no single quotation mark.
fn shell(text: &str) -> ExternalCredentials {
    ExternalCredentials::new(format!("sh -c '{text}'")).unwrap()
}

#[tokio::test]
async fn a_key_without_an_end_is_asked_for_each_time() {
    let home = tempfile::tempdir().unwrap();
    let count = home.path().join("count");
    let text = format!(
        r#"echo x >> {}; echo "{{\"mode\": \"AK\", \"access_key_id\": \"i\", \"access_key_secret\": \"s\"}}""#,
        count.display()
    );
    let source = shell(&text);
    for _ in 0..3 {
        assert_eq!(source.credentials().await.unwrap().access_key_id(), "i");
    }
    assert_eq!(fs::read_to_string(count).unwrap(), "x\nx\nx\n");
}

#[tokio::test]
async fn what_goes_wrong_with_a_program_is_said_without_what_it_prints() {
    for (text, said) in [
        ("echo sesame; exit 3", "exit status: 3"),
        ("echo sesame >&2; kill -9 $$", "signal: 9"),
        ("echo sesame", "is no JSON"),
        ("true", "is no JSON"),
        (r#"printf "\\377""#, "is no text"),
        (
            r#"echo "{\"mode\": \"sesame\", \"access_key_id\": \"i\", \"access_key_secret\": \"s\"}""#,
            "another `mode`",
        ),
        (
            r#"echo "{\"mode\": \"AK\", \"access_key_id\": \"sesame\"}""#,
            "no usable `access_key_secret`",
        ),
        (
            r#"echo "{\"mode\": \"StsToken\", \"access_key_id\": \"sesame\", \"access_key_secret\": \"s\"}""#,
            "no usable `sts_token`",
        ),
    ] {
        let error = problem(&shell(text)).await;
        assert!(
            error.contains(said) && !error.contains("sesame"),
            "{text}: {error}"
        );
        assert!(error.contains("`sh`"), "{error}");
    }
    let missing = ExternalCredentials::new("/no/such/program sesame").unwrap();
    let error = problem(&missing).await;
    assert!(
        error.contains("cannot be started") && !error.contains("sesame"),
        "{error}"
    );
}

#[test]
fn a_command_that_is_none_is_refused() {
    for command in ["", "  ", "a 'b", "\"sesame"] {
        let error = ExternalCredentials::new(command).unwrap_err().to_string();
        assert!(!error.contains("sesame"), "{error}");
    }
}

#[tokio::test]
async fn a_program_that_prints_without_end_is_stopped_early() {
    let began = Instant::now();
    for text in ["head -c 10000000 /dev/zero", "exec yes"] {
        let error = problem(&shell(text)).await;
        assert!(error.contains("more than 1 MiB"), "{error}");
    }
    assert!(began.elapsed() < Duration::from_secs(20));
}

/// The process that a shell noted, once it did.
async fn noted(file: &Path) -> String {
    loop {
        let text = fs::read_to_string(file).unwrap_or_default();
        if text.ends_with('\n') {
            return text.trim().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until the process is gone, or only its exit status is left.
fn assert_killed(process: &str) {
    let gone = || match fs::read_to_string(format!("/proc/{process}/stat")) {
        Ok(state) => state.contains(") Z "),
        Err(_) => true,
    };
    let began = Instant::now();
    while !gone() {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "{process} still runs"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_program_that_hangs_is_killed_after_a_minute() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("process");
    let source = shell(&format!("echo $$ > {}; exec sleep 1000", file.display()));
    let mut waiting = Box::pin(problem(&source));
    let process = tokio::select! {
        error = &mut waiting => panic!("{error}"),
        process = noted(&file) => process,
    };
    // Time now runs on by itself.
    tokio::time::pause();
    let error = waiting.await;
    assert!(error.contains("ran longer than 60 s"), "{error}");
    assert_killed(&process);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_program_that_nobody_waits_for_any_more_is_killed() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("process");
    let source = shell(&format!("echo $$ > {}; exec sleep 1000", file.display()));
    let process = tokio::select! {
        outcome = source.credentials() => panic!("{outcome:?}"),
        process = noted(&file) => process,
    };
    assert_killed(&process);
}
