//! The flags of the program.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::Parser;
use edas_mock::{Credentials, Fault};

/// EDAS on loopback: signatures, parameters, change orders and faults, for trying clients out.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Address to listen at
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) host: IpAddr,
    /// An account that may call, as ID:SECRET, or for a temporary one ID:SECRET:TOKEN with, if it ends, :SECONDS from
    /// now; may be repeated. Without any an account is made up
    #[arg(long, value_name = "ID:SECRET[:TOKEN[:SECONDS]]")]
    account: Vec<String>,
    /// Number from which ids, the made-up account and the dice of faults come
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Region of the world
    #[arg(long, default_value = "cn-hangzhou")]
    pub(crate) region: String,
    /// How many seconds pass for change orders in one; 0 stops their time
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true, value_parser = speed)]
    pub(crate) speed: f64,
    /// Seconds that each stage of a change order takes
    #[arg(long, default_value = "2", value_parser = seconds, value_name = "SECONDS")]
    pub(crate) stage_time: Duration,
    /// Seconds by which the date of a request may be off, either way
    #[arg(long, default_value = "900", value_parser = seconds, value_name = "SECONDS")]
    pub(crate) clock_tolerance: Duration,
    /// A fault, as OPERATIONS=EFFECTS[;rate=RATE][;times=TIMES], for example GetApplication=throttling:1000;rate=0.5,
    /// or *=none,reset for every second call; may be repeated. GET /_mock/effects lists the effects
    #[arg(long, value_name = "FAULT")]
    pub(crate) fault: Vec<Fault>,
    /// Start without the demo clusters and applications
    #[arg(long)]
    pub(crate) empty: bool,
    /// File with the clusters, applications and change orders to start with, and their region and time
    #[arg(long, conflicts_with_all = ["empty", "region", "stage_time"], value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// File to write them to at the end
    #[arg(long, value_name = "FILE")]
    pub(crate) save_state: Option<PathBuf>,
}

impl Arguments {
    /// The accounts. They are read here and not by clap, whose message would repeat a wrong one with its secret.
    pub(crate) fn accounts(&self) -> Result<Vec<Credentials>, String> {
        let accounts = self.account.iter().map(|text| account(text));
        accounts
            .collect::<Result<_, _>>()
            .map_err(|problem| format!("an --account is wrong: {problem}"))
    }
}

/// Secrets may be of any letters but `:`.
fn account(text: &str) -> Result<Credentials, String> {
    let parts: Vec<_> = text.split(':').collect();
    let made = match parts[..] {
        [id, secret] => Credentials::new(id, secret),
        [id, secret, token] => Credentials::temporary(id, secret, token, None),
        [id, secret, token, ends] => {
            let end = seconds(ends)?;
            Credentials::temporary(id, secret, token, SystemTime::now().checked_add(end))
        }
        _ => {
            return Err(
                "it is written ID:SECRET, ID:SECRET:TOKEN or ID:SECRET:TOKEN:SECONDS".to_owned(),
            );
        }
    };
    made.map_err(|error| error.to_string())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "a number of seconds, such as 2 or 0.5".to_owned())
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text
        .parse()
        .ok()
        .filter(|speed| (0.0..=86_400.0).contains(speed));
    speed.ok_or_else(|| "a number from 0 to 86400".to_owned())
}
