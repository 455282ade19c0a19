//! Media types: which of those described a reply has.

/// A media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaType {
    /// Without parameters, in lower case.
    essence: String,
    /// Names in lower case, with their values.
    parameters: Vec<(String, String)>,
}

/// How closely a reply's type is the one that is described; the greater, the closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// `*/*`.
    Any,
    /// `image/*`.
    Range,
    /// The same notation under another name: `application/problem+json` for `application/json`.
    Suffix,
    Exact,
    /// With all parameters that the described one has: `application/json; version=2`.
    Whole,
}

impl MediaType {
    /// None for an empty text and for one that is no media type.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let essence = essence(text);
        let (kind, name) = essence.split_once('/')?;
        let complete = !kind.is_empty() && !name.is_empty();
        complete.then(|| Self {
            parameters: parameters(text)
                .map(|(name, value)| (name.to_ascii_lowercase(), value))
                .collect(),
            essence,
        })
    }

    /// The parameter `charset` of a whole content type.
    pub(super) fn charset(text: &str) -> Option<String> {
        let (_, value) = parameters(text).find(|(name, _)| name.eq_ignore_ascii_case("charset"))?;
        Some(value)
    }

    /// Whether it has the parameters of the described one; none of them is nothing to have.
    fn has_parameters_of(&self, described: &Self) -> bool {
        let mut wanted = described.parameters.iter();
        !described.parameters.is_empty() && wanted.all(|wanted| self.parameters.contains(wanted))
    }

    /// Whether it is this type, or one of this range.
    pub(super) fn is(&self, described: &str) -> bool {
        self.essence == described
            || described
                .strip_suffix('*')
                .is_some_and(|kind| self.essence.starts_with(kind))
    }

    /// Whether it says nothing about what is in the body.
    pub(super) fn is_generic(&self) -> bool {
        matches!(
            self.essence.as_str(),
            "application/octet-stream" | "binary/octet-stream" | "application/unknown"
        )
    }

    /// How closely this type of a reply is the described one, which may be a range.
    pub(super) fn fit(&self, described: &Self) -> Option<Fit> {
        if self.essence == described.essence {
            let whole = self.has_parameters_of(described);
            return Some(if whole { Fit::Whole } else { Fit::Exact });
        }
        if described.essence == "*/*" {
            return Some(Fit::Any);
        }
        if let Some(kind) = described.essence.strip_suffix("/*") {
            return self
                .essence
                .split_once('/')
                .filter(|(own, _)| *own == kind)
                .map(|_| Fit::Range);
        }
        let notation = self.notation()?;
        (described.notation() == Some(notation)).then_some(Fit::Suffix)
    }

    /// Whether it stands for several.
    pub(super) fn is_range(&self) -> bool {
        self.essence.ends_with("/*")
    }

    /// The notation that is known from the name alone.
    pub(super) fn notation(&self) -> Option<&str> {
        let (_, name) = self.essence.split_once('/')?;
        match name {
            "json" | "xml" => Some(name),
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
            | "json-lines" | "x-json-stream" | "stream+json" | "json-seq" => Some("json-seq"),
            _ => match name.rsplit_once('+')? {
                (_, suffix @ ("json" | "xml" | "json-seq")) => Some(suffix),
                _ => None,
            },
        }
    }
}

/// Type and subtype without parameters, in lower case.
pub(super) fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The media type of a body whose parts this boundary divides; one that the description shows is none of this body.
pub(super) fn with_boundary(text: &str, boundary: &str) -> String {
    let is_boundary = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("boundary")
    };
    let kept: Vec<_> = parts(text).filter(|part| !is_boundary(part)).collect();
    format!("{}; boundary={boundary}", kept.join(";"))
}

/// The parameters of a media type, with their values.
fn parameters(text: &str) -> impl Iterator<Item = (&str, String)> {
    let pairs = parts(text).skip(1).filter_map(|part| part.split_once('='));
    pairs.map(|(name, value)| (name.trim(), unquoted(value.trim())))
}

/// What semicolons divide, but for those between quotation marks (RFC 9110, section 5.6.4). The crates that read media types
/// take none of the parameters where one has a letter that belongs between quotation marks, and services send URLs so:
/// `profile=https://...`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |letter| {
        let divides = letter == ';' && !quoted;
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ => {}
        }
        divides
    })
}

/// A value without its quotation marks.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut letters = inner.strip_suffix('"').unwrap_or(inner).chars();
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => letters.next().unwrap_or(letter),
            letter => letter,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(reply: &str, described: &str) -> Option<Fit> {
        MediaType::parse(reply)?.fit(&MediaType::parse(described)?)
    }

    #[test]
    fn a_type_fits_by_name_by_notation_or_by_range() {
        for (reply, described, expected) in [
            ("application/json", "application/json", Some(Fit::Exact)),
            (
                "Application/JSON; charset=utf-8",
                "application/json",
                Some(Fit::Exact),
            ),
            ("application/json", "application/json;v=2", Some(Fit::Exact)),
            (
                "application/json; charset=utf-8; V=\"2\"",
                "application/json;v=2",
                Some(Fit::Whole),
            ),
            (
                "application/json;v=1",
                "application/json;v=2",
                Some(Fit::Exact),
            ),
            (
                "application/problem+json",
                "application/json",
                Some(Fit::Suffix),
            ),
            (
                "application/json",
                "application/vnd.a+json",
                Some(Fit::Suffix),
            ),
            ("text/json", "application/json", Some(Fit::Suffix)),
            (
                "application/json;profile=\"x;v=1\"; v=2",
                "application/json; v=2; profile=\"x\\;v=1\"",
                Some(Fit::Whole),
            ),
            (
                "application/json;profile=\"x;y\"",
                "application/json; profile=\"x;z\"",
                Some(Fit::Exact),
            ),
            ("text/xml", "application/xml", Some(Fit::Suffix)),
            ("application/atom+xml", "application/json", None),
            (
                "application/jsonl",
                "application/x-ndjson",
                Some(Fit::Suffix),
            ),
            (
                "application/geo+json-seq",
                "application/json-seq",
                Some(Fit::Suffix),
            ),
            ("application/jsonl", "application/json", None),
            ("image/png", "image/*", Some(Fit::Range)),
            ("text/html", "image/*", None),
            ("text/html", "*/*", Some(Fit::Any)),
            ("text/html", "application/json", None),
            ("nothing", "*/*", None),
            ("", "*/*", None),
        ] {
            assert_eq!(fit(reply, described), expected, "{reply} for {described}");
        }
    }

    #[test]
    fn a_charset_is_found_among_parameters() {
        assert_eq!(
            MediaType::charset("text/plain; a=b; Charset=\"latin1\"").as_deref(),
            Some("latin1")
        );
        for none in [
            "text/plain",
            "text/plain; a=\"b; charset=latin1\"",
            "text/plain; a=\"\\\"; charset=latin1",
        ] {
            assert_eq!(MediaType::charset(none), None, "{none}");
        }
    }

    #[test]
    fn a_body_has_the_boundary_of_its_own() {
        for (described, expected) in [
            ("multipart/mixed", "multipart/mixed; boundary=b"),
            (
                "multipart/mixed; Boundary=\"a;b\"",
                "multipart/mixed; boundary=b",
            ),
            (
                "multipart/related;type=\"a;boundary=c\"; boundary=d; start=e",
                "multipart/related;type=\"a;boundary=c\"; start=e; boundary=b",
            ),
        ] {
            assert_eq!(with_boundary(described, "b"), expected);
        }
    }
}
