//! What the server makes of requests that the client would never send.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;

use acs_runtime::signing::{CanonicalHeaders, acs3, roa};
use edas_mock::{Credentials, Server};
use jiff::Timestamp;

const ID: &str = "LTAI-EXAMPLE-ID";
const SECRET: &str = "example-secret";
const PATH: &str = "/pop/v5/changeorder/change_order_abort_and_rollback";

/// A request that the server would accept, until a test changes it.
struct Request {
    method: &'static str,
    path: &'static str,
    /// Written as it is into the request line, and into the signature.
    query: Vec<(&'static str, &'static str)>,
    headers: Vec<(&'static str, String)>,
    /// Names of the headers that are signed.
    signed: Vec<&'static str>,
    body: &'static str,
}

impl Request {
    fn new(edas: &Server) -> Self {
        let date = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let headers = vec![
            ("host", edas.address().to_string()),
            ("x-acs-action", "AbortAndRollbackChangeOrder".to_owned()),
            ("x-acs-content-sha256", acs3::content_hash(b"")),
            ("x-acs-date", date),
            ("x-acs-signature-nonce", "a-nonce".to_owned()),
            ("x-acs-version", "2017-08-01".to_owned()),
        ];
        Self {
            method: "PUT",
            path: PATH,
            query: vec![("ChangeOrderId", "30b2374d-9520-****-****-4d72795c****")],
            signed: headers.iter().map(|(name, _)| *name).collect(),
            headers,
            body: "",
        }
    }

    /// Sets a header, and signs it if it is new.
    fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Some(known) = self.headers.iter_mut().find(|known| known.0 == name) {
            value.clone_into(&mut known.1);
        } else {
            self.headers.push((name, value.to_owned()));
            self.signed.push(name);
        }
        self
    }

    fn authorization(&self) -> String {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .filter(|(name, _)| self.signed.contains(name))
            .collect();
        let headers = CanonicalHeaders::new(&headers);
        let hash = acs3::content_hash(self.body.as_bytes());
        let text = acs3::canonical_request(self.method, self.path, &self.query, &headers, &hash);
        let signature = acs3::signature(SECRET, &acs3::string_to_sign(&text));
        acs3::authorization(ID, &headers.names, &signature)
    }

    /// Signs and sends; the reply as it comes off the wire.
    fn send(&self, edas: &Server) -> String {
        self.send_as(edas, &self.authorization())
    }

    fn send_as(&self, edas: &Server, authorization: &str) -> String {
        let query: Vec<_> = self
            .query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut text = format!(
            "{} {}?{} HTTP/1.1\r\n",
            self.method,
            self.path,
            query.join("&")
        );
        for (name, value) in &self.headers {
            write!(text, "{name}: {value}\r\n").unwrap();
        }
        write!(
            text,
            "authorization: {authorization}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{}",
            self.body.len(),
            self.body
        )
        .unwrap();
        exchange(edas, text)
    }
}

fn exchange(edas: &Server, request: impl AsRef<[u8]>) -> String {
    let mut connection = TcpStream::connect(edas.address()).unwrap();
    connection.write_all(request.as_ref()).unwrap();
    let mut reply = String::new();
    connection.read_to_string(&mut reply).unwrap();
    reply
}

fn start() -> Server {
    let account = Credentials::new(ID, SECRET).unwrap();
    Server::builder().account(account).start().unwrap()
}

#[track_caller]
fn assert_refused(reply: &str, status: u16, code: &str) {
    assert!(
        reply.starts_with(&format!("HTTP/1.1 {status} ")) && reply.contains(code),
        "{reply}"
    );
}

#[test]
fn signing_more_headers_than_needed_is_accepted() {
    let edas = start();
    let request = Request::new(&edas)
        .header("accept", "application/json")
        .header("user-agent", "AlibabaCloud (Linux; x86_64)");
    let reply = request.send(&edas);
    assert!(reply.starts_with("HTTP/1.1 200 "), "{reply}");
    assert!(reply.contains("content-type: application/json;charset=utf-8"));
    assert!(
        reply.contains(r#""ChangeOrderId":"30b2374d-9520-****-****-4d72795c****""#),
        "{reply}"
    );
}

#[test]
fn signing_fewer_headers_than_needed_is_refused() {
    for missing in 0..6 {
        let edas = start();
        let mut request = Request::new(&edas);
        let name = request.signed.remove(missing);
        let reply = request.send(&edas);
        assert_refused(&reply, 400, "IncompleteSignature");
        assert!(reply.contains(name), "{reply}");
    }
}

#[test]
fn a_header_of_the_service_that_is_not_signed_is_refused() {
    let edas = start();
    let mut request = Request::new(&edas).header("x-acs-anything", "smuggled");
    request.signed.pop();
    assert_refused(&request.send(&edas), 400, "IncompleteSignature");
}

#[test]
fn a_header_changed_after_signing_is_refused() {
    let edas = start();
    let request = Request::new(&edas);
    let authorization = request.authorization();
    let changed = request.header("x-acs-signature-nonce", "another");
    let reply = changed.send_as(&edas, &authorization);
    assert_refused(&reply, 400, "SignatureDoesNotMatch");
}

#[test]
fn a_body_other_than_the_one_signed_is_refused() {
    let edas = start();
    let mut request = Request::new(&edas);
    let authorization = request.authorization();
    request.body = "smuggled";
    let reply = request.send_as(&edas, &authorization);
    assert_refused(&reply, 400, "SignatureDoesNotMatch");
    assert!(reply.contains("x-acs-content-sha256"), "{reply}");
}

#[test]
fn another_address_method_or_action_is_unknown_and_another_version_invalid() {
    let edas = start();
    let request = || Request::new(&edas);
    let unknown = [
        Request {
            path: "/pop/v5/changeorder/other",
            ..request()
        },
        Request {
            method: "POST",
            ..request()
        },
        request().header("x-acs-action", "AbortChangeOrder"),
    ];
    for request in unknown {
        assert_refused(&request.send(&edas), 404, "InvalidAction.NotFound");
    }
    let old = request().header("x-acs-version", "2014-05-26");
    assert_refused(&old.send(&edas), 400, "InvalidVersion");
}

#[test]
fn a_request_without_the_parameter_is_refused() {
    let edas = start();
    let request = Request {
        query: vec![("changeorderid", "30b2374d-9520-****-****-4d72795c****")],
        ..Request::new(&edas)
    };
    assert_refused(&request.send(&edas), 400, "MissingParameter");
}

#[test]
fn a_request_without_a_usable_authorization_is_refused() {
    let edas = start();
    for authorization in [
        "",
        "acs",
        "acs no-colon",
        "ACS3-HMAC-SHA256 Credential=a",
        "Basic YTpi",
    ] {
        let reply = Request::new(&edas).send_as(&edas, authorization);
        assert_refused(&reply, 400, "IncompleteSignature");
    }
}

#[test]
fn a_date_in_another_form_is_refused() {
    let edas = start();
    let request = Request::new(&edas).header("x-acs-date", "yesterday");
    assert_refused(&request.send(&edas), 400, "InvalidTimeStamp.Format");
}

#[test]
fn an_error_comes_as_xml_when_xml_is_accepted() {
    let edas = start();
    let request = Request::new(&edas).header("accept", "application/xml");
    let reply = request.send_as(&edas, "acs a:b");
    assert_refused(&reply, 404, "<Code>InvalidAccessKeyId.NotFound</Code>");
    assert!(reply.contains("content-type: text/xml;charset=utf-8"));
}

#[test]
fn a_nonce_with_white_space_of_another_kind_is_another_text() {
    let edas = start();
    let request = Request::new(&edas);
    let authorization = request.authorization();
    assert!(request.send(&edas).starts_with("HTTP/1.1 200 "));
    for space in ["\u{a0}", "\u{3000}", "\u{85}"] {
        let replayed =
            Request::new(&edas).header("x-acs-signature-nonce", &format!("a-nonce{space}"));
        let reply = replayed.send_as(&edas, &authorization);
        assert_refused(&reply, 400, "SignatureDoesNotMatch");
    }
}

#[test]
fn a_header_of_the_service_that_is_not_utf_8_is_refused() {
    let edas = start();
    let request = Request::new(&edas);
    let mut text = b"PUT ".to_vec();
    text.extend(format!("{PATH}?ChangeOrderId=a%2A HTTP/1.1\r\n").bytes());
    for (name, value) in &request.headers {
        text.extend(format!("{name}: {value}\r\n").bytes());
    }
    text.extend(b"x-acs-extra: \xff\r\nconnection: close\r\n");
    text.extend(format!("authorization: {}\r\n\r\n", request.authorization()).bytes());
    let reply = exchange(&edas, text);
    assert_refused(&reply, 400, "IncompleteSignature");
    assert!(reply.contains("x-acs-extra is not UTF-8"), "{reply}");
}

#[test]
fn a_list_of_signed_headers_that_is_not_the_sorted_one_is_refused() {
    let edas = start();
    let request = Request::new(&edas);
    let right = request.authorization();
    for (part, wrong) in [
        ("host;x-acs-action", "x-acs-action;host"),
        ("host;", "host;host;"),
        ("host;", "host;nobody-sends-it;"),
    ] {
        let reply = request.send_as(&edas, &right.replacen(part, wrong, 1));
        assert_refused(&reply, 400, "IncompleteSignature");
        assert!(reply.contains("SignedHeaders must be"), "{reply}");
    }
}

#[test]
fn the_older_signature_needs_a_version_and_a_body_that_fits_its_hash() {
    let edas = start();
    let date = Timestamp::now();
    let date = date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let send = |nonce: &str, version: bool, md5: Option<&str>| {
        let mut headers = vec![
            ("date", date.as_str()),
            ("x-acs-signature-method", "HMAC-SHA1"),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-signature-version", "1.0"),
        ];
        headers.extend(version.then_some(("x-acs-version", "2017-08-01")));
        headers.extend(md5.map(|md5| ("content-md5", md5)));
        let query = [("ChangeOrderId", "a*")];
        let text = roa::string_to_sign("PUT", PATH, &query, &headers);
        let authorization = roa::authorization(ID, &roa::signature(SECRET, &text));
        let mut request = format!("PUT {PATH}?ChangeOrderId=a* HTTP/1.1\r\nhost: h\r\n");
        headers.push(("authorization", &authorization));
        headers.push(("connection", "close"));
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        exchange(&edas, request + "\r\n")
    };
    assert!(send("1", true, None).starts_with("HTTP/1.1 200 "));
    // The hash of no bytes.
    assert!(send("2", true, Some("1B2M2Y8AsgTpgAmY7PhCfg==")).starts_with("HTTP/1.1 200 "));
    assert_refused(
        &send("3", true, Some("AAAAAAAAAAAAAAAAAAAAAA==")),
        400,
        "Content-MD5",
    );
    assert_refused(&send("4", false, None), 400, "x-acs-version is missing");
}

#[test]
fn what_is_sent_by_millions_is_recorded_by_hundreds() {
    let edas = start();
    let form = "a&".repeat(500_000);
    let head = "POST /x HTTP/1.1\r\nhost: h\r\ncontent-type: application/x-www-form-urlencoded\r\n";
    let length = form.len();
    let request = format!("{head}connection: close\r\ncontent-length: {length}\r\n\r\n{form}");
    assert_refused(&exchange(&edas, request), 404, "InvalidAction.NotFound");
    let recorded = &edas.requests()[0].arguments;
    assert_eq!(recorded.len(), 101);
    assert_eq!(recorded[100].1, "499900 more");
}

#[test]
fn a_body_that_is_too_large_is_refused_in_the_format_that_was_asked_for() {
    let edas = start();
    let head = format!("PUT {PATH} HTTP/1.1\r\nhost: h\r\naccept: application/xml\r\n");
    let body = "x".repeat(5 << 20);
    let request = format!(
        "{head}connection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut connection = TcpStream::connect(edas.address()).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    // The server may answer and close before all is sent.
    let _ = connection.write_all(body.as_bytes());
    let mut reply = Vec::new();
    let _ = connection.read_to_end(&mut reply);
    let reply = String::from_utf8_lossy(&reply);
    assert!(
        reply.is_empty() || reply.contains("<Code>InvalidBody</Code>"),
        "{reply}"
    );
    assert_eq!(edas.requests()[0].code.as_deref(), Some("InvalidBody"));
    assert_eq!(edas.requests()[0].format, "xml");
}
