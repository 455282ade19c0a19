//! Every sample reply decodes, in JSON and XML to the same value, and encodes back to the same document.

use std::fs;
use std::path::{Path, PathBuf};

use acs_runtime::{Response, decode_json, decode_xml, to_json, to_xml};
use edas_client::change_order::AbortAndRollbackChangeOrderResponse;

/// Checks the samples of an operation.
type Check = fn(&Path);

/// One line for each operation: the stem of its samples, and its reply.
const SAMPLES: &[(&str, Check)] = &[(
    "change-order/AbortAndRollbackChangeOrder",
    check::<AbortAndRollbackChangeOrderResponse>,
)];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/samples")
}

#[test]
fn every_sample_decodes_and_encodes_back() {
    for (stem, check) in SAMPLES {
        check(&folder().join(stem));
    }
}

#[test]
fn no_sample_is_left_out() {
    let mut found = Vec::new();
    for group in fs::read_dir(folder()).expect("samples") {
        let group = group.expect("an entry");
        for file in fs::read_dir(group.path()).expect("a group") {
            let path = file.expect("an entry").path().with_extension("");
            let stem = path
                .strip_prefix(folder())
                .expect("inside")
                .to_string_lossy()
                .replace('\\', "/");
            found.push(stem);
        }
    }
    found.sort();
    found.dedup();
    let known: Vec<_> = SAMPLES.iter().map(|(stem, _)| *stem).collect();
    assert_eq!(found, known, "add the sample to the table in this file");
}

fn check<R: Response + PartialEq + std::fmt::Debug>(stem: &Path) {
    let read = |extension: &str| {
        let path = stem.with_extension(extension);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let (json, xml) = (read("json"), read("xml"));
    let (mut of_json, mut of_xml) = (R::default(), R::default());
    decode_json(json.as_bytes(), &mut of_json).expect("the JSON sample decodes");
    decode_xml(xml.as_bytes(), &mut of_xml).expect("the XML sample decodes");
    assert_eq!(of_json, of_xml, "{}", stem.display());
    let name = stem
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    insta::assert_debug_snapshot!(name, of_json);

    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(parse(&to_json(&of_json)), parse(&json));
    assert_eq!(elements(&to_xml(R::XML_NAME, &of_xml)), elements(&xml));
}

/// The elements and texts of a document in order, without what stands only between elements.
fn elements(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut pieces = Vec::new();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) => pieces.push(format!("<{}>", tag.name().as_ref())),
            Event::End(tag) => pieces.push(format!("</{}>", tag.name().as_ref())),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Text(text) => pieces.push(text.to_string()),
            Event::Decl(_) => {}
            Event::Eof => return pieces,
            other => panic!("unexpected {other:?}"),
        }
    }
}
