//! Enums with data in every format.

use std::collections::BTreeMap;

use order_core::{Code, OrderRequest, OrderValue, Valid, form, json, xml};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Card {
    number: Option<String>,
    #[default_value(1)]
    tries: u8,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct BankTransfer {
    iban: String,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Nothing {}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    Card(Card),
    #[order(rename = "bank", alias = "wire")]
    Transfer(Box<BankTransfer>),
    SeveralCards(Vec<Card>),
    ByName(BTreeMap<String, BankTransfer>),
    Cash(Nothing),
    Inner(Voucher),
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Voucher {
    Gift(BankTransfer),
    Rebate(Card),
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(root = "order", serde)]
struct Order {
    validity: Option<u8>,
    #[nested]
    payment: Payment,
    more: Option<Vec<Payment>>,
    #[order(flatten)]
    voucher: Option<Voucher>,
}

fn bank(iban: &str) -> BankTransfer {
    BankTransfer { iban: iban.to_owned() }
}

fn card(tries: u8) -> Card {
    Card { number: Some("1".to_owned()), tries }
}

fn order(payment: Payment) -> Order {
    Order { validity: None, payment, more: None, voucher: None }
}

fn orders() -> Vec<Order> {
    let of_each = vec![
        Payment::Card(card(2)),
        Payment::Transfer(Box::new(bank("a"))),
        Payment::SeveralCards(vec![card(1), card(3)]),
        Payment::ByName(BTreeMap::from([("k".to_owned(), bank("b"))])),
        Payment::Inner(Voucher::Rebate(card(4))),
    ];
    let full = Order {
        validity: Some(1),
        more: Some(of_each.clone()),
        voucher: Some(Voucher::Gift(bank("c"))),
        ..order(of_each[0].clone())
    };
    of_each.into_iter().map(order).chain([full]).collect()
}

fn problems(document: &str) -> Vec<String> {
    let error = json::from_str::<Order>(document).unwrap_err();
    error.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn an_enum_is_an_object_with_one_member() {
    let written = |payment| json::to_string(&order(payment));
    assert_eq!(written(Payment::Card(card(2))), r#"{"payment":{"card":{"number":"1","tries":2}}}"#,);
    assert_eq!(
        written(Payment::Transfer(Box::new(bank("a")))),
        r#"{"payment":{"bank":{"iban":"a"}}}"#,
    );
    assert_eq!(written(Payment::SeveralCards(Vec::new())), r#"{"payment":{"several_cards":[]}}"#);
    assert_eq!(written(Payment::Cash(Nothing {})), r#"{"payment":{"cash":{}}}"#);
    assert_eq!(
        written(Payment::Inner(Voucher::Gift(bank("a")))),
        r#"{"payment":{"inner":{"Gift":{"iban":"a"}}}}"#,
    );
    assert_eq!(
        json::to_string(&orders()[5]),
        r#"{"validity":1,"payment":{"card":{"number":"1","tries":2}},"more":[{"card":{"number":"1","tries":2}},{"bank":{"iban":"a"}},{"several_cards":[{"number":"1","tries":1},{"number":"1","tries":3}]},{"by_name":{"k":{"iban":"b"}}},{"inner":{"Rebate":{"number":"1","tries":4}}}],"Gift":{"iban":"c"}}"#,
    );
}

#[test]
fn what_is_written_in_xml_and_in_a_form_is_as_in_json() {
    let order = Order { voucher: Some(Voucher::Gift(bank("c"))), ..order(Payment::Card(card(2))) };
    assert_eq!(
        xml::to_string(&order).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><order><payment><card><number>1</number><tries>2</tries></card></payment><Gift><iban>c</iban></Gift></order>",
    );
    assert_eq!(
        form::to_string(&order).unwrap(),
        "payment%5Bcard%5D%5Bnumber%5D=1&payment%5Bcard%5D%5Btries%5D=2&Gift%5Biban%5D=c",
    );
}

#[test]
fn what_is_written_is_read_back() {
    for order in orders() {
        assert_eq!(json::from_str::<Order>(&json::to_string(&order)).unwrap(), order);
        assert_eq!(json::from_str::<Order>(&json::to_string_pretty(&order)).unwrap(), order);
        assert_eq!(xml::from_str::<Order>(&xml::to_string(&order).unwrap()).unwrap(), order);
        assert_eq!(form::from_str::<Order>(&form::to_string(&order).unwrap()).unwrap(), order);
        let text = serde_json::to_string(&order).unwrap();
        assert_eq!(text, json::to_string(&order));
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
    }
    let empty = [Payment::SeveralCards(Vec::new()), Payment::Cash(Nothing {})];
    for order in empty.map(order) {
        assert_eq!(json::from_str::<Order>(&json::to_string(&order)).unwrap(), order);
        assert_eq!(xml::from_str::<Order>(&xml::to_string(&order).unwrap()).unwrap(), order);
        assert_eq!(form::from_str::<Order>(&form::to_string(&order).unwrap()).unwrap(), order);
    }
}

#[test]
fn an_enum_may_be_the_whole_document() {
    let payment: Valid<Payment> = json::from_str(r#"{"wire": {"iban": "a"}}"#).unwrap();
    assert_eq!(*payment, Payment::Transfer(Box::new(bank("a"))));
    assert_eq!(json::to_string(&*payment), r#"{"bank":{"iban":"a"}}"#);
    assert_eq!(
        json::from_str::<Payment>("{}").unwrap_err().to_string(),
        "line 1, column 2: exactly one of `card`, `bank`, `several_cards`, `by_name`, `cash`, `inner` is required; \
         give one of them",
    );
}

#[test]
fn none_or_two_of_the_members_break_a_rule() {
    let is_required = "exactly one of `card`, `bank`, `several_cards`, `by_name`, `cash`, `inner` is required; \
                       give one of them";
    assert_eq!(
        problems(r#"{"payment": {}}"#),
        [format!("line 1, column 13: `payment`: {is_required}")]
    );
    assert_eq!(
        problems(r#"{"payment": {"card": null}}"#),
        [format!("line 1, column 13: `payment`: {is_required}")],
    );
    assert_eq!(
        problems(r#"{"payment": {"card": {}, "bank": {"iban": ""}}}"#),
        [
            "line 1, column 34: `payment.bank` is one too many: only one of `card`, `bank`, `several_cards`, \
             `by_name`, `cash`, `inner` is allowed; keep one of `card`, `bank`",
            "line 1, column 43: `payment.bank.iban` is required; give it a value that is not blank",
        ],
    );
    let error = json::from_str::<Order>(r#"{"payment": {"card": {}, "cash": {}}}"#).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(
        (problem.path().to_string().as_str(), problem.code()),
        ("payment.cash", Code::GroupExactlyOne)
    );
    assert_eq!(problem.violation().unwrap().rule().source, "exactly one variant");
    assert_eq!(problem.violation().unwrap().because().len(), 6);
}

#[test]
fn a_number_of_members_is_wrong_without_rules_too() {
    assert_eq!(
        problems(
            r#"{"payment": {"cash": {}}, "more": [{"cash": {}}, {}, {"cash": {}, "card": {}}]}"#
        ),
        [
            "line 1, column 50: `more[1]`: exactly one of `card`, `bank`, `several_cards`, `by_name`, `cash`, `inner` \
             is required; give one of them",
            "line 1, column 63: `more[2].cash` is one too many: only one of `card`, `bank`, `several_cards`, \
             `by_name`, `cash`, `inner` is allowed; keep one of `card`, `cash`",
        ],
    );
}

#[test]
fn members_in_place_are_counted_too() {
    let read = |members: &str| {
        json::from_str::<Order>(&format!(r#"{{"payment": {{"cash": {{}}}}{members}}}"#))
    };
    assert_eq!(read("").unwrap().voucher, None);
    assert_eq!(
        read(r#", "Rebate": {}"#).unwrap().voucher,
        Some(Voucher::Rebate(Card { number: None, tries: 1 })),
    );
    assert_eq!(
        read(r#", "Rebate": {}, "Gift": {"iban": "a"}"#).unwrap_err().to_string(),
        "line 1, column 37: `Rebate` is one too many: only one of `Gift`, `Rebate` is allowed; \
         keep one of `Gift`, `Rebate`",
    );
    assert_eq!(
        read(r#", "Rebte": {}"#).unwrap_err().to_string(),
        "line 1, column 27: unknown field `Rebte`; did you mean `Rebate`?",
    );
}

#[test]
fn a_member_that_is_null_is_not_there() {
    let order = json::from_str::<Order>(r#"{"payment": {"card": null, "cash": {}, "bank": null}}"#)
        .unwrap();
    assert_eq!(order.payment, Payment::Cash(Nothing {}));
}

#[test]
fn unknown_and_duplicate_members_are_reported() {
    assert_eq!(
        problems(r#"{"payment": {"cash": {}, "crad": {}}}"#),
        ["line 1, column 26: unknown field `payment.crad`; did you mean `card`?"],
    );
    assert!(problems(r#"{"payment": {"Card": {}}}"#).contains(
        &"line 1, column 14: unknown field `payment.Card`; did you mean `card`?".to_owned()
    ));
    assert_eq!(
        problems(r#"{"payment": {"bank": {"iban": "a"}, "wire": {"iban": "b"}}}"#),
        ["line 1, column 37: `payment.bank` is given twice, first on line 1; remove one"],
    );
}

#[test]
fn what_is_no_object_does_not_fit() {
    for (value, described) in
        [("null", "null"), ("\"card\"", "text"), ("[]", "a list"), ("1", "a number")]
    {
        assert_eq!(
            problems(&format!(r#"{{"payment": {value}}}"#)),
            [format!(
                "line 1, column 13: `payment` must be an object with the fields of `Payment`, not {described}"
            )],
        );
    }
    assert_eq!(
        problems(r#"{"payment": {"card": {"number": [], "tries": "x"}}}"#),
        [
            "line 1, column 33: `payment.card.number` must be text, not a list",
            "line 1, column 46: `payment.card.tries` must be a whole number from 0 to 255",
        ],
    );
}

#[test]
fn a_document_that_is_cut_is_refused_with_words() {
    let document = json::to_string(&orders()[5]);
    for end in 0..document.len() {
        let error = json::from_str::<Order>(&document[..end]).unwrap_err();
        assert!(error.problems().iter().any(|problem| problem.code() == Code::Syntax), "{end}");
    }
}

#[test]
fn every_byte_may_be_another_one() {
    let document = json::to_string(&orders()[5]).into_bytes();
    for index in 0..document.len() {
        for byte in [b'"', b'{', b'}', b'[', b',', b'x', b'0'] {
            let mut changed = document.clone();
            changed[index] = byte;
            if let Err(error) = json::from_slice::<Order>(&changed) {
                assert!(!error.to_string().contains("does not fit"), "{error}");
            }
        }
    }
}
