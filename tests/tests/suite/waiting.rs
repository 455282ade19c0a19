//! Waiting for work, and following lists, on the mock.

use std::time::Duration;

use acs_runtime::RetryPolicy;
use edas_client::k8s_application::{
    BatchReleaseMode, BatchReleasePlan, ReleaseStrategy, ReleaseStrategyType,
};
use edas_client::waiting::{End, State};
use edas_client::{Client, Config, Error};
use edas_mock::{Effect, Fault, Server};

const SHORT: Duration = Duration::from_millis(1);

/// A mock on which an hour passes in a second or two, and its client.
fn open() -> (Server, Client) {
    let server = Server::builder().speed(2000.0).start().expect("a server");
    let config = Config::builder()
        .endpoint(server.endpoint())
        .credentials(server.credentials())
        .retry(RetryPolicy::default().backoff(SHORT, SHORT));
    let client = Client::new(config.build()).expect("a client");
    (server, client)
}

/// The application on Kubernetes that the mock begins with.
async fn kubernetes_application(client: &Client) -> String {
    let reply = client.list_application().send().await.expect("a list");
    let mut all = reply
        .application_list
        .expect("a list")
        .application
        .into_iter();
    let found = all.find(|one| one.k8s_namespace.is_some());
    found.and_then(|one| one.app_id).expect("the demo has one")
}

#[tokio::test]
async fn a_deployment_is_waited_for_to_its_end() {
    let (_server, client) = open();
    let app = kubernetes_application(&client).await;
    let outcome = client
        .deploy_k8s_application(&app)
        .image("registry.example.com/shop:2")
        .send_and_wait()
        .pauses(SHORT, SHORT)
        .await
        .expect("it ends");
    assert_eq!(outcome.end(), End::Succeeded);
    let order = outcome.succeeded().expect("it succeeded").change_order_info;
    assert!(order.expect("an order").change_order_id.is_some());
}

#[tokio::test]
async fn a_deployment_that_fails_says_where_and_why() {
    let (server, client) = open();
    server.set_speed(0.0);
    let app = kubernetes_application(&client).await;
    let deployed = client
        .deploy_k8s_application(&app)
        .image("registry.example.com/shop:2")
        .send()
        .await
        .expect("it starts");
    let id = deployed.change_order_id.expect("an id");
    server
        .fail_change_order(&id, "the image cannot be pulled")
        .expect("it runs");
    server.set_speed(2000.0);
    let outcome = client.wait_for_change_order(&id).pauses(SHORT, SHORT).await;
    let outcome = outcome.expect("it ends");
    assert_eq!(outcome.end(), End::Failed);
    let failure = outcome.failure();
    assert_eq!(
        failure.message.as_deref(),
        Some("the image cannot be pulled")
    );
    assert!(failure.stage.is_some());
    let error = outcome.succeeded().expect_err("it failed");
    assert!(matches!(error, Error::Outcome(_)));
    assert!(error.to_string().contains("the image cannot be pulled"));
}

#[tokio::test]
async fn batches_that_wait_for_somebody_end_the_waiting_and_an_abort_is_seen() {
    let (_server, client) = open();
    let app = kubernetes_application(&client).await;
    let batches = BatchReleasePlan::new(2, BatchReleaseMode::Manual);
    let strategy = ReleaseStrategy::new(ReleaseStrategyType::BatchUpdate).batch_update(batches);
    let outcome = client
        .deploy_k8s_application(&app)
        .image("registry.example.com/shop:2")
        .update_strategy(strategy)
        .send_and_wait()
        .pauses(SHORT, SHORT)
        .await
        .expect("it stops");
    assert_eq!(outcome.end(), End::NeedsConfirmation);
    let order = outcome.into_reply().change_order_info.expect("an order");
    let id = order.change_order_id.expect("an id");
    let rolled_back = client
        .abort_and_rollback_change_order(&id)
        .send_and_wait()
        .pauses(SHORT, SHORT);
    rolled_back
        .await
        .expect("it ends")
        .succeeded()
        .expect("the rollback succeeds");
    let aborted = client.wait_for_change_order(&id).await.expect("it ended");
    assert_eq!(aborted.end(), End::Aborted);
}

#[tokio::test]
async fn faults_on_the_way_do_not_end_the_waiting() {
    let (server, client) = open();
    let app = kubernetes_application(&client).await;
    let fault = Fault::on(
        "GetChangeOrderInfo",
        [
            Effect::Error(503),
            Effect::Reset,
            Effect::Error(500),
            Effect::CutBody,
        ],
    );
    server.add_fault(fault.expect("a fault").rate(0.7));
    let outcome = client
        .restart_k8s_application(&app)
        .send_and_wait()
        .pauses(SHORT, SHORT)
        .await
        .expect("it ends");
    assert_eq!(outcome.end(), End::Succeeded);
}

#[tokio::test]
async fn an_unknown_change_order_ends_the_waiting_at_once() {
    let (_server, client) = open();
    let error = client.wait_for_change_order("none").await;
    assert!(error.expect_err("there is none").is_not_found());
}

#[tokio::test]
async fn states_are_a_stream() {
    let (server, client) = open();
    server.set_speed(200.0);
    let app = kubernetes_application(&client).await;
    let mut states = client
        .restart_k8s_application(&app)
        .send_and_wait()
        .pauses(SHORT, Duration::from_millis(20))
        .states();
    let mut running = 0;
    while let Some(state) = states.next().await {
        match state.expect("a state") {
            State::Running(_) => running += 1,
            State::Ended(outcome) => assert_eq!(outcome.end(), End::Succeeded),
        }
    }
    assert!(running > 0, "it takes a while");
}

#[tokio::test]
async fn the_applications_of_all_pages_are_the_applications() {
    let (_server, client) = open();
    let whole = client.list_application().send().await.expect("a list");
    let whole = whole.application_list.expect("a list").application;
    assert!(whole.len() > 1, "the demo has several");
    let items = client.list_application().page_size(1).items();
    assert_eq!(items.all().await.expect("all pages"), whole);
}

#[tokio::test]
async fn pages_stop_with_the_total() {
    let (server, client) = open();
    let clusters = client.get_k8s_cluster("cn-hangzhou").page_size(1);
    let mut pages = clusters.pages();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        let page = page.expect("a page").cluster_page.expect("a page");
        assert_eq!(page.cluster_list.expect("a list").cluster.len(), 1);
        count += 1;
    }
    let asked = server.requests();
    let asked = asked
        .iter()
        .filter(|it| it.operation.as_deref() == Some("GetK8sCluster"));
    assert_eq!(asked.count(), count);
}
