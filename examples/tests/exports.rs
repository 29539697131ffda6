//! The files in `out` are those that the example writes.

use std::process::{Command, Output};

fn exports(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_exports"));
    program.args(arguments).output().expect("the program runs")
}

#[test]
fn files_are_up_to_date() {
    let output = exports(&["--check"]);
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (Some(0), ""),
    );
}

#[test]
fn other_arguments_are_refused() {
    let output = exports(&["--chek"]);
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (Some(1), "error: usage: exports [--check]\n"),
    );
}
