//! `edas-mock` as a user runs it.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edas-mock"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs it with arguments with which it does not stay.
fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

#[track_caller]
fn assert_refused(output: &Output, parts: &[&str]) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{errors}");
    for part in parts {
        assert!(errors.contains(part), "{part} is not in: {errors}");
    }
}

/// Starts it, and reads what it says until it is ready.
fn start(arguments: &[&str]) -> (Child, Vec<String>) {
    let mut child = command(arguments).spawn().unwrap();
    // The secret comes last, of an account that was brought along only the id.
    let last = if arguments.contains(&"--account") {
        "ACCESS_KEY_ID"
    } else {
        "ACCESS_KEY_SECRET"
    };
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        said.push(line.unwrap());
        if said.last().is_some_and(|line| line.contains(last)) {
            break;
        }
    }
    (child, said)
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Waits until it has ended; it is killed when that takes too long.
fn end(mut child: Child) -> (Option<i32>, String) {
    let limit = Instant::now() + Duration::from_secs(20);
    while child.try_wait().unwrap().is_none() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    let status = child.wait().unwrap();
    let mut errors = String::new();
    child.stderr.unwrap().read_to_string(&mut errors).unwrap();
    (status.code(), errors)
}

#[test]
fn it_says_where_it_is_and_with_which_key_and_stops_when_asked() {
    for name in ["INT", "TERM"] {
        let (child, said) = start(&["--port", "0"]);
        assert!(said[0].starts_with("EDAS on http://127.0.0.1:"), "{said:?}");
        let exported = said
            .iter()
            .filter(|line| line.starts_with("export ALIBABA_CLOUD_"));
        assert_eq!(exported.count(), 2, "{said:?}");
        signal(&child, name);
        assert_eq!(end(child).0, Some(0));
    }
}

#[test]
fn it_goes_on_when_nobody_reads_what_it_says() {
    let mut child = command(&["--port", "0"]).spawn().unwrap();
    drop(child.stdout.take());
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none());
    signal(&child, "TERM");
    assert_eq!(end(child).0, Some(0));
}

#[test]
fn a_second_signal_ends_it_although_a_call_hangs() {
    let (child, said) = start(&["--port", "0", "--fault", "*=hang"]);
    let address = said[0].rsplit("http://").next().unwrap().to_owned();
    let mut open = std::net::TcpStream::connect(address).unwrap();
    let call = "GET /pop/v5/resource/components HTTP/1.1\r\nhost: h\r\n\r\n";
    std::io::Write::write_all(&mut open, call.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let started = Instant::now();
    signal(&child, "INT");
    std::thread::sleep(Duration::from_millis(300));
    signal(&child, "INT");
    assert_eq!(end(child).0, Some(0));
    assert!(
        started.elapsed() < Duration::from_secs(4),
        "not after the time of grace"
    );
}

#[test]
fn the_state_is_saved_at_the_end_and_read_at_the_start() {
    let folder = std::env::temp_dir().join(format!("edas-mock-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("state.json");
    let path = path.to_str().unwrap();
    let (child, _) = start(&["--port", "0", "--seed", "5", "--save-state", path]);
    signal(&child, "TERM");
    assert_eq!(end(child).0, Some(0));
    let saved = std::fs::read_to_string(path).unwrap();
    assert!(saved.contains("demo-shop"));
    let (child, _) = start(&["--port", "0", "--state", path]);
    signal(&child, "TERM");
    assert_eq!(end(child).0, Some(0));
    // A terminal that is closed is no reason to lose it.
    let (child, _) = start(&["--port", "0", "--save-state", path]);
    signal(&child, "HUP");
    assert_eq!(end(child).0, Some(0));
    assert!(std::fs::read_to_string(path).unwrap().contains("demo-shop"));
    std::fs::write(path, "{").unwrap();
    assert_refused(
        &run(&["--port", "0", "--state", path]),
        &["the world cannot begin", "line 1"],
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn wrong_arguments_are_refused_with_what_would_be_right() {
    assert_refused(
        &run(&["--fault", "GetClusta=reset"]),
        &["did you mean `GetCluster`?"],
    );
    assert_refused(&run(&["--fault", "*=explode"]), &["latency:MILLISECONDS"]);
    assert_refused(&run(&["--speed", "-1"]), &["--speed"]);
    assert_refused(&run(&["--speed", "nan"]), &["from 0 to 86400"]);
    assert_refused(&run(&["--stage-time", "soon"]), &["a number of seconds"]);
    assert_refused(&run(&["--state", "/does/not/exist"]), &["/does/not/exist"]);
    assert_refused(
        &run(&["--save-state", "/does/not/exist"]),
        &["/does/not/exist"],
    );
    let twice = ["--account", "a:one", "--account", "a:two"];
    assert_refused(&run(&twice), &["two accounts have the access key ID a"]);
    let other = ["--state", "f", "--region", "cn-beijing"];
    assert_refused(&run(&other), &["--region", "cannot be used with"]);
    let (child, said) = start(&["--port", "0"]);
    let port = said[0].rsplit(':').next().unwrap();
    let taken = run(&["--port", port]);
    assert_refused(&taken, &["cannot listen at 127.0.0.1", "in use"]);
    signal(&child, "TERM");
    end(child);
}

#[test]
fn secrets_that_were_brought_along_are_not_printed() {
    let (child, said) = start(&[
        "--port",
        "0",
        "--account",
        "LTAI-MINE:my-secret:my-token:60",
    ]);
    assert!(!said.join("\n").contains("my-secret"), "{said:?}");
    signal(&child, "TERM");
    end(child);
    let output = run(&["--account", "my-secret"]);
    assert_refused(&output, &["ID:SECRET"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("my-secret"));
}
