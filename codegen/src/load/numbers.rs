//! Numbers of JSON that are beyond all bounds.

/// The JSON text with the number that stands before `offset` brought down to the greatest there is.
pub(super) fn brought_down(text: &str, offset: usize) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    let before = text.get(..offset)?;
    let start = before.trim_end_matches(is_part).len();
    let after = text.get(start..)?;
    let end = start + after.len() - after.trim_start_matches(is_part).len();
    let sign = if after.starts_with('-') { "-" } else { "" };
    let rest = text.get(end..)?;
    (end > start).then(|| format!("{}{sign}{:e}{rest}", &text[..start], f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_all_bounds_is_brought_down() {
        assert_eq!(
            brought_down("{\"a\": -1e400, \"b\": 1}", 12).as_deref(),
            Some("{\"a\": -1.7976931348623157e308, \"b\": 1}")
        );
    }
}
