//! Calls for programs that are not asynchronous, behind a feature.

use proc_macro2::TokenStream;
use quote::quote;

use super::{operation, tokens};
use crate::ir::{Api, Operation};

/// Name of the feature.
pub(super) const FEATURE: &str = "blocking";

/// What the feature adds, for the crate's documentation.
pub(super) const FEATURE_DOCS: &str = "\n\n`blocking` adds `send_blocking` beside each `send`, and \
    `Client::from_env_blocking`, for programs that are not asynchronous.";

/// `send` for a thread that waits.
pub(super) fn send(api: &Api, operation: &Operation) -> TokenStream {
    let docs = tokens::doc(
        "Sends the call and waits on this thread for the reply.\n\n\
         # Errors\n\n\
         As [`send`](Self::send); also [`Error::Request`] in [asynchronous code](acs_runtime::blocking).",
    );
    let reply = operation::reply_type(api, operation);
    quote! {
        #docs
        #[cfg(feature = #FEATURE)]
        pub fn send_blocking(self) -> Result<#reply, Error> {
            self.call.send_blocking()
        }
    }
}

/// `from_env` for a thread that waits.
pub(super) fn from_env() -> TokenStream {
    let docs = tokens::doc(
        "[`from_env`](Self::from_env), waiting on this thread.\n\n\
         # Errors\n\n\
         As [`from_env`](Self::from_env); also [`Error::Request`] in [asynchronous code](acs_runtime::blocking).",
    );
    quote! {
        #docs
        #[cfg(feature = #FEATURE)]
        pub fn from_env_blocking() -> Result<Self, Error> {
            acs_runtime::blocking::block_on(Self::from_env())?
        }
    }
}
