//! Why a request is refused, in Alibaba Cloud's words.

use axum::http::StatusCode;

/// A refusal; each constructor is one error code.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
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
            "Specified SecurityToken is invalid or missing.",
        )
    }

    pub(crate) fn content_hash() -> Self {
        Self::bad_request(
            "SignatureDoesNotMatch",
            "The header x-acs-content-sha256 is not the hash of the body.",
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

    pub(crate) fn unreadable_body() -> Self {
        Self::bad_request("InvalidBody", "The body is cut off or too large.")
    }
}
