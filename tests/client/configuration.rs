//! Settings that cannot be used are refused before anything is sent.

use std::time::Duration;

use order_client::{BaseUrlError, Client, ConfigError, Credentials};

use crate::support::{builder, place, reply, server::Server};

#[test]
fn where_to_send_to_must_be_said() {
    let credentials = Credentials::new("001007", "skyfall").expect("plain letters");
    let error = Client::builder(credentials).build().expect_err("no base URL");
    assert!(matches!(error, ConfigError::NoBaseUrl));
    assert_eq!(error.to_string(), "no base URL; call `live` to place real orders, or `base_url`");
}

#[test]
fn base_url_must_be_encrypted_and_without_credentials() {
    for (url, expected) in [
        ("http://api.digicert.com", BaseUrlError::NotEncrypted),
        ("https://001007:skyfall@api.digicert.com", BaseUrlError::UserInfo),
        ("https://api.digicert.com?key=skyfall", BaseUrlError::Query),
        ("ftp://127.0.0.1", BaseUrlError::Scheme),
    ] {
        let builder = builder(url);
        assert!(!format!("{builder:?}").contains("skyfall"), "{builder:?}");
        let error = builder.build().expect_err(url);
        assert!(!format!("{error:?}").contains("skyfall"), "{error:?}");
        assert!(
            matches!(&error, ConfigError::BaseUrl { source } if *source == expected),
            "{error:?}"
        );
    }
}

#[test]
fn time_to_connect_is_shorter_than_that_of_the_call() {
    let second = Duration::from_secs(1);
    for (connect, whole) in [(second, second), (2 * second, second), (Duration::ZERO, second)] {
        let builder = builder("http://127.0.0.1:1").connect_timeout(connect).timeout(whole);
        assert!(matches!(builder.build(), Err(ConfigError::Timeouts)), "{connect:?} {whole:?}");
    }
}

#[test]
fn user_agent_must_be_one_that_can_be_sent() {
    for user_agent in ["", "two\nlines", "nul\0"] {
        let error = builder("http://127.0.0.1:1").user_agent(user_agent).build();
        assert!(matches!(error, Err(ConfigError::UserAgent)), "{user_agent:?}");
    }
}

#[test]
fn certificates_must_be_pem() {
    for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"]
    {
        let error = builder("https://127.0.0.1:1").tls_certs_only(pem).build();
        assert!(matches!(error, Err(ConfigError::Certificates)), "{pem:?}");
    }
}

#[test]
fn clients_can_be_built_one_after_the_other() {
    let clients: Vec<_> = (0..3).map(|_| builder("http://127.0.0.1:1").build()).collect();
    assert!(clients.iter().all(Result::is_ok), "{clients:?}");
}

#[tokio::test]
async fn user_agent_and_path_of_the_base_are_sent() {
    let server = Server::answering(reply("201 Created", r#"{"order_id":1}"#));
    let url = format!("{}/clients/rest/api/", server.url());
    place(builder(&url).user_agent("MyAPIConsumer/0.42")).await.expect("placed");
    let seen = server.seen().await;
    let [request] = &seen.requests[..] else { panic!("{seen:?}") };
    assert!(request.starts_with("POST /clients/rest/api/order/code HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nUser-Agent: MyAPIConsumer/0.42\r\n"), "{request}");
}

#[tokio::test]
async fn localhost_is_this_machine() {
    let server = Server::answering(reply("201 Created", r#"{"order_id":1}"#));
    let url = format!("http://localhost:{}", server.address().port());
    place(builder(&url)).await.expect("placed");
    server.seen().await.assert_one_request();
}
