//! From the bytes of a file to its text.

/// Why bytes are no text.
pub(super) struct NoText {
    /// Bytes before the place.
    pub(super) offset: usize,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// How files begin that are no UTF-8, and what to do about them.
const BEGINNINGS: [(&[u8], &str, &str); 5] = [
    (b"\xff\xfe", "the file is UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "the file is UTF-16", "save it as UTF-8"),
    (
        b"\x1f\x8b",
        "the file is compressed",
        "unpack it with `gunzip`",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        "the file is compressed",
        "unpack it with `unzstd`",
    ),
    (
        b"PK\x03\x04",
        "the file is an archive",
        "unpack it with `unzip`",
    ),
];

/// The text without a byte order mark. What is no text comes back as far as it is one.
pub(super) fn decoded(bytes: Vec<u8>) -> (String, Option<NoText>) {
    let known = BEGINNINGS.iter().find(|it| bytes.starts_with(it.0));
    if let Some(&(_, message, help)) = known {
        let problem = NoText {
            offset: 0,
            message,
            help,
        };
        return (String::new(), Some(problem));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let problem = NoText {
                offset: error.utf8_error().valid_up_to(),
                message: "the file is not UTF-8",
                help: "save it as UTF-8",
            };
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            return (text, Some(problem));
        }
    };
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest.to_owned(), None),
        None => (text, None),
    }
}
