//! Settings that cannot be used are refused before anything is sent.

use std::time::Duration;

use order_client::{
    BaseUrlError, Client, ConfigError, Credentials, CredentialsError, CredentialsPart, retail,
    transport::{Request, Sending, Transport, TransportError},
};

use crate::support::{builder, place, reply, server::Server};

#[test]
fn where_to_send_to_must_be_said() {
    let credentials = Credentials::new("001007", "skyfall").expect("plain letters");
    let error = Client::builder(retail::SERVICE, credentials).build().expect_err("no base URL");
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

struct Never;

impl Transport for Never {
    fn send(&self, _: Request) -> Sending<'_> {
        Box::pin(async { Err(TransportError::not_sent("never")) })
    }
}

#[test]
fn settings_are_shown_without_what_is_secret() {
    let builder = builder("http://127.0.0.1:1")
        .proxy("http://me:pr0xy-pass@127.0.0.1:3128")
        .resolver(|_| Ok(Vec::new()))
        .observer(|_| {})
        .transport(Never);
    let shown = format!("{builder:?}");
    for part in [
        "proxy: Some(Proxy)",
        "resolver: Some(Resolver)",
        "observer: Some(Observer { .. })",
        "transport: Some(Transport)",
        "secret: [redacted]",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    assert!(!shown.contains("pr0xy-pass") && !shown.contains("skyfall"), "{shown}");
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

/// A file of this test with `text`, which only its owner has access to.
#[cfg(unix)]
fn credentials_file(name: &str, text: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt as _;

    let path = std::path::PathBuf::from(format!("{}/{name}", env!("CARGO_TARGET_TMPDIR")));
    std::fs::write(&path, text).expect("the directory is there");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("it is ours");
    path
}

#[test]
#[cfg(unix)]
fn credentials_come_from_a_file_of_the_owner() {
    use std::os::unix::fs::PermissionsExt as _;

    let text = "# of the shop\r\nDIGICERT_API_KEY=sky=fall\r\n\nDIGICERT_ACCOUNT_ID=001007";
    let path = credentials_file("credentials", text);
    let credentials = Credentials::from_file(&retail::SERVICE, &path).expect("two lines");
    assert_eq!(credentials.account_id(), Some("001007"));
    let text = "\u{feff}DIGICERT_ACCOUNT_ID = no\n";
    let path_of_mark = credentials_file("credentials-mark", text);
    let error =
        Credentials::from_file(&retail::SERVICE, path_of_mark).expect_err("blanks in the name");
    assert_eq!(error, CredentialsError::Line { line: 1, name: "DIGICERT_API_KEY" });
    let text = "\u{feff}DIGICERT_ACCOUNT_ID=\"001007\"\nDIGICERT_API_KEY= 'skyfall' \n";
    let quoted =
        Credentials::from_file(&retail::SERVICE, credentials_file("credentials-quoted", text));
    assert_eq!(quoted.expect("quotes are taken off").account_id(), Some("001007"));
    for mode in [0o640, 0o604, 0o620, 0o666] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
        let error =
            Credentials::from_file(&retail::SERVICE, &path).expect_err("others have access");
        assert_eq!(error, CredentialsError::Permissions { mode });
    }
    assert_eq!(
        CredentialsError::Permissions { mode: 0o640 }.to_string(),
        "others have access to the file of the credentials (mode 640); run `chmod 600` on it",
    );
}

#[test]
#[cfg(unix)]
fn file_of_something_else_is_refused_without_a_word_of_it() {
    let account_id = "DIGICERT_ACCOUNT_ID=001007\n";
    for (text, expected) in [
        (
            format!("{account_id}skyfall"),
            CredentialsError::Line { line: 2, name: "DIGICERT_API_KEY" },
        ),
        (
            format!("{account_id}{account_id}"),
            CredentialsError::Line { line: 2, name: "DIGICERT_API_KEY" },
        ),
        (
            format!("{account_id}DIGICERT_API_KEY=skyfall # mine"),
            CredentialsError::Comment { line: 2 },
        ),
        (format!("{account_id}DIGICERT_API_KEY='skyfall"), CredentialsError::Quote { line: 2 }),
        (
            format!("{account_id}DIGICERT_API_KEY=skyfall\u{a0}"),
            CredentialsError::Character { part: CredentialsPart::ApiKey, position: 8 },
        ),
        (
            format!("{account_id}API_KEY=skyfall"),
            CredentialsError::Line { line: 2, name: "DIGICERT_API_KEY" },
        ),
        (account_id.to_owned(), CredentialsError::Missing { name: "DIGICERT_API_KEY" }),
        (String::new(), CredentialsError::Missing { name: "DIGICERT_ACCOUNT_ID" }),
        ("#".repeat(20_000), CredentialsError::File { kind: std::io::ErrorKind::FileTooLarge }),
    ] {
        let path = credentials_file("no-credentials", &text);
        let error = Credentials::from_file(&retail::SERVICE, &path).expect_err("no credentials");
        assert_eq!(error, expected);
        assert!(!format!("{error} {error:?}").contains("skyfall"), "{error:?}");
    }
    let directory =
        Credentials::from_file(&retail::SERVICE, env!("CARGO_TARGET_TMPDIR")).expect_err("no file");
    assert!(matches!(directory, CredentialsError::File { .. }), "{directory:?}");
}
