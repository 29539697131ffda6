//! Requests that libraries draw at random, valid ones and barely invalid ones.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod listed;

use std::{collections::BTreeSet, fmt::Debug};

use arbitrary::{Arbitrary, Unstructured};
use order_client::retail::CodeSigningOrder;
use order_core::{
    OrderRequest, OrderValue, ReadRequest, Report, Valid,
    cases::{
        BarelyInvalid, Draws, Undrawn,
        proptest::{barely_invalid, valid},
    },
    json,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, TestError, TestRunner},
};

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(Debug, OrderRequest)]
struct Contact {
    #[format(email)]
    email: String,
    #[length(..=30)]
    name: Option<String>,
}

#[derive(Debug, OrderRequest)]
#[rule(in_order, first <= last, "the first comes first")]
#[check(total, check_total)]
struct Order {
    #[order(path)]
    account: u32,
    #[range(1..=90)]
    years: u8,
    ev: bool,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    method: Option<Method>,
    first: Option<i32>,
    last: Option<i32>,
    #[nested]
    contacts: Option<Vec<Contact>>,
    #[length(..=40)]
    note: Option<String>,
}

fn check_total(order: &Order, report: &mut Report<'_, '_>) {
    if order.account == 13 {
        report.fail("account", "is unlucky");
    }
}

/// The number of requests that are drawn of a type.
const DRAWS: u64 = 1_000;

fn assert_drawn<T>()
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let draws = Draws::of::<T>();
    let again = Draws::of::<T>();
    let (mut documents, mut rules) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..DRAWS {
        let case = draws.valid(seed).unwrap();
        let request: T = case.request().unwrap();
        assert!(request.validate().is_ok(), "{}", case.document());
        assert_eq!((case.about(), case.is_valid()), (None, true));
        documents.insert(case.document().to_owned());

        let case = draws.barely_invalid(seed).unwrap();
        let rule = case.about().unwrap();
        assert!(!case.is_valid());
        assert!(case.broken().iter().all(|it| it.rule == rule), "{rule}: {:?}", case.broken());
        let error = json::from_str::<Valid<T>>(case.document()).err().unwrap();
        assert!(error.problems().iter().all(|it| it.violation().is_some()), "{error}");
        rules.insert(rule.to_owned());

        // Nothing depends on what was drawn before.
        if seed % 97 == 0 {
            let other = DRAWS - seed;
            assert_eq!(again.barely_invalid(other), draws.barely_invalid(other));
            assert_eq!(again.valid(seed), draws.valid(seed));
        }
    }
    assert!(documents.len() as u64 > DRAWS / 4, "{} different documents", documents.len());
    let breakable: BTreeSet<String> = draws.breakable().into_iter().collect();
    assert_eq!(rules, breakable, "every rule that can be broken alone is");
}

#[test]
fn a_thousand_draws_of_each_kind_are_what_they_are_said_to_be() {
    assert_drawn::<Order>();
    assert_drawn::<CodeSigningOrder>();
}

#[test]
fn draws_read_facts_of_contexts() {
    struct Account {
        most: u8,
    }

    #[derive(Debug, OrderRequest)]
    #[order(context = Account)]
    #[rule(in_stock, amount <= ctx.most, "there are no more", at = amount)]
    struct Ordered {
        amount: u8,
    }

    let accounts = [Account { most: 3 }, Account { most: 200 }];
    let draws = Draws::in_contexts::<Ordered>(&accounts);
    let mut contexts = BTreeSet::new();
    for seed in 0..100 {
        let case = draws.valid(seed).unwrap();
        let order: Ordered = case.request().unwrap();
        assert!(order.validate_in(&accounts[case.context()]).is_ok());
        contexts.insert(case.context());
        assert!(!draws.barely_invalid(seed).unwrap().is_valid());
    }
    assert_eq!(contexts, BTreeSet::from([0, 1]));
    let none = Draws::in_contexts::<Ordered>(&[]);
    assert!(matches!(none.valid(1), Err(Undrawn::Valid { request: "Ordered", .. })));
    assert!(none.barely_invalid(1).unwrap_err().to_string().contains("there is no context"));
}

/// No request keeps the rule.
#[derive(Debug, OrderRequest)]
#[check(never, refuse)]
struct Impossible {
    years: u8,
}

fn refuse(_: &Impossible, report: &mut Report<'_, '_>) {
    report.fail("years", "is refused");
}

/// No request breaks a rule.
#[derive(Debug, OrderRequest)]
struct Unruled {
    years: Option<u8>,
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let draws = Draws::of::<Impossible>();
    assert_eq!(
        draws.valid(1).unwrap_err().to_string(),
        "no valid `Impossible` was found, so none can be drawn; write some yourself, or a `check` or a \
         fact of the context refuses all that were tried",
    );
    let draws = Draws::of::<Unruled>();
    assert!(draws.valid(1).is_ok());
    assert_eq!(
        draws.barely_invalid(1).unwrap_err().to_string(),
        "no `Unruled` can break a rule, so no invalid one can be drawn; draw valid ones only",
    );
    assert!(draws.breakable().is_empty());

    let mut runner = TestRunner::deterministic();
    let Err(aborted) = valid::<Impossible>().new_tree(&mut runner) else { panic!("none exists") };
    assert!(aborted.to_string().starts_with("no valid `Impossible` was found"), "{aborted}");
    assert!(barely_invalid::<Unruled>().new_tree(&mut runner).is_err());
}

#[test]
#[should_panic(expected = "no valid `Impossible` was found")]
fn a_target_of_a_fuzzer_that_would_never_run_panics() {
    let _ = Valid::<Impossible>::arbitrary(&mut Unstructured::new(b"12345678"));
}

#[test]
fn the_bytes_of_a_fuzzer_are_a_request() {
    let drawn = |bytes: &[u8]| {
        let mut data = Unstructured::new(bytes);
        let order = Valid::<Order>::arbitrary(&mut data).unwrap();
        let invalid = BarelyInvalid::<Order>::arbitrary(&mut data).unwrap();
        assert!(order.validate().is_ok());
        assert!(invalid.broken().iter().all(|it| it.rule == invalid.rule()));
        (json::to_string(order.as_ref()), invalid.into_case())
    };
    let all: BTreeSet<String> = (0..200_u64)
        .map(|seed| {
            let bytes = [seed.to_le_bytes(), (seed + 1).to_le_bytes()].concat();
            assert_eq!(drawn(&bytes), drawn(&bytes));
            drawn(&bytes).0
        })
        .collect();
    assert!(all.len() > 50, "{} different requests", all.len());
    // A fuzzer that starts with nothing draws as well.
    drawn(b"");
    assert_eq!(Valid::<Order>::size_hint(0), (8, Some(8)));
}

fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config { failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
}

/// The request with which a test fails, made small.
fn failing<V: Debug>(strategy: impl Strategy<Value = V>, keeps: impl Fn(&V) -> bool) -> V {
    let result = runner().run(&strategy, |value| {
        proptest::prop_assert!(keeps(&value));
        Ok(())
    });
    match result {
        Err(TestError::Fail(_, value)) => value,
        other => panic!("no failure: {other:?}"),
    }
}

#[test]
fn a_failure_is_made_small_and_stays_valid() {
    let order = failing(valid::<Order>(), |order| order.years < 20);
    assert_eq!(json::to_string(order.as_ref()), r#"{"years":20,"ev":false}"#);
    assert_eq!(order.account, 0);

    let order = failing(valid::<Order>(), |order| order.method.is_none());
    assert_eq!((order.ev, order.years, order.note.is_none()), (true, 1, true));

    let with_contact =
        |order: &Valid<Order>| order.contacts.as_ref().is_some_and(|it| it.len() > 1);
    let order = failing(valid::<Order>(), |order| !with_contact(order));
    let contacts = order.contacts.as_ref().unwrap();
    assert_eq!(contacts.len(), 2);
    assert!(contacts.iter().all(|it| it.name.is_none()));
}

#[test]
fn a_failure_breaks_the_same_rule_alone_while_it_is_made_small() {
    let found = failing(barely_invalid::<Order>(), |order| order.rule() != "note.length");
    assert_eq!(found.rule(), "note.length");
    assert_eq!(found.broken().len(), 1);
    let order: Order = found.request().unwrap();
    assert_eq!(order.note.unwrap().chars().count(), 41);
    assert_eq!((order.years, order.ev, order.first), (1, false, None));

    // There is no `Order` of a document without a member that it needs.
    let found = failing(barely_invalid::<Order>(), |order| order.rule() != "years.required");
    assert_eq!(found.document(), r#"{"account":0,"ev":false}"#);
    assert!(found.request::<Order>().is_err());
}

#[test]
fn a_strategy_draws_the_same_by_the_same_seed() {
    let drawn = || {
        let mut runner = runner();
        let orders = (valid::<Order>(), barely_invalid::<Order>());
        let drawn = |_| format!("{:?}", orders.new_tree(&mut runner).unwrap().current());
        (0..50).map(drawn).collect::<Vec<_>>()
    };
    assert_eq!(drawn(), drawn());
}

#[test]
fn a_tree_ends_and_goes_back_to_what_it_was() {
    let mut runner = runner();
    for _ in 0..20 {
        let mut tree = valid::<Order>().new_tree(&mut runner).unwrap();
        assert!(!tree.complicate(), "nothing was simplified");
        let first = format!("{:?}", tree.current());
        // Every step is refused, so the tree is what it was in the end.
        let mut steps = 0;
        while tree.simplify() {
            assert!(tree.current().validate().is_ok());
            assert!(tree.complicate());
            steps += 1;
            assert!(steps < 1_000, "no end");
        }
        assert_eq!(format!("{:?}", tree.current()), first);
        // Every step is kept, so nothing is left that can go.
        while tree.simplify() {}
        let order = tree.current();
        assert_eq!(json::to_string(order.as_ref()), r#"{"years":1,"ev":false}"#);
    }
}
