//! Files that are not, or not only, an OpenAPI document.

use super::{HEAD, refused};
use crate::Failure;
use crate::diagnostic::Diagnostics;
use crate::load::{Files, Rules, load};

/// One file of any bytes.
struct Bytes<'a>(&'a [u8]);

impl Files for Bytes<'_> {
    fn read(&self, _: &str) -> std::io::Result<Vec<u8>> {
        Ok(self.0.to_vec())
    }

    fn display(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Each diagnostic in one line: code, place, message, help.
fn said(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let documents = load(name, &Bytes(bytes), Rules::OpenApi, &mut diagnostics);
    let failure = Failure::new(diagnostics, &documents);
    let problems = failure.problems().iter();
    problems
        .map(|it| format!("{} {}:{} {}", it.code(), it.line(), it.column(), it))
        .collect()
}

#[test]
fn a_document_of_another_kind_is_named_once() {
    for (text, place, kind) in [
        (
            "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\n",
            "1:1",
            "a Swagger 2.0 document",
        ),
        ("info: {}\nasyncapi: 3.0.0\n", "2:1", "an AsyncAPI document"),
        ("{\"arazzo\": \"1.0.0\"}", "1:2", "an Arazzo document"),
        (
            "overlay: 1.0.0\nactions: []\n",
            "1:1",
            "an Overlay document",
        ),
        ("openrpc: 1.2.6\n", "1:1", "an OpenRPC document"),
        (
            "{\"item\": [], \"info\": {\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}",
            "1:14",
            "a Postman collection",
        ),
        (
            "\n<!DOCTYPE html>\n<title>404</title>",
            "1:1",
            "an HTML page",
        ),
        ("<?xml version='1.0'?><a/>", "1:1", "an XML document"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 1\n",
            "1:1",
            "a pointer of Git LFS",
        ),
        (
            "syntax = \"proto3\";\nmessage A {}\n",
            "1:1",
            "a file of Protocol Buffers",
        ),
        ("#%RAML 1.0\ntitle: T\n", "1:1", "a RAML document"),
    ] {
        let expected = format!("unsupported {place} this is {kind}, no OpenAPI document");
        assert_eq!(said("api.yaml", text.as_bytes()), [expected], "{text}");
    }
}

#[test]
fn bytes_that_are_no_text_are_shown_where_they_stand() {
    let utf_16: Vec<u8> = "\u{feff}openapi: 3.0.3"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let broken = [HEAD.as_bytes(), b"x-a: \xe4rger\n"].concat();
    for (bytes, expected) in [
        (&utf_16[..], "unreadable-file 1:1 the file is UTF-16"),
        (
            b"\x1f\x8b\x08\x00",
            "unreadable-file 1:1 the file is compressed",
        ),
        (b"PK\x03\x04", "unreadable-file 1:1 the file is an archive"),
        (&broken, "unreadable-file 4:6 the file is not UTF-8"),
    ] {
        assert_eq!(said("api.yaml", bytes), [expected]);
    }
}

#[test]
fn what_yaml_does_not_take_is_shown_where_it_stands() {
    refused(&format!("{HEAD}x-a: \"b\u{1}\"\n"), "syntax", 4, 8);
    refused(&format!("{HEAD}---\n{HEAD}"), "syntax", 4, 1);
    let merge = HEAD.replace("info", "<<<<<<< HEAD\ninfo");
    refused(&format!("{merge}=======\n>>>>>>> other\n"), "syntax", 2, 1);
}

#[test]
fn what_is_read_all_the_same_is_warned_of() {
    let comma = br#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},}"#;
    assert_eq!(
        said("api.json", comma),
        ["syntax 1:74 the file is called JSON and is none"]
    );
    assert!(said("api.yaml", comma).is_empty());
    let get = "{get: {responses: {'200': {description: D}}}}";
    let paths =
        format!("paths:\n  /a/{{b}}/c: {get}\n  /a/{{d}}/c: {get}\n  /a/{{b}}/{{c}}: {get}\n");
    let text = HEAD.replace("paths: {}\n", &paths);
    let same = "invalid-value 5:3 `/a/{d}/c` is the same path as `/a/{b}/c`".to_owned();
    assert_eq!(said("api.yaml", text.as_bytes()), [same]);
    let array = format!("{HEAD}components: {{schemas: {{A: {{type: array}}}}}}\n");
    let expected = "invalid-value 4:34 an array without `items`";
    assert_eq!(said("api.yaml", array.as_bytes()), [expected]);
    assert!(said("api.yaml", array.replace("3.0.3", "3.1.0").as_bytes()).is_empty());
}
