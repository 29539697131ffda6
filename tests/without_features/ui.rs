//! Words and types where the library is without their features.

#[expect(
    unreachable_pub,
    reason = "the tests of the workspace share them as a library, which has every feature"
)]
#[path = "../src/lib.rs"]
mod order_tests;

#[test]
fn a_word_asks_for_its_feature() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn a_type_of_another_crate_asks_for_its_feature() {
    if let Err(other) = order_tests::is_pinned() {
        return order_tests::missing(other);
    }
    trybuild::TestCases::new().compile_fail("ui/types/*.rs");
}
