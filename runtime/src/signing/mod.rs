//! The signatures of Alibaba Cloud's HTTP interfaces.
//!
//! The functions of [`acs3`], [`roa`] and [`rpc`] are pure, so that they can sign, replay recordings and verify requests on
//! the side of a server alike.

pub mod acs3;
mod canonical;
mod headers;
pub mod roa;
pub mod rpc;

pub use canonical::CanonicalHeaders;

pub(crate) use headers::{Unsigned, sign};

/// Which signature a client puts on its requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureVersion {
    /// `ACS3-HMAC-SHA256`, which covers the body too.
    #[default]
    Acs3,
    /// The older `HMAC-SHA1` for ROA interfaces. It covers neither the host nor the body, and Alibaba Cloud no longer
    /// recommends it.
    Roa,
}

#[cfg(test)]
mod tests;
