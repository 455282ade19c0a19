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
        let essence = text.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        let (kind, name) = essence.split_once('/')?;
        let complete = !kind.is_empty() && !name.is_empty();
        complete.then(|| Self {
            parameters: parameters(text)
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            essence,
        })
    }

    /// The parameter `charset` of a whole content type.
    pub(super) fn charset(text: &str) -> Option<&str> {
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

/// The parameters of a media type, with their values.
fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parameters = text.split(';').skip(1);
    let pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
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
            MediaType::charset("text/plain; a=b; Charset=\"latin1\""),
            Some("latin1")
        );
        assert_eq!(MediaType::charset("text/plain"), None);
    }
}
