//! The commands of `acs-codegen`, which `cargo xtask` shares.

mod any;
mod membership;
mod report;
mod terminal;

pub use any::{GenerateAny, entry, generate_any, package_name};
pub use report::{compare, finish, write};
pub use terminal::{count, show, show_failure};
