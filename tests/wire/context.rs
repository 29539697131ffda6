//! Reading in a context: the rules of facts are judged, with places, in every format.

use order_core::{
    Code, OrderRequest, ReadError, Valid, form, json, table::Columns, wire::InContext, xml,
};
use serde::de::DeserializeSeed;

#[derive(Debug, Clone, Copy)]
struct Shop {
    most: u32,
    knows_gifts: bool,
}

const SHOP: Shop = Shop { most: 7, knows_gifts: false };
const GREATER: Shop = Shop { most: 9, knows_gifts: true };

#[derive(Debug, PartialEq, OrderRequest)]
#[order(context = Shop)]
#[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
struct Order {
    isbn: String,
    amount: u32,
    #[forbidden_unless(ctx.knows_gifts)]
    gift: Option<String>,
}

type Found = Vec<(String, Code, usize, usize)>;

fn found(error: &ReadError) -> Found {
    let problems = error.problems().iter();
    let found = problems.map(|it| {
        let position = it.position();
        (it.path().to_string(), it.code(), position.line, position.column)
    });
    found.collect()
}

fn expected(gift: (usize, usize), amount: (usize, usize)) -> Found {
    let amount = ("amount".to_owned(), Code::Rule, amount.0, amount.1);
    vec![amount, ("gift".to_owned(), Code::Forbidden, gift.0, gift.1)]
}

#[test]
fn rules_of_facts_have_a_place_in_json() {
    let text = "{\"isbn\": \"1\",\n \"amount\": 8,\n \"gift\": \"x\"}";
    let error = json::from_str_in::<Valid<Order>>(text, &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((3, 10), (2, 12)));
    let error = json::from_slice_in::<Valid<Order>>(text.as_bytes(), &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((3, 10), (2, 12)));
    assert_eq!(json::from_str_in::<Valid<Order>>(text, &GREATER).unwrap().amount, 8);
}

#[test]
fn rules_of_facts_have_a_place_in_xml() {
    let text = "<request><isbn>1</isbn>\n<amount>8</amount>\n<gift>x</gift></request>";
    let error = xml::from_str_in::<Valid<Order>>(text, &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((3, 7), (2, 9)));
    let error = xml::from_slice_in::<Valid<Order>>(text.as_bytes(), &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((3, 7), (2, 9)));
    assert_eq!(xml::from_str_in::<Valid<Order>>(text, &GREATER).unwrap().amount, 8);
}

#[test]
fn rules_of_facts_have_a_place_in_a_form() {
    let text = "isbn=1&amount=8&gift=x";
    let error = form::from_str_in::<Valid<Order>>(text, &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((1, 22), (1, 15)));
    let error = form::from_slice_in::<Valid<Order>>(text.as_bytes(), &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((1, 22), (1, 15)));
    assert_eq!(form::from_str_in::<Valid<Order>>(text, &GREATER).unwrap().amount, 8);
}

#[test]
fn rules_of_facts_have_a_cell_in_a_table() {
    let columns = Columns::<Valid<Order>>::new(["isbn", "amount", "gift"]).unwrap();
    let error = columns.read_in(["1", "8", "x"], &SHOP).unwrap_err();
    assert_eq!(found(&error), expected((1, 3), (1, 2)));
    assert_eq!(columns.read_in(["1", "8", "x"], &GREATER).unwrap().amount, 8);
    let error = columns.read_in(["1", "8"], &SHOP).unwrap_err();
    assert_eq!(found(&error), [(String::new(), Code::Syntax, 1, 3)]);
}

#[test]
fn rules_of_facts_are_judged_with_serde() {
    let read = |text: &str, shop: &Shop| {
        let seed: InContext<'_, Valid<Order>, Shop> = InContext::new(shop);
        seed.deserialize(&mut serde_json::Deserializer::from_str(text))
    };
    let text = r#"{"isbn": "1", "amount": 8, "gift": "x"}"#;
    let error = read(text, &SHOP).unwrap_err().to_string();
    assert!(
        error.contains("there are no more than that") && error.contains("`gift` is not"),
        "{error}"
    );
    assert_eq!(read(text, &GREATER).unwrap().amount, 8);
}

#[test]
fn what_does_not_fit_is_reported_with_the_rules_of_facts() {
    let text = r#"{"isbn": [], "amount": 8, "gift": "x", "gfit": 1}"#;
    let codes =
        |error: ReadError| -> Vec<Code> { error.problems().iter().map(|it| it.code()).collect() };
    let known = [Code::Type, Code::Rule, Code::Forbidden, Code::UnknownField];
    assert_eq!(codes(json::from_str_in::<Order>(text, &SHOP).unwrap_err()), known);
    assert_eq!(codes(json::from_str_in::<Valid<Order>>(text, &SHOP).unwrap_err()), known);
    // Without a context nothing is said about facts.
    let unknown = [Code::Type, Code::UnknownField];
    assert_eq!(codes(json::from_str::<Order>(text).unwrap_err()), unknown);
    // With broken syntax no rule is judged.
    let broken = [Code::Type, Code::Syntax];
    assert_eq!(
        codes(json::from_str_in::<Order>(r#"{"isbn": [], "amount": 8"#, &SHOP).unwrap_err()),
        broken
    );
}

#[test]
fn a_request_that_breaks_rules_of_facts_is_read_as_such() {
    let order: Order = json::from_str_in(r#"{"isbn": "1", "amount": 8}"#, &SHOP).unwrap();
    assert!(order.validate_in(&SHOP).is_err() && order.validate_in(&GREATER).is_ok());
    let error = json::from_slice_in::<Order>(b"{\"isbn\": \"\xff\"}", &SHOP).unwrap_err();
    assert_eq!(found(&error), [(String::new(), Code::Syntax, 1, 11)]);
}
