//! CertCentral: documents that keep and break each rule, and replies from bytes.

use order_client::{
    Client, Credentials, Error, OrderState, Placed, Unreadable,
    certcentral::{
        self, CertificateRequest, CodeSigningOrder, CodeSigningParameters, Contact, ContactType,
        DownloadCertificate, EvCodeSigningOrder, OrderInfo, OrderStatus, OrderValidity,
        OrdersByReference, OrganizationValidation, ProvisioningMethod, Reissue, Revocation,
        RevokeCertificate, RevokeOrder, ShipMethod, SignatureHash, StatusChanges, UpdateContacts,
        ValidationType,
    },
};
use order_core::{Endpoint, OrderRequest, ReadRequest, Valid, json};

use crate::support::{
    reply_with,
    server::{Seen, Server},
};

const CSR: &str =
    "-----BEGIN CERTIFICATE REQUEST-----\\nMIIC\\n-----END CERTIFICATE REQUEST-----\\n";

/// The sample of the documentation that ships a token.
pub(crate) const SAMPLE: &str = r#"{
  "certificate": {"server_platform": {"id": 52}, "signature_hash": "sha256"},
  "cs_provisioning_method": "ship_token",
  "order_validity": {"years": 1},
  "comments": "Message for the approver",
  "skip_approval": true,
  "organization": {"id": 123456},
  "container": {"id": 654321},
  "ship_info": {
    "name": "Erin Guerra", "addr1": "360 Taylor Street", "addr2": "Floor 74", "city": "Richmond",
    "state": "va", "zip": "69662", "country": "us", "method": "EXPEDITED"
  },
  "auto_renew": 1,
  "custom_renewal_message": "Renew this please.",
  "custom_fields": [{"metadata_id": 12, "value": "123456"}],
  "payment_method": "balance"
}"#;

/// The body that a client in production sends, for a key of its own.
fn own_key() -> String {
    format!(
        r#"{{
  "certificate": {{
    "common_name": "My Company", "csr": "{CSR}", "signature_hash": "sha384", "server_platform": {{"id": -1}}
  }},
  "organization": {{
    "id": 123456,
    "contacts": [{{
      "contact_type": "verified_contact", "first_name": "Gary", "last_name": "McCoy",
      "email": "gm@example.com", "job_title": "CTO", "telephone": "555-555-1234"
    }}]
  }},
  "order_validity": {{"days": 459}},
  "cs_provisioning_method": "email",
  "skip_approval": true,
  "alternative_order_id": "build-2026-117",
  "renewal_of_order_id": 112233
}}"#
    )
}

fn assert_kept<T>(document: &str)
where
    T: for<'de> ReadRequest<'de> + OrderRequest<Context = ()>,
{
    let request = json::from_str::<Valid<T>>(document);
    let request = request.unwrap_or_else(|error| panic!("{error}\n{document}"));
    let written: serde_json::Value =
        serde_json::from_str(&json::to_string(&*request)).expect("it is JSON");
    let read: serde_json::Value = serde_json::from_str(document).expect("it is JSON");
    assert_eq!(written, read);
}

fn assert_broken<T>(document: &str, expected: &[&str])
where
    T: for<'de> ReadRequest<'de> + OrderRequest<Context = ()> + std::fmt::Debug,
{
    let error = json::from_str::<Valid<T>>(document).expect_err(document);
    let problems: Vec<String> =
        error.problems().iter().map(|problem| problem.message().to_string()).collect();
    assert_eq!(problems, expected, "{document}");
}

#[test]
fn documents_of_both_products_are_written_as_they_are_read() {
    assert_kept::<CodeSigningOrder>(SAMPLE);
    assert_kept::<EvCodeSigningOrder>(SAMPLE);
    assert_kept::<CodeSigningOrder>(&own_key());
    assert_kept::<EvCodeSigningOrder>(&own_key());
    assert_eq!(CodeSigningOrder::PATH, "/order/certificate/code_signing");
    assert_eq!(EvCodeSigningOrder::PATH, "/order/certificate/code_signing_ev");
}

/// Whole orders that differ from the sample in one text.
fn changed(from: &str, to: &str) -> String {
    let (sample, own_key) = (SAMPLE.to_owned(), own_key());
    let document = [sample, own_key].into_iter().find(|document| document.contains(from));
    document.unwrap_or_else(|| panic!("no sample has {from}")).replace(from, to)
}

#[test]
fn what_the_service_may_know_is_taken() {
    for (from, to) in [
        // Values that the facts leave open.
        (r#""sha384""#, r#""sha3-256""#),
        (r#""ship_token""#, r#""keylocker""#),
        (r#""EXPEDITED""#, r#""OVERNIGHT""#),
        (r#""balance""#, r#""invoice""#),
        (r#""id": 52"#, r#""id": 99999"#),
        // Shipping with another method is of no use, but not known to be refused.
        (r#""ship_token""#, r#""client_app""#),
        // Several forms of validity, by precedence.
        (r#"{"years": 1}"#, r#"{"years": 1, "days": 30, "custom_expiration_date": "2027-02-28"}"#),
        (r#""order_validity": {"years": 1}"#, r#""validity_years": 1"#),
        (r#""order_validity": {"years": 1}"#, r#""custom_expiration_date": "2027-02-28""#),
        // The account may have a default method that needs no CSR, and the address of the account is taken.
        (r#""cs_provisioning_method": "ship_token","#, ""),
        (r#""cs_provisioning_method": "email","#, ""),
        // The organization may have a verified contact.
        (r#""verified_contact""#, r#""technical_contact""#),
    ] {
        assert_kept::<CodeSigningOrder>(&changed(from, to));
        assert_kept::<EvCodeSigningOrder>(&changed(from, to));
    }
}

#[test]
fn what_the_service_refuses_is_not_sent() {
    let csr = format!(r#""csr": "{CSR}","#);
    let too_long = "x".repeat(129);
    let at_least_one = "at least one of `order_validity`, `validity_years`, `custom_expiration_date` is required; give one of them";
    let cases: [(&str, &str, &[&str]); 17] = [
        (
            &csr,
            "",
            &[
                "`certificate.csr` is required because `cs_provisioning_method` is `email`; give it a value that is not blank",
            ],
        ),
        (
            r#""server_platform": {"id": -1}"#,
            r#""server_platform": {}"#,
            &["`certificate.server_platform.id` is required; give it a value"],
        ),
        (
            r#""signature_hash": "sha256""#,
            r#""signature_hash": """#,
            &[
                "`certificate.signature_hash` is required; set it to `sha256`, `sha384`, `sha512` or another text",
            ],
        ),
        (r#"{"years": 1}"#, r#"{"years": 2}"#, &["`order_validity.years` must be `1`"]),
        (r#"{"days": 459}"#, r#"{"days": 460}"#, &["`order_validity.days` must be from 1 to 459"]),
        (r#"{"days": 459}"#, r#"{"days": 0}"#, &["`order_validity.days` must be from 1 to 459"]),
        (
            r#"{"days": 459}"#,
            "{}",
            &[
                "`order_validity.years` is missing: at least one of `order_validity.years`, `order_validity.days`, `order_validity.custom_expiration_date` is required; give one of them",
            ],
        ),
        (
            r#""order_validity": {"days": 459},"#,
            "",
            &[&format!("`order_validity` is missing: {at_least_one}")],
        ),
        (
            r#"{"days": 459}"#,
            r#"{"custom_expiration_date": "28 FEB 2027"}"#,
            &[
                r"`order_validity.custom_expiration_date` must match `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`",
            ],
        ),
        (
            r#"{"id": 123456}"#,
            "{}",
            &[
                "`organization.id` is missing: exactly one of `organization.id`, `organization.name` is required; give one of them",
            ],
        ),
        (
            r#"{"id": 123456}"#,
            r#"{"id": "x"}"#,
            &["`organization.id` must be a whole number from 0 to 18446744073709551615"],
        ),
        (
            r#""job_title": "CTO", "#,
            "",
            &[
                "`organization.contacts[0].job_title` is required because `organization.contacts[0].contact_type` is `verified_contact`; give it a value that is not blank",
            ],
        ),
        (
            r#""telephone": "555-555-1234""#,
            r#""telephone": " ""#,
            &[
                "`organization.contacts[0].telephone` is required because `organization.contacts[0].contact_type` is `verified_contact`; give it a value that is not blank",
            ],
        ),
        (
            r#""Gary""#,
            &format!(r#""{too_long}""#),
            &["`organization.contacts[0].first_name` must have at most 128 characters"],
        ),
        (r#""auto_renew": 1"#, r#""auto_renew": 2"#, &["`auto_renew` must be `0` or `1`"]),
        (r#""us""#, r#""usa""#, &["`ship_info.country` must match `[A-Za-z]{2}`"]),
        (
            r#""payment_method""#,
            r#""additional_emails": ["a@example.com", "b"], "payment_method""#,
            &["`additional_emails[1]` must be an e-mail address such as `name@example.com`"],
        ),
    ];
    for (from, to, expected) in cases {
        assert_broken::<CodeSigningOrder>(&changed(from, to), expected);
        assert_broken::<EvCodeSigningOrder>(&changed(from, to), expected);
    }
    let app = SAMPLE
        .replace("ship_token", "client_app")
        .replace(r#""server_platform": {"id": 52}, "#, "");
    assert_broken::<CodeSigningOrder>(
        &app,
        &[
            "`certificate.server_platform` is required because `cs_provisioning_method` is `client_app`; give it a value",
        ],
    );
}

#[test]
fn an_organization_is_known_or_whole() {
    let whole = r#"{"name": "My Company", "address": "19 Windsor Court", "city": "Tampa", "state": "Florida", "zip": "33615", "country": "us"}"#;
    assert_kept::<CodeSigningOrder>(&changed(r#"{"id": 123456}"#, whole));
    let both = whole.replacen('{', r#"{"id": 123456, "#, 1);
    assert_broken::<CodeSigningOrder>(
        &changed(r#"{"id": 123456}"#, &both),
        &[
            "`organization.name` is one too many: only one of the group `organization` is allowed; keep one of `organization.id`, `organization.name`",
        ],
    );
}

#[test]
fn a_reissue_names_no_certificate() {
    let reissue = |certificate: &str| {
        format!(
            r#"{{"order_id": "123456", "certificate": {{{certificate}}}, "cs_provisioning_method": "email"}}"#
        )
    };
    let csr = format!(r#""csr": "{CSR}", "signature_hash": "sha256""#);
    assert!(json::from_str::<Valid<Reissue>>(&reissue(&csr)).is_ok());
    assert_broken::<Reissue>(
        &reissue(&format!(r#"{csr}, "common_name": "My Company""#)),
        &["`certificate.common_name` is not allowed; remove it"],
    );
    assert_broken::<Reissue>(
        &reissue(r#""signature_hash": "sha256""#),
        &[
            "`certificate.csr` is required because `cs_provisioning_method` is `email`; give it a value that is not blank",
        ],
    );
}

#[test]
fn contacts_are_changed_one_of_each_type() {
    let update = |contacts: &str| format!(r#"{{"order_id": "123456", "contacts": [{contacts}]}}"#);
    let contact = |contact_type: &str| {
        format!(
            r#"{{"contact_type": "{contact_type}", "first_name": "John", "last_name": "Doe", "email": "j@example.com"}}"#
        )
    };
    let (organization, technical) = (contact("organization_contact"), contact("technical_contact"));
    let read =
        json::from_str::<Valid<UpdateContacts>>(&update(&format!("{organization}, {technical}")));
    assert_eq!(read.expect("one of each").contacts[1].contact_type, ContactType::TechnicalContact);
    assert_broken::<UpdateContacts>(
        &update(""),
        &["`contacts` is required; it needs at least one item"],
    );
    assert_broken::<UpdateContacts>(
        &update(&format!("{technical}, {organization}, {technical}")),
        &[
            "`contacts`: an order has one contact of each type because items 1 and 3 of `contacts` have the same `contact_type`",
        ],
    );
}

/// Sends `request` to a server that answers with `status` and `body`.
async fn sent<T>(request: T, status: &str, body: &str) -> (Result<T::Response, Error>, Seen)
where
    T: Endpoint<Context = ()> + std::fmt::Debug,
    T::Response: order_client::FromReply,
{
    sent_as(request, status, "application/json", body).await
}

async fn sent_as<T>(
    request: T,
    status: &str,
    media_type: &str,
    body: &str,
) -> (Result<T::Response, Error>, Seen)
where
    T: Endpoint<Context = ()> + std::fmt::Debug,
    T::Response: order_client::FromReply,
{
    let headers = format!("Content-Type: {media_type}\r\n");
    let server = Server::answering(reply_with(status, &headers, body));
    let client = client(&server);
    let outcome = client.send(&request.into_valid().expect("it keeps all rules")).await;
    (outcome, server.seen().await)
}

fn client(server: &Server) -> Client {
    let key = Credentials::key("skyfall").expect("plain letters");
    let builder = Client::builder(certcentral::SERVICE, key);
    builder.base_url(format!("{}/services/v2", server.url())).build().expect("usable")
}

fn assert_unreadable<R: std::fmt::Debug>(outcome: Result<R, Error>, expected: &Unreadable) {
    match outcome.expect_err("it cannot be read") {
        Error::PlacedUnreadable { problem, .. } | Error::Unreadable { problem, .. } => {
            assert_eq!(problem, *expected);
        }
        other => panic!("{other:?}"),
    }
}

fn order() -> CodeSigningOrder {
    let parameters = CodeSigningParameters::builder()
        .certificate(CertificateRequest::builder().signature_hash(SignatureHash::Sha256).build())
        .cs_provisioning_method(ProvisioningMethod::ShipToken)
        .order_validity(OrderValidity::one_year())
        .organization(order_client::certcentral::Organization::known(123456))
        .build();
    parameters.into()
}

#[tokio::test]
async fn the_number_of_a_placed_order_is_called_id() {
    let body =
        r#"{"id": 112233, "certificate_id": null, "requests": [{"id": 7, "status": "pending"}]}"#;
    let (placed, seen) = sent(order(), "201 Created", body).await;
    let placed = placed.expect("placed");
    assert_eq!(placed.id.as_str(), "112233");
    assert_eq!(placed.certificate_id, None);
    assert_eq!(placed.requests[0].id.as_deref(), Some("7"));
    assert_eq!(placed.requests[0].status.as_deref(), Some("pending"));
    let request = &seen.requests[0];
    assert!(request.starts_with("POST /services/v2/order/certificate/code_signing HTTP/1.1\r\n"));
    assert!(request.to_ascii_lowercase().contains("\r\nx-dc-devkey: skyfall\r\n"), "{request}");
    assert!(!request.contains("Authorization"), "{request}");
    let (placed, seen) = sent(
        EvCodeSigningOrder::from(order().parameters),
        "201 Created",
        r#"{"id": "1", "certificate_id": 2}"#,
    )
    .await;
    let placed = placed.expect("placed");
    assert_eq!((placed.id.as_str(), placed.certificate_id.as_deref()), ("1", Some("2")));
    assert!(seen.requests[0].contains(" /services/v2/order/certificate/code_signing_ev HTTP"));
    for (body, problem) in [
        ("{}", Unreadable::Member { name: "id" }),
        (r#"{"order_id": 1}"#, Unreadable::Member { name: "id" }),
        (r#"{"id": null}"#, Unreadable::NotANumber { name: "id" }),
        (r#"{"id": "A1"}"#, Unreadable::NotANumber { name: "id" }),
        (r#"{"id": 1, "id": 2}"#, Unreadable::Ambiguous { name: "id" }),
    ] {
        let (outcome, _) = sent(order(), "201 Created", body).await;
        let error = outcome.expect_err(body);
        assert_eq!(error.order_state(), OrderState::Placed);
        assert_unreadable(Err::<(), _>(error), &problem);
    }
}

#[tokio::test]
async fn details_hold_every_state() {
    let request =
        || OrderInfo::of(&"112233".parse().expect("a number")).expect("digits").into_inner();
    let body = r#"{
        "id": 112233, "status": "issued", "alternative_order_id": "build-2026-117",
        "certificate": {
            "id": 445566, "common_name": "My Company", "thumbprint": "AB12", "serial_number": "0CAFE",
            "valid_from": "2026-11-29", "valid_till": "2028-03-02", "days_remaining": 459, "cert_validity": {"days": 459}
        },
        "organization": {"id": 123456}, "product": {"name_id": "code_signing"},
        "cs_provisioning_method": "ship_token", "hardware_init_code": "INIT-1",
        "ship_info": {"name": "Erin Guerra", "country": "us", "method": "standard"}, "new": {"member": 1}
    }"#;
    let (details, seen) = sent(request(), "200 OK", body).await;
    let details = details.expect("details");
    assert!(seen.requests[0].starts_with("GET /services/v2/order/certificate/112233 HTTP"));
    assert_eq!(details.id.as_str(), "112233");
    assert_eq!(details.status, Some(OrderStatus::Issued));
    assert_eq!(details.organization_id.as_deref(), Some("123456"));
    assert_eq!(details.product.as_deref(), Some("code_signing"));
    assert_eq!(details.cs_provisioning_method, Some(ProvisioningMethod::ShipToken));
    assert_eq!(details.hardware_init_code.as_deref(), Some("INIT-1"));
    assert_eq!(details.alternative_order_id.as_deref(), Some("build-2026-117"));
    let certificate = details.certificate.expect("it is issued");
    assert_eq!(certificate.id.as_deref(), Some("445566"));
    assert_eq!(certificate.valid_till.as_deref(), Some("2028-03-02"));
    assert_eq!(certificate.days_remaining, Some(459));
    let ship_info = details.ship_info.expect("it is shipped");
    assert_eq!(ship_info.method, Some(ShipMethod::Standard));
    assert_eq!((ship_info.name.as_deref(), ship_info.addr1), (Some("Erin Guerra"), None));
    for (text, status) in [
        ("pending", OrderStatus::Pending),
        ("needs_approval", OrderStatus::NeedsApproval),
        ("processing", OrderStatus::Processing),
        ("waiting_pickup", OrderStatus::WaitingPickup),
        ("reissue_pending", OrderStatus::ReissuePending),
        ("issued", OrderStatus::Issued),
        ("rejected", OrderStatus::Rejected),
        ("canceled", OrderStatus::Canceled),
        ("expired", OrderStatus::Expired),
        ("revoked", OrderStatus::Revoked),
        ("on_hold", OrderStatus::Other("on_hold".to_owned())),
    ] {
        let body = format!(r#"{{"id": 112233, "status": "{text}"}}"#);
        let (details, _) = sent(request(), "200 OK", &body).await;
        assert_eq!(details.expect(text).status, Some(status));
    }
    let (outcome, _) = sent(request(), "200 OK", r#"{"id": 112234}"#).await;
    assert_unreadable(
        outcome,
        &Unreadable::OtherOrder {
            asked: "112233".parse().expect("digits"),
            found: "112234".parse().expect("digits"),
        },
    );
    let (outcome, _) = sent(request(), "200 OK", r#"{"status": "issued"}"#).await;
    assert_unreadable(outcome, &Unreadable::Member { name: "id" });
}

#[tokio::test]
async fn orders_are_found_by_reference_page_by_page() {
    let request = OrdersByReference { limit: Some(2), ..OrdersByReference::of("build/117") };
    let body = r#"{
        "orders": [
            {"order_id": 1234567, "certificate_id": 2345678, "status": "pending"},
            {"order_id": 1234568, "certificate_id": null, "status": "issued"}
        ],
        "page": {"total": 3, "limit": 2, "offset": 0}
    }"#;
    let (found, seen) = sent(request.clone(), "200 OK", body).await;
    let found = found.expect("found");
    let line = "GET /services/v2/order/alternate/build%2F117?limit=2 HTTP/1.1\r\n";
    assert!(seen.requests[0].starts_with(line), "{seen:?}");
    assert_eq!(found.orders.len(), 2);
    assert_eq!(found.orders[0].order_id.as_str(), "1234567");
    assert_eq!(found.orders[0].certificate_id.as_deref(), Some("2345678"));
    assert_eq!(found.orders[1].status, Some(OrderStatus::Issued));
    let next = request.after(&found).expect("there are more");
    assert_eq!((next.offset, next.limit), (Some(2), Some(2)));
    let last =
        r#"{"orders": [{"order_id": 1234569}], "page": {"total": 3, "limit": 2, "offset": 2}}"#;
    let (found, _) = sent(next.clone(), "200 OK", last).await;
    assert_eq!(next.after(&found.expect("found")), None);

    let (outcome, _) = sent(request.clone(), "404 Not Found", r#"{"errors": []}"#).await;
    assert!(matches!(outcome, Err(Error::Rejected { status: 404, .. })), "{outcome:?}");
    for (body, name) in [
        ("{}", "orders"),
        (r#"{"orders": {}}"#, "orders"),
        (r#"{"orders": [{"status": "issued"}]}"#, "order_id"),
    ] {
        let (outcome, _) = sent(request.clone(), "200 OK", body).await;
        assert_unreadable(outcome, &Unreadable::Member { name });
    }
}

#[tokio::test]
async fn changed_orders_are_listed() {
    let request = StatusChanges { seconds: 60 };
    let body = r#"{"orders": [{"order_id": 265, "certificate_id": 112233, "status": "issued"}]}"#;
    let (changed, seen) = sent(request, "200 OK", body).await;
    assert!(seen.requests[0].contains("/order/certificate/status-changes?seconds=60 HTTP"));
    assert_eq!(changed.expect("changed").orders[0].order_id.as_str(), "265");
    let (changed, _) = sent(request, "200 OK", "{}").await;
    assert_eq!(changed.expect("nothing has changed").orders, []);
    assert_eq!(
        StatusChanges { seconds: 604_801 }.validate().expect_err("too long").to_string(),
        "`seconds` must be from 1 to 604800",
    );
}

#[tokio::test]
async fn a_reissue_may_leave_out_the_number() {
    let reissue = || {
        let certificate =
            CertificateRequest::builder().signature_hash(SignatureHash::Sha256).build();
        Reissue::builder().order_id("112233").certificate(certificate).build()
    };
    let (reissued, seen) = sent(
        reissue(),
        "201 Created",
        r#"{"id": 112233, "certificate_id": 445567, "requests": []}"#,
    )
    .await;
    assert!(
        seen.requests[0].starts_with("POST /services/v2/order/certificate/112233/reissue HTTP")
    );
    let reissued = reissued.expect("reissued");
    assert_eq!(reissued.certificate_id.as_deref(), Some("445567"));
    let (reissued, _) = sent(reissue(), "201 Created", r#"{"certificate_id": 445567}"#).await;
    assert_eq!(reissued.expect("reissued").id, None);
    let (outcome, _) = sent(reissue(), "201 Created", r#"{"id": 5}"#).await;
    assert!(matches!(
        outcome,
        Err(Error::PlacedUnreadable { problem: Unreadable::OtherOrder { .. }, .. })
    ));
}

#[tokio::test]
async fn a_revocation_is_done_or_asked_for() {
    let order = || RevokeOrder::builder().order_id("112233").skip_approval(true).build();
    let (revocation, seen) = sent(order(), "204 No Content", "").await;
    assert_eq!(revocation.expect("done"), Revocation::Done);
    assert!(seen.requests[0].starts_with("PUT /services/v2/order/certificate/112233/revoke HTTP"));
    let certificate = RevokeCertificate::builder().certificate_id("0CAFE").comments("lost").build();
    let body = r#"{"id": 1, "date": "2016-02-10T17:06:15+00:00", "type": "revoke", "status": "pending", "requester": {"id": 2}}"#;
    let (revocation, seen) = sent(certificate, "201 Created", body).await;
    let requested =
        Revocation::Requested { id: "1".to_owned(), status: Some("pending".to_owned()) };
    assert_eq!(revocation.expect("asked for"), requested);
    assert!(seen.requests[0].starts_with("PUT /services/v2/certificate/0CAFE/revoke HTTP"));
    let (outcome, _) = sent(order(), "201 Created", "").await;
    assert_unreadable(outcome, &Unreadable::Empty);
    let (outcome, _) = sent(order(), "201 Created", "{}").await;
    assert_unreadable(outcome, &Unreadable::Member { name: "id" });
}

#[tokio::test]
async fn a_certificate_is_pem_or_nothing() {
    let request = || DownloadCertificate { certificate_id: "445566".to_owned() };
    let one = "-----BEGIN CERTIFICATE-----\nMIIF\nMRMw\n-----END CERTIFICATE-----\n";
    for media_type in ["application/x-pem-file", "application/octet-stream", "application/json"] {
        let body = format!("{}\r\n{one}", one.replace('\n', "\r\n"));
        let (chain, seen) = sent_as(request(), "200 OK", media_type, &body).await;
        let chain = chain.expect(media_type);
        assert!(
            seen.requests[0]
                .starts_with("GET /services/v2/certificate/445566/download/format/pem_all HTTP")
        );
        assert_eq!(chain.certificates, [one, one]);
        assert_eq!(chain.to_pem(), [one, one].concat());
    }
    let not_pem = Unreadable::NotPem { name: "certificate" };
    for (body, problem) in [
        ("", Unreadable::Empty),
        ("<html>sign in</html>", not_pem.clone()),
        (r#"{"certificate": "MIIF"}"#, not_pem.clone()),
        (r#"{"errors": [{"code": "not_found"}]}"#, Unreadable::Errors),
        (&one[..one.len() - 4], not_pem.clone()),
        (&format!("{one}<html>"), not_pem.clone()),
    ] {
        let (outcome, _) = sent_as(request(), "200 OK", "text/html", body).await;
        assert_unreadable(outcome, &problem);
    }
}

#[tokio::test]
async fn contacts_are_changed_without_a_body_in_the_reply() {
    let contact = Contact {
        contact_type: ContactType::OrganizationContact,
        person: order_client::certcentral::Person::builder()
            .first_name("John")
            .last_name("Doe")
            .email("j@example.com")
            .build(),
    };
    let update = UpdateContacts { order_id: "112233".to_owned(), contacts: vec![contact] };
    let (outcome, seen) = sent(update, "204 No Content", "").await;
    outcome.expect("changed");
    let request = &seen.requests[0];
    assert!(request.starts_with("PUT /services/v2/order/certificate/112233/contact HTTP"));
    assert!(request.contains(r#""contact_type": "organization_contact""#), "{request}");
}

#[tokio::test]
async fn validations_of_an_organization_are_listed() {
    let request = OrganizationValidation { organization_id: 123456 };
    let body = r#"{"validations": [
        {"type": "cs", "status": "active", "validated_until": "2027-05-08T00:00:00+00:00"}, {"type": "vmc"}
    ]}"#;
    let (outcome, seen) = sent(request, "200 OK", body).await;
    let validations = outcome.expect("listed").validations;
    assert!(seen.requests[0].starts_with("GET /services/v2/organization/123456/validation HTTP"));
    assert_eq!(validations[0].validation_type, ValidationType::Cs);
    assert_eq!(validations[0].status.as_deref(), Some("active"));
    assert_eq!(validations[1].validation_type, ValidationType::Other("vmc".to_owned()));
    let (outcome, _) = sent(request, "200 OK", "{}").await;
    assert_unreadable(outcome, &Unreadable::Member { name: "validations" });
}

#[tokio::test]
async fn an_order_is_placed_with_the_declared_service() {
    let server = Server::answering(reply_with("201 Created", "", r#"{"id": 112233}"#));
    let placed = client(&server).place(&order().into_valid().expect("it keeps all rules")).await;
    assert_eq!(placed.expect("placed").order_id().as_str(), "112233");

    let refused = r#"{"errors": [
        {"code": "invalid_auth", "message": "The key is wrong"}, {"code": "request_limit_exceeded", "message": "Wait"}
    ]}"#;
    let server = Server::answering(reply_with("429 Too Many Requests", "", refused));
    let outcome = client(&server).place(&order().into_valid().expect("it keeps all rules")).await;
    let Err(Error::Rejected { status: 429, errors, .. }) = outcome else { panic!("{outcome:?}") };
    let codes: Vec<&str> = errors.iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["invalid_auth", "request_limit_exceeded"]);
    assert_eq!(errors[1].description, "Wait");
}
