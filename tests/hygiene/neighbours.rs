//! Derives of other libraries with helper attributes of the same names.

use order_core::{Code, OrderRequest};
use order_tests_neighbour::Ruled;

/// The words of this library stand in its own attribute, and those outside belong to the other derive.
#[derive(OrderRequest, Ruled)]
#[order(namespaced, rule(one, present(a) || present(b), "one of both is given"))]
#[rule("what another library likes")]
struct Namespaced {
    #[rule(a > 3, other => words)]
    #[length(min = 3)]
    #[order(length(..=2))]
    a: Option<String>,
    #[required(always)]
    b: Option<u8>,
}

/// The same, with the derives the other way round.
#[derive(Ruled, OrderRequest)]
#[order(namespaced, required(part.a, if present(b)))]
struct Reversed {
    #[rule("what another library likes")]
    b: Option<u8>,
    #[order(nested)]
    part: Namespaced,
}

#[test]
fn the_namespaced_form_stands_beside_the_words_of_another_derive() {
    assert_eq!((Namespaced::RULES, Reversed::RULES), (4, 1));
    let part = Namespaced { a: None, b: Some(1) };
    assert!(part.validate().is_ok());
    let violations = Reversed { b: Some(1), part }.validate().unwrap_err();
    let codes: Vec<_> = violations.iter().map(|it| (it.path().to_string(), it.code())).collect();
    assert_eq!(codes, [("part.a".to_owned(), Code::Required)]);
    let violations = Namespaced { a: None, b: None }.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "one of both is given because `a` is absent and `b` is absent"
    );
}
