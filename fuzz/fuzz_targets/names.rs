//! Any texts as the names and words of a description that is sound otherwise: it must be generated.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../generate.rs"]
mod generate;

fuzz_target!(|texts: Vec<String>| {
    let text = |index: usize| texts.get(index).map_or("", String::as_str);
    let quoted = |index: usize| json_text(text(index));
    let document = format!(
        r##"{{
            "openapi": "3.0.3",
            "info": {{"title": {title}, "version": {version}, "description": {words}}},
            "tags": [{{"name": {tag}, "description": {words}}}],
            "paths": {{"/a": {{"get": {{
                "tags": [{tag}], "operationId": {operation}, "summary": {summary}, "description": {words},
                "parameters": [
                    {{"name": {one}, "in": "query", "description": {words}, "schema": {{"type": "string", "enum": [{value}, "b"]}}}},
                    {{"name": {two}, "in": "header", "schema": {{"type": "integer"}}}}
                ],
                "responses": {{
                    "200": {{"description": {words}, "content": {{"application/json": {{"schema": {{
                        "type": "object", "description": {words},
                        "properties": {{{member}: {{"type": "string", "description": {words}, "example": {value}}}, "plain": {{"type": "object", "properties": {{{one}: {{"type": "integer"}}}}}}}}
                    }}}}}}}}
                }}
            }}}}}}
        }}"##,
        title = quoted(0),
        version = quoted(1),
        tag = quoted(2),
        operation = quoted(3),
        summary = quoted(4),
        words = quoted(5),
        one = quoted(6),
        two = quoted(7),
        value = quoted(8),
        member = quoted(9),
    );
    generate::generate("api.json", &document);
});

fn json_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if u32::from(letter) < 0x20 => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
