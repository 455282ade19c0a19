//! Support for users' tests, as a user of the client has it.

use acs_runtime::named::to_any;
use edas_client::by_name::operations;
use edas_client::change_order::{ChangeOrderInfo, ChangeOrderStatus, GetChangeOrderInfoResponse};
use edas_client::testing::{Reply, Script, build};
use edas_client::{Client, ReplyFormat};
use serde_json::{Value, json};

use super::every_operation::{described, examples};

#[tokio::test]
async fn the_reply_of_every_operation_can_be_scripted_with_defaults_in_both_formats() {
    let described = described();
    let mut seen = 0;
    for entry in operations() {
        let name = entry.operation.name;
        let input = Value::Object(examples(&described[name], false));
        for format in [ReplyFormat::Json, ReplyFormat::Xml] {
            let mut expected = (entry.reply)();
            let script = Script::new();
            script.on(name).once(Reply::named(&*expected));
            let config = script.config().to_builder().reply_format(format).build();
            let client = Client::new(config).expect("a client");
            let call = entry.begin(&client, input.clone()).expect("a call");
            let reply = call.send().await.expect("a reply");
            if let Some(id) = expected.request_id_slot() {
                *id = Some("00000000-0000-4000-8000-000000000001".to_owned());
            }
            assert_eq!(reply, to_any(expected.value()), "{name} {format:?}");
            script.verify();
        }
        seen += 1;
    }
    assert_eq!(seen, described.len());
}

#[tokio::test]
async fn a_nested_reply_is_built_and_read_back_whole() {
    let reply = build(|it: &mut GetChangeOrderInfoResponse| {
        it.code = Some(200);
        it.change_order_info = Some(build(|it: &mut ChangeOrderInfo| {
            it.change_order_id = Some("order-1".to_owned());
            it.status = Some(ChangeOrderStatus::Succeeded);
        }));
    });
    let script = Script::new();
    script.on("GetChangeOrderInfo").always(reply.clone());
    let client = Client::new(script.config()).expect("a client");
    let mut got = client
        .get_change_order_info("order-1")
        .send()
        .await
        .expect("a reply");
    assert_eq!(got.request_id(), "00000000-0000-4000-8000-000000000001");
    got.request_id = None;
    assert_eq!(got, reply);
    let request = script.only_request_of("GetChangeOrderInfo");
    assert_eq!(request.parameter("ChangeOrderId"), Some("order-1"));
    assert_eq!(
        (request.method(), request.path()),
        ("POST", "/pop/v5/changeorder/change_order_info")
    );
}

#[tokio::test]
async fn a_form_is_told_by_the_names_of_its_parameters() {
    let script = Script::always(Reply::json("{}"));
    let client = Client::new(script.config()).expect("a client");
    let parameters = json!({
        "ClusterId": "c", "Name": "map", "Namespace": "default", "Data": [{"Key": "a", "Value": "b&c"}],
    });
    let call = client.by_name("CreateK8sConfigMap", parameters);
    call.expect("a call").send().await.expect("a reply");
    let request = script.only_request_of("CreateK8sConfigMap");
    assert_eq!(request.query(), []);
    assert_eq!(request.parameter("Name"), Some("map"));
    let data: Value = request
        .parameter("Data")
        .expect("data")
        .parse()
        .expect("JSON");
    assert_eq!(data[0]["Value"], "b&c");
}
