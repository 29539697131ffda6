//! Named conditions that use the one before twice: what is written and explained grows with their number.

use order_core::{
    OrderRequest,
    cases::{Case, cases},
    export::{
        json_schema::{self, Form},
        sql::{Dialect, Table},
    },
    schema::Schema,
};

/// Declares a request whose named conditions each use the one before twice.
macro_rules! chain {
    ($type:ident: $first:ident $($more:ident)*) => {
        chain!(@ $type [#[condition($first, a && b)]] $first $($more)*);
    };
    (@ $type:ident [$($attributes:tt)*] $before:ident $next:ident $($more:ident)*) => {
        chain!(@ $type [
            $($attributes)*
            #[condition($next, $before && a || !$before && b)]
        ] $next $($more)*);
    };
    (@ $type:ident [$($attributes:tt)*] $last:ident) => {
        #[derive(Debug, OrderRequest)]
        $($attributes)*
        struct $type {
            a: bool,
            b: bool,
            #[required_if($last)]
            reason: Option<String>,
        }
    };
}

chain!(Ten: c0 c1 c2 c3 c4 c5 c6 c7 c8 c9);
chain!(Forty: c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9
    f0 f1 f2 f3 f4 f5 f6 f7 f8 f9);

#[test]
fn a_json_schema_holds_each_named_condition_once() {
    let [ten, forty] = [Ten::SCHEMA, Forty::SCHEMA]
        .map(|schema| json_schema::export(schema, Form::Read).text.len());
    assert!(forty <= 5 * ten, "{ten} and {forty}");
}

#[test]
fn sql_omits_a_rule_whose_condition_would_be_too_long() {
    let table = |schema: &'static Schema| Table::new(schema, Dialect::Sqlite, "orders");
    assert!(table(Ten::SCHEMA).gaps().is_empty());
    let forty = table(Forty::SCHEMA);
    let gaps: Vec<String> = forty.gaps().iter().map(ToString::to_string).collect();
    let [gap] = &gaps[..] else { panic!("{gaps:?}") };
    assert!(gap.contains("reason.required_if") && gap.ends_with("would be too long"), "{gap}");
    assert!(forty.violations(&[]).text.len() < 10_000);
}

#[test]
fn a_violation_names_each_fact_once() {
    let request = Forty { a: true, b: true, reason: None };
    let violations = request.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`reason` is required because `a` is true and `b` is true; give it a value that is not blank",
    );
}

#[test]
fn repairs_and_cases_follow_each_named_condition_once() {
    let request = Forty { a: true, b: true, reason: None };
    let repairs = request.validate().unwrap_err().repairs(&request);
    assert!(repairs.is_complete());
    let shown: Vec<String> = repairs.iter().map(|repair| repair.to_string()).collect();
    assert_eq!(shown, ["set `b` to `false`", "set `reason`"]);
    let found: Vec<Case> = cases::<Forty>(1).take(50).collect();
    assert_eq!(found.len(), 50);
}
