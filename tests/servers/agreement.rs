//! What the client writes is what the server reads, for random requests in every format.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use order_client::{
    Client, Credentials, Format, Service,
    transport::{Request, Response, Sending, Transport},
};
use order_core::{OrderRequest, OrderValue, Valid, cases::cases, http::Received};

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Speed {
    Slow,
    Fast,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Trace {
    #[order(header, rename = "X-Trace")]
    trace: Option<i64>,
    #[order(query)]
    debug: Option<bool>,
    #[length(1..=20)]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Contact {
    #[format(email)]
    mail: String,
    names: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(endpoint = "POST /shops/{shop}/n{number}.x/{left}-{right}", response = ())]
struct Everything {
    #[order(path)]
    #[length(1..=20)]
    shop: String,
    #[order(path)]
    number: u32,
    #[order(path)]
    #[length(1..=5)]
    left: String,
    #[order(path)]
    #[length(1..=5)]
    right: String,
    #[order(query)]
    lang: Option<String>,
    #[order(query)]
    tags: Option<Vec<String>>,
    #[order(query)]
    sizes: Option<Vec<u8>>,
    #[order(query, separator = ",")]
    names: Option<Vec<String>>,
    #[order(query)]
    full: Option<bool>,
    #[order(header, rename = "X-Speed")]
    how: Option<Speed>,
    #[order(header, rename = "X-Level")]
    levels: Option<Vec<u8>>,
    #[order(header, rename = "X-Id")]
    #[format(uuid)]
    id: Option<String>,
    #[order(flatten)]
    trace: Trace,
    #[required_if(full)]
    reason: Option<String>,
    #[range(1..=9)]
    amount: u8,
    #[nested]
    contacts: Option<Vec<Contact>>,
}

/// Keeps what was sent, as a server gets it.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Received>>);

impl Transport for Wire {
    fn send(&self, request: Request) -> Sending<'_> {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
        let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
        *self.0.lock().unwrap() = Received {
            method: request.method().to_string(),
            path: request.url().path().to_owned(),
            query: request.url().query().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: body.to_vec(),
        };
        Box::pin(async { Ok(Response::from(http::Response::new("{}"))) })
    }
}

/// An empty list is not written beside a body, like an absent one.
fn written(order: &Everything) -> Everything {
    fn given<T: Clone>(list: &Option<Vec<T>>) -> Option<Vec<T>> {
        list.clone().filter(|list| !list.is_empty())
    }
    let tags = given(&order.tags);
    let (sizes, levels) = (given(&order.sizes), given(&order.levels));
    Everything { tags, sizes, levels, ..order.clone() }
}

#[tokio::test]
async fn the_server_reads_what_the_client_writes() {
    let mut read = BTreeMap::new();
    for (name, format) in [("json", Format::Json), ("form", Format::Form), ("xml", Format::Xml)] {
        let wire = Wire::default();
        let client = Client::builder(Service::new("shop"), Credentials::key("skyfall").unwrap())
            .base_url("https://api.shop.example/v1")
            .transport(wire.clone())
            .format(format)
            .build()
            .unwrap();
        for case in cases::<Everything>(16).filter(|case| case.is_valid()).take(1500) {
            let order: Valid<Everything> = case.request().unwrap();
            // A blank step of a path, or a control character in a header, is not sent.
            if client.send(&order).await.is_err() {
                *read.entry((name, false)).or_insert(0) += 1;
                continue;
            }
            let received = wire.0.lock().unwrap().clone();
            let found = received.read::<Valid<Everything>>();
            let found = found.unwrap_or_else(|error| panic!("{name}: {error}\n{order:?}"));
            assert_eq!(written(&found), written(&order), "{name}");
            *read.entry((name, true)).or_insert(0) += 1;
        }
    }
    assert!(["json", "form", "xml"].iter().all(|name| read[&(*name, true)] > 700), "{read:?}");
}
