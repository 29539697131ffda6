//! The sandbox of CertCentral: what becomes of an order.

use std::{num::NonZeroUsize, time::Duration};

use order_client::{
    Client, Error, FromReply, OrderId,
    certcentral::{
        self, CertificateRequest, CodeSigningOrder, DownloadCertificate, EvCodeSigningOrder,
        OrderDetails, OrderInfo, OrderStatus, OrdersByReference, Reissue, Revocation,
        RevokeCertificate, SignatureHash, StatusChanges,
    },
    sandbox::{Declared, Sandbox, SandboxOptions},
};
use order_core::{Endpoint, Valid, json};

use crate::certcentral::SAMPLE;

async fn start(issue_after: Duration) -> (Sandbox<Declared>, Client) {
    let sandbox = Sandbox::of_certcentral(issue_after).start().await.expect("a free port");
    let client = client(&sandbox);
    (sandbox, client)
}

fn client(sandbox: &Sandbox<Declared>) -> Client {
    Client::builder(certcentral::SERVICE, sandbox.credentials())
        .base_url(sandbox.url())
        .build()
        .expect("usable")
}

/// Sends a request that keeps its rules.
async fn send<T>(client: &Client, request: T) -> Result<T::Response, Error>
where
    T: Endpoint<Context = (), Response: FromReply> + std::fmt::Debug,
{
    client.send(&request.into_valid().expect("it keeps its rules")).await
}

async fn details(client: &Client, order_id: &OrderId) -> OrderDetails {
    client.send(&OrderInfo::of(order_id).expect("digits")).await.expect("it is kept")
}

/// The sample with a reference.
fn sample(reference: &str) -> String {
    SAMPLE.replacen('{', &format!("{{\"alternative_order_id\": \"{reference}\","), 1)
}

fn reissue(order_id: &OrderId) -> Reissue {
    let certificate = CertificateRequest::builder().signature_hash(SignatureHash::Sha256).build();
    Reissue::builder().order_id(order_id.as_str()).certificate(certificate).build()
}

/// The codes of a refusal.
fn codes<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (u16, Vec<String>) {
    match outcome {
        Err(Error::Rejected { status, errors, .. }) => {
            (status, errors.iter().map(|error| error.code.to_string()).collect())
        }
        other => panic!("{other:?}"),
    }
}

fn download(certificate: &str) -> DownloadCertificate {
    DownloadCertificate { certificate_id: certificate.to_owned() }
}

#[tokio::test]
async fn an_order_that_is_not_issued_has_no_certificate() {
    let (_sandbox, client) = start(Duration::from_secs(3600)).await;
    let order: Valid<EvCodeSigningOrder> = json::from_str(SAMPLE).expect("it keeps its rules");
    let placed = client.place(&order).await.expect("placed");
    assert_eq!(placed.id.as_str(), "1001");
    assert_eq!(placed.requests[0].status.as_deref(), Some("pending"));
    let pending = details(&client, &placed.id).await;
    assert_eq!((pending.status, pending.certificate), (Some(OrderStatus::Pending), None));
    assert_eq!(pending.product.as_deref(), Some("code_signing_ev"));
    let early = send(&client, reissue(&placed.id)).await;
    assert_eq!(codes(early), (400, vec!["order_not_issued".to_owned()]));
    assert_eq!(codes(send(&client, download("100101")).await).0, 404);
}

#[tokio::test]
async fn each_reissue_has_a_certificate_of_its_own() {
    let (_sandbox, client) = start(Duration::ZERO).await;
    let order: Valid<CodeSigningOrder> = json::from_str(SAMPLE).expect("it keeps its rules");
    let placed = client.place(&order).await.expect("placed");
    let first = details(&client, &placed.id).await.certificate.and_then(|it| it.id);
    let reissued = send(&client, reissue(&placed.id)).await.expect("it is issued");
    let second = reissued.certificate_id.expect("the sandbox gives it a number");
    let latest = details(&client, &placed.id).await.certificate.and_then(|it| it.id);
    assert_eq!(latest.as_deref(), Some(second.as_str()));
    let first = first.expect("it is issued");
    assert_ne!(first, second);
    for number in [&first, &second] {
        let chain = send(&client, download(number)).await.expect("it is there");
        assert_eq!(chain.certificates.len(), 3);
    }
    for number in ["1", "100100", "100103", "100201"] {
        assert_eq!(codes(send(&client, download(number)).await).0, 404, "{number}");
    }
}

#[tokio::test]
async fn a_certificate_is_revoked_by_its_serial_number() {
    let (_sandbox, client) = start(Duration::ZERO).await;
    let order: Valid<CodeSigningOrder> = json::from_str(SAMPLE).expect("it keeps its rules");
    let placed = client.place(&order).await.expect("placed");
    let serial = details(&client, &placed.id).await.certificate.and_then(|it| it.serial_number);
    let serial = serial.expect("it is issued");
    let revoke = |certificate: &str, at_once| {
        RevokeCertificate::builder().certificate_id(certificate).skip_approval(at_once).build()
    };
    let asked = send(&client, revoke(&serial, false)).await.expect("it is there");
    assert!(matches!(asked, Revocation::Requested { .. }), "{asked:?}");
    assert_eq!(details(&client, &placed.id).await.status, Some(OrderStatus::Issued));
    assert_eq!(codes(send(&client, revoke("0CAFE", true)).await).0, 404);
    let done = send(&client, revoke(&serial, true)).await.expect("it is there");
    assert_eq!(done, Revocation::Done);
    assert_eq!(details(&client, &placed.id).await.status, Some(OrderStatus::Revoked));
    let again = send(&client, revoke(&serial, true)).await;
    assert_eq!(codes(again), (400, vec!["order_already_revoked".to_owned()]));
    let reissued = send(&client, reissue(&placed.id)).await;
    assert_eq!(codes(reissued), (400, vec!["order_is_revoked".to_owned()]));
}

#[tokio::test]
async fn orders_are_found_page_by_page() {
    let (_sandbox, client) = start(Duration::ZERO).await;
    let none = send(&client, OrdersByReference::of("a/b")).await;
    assert_eq!(codes(none), (404, vec!["not_found".to_owned()]));
    assert_eq!(client.orders_with("a/b").await.expect("404 is none"), []);
    let changed = send(&client, StatusChanges { seconds: 60 }).await.expect("a list");
    assert_eq!(changed.orders, []);
    for _ in 0..3 {
        let order: Valid<CodeSigningOrder> = json::from_str(&sample("a/b")).expect("valid");
        client.place(&order).await.expect("placed");
    }
    let mut numbers = Vec::new();
    let mut page = Some(OrdersByReference { limit: Some(2), ..OrdersByReference::of("a/b") });
    while let Some(request) = page {
        let found = send(&client, request.clone()).await.expect("found");
        assert!(found.orders.len() <= 2);
        page = request.after(&found);
        numbers.extend(found.orders.into_iter().map(|order| order.order_id.to_string()));
    }
    assert_eq!(numbers, ["1001", "1002", "1003"]);
    assert_eq!(client.orders_with("a/b").await.expect("found").len(), 3);
    let changed = send(&client, StatusChanges { seconds: 60 }).await.expect("a list");
    assert_eq!(changed.orders.len(), 3);
}

#[tokio::test]
async fn an_order_that_is_no_longer_kept_is_not_found() {
    let options = SandboxOptions::default().keep(NonZeroUsize::MIN);
    let sandbox = Sandbox::of_certcentral(Duration::ZERO).options(options).start().await;
    let sandbox = sandbox.expect("a free port");
    let client = client(&sandbox);
    for _ in 0..2 {
        let order: Valid<CodeSigningOrder> = json::from_str(SAMPLE).expect("valid");
        client.place(&order).await.expect("placed");
    }
    assert_eq!(sandbox.placed(), 2);
    let first = OrderInfo::of(&"1001".parse().expect("a number")).expect("digits");
    assert_eq!(codes(client.send(&first).await).0, 404);
    assert_eq!(codes(send(&client, download("100101")).await).0, 404);
    let second = details(&client, &"1002".parse().expect("a number")).await;
    assert_eq!(second.status, Some(OrderStatus::Issued));
    let changed = send(&client, StatusChanges { seconds: 60 }).await.expect("a list");
    let changed: Vec<_> = changed.orders.iter().map(|order| order.order_id.to_string()).collect();
    assert_eq!(changed, ["1002"]);
}

#[tokio::test]
async fn an_order_that_is_kept_has_its_state_among_many() {
    let keep = NonZeroUsize::new(18).expect("not zero");
    let options = SandboxOptions::default().keep(keep);
    let sandbox = Sandbox::of_certcentral(Duration::ZERO).options(options).start().await;
    let sandbox = sandbox.expect("a free port");
    let client = client(&sandbox);
    let order: Valid<CodeSigningOrder> = json::from_str(SAMPLE).expect("valid");
    for _ in 0..3 {
        client.place(&order).await.expect("placed");
    }
    let third = "1003".parse().expect("a number");
    send(&client, reissue(&third)).await.expect("reissued");
    for _ in 0..17 {
        client.place(&order).await.expect("placed");
    }
    let certificate = details(&client, &third).await.certificate.expect("issued");
    assert_eq!(certificate.id.as_deref(), Some("100302"));
    let changed = send(&client, StatusChanges { seconds: 60 }).await.expect("a list");
    assert_eq!(changed.orders.len(), 18);
}
