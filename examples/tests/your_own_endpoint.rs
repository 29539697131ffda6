//! The output of the example.

use std::{
    fs,
    process::{Command, Output},
};

fn your_own_endpoint(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_your_own_endpoint"));
    program.args(arguments).output().expect("the program runs")
}

fn printed(output: &Output, code: i32) -> String {
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(code), &b""[..]));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file of this test that holds `document`.
fn file(name: &str, document: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, document).expect("the directory is there");
    path
}

#[test]
fn a_good_order_is_written_and_a_broken_one_explained() {
    assert_eq!(
        printed(&your_own_endpoint(&[]), 0),
        r#"POST /v1/orders
{
  "symbol": "ACME",
  "quantity": 100,
  "type": "limit",
  "limitPrice": 4250,
  "timeInForce": "day",
  "mail": "joe@example.com",
  "fills": [
    {
      "account": "0017",
      "percent": 100
    }
  ]
}

not sent:
line 1, column 12: `symbol` must match `[A-Z]{1,5}`
line 1, column 32: `quantity` must be from 1 to 10000
line 2, column 34: `fills`: every account fills once because items 1 and 2 of `fills` have the same `account`
line 2, column 98: `fills[1].percent` must be from 1 to 100
line 2, column 101: `stopPrice` is required because `type` is `stop` or `stop_limit`; give it a value
line 2, column 101: `expires` is required because `timeInForce` is `gtd`; give it a value that is not blank
line 2, column 101: `mail` is missing: at least one of `mail`, `phone` is required; give one of them
"#,
    );
}

#[test]
fn a_file_is_judged_and_the_exit_code_tells() {
    let market = r#"{"symbol": "ACME", "quantity": 1, "phone": "555-555-1234"}"#;
    let text = printed(&your_own_endpoint(&[&file("market.json", market)]), 0);
    assert!(text.contains("\n  \"type\": \"market\",\n"), "{text}");

    let early = r#"{"symbol": "ACME", "quantity": 1, "timeInForce": "day", "phone": "555"}"#;
    assert_eq!(
        printed(&your_own_endpoint(&[&file("early.json", early)]), 1),
        "not sent:\nline 1, column 50: `timeInForce` is not allowed because `type` is `market`; remove it\n",
    );
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let output = your_own_endpoint(&["none.json"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.starts_with("error: the file cannot be read: "), "{text}");
}
