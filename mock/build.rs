//! Makes one document of `spec/`, which the crate carries in itself.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use acs_codegen::{Disk, Profile, RenderOptions, bundle};

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = env::var("CARGO_MANIFEST_DIR")?;
    let spec = Path::new(&manifest).join("../spec");
    println!("cargo::rerun-if-changed={}", spec.display());
    let bundled = bundle("edas.yaml", &Disk::new(spec), Profile::Alibaba).map_err(|failure| {
        let problems = failure.render(RenderOptions::default());
        format!("the description in spec/ has errors\n{problems}")
    })?;
    let out = Path::new(&env::var("OUT_DIR")?).join("openapi.json");
    Ok(fs::write(out, bundled.json)?)
}
