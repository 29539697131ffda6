//! Rules of a newtype, which hold wherever it is used.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, json, schema, violation::Code};

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(2..=8)]
#[pattern("[A-Z][a-z ]*")]
struct JobTitle(String);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[range(1..=100)]
#[multiple_of(5)]
struct Percent(u8);

/// A newtype over a newtype has the rules of both.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(..=4)]
struct ShortTitle(JobTitle);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(1..=2)]
#[each(length(..=3), format(email))]
struct Names(Vec<String>);

#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
struct Part {
    title: Option<JobTitle>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Order {
    #[length(..=3)]
    code: Option<String>,
    title: JobTitle,
    percent: Option<Percent>,
    short: Option<ShortTitle>,
    names: Option<Names>,
    titles: Vec<JobTitle>,
    #[order(separator = ",")]
    joined: Option<Vec<JobTitle>>,
    by_key: BTreeMap<String, Vec<JobTitle>>,
    part: Part,
    #[nested]
    parts: Vec<Part>,
    #[order(skip)]
    kept: Option<Percent>,
    #[length(..=3)]
    note: Option<String>,
}

fn order() -> Order {
    Order {
        code: None,
        title: JobTitle("Clerk".to_owned()),
        percent: None,
        short: None,
        names: None,
        titles: vec![JobTitle("Chief".to_owned())],
        joined: None,
        by_key: BTreeMap::from([("a".to_owned(), vec![JobTitle("Chief".to_owned())])]),
        part: Part::default(),
        parts: vec![Part::default()],
        kept: None,
        note: None,
    }
}

fn title(text: &str) -> JobTitle {
    JobTitle(text.to_owned())
}

/// The messages of the violations, on which the generated check and the interpreter agree.
#[track_caller]
fn messages<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let texts = |found: Result<(), order_core::Violations>| match found {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    };
    let found = texts(request.validate());
    assert_eq!(texts(schema::interpret(request)), found);
    found
}

#[test]
fn they_hold_in_fields_lists_maps_and_parts() {
    let part = || Part { title: Some(title("x")) };
    let broken = Order {
        code: Some("four".to_owned()),
        title: title("clerk"),
        percent: Some(Percent(101)),
        short: Some(ShortTitle(title("Clerks"))),
        names: Some(Names(vec!["a@b".to_owned(), "long".to_owned(), String::new()])),
        titles: vec![title("Chief"), title("A"), title("")],
        joined: Some(vec![title("Clerk"), title("x")]),
        by_key: BTreeMap::from([("a".to_owned(), vec![title("Chief"), title("chief")])]),
        part: part(),
        parts: vec![Part::default(), part()],
        kept: Some(Percent(101)),
        note: Some("four".to_owned()),
    };
    assert_eq!(messages(&order()), [""; 0]);
    assert_eq!(
        messages(&broken),
        [
            "`code` must have at most 3 characters",
            "`title` must match `[A-Z][a-z ]*`",
            "`percent` must be from 1 to 100",
            "`percent` must be a multiple of 5",
            "`short` must have at most 4 characters",
            "`names` must have from 1 to 2 items",
            "`names[1]` must have at most 3 characters",
            "`names[0]` must be an e-mail address such as `name@example.com`",
            "`names[1]` must be an e-mail address such as `name@example.com`",
            "`names[2]` must be an e-mail address such as `name@example.com`",
            "`titles[1]` must have from 2 to 8 characters",
            "`titles[2]` must have from 2 to 8 characters",
            "`titles[2]` must match `[A-Z][a-z ]*`",
            "`joined[1]` must have from 2 to 8 characters",
            "`joined[1]` must match `[A-Z][a-z ]*`",
            "`by_key.a[1]` must match `[A-Z][a-z ]*`",
            "`part.title` must have from 2 to 8 characters",
            "`part.title` must match `[A-Z][a-z ]*`",
            "`parts[1].title` must have from 2 to 8 characters",
            "`parts[1].title` must match `[A-Z][a-z ]*`",
            "`note` must have at most 3 characters",
        ],
    );
}

#[test]
fn a_document_with_other_problems_is_judged_too() {
    let error = json::from_str::<Order>(
        r#"{"title": "clerk", "percent": "many", "titles": ["A", 5], "by_key": {}, "part": {}, "extra": 1}"#,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 11: `title` must match `[A-Z][a-z ]*`\n\
         line 1, column 31: `percent` must be a whole number from 0 to 255\n\
         line 1, column 50: `titles[0]` must have from 2 to 8 characters\n\
         line 1, column 55: `titles[1]` must have from 2 to 8 characters\n\
         line 1, column 55: `titles[1]` must match `[A-Z][a-z ]*`\n\
         line 1, column 69: `by_key` is required; it needs at least one entry\n\
         line 1, column 85: unknown field `extra`; remove it\n\
         line 1, column 95: `parts` is required; it needs at least one item",
    );
}

#[test]
fn a_violation_names_the_type_that_declares_the_rule() {
    let violations = Order { title: title("clerk"), ..order() }.validate().unwrap_err();
    let violation = violations.iter().next().unwrap();
    assert_eq!(violation.code(), Code::Pattern);
    assert_eq!(violation.rule_id(), "JobTitle.pattern");
    assert_eq!(violation.rule().source, "pattern(\"[A-Z][a-z ]*\")");
    assert_eq!(violation.newtype(), Some("JobTitle"));
    let violations = Order { by_key: BTreeMap::new(), ..order() }.validate().unwrap_err();
    assert_eq!(violations.iter().map(|it| it.newtype()).collect::<Vec<_>>(), [None]);
}

#[test]
fn why_tells_the_rules_of_the_type() {
    let order = order();
    let why = |path: &str| order.why(path).unwrap().to_string();
    assert_eq!(
        why("title"),
        "`title` is required\n`title` must have from 2 to 8 characters\n`title` must match `[A-Z][a-z ]*`",
    );
    assert_eq!(
        ["titles[0]", "titles", "names"].map(why),
        [
            "`titles[0]` is optional\n\
             `titles[0]` must have from 2 to 8 characters\n\
             `titles[0]` must match `[A-Z][a-z ]*`",
            "`titles` is required\n\
             each item of `titles` must have from 2 to 8 characters\n\
             each item of `titles` must match `[A-Z][a-z ]*`",
            "`names` is optional\n\
             `names` must have from 1 to 2 items\n\
             each item of `names` must have at most 3 characters\n\
             each item of `names` must be an e-mail address such as `name@example.com`",
        ],
    );
}

#[test]
fn repairs_replace_what_breaks_the_rules_of_its_type() {
    let broken = Order {
        percent: Some(Percent(101)),
        titles: vec![title("Chief"), title("x")],
        part: Part { title: Some(title("x")) },
        ..order()
    };
    let violations = broken.validate().unwrap_err();
    let repairs = violations.repairs(&broken);
    assert_eq!(
        repairs.to_string(),
        "set `percent`, or remove `percent`\n\
         set `titles[1]`, or remove `titles[1]`\n\
         set `part.title`, or remove `part.title`",
    );
    let first = repairs.iter().next().unwrap();
    assert!(first.apply(&broken).unwrap().validate().is_ok());
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[range(1..=5)]
struct Small<T>(T);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(namespaced, length(..=9), format(email))]
struct Borrowed<'a>(&'a str);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(..=3)]
struct Maybe(Option<Box<str>>);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(2..)]
#[allowed("aa", "bb", warn)]
struct Warned(String);

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Shapes<'a> {
    small: Small<u8>,
    smalls: Option<Vec<Option<Small<i64>>>>,
    borrowed: Option<Borrowed<'a>>,
    maybe: Maybe,
    warned: Option<Box<Warned>>,
    deep: Option<Vec<Vec<Small<u8>>>>,
}

#[test]
fn generics_lifetimes_and_wrappers_have_them_too() {
    let valid = Shapes {
        small: Small(1),
        smalls: Some(vec![None, Some(Small(5))]),
        borrowed: None,
        maybe: Maybe(None),
        warned: Some(Box::new(Warned("aa".to_owned()))),
        deep: None,
    };
    assert_eq!(messages(&valid), [""; 0]);
    let broken = Shapes {
        small: Small(0),
        smalls: Some(vec![None, Some(Small(6))]),
        borrowed: Some(Borrowed("four or so")),
        maybe: Maybe(Some("four".into())),
        warned: Some(Box::new(Warned("cc".to_owned()))),
        deep: Some(vec![vec![Small(1)], vec![Small(9)]]),
    };
    assert_eq!(
        messages(&broken),
        [
            "`small` must be from 1 to 5",
            "`smalls[1]` must be from 1 to 5",
            "`borrowed` must have at most 9 characters",
            "`borrowed` must be an e-mail address such as `name@example.com`",
            "`maybe` must have at most 3 characters",
            "`deep[1][0]` must be from 1 to 5",
        ],
    );
    let warnings: Vec<String> = broken.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["`warned` must be `aa` or `bb`"]);
}
