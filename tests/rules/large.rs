//! Requests of many items, fields and mistakes. What they cost is counted in `tests/growth`; here is what they say.

use std::collections::BTreeMap;

use order_client::retail::SslOrder;
use order_core::{Code, OrderRequest, OrderValue, Valid, json, schema, table::Columns};

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in numbers, x), "every number stands once")]
struct Once {
    numbers: Vec<u32>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "every value stands once")]
struct OnceFree {
    values: Vec<serde_json::Value>,
}

#[test]
fn equal_items_are_found_in_lists_of_every_length() {
    for count in [1, 2, 15, 16, 17, 18, 300] {
        let distinct = Once { numbers: (0..count).collect() };
        assert!(distinct.validate().is_ok() && schema::interpret(&distinct).is_ok(), "{count}");
        let mut repeated = distinct;
        repeated.numbers.push(count / 2);
        for violations in [repeated.validate(), schema::interpret(&repeated)] {
            let violations = violations.unwrap_err();
            assert_eq!(
                violations.to_string(),
                "every number stands once because `numbers` has length LENGTH"
                    .replace("LENGTH", &(count + 1).to_string())
            );
        }
    }
}

#[test]
fn free_values_of_many_types_are_told_apart() {
    for count in [2, 20] {
        let mut values: Vec<serde_json::Value> = (0..count).map(Into::into).collect();
        values.extend([
            serde_json::json!("1"),
            serde_json::json!("1.5"),
            serde_json::json!(1.5),
            serde_json::json!(["2.5"]),
            serde_json::json!([2.5]),
            true.into(),
        ]);
        let distinct = OnceFree { values };
        assert!(distinct.validate().is_ok() && schema::interpret(&distinct).is_ok(), "{count}");
        for again in
            [serde_json::json!("1.5"), serde_json::json!(1.5), serde_json::json!(1), true.into()]
        {
            let mut repeated = distinct.clone();
            repeated.values.push(again);
            let found = (repeated.validate().is_err(), schema::interpret(&repeated).is_err());
            assert_eq!(found, (true, true), "{repeated:?}");
        }
    }
}

#[test]
fn the_search_for_repairs_of_many_equal_items_ends_and_says_that_it_is_not_complete() {
    let request = Once { numbers: vec![9; 256] };
    let repairs = request.validate().unwrap_err().repairs(&request);
    assert!(!repairs.is_complete());
    let request = Once { numbers: vec![9, 9, 8] };
    let repairs = request.validate().unwrap_err().repairs(&request);
    assert!(repairs.is_complete() && !repairs.is_empty());
}

#[test]
fn blank_items_of_a_long_text_are_reported_up_to_a_limit() {
    let document = format!(r#"{{"sans":"{}"}}"#, " ,".repeat(25_000));
    let error = json::from_str::<Valid<SslOrder>>(&document).unwrap_err();
    assert_eq!(error.problems().len(), 1000);
    assert!(error.left_out() > 20_000, "{}", error.left_out());
    let blank = &error.problems()[1];
    assert_eq!((blank.path().to_string(), blank.code()), ("sans[1]".to_owned(), Code::Separator));
    assert_eq!(blank.position().offset, r#"{"sans":" ,"#.len());
}

#[derive(Debug, OrderRequest)]
#[rule(small, all(x in map, x <= 9), "small")]
struct Lengths {
    #[length(..=2)]
    #[each(range(..=9))]
    numbers: Vec<u32>,
    #[length(2..)]
    map: BTreeMap<String, u32>,
}

#[test]
fn items_of_a_list_that_is_too_long_are_judged_too() {
    let map = BTreeMap::from([("a".to_owned(), 10)]);
    let request = Lengths { numbers: vec![1, 10, 2], map };
    for violations in [request.validate(), schema::interpret(&request)] {
        let violations = violations.unwrap_err();
        let found: Vec<_> =
            violations.iter().map(|it| (it.path().to_string(), it.code())).collect();
        assert_eq!(
            found,
            [
                ("numbers".to_owned(), Code::Length),
                ("numbers[1]".to_owned(), Code::Range),
                ("map".to_owned(), Code::Length),
                ("map.a".to_owned(), Code::Rule),
            ],
        );
    }
}

/// Fields enough for an index of their names, in a part and beside it.
#[derive(Debug, PartialEq, OrderRequest)]
struct Many {
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: u8,
    l: u8,
    m: u8,
    n: u8,
    #[order(flatten)]
    part: ManyMore,
    #[order(alias = "last")]
    o: u8,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct ManyMore {
    p: u8,
    q: u8,
    r: u8,
    s: u8,
    t: u8,
    u: u8,
    v: u8,
    w: u8,
    x: u8,
    #[order(alias = "end")]
    y: Option<u8>,
}

#[test]
fn names_are_found_in_any_order() {
    let names = "abcdefghijklmnpqrstuvwxyo";
    let pairs = |names: &mut dyn Iterator<Item = char>| {
        let member = |name: char| match name {
            'o' => format!("\"last\":{}", u32::from(name)),
            'y' => format!("\"end\":{}", u32::from(name)),
            name => format!("\"{name}\":{}", u32::from(name)),
        };
        format!("{{{}}}", names.map(member).collect::<Vec<_>>().join(","))
    };
    let in_order: Many = json::from_str(&pairs(&mut names.chars())).unwrap();
    assert_eq!((in_order.a, in_order.o, in_order.part.y), (b'a', b'o', Some(b'y')));
    let mut others = vec![pairs(&mut names.chars().rev())];
    for step in [2, 3, 7, 11, 13] {
        others.push(pairs(
            &mut (0..names.len()).map(|at| char::from(names.as_bytes()[at * step % 25])),
        ));
    }
    for document in others {
        assert_eq!(json::from_str::<Many>(&document).unwrap(), in_order, "{document}");
    }
    // After many unknown names, the known ones are found, and a name given twice is one.
    let unknown: String = (0..400).map(|number| format!("\"x{number}\":1,")).collect();
    let known = pairs(&mut names.chars().rev());
    let document = format!("{{{unknown}{}", known.replacen('{', "\"end\":1,", 1));
    let error = json::from_str::<Many>(&document).unwrap_err();
    assert_eq!(error.problems().len(), 401);
    assert_eq!(
        error.problems().last().unwrap().to_string(),
        "line 1, column 3511: `y` is given twice, first on line 1; remove one",
    );
    let columns: Vec<String> = names.chars().rev().map(String::from).collect();
    assert!(Columns::<Many>::new(columns.iter().map(String::as_str)).is_ok());
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Size {
    Small,
    Large,
}

#[derive(Debug, OrderRequest)]
struct Sizes {
    sizes: Vec<Size>,
}

#[test]
fn the_first_mistakes_get_a_suggestion() {
    let document = format!(r#"{{"sizes":[{}"Smal"]}}"#, r#""Larg","#.repeat(20_000));
    let error = json::from_str::<Sizes>(&document).unwrap_err();
    assert_eq!(error.problems().len(), 1000);
    assert_eq!(
        error.problems()[0].to_string(),
        "line 1, column 11: `sizes[0]` must be `Small` or `Large`; did you mean `Large`?",
    );
}
