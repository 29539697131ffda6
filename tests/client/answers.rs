//! The meaning of each status.

use order_client::Error;

use crate::support::{answered, assert_unknown, builder, place, reply, reply_with, server::Server};

#[tokio::test]
async fn documented_refusals_are_refusals() {
    for status in [400, 401, 403, 404, 405, 406, 429] {
        let outcome = answered(reply(&format!("{status} Refused"), "")).await;
        assert!(
            matches!(outcome, Err(Error::Rejected { status: read, .. }) if read == status),
            "{status}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn failures_and_statuses_that_nobody_documented_settle_nothing() {
    let others = [300, 303, 304, 305, 306, 309, 402, 408, 409, 410, 411, 413, 414, 415, 417, 418];
    let others = others.into_iter().chain([421, 422, 423, 426, 428, 431, 451, 499, 500, 501, 502]);
    for status in others.chain([503, 504, 505, 507, 511, 520, 524, 599, 600, 999]) {
        let outcome = answered(reply(&format!("{status} Whatever"), "")).await;
        assert_unknown(&outcome, Some(status));
    }
}

#[tokio::test]
async fn another_4xx_is_a_refusal_only_in_the_words_of_the_service() {
    let errors = r#"{"errors":[{"code":"x","description":"y"}]}"#;
    let own = "Content-Type: Application/vnd.digicert.error+json; charset=utf-8\r\n";
    for status in [402, 409, 413, 422] {
        let status_line = format!("{status} Whatever");
        let outcome = answered(reply_with(&status_line, own, errors)).await;
        assert!(matches!(outcome, Err(Error::Rejected { .. })), "{status}: {outcome:?}");

        let foreign = reply_with(&status_line, "Content-Type: application/json\r\n", errors);
        assert_unknown(&answered(foreign).await, Some(status));
        let silent = reply_with(&status_line, own, r#"{"errors":[]}"#);
        assert_unknown(&answered(silent).await, Some(status));
    }
    let failure = reply_with("500 Internal Server Error", own, errors);
    assert_unknown(&answered(failure).await, Some(500));
}

#[tokio::test]
async fn page_of_a_gateway_with_502_is_kept() {
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    let outcome =
        answered(reply_with("502 Bad Gateway", "Content-Type: text/html\r\n", page)).await;
    assert_unknown(&outcome, Some(502));
    let error = outcome.expect_err("no answer of the service");
    assert_eq!(error.reply().expect("a head was read").body(), page.as_bytes());
    assert_eq!(
        error.to_string(),
        "the order may have been placed: the service answered with status 502: <html><h1>502 Bad \
         Gateway</h1></html>; look for it in the account before you send it again",
    );
}

#[tokio::test]
async fn number_beside_a_failure_is_no_success() {
    for status in ["303 See Other", "500 Internal Server Error", "503 Service Unavailable"] {
        let outcome = answered(reply(status, r#"{"order_id":00222307}"#)).await;
        assert_unknown(&outcome, Some(status[..3].parse().expect("a status")));
    }
}

#[tokio::test]
async fn redirect_is_named_and_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::answering(reply("201 Created", r#"{"order_id":1}"#));
        let location = format!("{}/order/code", elsewhere.url());
        let redirect =
            reply_with(&format!("{status} Moved"), &format!("Location: {location}\r\n"), "");
        let server = Server::answering(redirect);
        let outcome = place(builder(&server.url())).await;
        server.seen().await.assert_one_request();
        assert_eq!(elsewhere.seen().await.connections, 0, "{status} was followed");

        let error = outcome.expect_err("not followed");
        match &error {
            Error::Rejected { status: read, location: target, .. } if status != 303 => {
                assert_eq!((*read, target.as_deref()), (status, Some(location.as_str())));
                assert!(error.to_string().contains(&location), "{error}");
            }
            Error::Unknown { status: Some(303), .. } if status == 303 => {
                let header = error.reply().and_then(|reply| reply.header("Location"));
                assert_eq!(header, Some(location.as_bytes()));
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}
