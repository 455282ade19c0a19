//! From names on the wire to names in Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// `snake_case`, for methods, arguments, setters, fields and modules.
pub(super) fn snake(wire: &str) -> String {
    identifier(&wire.to_snake_case())
}

/// `UpperCamelCase`, for types and variants.
pub(super) fn camel(wire: &str) -> String {
    identifier(&wire.to_upper_camel_case())
}

/// The name of a type that belongs to another: `PetOwner` for the member `owner` of `Pet`. Underscores stand between
/// digits alone, where Rust wants them.
pub(super) fn joined(owner: &str, wire: &str) -> String {
    let camel = camel(wire);
    let rest = match camel.trim_matches('_') {
        "unnamed" => "Unnamed",
        rest => rest,
    };
    let is_digit = |letter: char| letter.is_ascii_digit();
    if owner.ends_with(is_digit) && rest.starts_with(is_digit) {
        format!("{owner}_{rest}")
    } else {
        suffixed(owner, rest)
    }
}

/// A longer name. It needs no underscore at the end of the first to be no keyword.
pub(super) fn suffixed(name: &str, suffix: &str) -> String {
    format!("{}{suffix}", name.trim_end_matches('_'))
}

/// The name of a type, from a text of any characters.
pub(super) fn type_name(wire: &str) -> String {
    value(wire)
}

/// The name of a variant, from a text of any characters.
pub(super) fn value(wire: &str) -> String {
    let name = fraction(wire).unwrap_or_else(|| spoken(wire).to_upper_camel_case());
    match name.chars().next() {
        None if wire.is_empty() => "Empty".to_owned(),
        Some(first) if first.is_numeric() => identifier(&format!("Value{name}")),
        _ => identifier_or(&name, "Unnamed"),
    }
}

/// A number with a fraction, so that `1.5` and `15` differ.
fn fraction(wire: &str) -> Option<String> {
    let (sign, digits) = match wire.strip_prefix('-') {
        Some(digits) => ("Minus", digits),
        None => ("", wire),
    };
    let (whole, fraction) = digits.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    (is_number(whole) && is_number(fraction)).then(|| format!("{sign}{whole}_{fraction}"))
}

/// The name of a field, from a text of any characters.
pub(super) fn field(wire: &str) -> String {
    identifier_or(&spoken(wire).to_snake_case(), "unnamed")
}

fn identifier_or(text: &str, otherwise: &str) -> String {
    match identifier(text) {
        name if name == "unnamed" && text != "unnamed" => otherwise.to_owned(),
        name => name,
    }
}

/// A text in the normal form that Rust compares names in, with words for signs where these are all there is, and for
/// the sign of a number.
fn spoken(wire: &str) -> String {
    let text: String = shortened(wire).nfc().collect();
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    if let (Some(sign @ ('+' | '-')), Some('0'..='9')) = (first, second) {
        let word = if sign == '+' { "plus" } else { "minus" };
        return format!("{word} {}", &text[1..]);
    }
    if text.chars().any(char::is_alphanumeric) {
        return text;
    }
    let words: Vec<_> = text.chars().filter_map(sign).collect();
    if words.is_empty() {
        text
    } else {
        words.join(" ")
    }
}

/// The beginning of a name that nobody could read.
pub(super) fn shortened(name: &str) -> &str {
    const LONGEST: usize = 160;
    name.char_indices()
        .nth(LONGEST)
        .map_or(name, |(end, _)| &name[..end])
}

/// The word for a sign.
fn sign(letter: char) -> Option<&'static str> {
    Some(match letter {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "space",
        _ => return None,
    })
}

/// Makes an identifier of a text that is nearly one.
fn identifier(text: &str) -> String {
    let name: String = text
        .chars()
        .filter(|&letter| may_continue(letter))
        .collect();
    if name.chars().all(|letter| letter == '_') {
        return "unnamed".to_owned();
    }
    if is_keyword(&name) {
        return format!("{name}_");
    }
    if is_identifier(&name) {
        name
    } else {
        format!("_{name}")
    }
}

/// Whether a letter may stand inside an identifier.
fn may_continue(letter: char) -> bool {
    letter == '_'
        || letter.is_ascii_alphanumeric()
        || (!letter.is_ascii() && is_identifier(&format!("a{letter}")))
}

fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Words that are no identifiers. `r#type` would do for most; `type_` does for all and reads better in documentation.
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        for (wire, expected) in [
            ("ChangeOrderId", "change_order_id"),
            ("SLBId", "slb_id"),
            ("vServerGroupId", "v_server_group_id"),
            ("K8sNamespace", "k8s_namespace"),
            ("type", "type_"),
            ("2fa", "_2fa"),
            ("X-Request-ID", "x_request_id"),
            ("名称", "名称"),
            ("+", "unnamed"),
        ] {
            assert_eq!(snake(wire), expected, "{wire}");
        }
        assert_eq!(camel("change-order"), "ChangeOrder");
        assert_eq!(camel("self"), "Self_");
    }

    #[test]
    fn names_of_parts_go_on_from_those_of_their_owners() {
        for (owner, wire, expected) in [
            ("Pet", "owner-id", "PetOwnerId"),
            ("Pet", "0", "Pet0"),
            ("Pet2", "0", "Pet2_0"),
            ("Pet", "self", "PetSelf"),
            ("Self_", "a", "SelfA"),
            ("Pet", "+", "PetUnnamed"),
        ] {
            assert_eq!(joined(owner, wire), expected, "{owner} {wire}");
        }
    }

    #[test]
    fn any_text_becomes_an_identifier() {
        for wire in [
            "",
            "*/",
            "\"",
            "#!",
            "a\u{0}b",
            "\u{202e}",
            "²",
            "½",
            "\u{1F600}",
            "_",
            "__",
        ] {
            let (snake, camel) = (snake(wire), camel(wire));
            assert!(
                syn::parse_str::<syn::Ident>(&snake).is_ok(),
                "{wire:?} became {snake:?}"
            );
            assert!(
                syn::parse_str::<syn::Ident>(&camel).is_ok(),
                "{wire:?} became {camel:?}"
            );
        }
    }
}
