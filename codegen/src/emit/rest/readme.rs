//! `README.md` of the crate.

use super::super::{Target, readme};
use super::sample;
use crate::ir::Api;

pub(in super::super) fn text(api: &Api, target: &Target) -> String {
    let mut text = readme::opening(api, target);
    text += &format!(
        "\n{}\n\n\
         A method of `Client` begins a call and takes what it must have; setters on the call add the rest, and `send` sends \
         it. The reply gives way to its body; `status()` and `headers()` tell the rest. A call fails with a `CallError`: the \
         service's own answer, typed as it is described, or what went wrong on the way. `base_url` calls another address \
         than the description's, for tests for example.\n{}\n",
        sample::program(api, target, sample::Place::Readme),
        sample::credentials(api, target),
    );
    text += &readme::operations(api);
    text
}
