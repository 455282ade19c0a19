use parameter_names::{Client, Config};

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::new(Config::builder().base_url(server.url()).build()).unwrap()
}

#[tokio::test]
async fn keywords_and_names_of_methods_are_parameters_like_others() {
    let server = Server::silent();
    client(&server)
        .optional()
        .type_("a")
        .self_("b")
        .send_query("c")
        .body_query("d")
        .call_query("e")
        .clone_query("f")
        .as_mut_query("g")
        .with_retry_query("h")
        .send_blocking_query("i")
        .into_query("j")
        .try_into("k")
        .borrow("l")
        ._1("m")
        .名("n")
        .body("the body")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(
        request.line,
        "POST /optional?type=a&self=b&send=c&body=d&call=e&clone=f&as_mut=g&with_retry=h&send_blocking=i\
         &into=j&try_into=k&borrow=l&1=m&%E5%90%8D=n"
    );
    assert_eq!(request.text(), "the body");
}

#[tokio::test]
async fn arguments_are_passed_in_the_order_of_the_description_with_the_body_last() {
    let server = Server::silent();
    client(&server)
        .required("a", "b", "c", "d", "e", ["f"], "g", "h", "the body")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(
        request.line,
        "POST /required?body=a&self=b&call=c&_call=d&request_body=e&value=f&item=g&client=h"
    );
    assert_eq!(request.text(), "the body");
}
