//! The sandbox over several calls: an order, its issue, its certificate and its reissue.

use std::time::Duration;

use order_client::{
    Client, Credentials, Error, Format, OrderId,
    retail::{self, CertificateState, OrderStatus, Reissue, SslOrder, WifiOrder},
    sandbox::{Fault, Sandbox, SandboxOptions},
};
use order_core::{OrderRequest as _, Valid, json};

use crate::support::{certificate_of, view};

const SSL: &str = include_str!("fixtures/order-ssl.request.json");
const WIFI: &str = include_str!("fixtures/order-wifi.request.json");

fn client(sandbox: &Sandbox, format: Format) -> Client {
    let builder = Client::builder(retail::SERVICE, sandbox.credentials())
        .base_url(sandbox.url())
        .format(format);
    builder.build().expect("usable")
}

fn ssl() -> Valid<SslOrder> {
    json::from_str(SSL).expect("the sample keeps all rules")
}

fn reissue(order_id: &OrderId, sans: &[&str]) -> Valid<Reissue> {
    let sans = sans.iter().map(|name| (*name).to_owned()).collect();
    let order_id = order_id.to_string();
    let (comments, common_name, csr, server_type, signature_hash) = (None, None, None, None, None);
    Reissue { order_id, comments, common_name, sans: Some(sans), csr, server_type, signature_hash }
        .into_valid()
        .expect("it keeps all rules")
}

/// Waits until the certificate of an order is issued.
async fn issued(client: &Client, order_id: &OrderId) {
    for _ in 0..200 {
        let CertificateState::NotReady(_) =
            client.send(&certificate_of(order_id)).await.expect("answered")
        else {
            return;
        };
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was never issued");
}

#[tokio::test]
async fn order_is_issued_after_a_while_and_reissued() {
    for format in [Format::Json, Format::Xml] {
        let options = SandboxOptions::default().issue_after(Duration::from_millis(600));
        let sandbox = Sandbox::start_with(options).await.expect("a free port");
        let client = client(&sandbox, format);
        let order_id = client.place(&ssl()).await.expect("placed").order_id;

        let pending = client.send(&view(&order_id)).await.expect("read");
        assert_eq!(pending.status, Some(OrderStatus::PendingIssuance));
        let state = client.send(&certificate_of(&order_id)).await.expect("answered");
        assert!(matches!(state, CertificateState::NotReady(_)), "{state:?}");
        let early = client.send(&reissue(&order_id, &["a.example.com"])).await;
        assert!(matches!(early, Err(Error::Rejected { status: 400, .. })), "{early:?}");

        issued(&client, &order_id).await;
        let details = client
            .send_if_changed(&view(&pending.order_id), pending.etag.as_ref().expect("a version"))
            .await
            .expect("read")
            .expect("changed");
        assert_eq!(details.status, Some(OrderStatus::Issued));
        assert_eq!(details.common_name.as_deref(), Some("www.example.com"));
        assert_eq!(details.validity.as_deref(), Some("2 Year(s)"));
        assert_eq!(details.server_type.as_deref(), Some("2"));
        let certificate = client.send(&certificate_of(&order_id)).await.expect("read").issued();
        let certificate = certificate.expect("it is issued");
        let pem = "-----BEGIN CERTIFICATE-----\n[CERT HERE]\n-----END CERTIFICATE-----\n";
        assert_eq!(certificate.certificate, pem);
        assert_eq!(certificate.order_id, order_id);
        assert_eq!(
            client
                .send_if_changed(
                    &view(&details.order_id),
                    details.etag.as_ref().expect("a version")
                )
                .await
                .expect("read"),
            None
        );
        assert_eq!(
            client
                .send_if_changed(
                    &certificate_of(&certificate.order_id),
                    certificate.etag.as_ref().expect("a version")
                )
                .await
                .expect("read"),
            None
        );

        let first = client.send(&reissue(&order_id, &["a.example.com"])).await.expect("taken");
        let changes = first.pending_name_changes.expect("a name was added");
        assert_eq!(changes.added_names, ["a.example.com"]);
        assert_eq!(first.rejected_reissue, None);
        let second = client.send(&reissue(&order_id, &["b.example.com"])).await.expect("taken");
        let rejected = second.rejected_reissue.expect("the first was pending");
        assert_eq!(rejected.common_name, "www.example.com");
        assert_eq!(rejected.sans, ["a.example.com"]);
        let shown = client.send(&view(&order_id)).await.expect("read").pending_reissue;
        assert_eq!(shown.expect("the second is pending").sans, ["b.example.com"]);

        tokio::time::sleep(Duration::from_millis(700)).await;
        let done = client.send(&view(&order_id)).await.expect("read");
        assert_eq!((done.pending_reissue, done.sans), (None, vec!["b.example.com".to_owned()]));
        assert_eq!(sandbox.placed(), 1);
    }
}

#[tokio::test]
async fn all_three_orders_are_taken_in_both_formats() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let wifi: Valid<WifiOrder> = json::from_str(WIFI).expect("the sample keeps all rules");
    for format in [Format::Json, Format::Xml] {
        let client = client(&sandbox, format);
        client.place(&crate::support::sample()).await.expect("placed");
        client.place(&ssl()).await.expect("placed");
        client.place(&wifi).await.expect("placed");
    }
    let orders = sandbox.orders();
    assert_eq!(orders.len(), 6);
    for index in 0..3 {
        assert_eq!(orders[index].order, orders[index + 3].order);
    }
}

#[tokio::test]
async fn order_that_nobody_placed_is_not_found() {
    let sandbox = Sandbox::start().await.expect("a free port");
    for format in [Format::Json, Format::Xml] {
        let client = client(&sandbox, format);
        let order_id: OrderId = "1".parse().expect("digits");
        let error = client.send(&view(&order_id)).await.expect_err("not there");
        let Error::Rejected { status: 404, errors, .. } = &error else { panic!("{error:?}") };
        assert_eq!(errors[0].code, "not_found");
        assert!(error.to_string().starts_with("refused with status 404: "), "{error}");
        assert!(client.send(&certificate_of(&order_id)).await.is_err());
    }
}

#[tokio::test]
async fn faults_happen_to_the_next_request() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let builder = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url());
    let limits = (Duration::from_millis(300), Duration::from_millis(600));
    let client = builder.connect_timeout(limits.0).timeout(limits.1).build().expect("usable");

    let lost = |status| Fault::Lost { status, retry_after: None };
    let refused = |status| Fault::Refused { status, retry_after: None };
    // (fault, status, orders so far)
    for (fault, expected, placed) in [
        (lost(502), Some(502), 1),
        (Fault::Mute, None, 2),
        (refused(503), Some(503), 2),
        (Fault::Delay(Duration::from_secs(5)), None, 3),
    ] {
        sandbox.fail_next(fault.clone());
        let outcome = client.place(&ssl()).await;
        crate::support::assert_unknown(&outcome, expected);
        assert_eq!(sandbox.placed(), placed, "{fault:?}");
    }
    sandbox.fail_next(Fault::Garbage);
    let error = client.place(&ssl()).await.expect_err("a page");
    assert!(matches!(error, Error::PlacedUnreadable { status: 201, .. }), "{error:?}");
    sandbox.fail_next(refused(401));
    let error = client.place(&ssl()).await.expect_err("a page");
    assert!(matches!(error, Error::Rejected { status: 401, .. }), "{error:?}");
    assert_eq!(sandbox.placed(), 4);

    sandbox.fail_next(lost(504));
    let order_id = sandbox.orders()[0].order_id.clone();
    client.send(&view(&order_id)).await.expect("a read is repeated");
}

#[tokio::test]
async fn methods_of_each_place_are_told() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = client(&sandbox, Format::Json);
    // Credentials can be tried so, and nothing is ordered.
    assert_eq!(client.methods(&ssl()).await.expect("told").to_string(), "OPTIONS, POST");
    assert_eq!(sandbox.placed(), 0);
    let order_id = client.place(&ssl()).await.expect("placed").order_id;
    let methods = client.methods(&reissue(&order_id, &["a.example.com"])).await.expect("told");
    assert_eq!(methods.to_string(), "GET, HEAD, OPTIONS, REISSUE");
    let wrong = Credentials::new("001007", "goldeneye").expect("plain letters");
    let wrong =
        Client::builder(retail::SERVICE, wrong).base_url(sandbox.url()).build().expect("usable");
    let error = wrong.methods(&ssl()).await.expect_err("the key is wrong");
    assert!(matches!(error, Error::Rejected { status: 401, .. }), "{error:?}");
}
