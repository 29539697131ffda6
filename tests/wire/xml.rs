//! XML both ways.

use std::{borrow::Cow, collections::BTreeMap};

use order_core::{Code, OrderRequest, OrderValue, Valid, xml};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Contact {
    name: String,
    telephone: Option<u32>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(root = "order")]
struct Order<'a> {
    #[allowed(1, 2, 3)]
    validity: u8,
    method: Option<Method>,
    org_unit: Option<Cow<'a, str>>,
    sans: Option<Vec<String>>,
    contacts: Option<Vec<Contact>>,
    owner: Option<Box<Contact>>,
    labels: Option<BTreeMap<String, Vec<u8>>>,
    ev: Option<bool>,
    note: Option<Option<u8>>,
}

fn order() -> Order<'static> {
    Order {
        validity: 1,
        method: Some(Method::ClientApp),
        org_unit: Some("".into()),
        sans: Some(vec!["a.example".to_owned(), "<b> & \"c\"\r\n]]>\t é😀".to_owned()]),
        contacts: Some(vec![
            Contact { name: "Gary".to_owned(), telephone: None },
            Contact { name: " ".to_owned(), telephone: Some(5) },
        ]),
        owner: Some(Box::new(Contact { name: "x".to_owned(), telephone: Some(0) })),
        labels: Some(BTreeMap::from([
            ("boxes".to_owned(), vec![1, 2]),
            ("k".to_owned(), vec![3]),
            ("none".to_owned(), vec![]),
        ])),
        ev: Some(true),
        note: Some(None),
    }
}

fn problems(document: &str) -> Vec<String> {
    let error = xml::from_str::<Order<'_>>(document).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

/// The problems of a document whose content is `inside`, beside what is required.
fn inside(inside: &str) -> Vec<String> {
    problems(&format!("<order><validity>1</validity>{inside}</order>"))
}

#[test]
fn a_request_is_written_with_its_root_and_declaration() {
    assert_eq!(
        xml::to_string(&order()).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><order><validity>1</validity>\
         <method>client_app</method><org_unit></org_unit>\
         <sans><san>a.example</san><san>&lt;b&gt; &amp; \"c\"&#13;\n]]&gt;\t é😀</san></sans>\
         <contacts><contact><name>Gary</name></contact>\
         <contact><name> </name><telephone>5</telephone></contact></contacts>\
         <owner><name>x</name><telephone>0</telephone></owner>\
         <labels><boxes><box>1</box><box>2</box></boxes><k><item>3</item></k><none></none></labels>\
         <ev>true</ev><note></note></order>",
    );
}

#[test]
fn pretty_xml_has_two_spaces_and_no_newline_at_its_end() {
    let order = Order { sans: None, owner: None, labels: Some(BTreeMap::new()), ..order() };
    assert_eq!(
        xml::to_string_pretty(&order).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<order>
  <validity>1</validity>
  <method>client_app</method>
  <org_unit></org_unit>
  <contacts>
    <contact>
      <name>Gary</name>
    </contact>
    <contact>
      <name> </name>
      <telephone>5</telephone>
    </contact>
  </contacts>
  <labels></labels>
  <ev>true</ev>
  <note></note>
</order>",
    );
    let labels = BTreeMap::from([("boxes".to_owned(), vec![1, 2]), ("none".to_owned(), vec![])]);
    let order = Order { contacts: None, labels: Some(labels), ..order };
    assert_eq!(
        xml::to_string_pretty(&order).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<order>
  <validity>1</validity>
  <method>client_app</method>
  <org_unit></org_unit>
  <labels>
    <boxes>
      <box>1</box>
      <box>2</box>
    </boxes>
    <none></none>
  </labels>
  <ev>true</ev>
  <note></note>
</order>",
    );
}

#[test]
fn the_root_is_named_request_unless_it_was_said() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Plain {
        a: Option<u8>,
    }
    assert_eq!(
        xml::to_string(&Plain { a: None }).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request></request>",
    );
    let plain: Plain = xml::from_str("<request/>").unwrap();
    assert_eq!(plain, Plain { a: None });
    let error = xml::from_str::<Plain>("<order><a>1</a><b/></order>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 1: the root element is named `request`, not `order`; rename it\n\
         line 1, column 16: unknown field `b`; remove it",
    );
}

#[test]
fn what_is_written_is_read_back() {
    let order = order();
    let compact = xml::to_string(&order).unwrap();
    assert_eq!(xml::from_str::<Order<'_>>(&compact).unwrap(), order);
    let pretty = xml::to_vec_pretty(&order).unwrap();
    assert_eq!(xml::from_slice::<Order<'_>>(&pretty).unwrap(), order);
}

#[test]
fn writing_into_a_buffer_appends_and_leaves_it_alone_if_it_fails() {
    let mut out = b"head\n".to_vec();
    let contact = |name: &str| Contact { name: name.to_owned(), telephone: None };
    let error = xml::write_into(&contact("a\u{1}"), &mut out).unwrap_err();
    assert_eq!(error.to_string(), "`name`: holds U+0001, which XML cannot hold; remove it");
    assert_eq!(out, b"head\n");
    xml::write_into(&contact("a"), &mut out).unwrap();
    assert!(out.starts_with(b"head\n<?xml "));
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    for character in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
        let mut order = order();
        order.contacts.as_mut().unwrap()[1].name.push(character);
        let error = xml::to_string(&order).unwrap_err();
        assert_eq!(error.path().to_string(), "contacts[1].name");
        assert_eq!(
            error.to_string(),
            format!(
                "`contacts[1].name`: holds U+{:04X}, which XML cannot hold; remove it",
                u32::from(character)
            ),
        );
    }
    for key in ["", "a b", "1", "a:b", "<"] {
        let order = Order { labels: Some(BTreeMap::from([(key.to_owned(), vec![])])), ..order() };
        let error = xml::to_string(&order).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`labels.{key}`: not a name that XML knows; use JSON or another name"),
        );
    }
    #[derive(OrderRequest)]
    struct Named {
        #[order(rename = "a\"b")]
        a: u8,
    }
    assert_eq!(
        xml::to_string(&Named { a: 1 }).unwrap_err().to_string(),
        "`a\"b`: not a name that XML knows; use JSON or another name",
    );
}

#[test]
fn text_is_kept_as_it_is() {
    for (document, text) in [
        ("<org_unit> a </org_unit>", " a "),
        ("<org_unit>\n</org_unit>", "\n"),
        ("<org_unit>a\r\nb\rc</org_unit>", "a\nb\nc"),
        ("<org_unit>a&#13;b</org_unit>", "a\rb"),
        ("<org_unit>&lt;&gt;&amp;&apos;&quot;&#xe9;&#128512;</org_unit>", "<>&'\"é😀"),
        ("<org_unit><![CDATA[<a> & b]]></org_unit>", "<a> & b"),
        ("<org_unit>a<![CDATA[]]>b<!-- no --><![CDATA[c]]>d&amp;</org_unit>", "abcd&"),
        ("<org_unit><!-- no --></org_unit>", ""),
        ("<org_unit/>", ""),
        ("<org_unit \n></org_unit\t>", ""),
        ("<org_unit>null</org_unit>", "null"),
    ] {
        let document = format!("<order>\n<validity>1</validity>{document}</order>");
        let order: Order<'_> = xml::from_str(&document).unwrap();
        assert_eq!(order.org_unit.as_deref(), Some(text), "{document}");
    }
    let order: Order<'_> =
        xml::from_str("<order><validity>1</validity><org_unit>é</org_unit></order>").unwrap();
    assert!(matches!(order.org_unit, Some(Cow::Borrowed("é"))));
}

#[test]
fn blank_space_and_comments_between_elements_do_not_count() {
    let document = "\u{feff}<?xml version='1.0' encoding = \"utf-8\" standalone='yes' ?>\n<!-- a -->\n<order >\n  <!-- b -->\r\n  <validity>1</validity>\n  <contacts>\n  </contacts>\n<sans>\n<!-- c --><san>a</san>\n</sans></order>\n<!-- d -->\n";
    let order: Order<'_> = xml::from_str(document).unwrap();
    assert_eq!(order.sans, Some(vec!["a".to_owned()]));
}

#[test]
fn empty_elements_are_empty_lists_and_absent_numbers() {
    let order: Order<'_> = xml::from_str(
        "<order><validity>1</validity><contacts></contacts><sans/><method> </method><labels/><ev/></order>",
    )
    .unwrap();
    assert_eq!(order.sans, Some(vec![]));
    assert_eq!(order.labels, Some(BTreeMap::new()));
    assert_eq!((order.method, order.ev, order.note), (None, None, None));
}

#[test]
fn every_problem_of_a_document_is_reported_with_its_place() {
    let document = "<order>
  <validity>7</validity>
  <method>ship_tokn</method>
  <method>client_app</method>
  <contacts>
    <contact><name>a</name><telephone>x</telephone></contact>
    <person/>
    <contact><nme>b</nme></contact>
    <contact>c</contact>
  </contacts>
  <owner><telephone>1</telephone></owner>
  <labels><a><item>300</item></a><a/></labels>
  <ev>maybe</ev>
  <ev2 a=\"1\">b<c/></ev2>
</order>";
    assert_eq!(
        problems(document),
        [
            "line 2, column 13: `validity` must be `1`, `2` or `3`",
            "line 3, column 11: `method` must be `ship_token` or `client_app`; did you mean `ship_token`?",
            "line 4, column 3: `method` is given twice, first on line 3; remove one",
            "line 6, column 39: `contacts[0].telephone` must be a whole number from 0 to 4294967295",
            "line 7, column 5: unknown element `person`; an item of `contacts` is named `contact`",
            "line 8, column 14: unknown field `contacts[1].nme`; did you mean `name`?",
            "line 8, column 26: `contacts[1].name` is required; give it a value that is not blank",
            "line 9, column 14: `contacts[2]` must be an object with the fields of `Contact`, not text",
            "line 11, column 34: `owner.name` is required; give it a value that is not blank",
            "line 12, column 20: `labels.a[0]` must be a whole number from 0 to 255",
            "line 12, column 34: `labels.a` is given twice; remove one",
            "line 13, column 7: `ev` must be `true` or `false`",
            "line 14, column 3: unknown field `ev2`; did you mean `ev`?",
            "line 14, column 8: an attribute is not read; write its value as an element",
            "line 14, column 14: text beside elements; remove it",
        ],
    );
}

#[test]
fn a_value_of_another_shape_is_refused() {
    assert_eq!(
        inside("<sans>a</sans><owner/><ev><x/></ev><labels>b</labels>"),
        [
            "line 1, column 36: `sans` must be a list, not text",
            "line 1, column 44: `owner.name` is required; give it a value that is not blank",
            "line 1, column 52: `ev` must be `true` or `false`, not an object",
            "line 1, column 73: `labels` must be an object of values by key, not text",
        ],
    );
}

#[test]
fn what_is_not_read_is_refused_at_its_place_and_reading_goes_on() {
    for (document, expected) in [
        (
            "<ev a='1'>true</ev>",
            "column 34: an attribute is not read; write its value as an element",
        ),
        (
            "<ev xmlns=\"u\">true</ev>",
            "column 34: an attribute is not read; write its value as an element",
        ),
        ("<x:ev>true</x:ev>", "column 31: a namespace is not read; write `ev` alone"),
        ("<?php echo 1 ?>", "column 30: a processing instruction is not read; remove it"),
        ("a<ev>true</ev>", "column 30: text beside elements; remove it"),
        ("<ev>true</ev>&amp;", "column 43: text beside elements; remove it"),
        ("<![CDATA[a]]>", "column 39: text beside elements; remove it"),
        ("<org_unit>]]></org_unit>", "column 40: `]]>` in text; write `]]&gt;`"),
        (
            "<org_unit>&copy;</org_unit>",
            "column 40: unknown entity; XML has `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and `&#…;`",
        ),
        (
            "<org_unit>&#0;</org_unit>",
            "column 40: a reference to no character that XML can hold; remove it",
        ),
        (
            "<org_unit>&#xD800;</org_unit>",
            "column 40: a reference to no character that XML can hold; remove it",
        ),
        (
            "<org_unit>&#+5;</org_unit>",
            "column 40: a reference to no character that XML can hold; remove it",
        ),
        (
            "<org_unit>&#99999999999;</org_unit>",
            "column 40: a reference to no character that XML can hold; remove it",
        ),
    ] {
        assert_eq!(inside(document), [format!("line 1, {expected}")], "{document}");
    }
    let found = inside("<ev a='1'>maybe</ev>&b;<validity>x</validity>");
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn broken_syntax_is_reported_with_its_place_beside_what_was_read_before() {
    for (document, expected) in [
        ("", "line 1, column 1: the document is empty"),
        (" \n ", "line 2, column 2: the document is empty"),
        ("x", "line 1, column 1: expected `<order>`"),
        ("<!-- a -->", "line 1, column 11: the document ends in the middle; `<order>` is missing"),
        ("</order>", "line 1, column 1: an end tag that nothing was opened for; remove it"),
        ("<order/>x", "line 1, column 9: nothing may follow the root element; remove the rest"),
        (
            "<order/> <order/>",
            "line 1, column 10: nothing may follow the root element; remove the rest",
        ),
        (
            "<order/></order>",
            "line 1, column 9: nothing may follow the root element; remove the rest",
        ),
        ("<order/>&amp;", "line 1, column 9: nothing may follow the root element; remove the rest"),
        (
            "<order/><![CDATA[]]>",
            "line 1, column 9: nothing may follow the root element; remove the rest",
        ),
        ("<order>", "line 1, column 8: the document ends in the middle; `</order>` is missing"),
        ("<order", "line 1, column 1: the document ends in the middle of a tag"),
        ("<order><ev>tr", "line 1, column 14: the document ends in the middle; `</ev>` is missing"),
        ("<order><ev>true</order>", "line 1, column 16: `</order>` stands where `</ev>` must"),
        (
            "<order><ev></ev x>",
            "line 1, column 12: expected `</ev>`; in text `<` is written `&lt;`",
        ),
        (
            "<order>< ev/>",
            "line 1, column 8: expected a name after `<`; in text `<` is written `&lt;`",
        ),
        (
            "<order><1/>",
            "line 1, column 8: expected a name after `<`; in text `<` is written `&lt;`",
        ),
        ("<order>a & b", "line 1, column 10: `&` in text is written `&amp;`"),
        ("<order>&amp", "line 1, column 8: `&` in text is written `&amp;`"),
        ("<order><!-- a", "line 1, column 8: the document ends in the middle of a comment"),
        ("<order><!-- a -- b -->", "line 1, column 8: `--` inside of a comment; remove it"),
        (
            "<order><![CDATA[ a",
            "line 1, column 8: the document ends in the middle of a CDATA section",
        ),
        (
            "<order><!foo>",
            "line 1, column 8: expected a comment or a CDATA section after `<!`; in text `<` is written `&lt;`",
        ),
        ("<?xml version=\"1.1\"?><order/>", "line 1, column 1: only XML 1.0 is read"),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><order/>",
            "line 1, column 1: the document says that it is not UTF-8; encode it as UTF-8",
        ),
        (
            "<?xml encoding=\"ISO-8859-1\"?><order/>",
            "line 1, column 1: not a declaration of XML; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`",
        ),
        (
            "<?xml version=\"1.0\" standalone=\"maybe\"?><order/>",
            "line 1, column 1: not a declaration of XML; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`",
        ),
        (
            "<?xml encoding=\"UTF-8\"?><order/>",
            "line 1, column 1: not a declaration of XML; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`",
        ),
        (
            " <?xml version=\"1.0\"?><order/>",
            "line 1, column 2: the XML declaration stands at the very start or not at all; move it",
        ),
        (
            "<order>\0</order>",
            "line 1, column 8: U+0000 is no character that XML can hold; remove it",
        ),
        (
            "<order><ev>\u{b}",
            "line 1, column 12: U+000B is no character that XML can hold; remove it",
        ),
        (
            "<order><!-- \u{ffff}",
            "line 1, column 13: U+FFFF is no character that XML can hold; remove it",
        ),
        ("\u{feff}\u{feff}<order/>", "line 1, column 2: expected `<order>`"),
    ] {
        assert_eq!(problems(document), [expected], "{document:?}");
    }
    assert_eq!(
        problems("<order><validity>x</validity><nte/><org_unit>"),
        [
            "line 1, column 18: `validity` must be a whole number from 0 to 255",
            "line 1, column 30: unknown field `nte`; did you mean `note`?",
            "line 1, column 46: the document ends in the middle; `</org_unit>` is missing",
        ],
    );
}

#[test]
fn no_entity_is_declared_so_none_explodes_or_reads_a_file() {
    let bomb = "<?xml version=\"1.0\"?>
<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">
<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>
<order><org_unit>&c;</org_unit></order>";
    let external = "<!DOCTYPE order [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><order><org_unit>&e;</org_unit></order>";
    let outside = "<!DOCTYPE order SYSTEM \"http://example.com/order.dtd\"><order/>";
    let expected = "a DOCTYPE is not read, nor any entity that it declares; remove it";
    assert_eq!(problems(bomb), [format!("line 2, column 1: {expected}")]);
    for document in [external, outside, "<!DOCTYPE", "<!DOCTYPE>", "<!DOCTYPE order [<!ENTITY"] {
        assert_eq!(problems(document), [format!("line 1, column 1: {expected}")], "{document}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_at_the_first() {
    let error = xml::from_slice::<Order<'_>>(b"<order>\n\xc3\xa9\xff</order>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2, column 2: not UTF-8 from here on; encode the document as UTF-8",
    );
}

#[test]
fn deep_nesting_is_refused_without_recursion() {
    let document = format!("<order>{}", "<a>".repeat(1_000_000));
    let error = xml::from_str::<Order<'_>>(&document).unwrap_err();
    let last = error.problems().last().unwrap();
    assert_eq!((last.code(), last.position().column), (Code::Syntax, 8 + 127 * 3));
    assert_eq!(last.message().to_string(), "elements nest too deep; at most 128 levels are read");
}

#[test]
fn a_huge_document_of_mistakes_is_refused_in_little_time_and_few_words() {
    let document = format!("<order>{}</order>", "<evv a='1'/>&x;".repeat(20_000));
    let error = xml::from_str::<Order<'_>>(&document).unwrap_err();
    assert_eq!(error.problems().len(), 1000);
    assert!(error.left_out() > 50_000, "{}", error.left_out());
    let text = "x".repeat(20_000_000);
    let document = format!("<order><validity>1</validity><org_unit>{text}</org_unit></order>");
    assert!(xml::from_str::<Order<'_>>(&document).is_ok());
}

#[test]
fn a_message_shows_no_value_and_no_long_name() {
    let document =
        format!("<order><validity>canary</validity><{0}>canary</{0}></order>", "k".repeat(10_000));
    let error = xml::from_str::<Order<'_>>(&document).unwrap_err();
    assert!(!error.to_string().contains("canary"));
    assert!(error.to_string().len() < 400, "{error}");
}

#[test]
fn a_request_is_read_whatever_its_rules_say_and_a_valid_one_is_not() {
    let document = "<order><validity>7</validity></order>";
    assert_eq!(xml::from_str::<Order<'_>>(document).unwrap().validity, 7);
    let error = xml::from_str::<Valid<Order<'_>>>(document).unwrap_err();
    assert_eq!(
        error.problems()[0].to_string(),
        "line 1, column 18: `validity` must be `1`, `2` or `3`"
    );
}

#[test]
fn every_truncation_and_every_changed_byte_is_read_or_refused_without_a_panic() {
    let document = format!(
        "{}<!-- end -->",
        xml::to_string(&order()).unwrap().replace("a.example", "<![CDATA[a]]>&#x41;<!-- b -->"),
    );
    assert!(xml::from_str::<Order<'_>>(&document).is_ok());
    let end = document.find("<!-- end").unwrap();
    for end in 0..end {
        let error = xml::from_slice::<Order<'_>>(&document.as_bytes()[..end]).unwrap_err();
        assert!(!error.problems().is_empty());
    }
    for position in 0..document.len() {
        for byte in BYTES {
            let mut changed = document.as_bytes().to_vec();
            changed[position] = *byte;
            if let Err(error) = xml::from_slice::<Order<'_>>(&changed) {
                assert!(!error.problems().is_empty(), "{changed:?}");
            }
        }
    }
}

#[test]
fn an_empty_element_with_a_prefix_is_refused_for_its_prefix() {
    let wrong = |column: usize, name: &str| {
        format!("line 1, column {column}: a namespace is not read; write `{name}` alone")
    };
    assert!(problems("<x:order/>").contains(&wrong(2, "order")));
    let start = "<order><validity>1</validity><".len() + 1;
    for name in ["sans", "contacts", "owner", "labels", "note", "ev"] {
        let found = inside(&format!("<x:{name}/>"));
        assert!(found.contains(&wrong(start, name)), "{found:?}");
    }
    let column = start + "<contacts>".len();
    let found = inside("<contacts><x:contact/></contacts>");
    assert!(found.contains(&wrong(column, "contact")), "{found:?}");
}

/// The tests are built with overflow checks.
#[test]
fn markup_in_any_order_is_read_or_refused_without_a_panic() {
    let pieces = [
        "<order>",
        "</order>",
        "<order/>",
        "<x:order/>",
        "<x:order>",
        "<x:owner/>",
        "<x:sans/>",
        "<sans>",
        "<san/>",
        "</sans>",
        "<labels>",
        "<x:k/>",
        "</labels>",
        "<x:/>",
        "<a:b:c/>",
        "a",
        "&#65;",
        "&lt;",
        "<![CDATA[]]>",
        "<!---->",
        "<?xml version='1.0'?>",
        "\u{feff}",
        "<",
        "/>",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                for document in [
                    format!("{first}{second}{third}"),
                    format!("<order>{first}{second}{third}</order>"),
                ] {
                    if let Err(error) = xml::from_str::<Order<'_>>(&document) {
                        assert!(!error.problems().is_empty(), "{document}");
                    }
                }
            }
        }
    }
}

/// One byte of each kind that the format tells apart.
const BYTES: &[u8] = b"\0\t\n\r \"#%&'+-/09:;<=>?A[]_az\x7f\x80\xbf\xc3\xef\xff";

#[test]
fn the_place_of_a_syntax_error_is_that_of_its_element() {
    let document = "<order><validity>1</validity><contacts><contact><name>a</name></contact>\
                    <contact a='1'><name>b</name></contact></contacts></order>";
    let error = xml::from_str::<Order<'_>>(document).unwrap_err();
    assert_eq!(error.problems()[0].path().to_string(), "contacts[1]");
    let document = "<order><validity>1</validity><contacts><contact a='1'><name>b</name></contact></contacts></order>";
    let error = xml::from_str::<Order<'_>>(document).unwrap_err();
    assert_eq!(error.problems()[0].path().to_string(), "contacts[0]");
}

#[test]
fn what_stands_before_a_forbidden_character_is_read() {
    let expected = |column: usize| {
        [
            "line 1, column 18: `validity` must be a whole number from 0 to 255".to_owned(),
            format!("line 1, column {column}: U+0000 is no character that XML can hold; remove it"),
        ]
    };
    assert_eq!(problems("<order><validity>x</validity>\0</order>"), expected(30));
    let found = problems("<order><validity>x</validity >\0</order>");
    assert_eq!(found, expected(31));
    let found = problems("<order><validity>x</validity><!-- -->\0</order>");
    assert_eq!(found, expected(38));
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Nest {
    leaf: Option<u8>,
    #[nested]
    inner: Option<Box<Nest>>,
}

#[test]
fn as_many_levels_are_read_as_are_promised() {
    let nest = |levels: usize, leaf: &str| {
        format!(
            "<request>{}{leaf}{}</request>",
            "<inner>".repeat(levels),
            "</inner>".repeat(levels)
        )
    };
    for leaf in ["<leaf>1</leaf>", "<leaf >1</leaf>"] {
        let mut read = xml::from_str::<Nest>(&nest(126, leaf)).unwrap();
        for _ in 0..126 {
            assert_eq!(read.leaf, None);
            read = *read.inner.unwrap();
        }
        assert_eq!(read, Nest { leaf: Some(1), inner: None });
        let error = xml::from_str::<Nest>(&nest(127, leaf)).unwrap_err();
        let expected = "elements nest too deep; at most 128 levels are read";
        assert_eq!(error.problems()[0].message().to_string(), expected);
        assert_eq!(error.problems()[0].position().offset, "<request>".len() + 127 * 7);
    }
}

/// Each name ends with another one, which is a list.
#[derive(Debug, PartialEq, OrderRequest)]
struct Endings {
    r#as: Option<Vec<u8>>,
    s: Option<u8>,
}

#[test]
fn no_name_is_taken_for_its_ending() {
    let read = |document: &str| xml::from_str::<Endings>(document).unwrap();
    let document = "<request><as></as><s>1</s></request>";
    assert_eq!(read(document), Endings { r#as: Some(vec![]), s: Some(1) });
    let document = "<request><as><a>2</a></as></request>";
    assert_eq!(read(document), Endings { r#as: Some(vec![2]), s: None });
}

#[test]
fn a_prefix_is_a_name() {
    let expected = "line 1, column 30: expected a name after `<`; in text `<` is written `&lt;`";
    for tag in [":ev", "1:ev", "-:ev"] {
        let found = problems(&format!("<order><validity>1</validity><{tag}>true</{tag}></order>"));
        assert_eq!(found, [expected], "{tag}");
    }
}

#[test]
fn a_document_that_ends_in_the_middle_is_read_up_to_there() {
    let ends = |column: usize, name: &str| {
        format!("line 1, column {column}: the document ends in the middle; `</{name}>` is missing")
    };
    let document = "<order><contacts><contact><name>a</name></contact>";
    assert_eq!(problems(document), [ends(51, "contacts")]);
    let document = "<order><sans><san>a</san>";
    assert_eq!(problems(document), [ends(26, "sans")]);
    for document in ["<order>", "<order><owner>", "<order><sans>", "<order><labels>"] {
        assert_eq!(problems(document).len(), 1, "{document}");
    }
    let document = "<order><ev2><c/>";
    let unknown = "line 1, column 8: unknown field `ev2`; did you mean `ev`?";
    assert_eq!(problems(document), [unknown.to_owned(), ends(17, "ev2")]);
    let document = "<order><contacts><person><a/>";
    let item =
        "line 1, column 18: unknown element `person`; an item of `contacts` is named `contact`";
    assert_eq!(problems(document), [item.to_owned(), ends(30, "person")]);
}

#[test]
fn a_reference_to_white_space_is_white_space() {
    let document = "<order>&#32;<validity>1</validity>&#10;<contacts>&#x20;</contacts></order>";
    let order: Order<'_> = xml::from_str(document).unwrap();
    assert_eq!((order.validity, order.contacts), (1, Some(vec![])));
}

#[test]
fn markup_that_breaks_off_is_told_by_its_beginning() {
    let declaration = "line 1, column 1: not a declaration of XML; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    for (document, expected) in [
        (
            "<order><![CDATA[ a -->",
            "line 1, column 8: the document ends in the middle of a CDATA section",
        ),
        ("<order><!-", "line 1, column 8: the document ends in the middle of a comment"),
        (
            "<order><!",
            "line 1, column 8: expected a comment or a CDATA section after `<!`; in text `<` is written `&lt;`",
        ),
        ("<order><", "line 1, column 8: the document ends in the middle of a tag"),
        ("<?xml ?><order/>", declaration),
        ("<?xml version=\"1.0\"encoding=\"UTF-8\"?><order/>", declaration),
    ] {
        assert_eq!(problems(document), [expected], "{document:?}");
    }
    let none = "line 1, column 40: a reference to no character that XML can hold; remove it";
    for reference in ["&#+65;", "&#x+41;", "&#-65;", "&#;", "&#x;"] {
        assert_eq!(inside(&format!("<org_unit>{reference}</org_unit>")), [none], "{reference}");
    }
}

#[test]
fn a_map_may_have_one_entry_that_is_named_like_an_item() {
    let labels = BTreeMap::from([("item".to_owned(), vec![1])]);
    let order = Order { labels: Some(labels), ..order() };
    let written = xml::to_string(&order).unwrap();
    assert!(written.contains("<labels><item><item>1</item></item></labels>"), "{written}");
    assert_eq!(xml::from_str::<Order<'_>>(&written).unwrap(), order);
}

#[test]
fn the_name_of_an_item_is_told() {
    let name = |field: &str| {
        let index = Order::SCHEMA.field_index(field).unwrap();
        xml::item_name(&Order::SCHEMA.fields[index]).into_owned()
    };
    assert_eq!([name("sans"), name("contacts")], ["san", "contact"]);
}

#[derive(Debug, PartialEq, OrderValue)]
enum Open {
    A,
    #[order(other)]
    Other(String),
}

#[derive(Debug, PartialEq, OrderValue)]
enum Closed {
    A,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Nulls {
    open: Vec<Option<Open>>,
    closed: Vec<Option<Closed>>,
    numbers: Vec<Option<u8>>,
    texts: Vec<Option<String>>,
}

#[test]
fn null_is_an_empty_element_unless_that_is_a_text() {
    let nulls = || Nulls { open: vec![], closed: vec![], numbers: vec![], texts: vec![] };
    let written = |nulls: &Nulls| xml::to_string(nulls).map_err(|error| error.to_string());
    let read_back = Nulls {
        closed: vec![Some(Closed::A), None],
        numbers: vec![None, Some(1)],
        open: vec![Some(Open::A)],
        ..nulls()
    };
    assert_eq!(xml::from_str::<Nulls>(&written(&read_back).unwrap()).unwrap(), read_back);
    for (nulls, path) in [
        (Nulls { open: vec![None], ..nulls() }, "open[0]"),
        (Nulls { texts: vec![None], ..nulls() }, "texts[0]"),
    ] {
        let said = written(&nulls).unwrap_err();
        assert!(said.starts_with(&format!("`{path}`: ")), "{said}");
    }
}
