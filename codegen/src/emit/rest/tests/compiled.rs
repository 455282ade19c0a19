//! Printed types, given to the compiler.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{printed, samples};

/// What users of the types write, and what goes over the wire.
const USED: &str = include_str!("used.rs.txt");

#[test]
#[ignore = "compiles the runtime in a folder of its own, which takes minutes"]
fn printed_types_compile_without_a_warning_and_say_on_the_wire_what_is_described() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace.join("target"), PathBuf::from);
    let folder = tempfile::tempdir().expect("makes a folder");
    write(folder.path(), &workspace.join("runtime"));
    let lock = std::fs::read(workspace.join("Cargo.lock")).expect("reads the lock file");
    std::fs::write(folder.path().join("Cargo.lock"), lock).expect("writes");
    for command in [&["test"][..], &["doc", "--no-deps"]] {
        let output = Command::new(env!("CARGO"))
            .args(command)
            .current_dir(folder.path())
            .env("CARGO_TARGET_DIR", target.join("printed"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("starts cargo");
        let said = String::from_utf8_lossy(&output.stderr);
        let tests = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}\n{tests}");
        let crate_warns = said.contains("`sample` (lib");
        assert!(!crate_warns, "{said}");
    }
}

fn write(folder: &Path, runtime: &Path) {
    let manifest = format!(
        "[package]\nname = \"sample\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         acs-runtime = {{ path = {runtime:?}, default-features = false }}\n\n[dev-dependencies]\n\
         serde_json = \"1\"\n\n[workspace]\n"
    );
    // What a plain crate's root says, too: types that hold one another, many in a row, are deeper than rustc and rustdoc go
    // unasked.
    let mut root = "#![recursion_limit = \"512\"]\n#![allow(deprecated)]\n".to_owned();
    let source = folder.join("src");
    std::fs::create_dir_all(&source).expect("makes a folder");
    for (name, api) in [
        ("objects", samples::objects()),
        ("enums", samples::enums()),
        ("unions", samples::unions()),
        ("hostile", samples::hostile()),
        ("shadowing", samples::shadowing()),
    ] {
        root += &format!("pub mod {name};\n");
        std::fs::write(source.join(format!("{name}.rs")), printed(&api)).expect("writes");
    }
    root += USED;
    std::fs::write(source.join("lib.rs"), root).expect("writes");
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("writes");
}
