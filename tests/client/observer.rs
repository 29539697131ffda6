//! An observer of a client is shown exactly the traffic.

use std::sync::{Arc, Mutex};

use order_client::{ClientBuilder, Credentials, Message, retail};

use crate::support::{builder, place, reply_with, server::Server};

const BODY: &str = "{\"order_id\":00222307}";
const JSON: &str = "Content-Type: application/vnd.digicert.rest-v1+json\r\n";

/// A builder whose messages are kept.
fn observed(builder: ClientBuilder) -> (ClientBuilder, Arc<Mutex<Vec<Message>>>) {
    let messages = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&messages);
    let keep = move |message: &Message| kept.lock().expect("no panic").push(message.clone());
    (builder.observer(keep), messages)
}

#[tokio::test]
async fn request_and_reply_are_shown_as_they_are_but_for_the_key() {
    let server = Server::answering(reply_with("201 Created", JSON, BODY));
    let (builder, messages) = observed(builder(&server.url()));
    place(builder).await.expect("placed");
    let seen = server.seen().await;
    let sent = seen.requests[0].replace("\r\n", "\n");
    let sent = sent.replace("Basic MDAxMDA3OnNreWZhbGw=", "Basic [redacted]");
    let messages = messages.lock().expect("no panic");
    let [request, reply] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((request.is_reply(), reply.is_reply()), (false, true));
    assert_eq!(request.to_string(), sent);
    assert_eq!(
        reply.to_string(),
        "HTTP/1.1 201 Created\n\
         Content-Type: application/vnd.digicert.rest-v1+json\n\
         Content-Length: 21\n\
         \n\
         {\"order_id\":00222307}",
    );
    assert_eq!(reply.body(), BODY.as_bytes());
}

#[tokio::test]
async fn key_that_is_echoed_is_not_shown() {
    let credentials = || Credentials::new("001007", "c4n4ry-tr1ll").expect("plain letters");
    let body = "{\"order_id\":1,\"you\":\"c4n4ry-tr1ll\"}";
    let headers =
        format!("{JSON}X-Echo: c4n4ry-tr1ll\r\nX-Echo-Basic: MDAxMDA3OmM0bjRyeS10cjFsbA==\r\n");
    let server = Server::answering(reply_with("201 Created", &headers, body));
    let (builder, messages) = observed(
        order_client::Client::builder(retail::SERVICE, credentials()).base_url(server.url()),
    );
    place(builder).await.expect("placed");
    let messages = messages.lock().expect("no panic");
    assert_eq!(messages.len(), 2);
    for message in messages.iter() {
        let text = format!("{message} {message:?}");
        assert!(!text.contains("tr1ll") && !text.contains("MDAxMDA3OmM0"), "{text}");
    }
    assert!(messages[1].head().contains("X-Echo: [redacted]\n"), "{}", messages[1]);
    assert!(messages[1].to_string().ends_with("\"you\":\"[redacted]\"}"), "{}", messages[1]);
}

#[tokio::test]
async fn request_that_is_not_answered_is_shown_alone() {
    let server = Server::start(|connection| {
        connection.read_request();
    });
    let (builder, messages) = observed(builder(&server.url()));
    place(builder).await.expect_err("no reply");
    let messages = messages.lock().expect("no panic");
    assert_eq!(messages.iter().map(Message::is_reply).collect::<Vec<_>>(), [false]);
}
