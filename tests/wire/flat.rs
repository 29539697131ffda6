//! Flattened parts: given if a member is, in memory as on the wire.

use order_core::{OrderRequest, OrderValue, ReadRequest, Valid, form, json, schema, xml};

#[derive(Debug, PartialEq, OrderRequest)]
struct Part {
    x: Option<u8>,
    #[order(skip_blank)]
    y: Option<String>,
    z: Option<Option<u8>>,
}

const EMPTY: Part = Part { x: None, y: None, z: None };

#[derive(Debug, PartialEq, OrderRequest)]
struct Order {
    #[order(flatten)]
    #[group_exactly_one("one")]
    part: Option<Part>,
    #[group_exactly_one("one")]
    other: Option<u8>,
    #[forbidden_if(given(part))]
    without: Option<u8>,
    #[required_if(part.x == 1 || part.z == null)]
    reason: Option<u8>,
}

fn order(part: Option<Part>, other: Option<u8>) -> Order {
    Order { part, other, without: None, reason: None }
}

/// Asserts that a request is valid or not by every judge, and that its documents are judged alike.
fn assert_valid<T>(order: &T, is_valid: bool)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de> + std::fmt::Debug,
{
    assert_eq!(order.validate().is_ok(), is_valid, "{order:?}");
    assert_eq!(schema::interpret(order).is_ok(), is_valid, "{order:?}");
    let written = json::to_string(order);
    assert_eq!(json::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
    let written = form::to_string(order).unwrap();
    assert_eq!(form::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
    let written = xml::to_string(order).unwrap();
    assert_eq!(xml::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
}

#[test]
fn a_part_without_given_members_is_absent() {
    assert_valid(&order(Some(EMPTY), Some(1)), true);
    assert_valid(&order(Some(EMPTY), None), false);
    assert_valid(&order(Some(Part { y: Some(" ".to_owned()), ..EMPTY }), Some(1)), true);
    assert_valid(&order(Some(Part { x: Some(0), ..EMPTY }), Some(1)), false);
    assert_valid(&order(Some(Part { x: Some(0), ..EMPTY }), None), true);
    assert_valid(&Order { without: Some(1), ..order(Some(EMPTY), Some(1)) }, true);
    assert_valid(&order(Some(Part { x: Some(1), ..EMPTY }), None), false);
}

#[test]
fn null_gives_a_member_only_if_null_is_a_value() {
    let read = |text: &str| json::from_str::<Order>(text).unwrap();
    assert_eq!(read(r#"{"x":null,"y":null,"other":1}"#), order(None, Some(1)));
    assert_eq!(read(r#"{"x":"","other":1}"#), order(None, Some(1)));
    let null = Some(Part { z: Some(None), ..EMPTY });
    assert_eq!(read(r#"{"z":null}"#), order(null, None));
    assert_eq!(form::from_str::<Order>("x=&other=1").unwrap(), order(None, Some(1)));
}

#[test]
fn a_part_that_must_have_a_member_is_absent_if_all_are_null() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Strict {
        a: u8,
        b: Option<u8>,
    }

    #[derive(Debug, PartialEq, OrderRequest)]
    struct Holder {
        #[order(flatten)]
        strict: Option<Strict>,
        c: u8,
    }

    assert_eq!(
        json::from_str::<Holder>(r#"{"b":null,"c":1}"#).unwrap(),
        Holder { strict: None, c: 1 }
    );
    assert_eq!(
        json::from_str::<Holder>(r#"{"b":1,"c":"x"}"#).unwrap_err().to_string(),
        "line 1, column 12: `c` must be a whole number from 0 to 255\n\
         line 1, column 15: `a` is required; give it a value",
    );
}

#[test]
fn an_enum_with_data_is_flattened_in_a_box() {
    #[derive(Debug, PartialEq, OrderValue)]
    enum Way {
        Post(Part),
        Mail(Vec<Part>),
    }

    #[derive(Debug, PartialEq, OrderRequest)]
    struct Sent {
        #[order(flatten)]
        way: Option<Box<Way>>,
        #[required_if(present(way))]
        at: Option<u8>,
    }

    assert_valid(&Sent { way: Some(Box::new(Way::Post(EMPTY))), at: None }, false);
    assert_valid(&Sent { way: Some(Box::new(Way::Mail(Vec::new()))), at: Some(1) }, true);
    assert_valid(&Sent { way: None, at: None }, true);
    let sent = json::from_str::<Sent>(r#"{"Post":null}"#).unwrap();
    assert_eq!(sent, Sent { way: None, at: None });
}

#[test]
fn what_skip_blank_leaves_out_is_not_given() {
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(skip_blank)]
    struct Skips {
        tags: Option<Vec<u8>>,
        #[required_if(given(tags))]
        why: Option<u8>,
        #[blank(value)]
        name: Option<String>,
        #[required_if(given(name))]
        whose: Option<u8>,
    }

    let empty = Skips { tags: Some(Vec::new()), why: None, name: None, whose: None };
    assert_valid(&empty, true);
    assert_eq!(json::to_string(&empty), "{}");
    let named = Skips { name: Some(String::new()), whose: Some(1), ..empty };
    assert_valid(&named, true);
    assert_eq!(json::to_string(&named), r#"{"name":"","whose":1}"#);
    assert_valid(&Skips { whose: None, ..named }, false);
}

#[test]
fn null_is_written_where_it_can_be_told() {
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(blank = value)]
    struct Nulls {
        number: Option<Option<u8>>,
        #[blank(reject)]
        flag: Option<Option<bool>>,
        text: Option<Option<String>>,
        list: Option<Option<Vec<u8>>>,
        items: Vec<Option<u8>>,
        texts: Vec<Option<String>>,
    }

    let nulls = |text, list, texts| Nulls {
        number: Some(None),
        flag: Some(None),
        text,
        list,
        items: vec![None, Some(1)],
        texts,
    };
    let plain = nulls(None, None, Vec::new());
    assert_eq!(json::from_str::<Nulls>(&json::to_string(&plain)).unwrap(), plain);
    assert_eq!(form::from_str::<Nulls>(&form::to_string(&plain).unwrap()).unwrap(), plain);
    assert_eq!(xml::from_str::<Nulls>(&xml::to_string(&plain).unwrap()).unwrap(), plain);
    for (order, path) in [
        (nulls(Some(None), None, Vec::new()), "text"),
        (nulls(None, Some(None), Vec::new()), "list"),
        (nulls(None, None, vec![None]), "texts[0]"),
    ] {
        assert_eq!(json::from_str::<Nulls>(&json::to_string(&order)).unwrap(), order);
        let message = format!(
            "`{path}`: null, which only JSON tells from what is empty; use JSON or leave it out"
        );
        assert_eq!(form::to_string(&order).unwrap_err().to_string(), message);
        assert_eq!(xml::to_string(&order).unwrap_err().to_string(), message);
    }
}
