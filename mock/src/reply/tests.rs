use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::description::{DOCUMENT, Description};

/// An element: its name, its text, and its children, those of other names in the order of the names.
#[derive(Debug, Default, PartialEq)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        let last = open.last_mut().expect("the document");
        match reader.read_event().expect("XML") {
            Event::Start(tag) => open.push(Element {
                name: tag.name().as_ref().to_owned(),
                ..Element::default()
            }),
            Event::Text(text) => last.text += &text,
            Event::GeneralRef(name) => last.text += &format!("&{};", &*name),
            Event::End(_) => {
                let mut element = open.pop().expect("an element");
                element
                    .children
                    .sort_by(|left, right| left.name.cmp(&right.name));
                if !element.children.is_empty() {
                    element.text.clear();
                }
                open.last_mut().expect("its parent").children.push(element);
            }
            Event::Eof => return open.pop().expect("the document"),
            _ => {}
        }
    }
}

#[test]
fn every_sample_in_json_is_written_as_the_sample_in_xml() {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let mut compared = 0;
    for operation in &Description::get().operations {
        let method = operation.method.to_ascii_lowercase();
        let content = &document["paths"][&operation.path][&method]["responses"]["200"]["content"];
        let sample = content["application/xml"]["examples"]["success"]["value"].as_str();
        let sample = sample.expect("a sample in XML");
        let written = xml::write(&operation.root, &operation.sample);
        let [written, mut sample] = [&written, sample].map(parse);
        // Line feeds around the root.
        sample.text.clear();
        assert_eq!(written, sample, "{}", operation.name);
        compared += 1;
    }
    assert_eq!(compared, 162);
}

#[test]
fn the_format_is_the_one_that_the_request_likes_best() {
    for (accept, format) in [
        ("", Format::Json),
        ("application/json", Format::Json),
        ("application/xml", Format::Xml),
        ("text/xml;charset=utf-8", Format::Xml),
        ("*/*", Format::Json),
        ("text/html, application/xml;q=0.9, */*;q=0.8", Format::Xml),
        ("application/xml;q=0.5, application/json", Format::Json),
        ("application/xml;q=0", Format::Json),
        ("application/xml;q=what", Format::Json),
    ] {
        assert_eq!(Format::accepted(accept), format, "{accept}");
    }
}

#[test]
fn a_refusal_escapes_what_the_caller_sent() {
    let refusal = Refusal::invalid_parameter("Name", "must not be </Message>&\"x\"\u{1}\0");
    let reply = Format::Xml.refusal(&refusal, "<host>", "id");
    let body = String::from_utf8(reply.body.to_vec()).unwrap();
    assert!(body.contains("&lt;/Message&gt;&amp;"), "{body}");
    assert!(body.contains("\u{fffd}\u{fffd}"), "{body}");
    assert!(body.contains("&lt;host&gt;"), "{body}");
    assert_eq!(reply.headers[CONTENT_TYPE], "text/xml;charset=utf-8");
}
