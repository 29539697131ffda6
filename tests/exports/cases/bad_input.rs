//! Types whose cases are hard to find, or do not exist.

use std::collections::BTreeSet;

use order_core::{
    OrderRequest, Report,
    cases::{cases, cases_in},
};

fn missed(all: &order_core::cases::Cases<'_>) -> Vec<String> {
    all.unreached().iter().map(ToString::to_string).collect()
}

#[test]
fn a_request_without_rules_has_valid_cases_only() {
    #[derive(OrderRequest)]
    struct Free {
        note: Option<String>,
        size: Option<u8>,
    }

    let all = cases::<Free>(1);
    assert_eq!((all.rules(), all.unreached()), (0, &[][..]));
    let documents: BTreeSet<String> = all
        .take(200)
        .inspect(|case| assert!(case.is_valid() && case.about().is_none()))
        .map(|case| case.document().to_owned())
        .collect();
    assert!(documents.len() > 20, "{documents:?}");
}

#[test]
fn a_request_without_members_is_one_case() {
    #[derive(OrderRequest)]
    struct Nothing {}

    let documents: Vec<String> =
        cases::<Nothing>(1).take(3).map(|case| case.document().to_owned()).collect();
    assert_eq!(documents, ["{}", "{}", "{}"]);
}

#[test]
fn where_nothing_is_valid_there_are_breakers_without_neighbours() {
    #[derive(OrderRequest)]
    #[check(closed, never, "no order is taken")]
    struct Closed {
        #[length(..=3)]
        name: Option<String>,
    }

    fn never(_: &Closed, report: &mut Report<'_, '_>) {
        report.fail("name", "is not taken");
    }

    let all = cases::<Closed>(1);
    assert_eq!(
        missed(&all),
        [
            "`name.length`: no order was found that breaks it alone; broken with `closed`",
            "`name.length`: no valid order was found",
            "`closed`: no valid order was found",
        ],
    );
    assert!(all.take(100).all(|case| !case.is_valid()));
}

#[test]
fn a_function_that_takes_all_is_said_to_do_so() {
    #[derive(OrderRequest)]
    #[check(open, always, reads(name), "all orders are taken")]
    struct Open {
        name: Option<String>,
    }

    fn always(_: &Open, _: &mut Report<'_, '_>) {}

    let all = cases::<Open>(1);
    assert_eq!(
        missed(&all),
        [
            "`open`: no order was found that breaks it: a function of the user decides, and took all that was tried"
        ],
    );
    assert!(all.take(100).all(|case| case.is_valid()));
}

#[test]
fn a_request_may_hold_itself() {
    #[derive(OrderRequest)]
    struct Level {
        #[range(..=3)]
        size: u8,
        #[required_if(size == 2)]
        #[nested]
        inner: Option<Box<Level>>,
        #[nested]
        #[blank(value)]
        others: Vec<Level>,
    }

    let all = cases::<Level>(1);
    assert_eq!((all.rules(), missed(&all)), (4, vec![]));
    let cases: Vec<_> = all.take(500).collect();
    let broken: BTreeSet<&str> =
        cases.iter().flat_map(|case| case.broken()).map(|it| it.rule.as_str()).collect();
    // The rules of inner levels have their places.
    for rule in ["size.range", "inner.size.range", "others[].inner.required_if"] {
        assert!(broken.contains(rule), "{rule}: {broken:?}");
    }
    let valid = cases.iter().filter(|case| case.is_valid()).count();
    assert!((200..=300).contains(&valid), "{valid}");
}

#[test]
fn a_request_that_must_hold_itself_without_end_has_no_valid_case() {
    // A list that is empty is absent, and the type asks for one.
    #[derive(OrderRequest)]
    struct Endless {
        size: u8,
        #[nested]
        others: Vec<Endless>,
    }

    let all = cases::<Endless>(1);
    assert_eq!((all.rules(), all.unreached().is_empty()), (2, false));
    for case in all.take(20) {
        assert!(!case.is_valid());
        assert!(case.document().len() < 300_000);
    }
}

#[test]
fn a_list_that_is_too_long_to_be_made_is_listed() {
    #[derive(OrderRequest)]
    struct Bulk {
        #[length(..=4_000_000_000)]
        items: Option<Vec<u8>>,
        #[length(..=900)]
        some: Option<Vec<u8>>,
        #[length(5_000..)]
        text: Option<String>,
    }

    let all = cases::<Bulk>(1);
    assert_eq!(
        missed(&all),
        [
            "`items.length`: no order was found that breaks it: no list of more than 1024 items is made, nor a text of \
          more than 16384 characters"
        ],
    );
    for case in all.take(60) {
        assert_eq!(case.request::<Bulk>().unwrap().validate().is_ok(), case.is_valid());
        assert!(case.document().len() < 40_000, "{} bytes", case.document().len());
    }
}

#[test]
fn a_pattern_that_few_texts_match_is_kept_and_broken() {
    #[derive(OrderRequest)]
    struct Rare {
        #[pattern("DE[0-9]{2}( [0-9]{4}){4} [0-9]{2}")]
        iban: String,
        #[pattern("only this text")]
        fixed: String,
        #[pattern("[α-ω]{3}")]
        greek: Option<String>,
        #[pattern("[a-z]{200}")]
        long: Option<String>,
        #[pattern("[ab]*a[ab]{7}")]
        states: Option<String>,
        #[pattern("[0-9]+")]
        #[length(40)]
        digits: Option<String>,
    }

    let all = cases::<Rare>(1);
    assert_eq!(missed(&all), [""; 0]);
    let valid: Vec<Rare> =
        all.filter(|it| it.is_valid()).take(200).map(|it| it.request().unwrap()).collect();
    let ibans: BTreeSet<&str> = valid.iter().map(|it| it.iban.as_str()).collect();
    assert!(ibans.len() > 10, "{ibans:?}");
    assert!(valid.iter().any(|it| it.greek.is_some()));
    assert!(valid.iter().any(|it| it.long.as_ref().is_some_and(|it| it.len() == 200)));
    assert!(valid.iter().any(|it| it.states.is_some()));
    assert!(valid.iter().any(|it| it.digits.is_some()));
}

#[test]
fn a_pattern_without_any_text_is_listed() {
    #[derive(OrderRequest)]
    struct Odd {
        #[pattern("([a-z][a-z])+")]
        #[length(3)]
        code: Option<String>,
    }

    // A text that keeps one of the rules breaks the other. The proof sees only the least and the greatest length.
    let all = cases::<Odd>(1);
    assert_eq!(all.rules(), 2);
    for case in all.take(100) {
        let order: Odd = case.request().unwrap();
        let is_absent = order.code.is_none_or(|code| code.trim().is_empty());
        assert_eq!(is_absent, case.is_valid(), "{}", case.document());
    }
}

#[test]
fn without_a_context_there_are_no_cases() {
    struct Account {
        is_open: bool,
    }

    #[derive(OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[forbidden_unless(ctx.is_open)]
        note: Option<String>,
    }

    let mut all = cases_in::<Order>(1, &[]);
    assert_eq!(
        missed(&all),
        ["`note.forbidden_unless`: no order was found that breaks it: there is no context"],
    );
    assert_eq!(all.next(), None);
    let only = [Account { is_open: true }];
    assert_eq!(
        missed(&cases_in::<Order>(1, &only)),
        ["`note.forbidden_unless`: no order was found that breaks it: all that was tried keeps it"],
    );
    let both = [Account { is_open: true }, Account { is_open: false }];
    let breaker = cases_in::<Order>(1, &both).find(|case| !case.is_valid()).unwrap();
    assert_eq!(
        (breaker.context(), breaker.broken()[0].rule.as_str()),
        (1, "note.forbidden_unless")
    );
}

#[test]
fn a_member_that_is_in_no_document_is_never_set() {
    #[derive(OrderRequest)]
    struct Order {
        #[order(skip)]
        internal: u8,
        #[required_if(internal == 0)]
        note: Option<String>,
        #[required_if(internal == 1)]
        other: Option<String>,
    }

    let all = cases::<Order>(1);
    assert_eq!(
        missed(&all),
        ["`other.required_if`: no order was found that breaks it: all that was tried keeps it"],
    );
    assert!(all.take(100).all(|case| !case.document().contains("internal")));
}
