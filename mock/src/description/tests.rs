use super::*;

fn parameter(operation: &str, name: &str) -> &'static Parameter {
    let operation = Description::get().named(operation).expect("described");
    let found = operation
        .parameters
        .iter()
        .find(|parameter| parameter.name == name);
    found.expect("a parameter")
}

#[test]
fn every_operation_is_found_at_its_address_and_no_other() {
    let description = Description::get();
    assert_eq!(description.operations.len(), 162);
    for operation in &description.operations {
        let found = description.find(&operation.method, &operation.path);
        assert_eq!(found.expect("found").name, operation.name);
        assert!(description.find("PATCH", &operation.path).is_none());
    }
}

#[test]
fn kinds_places_and_values_of_parameters_are_those_of_the_description() {
    let replicas = parameter("ScaleK8sApplication", "Replicas");
    assert_eq!(
        (replicas.kind, replicas.required, replicas.in_form),
        (Kind::Int32, true, false)
    );
    let data = parameter("CreateK8sConfigMap", "Data");
    assert_eq!((data.kind, data.in_form), (Kind::Json, true));
    assert_eq!(
        parameter("DeployApplication", "DeployType").allowed,
        ["url", "image"]
    );
    assert_eq!(
        parameter("ScaleInApplication", "EccInfo").kind,
        Kind::List(',')
    );
    assert_eq!(
        parameter("StartApplication", "EccInfo").kind,
        Kind::List(',')
    );
}

#[test]
fn every_documented_example_is_a_value_of_its_parameter() {
    for operation in &Description::get().operations {
        for parameter in &operation.parameters {
            let Some(example) = &parameter.example else {
                continue;
            };
            let problem = parameter.problem(example);
            assert_eq!(
                problem, None,
                "{}: {} = {example}",
                operation.name, parameter.name
            );
        }
    }
}

#[test]
fn what_is_no_value_of_its_kind_is_said_with_what_would_be() {
    let problem = |operation, name, value| {
        parameter(operation, name)
            .problem(value)
            .unwrap_or_default()
    };
    assert_eq!(
        problem("ScaleK8sApplication", "Replicas", "2x"),
        "must be a 32-bit integer"
    );
    assert_eq!(
        problem("ScaleK8sApplication", "Replicas", "4294967296"),
        "must be a 32-bit integer"
    );
    assert_eq!(
        problem("DeleteK8sApplication", "Force", "yes"),
        "must be `true` or `false`"
    );
    assert_eq!(
        problem("DeployK8sApplication", "Envs", "[{"),
        "must be JSON"
    );
    let listeners = |text| problem("UpdateK8sSlb", "ServicePortInfos", text);
    assert_eq!(listeners(r#"{"port":1},{"port":2}"#), "");
    assert_eq!(listeners("1,2"), "must be JSON");
    assert_eq!(
        problem("DeployApplication", "DeployType", "ftp"),
        "must be one of url, image"
    );
    assert_eq!(
        problem("DeployApplication", "BatchWaitTime", "6"),
        "must be at most 5"
    );
    assert_eq!(
        problem("DeployApplication", "BatchWaitTime", "-1"),
        "must be at least 0"
    );
    assert!(parameter("InsertClusterMember", "password").secret);
}

#[test]
fn every_paged_list_is_in_its_sample_and_its_page_is_a_parameter() {
    let all = Description::get().operations.iter();
    let paged: Vec<_> = all.filter(|operation| operation.paging.is_some()).collect();
    assert_eq!(paged.len(), 11);
    for operation in paged {
        let paging = operation.paging.as_ref().unwrap();
        let list = operation.sample.pointer(&paging.items);
        let list = list.and_then(Value::as_array);
        assert!(
            list.is_some_and(|items| !items.is_empty()),
            "{}: {}",
            operation.name,
            paging.items
        );
        let page = parameter(&operation.name, &paging.page);
        let example: i64 = page.example.as_deref().unwrap().parse().unwrap();
        assert_eq!(example, paging.first, "{}", operation.name);
    }
}
