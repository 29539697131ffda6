//! The calls beside an order, with replies as the documentation has them, in both formats.

use order_client::{
    Client, Error, Format, OrderId, OrderState, Unreadable,
    retail::{CertificateState, OrderStatus, Reissue, SslOrder, WifiOrder},
};
use order_core::{OrderRequest as _, Valid, json};

use crate::support::{
    builder, certificate_of, reply_with,
    server::{Seen, Server},
    view,
};

const XML: &str = "Content-Type: application/vnd.digicert.rest-v1+xml\r\n";
const JSON: &str = "Content-Type: application/vnd.digicert.rest-v1+json\r\n";

const DETAILS: [(&str, &str); 2] = [
    (JSON, include_str!("fixtures/details.reply.json")),
    (XML, include_str!("fixtures/details.reply.xml")),
];
const REISSUED: [(&str, &str); 2] = [
    (JSON, include_str!("fixtures/reissue.reply.json")),
    (XML, include_str!("fixtures/reissue.reply.xml")),
];

/// The number in the documentation's sample of a certificate.
fn order_of_the_sample() -> OrderId {
    "00276176".parse().expect("digits")
}

fn order_id() -> OrderId {
    "00222307".parse().expect("digits")
}

fn client(server: &Server) -> Client {
    builder(&server.url()).build().expect("a usable configuration")
}

fn reissue() -> Valid<Reissue> {
    let sans =
        ["a.example.com", "b.example.com", "c.example.com", "d.example.com", "e.example.com"];
    Reissue {
        order_id: "00222307".to_owned(),
        comments: Some(String::new()),
        common_name: Some("www.example.com".to_owned()),
        sans: Some(sans.map(str::to_owned).to_vec()),
        csr: Some(
            "-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----"
                .to_owned(),
        ),
        server_type: None,
        signature_hash: None,
    }
    .into_valid()
    .expect("it keeps all rules")
}

/// The only request, head and body.
fn request(seen: &Seen) -> (&str, &str) {
    let [request] = &seen.requests[..] else { panic!("{seen:?}") };
    request.split_once("\r\n\r\n").expect("a whole request")
}

#[tokio::test]
async fn details_are_read_from_both_formats() {
    for (content_type, body) in DETAILS {
        let headers = format!("{content_type}ETag: \"7\"\r\n");
        let server = Server::answering(reply_with("200 OK", &headers, body));
        let details = client(&server).send(&view(&order_id())).await.expect(body);
        let seen = server.seen().await;
        let (head, sent) = request(&seen);
        assert!(head.starts_with("GET /order/00222307 HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("\r\nAccept: application/vnd.digicert.rest-v1+json"), "{head}");
        assert!(!head.contains("Content-Type") && sent.is_empty(), "{head}");

        assert_eq!(details.order_id.as_str(), "00222307");
        assert_eq!(details.status, Some(OrderStatus::Issued));
        assert_eq!(details.product_name.as_deref(), Some("Unified Communications"));
        assert_eq!(details.validity.as_deref(), Some("1 Year(s)"));
        assert_eq!(details.org_unit, None);
        assert_eq!(details.common_name.as_deref(), Some("www.example.com"));
        assert_eq!(details.sans, ["a.example.com"]);
        assert_eq!(details.order_date.as_deref(), Some("03-FEB-2012"));
        assert_eq!(details.valid_from.as_deref(), Some("03-FEB-2012"));
        assert_eq!(details.valid_till.as_deref(), Some("07-FEB-2013"));
        assert_eq!(details.server_type.as_deref(), Some("2"));
        assert_eq!(details.server_type_name.as_deref(), Some("Apache"));
        assert_eq!(details.site_seal_token, None);
        let pending = details.pending_reissue.expect("the sample has one");
        assert_eq!(pending.sans, ["a.example.com", "b.example.com"]);
        assert_eq!(details.order_total.as_deref(), Some("175.00"));
        assert_eq!(details.etag.expect("the reply has one").as_str(), "\"7\"");
    }
}

#[tokio::test]
async fn details_need_no_more_than_the_number() {
    let body = r#"{"receipt":{"order_total":175.00},"certificate_details":{"status":"on hold",
        "order_id":00222307,"sans":[],"is_renewal":false}}"#;
    let server = Server::answering(reply_with("200 OK", JSON, body));
    let details = client(&server).send(&view(&order_id())).await.expect("read");
    assert_eq!(details.status, Some(OrderStatus::Other("on hold".to_owned())));
    assert_eq!(details.order_total.as_deref(), Some("175.00"));
    assert_eq!((details.sans.len(), details.etag), (0, None));
}

#[tokio::test]
async fn details_that_cannot_be_read_are_an_error_of_a_read() {
    for (body, expected) in [
        ("{}", Unreadable::Member { name: "order_id" }),
        (r#"{"certificate_details":{"status":"issued"}}"#, Unreadable::Member { name: "order_id" }),
        ("<html>", Unreadable::NotJson { offset: 0 }),
    ] {
        let server = Server::answering(reply_with("200 OK", JSON, body));
        let error = client(&server).send(&view(&order_id())).await.expect_err(body);
        server.seen().await.assert_one_request();
        assert!(
            matches!(&error, Error::Unreadable { problem, status: 200, .. } if *problem == expected),
            "{error:?}"
        );
        assert_eq!(error.order_state(), OrderState::NotPlaced);
        assert!(!error.to_string().contains("placed"), "{error}");
        assert_eq!(error.reply().expect("a head was read").body(), body.as_bytes());
    }
}

#[tokio::test]
async fn unchanged_details_are_none() {
    let server = Server::start(|connection| {
        connection.read_request();
        let answer = match connection.requests.last().map(|it| it.contains("If-None-Match: \"7\""))
        {
            Some(true) => b"HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\n\r\n".to_vec(),
            _ => reply_with("200 OK", &format!("{JSON}ETag: \"7\"\r\n"), DETAILS[0].1),
        };
        connection.write(&answer);
    });
    let client = client(&server);
    let details = client.send(&view(&order_id())).await.expect("read");
    assert_eq!(
        client
            .send_if_changed(&view(&details.order_id), details.etag.as_ref().expect("a version"))
            .await
            .expect("answered"),
        None
    );
    assert_eq!(server.seen().await.requests.len(), 2);
}

#[tokio::test]
async fn unchanged_is_an_answer_only_if_it_was_asked_for() {
    let server = Server::answering("HTTP/1.1 304 Not Modified\r\n\r\n");
    let error = client(&server).send(&view(&order_id())).await.expect_err("nothing was read");
    server.seen().await.assert_one_request();
    assert!(matches!(error, Error::Unknown { status: Some(304), .. }), "{error:?}");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
}

#[tokio::test]
async fn certificate_is_read_from_json() {
    let body = include_str!("fixtures/retrieve.reply.json").replace("\\n", "\\r\\n");
    let server = Server::answering(reply_with("200 OK", JSON, body));
    let state = client(&server).send(&certificate_of(&order_of_the_sample())).await.expect("read");
    let seen = server.seen().await;
    let (head, _) = request(&seen);
    assert!(head.starts_with("GET /order/00276176/certificate HTTP/1.1\r\n"), "{head}");
    let issued = state.issued().expect("it is issued");
    assert_eq!(issued.order_id.as_str(), "00276176");
    assert_eq!(issued.serial.as_deref(), Some("07C2EDE40FEEA2AA03C0615F32D3A26D"));
    let pem = "-----BEGIN CERTIFICATE-----\n[CERT HERE]\n-----END CERTIFICATE-----\n";
    assert_eq!(issued.certificate, pem);
    assert_eq!(issued.root.as_deref(), Some(pem));
    let pkcs7 = "-----BEGIN PKCS7-----\n[CERT HERE]\n-----END PKCS7-----\n";
    assert_eq!(issued.pkcs7.as_deref(), Some(pkcs7));
}

#[tokio::test]
async fn certificate_is_read_from_xml_without_its_indentation() {
    let body = include_str!("fixtures/retrieve.reply.xml");
    for body in [body.to_owned(), body.replace('\n', "\r\n")] {
        let server = Server::answering(reply_with("200 OK", XML, &body));
        let state =
            client(&server).send(&certificate_of(&order_of_the_sample())).await.expect("read");
        let issued = state.issued().expect("it is issued");
        let pems = [issued.intermediate, issued.root, issued.pkcs7].map(|pem| pem.expect("given"));
        for pem in pems.iter().chain([&issued.certificate]) {
            assert!(pem.starts_with("-----BEGIN ") && pem.ends_with("-----\n"), "{pem}");
            assert!(
                !pem.contains([' ', '\t', '\r']) || pem.lines().all(|it| it == it.trim()),
                "{pem}"
            );
            assert!(!pem.contains('\r') && !pem.contains("\n\n"), "{pem}");
        }
        let lines: Vec<_> = issued.certificate.lines().collect();
        assert_eq!(lines[0], "-----BEGIN CERTIFICATE-----");
        assert_eq!(lines[4], "gErk3blCmLLK4ToULBp7R4/fZlyl4htejyDULMSLexKdA+AJ");
        assert_eq!(lines.len(), 6);
    }
}

#[tokio::test]
async fn certificate_that_is_not_ready_is_known_by_its_code_alone() {
    let json = r#"{"errors":[{"code":"cert_unavailable_processing","description":"Not yet"}]}"#;
    let xml = "<errors><error><code>cert_unavailable_processing</code></error></errors>";
    let error_json = "Content-Type: application/vnd.digicert.error+json\r\n";
    let error_xml = "Content-Type: application/vnd.digicert.error+xml\r\n";
    for status in ["200 OK", "400 Bad Request", "403 Forbidden", "404 Not Found", "409 Conflict"]
        .into_iter()
        .chain(["500 Internal Server Error", "503 Service Unavailable"])
    {
        for (content_type, body) in [(error_json, json), (error_xml, xml)] {
            let headers = format!("{content_type}Retry-After: 60\r\n");
            let server = Server::answering(reply_with(status, &headers, body));
            let state = client(&server).send(&certificate_of(&order_id())).await.expect(status);
            server.seen().await.assert_one_request();
            let CertificateState::NotReady(not_ready) = state else { panic!("{state:?}") };
            assert_eq!(not_ready.retry_after.map(|wait| wait.as_secs()), Some(60));
        }
        let other = json.replace("processing", "revoked");
        let server = Server::answering(reply_with(status, error_json, other));
        let client = builder(&server.url()).retry(order_client::Retry::none()).build();
        let outcome =
            client.expect("a usable configuration").send(&certificate_of(&order_id())).await;
        assert!(outcome.is_err(), "{status}: {outcome:?}");
    }
}

#[tokio::test]
async fn reissue_goes_as_a_post_that_says_what_it_stands_for() {
    for (content_type, body) in REISSUED {
        for status in ["200 OK", "201 Created"] {
            let server = Server::answering(reply_with(status, content_type, body));
            let reissued = client(&server).send(&reissue()).await.expect("reissued");
            let changes = reissued.pending_name_changes.expect("the sample has some");
            assert_eq!(changes.added_names, ["c.example.com", "d.example.com", "f.example.com"]);
            assert_eq!(changes.dropped_names, ["x.example.com", "y.example.com"]);
            let rejected = reissued.rejected_reissue.expect("the sample has one");
            assert_eq!(rejected.common_name, "www.example.com");
            assert_eq!(rejected.sans, ["a.example.com", "q.example.com"]);

            let seen = server.seen().await;
            let (head, sent) = request(&seen);
            assert!(head.starts_with("POST /order/00222307 HTTP/1.1\r\n"), "{head}");
            assert!(head.contains("\r\nX-Http-Method-Override: REISSUE"), "{head}");
            assert_eq!(sent, include_str!("fixtures/reissue.request.json"));
        }
    }
}

#[tokio::test]
async fn reissue_may_have_nothing_to_say() {
    for (status, content_type, body) in [
        ("201 Created", JSON, "{}"),
        ("201 Created", JSON, ""),
        ("201 Created", XML, "<response></response>"),
        ("204 No Content", "", ""),
        ("201 Created", JSON, r#"{"pending_name_changes":{},"rejected_reissue":null}"#),
    ] {
        let server = Server::answering(reply_with(status, content_type, body));
        let reissued = client(&server).send(&reissue()).await.expect(body);
        assert_eq!(reissued, Default::default());
    }
}

#[tokio::test]
async fn reissue_that_may_have_taken_effect_is_not_sent_again() {
    let server = Server::answering("");
    let error = client(&server).send(&reissue()).await.expect_err("no answer");
    server.seen().await.assert_one_request();
    assert_eq!(error.order_state(), OrderState::Unknown);
    assert_eq!(
        error.to_string(),
        "the request may have taken effect: the connection failed before an answer was read; look at \
         the order before you send it again",
    );
}

#[tokio::test]
async fn orders_of_ssl_and_wifi_are_sent_as_their_samples() {
    let ssl =
        include_str!("fixtures/order-ssl.request.json").trim_end().replace("\"US\"", "\"us\"");
    let server = Server::answering(reply_with(
        "201 Created",
        XML,
        include_str!("fixtures/order-code.reply.xml"),
    ));
    let order: Valid<SslOrder> = json::from_str(&ssl).expect("the sample keeps all rules");
    let placed = client(&server).place(&order).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    let seen = server.seen().await;
    assert!(request(&seen).0.starts_with("POST /order/ssl HTTP/1.1\r\n"), "{seen:?}");
    assert_eq!(request(&seen).1, ssl);

    let wifi = include_str!("fixtures/order-wifi.request.json");
    let server = Server::answering(reply_with("201 Created", JSON, "{\"order_id\":00222307}"));
    let order: Valid<WifiOrder> = json::from_str(wifi).expect("the sample keeps all rules");
    client(&server).place(&order).await.expect("placed");
    let seen = server.seen().await;
    assert!(request(&seen).0.starts_with("POST /order/wfa HTTP/1.1\r\n"), "{seen:?}");
    let sent: Valid<WifiOrder> = json::from_str(request(&seen).1).expect("it was valid");
    assert_eq!(*sent, *order);
    assert!(request(&seen).1.contains("공공 와이파이"), "{seen:?}");
}

#[tokio::test]
async fn xml_is_sent_and_asked_for_by_choice() {
    let body = include_str!("fixtures/order-code.reply.xml");
    let server = Server::answering(reply_with("201 Created", XML, body));
    let client = builder(&server.url()).format(Format::Xml).build().expect("usable");
    let placed = client.place(&crate::support::sample()).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    let seen = server.seen().await;
    let (head, sent) = request(&seen);
    let xml = "application/vnd.digicert.rest-v1+xml";
    assert!(head.contains(&format!("\r\nAccept: {xml}")), "{head}");
    assert!(head.contains(&format!("\r\nContent-Type: {xml}")), "{head}");
    assert!(
        sent.contains("<request>\n  <validity>1</validity>\n  <platform>2</platform>"),
        "{sent}"
    );
}

#[tokio::test]
async fn errors_in_xml_are_read_as_those_in_json() {
    let error_xml = "Content-Type: application/vnd.digicert.error+xml\r\n";
    let error_json = "Content-Type: application/vnd.digicert.error+json\r\n";
    for (content_type, body) in [
        (error_json, include_str!("fixtures/errors.json")),
        (error_xml, include_str!("fixtures/errors.xml")),
    ] {
        for status in ["400 Bad Request", "409 Conflict"] {
            let server = Server::answering(reply_with(status, content_type, body));
            let error =
                client(&server).place(&crate::support::sample()).await.expect_err("refused");
            let Error::Rejected { errors, .. } = &error else { panic!("{error:?}") };
            assert_eq!(errors[0].code, "required_param:note");
            assert_eq!(errors[0].description, "Note is required");
        }
    }
}

#[tokio::test]
async fn xml_that_is_none_leaves_the_number_unread() {
    for (body, expected) in [
        ("<response><order_id>1</order_id>", Unreadable::NotXml { offset: 32 }),
        (
            "<response><order_id>x</order_id></response>",
            Unreadable::NotANumber { name: "order_id" },
        ),
        (
            "<response><order_id>1</order_id><order_id>1</order_id></response>",
            Unreadable::Ambiguous { name: "order_id" },
        ),
        ("<response/>", Unreadable::Member { name: "order_id" }),
        ("<errors><error><code>x</code></error></errors>", Unreadable::Errors),
    ] {
        let server = Server::answering(reply_with("201 Created", XML, body));
        let error = client(&server).place(&crate::support::sample()).await.expect_err(body);
        assert!(
            matches!(&error, Error::PlacedUnreadable { problem, .. } if *problem == expected),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn methods_are_asked_for_without_sending_the_request() {
    let empty =
        "HTTP/1.1 200 OK\r\nAllow: GET,HEAD\r\nallow: , REISSUE\r\nContent-Length: 0\r\n\r\n";
    let server = Server::answering(empty);
    let methods = client(&server).methods(&reissue()).await.expect("answered");
    let seen = server.seen().await;
    let (head, sent) = request(&seen);
    assert!(head.starts_with("OPTIONS /order/00222307 HTTP/1.1\r\n"), "{head}");
    assert!(!head.contains("Override") && sent.is_empty(), "{head}");
    assert_eq!(methods.iter().collect::<Vec<_>>(), ["GET", "HEAD", "REISSUE"]);
    assert!(methods.contains("REISSUE") && !methods.contains("reissue"));
    assert_eq!(methods.to_string(), "GET, HEAD, REISSUE");
}

#[tokio::test]
async fn methods_that_are_not_told_are_an_error_of_a_read() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n");
    let error = client(&server).methods(&reissue()).await.expect_err("no Allow");
    server.seen().await.assert_one_request();
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    assert_eq!(
        error.to_string(),
        "the service answered with status 204, but the reply has no `Allow` that can be read",
    );
}
