//! Why a request is refused, in Alibaba Cloud's words.

use std::fmt;

use axum::http::StatusCode;

/// A refusal; each constructor is one error code.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// The code of a refusal: the gateway has words, EDAS itself the numbers of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Word(&'static str),
    Number(u16),
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: Code::Word(code),
            message: message.into(),
        }
    }

    fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(crate) fn unknown_action() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "InvalidAction.NotFound",
            "Specified api is not found, please check your url and method.",
        )
    }

    pub(crate) fn unknown_version(known: &str) -> Self {
        Self::bad_request(
            "InvalidVersion",
            format!("Specified parameter Version is not valid; this service has {known}."),
        )
    }

    pub(crate) fn unknown_access_key() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "InvalidAccessKeyId.NotFound",
            "Specified access key is not found.",
        )
    }

    /// The request lacks something that a signed request has.
    pub(crate) fn incomplete_signature(problem: &str) -> Self {
        Self::bad_request(
            "IncompleteSignature",
            format!("The request signature does not conform to Aliyun standards: {problem}."),
        )
    }

    pub(crate) fn expired() -> Self {
        Self::bad_request(
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired.",
        )
    }

    pub(crate) fn unreadable_date() -> Self {
        Self::bad_request(
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
        )
    }

    pub(crate) fn invalid_security_token() -> Self {
        Self::bad_request(
            "InvalidSecurityToken",
            "Specified SecurityToken is malformed or does not belong to the access key.",
        )
    }

    pub(crate) fn content_hash() -> Self {
        Self::bad_request(
            "SignatureDoesNotMatch",
            "The header x-acs-content-sha256 is not the hash of the body.",
        )
    }

    pub(crate) fn content_md5() -> Self {
        Self::bad_request(
            "SignatureDoesNotMatch",
            "The header Content-MD5 is not the MD5 hash of the body in base64.",
        )
    }

    /// `calculation` is what the server has signed instead.
    pub(crate) fn signature(calculation: &str) -> Self {
        Self::bad_request(
            "SignatureDoesNotMatch",
            format!("Specified signature is not matched with our calculation. {calculation}"),
        )
    }

    pub(crate) fn nonce_used() -> Self {
        Self::bad_request(
            "SignatureNonceUsed",
            "Specified signature nonce was used already.",
        )
    }

    pub(crate) fn missing_parameter(name: &str) -> Self {
        Self::bad_request(
            "MissingParameter",
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        )
    }

    pub(crate) fn invalid_parameter(name: &str, problem: &str) -> Self {
        Self::bad_request(
            "InvalidParameter",
            format!("The specified parameter \"{name}\" is not valid: it {problem}."),
        )
    }

    /// There is no such thing, says EDAS itself.
    pub(crate) fn unknown(what: &str, id: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: Code::Number(404),
            message: format!("{what} {id} does not exist."),
        }
    }

    /// The thing is not in a state for this, says EDAS itself: a failure within an HTTP success.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::OK,
            code: Code::Number(400),
            message: message.into(),
        }
    }

    /// A refusal that a fault asks for.
    pub(crate) fn fault(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Self::new(status, code, message)
    }

    pub(crate) fn expired_security_token() -> Self {
        Self::bad_request(
            "InvalidSecurityToken.Expired",
            "Specified SecurityToken is expired.",
        )
    }

    pub(crate) fn unreadable_body() -> Self {
        Self::bad_request("InvalidBody", "The body is cut off or too large.")
    }
}
