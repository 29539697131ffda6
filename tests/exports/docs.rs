//! The documentation of the requests of this repository, and of one whose every text is hostile.

use std::collections::BTreeSet;

use order_client::retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder};
use order_core::{
    OrderRequest, OrderValue,
    export::{Gap, html::Page, markdown},
    schema::Schema,
};

use crate::shipment::Shipment;

#[doc = "Values `</script>` <b>|</b> ]]> of \u{202e} an enum."]
#[derive(OrderValue)]
enum Value {
    /// Means "a" | 'b' <i>.
    #[order(rename = "a\"b'|`<i>;", alias = "]]>")]
    First,
    #[order(rename = "\u{202e}end")]
    Second,
}

/// A request whose **texts** are <script>alert(1)</script> | hostile.
///
/// 1. [link](javascript:alert) `code|` ]]> &amp; http://example.com
#[derive(OrderRequest)]
#[order(endpoint = "POST /a|b/<c>", response = ())]
#[rule(tick, present(name) || present(value), "`a` | <b>x</b> ]]> \u{202e}\n# heading; end\"--", at = name)]
pub(crate) struct Hostile {
    /// Cell | <img src=x onerror=alert(1)> &lt; # - end
    #[order(rename = "n|`\"'<b>;]]>")]
    name: Option<String>,
    #[order(rename = "end")]
    #[required_if(name == "x|`<b>\"; \u{202e}\n%%{init}%%")]
    value: Option<Value>,
    #[order(rename = "\u{202e}x</script>", alias = "--><b>")]
    #[default_value("</title>|`")]
    #[pattern("</title>\\|`|b`<c>")]
    #[required_unless(present(value))]
    other: Option<String>,
}

/// The names of the elements, so that one that a text brought would be among them.
pub(crate) fn elements(markup: &str) -> BTreeSet<String> {
    let starts = markup.match_indices('<').map(|(index, _)| &markup[index + 1..]);
    starts
        .map(|tag| tag.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '>')).collect())
        .collect()
}

/// The table of parameters of the request itself, and its footnotes.
fn table(schema: &'static Schema) -> String {
    let text = markdown::export(schema).text;
    let lines = text.lines().skip_while(|line| !line.starts_with('|'));
    lines.take_while(|line| !line.starts_with("###")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_of_a_reissue_is_written_out() {
    assert_eq!(
        table(Reissue::SCHEMA),
        "\
| Parameter | Type and values | Required | Description | Format |
| --- | --- | --- | --- | --- |
| `order_id` | text | yes | Number of the order, as it was given when the order was placed. Travels in the path. Stands in the path of the URL. | not blank; digits only, such as `1234` |
| `comments` | text | no | Comments on the reissue; blank if absent. | may be blank |
| `common_name` | text | no | Name to be secured; stays as it is if absent. | not blank |
| `sans` | text: list of text, separated by `,` \\[1\\] | no | Further names to be secured, sent as one text with commas between them; stay as they are if absent. | not blank |
| `csr` | text | no | Certificate signing request, in PEM; stays as it is if absent. | not blank |
| `server_type` | one of the 45 values of ServerType | no | Server software that the certificate will be installed on; stays as it is if absent. | not blank |
| `signature_hash` | SignatureHash: `sha1` or `sha256` | no | Hash function of the signature; stays as it is if absent. | not blank |

1. `sans`: no item may be blank or hold `,`.
",
    );
}

#[test]
fn conditional_rules_of_the_code_signing_order_are_footnotes() {
    let table = table(CodeSigningOrder::SCHEMA);
    let notes = table.split_once("\n\n").map(|(_, notes)| notes);
    assert_eq!(
        notes,
        Some(
            "\
1. `platform`: required unless *hardware token*.
2. `platform`: if `ev` is true, must be `-1`, `2`, `3`, `6`, `7`, `8`, `9`, `10`, `12`, `13`, `14`, `15`, `16` or `17`.
3. `platform`: if `ev` is not true, must be `51`, `52`, `53`, `54`, `55`, `56`, `57` or `64`.
4. `cs_provisioning_method`: required if `ev` is true, otherwise not allowed.
5. `cs_ship_method`, `ship_name`, `ship_addr1`, `ship_city`, `ship_state`, `ship_zip`, `ship_country`: not allowed unless *hardware token*.
6. `ship_name`, `ship_addr1`, `ship_city`, `ship_state`, `ship_zip`, `ship_country`: all or none of `ship_name`, `ship_addr1`, `ship_city`, `ship_state`, `ship_zip` and `ship_country`.
7. `ship_addr2`: not allowed unless *hardware token* and `ship_addr1` is present.

- *hardware token*: `cs_provisioning_method` is `ship_token`.
"
        ),
    );
}

#[test]
fn members_of_a_flattened_part_and_the_rules_of_its_parent_stand_in_one_table() {
    let table = table(SslOrder::SCHEMA);
    assert!(
        table.contains("\n| `org_contact_job_title` | text | conditional \\[3\\] |"),
        "{table}"
    );
    assert!(
        table.contains("\n3. `telephone`, `org_contact_job_title`: required if `ev` is true.\n")
    );
}

#[test]
fn conditional_defaults_facts_and_flags_are_said() {
    let table = table(Shipment::SCHEMA);
    for said in [
        "\n1. `service`: default the fact `usual` if the fact `account_is_open` is true.\n",
        "\n2. `limit`: default `70` if `service` is `freight`.\n",
        "\n| `fragile` | `true`, or left out | no |",
    ] {
        assert!(table.contains(said), "{said}\n{table}");
    }
}

#[test]
fn only_functions_cannot_be_said() {
    for schema in [CodeSigningOrder::SCHEMA, SslOrder::SCHEMA, WifiOrder::SCHEMA, Reissue::SCHEMA] {
        assert_eq!(markdown::export(schema).gaps, []);
        assert_eq!(Page::new(schema).export().gaps, []);
    }
    let gap = |rule: &str, function: &str| {
        let reason = format!("`{function}` is a function, of which only the name is known here");
        Gap::new(rule, reason)
    };
    let export = markdown::export(Shipment::SCHEMA);
    assert_eq!(
        export.gaps,
        [
            gap("earliest.check", "is_weekday"),
            gap("un_number.format", "is_un_number"),
            gap("limit_reason.required_if", "is_round"),
            gap("countries[].format", "is_lower"),
            gap("total", "check_total"),
        ],
    );
    let line = "- `total`: `check_total` is a function, of which only the name is known here.\n";
    assert!(export.text.ends_with(line), "{}", export.text);
    let page = Page::new(Shipment::SCHEMA).export();
    assert_eq!(page.gaps, export.gaps);
    assert!(page.text.contains("<code>total</code>: <code>check_total</code> is a function"));
}

#[test]
fn hostile_texts_stay_in_their_cell_of_markdown() {
    let text = markdown::export(Hostile::SCHEMA).text;
    assert_eq!(
        text,
        r##"## Hostile

<code>POST&#32;/a&#124;b/&lt;c&gt;</code>

A request whose texts are &lt;script&gt;alert(1)&lt;/script&gt; \| hostile.

1\. link <code>code&#124;</code> \]\]&gt; &amp;amp; http&#58;//example.com

Blank text, and an empty list or object, counts as absent.

| Parameter | Type and values | Required | Description | Default | Format |
| --- | --- | --- | --- | --- | --- |
| <code>n&#124;&#96;&quot;&#39;&lt;b&gt;;&#93;&#93;&gt;</code> | text \[1\] | no | Cell \| &lt;img src=x onerror=alert(1)&gt; &amp;lt; # - end |  |  |
| `end` | Value: <code>a&quot;b&#39;&#124;&#96;&lt;i&gt;;</code> or `\u{202e}end` | conditional \[2\] |  |  |  |
| `\u{202e}x</script>` | text | conditional \[3\] | Also read as `--><b>`. | <code>&lt;/title&gt;&#124;&#96;</code> | matches <code>&lt;/title&gt;&#92;&#124;&#96;&#124;b&#96;&lt;c&gt;</code> |

1. <code>n&#124;&#96;&quot;&#39;&lt;b&gt;;&#93;&#93;&gt;</code>: `a` \| &lt;b&gt;x&lt;/b&gt; \]\]&gt; \\u{202e} # heading; end"--: <code>n&#124;&#96;&quot;&#39;&lt;b&gt;;&#93;&#93;&gt;</code> is present or `end` is present.
2. `end`: required if <code>n&#124;&#96;&quot;&#39;&lt;b&gt;;&#93;&#93;&gt;</code> is <code>x&#124;&#96;&lt;b&gt;&quot;;&#32;&#92;u{202e}&#92;n%%{init}%%</code>.
3. `\u{202e}x</script>`: required unless `end` is present.

### Value

Values `</script>` &lt;b&gt;\|&lt;/b&gt; \]\]&gt; of \\u{202e} an enum.

- <code>a&quot;b&#39;&#124;&#96;&lt;i&gt;;</code> (also `]]>`): Means "a" \| 'b' &lt;i&gt;.
- `\u{202e}end`
"##,
    );
}

#[test]
fn hostile_texts_bring_no_element_into_the_page() {
    let sample = "</code></pre><script>alert(1)</script>\u{202e}";
    let page = Page::new(Hostile::SCHEMA).sample("<b onclick=\"x\">", sample).export().text;
    let clean = Page::new(CodeSigningOrder::SCHEMA).sample("a", "b").export().text;
    let known: BTreeSet<String> = elements(&clean);
    let brought: Vec<String> = elements(&page).difference(&known).cloned().collect();
    assert_eq!(brought, [""; 0]);
    assert!(!page.contains('\u{202e}'));
    let escaped =
        "&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}</code></pre>";
    assert!(page.contains(escaped), "{page}");
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    for schema in [CodeSigningOrder::SCHEMA, SslOrder::SCHEMA, Shipment::SCHEMA, Hostile::SCHEMA] {
        let page = Page::new(schema).sample("a", "{}").to_string();
        let parts = |of: &'static str| -> BTreeSet<&str> {
            let found = page.match_indices(of).map(|(index, _)| &page[index + of.len()..]);
            found.filter_map(|rest| rest.split('"').next()).collect()
        };
        let (ids, targets) = (parts(" id=\""), parts(" href=\"#"));
        assert!(targets.len() > 3, "{}", schema.name);
        let lost: Vec<&&str> = targets.difference(&ids).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", schema.name);
        assert_eq!(
            page.matches(" id=\"").count(),
            ids.len(),
            "{}: an id stands twice",
            schema.name
        );
        assert_eq!(page.matches(" href=\"").count(), page.matches(" href=\"#").count());
        let outside = ["<script", "<link", "<img", "<iframe", "url(", "@import"];
        assert!(!outside.iter().any(|text| page.contains(text)), "{}", schema.name);
    }
}
