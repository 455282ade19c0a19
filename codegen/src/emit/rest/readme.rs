//! `README.md` of the crate.

use super::super::{Target, readme};
use crate::ir::Api;

pub(in super::super) fn text(api: &Api, target: &Target) -> String {
    let krate = target.krate();
    let mut text = readme::opening(api, target);
    text += &format!(
        "\n```rust,no_run\n\
         # fn example() -> Result<(), {krate}::Error> {{\n\
         let config = {krate}::Config::builder().base_url(\"https://api.example.com\").build();\n\
         let client = {krate}::Client::new(config)?;\n\
         # let _ = client;\n\
         # Ok(())\n\
         # }}\n\
         ```\n\n"
    );
    text += &readme::operations(api);
    text
}
