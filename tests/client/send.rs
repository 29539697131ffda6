//! Endpoints of other vendors: any path, any format, any reply.

use order_client::{
    ClientBuilder, Error, Format, FromReply, OrderState, Reply, Unreadable, Unwritable, Value,
};
use order_core::{OrderRequest, Valid};

use crate::support::{builder, reply_with, server::Server};

/// An order at a bookshop.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /v2/shops/{shop}/orders", response = Ticket)]
struct Books {
    #[order(path)]
    shop: String,
    #[order(query)]
    gift: Option<bool>,
    #[order(query)]
    coupons: Option<Vec<String>>,
    #[order(header, rename = "X-Request-Id")]
    request_id: Option<String>,
    #[format(digits)]
    isbn: String,
    #[range(1..=9)]
    copies: u8,
    note: Option<String>,
}

#[derive(Debug, PartialEq)]
struct Ticket(String);

impl FromReply for Ticket {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let ticket = reply.value()?.member("ticket").and_then(Value::text).map(str::to_owned);
        ticket.map(Self).ok_or(Unreadable::Member { name: "ticket" })
    }
}

#[derive(Debug, OrderRequest)]
#[order(endpoint = "DELETE /v2/orders/{number}", response = ())]
struct Cancel {
    #[order(path)]
    number: u32,
}

fn books(shop: &str) -> Valid<Books> {
    let coupons = Some(vec!["a&b".to_owned(), "ü".to_owned()]);
    Books {
        shop: shop.to_owned(),
        gift: Some(true),
        coupons,
        request_id: Some("r-7".to_owned()),
        isbn: "9780131103627".to_owned(),
        copies: 2,
        note: Some("a b&c".to_owned()),
    }
    .into_valid()
    .expect("it keeps all rules")
}

fn accepted() -> Vec<u8> {
    reply_with("200 OK", "Content-Type: application/json\r\n", r#"{"ticket":"T-007"}"#)
}

async fn sent(shop: &str, configure: fn(ClientBuilder) -> ClientBuilder) -> String {
    let server = Server::answering(accepted());
    let client = configure(builder(&format!("{}/api", server.url()))).build().expect("usable");
    let ticket = client.send(&books(shop)).await.expect("accepted");
    assert_eq!(ticket, Ticket("T-007".to_owned()));
    let seen = server.seen().await;
    seen.assert_one_request();
    seen.requests[0].clone()
}

#[tokio::test]
async fn form_goes_to_another_vendor() {
    let request = sent("café/1", |builder| builder.format(Format::Form)).await;
    let line = "POST /api/v2/shops/caf%C3%A9%2F1/orders?gift=true&coupons=a%26b&coupons=%C3%BC HTTP/1.1\r\n";
    assert!(request.starts_with(line), "{request}");
    assert!(
        request.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"),
        "{request}"
    );
    assert!(request.contains("\r\nAccept: application/json\r\n"), "{request}");
    assert!(request.contains("\r\nX-Request-Id: r-7\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\nisbn=9780131103627&copies=2&note=a+b%26c"), "{request}");
}

#[tokio::test]
async fn media_types_can_be_those_of_the_vendor() {
    let request =
        sent("a", |builder| builder.media_types("application/json", "text/json, application/json"))
            .await;
    assert!(request.contains("\r\nContent-Type: application/json\r\n"), "{request}");
    assert!(request.contains("\r\nAccept: text/json, application/json\r\n"), "{request}");
    assert!(request.ends_with("}") && request.contains("\"copies\": 2"), "{request}");
    let error = builder("http://127.0.0.1:1").media_types("a\nb", "c").build();
    assert!(matches!(error, Err(order_client::ConfigError::MediaType)));
}

#[tokio::test]
async fn what_cannot_stand_in_the_path_is_not_sent() {
    let server = Server::answering(accepted());
    let client = builder(&server.url()).build().expect("usable");
    for shop in [".", ".."] {
        let error = client.send(&books(shop)).await.expect_err("no segment");
        assert!(matches!(error, Error::Unwritable(Unwritable::Path { name: "shop" })), "{error:?}");
        assert_eq!(error.order_state(), OrderState::NotPlaced);
    }
    assert_eq!(server.seen().await.connections, 0);
}

#[tokio::test]
async fn what_the_format_cannot_hold_is_not_sent() {
    let server = Server::answering(accepted());
    let client = builder(&server.url()).format(Format::Xml).build().expect("usable");
    let mut order = books("a").into_inner();
    order.note = Some("\u{1}".to_owned());
    let order = order.into_valid().expect("any text is a note");
    let error = client.send(&order).await.expect_err("no XML");
    assert!(
        matches!(&error, Error::Unwritable(Unwritable::Body(error)) if error.path().to_string() == "note"),
        "{error:?}"
    );
    assert_eq!(server.seen().await.connections, 0);
}

#[tokio::test]
async fn any_success_is_one_if_nothing_is_expected() {
    for status in ["200 OK", "204 No Content"] {
        let server = Server::answering(reply_with(status, "", ""));
        let client = builder(&server.url()).build().expect("usable");
        let cancel = Cancel { number: 7 }.into_valid().expect("valid");
        client.send(&cancel).await.expect(status);
        let seen = server.seen().await;
        assert!(seen.requests[0].starts_with("DELETE /v2/orders/7 HTTP/1.1\r\n"), "{seen:?}");
    }
}

#[tokio::test]
async fn reply_without_what_is_expected_keeps_what_came() {
    let server = Server::answering(reply_with("200 OK", "", "{}"));
    let client = builder(&server.url()).build().expect("usable");
    let error = client.send(&books("a")).await.expect_err("no ticket");
    assert_eq!(error.order_state(), OrderState::Placed);
    assert_eq!(
        error.to_string(),
        "the order was placed, as status 200 says, but the reply has no `ticket` that can be read: {}; \
         take its number from the account and do not send it again",
    );
}
