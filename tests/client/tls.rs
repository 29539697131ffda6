//! TLS: whom the client trusts, and that nothing is sent before it does.

use std::{io::Write as _, sync::Arc, time::Duration};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig, ServerConnection, Stream,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use crate::support::{
    assert_not_sent, assert_unknown, builder, place, reply,
    server::{Connection, Server, read_request},
};

/// A server that speaks TLS for `name`, and its certificate as PEM.
fn secure_server(name: &str, reply: Vec<u8>) -> (Server, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([name.to_owned()]).expect("a key can be made");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider has them")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("the key is that of the certificate");
    let config = Arc::new(config);
    let server = Server::start(move |connection| {
        let mut tls = ServerConnection::new(Arc::clone(&config)).expect("a usable configuration");
        let Connection { stream, requests } = connection;
        let mut stream = Stream::new(&mut tls, stream);
        if let Ok(request) = read_request(&mut stream) {
            requests.push(request);
            let _ = stream.write_all(&reply);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    (server, cert.pem())
}

fn url(server: &Server) -> String {
    format!("https://{}", server.address())
}

fn placed() -> Vec<u8> {
    reply("201 Created", "{\"order_id\":00222307}")
}

#[tokio::test]
async fn order_is_placed_with_a_server_that_is_trusted() {
    let (server, pem) = secure_server("127.0.0.1", placed());
    let placed = place(builder(&url(&server)).tls_certs_only(pem)).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    let seen = server.seen().await;
    seen.assert_one_request();
    assert!(seen.requests[0].starts_with("POST /order/code HTTP/1.1\r\n"), "{seen:?}");
}

#[tokio::test]
async fn server_that_is_not_trusted_gets_nothing() {
    let (_, other) = secure_server("127.0.0.1", placed());
    let (server, _) = secure_server("127.0.0.1", placed());
    assert_not_sent(&place(builder(&url(&server)).tls_certs_only(other)).await);
    assert!(server.seen().await.requests.is_empty());
}

#[tokio::test]
async fn server_with_another_name_gets_nothing() {
    let (server, pem) = secure_server("api.example.com", placed());
    assert_not_sent(&place(builder(&url(&server)).tls_certs_only(pem)).await);
    assert!(server.seen().await.requests.is_empty());
}

#[tokio::test]
async fn server_without_tls_gets_nothing() {
    let (_, pem) = secure_server("127.0.0.1", placed());
    let server = Server::start(|connection| {
        connection.await_request();
        connection.write(&placed());
    });
    assert_not_sent(&place(builder(&url(&server)).tls_certs_only(pem)).await);
    server.seen().await;
}

#[tokio::test]
async fn handshake_that_never_ends_is_not_sent() {
    let (_, pem) = secure_server("127.0.0.1", placed());
    let server = Server::start(Connection::stay_silent);
    let impatient = builder(&url(&server)).connect_timeout(Duration::from_millis(300));
    assert_not_sent(&place(impatient.tls_certs_only(pem)).await);
    assert!(server.seen().await.requests.is_empty());
}

#[tokio::test]
async fn name_that_cannot_exist_is_not_sent() {
    let (_, pem) = secure_server("127.0.0.1", placed());
    // No label may have more than 63 letters, so nobody is asked for it.
    let url = format!("https://{}.invalid", "a".repeat(64));
    assert_not_sent(&place(builder(&url).tls_certs_only(pem)).await);
}

#[tokio::test]
async fn close_in_the_middle_leaves_the_order_unknown() {
    let (server, pem) = secure_server("127.0.0.1", Vec::new());
    assert_unknown(&place(builder(&url(&server)).tls_certs_only(pem)).await, None);
    server.seen().await.assert_one_request();
}
