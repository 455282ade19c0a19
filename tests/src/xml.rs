//! XML as a list of its pieces.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The elements and texts of a document in order, without what stands only between elements.
///
/// # Errors
///
/// What is no XML, or has more than elements and texts.
pub fn elements(xml: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(xml);
    let mut pieces = Vec::new();
    let mut text = String::new();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match &event {
            Event::Text(piece) => text += piece,
            Event::GeneralRef(name) => text += &format!("&{};", &**name),
            _ => {
                if !text.trim().is_empty() {
                    pieces.push(std::mem::take(&mut text));
                }
                text.clear();
            }
        }
        match event {
            Event::Start(tag) => pieces.push(format!("<{}>", tag.name().as_ref())),
            Event::End(tag) => pieces.push(format!("</{}>", tag.name().as_ref())),
            Event::Text(_) | Event::GeneralRef(_) | Event::Decl(_) => {}
            Event::Eof => return Ok(pieces),
            other => return Err(format!("unexpected {other:?}")),
        }
    }
}
