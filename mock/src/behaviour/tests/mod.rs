//! A world to call operations on.

mod deployments;
mod lists;
mod operations;
mod waiting;

use std::time::Duration;

use super::*;
use crate::arguments::Sent;
use crate::description::{DOCUMENT, Description};
use jiff::Timestamp;

/// A world whose stages take a second each.
struct Play {
    world: World,
    document: Value,
}

impl Play {
    fn new() -> Self {
        let start = Timestamp::from_second(1_700_000_000).unwrap();
        let mut world = World::empty(1, "cn-hangzhou", start, Duration::from_secs(1));
        world.furnish().unwrap();
        Self {
            world,
            document: serde_json::from_str(DOCUMENT).unwrap(),
        }
    }

    /// Calls an operation. The answer must be one that the description describes.
    fn call(&mut self, name: &str, pairs: &[(&str, &str)]) -> Result<Value, Failure> {
        let operation = Description::get().named(name).expect("described");
        let sent = Sent::of(operation, pairs);
        assert!(sent.unknown(operation).is_empty(), "{name}: {pairs:?}");
        let arguments = Arguments::check(operation, &sent).expect("well formed");
        let members = act(&mut self.world, &arguments)?.expect("not the sample");
        let method = operation.method.to_ascii_lowercase();
        let content = &self.document["paths"][&operation.path][&method]["responses"]["200"];
        let schema = &content["content"]["application/json"]["schema"];
        let answer = Value::Object(members);
        self.conforms(schema, &answer, name);
        Ok(answer)
    }

    fn ok(&mut self, name: &str, pairs: &[(&str, &str)]) -> Value {
        self.call(name, pairs)
            .unwrap_or_else(|failure| panic!("{name}: {failure}"))
    }

    fn refused(&mut self, name: &str, pairs: &[(&str, &str)]) -> String {
        self.call(name, pairs).expect_err("refused").to_string()
    }

    /// Whether the value has only what the schema has, of its type.
    fn conforms(&self, schema: &Value, value: &Value, place: &str) {
        let schema = schema.pointer("/allOf/0").unwrap_or(schema);
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self
                .document
                .pointer(&reference[1..])
                .expect("in the document");
            return self.conforms(target, value, place);
        }
        if let Some(allowed) = schema["enum"].as_array() {
            assert!(
                allowed.contains(value),
                "{place}: {value} is none of {allowed:?}"
            );
        }
        let fits = match schema["type"].as_str() {
            Some("object") => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    let place = format!("{place}.{name}");
                    let member = schema["properties"].get(name);
                    self.conforms(
                        member.unwrap_or_else(|| panic!("{place}: not described")),
                        value,
                        &place,
                    );
                }
                value.is_object()
            }
            Some("array") => {
                for item in value.as_array().into_iter().flatten() {
                    self.conforms(&schema["items"], item, place);
                }
                value.is_array()
            }
            Some("integer") => value.is_i64(),
            Some("boolean") => value.is_boolean(),
            _ => value.is_string(),
        };
        // What is null is left out on the wire.
        assert!(
            fits || value.is_null(),
            "{place}: {value} is not of its type"
        );
    }

    fn pass(&mut self, seconds: u64) {
        let then = self.world.now + Duration::from_secs(seconds);
        self.world.advance(then);
    }

    fn application(&self, name: &str) -> String {
        let mut all = self.world.applications.values();
        all.find(|application| application.name == name)
            .expect("there")
            .id
            .clone()
    }

    fn shop(&self) -> String {
        self.application("demo-shop")
    }

    fn orders(&self) -> String {
        self.application("demo-orders")
    }

    fn status(&mut self, order: &str) -> i64 {
        let info = self.ok("GetChangeOrderInfo", &[("ChangeOrderId", order)]);
        info["changeOrderInfo"]["Status"]
            .as_i64()
            .expect("a status")
    }

    fn versions(&mut self, application: &str) -> Vec<String> {
        let pods = self.ok("DescribeAppInstanceList", &[("AppId", application)]);
        let pods = pods["InstanceList"].as_array().expect("pods");
        pods.iter()
            .map(|pod| pod["Version"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    fn deploy(&mut self, strategy: &str) -> String {
        let shop = self.shop();
        let image = ("Image", "registry.example.com/demo/shop:2.0");
        let answer = self.ok(
            "DeployK8sApplication",
            &[("AppId", &shop), image, ("UpdateStrategy", strategy)],
        );
        text(&answer["ChangeOrderId"])
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

const MANUAL: &str =
    r#"{"type":"BatchUpdate","batchUpdate":{"batch":2,"releaseType":"manual","batchWaitTime":0}}"#;
