//! Allocations of an order: none to check a valid one, none to write one into a buffer.

use std::hint::black_box;

use order_client::retail::{CodeSigningOrder, SslOrder};
use order_core::{OrderRequest, Valid, form, json, xml};
use rust_decimal::Decimal;

fn read(document: &str) -> CodeSigningOrder {
    json::from_str(document).unwrap_or_else(|error| panic!("{error}"))
}

/// Allocations while `run` runs.
fn allocations(run: impl FnOnce()) -> u64 {
    allocation_counter::measure(run).count_total
}

const EV: &str = include_str!("../examples/orders/ev-client-app.json");
const SHIPPED: &str = include_str!("../examples/orders/ev-ship-token.json");

#[test]
fn checking_a_valid_order_allocates_nothing() {
    for document in [EV, SHIPPED] {
        let order = read(document);
        let count = allocations(|| {
            assert!(black_box(&order).validate().is_ok());
        });
        assert_eq!(count, 0);
    }
}

#[test]
fn a_violation_whose_condition_states_the_reason_allocates_the_list_alone() {
    let order = CodeSigningOrder { cs_provisioning_method: None, ..read(EV) };
    let violations = order.validate().unwrap_err();
    let said = violations.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("because `ev` is true"), "{said:?}");
    let count = allocations(|| drop(black_box(black_box(&order).validate())));
    assert_eq!(count, 1);
}

#[test]
fn writing_into_a_buffer_with_room_allocates_nothing() {
    let order = read(EV);
    let mut out = Vec::with_capacity(4096);
    assert_eq!(allocations(|| json::write_into(black_box(&order), &mut out)), 0);
    assert!(out.starts_with(b"{\"validity\":\"1\""));
}

#[derive(OrderRequest)]
struct Lists {
    #[order(separator = ",")]
    sans: Vec<&'static str>,
    #[order(separator = "::")]
    codes: Vec<i64>,
    #[order(separator = ";")]
    #[each(range(0..=9))]
    prices: Vec<Decimal>,
}

#[test]
fn a_list_that_is_one_text_allocates_nothing_either() {
    let mut lists =
        Lists { sans: vec!["a.example", "b"], codes: vec![-1, 7], prices: vec![Decimal::ONE] };
    assert_eq!(allocations(|| assert!(black_box(&lists).validate().is_ok())), 0);
    // A decimal has to be shown to be written.
    lists.prices.clear();
    let mut out = Vec::with_capacity(4096);
    assert_eq!(allocations(|| json::write_into(black_box(&lists), &mut out)), 0);
    assert_eq!(out, br#"{"sans":"a.example,b","codes":"-1::7","prices":""}"#);
}

/// The most memory that a reading takes at once, as a multiple of the document.
fn memory(document: &str, read: fn(&str)) -> u64 {
    let most = allocation_counter::measure(|| read(black_box(document))).bytes_max;
    most / document.len() as u64
}

#[test]
fn a_huge_document_takes_memory_in_proportion() {
    let json = |document: &str| drop(json::from_str::<CodeSigningOrder>(document));
    let xml = |document: &str| drop(xml::from_str::<CodeSigningOrder>(document));
    let form = |document: &str| drop(form::from_str::<CodeSigningOrder>(document));
    let many = |start: &str, item: &str, end: &str| format!("{start}{}{end}", item.repeat(20_000));
    for (name, document, read) in [
        ("unknown members", many("{", "\"x\":1,", "\"y\":1}"), json as fn(&str)),
        ("members given again", many("{", "\"ev\":1,", "\"y\":1}"), json),
        ("an endless list", many("{\"ev\":[", "1,", "1]}"), json),
        ("a deep nesting", many("{\"ev\":", "[", ""), json),
        ("a long text", many("{\"ev\":\"", "xxxxxxxxxx", "\"}"), json),
        ("a long text with escapes", many("{\"ev\":\"", "\\n\\u0041", "\"}"), json),
        ("an endless number", many("{\"ev\":", "1234567890", "}"), json),
        ("unknown elements", many("<request>", "<x>1</x>", "</request>"), xml),
        ("elements given again", many("<request>", "<ev>1</ev>", "</request>"), xml),
        ("deep elements", many("<request>", "<x>", ""), xml),
        ("attributes", many("<request ", "a='1' ", "/>"), xml),
        ("references", many("<request><ev>", "&amp;", "</ev></request>"), xml),
        ("comments", many("<request>", "<!-- x -->", "</request>"), xml),
        ("unknown keys", many("", "x=1&", ""), form),
        ("keys given again", many("", "ev=1&", ""), form),
        ("items of an unknown list", many("", "x[]=1&", ""), form),
        ("brackets", many("x", "[a]", "=1"), form),
        ("escapes", many("ev=", "%41", ""), form),
    ] {
        let multiple = memory(&document, read);
        println!("{name}: {multiple}");
        assert!(multiple <= 40, "{name}: {multiple} times the document");
    }
}

#[test]
fn the_items_of_one_text_take_memory_in_proportion() {
    let read = |document: &str| drop(json::from_str::<Valid<SslOrder>>(document));
    for (name, item, most) in [("items", "a,", 60), ("blank items", " ,", 200)] {
        let document = format!("{{\"sans\":\"{}\"}}", item.repeat(100_000));
        let multiple = memory(&document, read);
        println!("{name}: {multiple}");
        assert!(multiple <= most, "{name}: {multiple} times the document");
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(black_box(Box::new(1)))), 1);
    let broken = CodeSigningOrder { validity: 7, ..read(EV) };
    assert!(allocations(|| drop(black_box(&broken).validate())) > 0);
}
