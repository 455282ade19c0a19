use parameter_values::runtime::value::{Date, Decimal, OffsetDateTime, Uuid};
use parameter_values::types::{ConstantLevel, Kind};
use parameter_values::{Client, Config, Nullable};

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

fn day() -> Date {
    "2024-02-29".parse().unwrap()
}

fn time() -> OffsetDateTime {
    "2024-02-29T12:00:00.5+02:00".parse().unwrap()
}

fn id() -> Uuid {
    "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap()
}

fn amount() -> Decimal {
    "12.50".parse().unwrap()
}

#[tokio::test]
async fn scalars_in_the_path() {
    let server = Server::silent();
    client(&server)
        .in_path(true, 1.0, day(), time(), id(), Kind::SmallOne, amount())
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().line,
        "GET /path/true/1.0/2024-02-29/2024-02-29T12%3A00%3A00.5%2B02%3A00/67e55044-10b1-426f-9247-bb680e5fe0c8\
         /small%2Fone/12.50"
    );
}

#[tokio::test]
async fn a_required_one_that_has_but_one_value_need_not_be_given() {
    let server = Server::silent();
    client(&server).constant(5).send().await.unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /constant/v%202?limit=5&format=json");
    assert_eq!(request.header("x-api").as_deref(), Some("7"));
    let server = Server::silent();
    let call = client(&server).constant(5).version("v3").format("xml").level(ConstantLevel::Value3);
    call.send().await.unwrap();
    assert_eq!(server.request().line, "GET /constant/v3?limit=5&format=xml&level=3");
}

#[tokio::test]
async fn scalars_in_the_query() {
    let server = Server::silent();
    client(&server)
        .in_query(false)
        .float(0.25)
        .day(day())
        .time(time())
        .id(id())
        .kind(Kind::BigOne)
        .amount(amount())
        .bytes(vec![251, 255])
        .empty("")
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().line,
        "GET /query?flag=false&float=0.25&day=2024-02-29&time=2024-02-29T12%3A00%3A00.5%2B02%3A00\
         &id=67e55044-10b1-426f-9247-bb680e5fe0c8&kind=big%20one&amount=12.50&bytes=%2B%2F8%3D&empty="
    );
}

#[tokio::test]
async fn what_is_absent_or_an_empty_list_is_not_sent_and_a_null_is_empty() {
    let server = Server::silent();
    client(&server).in_query(true).send().await.unwrap();
    // The service knows its own default of `limit`.
    assert_eq!(server.request().line, "GET /query?flag=true");
    let server = Server::silent();
    let call = client(&server).in_query(true).list([1]).list([]);
    call.nothing(Nullable::Null).send().await.unwrap();
    assert_eq!(server.request().line, "GET /query?flag=true&nothing=");
    let server = Server::silent();
    let call = client(&server)
        .in_query(true)
        .limit(1)
        .list([5, 6])
        .list([7]);
    call.limit(2)
        .kind(Kind::from("neither".to_owned()))
        .send()
        .await
        .unwrap();
    let sent = server.request().line;
    assert_eq!(sent, "GET /query?flag=true&limit=2&list=7&kind=neither");
}

#[tokio::test]
async fn a_later_value_takes_the_place_of_one_that_cannot_be_sent() {
    let server = Server::silent();
    let call = || client(&server).in_query(true).float(f64::NAN);
    call().send().await.unwrap_err();
    call().float(0.5).send().await.unwrap();
    assert_eq!(server.request().line, "GET /query?flag=true&float=0.5");
}

#[tokio::test]
async fn scalars_in_headers() {
    let server = Server::silent();
    client(&server)
        .in_header(true)
        .x_float(1e21)
        .x_day(day())
        .x_time(time())
        .x_id(id())
        .x_kind(Kind::BigOne)
        .x_amount(amount())
        .x_text("a, \"b\"")
        .send()
        .await
        .unwrap();
    let request = server.request();
    let names = [
        "flag", "float", "day", "time", "id", "kind", "amount", "text",
    ];
    let sent = names.map(|name| request.header(&format!("x-{name}")).unwrap());
    assert_eq!(
        sent,
        [
            "true",
            "1e21",
            "2024-02-29",
            "2024-02-29T12:00:00.5+02:00",
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "big one",
            "12.50",
            "a, \"b\"",
        ]
    );
    let server = Server::silent();
    let call = client(&server).in_header(true).x_text("a\r\nb: c");
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("x-text"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn scalars_in_cookies() {
    let server = Server::silent();
    client(&server)
        .in_cookie(true)
        .float(2.0)
        .day(day())
        .time(time())
        .id(id())
        .kind(Kind::BigOne)
        .amount(amount())
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().header("cookie").unwrap(),
        "flag=true; float=2.0; day=2024-02-29; time=2024-02-29T12%3A00%3A00.5%2B02%3A00; \
         id=67e55044-10b1-426f-9247-bb680e5fe0c8; kind=big%20one; amount=12.50"
    );
}
