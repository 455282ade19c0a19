//! How a server is set up.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use std::{fmt, io};

use acs_runtime::credentials::Credentials;
use jiff::Timestamp;

use crate::account::made_up;
use crate::clock::Clock;
use crate::description::Description;
use crate::faults::{Fault, Faults};
use crate::journal::Journal;
use crate::server::Server;
use crate::service::Service;
use crate::state::World;
use crate::tokens::Issuer;
use crate::verify::Verifier;

/// How a server is set up. [`Server::builder`] makes one with the values that [`Server::start`] takes.
#[derive(Clone, Debug)]
pub struct Builder {
    address: SocketAddr,
    accounts: Vec<Credentials>,
    seed: u64,
    region: String,
    start_time: Option<SystemTime>,
    speed: f64,
    stage_time: Duration,
    furnished: bool,
    state: Option<String>,
    faults: Vec<Fault>,
    tolerance: Duration,
    session_time: Duration,
    threads: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            accounts: Vec::new(),
            seed: 1,
            region: "cn-hangzhou".to_owned(),
            start_time: None,
            speed: 1.0,
            stage_time: Duration::from_secs(2),
            furnished: true,
            state: None,
            faults: Vec::new(),
            tolerance: Duration::from_secs(15 * 60),
            session_time: Duration::from_secs(3600),
            threads: 1,
        }
    }
}

impl Builder {
    /// Where to listen. A free port of `127.0.0.1` when not set.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// The access key of one more account that may call. With none the server makes one up, see
    /// [`Server::credentials`].
    ///
    /// Each request of a temporary key ([`Credentials::temporary`]) must carry its security token; after the key's end
    /// it is refused with `InvalidSecurityToken.Expired`.
    #[must_use]
    pub fn account(mut self, credentials: Credentials) -> Self {
        self.accounts.push(credentials);
        self
    }

    /// What ids, made-up keys and the dice of faults come from; 1 when not set. The same calls in the same order get
    /// the same ids.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The region of the world; `cn-hangzhou` when not set.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// The time at which the world begins; when not set, that of the [`state`](Self::state), or now. Signatures are
    /// checked against the computer's clock all the same.
    #[must_use]
    pub fn start_time(mut self, time: SystemTime) -> Self {
        self.start_time = Some(time);
        self
    }

    /// How many seconds pass in the world in one second; 1 when not set. With 0 time passes only by
    /// [`Server::advance`].
    #[must_use]
    pub fn speed(mut self, speed: f64) -> Self {
        self.speed = speed;
        self
    }

    /// How long each stage of a change order takes in the world; two seconds when not set.
    #[must_use]
    pub fn stage_time(mut self, time: Duration) -> Self {
        self.stage_time = time;
        self
    }

    /// Starts without the demo clusters and applications.
    #[must_use]
    pub fn empty(mut self) -> Self {
        self.furnished = false;
        self
    }

    /// Starts with a world that [`Server::export_state`] has written. Its region, its stage time and the seed of its ids
    /// are its own.
    #[must_use]
    pub fn state(mut self, json: impl Into<String>) -> Self {
        self.state = Some(json.into());
        self
    }

    /// One more fault, from the start.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// How far the date of a request may be off, either way; 15 minutes when not set.
    #[must_use]
    pub fn clock_tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How long the temporary credentials last that the server hands out, see [`Server::credentials_uri`]; one hour when
    /// not set. A caller who asks for less gets less.
    #[must_use]
    pub fn session_time(mut self, time: Duration) -> Self {
        self.session_time = time;
        self
    }

    /// How many threads serve; one when not set.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    /// When the address cannot be listened at, the state is none, or two accounts have the same access key ID.
    pub fn start(self) -> Result<Server, StartError> {
        let (address, threads) = (self.address, self.threads);
        let service = self.service()?;
        Server::run(service, address, threads).map_err(|source| StartError {
            kind: StartErrorKind::Listen(address, source),
        })
    }

    fn service(self) -> Result<Service, StartError> {
        let start = self.start_time.map(Timestamp::try_from).transpose();
        let start = start.map_err(|error| StartError::state(error.to_string()))?;
        let now = start.unwrap_or_else(Timestamp::now);
        let mut world = World::empty(self.seed, &self.region, now, self.stage_time);
        if let Some(json) = &self.state {
            world = World::import(json).map_err(StartError::state)?;
        } else if self.furnished {
            let furnished = world.furnish();
            furnished.map_err(|failure| StartError::state(failure.to_string()))?;
        }
        // A state goes on from its own time, unless another one is asked for.
        let clock = Clock::new(start.unwrap_or(world.now), self.speed);
        let mut accounts = self.accounts;
        check_ids(&accounts)?;
        let account_is_made_up = accounts.is_empty();
        if account_is_made_up {
            accounts.push(made_up(self.seed));
        }
        let faults = Faults::new(self.seed);
        for fault in self.faults {
            faults.add(fault);
        }
        let issuer = Arc::new(Issuer::new(self.seed, self.session_time));
        Ok(Service {
            description: Description::get(),
            seed: self.seed,
            verifier: Verifier::new(&accounts, Arc::clone(&issuer), self.tolerance),
            issuer,
            accounts,
            account_is_made_up,
            clock,
            world: Mutex::new(world),
            faults,
            journal: Journal::default(),
            requests: AtomicU64::new(0),
        })
    }
}

fn check_ids(accounts: &[Credentials]) -> Result<(), StartError> {
    for (place, account) in accounts.iter().enumerate() {
        let id = account.access_key_id();
        let mut others = accounts[..place].iter();
        if others.any(|other| other.access_key_id() == id) {
            let kind = StartErrorKind::Account(id.to_owned());
            return Err(StartError { kind });
        }
    }
    Ok(())
}

/// Why a server did not start.
#[derive(Debug)]
pub struct StartError {
    kind: StartErrorKind,
}

#[derive(Debug)]
enum StartErrorKind {
    Account(String),
    Listen(SocketAddr, io::Error),
    State(String),
}

impl StartError {
    fn state(problem: String) -> Self {
        Self {
            kind: StartErrorKind::State(problem),
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            StartErrorKind::Listen(address, _) => {
                write!(f, "the server cannot listen at {address}")
            }
            StartErrorKind::Account(id) => write!(f, "two accounts have the access key ID {id}"),
            StartErrorKind::State(problem) => write!(f, "the world cannot begin: {problem}"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            StartErrorKind::Listen(_, source) => Some(source),
            StartErrorKind::Account(_) | StartErrorKind::State(_) => None,
        }
    }
}
