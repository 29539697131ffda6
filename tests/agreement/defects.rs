//! Defects that random requests once found, each on the smallest type that showed it.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, json, schema};

#[track_caller]
fn assert_agree<T: OrderRequest<Context = ()>>(request: &T) {
    assert_agree_in(request, &());
}

#[track_caller]
fn assert_agree_in<T: OrderRequest>(request: &T, context: &T::Context) {
    let generated = request.validate_in(context);
    let interpreted = schema::interpret_in(request, context);
    assert_eq!(format!("{generated:?}"), format!("{interpreted:?}"));
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Hash {
    Sha1,
    Sha256,
}

const HASH: Hash = Hash::Sha256;

mod constants {
    pub(super) use super::HASH;
}

#[test]
fn length_of_a_default() {
    #[derive(OrderRequest)]
    struct Order {
        #[default_value("rush")]
        word: Option<String>,
        #[required_if(len(word) == 4)]
        reason: Option<u8>,
    }
    assert_agree(&Order { word: None, reason: None });
}

#[test]
fn constant_of_an_enum_that_is_allowed() {
    #[derive(OrderRequest)]
    struct Order {
        #[allowed(constants::HASH)]
        hash: Option<Hash>,
    }
    assert_agree(&Order { hash: Some(Hash::Sha256) });
}

#[test]
fn constant_of_an_enum_that_is_allowed_for_a_member() {
    #[derive(OrderRequest)]
    struct Part {
        hash: Option<Hash>,
    }
    #[derive(OrderRequest)]
    #[allowed(part.hash, Hash::Sha256, if ev)]
    struct Order {
        ev: bool,
        #[nested]
        part: Part,
    }
    assert_agree(&Order { ev: true, part: Part { hash: Some(Hash::Sha256) } });
}

#[test]
fn constant_of_an_enum_that_is_a_default() {
    #[derive(OrderRequest)]
    struct Order {
        #[default_value(constants::HASH)]
        hash: Option<Hash>,
        #[required_if(hash == Sha256)]
        reason: Option<u8>,
    }
    assert_agree(&Order { hash: None, reason: None });
}

#[derive(OrderRequest)]
struct Part {
    #[default_value(4)]
    size: Option<u8>,
    #[default_value("rush")]
    word: Option<String>,
}

const PART: Part = Part { size: None, word: None };

#[test]
fn default_of_a_member_beside_a_field() {
    #[derive(OrderRequest)]
    struct Order {
        limit: u8,
        #[nested]
        part: Part,
        #[required_if(part.size == limit)]
        reason: Option<u8>,
    }
    assert_agree(&Order { limit: 4, part: PART, reason: None });
}

#[test]
fn default_of_a_member_that_is_matched() {
    #[derive(OrderRequest)]
    struct Order {
        #[nested]
        part: Part,
        #[required_if(matches(part.word, "r.*"))]
        reason: Option<u8>,
    }
    assert_agree(&Order { part: PART, reason: None });
}

#[test]
fn default_of_a_member_of_items_that_are_unique() {
    #[derive(OrderRequest)]
    #[rule(once, unique(part in parts, part.size), "every size once")]
    struct Order {
        #[nested]
        parts: Vec<Part>,
    }
    assert_agree(&Order { parts: vec![PART, PART] });
}

#[test]
fn conditional_default_of_a_member_is_seen_by_its_own_rules_only() {
    #[derive(OrderRequest)]
    struct Part {
        ev: bool,
        #[default_value_if(ev, 4)]
        size: Option<u8>,
    }
    #[derive(OrderRequest)]
    struct Order {
        #[nested]
        part: Part,
        #[required_if(part.size == 4)]
        reason: Option<u8>,
    }
    let order = Order { part: Part { ev: true, size: None }, reason: None };
    assert_agree(&order);
    assert!(order.validate().is_ok());
}

#[test]
fn fact_about_an_entry_of_a_map() {
    #[derive(OrderRequest)]
    struct Order {
        sizes: BTreeMap<String, u8>,
        #[required_if(any(size in sizes, size == 4))]
        reason: Option<u8>,
    }
    let order = Order { sizes: [("k".to_owned(), 4)].into(), reason: None };
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`reason` is required because `sizes.k` is 4; give it a value",
    );
}

#[test]
fn blank_that_is_not_optional_is_written() {
    #[derive(OrderRequest)]
    #[order(skip_blank)]
    struct Order {
        #[default_value("rush")]
        word: String,
    }
    assert_eq!(json::to_string(&Order { word: String::new() }), r#"{"word":""}"#);
}

#[test]
fn flattened_part_without_members() {
    #[derive(OrderRequest)]
    struct Part {
        note: Option<String>,
    }
    #[derive(OrderRequest)]
    struct Order {
        ev: bool,
        #[order(flatten)]
        part: Part,
    }
    let read = json::from_str::<Order>(r#"{"ev": true}"#);
    let order = read.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((order.ev, order.part.note), (true, None));
}

struct Account {
    part: Part,
}

#[test]
fn presence_of_a_member_of_the_context() {
    #[derive(OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[required_if(present(ctx.part.size))]
        reason: Option<u8>,
    }
    assert_agree_in(&Order { reason: None }, &Account { part: PART });
}

#[test]
fn default_of_a_member_of_the_context() {
    #[derive(OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[required_if(ctx.part.size == 4)]
        reason: Option<u8>,
    }
    assert_agree_in(&Order { reason: None }, &Account { part: PART });
}

#[test]
fn fact_about_a_flattened_member() {
    #[derive(OrderRequest)]
    struct Order {
        #[order(flatten)]
        part: Part,
        #[required_if(part.size == 1)]
        reason: Option<u8>,
    }
    let order = Order { part: Part { size: Some(1), word: None }, reason: None };
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`reason` is required because `size` is 1; give it a value",
    );
}

#[test]
fn fact_about_the_length_of_a_default() {
    #[derive(OrderRequest)]
    struct Order {
        #[default_value("rush")]
        word: Option<String>,
        #[required_if(len(word) == 4)]
        reason: Option<u8>,
    }
    for word in [None, Some(" ".to_owned())] {
        let message = Order { word, reason: None }.validate().unwrap_err().to_string();
        assert!(!message.contains("length 1") && !message.contains("is absent"), "{message}");
    }
}
