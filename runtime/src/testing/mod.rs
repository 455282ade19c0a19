//! A service in memory, for tests of programs that call one. Feature `testing`.
//!
//! A [`Script`] says how each operation answers; a client made of [`Script::config`] calls it without a socket, through
//! everything else that a call goes through: arguments, signature, retries, time limits, decoding. Afterwards the script
//! tells which requests came.
//!
//! ```
//! # use acs_runtime::{Client, Effect, Endpoints, Envelope, Error, Method, Operation, Response, Service};
//! # static SERVICE: Service = Service {
//! #     product: "demo", version: "2020-01-01", user_agent: "demo/1",
//! #     endpoints: Endpoints { rule: "demo.{region}.example.com", rule_vpc: "", fixed: &[], vpc_regions: &[] },
//! #     envelope: Envelope { code: "Code", message: "Message", request_id: "RequestId", error_code: "", success: "",
//! #         success_codes: &["200"] },
//! # };
//! # static GET: Operation = Operation { name: "GetRollout", method: Method::Get, path: "/rollout", effect: Effect::Read };
//! # #[derive(Debug, Default)]
//! # struct Rollout { status: Option<String> }
//! # acs_runtime::object!(Rollout { status: "Status" });
//! # impl Response for Rollout { const XML_NAME: &'static str = "Rollout"; }
//! use acs_runtime::testing::{Reply, Script, build};
//!
//! // The program under test: waits until a rollout has ended. A generated client has a method for each operation.
//! async fn ended(client: &Client) -> Result<String, Error> {
//!     loop {
//!         let mut call = client.call(&GET);
//!         call.query("RolloutId", "r-1".to_owned());
//!         let rollout: Rollout = call.send().await?;
//!         match rollout.status.as_deref() {
//!             Some("Running") => {}
//!             status => return Ok(status.unwrap_or_default().to_owned()),
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let script = Script::new();
//! script
//!     .on("GetRollout")
//!     .once(Reply::error(503, "Busy", "too much to do"))
//!     .times(2, Reply::json(r#"{"Status": "Running"}"#))
//!     .once(build(|rollout: &mut Rollout| rollout.status = Some("Done".to_owned())));
//!
//! let client = Client::new(&SERVICE, script.config())?;
//! assert_eq!(ended(&client).await?, "Done");
//!
//! assert_eq!(script.operations(), ["GetRollout"; 4]);
//! assert_eq!(script.requests()[0].parameter("RolloutId"), Some("r-1"));
//! script.verify();
//! # Ok(())
//! # }
//! ```
//!
//! # Time
//! Pauses between attempts last no time with [`Script::config`], because the script draws the shortest: nothing. Pauses
//! that a reply asks for by the header `x-acs-retry-after`, delays ([`Reply::after`]) and time limits
//! ([`Reply::never`]) take their time, unless the test runs in tokio's paused time: with the attribute
//! `#[tokio::test(start_paused = true)]` (tokio's feature `test-util`) they, too, are over at once.

mod reply;
mod request;
mod script;
mod service;

pub use reply::Reply;
pub use request::SentRequest;
pub use script::{OnOperation, Script};

/// A value with some of its fields set; the others are as `Default` has them.
///
/// Types of replies cannot be written as literals outside their crate, so that they can get more fields.
///
/// ```
/// #[derive(Default)]
/// struct Rollout {
///     status: Option<String>,
///     batch: Option<i32>,
/// }
///
/// let rollout = acs_runtime::testing::build(|it: &mut Rollout| it.batch = Some(2));
/// assert_eq!((rollout.status, rollout.batch), (None, Some(2)));
/// ```
pub fn build<T: Default>(fill: impl FnOnce(&mut T)) -> T {
    let mut value = T::default();
    fill(&mut value);
    value
}

#[cfg(test)]
mod tests;
