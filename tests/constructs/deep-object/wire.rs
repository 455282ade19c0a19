use std::collections::BTreeMap;

use deep_object::types::{Filter, Range, Search};
use deep_object::{Client, Config, Nullable};

use crate::server::Server;

async fn query(call: impl FnOnce(Client) -> Search) -> Vec<String> {
    let server = Server::silent();
    let client = Client::new(Config::builder().base_url(server.url()).build()).unwrap();
    call(client).send().await.unwrap();
    let line = server.request().line;
    let line = line.replace("%5B", "[").replace("%5D", "]");
    let query = line.strip_prefix("GET /search").unwrap();
    let query = query.trim_start_matches('?').split('&');
    query
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn members_stand_in_brackets_at_any_depth() {
    let day: deep_object::runtime::value::Date = "2024-02-29".parse().unwrap();
    let filter = Filter::new()
        .name("a&b")
        .day(day)
        .gone(Nullable::Null)
        .size(Range::new().gt(1).lt(9));
    assert_eq!(
        query(|client| client.search().filter(filter)).await,
        [
            "filter[name]=a%26b",
            "filter[day]=2024-02-29",
            "filter[gone]=",
            "filter[size][gt]=1",
            "filter[size][lt]=9",
        ]
    );
}

#[tokio::test]
async fn lists_of_scalars_repeat_their_name_and_others_are_numbered() {
    let filter = Filter::new()
        .tags(["x", "y"])
        .ranges([Range::new().gt(1), Range::new().lt(2)]);
    assert_eq!(
        query(|client| client.search().filter(filter)).await,
        [
            "filter[tags]=x",
            "filter[tags]=y",
            "filter[ranges][0][gt]=1",
            "filter[ranges][1][lt]=2",
        ]
    );
}

#[tokio::test]
async fn what_is_no_object_has_a_form_too() {
    let created = query(|client| client.search().created(5));
    assert_eq!(created.await, ["created=5"]);
    let created = query(|client| client.search().created(Range::new().gt(1)));
    assert_eq!(created.await, ["created[gt]=1"]);
    let expand = query(|client| client.search().expand(["a", "b"]));
    assert_eq!(expand.await, ["expand[0]=a", "expand[1]=b"]);
    let maybe = query(|client| client.search().maybe(Nullable::Null));
    assert_eq!(maybe.await, ["maybe="]);
}

#[tokio::test]
async fn maps_and_later_values_and_empty_ones() {
    let free = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
    assert_eq!(
        query(|client| client.search().free(free)).await,
        ["free[a]=1"]
    );
    let twice = query(|client| {
        let first = Filter::new().name("n").tags(["x"]);
        client
            .search()
            .filter(first)
            .filter(Filter::new().name("m"))
    });
    assert_eq!(twice.await, ["filter[name]=m"]);
    let none: [String; 0] = [];
    let empty = query(|client| client.search().filter(Filter::new().tags(none)));
    assert_eq!(empty.await, [""; 0]);
}
