//! The table of a run, and the same for machines.

use std::fs;
use std::path::Path;

use anstream::println;
use serde::Serialize;

use super::manifest::Entry;
use super::one::{Outcome, Problem};

/// What became of a document.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) file: String,
    pub(super) package: String,
    /// Whether the corpus calls it valid.
    pub(super) valid: bool,
    pub(super) accepted: bool,
    /// How the process broke down, if it did.
    pub(super) crashed: Option<String>,
    pub(super) problems: Vec<Problem>,
    pub(super) errors: usize,
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) warnings: usize,
    pub(super) milliseconds: u128,
    pub(super) peak_kib: Option<u64>,
    /// What the compiler says; none when it was not asked.
    pub(super) compiled: Option<Compiled>,
}

/// What the compiler says of a crate.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Compiled {
    pub(super) errors: Vec<String>,
    pub(super) warnings: Vec<String>,
}

impl Row {
    pub(super) fn new(entry: &Entry, package: String, outcome: Outcome) -> Self {
        let (told, crashed) = match outcome {
            Outcome::Told(told) => (told, None),
            Outcome::Crashed(how) => (super::one::Told::default(), Some(how)),
            Outcome::TookTooLong => (
                super::one::Told::default(),
                Some("took too long and was stopped".to_owned()),
            ),
        };
        Self {
            file: entry.file.clone(),
            package,
            valid: entry.valid,
            accepted: told.accepted,
            crashed,
            problems: told.problems,
            errors: told.errors,
            operations: told.operations,
            types: told.types,
            warnings: told.warnings,
            milliseconds: told.milliseconds,
            peak_kib: told.peak_kib,
            compiled: None,
        }
    }

    /// Whether each refusal says where.
    fn is_located(&self) -> bool {
        !self.problems.is_empty() && self.problems.iter().all(|it| it.line > 0 && it.column > 0)
    }

    fn outcome(&self) -> String {
        if let Some(how) = &self.crashed {
            return format!("BROKE DOWN: {how}");
        }
        if !self.accepted {
            let first = self.problems.first();
            let first = first.map_or_else(String::new, |it| {
                format!("{}:{} {}: {}", it.line, it.column, it.code, it.message)
            });
            return format!("refused, {} errors: {first}", self.errors);
        }
        match &self.compiled {
            None => "accepted".to_owned(),
            Some(compiled) if !compiled.errors.is_empty() => {
                let first = compiled.errors[0].lines().next().unwrap_or_default();
                format!(
                    "DOES NOT COMPILE, {} errors: {first}",
                    compiled.errors.len()
                )
            }
            Some(compiled) if !compiled.warnings.is_empty() => {
                let first = compiled.warnings[0].lines().next().unwrap_or_default();
                format!("compiled, {} WARNINGS: {first}", compiled.warnings.len())
            }
            Some(_) => "compiled".to_owned(),
        }
    }

    fn compiles(&self) -> bool {
        let compiled = self.compiled.as_ref();
        compiled.is_some_and(|it| it.errors.is_empty())
    }

    fn compiles_silently(&self) -> bool {
        let compiled = self.compiled.as_ref();
        compiled.is_some_and(|it| it.errors.is_empty() && it.warnings.is_empty())
    }
}

pub(super) fn print(rows: &[Row]) {
    println!(
        "{:>6} {:>6} {:>7} {:>7}  document",
        "ops", "types", "ms", "MiB"
    );
    for row in rows {
        println!(
            "{:>6} {:>6} {:>7} {:>7}  {}{}\n{:>31}{}",
            row.operations,
            row.types,
            row.milliseconds,
            row.peak_kib
                .map_or_else(String::new, |kib| (kib / 1024).to_string()),
            row.file,
            if row.valid { "" } else { " (invalid)" },
            "",
            row.outcome()
        );
    }
    println!();
    for valid in [true, false] {
        summary(rows, valid);
    }
    let time: u128 = rows.iter().map(|row| row.milliseconds).sum();
    let peak = rows
        .iter()
        .filter_map(|row| row.peak_kib)
        .max()
        .unwrap_or(0);
    println!(
        "generating took {:.1} s in all; the most memory of one was {} MiB",
        u32::try_from(time).map_or(f64::INFINITY, f64::from) / 1000.0,
        peak / 1024
    );
}

fn summary(rows: &[Row], valid: bool) {
    let rows: Vec<_> = rows.iter().filter(|row| row.valid == valid).collect();
    let count = |wanted: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| wanted(row)).count();
    println!(
        "{}: {} documents, {} accepted, {} refused ({} without a place), {} broke down, {} compile, {} of them without warnings",
        if valid { "valid" } else { "invalid" },
        rows.len(),
        count(&|row| row.accepted),
        count(&|row| !row.accepted && row.crashed.is_none()),
        count(&|row| !row.accepted && row.crashed.is_none() && !row.is_located()),
        count(&|row| row.crashed.is_some()),
        count(&Row::compiles),
        count(&Row::compiles_silently),
    );
}

pub(super) fn save(rows: &[Row], path: &Path) -> Result<(), String> {
    let text = serde_json::to_string_pretty(rows).map_err(|error| error.to_string())?;
    fs::write(path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether nothing broke down, at most one in a hundred valid documents was refused, each refusal says where, and all
/// that was generated compiles without a warning.
pub(super) fn is_good(rows: &[Row], compiled: bool) -> bool {
    let valid = rows.iter().filter(|row| row.valid);
    let refused = valid.clone().filter(|row| !row.accepted).count();
    refused * 100 <= valid.count()
        && rows.iter().all(|row| {
            row.crashed.is_none()
                && (row.accepted || row.is_located())
                && (!compiled || !row.accepted || row.compiles_silently())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::one::Told;

    fn row(outcome: Outcome) -> Row {
        let entry: Entry =
            serde_json::from_str(r#"{"file": "a/b.yaml", "valid": true}"#).expect("an entry");
        Row::new(&entry, entry.package(), outcome)
    }

    fn accepted(errors: &[&str], warnings: &[&str]) -> Row {
        let told = Told {
            accepted: true,
            ..Told::default()
        };
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Row {
            compiled: Some(Compiled {
                errors: texts(errors),
                warnings: texts(warnings),
            }),
            ..row(Outcome::Told(told))
        }
    }

    fn refused(line: usize) -> Row {
        let problem = Problem {
            file: "a/b.yaml".to_owned(),
            line,
            column: 1,
            code: "syntax".to_owned(),
            message: String::new(),
        };
        row(Outcome::Told(Told {
            problems: vec![problem],
            errors: 1,
            ..Told::default()
        }))
    }

    #[test]
    fn a_run_is_good_when_crates_compile_silently_and_one_in_a_hundred_is_refused_with_a_place() {
        let many = |last: Row| {
            let mut rows: Vec<_> = (0..99).map(|_| accepted(&[], &[])).collect();
            rows.push(last);
            rows
        };
        assert!(is_good(&many(refused(3)), true));
        assert!(!is_good(&[accepted(&[], &[]), refused(3)], true));
        assert!(!is_good(&many(refused(0)), true));
        assert!(!is_good(&many(accepted(&["error"], &[])), true));
        assert!(!is_good(&many(accepted(&[], &["warning"])), true));
        assert!(!is_good(&many(row(Outcome::TookTooLong)), true));
        assert!(!is_good(
            &many(row(Outcome::Crashed("panicked".to_owned()))),
            true
        ));
    }

    #[test]
    fn paths_that_differ_in_odd_characters_alone_make_packages_of_different_names() {
        let package = |file: &str| {
            let entry = format!(r#"{{"file": "{file}", "valid": true}}"#);
            serde_json::from_str::<Entry>(&entry)
                .expect("an entry")
                .package()
        };
        assert_ne!(package("a_b.yaml"), package("a-b.yaml"));
        let fits =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(package("A__b/c d.yaml").chars().all(fits));
        assert!(!package("A__b/c d.yaml").contains("--"));
    }
}
