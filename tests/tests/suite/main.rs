//! What concerns more than one crate.

mod architecture;
mod blocking;
mod budgets;
mod bundle;
mod compile_fail;
mod conformance;
mod current;
mod diagnostics;
mod documented_faults;
mod emitted;
mod error_messages;
mod every_operation;
mod faults;
mod recordings;
mod replies;
mod samples;
mod testing;
mod waiting;
