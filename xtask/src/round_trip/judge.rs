//! Whether the requests of a client are what its document says, as openapi-core reads them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

use super::Arguments;

/// The program that judges, and what it needs.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("round-trip")
}

/// A Python with the packages that are needed; made when there is none yet, with the `python3` and `pip` of the system.
pub(super) fn python(out: &Path) -> Result<PathBuf, String> {
    let requirements = folder().join("requirements.txt");
    let environment = out.join("python");
    let python = environment.join("bin/python");
    let stamp = environment.join("requirements.txt");
    let wanted = std::fs::read(&requirements).map_err(|error| error.to_string())?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    finish(
        Command::new("python3")
            .args(["-m", "venv"])
            .arg(&environment),
    )?;
    let pip = ["-m", "pip", "install", "--quiet", "--requirement"];
    finish(Command::new(&python).args(pip).arg(&requirements))?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(python)
}

/// What a command prints, if it succeeds.
fn finish(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Shows the judge requests that are wrong on purpose, since one that took everything would find no fault in a client.
/// Says how many it told apart.
pub(super) fn check(python: &Path) -> Result<String, String> {
    let found = finish(
        Command::new(python)
            // Nothing is written beside the sources.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(folder().join("self_check.py")),
    )?;
    Ok(found.trim().to_owned())
}

/// Makes values of the schemas of all types; says how many.
pub(super) fn values(
    python: &Path,
    document: &Path,
    folder: &Path,
    arguments: &Arguments,
) -> Result<String, String> {
    let found = finish(
        Command::new(python)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(self::folder().join("values.py"))
            .arg(document)
            .arg(folder.join("types.json"))
            .arg(folder.join("told.json"))
            .args([arguments.values.to_string(), arguments.seed.to_string()]),
    )?;
    Ok(found.trim().to_owned())
}

/// What became of the calls of a client.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// How many there are.
    pub(super) calls: usize,
    /// How many of them arrived.
    pub(super) arrived: usize,
    /// Parts of requests that are right: parameters, bodies, credentials.
    pub(super) right: usize,
    /// Parts that the validator cannot read, and calls without a value for what is required, with the reason.
    pub(super) unread: Vec<String>,
    /// All others, with what is wrong.
    pub(super) wrong: Vec<String>,
}

/// What the judge says of a part of a request: nothing if it is right.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Problem {
    Wrong(String),
    Unread(String),
}

/// What it says of a request, part by part.
type Verdict = BTreeMap<String, Option<Problem>>;

/// The service that takes the requests and judges them.
struct Judge {
    process: Child,
    output: BufReader<std::process::ChildStdout>,
    port: String,
}

impl Judge {
    /// Starts it with a document and a list of calls; it writes values for the calls to the third file first.
    fn start(python: &Path, files: [&Path; 3], seed: u64) -> Result<Self, String> {
        let mut process = Command::new(python)
            // Nothing is written beside the sources.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(folder().join("judge.py"))
            .args(files)
            .arg(seed.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", python.display()))?;
        let mut output = BufReader::new(process.stdout.take().ok_or("no output")?);
        let mut port = String::new();
        let read = output.read_line(&mut port);
        if read.is_err() || port.is_empty() {
            let failed = process.wait_with_output();
            let failed = failed.map_err(|error| error.to_string())?;
            return Err(String::from_utf8_lossy(&failed.stderr).into_owned());
        }
        Ok(Self {
            process,
            output,
            port: port.trim().to_owned(),
        })
    }

    /// Ends it and takes its verdicts, by the numbers of the calls.
    fn end(mut self) -> Result<BTreeMap<String, Verdict>, String> {
        drop(self.process.stdin.take());
        let mut verdicts = String::new();
        let read = self.output.read_to_string(&mut verdicts);
        read.and_then(|_| self.process.wait())
            .map_err(|error| error.to_string())?;
        serde_json::from_str(&verdicts).map_err(|error| error.to_string())
    }
}

/// A call of the list.
#[derive(Deserialize)]
struct Call {
    id: String,
    method: String,
    path: String,
    media_type: Option<String>,
}

/// Makes all calls of a client whose program is the package's binary of that name, in `folder`.
pub(super) fn judged(
    python: &Path,
    document: &Path,
    package: &str,
    arguments: &Arguments,
) -> Result<Report, String> {
    let out = &arguments.out;
    let folder = out.join(format!("{package}-values"));
    let (calls, samples) = (folder.join("calls.json"), folder.join("samples.json"));
    let judge = Judge::start(python, [document, &calls, &samples], arguments.seed)?;
    let address = format!("http://127.0.0.1:{}", judge.port);
    let samples_path = std::path::absolute(&samples).map_err(|error| error.to_string())?;
    let said = super::play(
        &format!("{package}-requests"),
        &[address.as_ref(), samples_path.as_os_str()],
        out,
    );
    let verdicts = judge.end()?;
    let calls: Vec<Call> = parsed(&calls)?;
    Ok(report(&calls, &verdicts, &said?))
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn report(calls: &[Call], verdicts: &BTreeMap<String, Verdict>, said: &[String]) -> Report {
    let mut report = Report {
        calls: calls.len(),
        arrived: verdicts.len(),
        ..Report::default()
    };
    let refused = said.iter().filter(|line| line.starts_with("refused\t"));
    report.wrong.extend(refused.cloned());
    for call in calls {
        let media_type = call.media_type.as_deref().unwrap_or_default();
        let name = format!("{} {} {media_type}", call.method, call.path);
        match verdicts.get(&call.id) {
            Some(verdict) => report.add(&name, verdict),
            None => report.add_missing(&name, &call.id, said),
        }
    }
    report
}

impl Report {
    fn add(&mut self, call: &str, verdict: &Verdict) {
        for (part, problem) in verdict {
            match problem {
                None => self.right += 1,
                Some(Problem::Wrong(why)) => self.wrong.push(format!("{call}, {part}: {why}")),
                Some(Problem::Unread(why)) => self.unread.push(format!("{call}, {part}: {why}")),
            }
        }
    }

    fn add_missing(&mut self, call: &str, id: &str, said: &[String]) {
        let error = format!("error\t{id}: ");
        match said.iter().find_map(|line| line.strip_prefix(&error)) {
            Some(error) => self.wrong.push(format!("{call}: not sent: {error}")),
            None => self.unread.push(format!(
                "{call}: no value was found that fits what is required"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, report};

    #[test]
    fn what_is_wrong_counts_and_what_is_not_read_is_told() {
        let call = |id: &str| Call {
            id: id.to_owned(),
            method: "GET".to_owned(),
            path: "/a".to_owned(),
            media_type: None,
        };
        let calls = ["0", "1", "2"].map(call);
        let verdicts = r#"{"0": {"query a": null, "query b": {"wrong": "lost"}, "query c": {"unread": "odd"}}}"#;
        let verdicts = serde_json::from_str(verdicts).unwrap();
        let said = ["refused\tbody: no", "error\t1: no such host", "left out\t2"];
        let report = report(&calls, &verdicts, &said.map(str::to_owned));
        assert_eq!((report.calls, report.arrived, report.right), (3, 1, 1));
        assert_eq!(
            report.wrong,
            [
                "refused\tbody: no",
                "GET /a , query b: lost",
                "GET /a : not sent: no such host"
            ]
        );
        assert_eq!(
            report.unread,
            [
                "GET /a , query c: odd",
                "GET /a : no value was found that fits what is required"
            ]
        );
    }
}
