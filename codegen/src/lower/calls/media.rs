//! What a media type says of the value that travels under it.

use mediatype::names::CHARSET;
use mediatype::{MediaType, ReadParams};

use crate::ir::{Shape, TextFormat, Type, Variant};
use crate::lower::Lowering;

/// The media type of JSON.
pub(in crate::lower) const JSON: &str = "application/json";

/// Kinds of media types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Json,
    Xml,
    Form,
    Multipart,
    Events,
    /// JSON values, one on each line or behind separators: `application/x-ndjson`, `application/json-seq`.
    Lines,
    /// Text whose values are plain by nature or JSON in disguise: `text/plain`.
    Text,
    /// Another form of text: `text/csv`.
    OtherText,
    /// `*/*`, or a range whose values have no form of their own: `application/*`.
    Range,
    Other,
}

impl Media {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let (kind, form) = essence.split_once('/').unwrap_or((&essence, ""));
        match (kind, form) {
            ("*" | "application", "*") => Self::Range,
            ("application" | "text", "json") => Self::Json,
            ("application" | "text", "xml") => Self::Xml,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", _) => Self::Multipart,
            ("text", "event-stream") => Self::Events,
            (
                "application" | "text",
                "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
                | "json-lines" | "x-json-stream" | "stream+json" | "json-seq",
            ) => Self::Lines,
            (_, form) if form.ends_with("+json-seq") => Self::Lines,
            ("text", "plain" | "*") => Self::Text,
            (_, form) if form.ends_with("+json") => Self::Json,
            (_, form) if form.ends_with("+xml") && kind != "image" => Self::Xml,
            ("text", _) => Self::OtherText,
            _ => Self::Other,
        }
    }
}

/// Type and subtype without parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The charset that a media type names, in lower case.
pub(super) fn charset(media_type: &str) -> Option<String> {
    let media_type = MediaType::parse(media_type).ok()?;
    let charset = media_type.get_param(CHARSET)?;
    Some(charset.unquoted_str().to_ascii_lowercase())
}

/// Whether the text is `type/subtype`, perhaps with parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let essence = essence(text);
    essence
        .split_once('/')
        .is_some_and(|(kind, form)| is_token(kind) && is_token(form))
}

/// Whether the text is a token of HTTP (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    let allowed =
        |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    !text.is_empty() && text.chars().all(allowed)
}

/// Whether the text stands for several media types.
pub(super) fn is_range(media_type: &str) -> bool {
    essence(media_type).ends_with("/*")
}

/// What a value is, as far as media types care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Content {
    /// Bytes.
    Binary,
    /// One text.
    Scalar,
    /// Members or items.
    Structure,
    /// Nothing is said of it.
    Unknown,
}

impl Lowering<'_> {
    pub(in crate::lower) fn content_of(&self, ty: Option<&Type>) -> Content {
        match ty {
            None | Some(Type::Any | Type::Null) => Content::Unknown,
            Some(ty) if is_binary(ty) => Content::Binary,
            Some(Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Text(_)) => Content::Scalar,
            Some(Type::Nullable(inner)) => self.content_of(Some(inner)),
            Some(ty @ Type::Named(_)) if self.is_one_text(ty, UNIONS) => Content::Scalar,
            Some(Type::List(_) | Type::Map(_) | Type::Named(_)) => Content::Structure,
        }
    }

    /// Whether each value of a type with a name is one text: of an enum, or of a union of such types and scalars.
    fn is_one_text(&self, ty: &Type, unions: usize) -> bool {
        let Type::Named(id) = ty else {
            return is_binary(ty) || self.content_of(Some(ty)) == Content::Scalar;
        };
        match self.types.get(id.0).map(|it| &it.shape) {
            Some(Shape::Enum { .. }) => true,
            Some(Shape::Union { variants, .. }) if unions > 0 => {
                let one = |it: &Variant| self.is_one_text(&it.ty, unions - 1);
                !variants.is_empty() && variants.iter().all(one)
            }
            _ => false,
        }
    }
}

/// How many unions in one another are looked into.
const UNIONS: usize = 3;

/// Whether the type is `format: binary`, or what 3.1 says for it.
pub(super) fn is_binary(ty: &Type) -> bool {
    match ty {
        Type::Text(TextFormat::Other(format)) => format == "binary",
        Type::Nullable(inner) => is_binary(inner),
        _ => false,
    }
}

/// The type of a value of which nothing more is known than that it is a text.
pub(super) fn plain_text() -> Type {
    Type::Text(TextFormat::Plain)
}

#[cfg(test)]
mod tests {
    use super::{Media, charset, is_media_type};

    #[test]
    fn parameters_case_and_suffix_do_not_hide_a_media_type() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", Media::Json),
            ("Application/JSON", Media::Json),
            ("application/problem+json", Media::Json),
            ("application/x-ndjson", Media::Lines),
            ("application/jsonl; charset=utf-8", Media::Lines),
            ("application/json-seq", Media::Lines),
            ("application/geo+json-seq", Media::Lines),
            ("application/stream+json", Media::Lines),
            ("text/xml", Media::Xml),
            ("application/atom+xml", Media::Xml),
            ("image/svg+xml", Media::Other),
            ("application/x-www-form-urlencoded", Media::Form),
            ("multipart/mixed", Media::Multipart),
            ("text/event-stream", Media::Events),
            ("text/plain", Media::Text),
            ("text/csv", Media::OtherText),
            ("*/*", Media::Range),
            ("application/*", Media::Range),
            ("image/*", Media::Other),
            (";", Media::Other),
        ] {
            assert_eq!(Media::of(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn a_charset_is_found_among_parameters() {
        let media_type = "text/plain; a=\"b;charset=latin1\\\";\"; Charset=\"UTF-8\"";
        assert_eq!(charset(media_type).as_deref(), Some("utf-8"));
        assert_eq!(charset("text/plain"), None);
    }

    #[test]
    fn a_media_type_has_two_parts() {
        assert!(is_media_type("application/vnd.a.v1+json; q=1"));
        for text in ["", ";", "json", "a/", "/b", "a b/c", "a/b/c"] {
            assert!(!is_media_type(text), "{text}");
        }
    }
}
