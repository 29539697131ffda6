//! Requests of many items, fields and mistakes. What they cost is counted in `tests/growth`; here is what they say.

use std::{collections::BTreeMap, hash::Hasher, num::NonZeroU8};

use order_client::retail::SslOrder;
use order_core::{
    Code, OrderRequest, OrderValue, Valid, json,
    schema::{self, Kind},
    table::Columns,
    value::{EqualTo, Formed, Node, ReadValue, TextForm},
    wire::Place,
};

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
                format!(
                    "every number stands once because items {} and {} of `numbers` are equal",
                    count / 2 + 1,
                    count + 1,
                )
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

/// A version, of which `1.0` and `1` are the same.
#[derive(Debug, Clone)]
struct Version(String);

static VERSION: TextForm = TextForm {
    name: "version",
    expects: "a version",
    accepts: |text| text.split('.').all(|part| part.parse::<u8>().is_ok()),
    order: |left, right| Some(parts(left).cmp(&parts(right))),
    is_number: false,
    is_bare: false,
    notation: None,
};

fn parts(version: &str) -> Vec<u8> {
    let mut parts: Vec<u8> = version.split('.').flat_map(str::parse).collect();
    while parts.last() == Some(&0) {
        parts.pop();
    }
    parts
}

impl OrderValue for Version {
    type Value = Self;

    fn kind() -> &'static Kind {
        const { &Kind::Formed(&VERSION) }
    }

    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        Node::Formed(Formed::new(&VERSION, &self.0))
    }
}

impl ReadValue<'_> for Version {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        Some(Self(place.scalar()?.text()?.to_owned()))
    }
}

impl EqualTo<Self> for Version {
    fn equal_to(value: &Self, other: &Self) -> bool {
        parts(&value.0) == parts(&other.0)
    }
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in versions, x), "every version stands once")]
struct OnceVersion {
    versions: Vec<Version>,
}

/// A name whose letter case does not matter, though it does on the wire.
#[derive(Debug, Clone)]
struct Host(String);

impl OrderValue for Host {
    type Value = Self;

    fn kind() -> &'static Kind {
        &Kind::Text
    }

    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        Node::Text(&self.0)
    }
}

impl ReadValue<'_> for Host {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        Some(Self(place.scalar()?.text()?.to_owned()))
    }
}

impl EqualTo<Self> for Host {
    fn equal_to(value: &Self, other: &Self) -> bool {
        value.0.eq_ignore_ascii_case(&other.0)
    }

    fn add_hash(value: &Self, hasher: &mut dyn Hasher) -> bool {
        hasher.write(value.0.to_ascii_lowercase().as_bytes());
        true
    }
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in hosts, x), "every host stands once")]
struct OnceHost {
    hosts: Vec<Host>,
}

#[test]
fn values_of_a_type_of_the_user_are_equal_as_the_type_says() {
    for count in [2, 16, 17, 200] {
        let mut request =
            OnceVersion { versions: (1..=count).map(|n| Version(format!("{n}.{n}"))).collect() };
        assert!(request.validate().is_ok() && schema::interpret(&request).is_ok(), "{count}");
        request.versions.push(Version("2.2.0".to_owned()));
        assert!(request.validate().is_err() && schema::interpret(&request).is_err(), "{count}");

        let mut request = OnceHost { hosts: (1..=count).map(|n| Host(format!("a{n}"))).collect() };
        assert!(request.validate().is_ok(), "{count}");
        request.hosts.push(Host("A2".to_owned()));
        assert!(request.validate().is_err(), "{count}");
    }
}

#[test]
fn the_search_for_repairs_of_many_equal_items_ends_and_says_that_it_is_not_complete() {
    let request = Once { numbers: vec![9; 256] };
    let repairs = request.validate().unwrap_err().repairs(&request);
    assert!(!repairs.is_complete());
    let (json, told) = (repairs.to_json(), repairs.to_string());
    assert!(json.starts_with(r#"{"complete":false,"functions_asked":true,"parts":[["#), "{json}");
    assert!(told.ends_with("\nthe search was stopped, so there may be more"), "{told}");
    let request = Once { numbers: vec![9, 9, 8] };
    let repairs = request.validate().unwrap_err().repairs(&request);
    assert!(repairs.is_complete() && !repairs.is_empty());
    let (json, told) = (repairs.to_json(), repairs.to_string());
    assert!(json.starts_with(r#"{"complete":true,"functions_asked":true,"parts":[["#), "{json}");
    assert!(!told.contains("the search was stopped"), "{told}");
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

macro_rules! wide {
    ($($field:ident)*) => {
        /// A request of more fields than a set of few of them can tell.
        #[derive(Debug, Default, OrderRequest)]
        struct Wide {
            $($field: Option<u8>,)*
            #[required_if(f129 > 9 && f0 == 1)]
            reason: Option<u8>,
        }
    };
}

wide! {
    f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19
    f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39
    f40 f41 f42 f43 f44 f45 f46 f47 f48 f49 f50 f51 f52 f53 f54 f55 f56 f57 f58 f59
    f60 f61 f62 f63 f64 f65 f66 f67 f68 f69 f70 f71 f72 f73 f74 f75 f76 f77 f78 f79
    f80 f81 f82 f83 f84 f85 f86 f87 f88 f89 f90 f91 f92 f93 f94 f95 f96 f97 f98 f99
    f100 f101 f102 f103 f104 f105 f106 f107 f108 f109 f110 f111 f112 f113 f114 f115 f116 f117 f118 f119
    f120 f121 f122 f123 f124 f125 f126 f127 f128 f129
}

#[test]
fn a_reason_in_a_request_of_many_fields_is_told() {
    let wide = Wide { f0: Some(1), f129: Some(10), ..Wide::default() };
    let expected =
        "`reason` is required because `f129` is greater than 9 and `f0` is 1; give it a value";
    assert_eq!(wide.validate().unwrap_err().to_string(), expected);
    assert_eq!(schema::interpret(&wide).unwrap_err().to_string(), expected);
}

/// The answer of both the generated check and the interpreter to a list of more values than are compared pair by pair.
macro_rules! said_of {
    ($ty:ty, $values:expr) => {{
        #[derive(OrderRequest)]
        #[rule(once, unique(x in values, x), "every value stands once")]
        struct Values {
            values: Vec<$ty>,
        }
        let request = Values { values: $values };
        assert!(request.values.len() > 16);
        let said = request.validate().err().map(|it| it.to_string()).unwrap_or_default();
        let told = schema::interpret(&request).err().map(|it| it.to_string()).unwrap_or_default();
        assert_eq!(said, told);
        said.strip_prefix("every value stands once because ").unwrap_or(&said).to_owned()
    }};
}

#[derive(Clone, Copy, PartialEq, OrderValue)]
enum Extent {
    Small,
    Large,
}

#[test]
fn equal_values_of_every_type_are_found_in_a_long_list() {
    let with = |last: f64| (1..17_u8).map(f64::from).chain([0.0, last]).collect::<Vec<_>>();
    assert_eq!(said_of!(f64, with(0.5)), "");
    // They are two floats, and one number.
    assert_eq!(said_of!(f64, with(-0.0)), "items 17 and 18 of `values` are equal");
    let singles = |last: f32| (1..17_u8).map(f32::from).chain([last]).collect::<Vec<_>>();
    assert_eq!(said_of!(f32, singles(0.5)), "");
    assert_eq!(said_of!(f32, singles(1.0)), "items 1 and 17 of `values` are equal");

    let wide = |last| (0..16).map(|it| u128::MAX - it).chain([last]).collect::<Vec<_>>();
    assert_eq!(said_of!(u128, wide(u128::MAX - 16)), "");
    assert_eq!(said_of!(u128, wide(u128::MAX)), "items 1 and 17 of `values` are equal");
    let negative = |last| (0..16).map(|it| i128::MIN + it).chain([last]).collect::<Vec<_>>();
    assert_eq!(said_of!(i128, negative(0)), "");
    assert_eq!(said_of!(i128, negative(i128::MIN + 1)), "items 2 and 17 of `values` are equal");

    let numbers = |last| (1..17).chain([last]).filter_map(NonZeroU8::new).collect::<Vec<_>>();
    assert_eq!(said_of!(NonZeroU8, numbers(17)), "");
    assert_eq!(said_of!(NonZeroU8, numbers(5)), "items 5 and 17 of `values` are equal");

    assert_eq!(said_of!(bool, vec![true; 17]), "items 1 and 2 of `values` are equal");
    let sizes = [Extent::Small].into_iter().chain([Extent::Large; 16]).collect();
    assert_eq!(said_of!(Extent, sizes), "items 2 and 3 of `values` are equal");
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Shade {
    Red,
    #[order(other)]
    Other(String),
}

#[test]
fn equal_values_of_an_open_enum_are_found_in_a_long_list() {
    let shades = |last: &str| {
        let others = (0..16).map(|it| Shade::Other(format!("shade {it}")));
        let last = Shade::Other(last.to_owned());
        [Shade::Red].into_iter().chain(others).chain([last]).collect::<Vec<_>>()
    };
    assert_eq!(said_of!(Shade, shades("grey")), "");
    assert_eq!(said_of!(Shade, shades("shade 3")), "items 5 and 18 of `values` are equal");
    assert_eq!(said_of!(Shade, shades("Red")), "items 1 and 18 of `values` are equal");
}

/// More values than are listed in a message.
macro_rules! codes {
    ($name:ident: $($code:ident)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
        #[allow(non_camel_case_types, reason = "the names are those of the wire")]
        enum $name { $($code),* }
    };
}

codes! { Codes:
    code_a code_b code_c code_d code_e code_f code_g code_h code_i code_j
    code_k code_l code_m code_n code_o code_p code_q code_r code_s code_t
    code_u code_v code_w code_x code_y code_z code_0 code_1 code_2 code_3
    code_4 code_5 code_6 code_7 code_8 code_9 code_aa code_ab code_ac code_ad
}

codes! { Listed:
    value_a value_b value_c value_d value_e value_f value_g value_h value_i value_j
    value_k value_l value_m value_n value_o value_p value_q value_r value_s value_t
    value_u value_v value_w value_x
}

#[derive(Debug, OrderRequest)]
struct Coded {
    codes: Option<Vec<Codes>>,
    listed: Option<Listed>,
    #[nested]
    last: Option<Last>,
}

#[derive(Debug, OrderRequest)]
struct Last {
    only: Option<u8>,
}

#[test]
fn the_first_wrong_values_get_a_suggestion() {
    let document = format!("{{\"codes\": [{}\"code_\"]}}", "\"code_\", ".repeat(599));
    let error = json::from_str::<Coded>(&document).unwrap_err();
    let is_near = |index: usize| {
        error.problems()[index].message().to_string().ends_with("did you mean `code_a`?")
    };
    assert_eq!(error.problems().len(), 600);
    // Twenty thousand comparisons with forty values.
    let near = (0..600).take_while(|index| is_near(*index)).count();
    assert_eq!(near, 500);
    assert_eq!((500..600).filter(|index| is_near(*index)).count(), 0);
    let with_last = |count: usize| {
        let codes = vec!["\"code_\""; count].join(", ");
        let document = format!("{{\"codes\": [{codes}], \"last\": {{\"onl\": 1}}}}");
        let error = json::from_str::<Coded>(&document).unwrap_err();
        error.problems().last().unwrap().message().to_string()
    };
    assert_eq!(with_last(499), "unknown field `last.onl`; did you mean `only`?");
    assert_eq!(with_last(500), "unknown field `last.onl`; remove it");
}

#[test]
fn the_values_of_an_enum_are_listed_up_to_a_number() {
    let said = |text: &str| json::from_str::<Coded>(text).unwrap_err().to_string();
    assert_eq!(
        said(r#"{"listed": "x"}"#),
        "line 1, column 12: `listed` must be `value_a`, `value_b`, `value_c`, `value_d`, `value_e`, `value_f`, `value_g`, `value_h`, `value_i`, `value_j`, `value_k`, `value_l`, `value_m`, `value_n`, `value_o`, `value_p`, `value_q`, `value_r`, `value_s`, `value_t`, `value_u`, `value_v`, `value_w` or `value_x`"
    );
    assert_eq!(
        said(r#"{"codes": ["x"]}"#),
        "line 1, column 12: `codes[0]` must be one of the 40 values of `Codes`"
    );
    let Kind::Choice(choices) = Listed::kind() else { panic!("an enum is a choice") };
    assert_eq!(choices.to_string().matches('`').count(), 48);
}

macro_rules! long_names {
    ($($name:ident)*) => {
        #[derive(Debug, OrderRequest)]
        struct LongNames { $($name: Option<u8>),* }
    };
}

long_names! {
    a23456789_123456789_123456789_123456789_123456789_123456789_1234
    zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsrq
}

#[test]
fn only_names_of_usual_length_are_suggested() {
    let said = |name: &str| {
        json::from_str::<LongNames>(&format!("{{\"{name}\": 1}}")).unwrap_err().to_string()
    };
    let longest = "a23456789_123456789_123456789_123456789_123456789_123456789_1234";
    assert_eq!(longest.len(), 64);
    let near = format!("did you mean `{longest}`?");
    assert!(said(&longest.replace("a2", "ax")).ends_with(&near));
    assert!(said(&longest[1..]).ends_with(&near));
    // A word that is longer, and a name that is.
    assert!(said(&format!("{longest}x")).ends_with("remove it"));
    assert!(
        said("zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsrq_zyxwvutsr")
            .ends_with("remove it")
    );
}

macro_rules! fields {
    ($($name:ident)*) => {
        #[derive(Debug, OrderRequest)]
        struct Fields { $($name: Option<u8>),* }
    };
}

fields! {
    code_a code_b code_c code_d code_e code_f code_g code_h code_i code_j
    code_k code_l code_m code_n code_o code_p code_q code_r code_s code_t
    code_u code_v code_w code_x code_y code_z code_0 code_1 code_2 code_3
    code_4 code_5 code_6 code_7 code_8 code_9 value_0 value_1 value_2 value_3
}

#[test]
fn the_first_unknown_names_get_a_suggestion() {
    let letters = b'a'..=b'z';
    let names = letters.clone().flat_map(|first| letters.clone().map(move |next| [first, next]));
    let members: Vec<String> = names
        .take(600)
        .map(|[first, next]| format!("\"code_{}{}\":1", char::from(first), char::from(next)))
        .collect();
    let error = json::from_str::<Fields>(&format!("{{{}}}", members.join(","))).unwrap_err();
    let problems = error.problems().iter();
    let is_near: Vec<bool> =
        problems.map(|it| it.message().to_string().contains("did you mean")).collect();
    assert_eq!(is_near.len(), 600);
    // Twenty thousand comparisons with forty names.
    assert_eq!(is_near.iter().take_while(|is_near| **is_near).count(), 500);
    assert_eq!(is_near.iter().filter(|is_near| **is_near).count(), 500);
}
