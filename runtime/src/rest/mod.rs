//! The plain client: what a generated client of any API calls.
//!
//! A generated crate states its API in an [`Api`] and each operation in an [`Operation`]; its users meet [`Config`],
//! [`Credential`], [`Reply`] and [`CallError`]. Attempts, time limits, spans and interceptors are those of Alibaba
//! Cloud's clients.
//!
//! ```text
//! Call (arguments) -> style -> security -> transport -> case and content of the reply -> Value
//! ```
//!
//! A call is sent with two functions, which make typed values of a described success and of a described failure:
//!
//! ```no_run
//! use acs_runtime::rest;
//!
//! static API: rest::Api = rest::Api {
//!     title: "Clock",
//!     user_agent: "clock-client/1.0",
//!     servers: &[rest::Server { url: "https://clock.example.com/v1", variables: &[] }],
//!     operation_servers: &[],
//!     schemes: &[],
//! };
//! static NOW: rest::Operation = rest::Operation {
//!     name: "now",
//!     method: rest::Method::Get,
//!     path: "/now",
//!     effect: rest::Effect::Read,
//!     security: &[],
//!     servers: &[],
//!     success: &[rest::Case::new(
//!         rest::Status::Code(200),
//!         &[rest::Content::new("text/plain", rest::Kind::Text)],
//!     )],
//!     failure: &[],
//! };
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = rest::Client::new(&API, rest::Config::builder().build())?;
//! let now = client.call(&NOW).send(|answer| answer.value::<String>(), |answer| answer.undocumented()).await?;
//! println!("{} {}", now.status(), *now);
//! # Ok(())
//! # }
//! ```
//!
//! # What is not done
//! Redirects are not followed, replies are not asked for compressed and refused when they are, and cookies that the
//! service sets are not kept.

mod answer;
mod api;
mod body;
mod call;
mod cases;
mod charset;
mod client;
mod config;
mod customize;
mod download;
mod error;
mod events;
mod form;
mod http_date;
mod lines;
mod media_type;
mod multipart;
mod path;
mod prepared;
mod reply;
mod security;
mod server;
mod style;
mod upload;
mod values;

pub use answer::Answer;
pub use api::{
    Api, Case, Content, Effect, FormField, Header, Kind, Method, Operation, Parameter, Place,
    SecurityKind, SecurityScheme, Server, ServerVariable, Status, Style,
};
pub use call::Call;
pub use client::Client;
pub use config::{Config, ConfigBuilder};
pub use customize::CustomizeCall;
pub use download::Download;
pub use error::{CallError, Undocumented};
pub use events::{Event, Events};
pub use lines::JsonLines;
pub use multipart::{File, Multipart};
pub use reply::{Headed, Reply};
pub use security::Credential;
pub use upload::Upload;

pub use crate::value::ReadError;

#[cfg(test)]
mod tests;
