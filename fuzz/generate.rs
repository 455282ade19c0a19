//! What all targets do with a description.

use acs_codegen::{Memory, Target};

/// Generates a client and holds the outcome against what is promised: files, or problems that say where.
pub fn generate(entry: &str, text: &str) {
    let target = Target::plain("fuzzed", "fuzz", "runtime");
    match acs_codegen::generate(entry, &Memory::new([(entry, text)]), &target) {
        Ok(generated) => assert!(!generated.files.is_empty()),
        Err(failure) => {
            assert!(failure.errors() > 0);
            for problem in failure.problems() {
                let message = problem.to_string();
                assert!(problem.line() > 0 && problem.column() > 0, "{message}");
                assert!(!message.contains("the generator would write"), "{message}");
            }
        }
    }
}
