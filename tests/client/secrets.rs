//! The API key appears in nothing that a program prints or logs.

use order_client::{Client, ClientBuilder, Credentials, Error, retail};

use crate::support::{
    self, builder, certificate_of, logs, place, reply, reply_with, sample, server::Server, view,
};

const CANARY: &str = "c4n4ry/\"K+Y\"&tr1ll";

/// The canary as it is, and in the forms in which a request carries it.
const FORMS: [&str; 8] = [
    CANARY,
    "c4n4ry",
    "MDAxMDA3OmM0bjRyeS8iSytZIiZ0cjFsb", // 001007:c4n4ry…
    "YzRuNHJ5LyJLK1kiJnRyMWxs",          // the key alone
    "MDAxMDA3OmM0bjR",
    "c4n4ry/\\\"K+Y\\\"&tr1ll",
    "c4n4ry%2F%22K%2BY%22%26tr1ll",
    "tr1ll",
];

fn canary(url: &str) -> ClientBuilder {
    let credentials = Credentials::new("001007", CANARY).expect("plain letters");
    Client::builder(retail::SERVICE, credentials).base_url(url)
}

fn assert_clean(text: &str) {
    for form in FORMS {
        let found = text.to_ascii_lowercase().contains(&form.to_ascii_lowercase());
        assert!(!found, "{form} is in {text}");
    }
}

fn assert_error_clean(error: &Error) {
    assert_clean(&format!("{error}"));
    assert_clean(&format!("{error:?}"));
    assert_clean(&format!("{error:#?}"));
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        assert_clean(&format!("{error} {error:?}"));
        cause = error.source();
    }
}

#[test]
fn configuration_does_not_show_the_key() {
    let builder = canary("http://127.0.0.1:1");
    assert_clean(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().expect("a usable configuration");
    assert_clean(&format!("{client:?} {client:#?}"));
    let credentials = Credentials::new("001007", CANARY).expect("plain letters");
    assert_clean(&format!("{credentials:?} {credentials:#?}"));
    assert!(format!("{client:?}").contains("[redacted]"), "{client:?}");
    for (account_id, api_key) in [("001:007", CANARY), ("", CANARY), ("001007", "c4n4ry\n")] {
        let error = Credentials::new(account_id, api_key).expect_err("cannot be sent");
        assert_clean(&format!("{error} {error:?}"));
    }
}

#[tokio::test]
async fn server_that_echoes_the_key_does_not_make_us_show_it() {
    logs::collect();
    let basic = "MDAxMDA3OmM0bjRyeS8iSytZIiZ0cjFsbA==";
    let json = r#"c4n4ry/\"K+Y\"&tr1ll"#;
    let error_json = "Content-Type: application/vnd.digicert.error+json\r\n";
    let item = format!(
        r#"{{"errors":[{{"code":"bad:{json}","description":"Basic {basic} with {json}"}}]}}"#
    );
    let page = format!("<p>{CANARY}</p><p>{basic}</p><p>c4n4ry/&quot;K+Y&quot;&amp;tr1ll</p>");
    let location = "Location: http://127.0.0.1:1/?key=c4n4ry%2F%22K%2BY%22%26tr1ll\r\n";
    let cut = &basic[..20];
    let replies = [
        reply_with("400 Bad Request", error_json, &item),
        reply_with("409 Conflict", error_json, &item),
        reply_with("401 Unauthorized", "", &page),
        reply_with("302 Found", location, ""),
        reply_with("502 Bad Gateway", &format!("X-Echo: {CANARY}\r\n"), &page),
        reply("201 Created", &page),
        reply("201 Created", format!("{{\"order_id\":\"{json}\"}}")),
        reply("201 Created", format!("{}{CANARY}", "x".repeat(64 * 1024 - 7))),
        format!("HTTP/1.1 500 Oops\r\nContent-Length: 99\r\n\r\nyou sent {cut}").into_bytes(),
        format!("HTTP/1.1 {CANARY}\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 201 Created\r\n{CANARY}\r\n\r\n").into_bytes(),
    ];
    for reply in replies {
        let server = Server::answering(reply);
        let error = place(canary(&server.url())).await.expect_err("no number");
        server.seen().await.assert_one_request();
        assert_error_clean(&error);
    }
    assert_clean(&logs::collected());
}

#[tokio::test]
async fn what_was_received_is_still_there_for_a_program() {
    let page = format!("<p>{CANARY}</p>");
    let server = Server::answering(reply("502 Bad Gateway", &page));
    let error = place(canary(&server.url())).await.expect_err("no number");
    assert_eq!(error.reply().expect("a head was read").body(), page.as_bytes());
    let note = format!("[{} bytes, not shown]", page.len());
    assert!(error.to_string().contains(&note), "{error}");
}

#[tokio::test]
async fn nothing_is_logged_about_the_key() {
    logs::collect();
    let server = Server::answering(reply("201 Created", "{\"order_id\":00222307}"));
    let client = canary(&server.url()).build().expect("a usable configuration");
    let placed = client.place(&sample()).await.expect("placed");
    assert_clean(&format!("{placed:?}"));
    let seen = server.seen().await;
    assert!(seen.requests[0].contains("MDAxMDA3OmM0bjR"), "the key was sent");

    let error = place(canary(&support::nobody())).await.expect_err("nobody listens");
    assert_error_clean(&error);

    let logged = logs::collected();
    assert!(logged.contains("log reqwest"), "the collector works: {logged}");
    assert!(logged.contains("event hyper_util"), "the collector works: {logged}");
    assert_clean(&logged);
}

#[tokio::test]
async fn account_id_is_no_secret() {
    let client = builder("http://127.0.0.1:1").build().expect("a usable configuration");
    assert!(format!("{client:?}").contains("001007"), "{client:?}");
}

#[tokio::test]
async fn calls_that_read_do_not_show_what_is_echoed() {
    logs::collect();
    let json = r#"c4n4ry/\"K+Y\"&tr1ll"#;
    let error = format!(r#"{{"errors":[{{"code":"{json}","description":"{json}"}}]}}"#);
    let xml = "Content-Type: application/vnd.digicert.rest-v1+xml\r\n";
    for reply in [
        reply_with("400 Bad Request", "Content-Type: application/json\r\n", &error),
        reply_with("500 Internal Server Error", "", CANARY),
        reply_with("200 OK", xml, format!("<a>{CANARY}")),
        reply_with("200 OK", "", format!("{{\"certificate_details\":\"{json}\"}}")),
    ] {
        let server = Server::answering(reply);
        let builder = canary(&server.url()).retry(order_client::Retry::none());
        let client = builder.build().expect("a usable configuration");
        let order_id = "00222307".parse().expect("digits");
        assert_error_clean(&client.send(&view(&order_id)).await.expect_err("no details"));
        assert_error_clean(
            &client.send(&certificate_of(&order_id)).await.expect_err("no certificate"),
        );
    }
    assert_clean(&logs::collected());
}
