use super::{OK, clean, lowered, lowered_as, operation};
use crate::ir::{Effect, SecurityKind, Server};

#[test]
fn nothing_but_paths_is_needed() {
    let api = clean(&format!("paths: {{/a: {{get: {{{OK}}}}}}}\n"));
    assert_eq!(api.service.title, "T");
    assert!(api.service.servers.is_empty() && api.service.schemes.is_empty());
    assert_eq!(api.groups[0].name, "general");
}

#[test]
fn groups_are_first_tags_in_the_order_of_their_declaration() {
    let api = clean(&format!(
        "tags: [{{name: Second Thing}}, {{name: First}}, {{name: Unused}}]\npaths:\n  /a: {{get: {{tags: [First, x], {OK}}}}}\n  \
         /b: {{get: {{tags: [Second Thing], {OK}}}}}\n  /c: {{get: {{tags: [default], {OK}}}}}\n  /d: {{get: {{{OK}}}}}\n  \
         /e: {{get: {{tags: [second-thing], {OK}}}}}\n  /f: {{get: {{tags: [宠物], {OK}}}}}\n"
    ));
    let names: Vec<_> = api
        .groups
        .iter()
        .map(|it| (it.name.as_str(), it.module.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("second-thing", "second_thing"),
            ("first", "first"),
            ("default-2", "default"),
            ("second-thing-2", "second_thing2"),
            ("group", "group"),
            ("general", "general"),
        ]
    );
    let groups: Vec<_> = api.operations.iter().map(|it| it.group).collect();
    assert_eq!(groups, [1, 0, 2, 5, 3, 4]);
}

#[test]
fn the_method_says_what_repeating_does() {
    for (method, effect) in [
        ("get", Effect::Read),
        ("head", Effect::Read),
        ("put", Effect::Idempotent),
        ("delete", Effect::Idempotent),
        ("post", Effect::Write),
        ("patch", Effect::Write),
    ] {
        assert_eq!(operation("/a", method, OK).effect, effect, "{method}");
    }
}

#[test]
fn servers_have_variables_and_paths_and_operations_their_own() {
    let api = clean(&format!(
        "servers:\n- url: https://{{region}}.a.example/v1\n  variables: {{region: {{default: eu, enum: [eu, us]}}}}\n\
         paths:\n  /a:\n    servers: [{{url: https://path.example}}]\n    get: {{{OK}}}\n    \
         put: {{servers: [{{url: /own}}], {OK}}}\n  /b: {{get: {{{OK}}}}}\n"
    ));
    let variable = &api.service.servers[0].variables[0];
    assert_eq!((&*variable.name, &*variable.default), ("region", "eu"));
    assert_eq!(variable.allowed, ["eu", "us"]);
    let urls = |servers: &[Server]| servers.iter().map(|it| it.url.clone()).collect::<Vec<_>>();
    assert_eq!(urls(&api.operations[0].servers), ["https://path.example"]);
    assert_eq!(urls(&api.operations[1].servers), ["/own"]);
    assert!(api.operations[2].servers.is_empty());
}

#[test]
fn a_variable_of_a_server_is_declared() {
    let (_, said) = lowered("servers: [{url: 'https://{region}.example'}]\npaths: {}\n");
    assert_eq!(
        said,
        ["error invalid-value 3: the address has `{region}`, but there is no such variable"]
    );
    let (_, said) = lowered("servers: [{url: 'https://{region.example'}]\npaths: {}\n");
    assert_eq!(said.len(), 1);
}

#[test]
fn a_default_outside_the_values_is_one_of_them() {
    let (api, said) =
        lowered("servers: [{url: '/{v}', variables: {v: {default: b, enum: [a]}}}]\npaths: {}\n");
    assert_eq!(api.service.servers[0].variables[0].allowed, ["a", "b"]);
    assert_eq!(
        said,
        ["warning ignored 3: the default `b` is not among the values of `v`"]
    );
}

#[test]
fn security_schemes_of_all_kinds_are_known() {
    let (api, said) = lowered_as(
        "3.1.0",
        "components:\n  securitySchemes:\n    a: {type: apiKey, in: header, name: X-A}\n    \
         b: {type: apiKey, in: query, name: b}\n    c: {type: apiKey, in: cookie, name: c}\n    \
         d: {type: http, scheme: Basic}\n    e: {type: http, scheme: bearer}\n    f: {type: http, scheme: Digest}\n    \
         g: {type: oauth2, flows: {}}\n    h: {type: openIdConnect, openIdConnectUrl: https://x}\n    \
         i: {type: mutualTLS}\n    'new': {type: http, scheme: bearer}\npaths: {}\n",
    );
    assert_eq!(said, Vec::<String>::new());
    let schemes = api.expect("an api").service.schemes;
    let kinds: Vec<_> = schemes.iter().map(|scheme| scheme.kind.clone()).collect();
    assert_eq!(
        kinds,
        [
            SecurityKind::ApiKeyHeader("X-A".into()),
            SecurityKind::ApiKeyQuery("b".into()),
            SecurityKind::ApiKeyCookie("c".into()),
            SecurityKind::Basic,
            SecurityKind::Bearer,
            SecurityKind::Http("digest".into()),
            SecurityKind::Bearer,
            SecurityKind::Bearer,
            SecurityKind::MutualTls,
            SecurityKind::Bearer,
        ]
    );
    assert_eq!(schemes[9].rust_name, "new2");
}

#[test]
fn a_scheme_says_what_its_type_needs() {
    let (_, said) =
        lowered("components: {securitySchemes: {a: {type: apiKey, in: query}}}\npaths: {}\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("error"), "{said:?}");
}

#[test]
fn operations_replace_the_security_of_the_api() {
    let api = clean(&format!(
        "components: {{securitySchemes: {{a: {{type: apiKey, in: header, name: X-A}}, b: {{type: http, scheme: bearer}}}}}}\n\
         security: [{{a: []}}]\npaths:\n  /a: {{get: {{{OK}}}, put: {{security: [], {OK}}}, \
         post: {{security: [{{a: [], b: [read]}}, {{b: []}}, {{}}], {OK}}}}}\n"
    ));
    let of = |method: &str| {
        let mut all = api.operations.iter();
        let found = all
            .find(|it| it.method.name() == method)
            .expect("the operation");
        found.security.clone()
    };
    assert_eq!(of("GET"), [["a"]]);
    assert!(of("PUT").is_empty());
    assert_eq!(of("POST"), [vec!["a", "b"], vec!["b"], vec![]]);
}

#[test]
fn credentials_that_want_one_header_together_are_said() {
    let (_, said) = lowered(&format!(
        "components: {{securitySchemes: {{a: {{type: http, scheme: basic}}, b: {{type: oauth2, flows: {{}}}}, \
         c: {{type: apiKey, in: header, name: X-C}}}}}}\n\
         paths: {{/a: {{get: {{security: [{{a: [], b: [], c: []}}, {{a: []}}], {OK}}}}}}}\n"
    ));
    let expected = "warning ignored 4: `a` and `b` are both the header `authorization`";
    assert_eq!(said, [expected]);
}

#[test]
fn an_alternative_with_an_unknown_scheme_is_left_out_with_a_warning() {
    let (api, said) = lowered(&format!(
        "components: {{securitySchemes: {{key: {{type: http, scheme: basic}}}}}}\n\
         paths: {{/a: {{get: {{security: [{{kee: []}}, {{key: []}}], {OK}}}}}}}\n"
    ));
    assert_eq!(api.operations[0].security, [["key"]]);
    assert_eq!(
        said,
        ["warning ignored 4: there is no security scheme `kee`, so calls cannot use it"]
    );
}

#[test]
fn callbacks_links_and_webhooks_are_named_in_docs_and_in_one_warning_each() {
    let callbacks = "callbacks: {done: {'{$url}': {post: {responses: {'200': {description: A}}}}}}";
    let responses = "responses: {'200': {description: B, links: {next: {operationId: x}}}}";
    let (api, said) = lowered_as(
        "3.1.0",
        &format!(
            "webhooks: {{w: {{post: {{{OK}}}}}}}\npaths:\n  /a: {{get: {{operationId: x, description: Text., {callbacks}, {responses}}}}}\n  \
             /b: {{get: {{{callbacks}, {responses}}}}}\n"
        ),
    );
    let api = api.expect("an api");
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(
        api.operations[0].docs.description.as_deref(),
        Some(
            "Text.\n\nThe description has callbacks that are no part of this client: `done`.\n\n\
             The description has links that are no part of this client: `next`."
        )
    );
}
