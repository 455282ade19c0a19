use super::*;

fn service(status: u16, code: Option<&str>) -> Error {
    ServiceError {
        operation: "DoIt",
        status,
        code: code.map(str::to_owned),
        ..ServiceError::default()
    }
    .into()
}

#[test]
fn an_error_is_as_small_as_two_pointers() {
    assert!(size_of::<Error>() <= 16, "{}", size_of::<Error>());
}

#[test]
fn the_questions_callers_ask_are_answered() {
    assert!(service(429, None).is_throttling());
    assert!(service(400, Some("Throttling.User")).is_throttling());
    assert!(!service(400, Some("InvalidThrottling")).is_throttling());
    assert!(service(404, None).is_not_found());
    assert!(service(200, Some("404")).is_not_found());
    assert!(service(400, Some("InvalidApp.NotFound")).is_not_found());
    assert!(service(403, None).is_access_denied());
    assert!(service(400, Some("Forbidden.RAM")).is_access_denied());
    assert!(!service(400, Some("X")).is_access_denied());
}

#[test]
fn only_what_may_pass_is_retryable() {
    for passing in [500, 502, 503, 504, 429] {
        assert!(service(passing, None).is_retryable(), "{passing}");
    }
    assert!(service(400, Some("Throttling")).is_retryable());
    assert!(!service(400, Some("InvalidParameter")).is_retryable());
    assert!(!service(200, Some("500")).is_retryable());
    assert!(Error::from(TransportError::new(TransportErrorKind::Connect)).is_retryable());
    assert!(!Error::from(TransportError::new(TransportErrorKind::TooLarge)).is_retryable());
    assert!(!Error::from(ConfigError::new("region", "x")).is_retryable());
}

#[test]
fn it_is_known_whether_the_service_may_have_acted() {
    let reached = |kind| Error::from(TransportError::new(kind)).may_have_reached_service();
    assert!(!reached(TransportErrorKind::Dns) && !reached(TransportErrorKind::Tls));
    assert!(reached(TransportErrorKind::Exchange) && reached(TransportErrorKind::BodyCut));
    assert!(!Error::from(RequestError::new("DoIt", "x")).may_have_reached_service());
    assert!(service(500, None).may_have_reached_service());
}

#[test]
fn display_is_one_line_and_leaves_the_cause_to_source() {
    let error = ServiceError {
        operation: "DoIt",
        status: 401,
        code: Some("SignatureDoesNotMatch".to_owned()),
        message: Some("server string to sign is:POST\n/x".to_owned()),
        request_id: Some("r\u{1b}".to_owned()),
        ..ServiceError::default()
    };
    assert_eq!(
        Error::from(error).to_string(),
        "DoIt: SignatureDoesNotMatch: server string to sign is:POST\\n/x (HTTP 401, request id r\\u{1b})"
    );
    let cause = std::io::Error::other("refused by the other side");
    let error = Error::from(
        TransportError::new(TransportErrorKind::Connect)
            .caused_by(cause)
            .during("DoIt"),
    );
    assert_eq!(error.to_string(), "DoIt: no connection to the service");
    assert_eq!(
        error.source().unwrap().to_string(),
        "refused by the other side"
    );
}
