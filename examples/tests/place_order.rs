//! The output of the example, which the README shows.

use std::process::{Command, Output};

fn place_order(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_place_order"));
    program.args(arguments).output().expect("the program runs")
}

fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output, code: i32) -> String {
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn sample_is_placed_and_a_broken_order_explained() {
    let text = printed(&place_order(&[]));
    for part in [
        "POST /order/code HTTP/1.1\n",
        "\nAuthorization: Basic [redacted]\n",
        "\nContent-Length: 488\n",
        "\n  \"org_addr2\": \"\",\n",
        "HTTP/1.1 201 Created\r\n",
        "{\n  \"order_id\":00222307\n}\n\norder 00222307 placed\n",
        "`validity` must be `1`, `2` or `3`",
        "unknown field `org_contry`; did you mean `org_country`?",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("MDAxMDA3"), "{text}");
}

#[test]
fn orders_beside_it_are_placed() {
    for file in ["ev-client-app", "ev-ship-token", "microsoft-authenticode"] {
        let text = printed(&place_order(&[&format!("orders/{file}.json")]));
        assert!(text.ends_with("\norder 00222307 placed\n"), "{text}");
    }
}

#[test]
fn broken_order_is_refused_with_the_place_of_each_problem() {
    let text = refused(&place_order(&["orders/broken.json"]), 1);
    assert!(text.starts_with("error: orders/broken.json cannot be ordered\n"), "{text}");
    assert!(text.contains("\nline 2, column 15: `validity` must be"), "{text}");
    assert!(text.contains("\nline 23, column 1: `org_country` is required"), "{text}");
}

#[test]
fn file_that_cannot_be_read_is_named() {
    let text = refused(&place_order(&["orders/none.json"]), 2);
    assert!(text.starts_with("error: orders/none.json: "), "{text}");
    let text = refused(&place_order(&["orders"]), 2);
    assert!(text.starts_with("error: orders: "), "{text}");
    assert_eq!(refused(&place_order(&["a", "b"]), 2), "error: usage: place_order [FILE]\n");
}
