//! What every generated client calls: requests, transport, decoding and errors, for Alibaba Cloud also signatures.
//!
//! A generated client describes its service in a [`Service`] and each operation in an [`Operation`]; this crate does
//! the rest and knows neither. Users of a generated client meet its [`Client`], its [`Config`],
//! [`credentials`] and [`Error`]. That is so for Alibaba Cloud (feature `alibaba`); clients of any other API call the
//! module [`rest`].
//!
//! Data flows one way through a call:
//!
//! ```text
//! Call (arguments) -> parameters -> signing -> transport -> reply (envelope, JSON or XML) -> Value slots of a type
//! ```
//!
//! # Features
//! `alibaba` (on by default) is all that only Alibaba Cloud needs. One of `rustls` (on by default), `rustls-no-provider` (the application installs a crypto provider for rustls before
//! it makes a client) and `native-tls`. `testing` adds the module of that name, a service in memory.
//!
//! `blocking` adds calls for programs that are not asynchronous: the module of that name.
//!
//! # Tracing
//! Each call is a `tracing` span, with one for each attempt inside it, by OpenTelemetry's names for HTTP clients.
//!
//! # Runtime
//! Calls run on tokio, whose time driver must be enabled.
#![deny(missing_docs)]

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "alibaba")]
mod call;
#[cfg(feature = "alibaba")]
mod client;
#[cfg(feature = "alibaba")]
pub mod config;
#[cfg(feature = "alibaba")]
pub mod credentials;
#[cfg(feature = "alibaba")]
mod endpoint;
#[cfg(feature = "alibaba")]
mod envelope;
#[cfg(feature = "alibaba")]
mod environment;
pub mod error;
mod exchange;
pub mod intercept;
mod json;
#[cfg(feature = "alibaba")]
pub mod named;
mod operation;
#[cfg(feature = "alibaba")]
pub mod paging;
pub mod parameters;
#[cfg(feature = "alibaba")]
mod reply;
pub mod rest;
mod retry;
#[cfg(feature = "alibaba")]
mod service;
mod settings;
#[cfg(feature = "alibaba")]
pub mod signing;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;
pub mod value;
#[cfg(feature = "alibaba")]
pub mod waiting;
mod xml;

use std::pin::Pin;

/// What transports and interceptors speak.
pub use {bytes, http};

#[cfg(feature = "alibaba")]
pub use call::{Call, CustomizeCall};
#[cfg(feature = "alibaba")]
pub use client::Client;
#[cfg(feature = "alibaba")]
pub use config::{Config, ReplyFormat};
pub use error::{Error, Result};
pub use intercept::Interceptor;
pub use json::{decode_json, decode_json_strictly, to_json, to_request_json};
pub use operation::{Effect, Method, Operation};
pub use retry::RetryPolicy;
#[cfg(feature = "alibaba")]
pub use service::{Endpoints, Envelope, Service};
pub use value::{Empty, List, Object, ReadError, Response, Value};
pub use xml::{decode_xml, decode_xml_strictly, to_request_xml, to_xml};

/// A future behind a pointer, so that traits with asynchronous methods stay object-safe.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// For this crate's macros only.
#[doc(hidden)]
pub mod __private {
    pub use serde;

    pub use crate::value::enums::{
        any_of, check_kind, check_nested, no_scalar, other_reading, show_mixed, view_mixed,
    };
    pub use crate::value::facts::visit_rest;
    pub use crate::value::tuple::{nowhere, set_list};
    pub use crate::value::union::{facts_of_union, set_union, view_union, visit_union};

    use crate::value::{Mismatch, Scalar, is_absent};

    /// What a scalar does to an object: a null or an empty text leaves it as it is.
    ///
    /// # Errors
    /// [`Mismatch`] for any other scalar.
    pub fn set_object(scalar: Scalar<'_>) -> Result<(), Mismatch> {
        if is_absent(scalar) {
            Ok(())
        } else {
            Err(Mismatch::scalar("an object", scalar))
        }
    }
}
