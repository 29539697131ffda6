//! The counts of the search, and the words of rules that it cannot break.

use std::collections::BTreeMap;

use super::*;
use crate::{
    OrderRequest, OrderValue,
    what_if::cases::{
        Case, Cases, Draws, LATEST, Missing, Undrawn, Unreached, cases, cases_with, judge,
    },
};

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    years: u8,
    #[length(..=2)]
    note: Option<String>,
}

/// A search whose requests keep all rules.
fn search() -> Search<'static> {
    Search::new(Order::SCHEMA, vec![&()], Box::new(|_, _| Some(Vec::new())), 1)
}

#[test]
fn a_search_ends_when_its_share_of_the_work_is_used_up() {
    let mut search = search();
    let mut order = Tree::empty(Order::SCHEMA);
    order.replace(&[crate::what_if::spot::Step::Field(0)], Tree::Number(1));
    assert_eq!(document(Order::SCHEMA, &order), r#"{"years":1}"#);
    // Half of the work is for four documents of eleven bytes.
    search.work.set(2 * 44);
    let judge = |search: &mut Search<'_>| -> Vec<bool> {
        (0..5).map(|_| search.judged(order.clone()).is_some()).collect()
    };
    assert_eq!(search.share(2, judge), (vec![true, true, true, true, false], true));
    assert_eq!(search.work.get(), 44);
    assert_eq!(search.share(1, |_| ()), ((), false));
    assert_eq!(search.share(1, judge), (vec![true, true, true, true, false], true));
    // Afterwards each case has its own bound.
    search.unbound();
    assert_eq!(search.share(1, judge), (vec![true; 5], false));
}

#[test]
fn a_rule_for_which_no_work_was_left_is_said_to_be_untried() {
    let search = search();
    search.work.set(0);
    let cases = Cases::new(search);
    let said: Vec<String> = cases.unreached().iter().map(ToString::to_string).collect();
    let stopped = |rule: &str| {
        format!(
            "`{rule}`: no order was found that breaks it: the search was stopped, because the orders are large or \
             the rules are many",
        )
    };
    assert_eq!(said, ["years.required", "years.range", "note.length"].map(stopped));
}

#[test]
fn only_the_latest_documents_are_kept_to_be_told_from_new_ones() {
    let mut cases = cases::<Order>(1);
    let random: Vec<String> = (&mut cases)
        .filter(|case| case.about().is_none())
        .take(3 * LATEST)
        .map(|case| case.document().to_owned())
        .collect();
    assert_eq!(cases.latest.len(), LATEST);
    assert!(cases.latest.iter().eq(&random[2 * LATEST..]));
}

#[test]
fn a_document_with_more_problems_than_are_told_has_no_verdict() {
    #[derive(OrderRequest)]
    struct Part {
        #[allow(dead_code, reason = "it is only read")]
        name: String,
    }
    #[derive(OrderRequest)]
    struct Whole {
        #[nested]
        #[allow(dead_code, reason = "it is only read")]
        parts: Vec<Part>,
    }
    // Each part lacks its name.
    let judged = |count: usize| {
        let parts = vec!["{}"; count].join(",");
        judge::<Whole>(&format!("{{\"parts\":[{parts}]}}"), &()).map(|broken| broken.len())
    };
    assert_eq!([999, 1000, 1001].map(judged), [Some(999), Some(1000), None]);
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    Token,
}

fn is_fine(_: &u8) -> bool {
    true
}

#[derive(OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Unbroken {
    #[length(..=16_384)]
    text: Option<String>,
    #[length(2..=16_384)]
    within: Option<String>,
    #[length(..=1_024)]
    word: Option<String>,
    #[length(..=1_024)]
    items: Option<Vec<u8>>,
    #[length(..=1_023)]
    fewer: Option<Vec<u8>>,
    #[length(..=1_024)]
    entries: Option<BTreeMap<String, u8>>,
    #[length(1..)]
    given: Option<String>,
    #[length(2..)]
    two: Option<String>,
    #[length(1..=5)]
    few: Option<String>,
    #[length(1..)]
    #[blank(value)]
    counted: Option<Vec<u8>>,
    #[range(1..=3)]
    years: Option<u8>,
    #[order(separator = ",")]
    numbers: Option<Vec<u8>>,
    #[order(separator = "\t")]
    methods: Option<Vec<Method>>,
    #[order(separator = ",")]
    texts: Option<Vec<String>>,
    #[order(skip)]
    #[range(1..=3)]
    internal: u8,
    #[check(self::is_fine)]
    checked: Option<u8>,
}

#[derive(OrderRequest)]
struct Short {
    #[length(..=16_383)]
    text: Option<String>,
}

/// The reason of each rule, if no request is found to break one.
fn reasons(schema: &'static Schema) -> Vec<(String, String)> {
    let all = cases_with(1, schema, &[()], |_, _| Some(Vec::new()));
    let reason = |it: &Unreached| match &it.missing {
        Missing::Breaker(reason) => (it.rule.clone(), reason.clone()),
        other => panic!("{}: {other:?}", it.rule),
    };
    all.unreached().iter().map(reason).collect()
}

#[test]
fn a_rule_that_nothing_breaks_has_the_nearest_reason() {
    let long = "no list of more than 1024 items is made, nor a text of more than 16384 characters";
    let all = "all that was tried keeps it";
    let blank = "what is blank is not judged";
    let said = reasons(Unbroken::SCHEMA);
    let said: Vec<_> = said.iter().map(|(rule, reason)| (&**rule, &**reason)).collect();
    assert_eq!(
        said,
        [
            ("text.length", long),
            ("within.length", long),
            ("word.length", all),
            ("items.length", long),
            ("fewer.length", all),
            ("entries.length", long),
            ("given.length", blank),
            ("two.length", all),
            ("few.length", all),
            ("counted.length", all),
            ("years.range", all),
            ("numbers[].separator", "no value that holds `,` is found again in one text"),
            ("methods[].separator", "no value that holds `\\t` is found again in one text"),
            ("texts[].separator", all),
            ("internal.range", "its field is in no document"),
            ("checked.check", "a function of the user decides, and took all that was tried"),
        ],
    );
    assert_eq!(reasons(Short::SCHEMA), [("text.length".to_owned(), all.to_owned())]);
}

#[test]
fn valid_requests_are_kept_until_there_are_enough() {
    // One in a few documents can be read.
    let judged = |document: &str, _: usize| {
        let sum: usize = document.bytes().map(usize::from).sum();
        sum.is_multiple_of(13).then(Vec::new)
    };
    let mut search = Search::new(Order::SCHEMA, vec![&()], Box::new(judged), 1);
    let mut kept = search.valid[0].len();
    assert!((1..KEPT).contains(&kept), "{kept}");
    for _ in 0..3 * KEPT {
        if let Some(found) = search.random_valid() {
            kept = (kept + 1).min(KEPT);
            assert!(search.valid[0].iter().any(|draft| draft.is_same(&found.draft)));
        }
        assert_eq!(search.valid[0].len(), kept);
    }
    assert_eq!(kept, KEPT);
}

#[test]
fn a_list_of_the_greatest_length_that_is_made_breaks_a_rule() {
    #[derive(OrderRequest)]
    struct Bulk {
        #[length(..=1_023)]
        items: Option<Vec<u8>>,
    }
    let all = cases::<Bulk>(1);
    assert_eq!(all.unreached(), []);
    let broken = all.take(2).find(|case| !case.is_valid()).unwrap();
    assert_eq!(broken.request::<Bulk>().unwrap().items.unwrap().len(), 1_024);
}

#[test]
fn the_reason_why_nothing_is_drawn_names_the_first_rule() {
    let undrawn = |first: Option<&str>| {
        let first = first.map(str::to_owned);
        Undrawn::BarelyInvalid { request: "Order", rules: 2, first }.to_string()
    };
    let start = "no `Order` was found that breaks just one of its 2 rules";
    let end = "; see `Cases::unreached` for the reasons";
    assert_eq!(undrawn(None), format!("{start}{end}"));
    assert_eq!(undrawn(Some("`a.length`: …")), format!("{start} (`a.length`: …){end}"));
}

#[test]
fn only_lists_and_maps_have_items_to_count() {
    let list = Tree::list([Tree::Null, Tree::Null].into_iter());
    let map = Tree::Map(vec![("k".into(), Tree::Null)]);
    assert_eq!([&list, &map, &Tree::Null, &Tree::Number(7)].map(Tree::count), [2, 1, 0, 0]);
}

#[test]
fn a_draw_is_simplified_in_its_own_context() {
    struct Account {
        most: u8,
    }
    #[derive(OrderRequest)]
    #[order(context = Account)]
    #[rule(in_stock, amount <= ctx.most, "there are no more", at = amount)]
    struct Ordered {
        amount: u8,
    }
    let accounts = [Account { most: u8::MAX }, Account { most: 3 }];
    let draws = Draws::in_contexts::<Ordered>(&accounts);
    let is_large = |case: &Case| case.request::<Ordered>().is_ok_and(|it| it.amount >= 8);
    let is_wanted = |case: Case| case.context() == 1 && is_large(&case);
    let mut all = (0..).map(|seed| draws.draw_barely_invalid(seed).unwrap());
    let drawn = all.find(|drawn| is_wanted(draws.case_of(drawn))).unwrap();
    // The last draw is of the other context.
    (0..).find(|seed| draws.valid(*seed).unwrap().context() == 0).unwrap();
    let before = draws.case_of(&drawn);
    let (_, simpler) = draws.simpler(&drawn, 0).unwrap();
    let after = draws.case_of(&simpler);
    assert_eq!((before.about(), after.about()), (Some("in_stock"), Some("in_stock")));
    assert_eq!((after.context(), after.is_valid()), (1, false));
}

/// Text that is short.
#[derive(OrderValue)]
#[length(..=2)]
struct Code(String);

#[derive(OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Level {
    size: u8,
    code: Option<Code>,
    #[forbidden_if(size == 0)]
    note: Option<u8>,
    #[nested]
    inner: Option<Box<Level>>,
}

#[test]
fn a_draft_is_simplified_by_what_it_breaks() {
    let judged = |document: &str, _: usize| judge::<Level>(document, &());
    let search = Search::new(Level::SCHEMA, vec![&()], Box::new(judged), 1);
    let simplified = |document: &str| {
        let level: Level = json::from_str(document).unwrap();
        let judged = search.simplified(Tree::of_request(&level), None);
        judged.map(|it| it.document)
    };
    for (document, expected) in [
        (r#"{"size":1,"note":1}"#, r#"{"size":1,"note":1}"#),
        (r#"{"size":0,"note":1}"#, r#"{"size":0}"#),
        (r#"{"size":1,"code":"abc"}"#, r#"{"size":1}"#),
        // Of a rule in a part that holds itself, no target is known.
        (
            r#"{"size":1,"inner":{"size":1,"inner":{"size":0,"note":1}}}"#,
            r#"{"size":1,"inner":{"size":1,"inner":{"size":0}}}"#,
        ),
    ] {
        assert_eq!(simplified(document).as_deref(), Some(expected), "{document}");
    }
}
