//! Personal data of an order appears in nothing that a program prints, logs or keeps in a journal.

use order_client::{
    Error, Format, OrderState,
    journal::{Journal as _, JournaledError, SqliteJournal},
    retail::CodeSigningOrder,
    sandbox::Sandbox,
};
use order_core::{OrderRequest, Valid, json};

use crate::{
    journal::Folder,
    support::{
        builder, logs, nobody, reply_with,
        server::{Connection, Server},
        with_causes,
    },
};

const ORDER: &str = r#"{
    "validity": 2, "platform": null, "ev": true, "cs_provisioning_method": "ship_token",
    "ship_name": "Zebedee Quillfeather", "ship_addr1": "7 Wyvern Mews", "ship_addr2": "c/o \"Ümlaut\"",
    "ship_city": "Yeovilmouth", "ship_state": "QX", "ship_zip": "908172635", "ship_country": "us",
    "org_unit": "Kraken/Ärzte", "org_name": "Xylotomy & Sons", "org_addr1": "19 Basilisk Court",
    "org_addr2": "Floor \\9", "org_city": "Gryphonburg", "org_state": "ZQ", "org_zip": "ZX4 9QQ",
    "org_country": "us", "telephone": "555-0142-77", "org_contact_firstname": "Thaddeus",
    "org_contact_lastname": "O'Hobgoblin", "org_contact_job_title": "Archduke",
    "org_contact_email": "thaddeus@hobgoblin.example", "org_contact_telephone": "+1 (555) 0199-88",
    "org_contact_telephone_ext": "4471835926"
}"#;

/// Parts of all that, which no form of it escapes, but for the short ones, which stand alone.
const CANARIES: [&str; 21] = [
    "zebedee",
    "quillfeather",
    "wyvern",
    "mlaut",
    "yeovilmouth",
    "908172635",
    "kraken",
    "rzte",
    "xylotomy",
    "basilisk",
    "floor",
    "gryphonburg",
    "zx4",
    "0142-77",
    "thaddeus",
    "hobgoblin",
    "archduke",
    "0199-88",
    "4471835926",
    "\"qx\"",
    "\"zq\"",
];

fn order() -> Valid<CodeSigningOrder> {
    json::from_str(&ORDER.replace("\"platform\": null, ", "")).expect("it keeps all rules")
}

fn assert_clean(text: &str) {
    let text = text.to_lowercase();
    for canary in CANARIES.iter().chain(&["skyfall", "mdaxmda3"]) {
        assert!(!text.contains(canary), "{canary} is in {text}");
    }
}

fn assert_error_clean(error: &(dyn std::error::Error + 'static)) {
    let mut cause = Some(error);
    while let Some(error) = cause {
        assert_clean(&format!("{error}"));
        assert_clean(&format!("{error:?}"));
        assert_clean(&format!("{error:#?}"));
        cause = error.source();
    }
}

/// The body of the last request.
fn sent(connection: &mut Connection) -> String {
    connection.read_request();
    let request = connection.requests.last().cloned().unwrap_or_default();
    request.split_once("\r\n\r\n").unwrap_or_default().1.to_owned()
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// JSON as many write it: in one text, with everything escaped that may be.
fn in_json(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/");
    text.replace('\n', " ").replace('Ü', "\\u00dc").replace('Ä', "\\u00C4")
}

/// Echoes of the body of a request, as services and gateways make them.
const ECHOES: [fn(&str) -> Vec<u8>; 9] = [
    |body| reply_with("500 Internal Server Error", "", body),
    |body| reply_with("502 Bad Gateway", "Content-Type: text/html\r\n", html(body)),
    |body| reply_with("201 Created", "", body),
    |body| reply_with("201 Created", "Content-Type: application/xml\r\n", body),
    |body| {
        let length = body.len();
        format!("HTTP/1.1 201 Created\r\nContent-Length: {length}\r\n\r\n{}", &body[..length / 2])
            .into()
    },
    |body| reply_with("401 Unauthorized", "", html(body)),
    |body| {
        // Each value in a description of its own, and one in the code.
        let values = body.split('\n').map(|line| line.trim().trim_end_matches(','));
        let error = |value: &str| {
            let value = in_json(value);
            format!(r#"{{"code":"bad:Thaddeus","description":"no {value}"}}"#)
        };
        let errors: Vec<_> = values.map(error).collect();
        let errors = format!(r#"{{"errors":[{}]}}"#, errors.join(","));
        reply_with(
            "400 Bad Request",
            "Content-Type: application/vnd.digicert.error+json\r\n",
            errors,
        )
    },
    |_| {
        let name = "X%79lotomy".replace("%79", "y");
        let target =
            format!("Location: http://127.0.0.1:1/?name={name}%20%26%20Sons&city=Gryphonburg\r\n");
        reply_with("302 Found", &target, "")
    },
    |body| reply_with("503 Service Unavailable", "", body.replace('\n', "").to_uppercase()),
];

fn html(body: &str) -> String {
    let body = body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<pre>{}</pre>", body.replace('"', "&quot;").replace('\'', "&#39;"))
}

#[tokio::test]
async fn server_that_echoes_an_order_does_not_make_us_show_it() {
    logs::collect();
    for format in [Format::Json, Format::Xml, Format::Form] {
        for (index, echo) in ECHOES.into_iter().enumerate() {
            let server = Server::start(move |connection| {
                let body = sent(connection);
                connection.write(&echo(&body));
            });
            let client = builder(&server.url()).format(format).build().expect("usable");
            let error = client.place(&order()).await.expect_err("no number");
            server.seen().await.assert_one_request();
            assert_error_clean(&error);
            let shown = error.to_string();
            assert!(shown.contains("not shown]"), "{index} {format:?}: {shown}");
            // What came is still there for a program.
            let reply = error.reply().expect("a head was read");
            assert_eq!(reply.body().is_empty(), index == 7);
        }
    }
    assert_clean(&logs::collected());
}

#[tokio::test]
async fn echo_in_a_header_or_in_no_http_is_not_shown() {
    logs::collect();
    for answer in [
        "HTTP/1.1 Thaddeus O'Hobgoblin\r\n\r\n",
        "HTTP/1.1 201 Created\r\nThaddeus O'Hobgoblin\r\n\r\n",
        "HTTP/1.1 500 Thaddeus\r\nX-Echo: Thaddeus\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 201 Created\r\nX-Echo: Thaddeus\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ] {
        let server = Server::answering(answer);
        let client = builder(&server.url()).build().expect("usable");
        let error = client.place(&order()).await.expect_err("no number");
        assert_error_clean(&error);
    }
    let client = builder(&nobody()).build().expect("usable");
    assert_error_clean(&client.place(&order()).await.expect_err("nobody listens"));
    assert_clean(&logs::collected());
}

#[tokio::test]
async fn order_that_is_placed_is_not_logged() {
    logs::collect();
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("usable");
    let placed = client.place(&order()).await.expect("placed");
    assert_clean(&format!("{placed:?} {client:?} {sandbox:?}"));
    let logged = logs::collected();
    assert!(logged.contains("log reqwest"), "the collector works: {logged}");
    assert_clean(&logged);
}

#[test]
fn order_that_breaks_a_rule_is_not_shown() {
    let mut order = order().into_inner();
    order.ev = false;
    order.org_contact_email = "thaddeus at hobgoblin".to_owned();
    order.telephone = "Thaddeus".to_owned();
    let invalid = order.into_valid().expect_err("it is EV only");
    assert_clean(&format!("{invalid} {invalid:?}"));
    let error = Error::from(invalid);
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    assert_error_clean(&error);
    let wrong =
        ORDER.replace("\"us\"", "\"Thaddeus\"").replace("\"ev\": true", "\"ev\": \"Archduke\"");
    let error = json::from_str::<CodeSigningOrder>(&wrong).expect_err("no country");
    assert_error_clean(&error);
}

#[tokio::test]
async fn journal_keeps_nothing_of_what_is_echoed() {
    logs::collect();
    let folder = Folder::new();
    let journal = SqliteJournal::open(folder.file()).expect("a new file");
    for echo in ECHOES {
        let server = Server::start(move |connection| {
            let body = sent(connection);
            connection.write(&echo(&body));
        });
        let client = builder(&server.url()).build().expect("usable");
        let error = client.with_journal(&journal).place(&order()).await.expect_err("no number");
        assert_error_clean(&error);
        let again = client.with_journal(&journal).place(&order()).await.expect_err("no number");
        assert_error_clean(&again);
        if let JournaledError::Unfinished { .. } = again {
            assert_clean(&with_causes(&again));
        }
    }
    let entries = journal.latest(99).await.expect("readable");
    assert!(entries.len() >= ECHOES.len(), "{entries:?}");
    assert_clean(&format!("{entries:?}"));
    let mut bytes = 0;
    for file in std::fs::read_dir(folder.path()).expect("readable").flatten() {
        let content = std::fs::read(file.path()).expect("readable");
        assert_clean(&String::from_utf8_lossy(&content));
        bytes += content.len();
    }
    assert!(bytes > 4096, "{bytes}");
    assert_clean(&logs::collected());
}

#[tokio::test]
async fn number_stays_whatever_the_order_says() {
    let folder = Folder::new();
    let journal = SqliteJournal::open(folder.file()).expect("a new file");
    // The number is the postal code of the order, and the reply is cut off.
    let cut = "HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"order_id\":908172635,\"for\":\"Archduke";
    let server = Server::answering(cut);
    let client = builder(&server.url()).build().expect("usable");
    let error = client.with_journal(&journal).place(&order()).await.expect_err("cut off");
    let JournaledError::Order { source, .. } = &error else { panic!("{error:?}") };
    assert!(
        source.to_string().contains("[37 bytes, not shown, with `order_id` 908172635]"),
        "{source}"
    );
    let entries = journal.unfinished().await.expect("readable");
    let Some((_, outcome)) = &entries[0].outcome else { panic!("{entries:?}") };
    let order_client::journal::Outcome::PlacedUnreadable { body, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(String::from_utf8_lossy(body), "{\"order_id\":908172635,\"for\":\"[redacted]");
}

/// An endpoint whose request has what is personal in the URL.
#[derive(OrderRequest)]
#[order(endpoint = "POST /people/{shop}/orders", response = order_client::OrderPlaced)]
struct Visit {
    #[order(path)]
    shop: String,
    #[order(query)]
    name: String,
    note: String,
}

#[tokio::test]
async fn query_is_kept_nowhere() {
    let folder = Folder::new();
    let journal = SqliteJournal::open(folder.file()).expect("a new file");
    let server = Server::answering(reply_with("500 Oops", "", percent_encoded("Thaddeus")));
    let client = builder(&server.url()).build().expect("usable");
    let visit = |name: &str| {
        let (shop, name, note) = ("7".to_owned(), name.to_owned(), "Archduke".to_owned());
        Visit { shop, name, note }.into_valid().expect("valid")
    };
    let journaled = client.with_journal(&journal);
    for name in ["Thaddeus", "Zebedee"] {
        let error = journaled.place(&visit(name)).await.expect_err("no number");
        // Two orders, as the query is part of what makes them equal.
        assert!(matches!(error, JournaledError::Order { .. }), "{error:?}");
        assert_error_clean(&error);
    }
    let entries = journal.latest(9).await.expect("readable");
    assert_eq!(entries[0].intent.endpoint, format!("POST {}/people/7/orders", server.url()));
    assert_ne!(entries[0].intent.fingerprint, entries[1].intent.fingerprint);
    assert_clean(&format!("{entries:?}"));
    let seen = server.seen().await;
    assert!(seen.requests[0].starts_with("POST /people/7/orders?name=Thaddeus "), "{seen:?}");
}
