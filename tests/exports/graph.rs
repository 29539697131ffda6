//! Rule graphs of the requests of this repository, and of one whose every text is hostile.

use std::collections::BTreeSet;

use order_client::retail::{CodeSigningOrder, Reissue, SslOrder};
use order_core::{OrderRequest, export::graph};

use crate::docs::{Hostile, elements};

#[test]
fn the_graph_of_the_code_signing_order_is_written_out() {
    let export = graph::mermaid(CodeSigningOrder::SCHEMA);
    assert_eq!(
        export.text,
        "\
flowchart LR
    n0[\"platform\"]
    n1[\"cs_provisioning_method\"]
    n2[\"cs_ship_method\"]
    n3[\"ship_name<br>ship_city<br>ship_state<br>ship_zip<br>ship_country\"]
    n4[\"ship_addr1\"]
    n5[\"ship_addr2\"]
    n6[\"ev\"]
    n7{{\"hardware token\"}}
    n8([\"ship#58; all or none\"])
    n1 --- n7
    n7 -->|\"required\"| n0
    n6 -->|\"values\"| n0
    n6 -->|\"required or not allowed\"| n1
    n7 -.->|\"not allowed\"| n2
    n3 --- n8
    n4 --- n8
    n7 -.->|\"not allowed\"| n3
    n7 -.->|\"not allowed\"| n4
    n7 -.->|\"not allowed\"| n5
    n4 -.->|\"not allowed\"| n5
",
    );
    assert_eq!(export.gaps, []);
}

#[test]
fn a_request_without_conditional_rules_has_an_empty_graph() {
    assert_eq!(
        graph::mermaid(Reissue::SCHEMA).text,
        "flowchart LR\n    n0[\"no parameter depends on another\"]\n",
    );
    let picture = graph::svg(Reissue::SCHEMA).text;
    assert!(picture.contains("<title>Rule graph of Reissue</title>"), "{picture}");
}

#[test]
fn parameters_with_the_same_rules_share_a_node() {
    let text = graph::mermaid(SslOrder::SCHEMA).text;
    assert!(text.contains("[\"telephone<br>org_contact_job_title\"]"), "{text}");
}

#[test]
fn hostile_texts_are_entities_of_mermaid() {
    let text = graph::mermaid(Hostile::SCHEMA).text;
    assert_eq!(
        text,
        "\
flowchart LR
    n0[\"n#124;#96;#34;#39;#60;b#62;#59;#93;#93;#62;\"]
    n1[\"end\"]
    n2[\"#92;u#123;202e#125;x#60;#47;script#62;\"]
    n3[/\"tick\"/]
    n0 --- n3
    n1 --- n3
    n0 -->|\"required\"| n1
    n1 -->|\"required\"| n2
",
    );
}

#[test]
fn hostile_texts_bring_no_element_into_the_picture() {
    let picture = graph::svg(Hostile::SCHEMA).text;
    let known: BTreeSet<&str> = [
        "/g", "/path", "/polygon", "/rect", "/style", "/svg", "/text", "/title", "g", "path",
        "polygon", "rect", "style", "svg", "text", "title",
    ]
    .into();
    let found = elements(&picture);
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    assert!(!picture.contains('\u{202e}') && !picture.contains("]]>"), "{picture}");
}

/// The boxes of a picture, as left, top, right and bottom.
fn boxes(picture: &str) -> Vec<[f64; 4]> {
    let rects = picture.split("<rect ").skip(1);
    let number = |rect: &str, name: &str| -> f64 {
        let (_, rest) = rect.split_once(&format!(" {name}=\"")).expect("the attribute is there");
        rest.split('"').next().and_then(|number| number.parse().ok()).expect("it is a number")
    };
    rects
        .map(|rect| {
            let (x, y) = (number(rect, "x"), number(rect, "y"));
            [x, y, x + number(rect, "width"), y + number(rect, "height")]
        })
        .collect()
}

#[test]
fn no_two_boxes_overlap() {
    for (schema, count) in [(CodeSigningOrder::SCHEMA, 9), (crate::shipment::Shipment::SCHEMA, 61)]
    {
        let boxes = boxes(&graph::svg(schema).text);
        assert_eq!(boxes.len(), count, "{}", schema.name);
        for (index, [left, top, right, bottom]) in boxes.iter().enumerate() {
            for [other_left, other_top, other_right, other_bottom] in &boxes[..index] {
                let is_apart = right <= other_left
                    || other_right <= left
                    || bottom <= other_top
                    || other_bottom <= top;
                assert!(is_apart, "{}", schema.name);
            }
        }
    }
}
