//! The sandbox as a process of its own.

use std::net::TcpListener;

use crate::support::{SAMPLE, SandboxProcess, order};

#[test]
fn other_addresses_are_listened_on_with_a_warning() {
    let sandbox = SandboxProcess::start(&["--host", "0.0.0.0"]);
    assert!(sandbox.url.starts_with("http://0.0.0.0:"), "{}", sandbox.url);
    crate::support::signal("TERM", sandbox.id());
    let (code, said) = sandbox.ended();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("note: other machines may reach http://0.0.0.0:"), "{said}");
    order(&["sandbox", "--host", "192.0.2.1"]).assert(
        2,
        "",
        "error: 192.0.2.1 is no address of this machine\n  \
         because: Cannot assign requested address (os error 99)\n\
         hint: give another `--port`, or none to take a free one\n",
    );
}

#[test]
fn first_line_says_where_it_listens() {
    let sandbox = SandboxProcess::start(&[]);
    let url = &sandbox.url;
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert_eq!(sandbox.said, format!("listening on {url}\naccount id 001007\nAPI key skyfall\n"));
}

/// A port that is free while it is listened on.
fn free_port() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port().to_string();
    (listener, port)
}

#[test]
fn port_may_be_chosen() {
    let (listener, port) = free_port();
    order(&["sandbox", "--port", &port]).assert(
        2,
        "",
        &format!(
            "error: port {port} is in use by another program\n  \
             because: Address already in use (os error 98)\n\
             hint: give another `--port`, or none to take a free one\n"
        ),
    );
    drop(listener);
    // Another test may take a port before the sandbox does.
    let start = || {
        let (_, port) = free_port();
        Some((SandboxProcess::try_start(&["--port", &port])?, port))
    };
    let (sandbox, port) = (0..9).find_map(|_| start()).expect("one of the ports stays free");
    assert_eq!(sandbox.url, format!("http://127.0.0.1:{port}"));
}

#[test]
fn faults_happen_to_the_first_requests() {
    let sandbox = SandboxProcess::start(&["--fault", "lost=502", "--fault", "refused=503"]);
    let place = || order(&["place", "--url", &sandbox.url, SAMPLE]);
    for (status, number) in [("502", ""), ("503", ""), ("", "order 00222308 placed\n")] {
        let run = place();
        assert_eq!(run.stdout, number, "{run:?}");
        let told = format!("the service answered with status {status}");
        assert_eq!(run.stderr.contains(&told), number.is_empty(), "{run:?}");
    }
    let run = order(&["sandbox", "--fault", "fire"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(
        run.stderr.starts_with("error: invalid value 'fire' for '--fault <FAULT>': "),
        "{run:?}"
    );
}

#[test]
fn signal_ends_it_and_it_says_what_it_took() {
    for (name, orders, said) in
        [("INT", 0, "0 orders were"), ("TERM", 1, "1 order was"), ("TERM", 2, "2 orders were")]
    {
        let sandbox = SandboxProcess::start(&[]);
        let url = sandbox.url.clone();
        for _ in 0..orders {
            assert_eq!(order(&["place", "--url", &url, SAMPLE]).code, Some(0));
        }
        crate::support::signal(name, sandbox.id());
        let (code, stderr) = sandbox.ended();
        assert_eq!(code, Some(0));
        assert_eq!(
            stderr,
            format!(
                "note: `order place FILE --url {url}` places an order; Ctrl-C ends this\n\
                 note: {said} placed with this sandbox\n"
            )
        );
    }
}
