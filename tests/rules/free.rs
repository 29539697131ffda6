//! Free-form lists and objects are compared by value by every judge: the check, the interpreter, a diagnosis of a document
//! with other mistakes, and repairs.

use order_core::{OrderRequest, Valid, json, schema};
use serde_json::{Value, json};

#[derive(Debug, Clone, OrderRequest)]
#[rule(same, wanted == got, "what was wanted is what was got")]
#[rule(once, unique(x in items, x), "every item stands once")]
struct Compared {
    wanted: Option<Value>,
    got: Option<Value>,
    items: Vec<Value>,
    #[required_if(wanted != got)]
    why: Option<u8>,
    #[required_if(any(x in items, x == wanted))]
    which: Option<u8>,
    #[range(..=3)]
    count: u8,
}

/// Values of every shape, equal ones among them.
fn values() -> Vec<Value> {
    let texts = [
        "null",
        "1",
        "1.0",
        "\"1\"",
        "\"\"",
        "[]",
        "{}",
        "[1]",
        "[1.0]",
        "[[1],[2.5]]",
        "[[1.0],[25e-1]]",
        "[\"1\"]",
        "[null]",
        r#"{"a":1,"b":[2]}"#,
        r#"{"b":[2.0],"a":1}"#,
        r#"{"a":1}"#,
        r#"{"b":1}"#,
        r#"[{"a":[]}]"#,
    ];
    texts.map(|text| text.parse().unwrap()).to_vec()
}

/// The rules that an error names, without what is wrong with `count`.
fn told(error: impl ToString) -> Vec<String> {
    let error = error.to_string();
    let lines = error.lines().filter(|line| !line.contains("`count`"));
    // A problem of a document begins with its place.
    lines.map(|line| line.split_once(": ").map_or(line, |(_, told)| told).to_owned()).collect()
}

#[test]
fn a_diagnosis_compares_lists_and_objects_as_the_check_does() {
    let mut broken = 0;
    for wanted in values() {
        for got in values() {
            let items = vec![json!([0]), got.clone(), json!(0), wanted.clone()];
            let compared = Compared {
                wanted: Some(wanted.clone()),
                got: Some(got),
                items,
                why: None,
                which: None,
                count: 1,
            };
            let expected: Vec<_> = compared.validate().map_or_else(told, |()| Vec::new());
            let text = json::to_string(&compared);
            assert_eq!(schema::interpret(&compared).map_or_else(told, |()| Vec::new()), expected);
            let count = text.rfind("1}").unwrap();
            let document = format!("{}\"x\"}}", &text[..count]);
            let mut found = told(json::from_str::<Valid<Compared>>(&document).unwrap_err());
            let mut expected = expected;
            // A diagnosis reports in the order of the document.
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{document}");
            broken += expected.len();
        }
    }
    assert!(broken > 300, "{broken}");
}

#[test]
fn repairs_compare_lists_and_objects_as_the_check_does() {
    for (wanted, got) in [("[1,[2.0]]", "[1.0,[2]]"), (r#"{"a":[1]}"#, r#"{"a":[1.0]}"#)] {
        let compared = Compared {
            wanted: Some(wanted.parse().unwrap()),
            got: Some(got.parse().unwrap()),
            items: vec![json!([1]), json!([2])],
            why: None,
            which: None,
            count: 4,
        };
        let repairs = compared.validate().unwrap_err().repairs(&compared);
        assert_eq!(repairs.to_string(), "set `count`");
    }
    let twice = Compared {
        wanted: None,
        got: None,
        items: vec![json!([1]), json!([2]), json!([1.0])],
        why: Some(1),
        which: None,
        count: 0,
    };
    let repairs = twice.validate().unwrap_err().repairs(&twice);
    assert!(!repairs.is_empty());
    for repair in repairs.iter() {
        assert!(repair.apply(&twice).unwrap().validate().is_ok(), "{repair}");
    }
}

#[derive(Debug, OrderRequest)]
struct Anything {
    any: Value,
}

#[test]
fn a_member_of_a_free_value_is_given_once() {
    let error = json::from_str::<Anything>(r#"{"any": {"x": 1, "y": {"x": 2, "x": 3}}}"#);
    assert_eq!(
        error.unwrap_err().to_string(),
        "line 1, column 32: `any.y.x` is given twice; remove one",
    );
}
