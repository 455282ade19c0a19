//! The programs as a user runs them.

use std::process::{Command, Output};

/// Runs a program without the variables of whoever runs the tests.
fn run_program(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program);
    command.env_clear().args(arguments);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command.envs(environment.iter().copied()).output().unwrap()
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    run_program(
        env!("CARGO_BIN_EXE_abort_and_rollback"),
        arguments,
        environment,
    )
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The words at the beginnings of the lines, without the ids and times behind them.
fn labels(output: &str) -> Vec<&str> {
    output
        .lines()
        .map(|line| line.split("  ").next().unwrap_or_default())
        .collect()
}

#[test]
fn a_rollback_is_printed_whichever_format_the_reply_has() {
    for arguments in [
        &["--mock"][..],
        &["--mock", "--xml"],
        &["--mock", "an-id-with äöü & + from the documentation: ****"],
    ] {
        let output = run(arguments, &[]);
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        let labels = labels(text(&output.stdout));
        assert_eq!(
            labels,
            ["change order", "rollback", "request ID"],
            "{arguments:?}"
        );
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn the_program_that_is_not_asynchronous_does_the_same() {
    let program = env!("CARGO_BIN_EXE_blocking");
    let output = run_program(program, &["--mock"], &[]);
    assert_eq!(text(&output.stderr), "");
    let labels = labels(text(&output.stdout));
    assert_eq!(labels, ["change order", "rollback", "request ID"]);
    let output = run_program(program, &["--mock", "nobody-knows-it"], &[]);
    assert!(text(&output.stderr).contains("nobody-knows-it does not exist"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn opentelemetry_sees_each_call_and_each_attempt() {
    let program = env!("CARGO_BIN_EXE_opentelemetry");
    let output = run_program(program, &["--mock"], &[]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    let printed = text(&output.stdout);
    let spans: Vec<_> = printed.split("\nSpan #").skip(1).collect();
    let span = |name: &str| -> Vec<_> {
        let line = format!("Name         : {name}\n");
        spans.iter().filter(|span| span.contains(&line)).collect()
    };
    let calls = span("edas.ListApplication");
    let attempts = span("POST /pop/v5/app/app_list");
    assert_eq!((calls.len(), attempts.len()), (1, 2), "{printed}");
    let [first, second] = attempts[..] else {
        panic!("{printed}")
    };
    for (span, parts) in [
        (
            calls[0],
            &[
                "rpc.method",
                "alibaba_cloud.request_id",
                "server.address",
                "cloud.region",
            ][..],
        ),
        (
            first,
            &[
                "Status       : Error",
                "error.type: String(Owned(\"ServiceUnavailable\"))",
                "http.response.status_code: I64(503)",
            ],
        ),
        (
            second,
            &[
                "Status       : Unset",
                "http.request.resend_count: I64(1)",
                "http.response.status_code: I64(200)",
            ],
        ),
    ] {
        for part in parts.iter().chain(&["Kind         : Client"]) {
            assert!(span.contains(part), "no {part} in {span}");
        }
    }
    for secret in ["demo-shop", "Signature="] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn an_unknown_change_order_is_an_error_with_its_request_id() {
    let output = run(&["--mock", "nobody-knows-it"], &[]);
    let errors = text(&output.stderr);
    assert!(
        errors.contains("nobody-knows-it does not exist"),
        "{errors}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_story_ends_where_it_began() {
    let program = env!("CARGO_BIN_EXE_deploy_and_roll_back");
    for arguments in [&["--mock"][..], &["--mock", "--xml"]] {
        let output = run_program(program, arguments, &[]);
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        let printed = text(&output.stdout);
        let running: Vec<_> = printed
            .lines()
            .filter(|line| line.starts_with("running"))
            .collect();
        let [before, after] = running[..] else {
            panic!("{printed}")
        };
        assert_eq!(before, after);
        let history: Vec<_> = printed
            .lines()
            .skip_while(|line| !line.starts_with("history"))
            .skip(1)
            .collect();
        let kinds: Vec<_> = history
            .iter()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .collect();
        assert_eq!(
            kinds[0][..4],
            ["Roll", "Back", "Application", "Succeeded"],
            "{printed}"
        );
        assert_eq!(
            kinds[1][..3],
            ["Deploy", "Application", "Terminated"],
            "{printed}"
        );
        assert_eq!(
            kinds[2][..3],
            ["Deploy", "Application", "Succeeded"],
            "{printed}"
        );
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

#[test]
fn calls_are_counted_with_their_attempts_and_errors() {
    let program = env!("CARGO_BIN_EXE_count_calls");
    let output = run_program(program, &["--mock"], &[]);
    assert_eq!(text(&output.stderr), "");
    let printed = text(&output.stdout);
    let table: Vec<_> = printed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .collect();
    assert_eq!(
        table[1..4],
        [
            ["GetChangeOrderInfo", "1", "1", "1"],
            ["ListApplication", "2", "2", "0"],
            ["ListCluster", "1", "2", "0"]
        ],
        "{printed}"
    );
}
