//! EDAS on loopback: a server that answers all operations of EDAS, in process or as a program.
//!
//! It takes seriously what a client can get wrong. Both signatures are verified, with dates, nonces, security tokens
//! and several accounts; parameters are checked against the description that the client is generated from; a wrong
//! request is refused with Alibaba Cloud's own codes. Applications, clusters and change orders live in a small world:
//! a deployment moves through batches and stages, can be confirmed, aborted, retried and rolled back; imports of clusters,
//! prechecks and migrations take their time and end. Everything else answers with the description's sample. And what can go wrong on the way can be asked for, see [`Fault`].
//!
//! ```
//! use std::time::Duration;
//! use edas_mock::Server;
//!
//! // A free port, a made-up account, a few demo applications. The server stops when it is dropped.
//! let edas = Server::start()?;
//! println!("{} for {}", edas.endpoint(), edas.credentials().access_key_id());
//! // A client takes `edas.endpoint()` and `edas.credentials()`. Time can be put forward instead of waited for:
//! edas.advance(Duration::from_secs(60));
//! # Ok::<(), edas_mock::StartError>(())
//! ```
//!
//! What it does not play, and what it makes up, is listed in the crate's README.
#![deny(missing_docs)]

mod account;
mod arguments;
mod behaviour;
mod builder;
mod clock;
mod control;
mod description;
mod faults;
mod ids;
mod incoming;
mod journal;
mod listener;
mod refusal;
mod reply;
mod server;
mod service;
mod state;
mod tokens;
mod verify;

pub use acs_runtime::credentials::Credentials;
pub use builder::{Builder, StartError};
pub use faults::{Effect, Fault, FaultError, ParseEffectError};
pub use journal::{Outcome, ParametersVerdict, Record, SignatureVerdict};
pub use server::{ChangeOrderError, ClusterImportError, FaultId, Server, StateError};

/// The README's code, so that it compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadMe;
