//! Documents that are made to break readers are handled or refused, soon and without harm.

use std::time::{Duration, Instant};

use super::{Lowered, lower, schemas_of};
use crate::load::Memory;

/// Far more than any of these takes, far less than what they aim at.
const SOON: Duration = Duration::from_secs(20);

fn soon(text: &str, name: &str) -> Lowered {
    let start = Instant::now();
    let lowered = lower(name, &Memory::new([(name, text)]));
    let taken = start.elapsed();
    assert!(
        taken < SOON,
        "{taken:?} for {}",
        text.chars().rev().take(20).collect::<String>()
    );
    lowered
}

/// Refused with one of these kinds of errors, at a place.
fn refused(text: &str, name: &str, codes: &[&str]) {
    let lowered = soon(text, name);
    let begin: String = text.chars().take(60).collect();
    assert!(lowered.failure.errors() > 0, "{begin}");
    let problem = &lowered.failure.problems()[0];
    assert!(codes.contains(&problem.code()), "{begin}: {problem}");
    assert!(problem.line() > 0 && problem.column() > 0 && problem.file() == name);
}

#[test]
fn nesting_without_end_is_refused() {
    const MANY: usize = 100_000;
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\nx-deep: ";
    for (opening, name) in [
        ("[", "api.yaml"),
        ("{a: ", "api.yaml"),
        ("[ #]\n", "api.yaml"),
        ("- ", "api.yaml"),
        ("? ", "api.yaml"),
        ("{\"a\":", "api.json"),
        ("[", "api.json"),
        ("{items: ", "api.json"),
    ] {
        refused(
            &format!("{head}\n  {}", opening.repeat(MANY)),
            name,
            &["syntax"],
        );
        refused(&opening.repeat(MANY), name, &["syntax"]);
    }
    let block: Vec<_> = (0..1_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    refused(&block.concat(), "api.yaml", &["syntax"]);
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\nx-a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        text += &format!(
            "x-a{level}: &a{level} [{}]\n",
            [alias.as_str(); 9].join(", ")
        );
    }
    refused(&text, "api.yaml", &["syntax"]);
    refused("openapi: 3.0.3\nx-a: &a [*a]\n", "api.yaml", &["syntax"]);
}

#[test]
fn long_chains_and_circles_end() {
    let chain = |count: usize, link: &dyn Fn(usize) -> String| -> String {
        let links = (0..count).map(|number| format!("    S{number}: {}\n", link(number)));
        links.collect::<Vec<_>>().concat()
    };
    let next = |number: usize| format!("{{$ref: '#/components/schemas/S{}'}}", number + 1);
    let end = |count: usize| {
        format!("    S{count}: {{type: object, properties: {{a: {{type: string}}}}}}\n")
    };
    // References that follow one another.
    let schemas = chain(5_000, &next) + &end(5_000);
    let lowered = schemas_of("3.0.3", &schemas);
    assert!(lowered.failure.errors() > 0);
    // Alternatives, lists and properties may follow one another for ever.
    for link in [
        &|number: usize| format!("{{type: array, items: {}}}", next(number)) as String,
        &|number: usize| format!("{{oneOf: [{}, {{type: string}}]}}", next(number)),
        &|number: usize| format!("{{type: object, properties: {{b: {}}}}}", next(number)),
    ] as [&dyn Fn(usize) -> String; 3]
    {
        let lowered = schemas_of("3.0.3", &(chain(5_000, link) + &end(5_000)));
        assert_eq!(lowered.failure.errors(), 0);
        assert!(lowered.schemas.iter().all(|(_, ty)| ty.is_some()));
    }
    // Parents may not.
    let start = Instant::now();
    let link = |number: usize| {
        format!(
            "{{allOf: [{}, {{properties: {{b{number}: {{type: string}}}}}}]}}",
            next(number)
        )
    };
    let lowered = schemas_of("3.0.3", &(chain(5_000, &link) + &end(5_000)));
    assert_eq!(lowered.failure.errors(), 1);
    assert!(start.elapsed() < SOON);
    refused(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\n",
        "api.yaml",
        &["reference-cycle"],
    );
}

#[test]
fn alternatives_of_alternatives_are_refused_before_they_fill_the_memory() {
    let pair = |number: usize| {
        format!(
            "{{oneOf: [{{properties: {{a{number}: {{type: string}}}}}}, {{properties: {{b{number}: {{type: string}}}}}}]}}"
        )
    };
    let parts: Vec<_> = (0..24).map(pair).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{allOf: [{}]}}}}}}\n",
        parts.join(", ")
    );
    refused(&text, "api.yaml", &["unsupported"]);
}

#[test]
fn heirs_of_heirs_that_each_tell_theirs_apart_are_refused() {
    let heirs = (1..20_000).map(|index| {
        let parent = index - 1;
        format!(
            "    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{parent}'}}], discriminator: {{propertyName: k}}}}\n"
        )
    });
    let first = "    S0: {type: object, discriminator: {propertyName: k}}\n".to_owned();
    let schemas: Vec<_> = std::iter::once(first).chain(heirs).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{}",
        schemas.concat()
    );
    refused(&text, "api.yaml", &["unsupported"]);
}

#[test]
fn many_of_one_name_and_long_texts_are_handled() {
    let members: Vec<_> = (0..20_000)
        .map(|number| {
            format!(
                "        '{}': {{type: string}}\n",
                "\u{1F600}".repeat(number % 3 + 1) + &"!".repeat(number / 3)
            )
        })
        .take(2_000)
        .collect();
    let plain: Vec<_> = (0..20_000)
        .map(|number| {
            format!("        p-{number}: {{type: string}}\n        p_{number}: {{type: string}}\n")
        })
        .collect();
    let long = "x".repeat(10_000_000);
    for text in [
        format!(
            "    A:\n      type: object\n      properties:\n{}",
            members.concat()
        ),
        format!(
            "    A:\n      type: object\n      properties:\n{}",
            plain.concat()
        ),
        format!(
            "    A: {{type: string, enum: [{long}], description: {long}, pattern: {long}, default: {long}}}\n"
        ),
        format!(
            "    A:\n      type: object\n      properties:\n        ? {long}\n        : {{type: object, properties: {{a: {{type: object, properties: {{b: {{type: string}}}}}}}}}}\n"
        ),
    ] {
        let start = Instant::now();
        let lowered = schemas_of("3.0.3", &text);
        assert_eq!(lowered.failure.errors(), 0);
        let names = lowered
            .api
            .types
            .iter()
            .map(|definition| definition.rust_name.len());
        assert!(names.max().unwrap_or_default() < 1_000);
        assert!(start.elapsed() < SOON);
    }
    let broken =
        format!("openapi: 3.0.3\ninfo: {{title: T, version: '1', {long}: 1}}\npaths: {{}}\n");
    refused(&broken, "api.yaml", &["unknown-key", "syntax"]);
}

#[test]
fn numbers_beyond_all_widths_are_read() {
    let text = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \"components\": {\"schemas\": {
        \"A\": {\"type\": \"number\", \"maximum\": 1e400, \"minimum\": -0, \"default\": 123456789012345678901234567890}}}}";
    for name in ["api.json", "api.yaml"] {
        let lowered = soon(text, name);
        assert_eq!(
            lowered.failure.errors(),
            0,
            "{}",
            lowered.failure.render(crate::RenderOptions::default())
        );
    }
}
