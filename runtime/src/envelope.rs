//! What the outermost members of a reply say about success.

use crate::service::Envelope;
use crate::value::Watch;

/// One member in its two spellings.
#[derive(Debug, Default)]
struct Noted {
    as_written: Option<String>,
    lower: Option<String>,
}

impl Noted {
    fn text(&self) -> Option<&str> {
        let filled = |text: &Option<String>| {
            text.as_deref()
                .map(str::trim)
                .is_some_and(|text| !text.is_empty())
        };
        [&self.as_written, &self.lower]
            .into_iter()
            .find(|text| filled(text))?
            .as_deref()
            .map(str::trim)
    }
}

/// The envelope of one reply, copied out while the reply is read.
#[derive(Debug)]
pub(crate) struct Verdict {
    rule: &'static Envelope,
    code: Noted,
    message: Noted,
    request_id: Noted,
    error_code: Noted,
    success: Noted,
}

impl Verdict {
    pub(crate) fn new(rule: &'static Envelope) -> Self {
        Self {
            rule,
            code: Noted::default(),
            message: Noted::default(),
            request_id: Noted::default(),
            error_code: Noted::default(),
            success: Noted::default(),
        }
    }

    /// Whether the reply says that the service did not do what was asked.
    pub(crate) fn is_failure(&self) -> bool {
        let bad_code = self
            .code
            .text()
            .is_some_and(|code| !self.is_success_code(code));
        bad_code
            || self
                .success
                .text()
                .is_some_and(|flag| flag.eq_ignore_ascii_case("false"))
    }

    /// The most telling code: the finer one, unless it says "success" in the middle of a failure.
    pub(crate) fn code(&self) -> Option<&str> {
        let telling =
            |code: &&str| !self.is_success_code(code) && !code.eq_ignore_ascii_case("success");
        let finer = self.error_code.text().filter(telling);
        finer.or_else(|| self.code.text().filter(|code| !self.is_success_code(code)))
    }

    pub(crate) fn message(&self) -> Option<&str> {
        self.message.text()
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.text()
    }

    fn is_success_code(&self, code: &str) -> bool {
        self.rule.success_codes.contains(&code)
    }
}

impl Watch for Verdict {
    fn wants(&mut self, name: &str) -> Option<&mut Option<String>> {
        let rule = self.rule;
        let members = [
            (rule.code, &mut self.code),
            (rule.message, &mut self.message),
            (rule.request_id, &mut self.request_id),
            (rule.error_code, &mut self.error_code),
            (rule.success, &mut self.success),
        ];
        for (known, noted) in members {
            if known.is_empty() {
                continue;
            }
            if known == name {
                return Some(&mut noted.as_written);
            }
            if is_lower_of(name, known) {
                return Some(&mut noted.lower);
            }
        }
        None
    }
}

/// Whether `name` is `known` with its first letter in lower case.
fn is_lower_of(name: &str, known: &str) -> bool {
    let (Some(first), Some(wanted)) = (name.chars().next(), known.chars().next()) else {
        return false;
    };
    first == wanted.to_ascii_lowercase()
        && name.get(first.len_utf8()..) == known.get(wanted.len_utf8()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULE: Envelope = Envelope {
        code: "Code",
        message: "Message",
        request_id: "RequestId",
        error_code: "ErrorCode",
        success: "Success",
        success_codes: &["200"],
    };

    fn verdict(members: &[(&str, &str)]) -> Verdict {
        let mut verdict = Verdict::new(&RULE);
        for (name, text) in members {
            if let Some(slot) = verdict.wants(name) {
                *slot = Some((*text).to_owned());
            }
        }
        verdict
    }

    #[test]
    fn a_reply_fails_by_its_code_or_by_its_flag_and_succeeds_without_either() {
        assert!(!verdict(&[]).is_failure());
        assert!(!verdict(&[("Code", "200"), ("Success", "true")]).is_failure());
        assert!(!verdict(&[("Code", ""), ("Success", "")]).is_failure());
        assert!(verdict(&[("Code", "500")]).is_failure());
        assert!(verdict(&[("Code", "200"), ("Success", "False")]).is_failure());
        assert!(verdict(&[("code", "404")]).is_failure());
    }

    #[test]
    fn the_finer_code_wins_unless_it_says_success() {
        assert_eq!(
            verdict(&[("Code", "500"), ("ErrorCode", "Quota.Exceeded")]).code(),
            Some("Quota.Exceeded")
        );
        assert_eq!(
            verdict(&[("Code", "500"), ("ErrorCode", "success")]).code(),
            Some("500")
        );
        assert_eq!(
            verdict(&[("Code", "200"), ("Success", "false")]).code(),
            None
        );
    }

    #[test]
    fn the_spelling_as_written_wins_unless_it_is_empty() {
        assert_eq!(
            verdict(&[("Message", ""), ("message", "low")]).message(),
            Some("low")
        );
        assert_eq!(
            verdict(&[("message", "low"), ("Message", "up")]).message(),
            Some("up")
        );
        assert_eq!(verdict(&[("requestId", "r")]).request_id(), Some("r"));
        assert_eq!(verdict(&[("requestid", "r")]).request_id(), None);
    }
}
