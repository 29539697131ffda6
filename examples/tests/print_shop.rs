//! The example of an API that the library does not know.

use std::process::Command;

#[test]
fn order_is_placed_and_one_is_found_again() {
    let output = Command::new(env!("CARGO_BIN_EXE_print_shop")).output().expect("it was built");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        text,
        "not sent: `recipient.state_code` is required because `recipient.country_code` is `US`, `CA` or `AU`; give it a value \
         that is not blank\n\
         order 1 placed\n\
         the order may have been placed: the connection failed before an answer was read; look for it in the account \
         before you send it again\n\
         order 2 found by its reference\n"
    );
    assert!(output.status.success(), "{output:?}");
}
