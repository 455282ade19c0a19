//! What the client can wait for, and the lists that it follows page by page, on a running server.

use std::time::Duration;

use edas_client::runtime::waiting::End;
use edas_client::{Client, Config, ReplyFormat};
use edas_mock::Server;
use serde_json::Value;

/// A client that reads XML or JSON.
fn client(edas: &Server, format: ReplyFormat) -> Client {
    let config = Config::builder()
        .endpoint(edas.endpoint())
        .credentials(edas.credentials())
        .reply_format(format);
    Client::new(config.build()).unwrap()
}

/// A server on which an hour passes in less than a second.
fn fast() -> Server {
    Server::builder().speed(5000.0).start().unwrap()
}

/// The id of what has this name in the world.
fn id_of(edas: &Server, what: &str, name: &str) -> String {
    let state: Value = serde_json::from_str(&edas.export_state()).unwrap();
    let all = state[what].as_object().unwrap();
    let (id, _) = all.iter().find(|(_, one)| one["name"] == name).unwrap();
    id.clone()
}

const PAUSE: Duration = Duration::from_millis(5);

#[tokio::test(flavor = "multi_thread")]
async fn a_change_order_is_waited_for() {
    let edas = fast();
    let client = client(&edas, ReplyFormat::Json);
    let shop = id_of(&edas, "applications", "demo-shop");
    let restart = client.restart_k8s_application(&shop).send_and_wait();
    let outcome = restart.pauses(PAUSE, PAUSE).await.unwrap();
    assert_eq!(outcome.end(), End::Succeeded);
    edas.set_speed(0.0);
    let order = client.restart_k8s_application(&shop).send().await.unwrap();
    let order = order.change_order_id.unwrap();
    edas.fail_change_order(&order, "no space left").unwrap();
    let outcome = client.wait_for_change_order(&order).await.unwrap();
    assert_eq!(outcome.end(), End::Failed);
    let message = outcome.failure().message.as_deref();
    assert_eq!(message, Some("no space left"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_waited_for_and_can_fail() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let edas = Server::builder().speed(0.0).start().unwrap();
        let client = client(&edas, format);
        let id = id_of(&edas, "clusters", "demo-k8s-new");
        assert!(edas.fail_cluster_import(&id).is_err());
        let begun = client.import_k8s_cluster(&id).send().await.unwrap();
        assert_eq!(begun.data.as_deref(), Some(&*id));
        edas.fail_cluster_import(&id).unwrap();
        let failed = client.wait_for_k8s_cluster_import(&id).await.unwrap();
        assert_eq!(failed.end(), End::Failed);
        edas.set_speed(5000.0);
        let import = client.import_k8s_cluster(&id).send_and_wait();
        let imported = import.pauses(PAUSE, PAUSE).await.unwrap();
        assert_eq!(imported.end(), End::Succeeded);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prechecks_are_waited_for() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let edas = fast();
        let client = client(&edas, format);
        for (cluster, end, reason) in [
            ("demo-k8s", End::Succeeded, None),
            (
                "demo-k8s-new",
                End::Failed,
                Some("The cluster demo-k8s-new is not imported."),
            ),
        ] {
            let cluster = id_of(&edas, "clusters", cluster);
            let start = client.start_k8s_app_precheck(&cluster, "default");
            let started = start.app_name("new").send().await.unwrap();
            assert_eq!(started.data.unwrap().jobs.len(), 2);
            let wait = client.wait_for_k8s_app_precheck("new", &cluster, "default");
            let outcome = wait.pauses(PAUSE, PAUSE).await.unwrap();
            assert_eq!(outcome.end(), end);
            assert_eq!(outcome.failure().message.as_deref(), reason);
        }
        let unknown = client.wait_for_k8s_app_precheck("no", "no", "no").await;
        assert_eq!(unknown.unwrap_err().status(), Some(404));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_are_waited_for() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let edas = fast();
        let client = client(&edas, format);
        let shop = id_of(&edas, "applications", "demo-shop");
        for (id, end, reason) in [
            (&*shop, End::Succeeded, None),
            (
                "gone",
                End::Failed,
                Some("The application gone does not exist."),
            ),
        ] {
            let migration = client.migrate_application().app_ids(id).cmd("clone");
            let wait = migration.send_and_wait().pauses(PAUSE, PAUSE);
            let outcome = wait.await.unwrap();
            assert_eq!(outcome.end(), end);
            assert_eq!(outcome.failure().message.as_deref(), reason);
        }
        let unknown = client.wait_for_application_migration("77777").await;
        assert_eq!(unknown.unwrap_err().status(), Some(404));
    }
}

/// How many items all pages have.
macro_rules! count {
    ($call:expr) => {
        $call.items().all().await.unwrap().len()
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_is_followed_to_its_end() {
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let edas = Server::start().unwrap();
        let client = client(&edas, format);
        let machines = id_of(&edas, "clusters", "demo-ecs");
        assert_eq!(count!(client.list_application().page_size(1)), 2);
        assert_eq!(
            count!(client.list_cluster_members(machines).page_size(2)),
            5
        );
        assert_eq!(
            count!(client.get_k8s_cluster("cn-hangzhou").page_size(1)),
            2
        );
        // These are samples: one page, whatever total they state.
        assert_eq!(count!(client.list_cluster_members("5298-****")), 2);
        assert_eq!(count!(client.list_config_templates()), 1);
        assert_eq!(count!(client.get_service_consumers_page()), 2);
        assert_eq!(count!(client.get_service_list_page()), 2);
        assert_eq!(count!(client.get_service_method_page()), 1);
        assert_eq!(count!(client.get_service_providers_page()), 2);
        assert_eq!(
            count!(client.query_sls_log_store_list("5298-****", "file")),
            2
        );
        assert_eq!(count!(client.list_k8s_config_maps()), 2);
        assert_eq!(count!(client.list_k8s_secrets()), 2);
    }
}
