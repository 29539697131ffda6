//! Every end of an order has its exit code and says what to do.

use std::net::{TcpListener, TcpStream};

use crate::support::{
    Folder, Run, SAMPLE, new_journal, order,
    server::{Server, placed, reply},
};

fn answered(answer: impl Fn() -> Vec<u8> + Send + 'static) -> Run {
    let server = Server::start(move |_| answer());
    let run = order(&["place", "--url", &server.url(), SAMPLE]);
    assert_eq!(server.requests().len(), 1, "an order is sent once");
    run
}

#[test]
fn order_that_found_nobody_is_not_sent() {
    // The port of a client, at which nobody listens and which no other test can take while the connection is open.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let connection = TcpStream::connect(address).expect("it listens");
    let url = format!("http://{}", connection.local_addr().expect("it is connected"));
    let run = order(&["place", "--url", &url, SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{run:?}");
    assert!(
        run.stderr.starts_with(
            "error: examples/orders/ev-client-app.json: not sent, as no connection to the service could be \
             made; it is safe to send the order again\n  because: "
        ),
        "{run:?}"
    );
    let hint =
        format!("hint: check that a sandbox is running at {url}; `order sandbox` starts one\n");
    assert!(run.stderr.ends_with(&hint), "{run:?}");
}

#[test]
fn refused_order_says_why() {
    answered(|| {
        let errors = "{\"errors\":[{\"code\":\"required_param:org_name\",\"description\":\"No name\"}]}";
        reply("400 Bad Request", errors)
    })
    .assert(
        5,
        "",
        "error: examples/orders/ev-client-app.json: refused with status 400, nothing was ordered: No name \
         (required_param:org_name); correct the order and send it again\n",
    );
    answered(|| reply("401 Unauthorized", "")).assert(
        5,
        "",
        "error: examples/orders/ev-client-app.json: refused with status 401, nothing was ordered; check \
         the credentials\n",
    );
}

#[test]
fn order_of_unknown_end_is_to_be_looked_for() {
    answered(|| reply("503 Service Unavailable", "{}")).assert(
        8,
        "",
        "error: examples/orders/ev-client-app.json: the order may have been placed: the service answered \
         with status 503: {}; look for it in the account before you send it again\n",
    );
    let run = answered(Vec::new);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    assert!(
        run.stderr.starts_with(
            "error: examples/orders/ev-client-app.json: the order may have been placed: the connection \
             failed before an answer was read; look for it"
        ),
        "{run:?}"
    );
}

#[test]
fn order_without_an_answer_is_to_be_looked_for() {
    let server = Server::start(|_| {
        std::thread::sleep(std::time::Duration::from_secs(10));
        Vec::new()
    });
    let run = order(&["place", "--timeout", "2s", "--url", &server.url(), SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    assert!(
        run.stderr.starts_with(
            "error: examples/orders/ev-client-app.json: the order may have been placed: no answer came in \
             time; look for it in the account before you send it again\n"
        ),
        "{run:?}"
    );
    order(&["place", "--timeout", "0", SAMPLE]).assert(
        2,
        "",
        "error: the time to connect must be above zero and shorter than that of the whole call\n\
         hint: give a `--timeout` of at least `1s`\n",
    );
}

#[test]
fn placed_order_whose_number_cannot_be_read_shows_what_came() {
    answered(|| reply("201 Created", "<html>Thank you for order 00222307</html>")).assert(
        8,
        "",
        "error: examples/orders/ev-client-app.json: the order was placed, as status 201 says, but the \
         reply is not JSON from byte 0 on: <html>Thank you for order 00222307</html>; take its number from \
         the account and do not send it again\n",
    );
}

#[test]
fn unknown_end_in_a_journal_names_the_entry_to_settle() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| reply("502 Bad Gateway", ""));
    let run = order(&["place", "--url", &server.url(), "--journal", &journal, SAMPLE]);
    run.assert(
        8,
        "",
        &format!(
            "{}error: examples/orders/ev-client-app.json: the order may have been placed: the service \
             answered with status 502; look for it in the account before you send it again\n\
             hint: look for it in the account, then run `order journal settle 1 --journal {journal} \
             --placed NUMBER`, or with `--not-placed`\n",
            new_journal(&journal)
        ),
    );
}

/// A server that makes the journal unusable before it answers.
fn breaking(journal: &str, answer: fn() -> Vec<u8>) -> Server {
    let path = journal.to_owned();
    Server::start(move |_| {
        let connection = rusqlite::Connection::open(&path).expect("the journal is there");
        connection.execute_batch("ALTER TABLE orders RENAME TO gone").expect("nobody writes to it");
        answer()
    })
}

#[test]
fn number_is_printed_even_if_the_journal_fails_after() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = breaking(&journal, placed);
    let run = order(&["place", "--url", &server.url(), "--journal", &journal, SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), "order 00222307 placed\n"), "{run:?}");
    assert!(
        run.stderr.contains(
            "\nerror: examples/orders/ev-client-app.json: the order was placed, but this could not be \
             written to the journal\n  because: the journal cannot be used\n"
        ),
        "{run:?}"
    );
    let hint =
        format!("hint: run `order journal settle 1 --journal {journal} --placed 00222307`\n");
    assert!(run.stderr.contains(&hint), "{run:?}");
}

#[test]
fn order_of_unknown_end_is_told_if_the_journal_fails_as_well() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = breaking(&journal, || reply("502 Bad Gateway", ""));
    let run = order(&["place", "--url", &server.url(), "--journal", &journal, SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    let told = run.stderr.replace(&journal, "JOURNAL");
    assert_eq!(
        told.strip_prefix("note: JOURNAL is a new journal; it knows no order placed before\n"),
        Some(
            "error: examples/orders/ev-client-app.json: the order may have been placed: the service answered with status \
             502; look for it in the account before you send it again\n  \
             nor could that be written to the journal: the journal cannot be used\n\
             hint: look for it in the account, then run `order journal settle 1 --journal JOURNAL --placed NUMBER`, or with \
             `--not-placed`\n"
        ),
    );
}
