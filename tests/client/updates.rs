//! Requests whose body is an update.

use order_client::{
    Client, Error, Format, FromReply, Reply, Retry, Service, Unreadable,
    sandbox::{Answer, Declared, Sandbox},
};
use order_core::{
    OrderRequest, Valid,
    export::openapi::{Document, Operation},
    update::{Change, Edit},
};
use serde_json::Value;

const SHOP: Service = Service::new("shop");

const MERGE_PATCH: &str = "application/merge-patch+json";

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = BooksUpdate)]
struct Books {
    #[range(1..=9)]
    count: u8,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(endpoint = "PATCH /orders/{number}", response = Changed)]
struct ChangeBooks {
    #[order(path)]
    number: String,
    #[order(query)]
    dry: Option<bool>,
    #[order(flatten)]
    changes: BooksUpdate,
}

/// A request with members beside the update, whose body is therefore none.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(endpoint = "PUT /orders/{number}", response = Changed)]
struct ReplaceBooks {
    #[order(path)]
    number: String,
    reason: String,
    #[order(flatten)]
    changes: BooksUpdate,
}

#[derive(Debug, PartialEq)]
struct Changed;

impl FromReply for Changed {
    fn from_reply(_: &Reply) -> Result<Self, Unreadable> {
        Ok(Self)
    }
}

async fn start(service: Service) -> Sandbox<Declared> {
    let sandbox = Sandbox::of(service).answer::<ChangeBooks>(|_, _| Answer::empty());
    let sandbox = sandbox.answer::<ReplaceBooks>(|_, _| Answer::empty());
    sandbox.start().await.expect("a free port")
}

fn client(service: Service, format: Format, sandbox: &Sandbox<Declared>) -> Client {
    let builder = Client::builder(service, sandbox.credentials()).base_url(sandbox.url());
    builder.retry(Retry::none()).format(format).build().expect("usable")
}

fn change() -> Valid<ChangeBooks> {
    let changes = BooksUpdate { count: Edit::Set(3), note: Change::Clear };
    let change = ChangeBooks { number: "7".to_owned(), dry: None, changes };
    change.into_valid().expect("it keeps all rules")
}

fn replacement() -> Valid<ReplaceBooks> {
    let changes = BooksUpdate { count: Edit::Set(3), note: Change::Clear };
    let reason = "misprint".to_owned();
    let request = ReplaceBooks { number: "7".to_owned(), reason, changes };
    request.into_valid().expect("it keeps all rules")
}

/// The type of the body that the sandbox got last, and the body.
fn got(sandbox: &Sandbox<Declared>) -> (String, String) {
    let requests = sandbox.requests();
    let last = requests.last().expect("a request");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).expect("text");
    (text(last.header("content-type").expect("a type")), text(&last.body))
}

#[tokio::test]
async fn an_update_is_sent_as_a_merge_patch() {
    let sandbox = start(SHOP).await;
    let client = client(SHOP, Format::Json, &sandbox);
    assert_eq!(client.send(&change()).await.expect("changed"), Changed);
    let (content_type, body) = got(&sandbox);
    assert_eq!(content_type, MERGE_PATCH);
    let body: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(body, serde_json::json!({ "count": 3, "note": null }));
    assert_eq!(sandbox.requests()[0].method, "PATCH");
}

#[tokio::test]
async fn a_body_with_other_members_is_no_update() {
    let sandbox = start(SHOP).await;
    let client = client(SHOP, Format::Json, &sandbox);
    client.send(&replacement()).await.expect("changed");
    assert_eq!(got(&sandbox).0, "application/json");
}

#[tokio::test]
async fn an_update_in_another_format_has_the_type_of_that_format() {
    let changes = BooksUpdate { count: Edit::Set(3), note: Change::Untouched };
    let change = ChangeBooks { number: "7".to_owned(), dry: Some(true), changes };
    let change = change.into_valid().expect("it keeps all rules");
    for (format, expected) in
        [(Format::Form, "application/x-www-form-urlencoded"), (Format::Xml, "application/xml")]
    {
        let sandbox = start(SHOP).await;
        client(SHOP, format, &sandbox).send(&change).await.expect("changed");
        assert_eq!(got(&sandbox).0, expected);
    }
}

#[tokio::test]
async fn a_service_declares_another_type_of_updates() {
    let service = SHOP.updates("application/vnd.shop.patch+json");
    let sandbox = start(service).await;
    client(service, Format::Json, &sandbox).send(&change()).await.expect("changed");
    assert_eq!(got(&sandbox).0, "application/vnd.shop.patch+json");

    // The types that a client sets come before those of the service.
    let builder = Client::builder(service, sandbox.credentials()).base_url(sandbox.url());
    let builder = builder.media_types("application/json", "application/json");
    let error = builder.build().expect("usable").send(&change()).await.expect_err("another type");
    assert_eq!(got(&sandbox).0, "application/json");
    assert!(matches!(error, Error::Rejected { status: 415, .. }), "{error:?}");
}

#[tokio::test]
async fn the_sandbox_takes_merge_patches_where_openapi_says_so() {
    let operations = [Operation::of::<ChangeBooks>(), Operation::of::<ReplaceBooks>()];
    let document = operations.into_iter().fold(Document::new("Shop", "1"), Document::operation);
    let document: Value = serde_json::from_str(&document.export().text).expect("JSON");
    let path = &document["paths"]["/orders/{number}"];

    let sandbox = start(SHOP).await;
    for content_type in [MERGE_PATCH, "application/json"] {
        let is_declared =
            |method: &str| path[method]["requestBody"]["content"].get(content_type).is_some();
        let builder = Client::builder(SHOP, sandbox.credentials()).base_url(sandbox.url());
        let builder = builder.media_types(content_type, "application/json");
        let client = builder.build().expect("usable");
        assert_eq!(client.send(&change()).await.is_ok(), is_declared("patch"), "{content_type}");
        assert_eq!(client.send(&replacement()).await.is_ok(), is_declared("put"), "{content_type}");
    }
}

#[tokio::test]
async fn an_update_that_breaks_a_rule_is_refused_by_the_sandbox() {
    let sandbox = start(SHOP).await;
    let builder = Client::builder(SHOP, sandbox.credentials()).base_url(sandbox.url());
    let builder = builder.media_types(MERGE_PATCH, "application/json");
    let client = builder.build().expect("usable");
    /// The body that a client without the rules would send.
    #[derive(Debug, OrderRequest)]
    #[order(endpoint = "PATCH /orders/{number}", response = Changed)]
    struct Loose {
        #[order(path)]
        number: String,
        count: Option<u32>,
    }
    let loose = Loose { number: "7".to_owned(), count: Some(10) }.into_valid().expect("valid");
    let error = client.send(&loose).await.expect_err("too many");
    assert!(error.to_string().contains("`count`"), "{error}");
}
