//! A small EDAS on loopback, for the example programs and for tests.
//!
//! It knows one operation, `AbortAndRollbackChangeOrder`, and answers it with the sample reply of the description, as
//! JSON or as XML. What it takes seriously is who calls: signature, date, nonce, access key and security token are
//! checked as Alibaba Cloud checks them, and refused in its words.
//!
//! ```
//! use edas_client::{Client, Config, Credentials};
//! use edas_examples::MockEdas;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let account = Credentials::new("LTAI-EXAMPLE-ID", "example-secret")?;
//! let edas = MockEdas::start([account.clone()])?;
//! let config = Config::builder()
//!     .endpoint(edas.endpoint())
//!     .credentials(account)
//!     .build();
//! let reply = Client::new(config)?
//!     .abort_and_rollback_change_order("30b2374d-9520-4d72")
//!     .send()
//!     .await?;
//! assert_eq!(reply.code, Some(200));
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]

mod incoming;
mod operation;
mod refusal;
mod reply;
mod server;
mod verify;

pub use server::MockEdas;
