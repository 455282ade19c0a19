//! The program as a user runs it.

use std::process::{Command, Output};

/// Runs the program without the variables of whoever runs the tests.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abort_and_rollback"));
    command.env_clear().args(arguments);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command.envs(environment.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

const BOTH_IDS: &str = "change order  30b2374d-9520-****-****-4d72795c****\n\
                        request ID    81E0B333-2871-****-****-B8F5FF43****\n";

#[test]
fn both_ids_are_printed_whichever_format_the_reply_has() {
    for arguments in [
        &["--mock"][..],
        &["--mock", "--xml"],
        &["--mock", "an-id-with äöü & +"],
    ] {
        let output = run(arguments, &[]);
        assert_eq!(text(&output.stdout), BOTH_IDS, "{arguments:?}");
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn an_empty_environment_ends_with_1_and_the_names_of_the_variables() {
    for arguments in [
        &["an-id"][..],
        &["an-id", "--xml"],
        &["an-id", "--region", "cn-hangzhou"],
    ] {
        let output = run(arguments, &[]);
        let errors = text(&output.stderr);
        for name in [
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "ALIBABA_CLOUD_REGION_ID",
        ] {
            assert!(errors.contains(name), "{arguments:?}: {errors}");
        }
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    }
}

#[test]
fn a_missing_region_is_one_line_of_error_and_one_of_hint() {
    let keys = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI-EXAMPLE-ID"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "example-secret"),
    ];
    let output = run(&["an-id"], &keys);
    let lines: Vec<_> = text(&output.stderr).lines().collect();
    assert!(
        matches!(lines[..], [error, hint]
            if error.starts_with("error: ") && hint.contains("ALIBABA_CLOUD_REGION_ID")),
        "{lines:?}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_missing_id_is_a_mistake_on_the_command_line_unless_there_is_a_mock() {
    let output = run(&[], &[]);
    assert!(text(&output.stderr).contains("<CHANGE_ORDER_ID>"));
    assert_eq!(output.status.code(), Some(2));
}
