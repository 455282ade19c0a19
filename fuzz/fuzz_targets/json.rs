//! Any text as a JSON description.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../generate.rs"]
mod generate;

fuzz_target!(|text: &str| generate::generate("api.json", text));
