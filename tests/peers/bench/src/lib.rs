//! One row per peer.

pub use common::{FORBIDDEN, FORBIDDEN_FIELDS, ONE, ONE_FIELDS, SHIP, TEN, TEN_FIELDS, VALID};

/// Calls a macro for every peer with its name and its crate.
#[macro_export]
macro_rules! peers {
    ($each:ident) => {
        $each! { hand, ::hand }
        $each! { order, ::p_order }
        $each! { garde, ::p_garde }
        $each! { validator, ::p_validator }
        $each! { validify, ::p_validify }
        $each! { serde_valid, ::p_serde_valid }
        $each! { nutype, ::p_nutype }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut fields: Vec<String>) -> Vec<String> {
        fields.sort();
        fields.dedup();
        fields
    }

    const SAMPLES: [(&str, &[&str]); 5] = [
        (VALID, &[]),
        (SHIP, &[]),
        (ONE, ONE_FIELDS),
        (TEN, TEN_FIELDS),
        (FORBIDDEN, FORBIDDEN_FIELDS),
    ];

    macro_rules! finds_the_same_fields {
        ($name:ident, $($path:tt)*) => {
            mod $name {
                use $($path)* as peer;

                use super::*;

                #[test]
                fn finds_the_same_fields() {
                    for (document, expected) in SAMPLES {
                        // validator files errors over several fields under `__all__`.
                        if stringify!($name) == "validator" && !expected.is_empty() {
                            continue;
                        }
                        let order: peer::Order = peer::json::read(document);
                        assert_eq!(sorted(peer::fields(&order)), expected, "{document}");
                        assert!(peer::check(&order) >= expected.len());
                    }
                }

                #[test]
                fn writes_the_sample_back() {
                    let order: peer::Order = peer::json::read(VALID);
                    let written: serde_json::Value =
                        serde_json::from_slice(&peer::json::write(&order)).unwrap();
                    let sample: serde_json::Value = serde_json::from_str(VALID).unwrap();
                    assert_eq!(written, sample);
                }
            }
        };
    }
    peers!(finds_the_same_fields);

    #[test]
    fn the_writer_by_hand_writes_what_serde_writes() {
        let same = |order: &::hand::Order| {
            let written = String::from_utf8(::hand::to_json(order)).unwrap();
            assert_eq!(written, serde_json::to_string(order).unwrap());
        };
        for (document, _) in SAMPLES {
            same(&::hand::json::read(document));
        }
        let mut order: ::hand::Order = ::hand::json::read(VALID);
        order.org_name = "a\"b\\c\n\t\u{1}\u{8}\u{c}é".into();
        same(&order);
    }

    #[test]
    fn this_project_writes_what_the_writer_by_hand_writes() {
        for (document, _) in SAMPLES {
            let by_hand = ::hand::to_json(&::hand::json::read(document));
            assert_eq!(::p_order::json::write(&::p_order::json::read(document)), by_hand);
        }
    }

    /// Both judge 20,000 orders, each a sample with some members changed, and blame the same fields.
    #[test]
    fn this_project_judges_as_the_check_by_hand_does() {
        let mut state = 1_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % below
        };
        let values = [
            "",
            " ",
            "\t\n",
            "\u{a0}\u{3000}",
            " x",
            "1",
            "2",
            "4",
            "x",
            "FL",
            "USA",
            "a@b",
            "a@b.",
            "ship_token",
            "client_app",
            "standard",
            "555-1234",
            "é",
        ];
        let options = [
            "platform",
            "cs_provisioning_method",
            "cs_ship_method",
            "ship_name",
            "ship_addr1",
            "ship_addr2",
            "ship_city",
            "ship_state",
            "ship_zip",
            "ship_country",
            "org_unit",
            "org_addr2",
            "org_contact_telephone_ext",
        ];
        let texts = [
            "org_name",
            "org_addr1",
            "org_city",
            "org_state",
            "org_zip",
            "org_country",
            "telephone",
            "org_contact_job_title",
            "org_contact_firstname",
            "org_contact_lastname",
            "org_contact_email",
            "org_contact_telephone",
        ];
        let (mut good, mut bad) = (0, 0);
        for _ in 0..20_000 {
            let (document, _) = SAMPLES[random(SAMPLES.len())];
            let mut document: serde_json::Value = serde_json::from_str(document).unwrap();
            let members = document.as_object_mut().unwrap();
            for _ in 0..random(4) {
                let value = values[random(values.len())];
                match random(30) {
                    0 => members.insert("validity".into(), random(6).to_string().into()),
                    1 => members.insert("ev".into(), (random(2) == 0).to_string().into()),
                    2..10 => members.insert(texts[random(texts.len())].into(), value.into()),
                    10..20 => members.insert(options[random(options.len())].into(), value.into()),
                    _ => members.remove(options[random(options.len())]),
                };
            }
            let document = document.to_string();
            let order: ::hand::Order = ::hand::json::read(&document);
            let ours = ::p_order::json::read(&document);
            let expected = sorted(::hand::fields(&order));
            assert_eq!(sorted(::p_order::fields(&ours)), expected, "{order:?}");
            if expected.is_empty() { good += 1 } else { bad += 1 }
        }
        assert!(good > 2_000 && bad > 2_000, "{good} good, {bad} bad");
    }
}
