//! What goes out.

use super::*;

/// A recorded request, its nonce and its date put back in place.
async fn replay(signature: SignatureVersion, nonce: &'static str) -> http::Request<Bytes> {
    let fake = answering();
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_714_616_847);
    let config = config(&fake)
        .signature(signature)
        .signing_clock(move || date)
        .signing_nonce(move || nonce.to_owned());
    let mut call = client(config).call(&ABORT);
    call.query(
        "ChangeOrderId",
        "6b55106c-c7f2-40f7-a1d4-092870*****".to_owned(),
    );
    call.header("x-acs-credentials-provider", "static_ak".to_owned());
    assert_eq!(call.send::<Reply>().await.unwrap().code, Some(200));
    fake.last()
}

#[tokio::test]
async fn a_recorded_acs3_request_is_sent_again_byte_for_byte() {
    let request = replay(SignatureVersion::Acs3, "6d50e2924dff0de0596c56e36d85afca").await;
    assert_eq!(request.method(), "PUT");
    assert_eq!(
        request.uri(),
        "https://edas.cn-hangzhou.aliyuncs.com/pop/v5/changeorder/change_order_abort_and_rollback\
         ?ChangeOrderId=6b55106c-c7f2-40f7-a1d4-092870%2A%2A%2A%2A%2A"
    );
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("host"), "edas.cn-hangzhou.aliyuncs.com");
    assert_eq!(header("x-acs-version"), "2017-08-01");
    assert_eq!(header("x-acs-date"), "2024-05-02T02:27:27Z");
    assert_eq!(header("accept"), "application/json");
    assert_eq!(header("user-agent"), "demo-client/1");
    assert!(!request.headers().contains_key("content-type"));
    assert_eq!(
        header("authorization"),
        "ACS3-HMAC-SHA256 Credential=LTAI-FAKE-0123456789ab,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
         x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,\
         Signature=1d40fbf235cb4610317257fc03d6cc542a4d362784d3192dcab7dc9400714b6b"
    );
}

#[tokio::test]
async fn a_recorded_roa_request_is_sent_again_byte_for_byte() {
    let request = replay(SignatureVersion::Roa, "add37e34ff9c54a52c98488c1a02edf3").await;
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("date"), "Thu, 02 May 2024 02:27:27 GMT");
    assert_eq!(
        header("authorization"),
        "acs LTAI-FAKE-0123456789ab:jUzCcpJBrXS1scVm/KzTzmQqjTA="
    );
    assert!(!request.headers().contains_key("x-acs-content-sha256"));
}

#[tokio::test]
async fn each_request_has_a_nonce_of_its_own() {
    let fake = answering();
    let client = client(config(&fake));
    let mut nonces = std::collections::BTreeSet::new();
    for _ in 0..3 {
        client.call(&ABORT).send::<Reply>().await.unwrap();
        let nonce = fake.last().headers()["x-acs-signature-nonce"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            nonce.len() == 32
                && nonce
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()),
            "{nonce}"
        );
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), 3);
}

#[tokio::test]
async fn a_form_is_sorted_and_has_its_type_even_when_empty() {
    let fake = answering();
    let client = client(
        config(&fake)
            .reply_format(ReplyFormat::Xml)
            .application_id("my-app/2"),
    );
    let mut call = client.call(&ABORT);
    call.form("B", "old".to_owned());
    call.form("A", "x y&".to_owned());
    call.form("B", "new".to_owned());
    call.send::<Reply>().await.unwrap();
    assert_eq!(fake.last().body(), "A=x+y%26&B=new");
    assert_eq!(fake.last().headers()["accept"], "application/xml");
    assert_eq!(
        fake.last().headers()["user-agent"],
        "demo-client/1 my-app/2"
    );
    let mut empty = client.call(&ABORT);
    empty.form_body();
    empty.send::<Reply>().await.unwrap();
    assert_eq!(fake.last().body(), "");
    assert_eq!(
        fake.last().headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
}

#[tokio::test]
async fn a_json_body_is_compact_and_signed_by_its_hash() {
    let fake = answering();
    let mut call = client(config(&fake)).call(&ABORT);
    call.json(&Reply {
        code: Some(1),
        ..Reply::default()
    });
    call.send::<Reply>().await.unwrap();
    let request = fake.last();
    assert_eq!(request.body(), r#"{"Code":1}"#);
    assert_eq!(
        request.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    assert_eq!(
        request.headers()["x-acs-content-sha256"],
        crate::signing::acs3::content_hash(request.body())
    );
}

#[tokio::test]
async fn a_temporary_key_sends_and_signs_its_token() {
    let fake = answering();
    let temporary = Credentials::temporary("STS.id", "secret", "the-token", None).unwrap();
    client(config(&fake).credentials(temporary))
        .call(&ABORT)
        .send::<Reply>()
        .await
        .unwrap();
    let headers = fake.last().headers().clone();
    assert_eq!(headers["x-acs-accesskey-id"], "STS.id");
    assert_eq!(headers["x-acs-security-token"], "the-token");
    assert!(
        headers["x-acs-security-token"].is_sensitive() && headers["authorization"].is_sensitive()
    );
    let authorization = headers["authorization"].to_str().unwrap();
    assert!(
        authorization.contains(";x-acs-security-token;"),
        "{authorization}"
    );
}

#[tokio::test]
async fn arguments_that_make_no_request_are_refused_before_anything_is_sent() {
    let fake = answering();
    let client = client(config(&fake));
    let mut dots = client.call(&NESTED);
    dots.path("id", "..".to_owned());
    let mut header = client.call(&ABORT);
    header.header("x-acs-note", "line\nbreak".to_owned());
    let mut long = client.call(&ABORT);
    long.query("A", "x".repeat(70_000));
    for call in [dots, client.call(&NESTED), header, long] {
        let name = call.operation().name;
        let error = call.send::<Reply>().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert_eq!(error.operation(), Some(name));
        assert!(!error.to_string().contains("break"), "{error}");
    }
    assert!(fake.seen.lock().unwrap().is_empty());
    let mut fine = client.call(&NESTED);
    fine.path("id", "a/b c".to_owned());
    fine.query_pairs(vec![("n a".to_owned(), "1".to_owned())]);
    fine.send::<Reply>().await.unwrap();
    assert_eq!(
        fake.last().uri().path_and_query().unwrap(),
        "/things/a%2Fb%20c/part?n+a=1"
    );
}
