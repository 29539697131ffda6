//! The influence of the process environment. Each test runs itself once more, as a process with that environment.

use std::{env, process::Command};

use order_client::{ConfigError, Credentials, CredentialsError, retail};

use crate::support::{builder, place, reply, server::Server};

/// Set in the second process only.
const SECOND: &str = "ORDER_TESTS_SECOND_PROCESS";

/// Runs the test in a second process, with `variables`. Returns `false` in that second process.
fn ran_again(test: &str, variables: &[(&str, &str)]) -> bool {
    if env::var_os(SECOND).is_some() {
        return false;
    }
    let output = Command::new(env::current_exe().expect("the test binary"))
        .args(["--exact", test, "--test-threads=1"])
        .env(SECOND, "1")
        .env_remove("DIGICERT_API_KEY")
        .envs(variables.iter().copied())
        .output()
        .expect("the test binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    true
}

#[test]
fn proxy_of_the_environment_is_not_used() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let proxy = Server::answering(reply("201 Created", r#"{"order_id":2}"#));
        let url = proxy.url();
        let variables = ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"];
        let variables = variables.map(|name| (name, url.as_str()));
        if ran_again("environment::proxy_of_the_environment_is_not_used", &variables) {
            assert_eq!(proxy.seen().await.connections, 0);
            return;
        }
        let server = Server::answering(reply("201 Created", r#"{"order_id":1}"#));
        let placed = place(builder(&server.url())).await.expect("placed");
        assert_eq!(placed.order_id.as_str(), "1");
        server.seen().await.assert_one_request();
    });
}

#[test]
fn machine_without_certificates_can_use_a_sandbox_but_not_https() {
    let nothing = [("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", "/dev/null")];
    let name = "environment::machine_without_certificates_can_use_a_sandbox_but_not_https";
    if ran_again(name, &nothing) {
        return;
    }
    assert!(builder("http://127.0.0.1:1").build().is_ok());
    let error = builder("https://127.0.0.1:1").build().expect_err("nobody is trusted");
    assert!(matches!(error, ConfigError::Tls { .. }), "{error:?}");
}

#[test]
fn credentials_come_from_two_variables() {
    let variables = [("DIGICERT_ACCOUNT_ID", "001007"), ("DIGICERT_API_KEY", "skyfall")];
    if ran_again("environment::credentials_come_from_two_variables", &variables) {
        return;
    }
    let credentials = Credentials::from_env(&retail::SERVICE).expect("both are set");
    assert_eq!(credentials.account_id(), Some("001007"));
}

#[test]
fn missing_variable_is_named() {
    if ran_again("environment::missing_variable_is_named", &[("DIGICERT_ACCOUNT_ID", "001007")]) {
        return;
    }
    let error = Credentials::from_env(&retail::SERVICE).expect_err("one is not set");
    assert_eq!(error, CredentialsError::Variable { name: "DIGICERT_API_KEY" });
    assert_eq!(error.to_string(), "the environment variable `DIGICERT_API_KEY` is not set to text");
}
