//! From the intermediate representation to the files of a crate.
//!
//! Nothing is decided here: each function prints one kind of node. Text of the description reaches the output only as
//! string literals and, cleaned by [`markdown`], as documentation.

mod arguments;
mod blocking;
mod by_name;
mod calls;
mod client;
mod file;
mod group;
mod inputs;
mod items;
mod links;
mod manifest;
mod markdown;
mod meanings;
mod operation;
mod paging;
mod prelude;
mod proof;
mod readme;
mod rest;
mod spans;
mod support;
mod tokens;
mod types;
mod waiting;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Home, Profile};
use links::Links;
use rayon::prelude::*;

/// The crate to be written.
#[derive(Clone, Debug)]
pub struct Target {
    /// What kind of client it is.
    pub profile: Profile,
    /// Name of the package: `edas-client`.
    pub package: String,
    /// Its version, also told to the service in the user agent.
    pub version: String,
    /// The command that writes the crate, named at the top of each file.
    pub command: String,
    /// A package of the workspace whose `Server` the documentation's examples call; they are only compiled when there
    /// is none. `Server::start()` starts it, `endpoint()` and `credentials()` are what a configuration takes.
    pub mock: Option<String>,
    /// Where the runtime is, for a crate that stands alone: a path as `Cargo.toml` takes it.
    pub runtime: String,
    /// Whether the crate, standing alone, must say that it is no member of a workspace around it.
    pub own_workspace: bool,
}

impl Target {
    /// A client of any API, version 0.1.0, in a crate that stands alone and finds the runtime at this path.
    #[must_use]
    pub fn plain(package: &str, command: &str, runtime: &str) -> Self {
        Self {
            profile: Profile::Plain,
            package: package.to_owned(),
            version: "0.1.0".to_owned(),
            command: command.to_owned(),
            mock: None,
            runtime: runtime.to_owned(),
            own_workspace: false,
        }
    }

    /// A client of an API of Alibaba Cloud, in a member of this workspace.
    #[must_use]
    pub fn alibaba(package: &str, version: &str, command: &str) -> Self {
        Self {
            profile: Profile::Alibaba,
            version: version.to_owned(),
            ..Self::plain(package, command, "")
        }
    }

    /// Name of the crate in Rust code.
    pub(crate) fn krate(&self) -> String {
        self.package.replace('-', "_")
    }
}

/// A file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the folder of the package, `/`-separated.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Up to so many files are printed one after the other, which takes half a second at most: threads on processors that share
/// a core make it a third shorter, but take a third more of the processors' time.
const FEW: usize = 1_000;

/// Prints the crate; `None` when the API has parts that cannot be printed, which are then reported.
pub(crate) fn emit(api: &Api, target: &Target, diagnostics: &mut Diagnostics) -> Option<Vec<File>> {
    if api.profile == Profile::Alibaba {
        support::check(api, diagnostics);
    }
    if diagnostics.has_errors() {
        return None;
    }
    let (manifest, readme) = match api.profile {
        Profile::Plain => (rest::manifest(api, target), rest::readme(api, target)),
        Profile::Alibaba => (manifest::text(api, target), readme::text(api, target)),
    };
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            text: manifest,
        },
        File {
            path: "README.md".to_owned(),
            text: readme,
        },
    ];
    let links = Links::new(api);
    let print = |source: Source| (source.path(api), source.text(api, &links, target));
    let sources = sources(api);
    let texts: Vec<_> = if sources.len() <= FEW {
        sources.into_iter().map(print).collect()
    } else {
        sources.into_par_iter().map(print).collect()
    };
    for (path, text) in texts {
        match text {
            Ok(text) => files.push(File { path, text }),
            Err(error) => support::report_bad_output(&path, &error, diagnostics),
        }
    }
    (!diagnostics.has_errors()).then_some(files)
}

/// A source file of the crate.
#[derive(Clone, Copy)]
enum Source {
    Root,
    Client,
    ByName,
    Group(usize),
    Operation(usize),
    Types(Home),
}

fn sources(api: &Api) -> Vec<Source> {
    let mut sources = vec![Source::Root, Source::Client];
    if api.profile == Profile::Alibaba {
        sources.push(Source::ByName);
    }
    sources.extend((0..api.groups.len()).map(Source::Group));
    sources.extend((0..api.operations.len()).map(Source::Operation));
    let homes = (0..api.groups.len()).map(Home::Group);
    let homes = [Home::Shared].into_iter().chain(homes);
    sources.extend(
        homes
            .filter(|home| has_types(api, *home))
            .map(Source::Types),
    );
    sources
}

/// Whether there is a file of types: a plain crate has one that names all, wherever they are defined.
fn has_types(api: &Api, home: Home) -> bool {
    (api.profile == Profile::Plain && home == Home::Shared) || items::is_used(api, home)
}

impl Source {
    fn path(self, api: &Api) -> String {
        let in_group =
            |group: usize, name: &str| format!("src/{}/{name}.rs", api.groups[group].module);
        match self {
            Self::Root => "src/lib.rs".to_owned(),
            Self::Client => "src/client.rs".to_owned(),
            Self::ByName => "src/by_name.rs".to_owned(),
            Self::Group(group) => in_group(group, "mod"),
            Self::Operation(index) => {
                let operation = &api.operations[index];
                in_group(operation.group, &rest::module_name(operation))
            }
            Self::Types(Home::Group(group)) => in_group(group, "types"),
            Self::Types(_) => "src/types.rs".to_owned(),
        }
    }

    fn text(self, api: &Api, links: &Links<'_>, target: &Target) -> Result<String, syn::Error> {
        let plain = target.profile == Profile::Plain;
        let items = match self {
            Self::Root if plain => rest::root(api, target),
            Self::Client if plain => rest::client(api, target),
            Self::Group(group) if plain => rest::module(api, group),
            Self::Operation(index) if plain => rest::operation(api, index, target),
            Self::Types(Home::Shared) if plain => rest::types(api),
            Self::Root => group::root(api, target),
            Self::Client => client::file(api, target),
            Self::ByName => by_name::file(api, target),
            Self::Group(group) => group::module(api, group),
            Self::Operation(index) => operation::file(api, index, target),
            Self::Types(home) => types::file(api, home),
        };
        file::format(items, links, target)
    }
}
