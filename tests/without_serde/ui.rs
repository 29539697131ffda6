//! The word `serde` where the library is without serde.

#[test]
fn the_word_serde_asks_for_the_feature() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
