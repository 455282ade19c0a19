//! The program as a newcomer runs it.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_abort_and_rollback"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn with_mock_it_prints_both_ids() {
    for arguments in [
        &["--mock"][..],
        &["--mock", "--xml"],
        &["--mock", "another-id"],
    ] {
        let output = run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            stderr(&output)
        );
        let expected = "change order  30b2374d-9520-****-****-4d72795c****\n\
                        request ID    81E0B333-2871-****-****-B8F5FF43****\n";
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            expected,
            "{arguments:?}"
        );
    }
}

#[test]
fn without_an_id_it_says_how_it_is_called() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("<CHANGE_ORDER_ID>"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn without_keys_it_names_the_variables() {
    let output = run(&["30b2374d"]);
    assert_eq!(output.status.code(), Some(1));
    for name in [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_REGION_ID",
    ] {
        assert!(stderr(&output).contains(name), "{}", stderr(&output));
    }
}
