//! Enums with data: the rules inside of them, and the conditions and verbs that reach through their variants.

use std::collections::BTreeMap;

use order_core::{
    OrderRequest, OrderValue, json,
    schema::{self, Schema},
};

/// The rules that a request breaks, as `path: code`, from the generated check; the interpreter must agree.
fn found<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let (generated, interpreted) = (request.validate(), schema::interpret(request));
    assert_eq!(format!("{generated:?}"), format!("{interpreted:?}"), "the interpreter disagrees");
    let violations = generated.err().into_iter().flatten();
    violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
}

const NONE: [&str; 0] = [];

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Brand {
    Visa,
    Amex,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Card {
    #[order(rename = "card-number")]
    #[length(4..=19)]
    number: Option<String>,
    brand: Option<Brand>,
    #[default_value(3)]
    retries: Option<u8>,
    #[required_if(brand == Amex)]
    holder: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
struct BankTransfer {
    #[length(..=8)]
    iban: String,
}

/// Method of payment.
#[derive(Debug, Clone, OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    /// By card.
    Card(Card),
    /// By a transfer.
    #[order(rename = "bank", alias = "wire")]
    Transfer(Box<BankTransfer>),
    SeveralCards(Vec<Card>),
    ByName(BTreeMap<String, BankTransfer>),
}

fn card(number: &str) -> Payment {
    Payment::Card(Card { number: text(number), ..Card::default() })
}

fn transfer(iban: &str) -> Payment {
    Payment::Transfer(Box::new(BankTransfer { iban: iban.to_owned() }))
}

mod inside {
    use super::*;

    #[derive(OrderRequest)]
    struct Order {
        #[nested]
        payment: Payment,
        #[nested]
        second: Option<Payment>,
        #[nested]
        more: Option<Vec<Payment>>,
        #[order(unchecked)]
        unchecked: Option<Payment>,
    }

    fn order(payment: Payment) -> Order {
        Order { payment, second: None, more: None, unchecked: None }
    }

    #[test]
    fn the_rules_of_what_is_held_are_checked() {
        assert_eq!(found(&order(card("1234"))), NONE);
        assert_eq!(found(&order(card("123"))), ["payment.card.card-number: length"]);
        assert_eq!(found(&order(transfer(""))), ["payment.bank.iban: required"]);
        let cards = Payment::SeveralCards(vec![
            Card::default(),
            Card { brand: Some(Brand::Amex), ..Card::default() },
        ]);
        assert_eq!(found(&order(cards)), ["payment.several_cards[1].holder: required"]);
        let iban = BankTransfer { iban: "123456789".to_owned() };
        let by_name = Payment::ByName(BTreeMap::from([("a b".to_owned(), iban)]));
        assert_eq!(found(&order(by_name)), ["payment.by_name.a b.iban: length"]);
    }

    #[test]
    fn options_and_lists_of_enums_are_checked() {
        let order = Order {
            second: Some(card("1")),
            more: Some(vec![card("1234"), transfer("")]),
            unchecked: Some(card("1")),
            ..order(transfer("a"))
        };
        assert_eq!(
            found(&order),
            ["second.card.card-number: length", "more[1].bank.iban: required"]
        );
    }

    #[test]
    fn an_enum_is_a_request_of_its_own() {
        assert_eq!(found(&card("123")), ["card.card-number: length"]);
        assert!(card("1234").into_valid().is_ok());
    }

    #[test]
    fn an_empty_list_is_a_variant_that_is_given() {
        assert_eq!(found(&order(Payment::SeveralCards(Vec::new()))), NONE);
    }
}

mod conditions {
    use super::*;

    #[derive(Default, OrderRequest)]
    struct Order {
        #[order(unchecked)]
        payment: Option<Payment>,
        #[required_if(payment.Card.number == "1234")]
        number: Option<u8>,
        #[required_if(present(payment.Transfer) || given(payment.SeveralCards))]
        variant: Option<u8>,
        #[required_if(payment.Card.brand != Brand::Visa && present(payment))]
        brand: Option<u8>,
        #[required_if(payment.Card.retries >= 3)]
        retries: Option<u8>,
        #[required_if(any(card in payment.SeveralCards, card.brand == Brand::Amex) || len(payment.ByName) > 1)]
        several: Option<u8>,
        #[forbidden_unless(count(payment.Card, payment.Transfer) == 1)]
        single: Option<u8>,
    }

    fn order(payment: Payment) -> Order {
        Order { payment: Some(payment), ..Order::default() }
    }

    #[test]
    fn a_path_leads_through_a_variant() {
        let found = |payment| found(&order(payment));
        assert_eq!(
            found(card("1234")),
            ["number: required", "brand: required", "retries: required"]
        );
        assert_eq!(found(transfer("a")), ["variant: required", "brand: required"]);
        let visa = Card { brand: Some(Brand::Visa), retries: Some(1), ..Card::default() };
        assert_eq!(found(Payment::Card(visa)), NONE);
        let amex = Card { brand: Some(Brand::Amex), ..Card::default() };
        assert_eq!(
            found(Payment::SeveralCards(vec![amex])),
            ["variant: required", "brand: required", "several: required"],
        );
    }

    #[test]
    fn the_other_variants_and_an_absent_enum_have_nothing() {
        let single = |payment| Order { payment, single: Some(0), ..Order::default() };
        assert_eq!(found(&Order::default()), NONE);
        assert_eq!(found(&single(None)), ["single: forbidden"]);
        let visa = Card { brand: Some(Brand::Visa), retries: Some(1), ..Card::default() };
        assert_eq!(found(&single(Some(Payment::Card(visa)))), NONE);
        assert_eq!(
            found(&single(Some(Payment::ByName(BTreeMap::new())))),
            ["brand: required", "single: forbidden"],
        );
    }

    #[test]
    fn messages_speak_in_wire_names() {
        let violations = order(card("1234")).validate().unwrap_err();
        assert_eq!(
            violations.to_string(),
            "`number` is required because `payment.card.card-number` is `1234`; give it a value\n\
             `brand` is required because `payment.card.brand` is absent and `payment` is present; give it a value\n\
             `retries` is required because `payment.card.retries` is at least 3 by default; give it a value",
        );
        let violations = order(transfer("a")).validate().unwrap_err();
        assert_eq!(
            violations.at("variant").next().unwrap().to_string(),
            "`variant` is required because `payment.bank` is present; give it a value",
        );
    }
}

mod members {
    use super::*;

    #[derive(OrderRequest)]
    #[required(payment.Card.number, if ev)]
    #[forbidden(payment.Transfer, if ev)]
    #[required(payment.SeveralCards, if strict)]
    #[allowed(payment.Card.brand, Brand::Visa, if ev)]
    #[present_iff(payment.Card.holder, ev)]
    #[order(allow(dead_field, dead_rule, false_optional))]
    #[rule(few, payment.Card.retries < 5, "few retries", at = payment.Card.retries)]
    struct Order {
        ev: bool,
        strict: bool,
        #[order(unchecked)]
        payment: Option<Payment>,
    }

    fn order(payment: Payment) -> Order {
        Order { ev: true, strict: false, payment: Some(payment) }
    }

    #[test]
    fn verbs_of_the_struct_reach_into_variants() {
        let amex = Card { brand: Some(Brand::Amex), retries: Some(5), ..Card::default() };
        assert_eq!(
            found(&order(Payment::Card(amex.clone()))),
            [
                "payment.card.card-number: required",
                "payment.card.brand: allowed",
                "payment.card.retries: rule",
                "payment.card.holder: required",
            ],
        );
        let relaxed =
            Order { ev: false, ..order(Payment::Card(Card { holder: text("x"), ..amex })) };
        assert_eq!(
            found(&relaxed),
            ["payment.card.retries: rule", "payment.card.holder: forbidden"]
        );
    }

    #[test]
    fn a_variant_may_be_required_or_forbidden() {
        let forbidden = order(transfer("a"));
        assert!(found(&forbidden).contains(&"payment.bank: forbidden".to_owned()));
        let required = Order { ev: false, strict: true, payment: Some(card("1234")) };
        assert_eq!(found(&required)[0], "payment.several_cards: required",);
        let nothing = Order { ev: true, strict: true, payment: None };
        assert_eq!(found(&nothing), ["payment.card.retries: rule"]);
    }
}

mod lists {
    use super::*;

    #[derive(OrderRequest)]
    #[rule(numbers, unique(p in payments, p.Card.number), "every card once")]
    #[rule(mixed, any(p in payments, present(p.Card)) => any(p in payments, present(p.Transfer)), "both ways")]
    #[rule(short, all(p in payments, !present(p.Transfer) || len(p.Transfer.iban) < 4), "short")]
    struct Order {
        #[nested]
        #[length(..=3)]
        payments: Vec<Payment>,
        #[required_if(count(p in payments, p.Card.number == "1234") >= 2)]
        reason: Option<String>,
        #[order(unchecked)]
        named: Option<BTreeMap<String, Payment>>,
        #[required_if(any(p in named, present(p.Card)))]
        name: Option<String>,
    }

    #[test]
    fn items_are_seen_through_their_variants() {
        let order = |payments| Order { payments, reason: None, named: None, name: None };
        assert_eq!(
            found(&order(vec![card("1234"), card("1234")])),
            ["reason: required", ": rule", ": rule"],
        );
        assert_eq!(found(&order(vec![transfer("a"), transfer("abcd")])), ["payments[1]: rule"]);
        assert_eq!(found(&order(vec![transfer("a"), card("1234"), card("12345")])), NONE);
        let named = Some(BTreeMap::from([("k".to_owned(), card("1234"))]));
        let named = Order { named, ..order(vec![transfer("a")]) };
        assert_eq!(
            named.validate().unwrap_err().to_string(),
            "`name` is required because `named.k.card` is present; give it a value that is not blank",
        );
    }
}

mod in_place {
    use super::*;

    #[derive(OrderRequest)]
    #[required(payment.Card.number, if ev)]
    struct Order {
        ev: bool,
        #[order(flatten)]
        payment: Payment,
        #[order(flatten)]
        other: Option<Other>,
        #[required_if(present(payment.Transfer) || present(other.Voucher))]
        reason: Option<String>,
    }

    #[derive(Debug, OrderValue)]
    enum Other {
        Voucher(BankTransfer),
    }

    #[test]
    fn the_members_of_an_enum_stand_among_the_others() {
        let order = Order { ev: true, payment: card(""), other: None, reason: None };
        assert_eq!(found(&order), ["card.card-number: required"]);
        let voucher = Other::Voucher(BankTransfer { iban: String::new() });
        let order = Order { payment: card("1234"), other: Some(voucher), ..order };
        assert_eq!(found(&order), ["Voucher.iban: required", "reason: required"]);
        assert_eq!(
            json::to_string(&order),
            r#"{"ev":true,"card":{"card-number":"1234"},"Voucher":{"iban":""}}"#,
        );
    }
}

mod contexts {
    use super::*;

    struct Account {
        allows_cards: bool,
        usual: Payment,
    }

    #[derive(Debug, OrderRequest)]
    #[order(context = Account)]
    struct Choice {
        #[forbidden_unless(ctx.allows_cards)]
        card: Option<u8>,
        #[required_if(present(ctx.usual.Transfer) && ctx.usual.Transfer.iban == "x")]
        reason: Option<u8>,
    }

    #[derive(Debug, OrderValue)]
    #[order(context = Account)]
    enum Chosen {
        Choice(Choice),
        Plain(BankTransfer),
        Inner(Box<Chosen>),
    }

    #[derive(OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[nested]
        chosen: Chosen,
    }

    #[test]
    fn the_context_goes_down_through_variants() {
        let paths = |chosen: Chosen, account: &Account| {
            let order = Order { chosen };
            let generated = order.validate_in(account);
            assert_eq!(
                format!("{generated:?}"),
                format!("{:?}", schema::interpret_in(&order, account)),
            );
            let violations = generated.err().into_iter().flatten();
            violations.map(|violation| violation.path().to_string()).collect::<Vec<_>>()
        };
        let choice = || Chosen::Choice(Choice { card: Some(1), reason: None });
        let account = Account { allows_cards: false, usual: transfer("x") };
        assert_eq!(paths(choice(), &account), ["chosen.Choice.card", "chosen.Choice.reason"],);
        assert_eq!(
            paths(Chosen::Inner(Box::new(choice())), &account)[0],
            "chosen.Inner.Choice.card",
        );
        let account = Account { allows_cards: true, usual: card("1234") };
        assert_eq!(paths(choice(), &account), NONE);
        let plain = Chosen::Plain(BankTransfer { iban: String::new() });
        assert_eq!(paths(plain, &account), ["chosen.Plain.iban"]);
    }
}

#[test]
fn the_schema_of_an_enum_is_that_of_optional_members() {
    let schema: &Schema = Payment::SCHEMA;
    assert_eq!((schema.name, schema.doc), ("Payment", "Method of payment."));
    let fields: Vec<_> = (schema.fields.iter())
        .map(|field| (field.name, field.rust, field.doc, field.ty.optional))
        .collect();
    assert_eq!(
        fields,
        [
            ("card", "Card", "By card.", true),
            ("bank", "Transfer", "By a transfer.", true),
            ("several_cards", "SeveralCards", "", true),
            ("by_name", "ByName", "", true),
        ],
    );
    assert_eq!(schema.fields[1].attributes.aliases, ["wire"]);
    assert_eq!(schema.groups[0].kind, schema::GroupKind::ExactlyOne);
    assert_eq!(schema.groups[0].members, [0, 1, 2, 3]);
}

#[derive(Debug, OrderRequest)]
struct Account {
    number: String,
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Paid {
    ByCard(Account),
    ByTransfer(Account),
    Later(Account),
}

#[derive(Debug, OrderRequest)]
struct Bill {
    #[nested]
    paid: Paid,
}

#[test]
fn two_variants_at_once_are_told_by_their_places() {
    let document = r#"{"paid": {"by_card": {"number": "1"}, "later": {"number": "2"}}}"#;
    let error = json::from_str::<Bill>(document).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    let because = problem.violation().unwrap().because();
    let facts: Vec<_> = because.iter().map(|fact| fact.to_string()).collect();
    assert_eq!(
        facts,
        ["`paid.by_card` is present", "`paid.by_transfer` is absent", "`paid.later` is present"]
    );
}
