//! Several orders in one call.

use crate::support::{
    Folder, SAMPLE, order, sample, sample_of,
    server::{Server, placed, reply},
};

#[test]
fn each_order_has_its_result_and_there_is_a_sum() {
    let files = [
        SAMPLE,
        "examples/orders/ev-ship-token.json",
        "examples/orders/microsoft-authenticode.json",
    ];
    order(&["place", files[0], files[1], files[2]]).assert(
        0,
        "examples/orders/ev-client-app.json: order 00222307 placed\n\
         examples/orders/ev-ship-token.json: order 00222308 placed\n\
         examples/orders/microsoft-authenticode.json: order 00222309 placed\n",
        "note: 3 of 3 orders placed\n\
         note: that was a sandbox, which ends with this program: nothing was really ordered\n",
    );
}

#[test]
fn nothing_is_sent_if_one_order_is_broken() {
    let server = Server::start(|_| placed());
    let url = server.url();
    let run = order(&["place", "--url", &url, SAMPLE, "examples/orders/broken.json", "none.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(
        run.stderr.contains("error: examples/orders/broken.json cannot be ordered: 8 "),
        "{run:?}"
    );
    assert!(run.stderr.contains("error: none.json cannot be read\n"), "{run:?}");
    assert!(
        run.stderr.ends_with("note: nothing was sent, as 2 of 3 orders cannot be sent\n"),
        "{run:?}"
    );
    assert!(server.requests().is_empty());
}

#[test]
fn refused_order_does_not_keep_the_others_back() {
    let folder = Folder::new();
    let server = Server::start(|request| match request.contains("Bad Company") {
        true => reply("400 Bad Request", "{\"errors\":[{\"code\":\"invalid_param:org_name\"}]}"),
        false => placed(),
    });
    let files = [folder.file("a.json", sample_of("Bad Company")), folder.file("b.json", sample())];
    let url = server.url();
    let run = order(&["place", "--url", &url, &files[0], &files[1]]);
    run.assert(
        5,
        &format!("{}: order 00222307 placed\n", files[1]),
        &format!(
            "error: {}: refused with status 400, nothing was ordered: invalid_param:org_name; correct the \
             order and send it again\n\
             note: 1 of 2 orders placed, 1 failed\n\
             note: that was {url} on this machine, not the live service\n",
            files[0]
        ),
    );
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn order_of_unknown_end_keeps_the_others_back() {
    let folder = Folder::new();
    let files = [folder.file("a.json", sample_of("A")), folder.file("b.json", sample_of("B"))];
    let server = Server::start(|_| reply("502 Bad Gateway", ""));
    let run = order(&["place", "--url", &server.url(), "--output", "json", &files[0], &files[1]]);
    assert_eq!(run.code, Some(8), "{run:?}");
    let start = format!(
        "{{\"source\":\"{}\",\"result\":\"unknown\",\"service\":\"this_machine\",\"status\":502,",
        files[0]
    );
    assert!(run.stdout.starts_with(&start), "{run:?}");
    let not_tried =
        format!("\n{{\"source\":\"{}\",\"result\":\"not_tried\",\"exit\":3}}\n", files[1]);
    assert!(run.stdout.ends_with(&not_tried), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 2, "{run:?}");
    let note = format!("note: 0 of 2 orders placed, 1 failed, 1 not tried: from {} on\n", files[1]);
    assert!(run.stderr.ends_with(&note), "{run:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn refusal_that_concerns_the_account_ends_the_run() {
    let folder = Folder::new();
    let files = ["A", "B", "C"].map(|name| folder.file(name, sample_of(name)));
    for status in ["401 Unauthorized", "403 Forbidden", "429 Too Many Requests"] {
        let server = Server::start(move |_| reply(status, ""));
        let url = server.url();
        let run = order(&["place", "--url", &url, "-o", "json", &files[0], &files[1], &files[2]]);
        assert_eq!((run.code, server.requests().len()), (Some(5), 1), "{run:?}");
        let lines: Vec<_> = run.stdout.lines().collect();
        assert!(lines[0].contains("\"result\":\"refused\""), "{run:?}");
        for (line, file) in lines[1..].iter().zip(&files[1..]) {
            let start = format!("{{\"source\":\"{file}\",\"result\":\"not_tried\",");
            assert!(line.starts_with(&start), "{run:?}");
        }
        assert_eq!(lines.len(), 3, "{run:?}");
    }
}

#[test]
fn every_order_has_its_line_even_if_nothing_is_sent() {
    let folder = Folder::new();
    let files = [folder.file("a.json", sample_of("A")), folder.file("b.json", "{}")];
    let run = order(&["place", "--output", "json", &files[0], &files[1]]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let results = |name: &str| run.stdout.matches(&format!("\"result\":\"{name}\"")).count();
    assert_eq!((results("invalid"), results("not_tried")), (1, 1), "{run:?}");

    let journal = folder.file("journal.db", "no journal");
    let other = folder.file("c.json", sample_of("C"));
    let place = ["place", "--output", "json", "--journal", &journal, &files[0], &other];
    let run = order(&place);
    assert_eq!(run.code, Some(7), "{run:?}");
    assert_eq!(run.stdout.matches("\"result\":\"journal_failed\"").count(), 2, "{run:?}");
}

#[test]
fn what_is_read_once_is_given_once() {
    order(&["place", "-", "-"]).assert(
        2,
        "",
        "error: standard input can be read once only\nhint: give `-` once\n",
    );
    order(&["place", SAMPLE, SAMPLE, "--again", "1", "--journal", "none.db"]).assert(
        2,
        "",
        "error: `--again` is about one order\nhint: give one file\n",
    );
}
