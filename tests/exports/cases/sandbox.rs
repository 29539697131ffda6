//! A server is tested with the cases: here the sandbox, which judges as the documentation says.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpStream,
};

use order_client::{
    retail::{CodeSigningOrder, SslOrder, WifiOrder},
    sandbox::Sandbox,
};
use order_core::{
    Code, Endpoint, OrderRequest, ReadRequest,
    cases::{Case, cases},
};

/// The credentials of the documentation's sample.
const AUTHORIZATION: &str = "Basic MDAxMDA3OnNreWZhbGw=";
const MEDIA_TYPE: &str = "application/vnd.digicert.rest-v1+json";

/// Sends a body as it stands; our client would refuse what breaks rules.
fn post(host: &str, path: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {AUTHORIZATION}\r\n\
         Content-Type: {MEDIA_TYPE}\r\nAccept: {MEDIA_TYPE}\r\nUser-Agent: cases\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len(),
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let status = reply.split(' ').nth(1).unwrap().parse().unwrap();
    (status, reply.split_once("\r\n\r\n").unwrap().1.to_owned())
}

/// The codes that the documentation has for what is broken.
fn expected(case: &Case) -> BTreeSet<String> {
    let code = |code: Code, path: String| match code {
        _ if path.is_empty() => "invalid_request".to_owned(),
        Code::Required => format!("required_param:{path}"),
        _ => format!("invalid_param:{path}"),
    };
    case.broken().iter().map(|it| code(it.code, it.path.to_string())).collect()
}

fn codes(reply: &str) -> BTreeSet<String> {
    let reply: serde_json::Value = serde_json::from_str(reply).unwrap();
    let errors = reply["errors"].as_array().unwrap();
    errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
}

async fn the_sandbox_agrees<T>(random: usize)
where
    T: Endpoint + OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let sandbox = Sandbox::start().await.unwrap();
    let host = sandbox.url().trim_start_matches("http://").to_owned();
    let sent = tokio::task::spawn_blocking(move || {
        let all = cases::<T>(5);
        let count = 2 * all.rules() + random;
        let mut placed = 0;
        for case in all.take(count) {
            let (status, reply) = post(&host, T::PATH, case.body());
            if case.is_valid() {
                assert_eq!(status, 201, "{} {reply}", case.body());
                assert!(reply.contains("\"order_id\":"), "{reply}");
                placed += 1;
            } else {
                assert_eq!(status, 400, "{} {:?}", case.body(), case.broken());
                assert_eq!(codes(&reply), expected(&case), "{}", case.body());
            }
        }
        (count, placed)
    });
    let (count, placed) = sent.await.unwrap();
    assert_eq!(sandbox.placed(), placed);
    assert!(placed * 5 > count * 2, "{placed} of {count} were valid");
    sandbox.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_agrees_with_every_code_signing_order() {
    the_sandbox_agrees::<CodeSigningOrder>(500).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_agrees_with_every_ssl_order() {
    the_sandbox_agrees::<SslOrder>(500).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_agrees_with_every_wifi_order() {
    the_sandbox_agrees::<WifiOrder>(500).await;
}
