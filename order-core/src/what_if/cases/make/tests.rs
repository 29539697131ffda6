//! Values that are put into drafts.

use super::*;
use crate::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    internal: u8,
    years: u8,
}

#[test]
fn a_field_that_is_in_no_document_is_not_set() {
    let mut draft = Tree::empty(Order::SCHEMA);
    for (field, number) in [(0, 7), (1, 8)] {
        put(&mut draft, &[Step::Field(field)], Tree::Number(number));
    }
    let values: Vec<Tree> = draft.members().map(|(_, value)| value.clone()).collect();
    assert!(values[0].is_same(&Tree::Absent) && values[1].is_same(&Tree::Number(8)), "{values:?}");
}

#[test]
fn a_blank_that_is_refused_is_removed_or_given() {
    #[derive(OrderRequest)]
    struct Named {
        #[blank(reject)]
        name: Option<String>,
    }
    let schema = Named::SCHEMA;
    let rule = schema.rules.iter().find(|rule| matches!(rule.demand, Demand::NotBlank)).unwrap();
    let here = Here { schema, base: &[], bound: &[] };
    let (mut removed, mut given) = (0, 0);
    for seed in 0..40 {
        let (random, profiles) = (Random::new(seed), Profiles::of(schema));
        let mut maker = Maker { schema, random, profiles, context: &(), forced: Vec::new() };
        let mut draft = Tree::empty(schema);
        put(&mut draft, &[Step::Field(0)], Tree::Text(" ".into()));
        maker.demand(&mut draft, here, rule, 0, true);
        match draft.get(&[Step::Field(0)]) {
            None => removed += 1,
            Some(value) => {
                assert!(!value.is_blank(), "{value:?}");
                given += 1;
            }
        }
    }
    assert!(removed > 5 && given > 5, "{removed} {given}");
}
