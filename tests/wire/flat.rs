//! Flattened parts: given if a member is, in memory as on the wire.

use order_core::{
    Flag, OrderRequest, OrderValue, ReadRequest, Valid,
    export::sql::{Dialect, Table},
    form, json, schema,
    table::Columns,
    xml,
};

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

/// Asserts for a type of a member of a part in place, and its words, that everything says the same of the part: memory,
/// every format, a diagnosis and SQL.
macro_rules! a_part_is_given_alike {
    ($($name:ident: [$($word:meta)?] $ty:ty, in memory $values:expr, $by_blank:expr;)*) => {$(
        #[test]
        fn $name() {
            #[derive(Debug, OrderRequest)]
            struct Part {
                $(#[$word])?
                m: $ty,
            }

            #[derive(Debug, OrderRequest)]
            #[order(root = "holder")]
            struct Holder {
                #[order(flatten)]
                part: Option<Part>,
                #[required_if(given(part))]
                given: Option<u8>,
                #[required_if(present(part))]
                present: Option<u8>,
                other: Option<u8>,
            }

            let values: &[(fn() -> $ty, bool)] = $values;
            for (value, is_given) in values {
                let part = Some(Part { m: value() });
                let holder = Holder { part, given: None, present: None, other: None };
                assert_valid_if_written(&holder, !is_given);
                let table = Table::new(Holder::SCHEMA, Dialect::Sqlite, "holders");
                assert_eq!(broken_in_sqlite(&table, &table.row(&holder)), *is_given, "{holder:?}");
            }
            assert_blank_alike::<Holder>($by_blank);
        }
    )*};
}

/// Asserts that the request is valid or not, in memory and read again from each format that can write it.
fn assert_valid_if_written<T>(request: &T, is_valid: bool)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de> + std::fmt::Debug,
{
    assert_eq!(request.validate().is_ok(), is_valid, "{request:?}");
    assert_eq!(schema::interpret(request).is_ok(), is_valid, "{request:?}");
    let written = json::to_string(request);
    assert_eq!(json::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
    if let Ok(written) = form::to_string(request) {
        assert_eq!(form::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
    }
    if let Ok(written) = xml::to_string(request) {
        assert_eq!(xml::from_str::<Valid<T>>(&written).is_ok(), is_valid, "{written}");
    }
}

/// Asserts that blank text as the member `m` gives the part or not, in every format alike unless that is not said, and that
/// a diagnosis says the same.
fn assert_blank_alike<T>(is_given: Option<bool>)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de> + std::fmt::Debug,
{
    let columns = |names: &[&'static str]| Columns::<Valid<T>>::new(names.iter().copied()).unwrap();
    let (alone, beside) = (columns(&["m"]), columns(&["m", "other"]));
    let read = [
        json::from_str::<Valid<T>>(r#"{"m":" "}"#),
        form::from_str("m=+"),
        xml::from_str("<holder><m> </m></holder>"),
        alone.read([" "]),
    ];
    let diagnosed = [
        json::from_str::<Valid<T>>(r#"{"m":" ","other":"x"}"#),
        form::from_str("m=+&other=x"),
        xml::from_str("<holder><m> </m><other>x</other></holder>"),
        beside.read([" ", "x"]),
    ];
    let is_refused = |read: &Result<Valid<T>, order_core::ReadError>| {
        read.as_ref().is_err_and(|error| error.to_string().contains("`part` is present"))
    };
    for (read, diagnosed) in read.iter().zip(&diagnosed) {
        assert_eq!(is_refused(read), is_given.unwrap_or(is_refused(read)), "{read:?}");
        assert_eq!(is_refused(read), is_refused(diagnosed), "{read:?} {diagnosed:?}");
    }
}

/// Returns whether SQLite finds a broken rule in a row.
fn broken_in_sqlite(table: &Table, row: &[Option<String>]) -> bool {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&table.create(&[])).unwrap();
    let places = vec!["?"; row.len()].join(", ");
    let insert = format!("INSERT INTO holders VALUES ({places})");
    connection.execute(&insert, rusqlite::params_from_iter(row)).unwrap();
    let mut query = connection.prepare(&table.violations(&[]).text).unwrap();
    query.exists([]).unwrap()
}

// Blank text is null where there is no other, and may be an item of a list in forms and XML.
a_part_is_given_alike! {
    by_a_number: [] Option<u8>, in memory &[(|| None, false), (|| Some(1), true)], Some(false);
    by_a_number_or_null: [] Option<Option<u8>>,
        in memory &[(|| None, false), (|| Some(None), true)], None;
    by_a_default: [default_value(1)] u8, in memory &[(|| 1, true)], Some(false);
    by_a_flag: [] Flag, in memory &[(|| Flag::OFF, false), (|| Flag::ON, true)], Some(true);
    by_a_text: [] Option<String>,
        in memory &[(|| None, false), (|| Some(String::new()), true)], Some(true);
    by_a_text_unless_it_is_left_out: [order(skip_blank)] Option<String>,
        in memory &[(|| Some(String::new()), false), (|| Some("a".to_owned()), true)], Some(false);
    by_a_list: [] Option<Vec<u8>>,
        in memory &[(|| None, false), (|| Some(Vec::new()), true)], None;
    by_a_list_unless_it_is_left_out: [order(skip_blank)] Option<Vec<u8>>,
        in memory &[(|| Some(Vec::new()), false), (|| Some(vec![1]), true)], None;
    by_a_list_in_one_text: [order(separator = ",")] Option<Vec<u8>>,
        in memory &[(|| None, false), (|| Some(Vec::new()), true)], Some(true);
    by_a_list_in_one_text_unless_it_is_left_out: [order(separator = ",", skip_blank)] Option<Vec<u8>>,
        in memory &[(|| Some(Vec::new()), false), (|| Some(vec![1]), true)], Some(false);
    by_a_list_or_null_in_one_text: [order(separator = ",")] Option<Option<Vec<u8>>>,
        in memory &[(|| Some(None), true), (|| Some(Some(Vec::new())), true)], Some(true);
}

#[test]
fn a_row_gives_a_part_as_memory_does() {
    #[derive(Debug, OrderRequest)]
    struct Inner {
        a: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    struct Mixed {
        #[order(skip_blank)]
        note: Option<String>,
        inner: Inner,
        #[default_value(1)]
        count: u8,
    }

    #[derive(Debug, OrderRequest)]
    struct Holder {
        #[order(flatten)]
        mixed: Option<Mixed>,
        #[required_if(given(mixed))]
        given: Option<u8>,
    }

    let table = Table::new(Holder::SCHEMA, Dialect::Sqlite, "holders");
    let names: Vec<_> = table.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["note", "inner", "inner.a", "count", "given"]);
    let row = |cells: [Option<&str>; 5]| cells.map(|cell| cell.map(str::to_owned));
    assert!(!broken_in_sqlite(&table, &row([None; 5])));
    assert!(!broken_in_sqlite(&table, &row([Some(" "), None, None, None, None])));
    // In the other rows the part is given, and lacks no member that it must have.
    assert!(broken_in_sqlite(&table, &row([None, Some("1"), None, None, None])));
    assert!(!broken_in_sqlite(&table, &row([None, Some("1"), None, None, Some("1")])));
    assert!(broken_in_sqlite(&table, &row([None, Some("1"), None, Some("1"), None])));
}

#[test]
fn the_part_of_an_item_is_given_in_a_row_as_in_memory() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Counted {
        #[default_value(1)]
        count: u8,
        #[order(skip)]
        cached: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    struct Item {
        #[order(flatten)]
        counted: Option<Counted>,
        #[required_if(given(counted))]
        why: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    struct Holder {
        #[nested]
        items: Vec<Item>,
    }

    let table = Table::new(Holder::SCHEMA, Dialect::Sqlite, "holders");
    assert_eq!(table.gaps(), []);
    for (counted, is_broken) in [(None, false), (Some(Counted { count: 2, cached: None }), true)] {
        let holder = Holder { items: vec![Item { counted, why: None }] };
        assert_eq!(holder.validate().is_err(), is_broken);
        assert_eq!(broken_in_sqlite(&table, &table.row(&holder)), is_broken, "{holder:?}");
    }
}

#[test]
fn a_member_in_the_url_gives_the_part() {
    #[derive(Debug, OrderRequest)]
    struct Page {
        #[order(query)]
        page: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    #[order(endpoint = "GET /orders", response = ())]
    struct Listed {
        #[order(flatten)]
        page: Option<Page>,
        #[required_if(given(page))]
        size: Option<u8>,
    }

    let table = Table::new(Listed::SCHEMA, Dialect::Sqlite, "holders");
    for (page, is_valid) in [(None, true), (Some(1), false)] {
        let listed = Listed { page: Some(Page { page }), size: None };
        assert_eq!(listed.validate().is_ok(), is_valid);
        assert_eq!(schema::interpret(&listed).is_ok(), is_valid);
        assert_eq!(broken_in_sqlite(&table, &table.row(&listed)), !is_valid);
    }
}

#[test]
fn a_blank_cell_gives_no_part_that_needs_more() {
    #[derive(Debug, OrderRequest)]
    struct Strict {
        a: u8,
        b: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    struct Holder {
        #[order(flatten)]
        strict: Option<Strict>,
        c: u8,
    }

    let columns = Columns::<Valid<Holder>>::new(["b", "c"]).unwrap();
    assert!(columns.read([" ", "1"]).unwrap().strict.is_none());
    let error = columns.read(["2", "1"]).unwrap_err();
    assert_eq!(error.to_string(), "line 1, column 3: `a` is required; give it a value");
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Innermost {
    third: u8,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Inner {
    second: u8,
    #[nested]
    #[order(flatten)]
    innermost: Innermost,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Item {
    first: u8,
    #[nested]
    #[order(flatten)]
    inner: Inner,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Items {
    #[nested]
    items: Vec<Item>,
}

#[test]
fn members_of_parts_in_parts_are_found_in_every_one_of_many_items() {
    let items: Vec<_> = (0..200)
        .map(|third| Item { first: 1, inner: Inner { second: 2, innermost: Innermost { third } } })
        .collect();
    let texts: Vec<_> =
        (0..200).map(|third| format!(r#"{{"third":{third},"second":2,"first":1}}"#)).collect();
    let document = format!(r#"{{"items":[{}]}}"#, texts.join(","));
    assert_eq!(json::from_str::<Items>(&document).unwrap(), Items { items });
    let error = json::from_str::<Items>(&document.replace("199", "999")).unwrap_err();
    let told: Vec<_> = error.problems().iter().map(|it| it.message().to_string()).collect();
    assert_eq!(told, ["`items[199].third` must be a whole number from 0 to 255"]);
}

#[test]
fn members_of_parts_in_parts_are_found_in_a_form_that_keeps_no_object_together() {
    let item =
        |third| Item { first: 1, inner: Inner { second: 2, innermost: Innermost { third } } };
    let items = Items { items: (0..200).map(item).collect() };
    let written = form::to_string(&items).unwrap();
    assert!(
        written.starts_with("items%5B0%5D%5Bfirst%5D=1&items%5B0%5D%5Bsecond%5D=2&"),
        "{written}"
    );
    // From the last member of all to the first.
    let pairs: Vec<_> = written.split('&').rev().collect();
    for document in [written.clone(), pairs.join("&")] {
        assert_eq!(form::from_str::<Items>(&document).unwrap(), items);
    }
}

/// A member of each of three levels, in more fields than are compared one by one.
#[derive(Debug, PartialEq, OrderRequest)]
struct Levels1 {
    a1: u8,
    a2: u8,
    a3: u8,
    a4: u8,
    a5: u8,
    a6: u8,
    a7: u8,
    #[order(flatten)]
    middle: Levels2,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Levels2 {
    b1: u8,
    #[order(alias = "b0")]
    b2: u8,
    #[order(flatten)]
    inner: Levels3,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Levels3 {
    c1: u8,
    c2: u8,
    #[order(skip)]
    c3: u8,
}

#[test]
fn a_part_in_a_part_is_found_among_names_in_any_order() {
    let names = ["c2", "c1", "b0", "b1", "a7", "a6", "a5", "a4", "a3", "a2", "a1"];
    let members = |extra: &str| {
        let members: Vec<_> =
            names.iter().enumerate().map(|(at, name)| format!("\"{name}\":{at}")).collect();
        // Unknown names make an index.
        let unknown = |at: usize| format!(",\"{extra}{at}\":1");
        let unknown: String =
            if extra.is_empty() { String::new() } else { (0..40).map(unknown).collect() };
        format!("{{{}{unknown}}}", members.join(","))
    };
    let inner = Levels3 { c1: 1, c2: 0, c3: 0 };
    let middle = Levels2 { b1: 3, b2: 2, inner };
    let deep = Levels1 { a1: 10, a2: 9, a3: 8, a4: 7, a5: 6, a6: 5, a7: 4, middle };
    assert_eq!(json::from_str::<Levels1>(&members("")).unwrap(), deep);
    let problems = |text: &str| json::from_str::<Levels1>(text).unwrap_err().problems().len();
    assert_eq!(problems(&members("x")), 40);
    // In the end, no name of what has none on the wire is known.
    let behind = members("x").replace('}', ",\"middle\":1,\"inner\":1,\"c3\":1,\"\":1,\"c1\":1}");
    assert_eq!(problems(&behind), 45);
}
