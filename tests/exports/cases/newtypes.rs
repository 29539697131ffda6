//! Cases that break the rules of newtypes.

use std::collections::{BTreeMap, BTreeSet};

use order_core::{
    Code, OrderRequest, OrderValue,
    cases::{Case, cases},
};

use super::{SEED, every_claim_holds, missed};

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(2..=8)]
#[pattern("[A-Z][a-z ]*")]
struct JobTitle(String);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[range(1..=100)]
#[multiple_of(5)]
struct Percent(u8);

/// A newtype over a newtype has the rules of both.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(..=4)]
struct ShortTitle(JobTitle);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(1..=2)]
#[each(length(..=3))]
struct Names(Vec<String>);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[keys(length(..=3))]
#[length(..=2)]
struct Labels(BTreeMap<String, u8>);

/// A rule that only warns refuses nothing.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(..=3, warn)]
struct Short(String);

#[derive(Debug, Clone, OrderRequest)]
struct Person {
    #[length(..=3)]
    name: Option<String>,
    title: Option<JobTitle>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Rest {
    share: Option<Percent>,
}

#[derive(Debug, OrderRequest)]
#[expect(dead_code, reason = "only the schema counts")]
struct Staff {
    title: JobTitle,
    titles: Option<Vec<JobTitle>>,
    #[order(separator = ",")]
    joined: Option<Vec<Percent>>,
    table: Option<Vec<Vec<Percent>>>,
    short: Option<ShortTitle>,
    names: Option<Names>,
    labels: Option<Labels>,
    by_key: Option<BTreeMap<String, Labels>>,
    noted: Option<Short>,
    /// A part whose own rules are not checked.
    #[order(unchecked)]
    plain: Option<Person>,
    #[nested]
    people: Option<Vec<Person>>,
    #[order(flatten)]
    rest: Option<Rest>,
    #[order(skip)]
    kept: Option<Percent>,
}

/// The rules of a request, and then those of the newtypes in it, in the order of the places that hold their values.
const RULES: [(&str, Code); 26] = [
    ("title.required", Code::Required),
    ("joined[].separator", Code::Separator),
    ("title.JobTitle.length", Code::Length),
    ("title.JobTitle.pattern", Code::Pattern),
    ("titles[].JobTitle.length", Code::Length),
    ("titles[].JobTitle.pattern", Code::Pattern),
    ("joined[].Percent.range", Code::Range),
    ("joined[].Percent.multiple_of", Code::MultipleOf),
    ("table[][].Percent.range", Code::Range),
    ("table[][].Percent.multiple_of", Code::MultipleOf),
    ("short.ShortTitle.length", Code::Length),
    ("short.JobTitle.length", Code::Length),
    ("short.JobTitle.pattern", Code::Pattern),
    ("names.Names.length", Code::Length),
    ("names.Names[].length", Code::Length),
    ("labels.Labels.length", Code::Length),
    ("labels.Labels[key].length", Code::Length),
    ("by_key[].Labels.length", Code::Length),
    ("by_key[].Labels[key].length", Code::Length),
    ("plain.title.JobTitle.length", Code::Length),
    ("plain.title.JobTitle.pattern", Code::Pattern),
    ("people[].name.length", Code::Length),
    ("people[].title.JobTitle.length", Code::Length),
    ("people[].title.JobTitle.pattern", Code::Pattern),
    ("share.Percent.range", Code::Range),
    ("share.Percent.multiple_of", Code::MultipleOf),
];

#[test]
fn each_rule_of_a_newtype_is_broken_alone_wherever_its_values_are() {
    assert_eq!(missed::<Staff>(&[()]), [""; 0]);
    let all = cases::<Staff>(SEED);
    let systematic: Vec<Case> = (0..2 * all.rules()).zip(all).map(|(_, case)| case).collect();
    let mut found = Vec::new();
    for pair in systematic.chunks(2) {
        let [neighbour, breaker] = pair else { panic!("each rule has two cases") };
        let about = breaker.about().expect("a systematic case");
        assert!(neighbour.is_valid(), "{about}: {}", neighbour.document());
        let rules: BTreeSet<&str> = breaker.broken().iter().map(|it| it.rule.as_str()).collect();
        assert_eq!(Vec::from_iter(rules), [about], "{}", breaker.document());
        found.push((about.to_owned(), breaker.broken()[0].code));
    }
    let found: Vec<_> = found.iter().map(|(rule, code)| (rule.as_str(), *code)).collect();
    assert_eq!(found, RULES);
}

#[test]
fn requests_with_newtypes_are_what_they_claim() {
    every_claim_holds::<Staff>("Staff", &[()], 400);
}

/// A value that breaks a rule of the newtype may always break one of the field.
#[test]
fn what_a_rule_of_the_field_implies_is_listed() {
    #[derive(Debug, OrderRequest)]
    struct Order {
        #[pattern("[A-Z][a-z]")]
        title: Option<JobTitle>,
    }

    let expected = ["length", "pattern"].map(|rule| {
        format!(
            "`title.JobTitle.{rule}`: no order was found that breaks it alone; broken with \
             `title.pattern`"
        )
    });
    assert_eq!(missed::<Order>(&[()]), expected);
}
