//! What the server makes of requests that the client would never send.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;

use acs_runtime::signing::{CanonicalHeaders, acs3};
use edas_mock::{Account, Server};
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
        exchange(edas, &text)
    }
}

fn exchange(edas: &Server, request: &str) -> String {
    let mut connection = TcpStream::connect(edas.address()).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    connection.read_to_string(&mut reply).unwrap();
    reply
}

fn start() -> Server {
    let account = Account::new(ID, SECRET).unwrap();
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
