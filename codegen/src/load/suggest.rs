//! What an author may have meant.

/// The candidate that a typing error most likely meant.
pub(crate) fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let same = |candidate: &&&str| candidate.eq_ignore_ascii_case(name);
    if let Some(same) = candidates.iter().find(same) {
        return Some(same);
    }
    let scored = candidates
        .iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), *candidate));
    scored
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Candidates in one line, not all of them when there are many.
pub(crate) fn listed(candidates: &[&str]) -> String {
    const MOST: usize = 12;
    let shown = candidates.get(..MOST).unwrap_or(candidates).join(", ");
    match candidates.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// The help for a word that is none of the words that may stand there.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [only] => format!("it is `{only}`"),
        words => format!("it is one of {}", listed(words)),
    }
}

/// The help for a name that is none of the candidates: the one that was meant, or all there are. `none` says that there
/// are none.
pub(crate) fn instead(name: &str, candidates: &[&str], none: &str) -> String {
    match (nearest(name, candidates), candidates) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => none.to_owned(),
        (None, candidates) => format!("there are {}", listed(candidates)),
    }
}
