//! `cargo xtask new-operation`: the description of one more operation, with empty texts to be filled in.

mod facts;
mod insert;
mod samples;
mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use acs_codegen::Disk;
use acs_codegen::load::Files;
use anstream::{eprintln, println};

use crate::paths;
use acs_codegen::cli::show_failure;
use facts::Facts;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name of the operation, for example `GetApplication`.
    name: String,
    /// HTTP method; with `--from`, the file says it.
    #[arg(required_unless_present = "from", requires = "path")]
    method: Option<String>,
    /// Path, for example `/pop/v5/app/app_info`; with `--from`, the file says it.
    path: Option<String>,
    /// Group (tag) of the operation, for example change-order; a new one is added.
    #[arg(long)]
    group: String,
    /// JSON file that has the operation's method, path, parameters and reply.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["method", "path"])]
    from: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let spec = paths::spec();
    let files = facts(arguments).and_then(|facts| plan(&spec, &facts, &arguments.group));
    let files = match files {
        Ok(files) => files,
        Err(problem) => {
            eprintln!("{problem}; nothing was written");
            return ExitCode::FAILURE;
        }
    };
    // What would not be accepted is not written.
    let overlay = Overlay {
        files: &files,
        disk: Disk::new(spec.clone()),
    };
    if let Err(failure) = acs_codegen::check(paths::ENTRY, &overlay, acs_codegen::Profile::Alibaba)
    {
        show_failure(&failure, "nothing was written");
        return ExitCode::FAILURE;
    }
    for (path, text) in &files {
        if let Err(error) = write(&spec.join(path), text) {
            eprintln!("{} cannot be written: {error}", spec.join(path).display());
            return ExitCode::FAILURE;
        }
        println!("{}", spec.join(path).display());
    }
    println!(
        "\nFill in what is empty (`description: \"\"`, `summary: \"\"`), set `x-acs-effect`, then run `cargo xtask generate`."
    );
    ExitCode::SUCCESS
}

fn facts(arguments: &Arguments) -> Result<Facts, String> {
    let name = &arguments.name;
    let facts = match (&arguments.from, &arguments.method, &arguments.path) {
        (Some(file), ..) => Facts::read(file, name)?,
        (None, Some(method), Some(path)) => {
            Facts::bare(name.clone(), method.to_uppercase(), path.clone())
        }
        _ => return Err("method and path, or --from, are needed".to_owned()),
    };
    facts.check()?;
    let group = &arguments.group;
    let is_word =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if group.is_empty() || !group.chars().all(is_word) {
        return Err(format!(
            "`{group}` is no name of a group; use lower case and hyphens, as in change-order"
        ));
    }
    Ok(facts)
}

/// The texts of all files that change, by their paths below the description's folder.
fn plan(spec: &Path, facts: &Facts, group: &str) -> Result<BTreeMap<String, String>, String> {
    let read = |path: &str| {
        let path = spec.join(path);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        }
    };
    let entry = read(paths::ENTRY)?.ok_or("there is no description")?;
    let items_path = format!("paths/{group}.yaml");
    let types_path = format!("schemas/{group}.yaml");
    let operation = yaml::indented(&yaml::operation(facts, group), 2);
    let mut files = BTreeMap::new();
    let items = if let Some(reference) = insert::reference(&entry, &facts.path) {
        let (file, item) = reference.split_once("#/").unwrap_or((reference, ""));
        if file != items_path {
            return Err(format!(
                "the path {} belongs to {file}; give its group",
                facts.path
            ));
        }
        let items = read(&items_path)?.unwrap_or_default();
        insert::into_member(&items, item, &operation)
            .ok_or_else(|| format!("{items_path} has no `{item}`"))?
    } else {
        let reference = format!("{items_path}#/{}", facts.name);
        let entry = insert::path(&insert::tag(&entry, group), &facts.path, &reference);
        files.insert(paths::ENTRY.to_owned(), entry);
        let items = read(&items_path)?.unwrap_or_else(|| {
            format!("# Path items of the group `{group}`; edas.yaml refers to each.\n")
        });
        insert::member(&items, &format!("{}:\n{operation}", facts.name))
    };
    files.insert(items_path, items);
    let types = read(&types_path)?
        .unwrap_or_else(|| format!("# Replies and types of the group `{group}`.\n"));
    files.insert(types_path, insert::member(&types, &yaml::schemas(facts)));
    let json = samples::json(facts).map_err(|error| error.to_string())?;
    for (extension, text) in [("json", json), ("xml", samples::xml(facts))] {
        files.insert(format!("samples/{group}/{}.{extension}", facts.name), text);
    }
    Ok(files)
}

/// The description as it would be.
struct Overlay<'a> {
    files: &'a BTreeMap<String, String>,
    disk: Disk,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.disk.read(path),
        }
    }

    fn display(&self, path: &str) -> String {
        self.disk.display(path)
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests;
