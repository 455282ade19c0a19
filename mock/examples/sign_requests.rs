//! Signs calls in advance, for a load tool that cannot: `mock/load/run.sh` uses it.
//!
//! Prints one call of `ListApplication` per line, as its nonce and its signature; everything else is the same for all
//! of them and goes to standard error as lines of `name value`.

use std::io::{self, BufWriter, Write};

use acs_runtime::signing::{CanonicalHeaders, acs3};
use clap::Parser;
use jiff::Timestamp;

#[derive(Parser)]
struct Arguments {
    /// Host and port to call
    host: String,
    access_key_id: String,
    access_key_secret: String,
    /// How many calls
    count: u64,
    /// What makes these nonces differ from those of another run
    salt: u32,
}

fn main() -> io::Result<()> {
    let Arguments {
        host,
        access_key_id,
        access_key_secret,
        count,
        salt,
    } = Arguments::parse();
    let hash = acs3::content_hash(b"");
    let date = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    eprintln!("date {date}\nhash {hash}");
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..count {
        let nonce = format!("{salt:016x}{number:016x}");
        let headers = CanonicalHeaders::new(&[
            ("host", &host),
            ("x-acs-action", "ListApplication"),
            ("x-acs-content-sha256", &hash),
            ("x-acs-date", &date),
            ("x-acs-signature-nonce", &nonce),
            ("x-acs-version", "2017-08-01"),
        ]);
        let request = acs3::canonical_request("POST", "/pop/v5/app/app_list", &[], &headers, &hash);
        let signature = acs3::signature(&access_key_secret, &acs3::string_to_sign(&request));
        let authorization = acs3::authorization(&access_key_id, &headers.names, &signature);
        writeln!(out, "{nonce} {authorization}")?;
    }
    out.flush()
}
