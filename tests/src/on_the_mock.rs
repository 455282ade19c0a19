//! Code of the README, run.

use edas_client::{Client, Config, Error};
use edas_mock::Server;

/// Runs code with a client of a mock that has just started.
///
/// # Panics
///
/// When the mock does not start, or the code fails.
pub fn on_the_mock<F: Future<Output = Result<(), Error>>>(code: impl FnOnce(Client) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Server::start().expect("a server");
    let config = Config::builder()
        .endpoint(server.endpoint())
        .credentials(server.credentials());
    let client = Client::new(config.build()).expect("a client");
    runtime.block_on(code(client)).expect("it succeeds");
}
