//! The example of a whole service: what its server answers, in two languages.

use std::process::Command;

/// Lines that the program prints below each heading, in the order of its calls.
fn replies() -> Vec<(String, Vec<String>)> {
    let output = Command::new(env!("CARGO_BIN_EXE_freight_label")).output().expect("it was built");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("it prints text");
    let reply = |reply: &str| {
        let (heading, lines) = reply.split_once('\n').expect("a heading has lines");
        (heading.to_owned(), lines.lines().map(ToOwned::to_owned).collect())
    };
    text.trim_end().split("\n\n").map(reply).collect()
}

#[test]
fn every_order_and_change_is_answered() {
    let replies = replies();
    let reply = |at: usize| {
        let (heading, lines) = &replies[at];
        (heading.as_str(), lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(replies.len(), 9);
    assert_eq!(
        reply(0),
        (
            "A good order: 201 Created",
            vec!["- label 1: 31.55 kg to Ann Lee, Rue Haute 7, CH-3011 Bern, for 100.10"],
        ),
    );
    assert_eq!(
        reply(1),
        (
            "An order with ten mistakes: 422 Unprocessable Entity",
            vec![
                "10 mistakes in the request",
                "- line 2, column 14: `account` must match `[A-Z]{2}[0-9]{6}` [AccountNumber.pattern]",
                "- line 5, column 18: `pickup_time`: parcels are fetched from 08:00 to 17:30 because `pickup_time` is after \
                 `17:30` [pickup_hours]",
                "- line 6, column 91: `sender.postal_code` must match `[0-9]{5}` because `sender.country` is `DE` \
                 [postal_code.pattern]",
                "- line 8, column 14: `parcels`: every parcel has a mark of its own because items 1 and 2 of `parcels` have \
                 the same `mark` [own_marks]",
                "- line 9, column 30: `parcels[0].weight` must be greater than 0 and at most 31.5 [weight.range]",
                "- line 14, column 16: `insurance` is not allowed unless `declared_value` is greater than 500; remove it \
                 [insurance.forbidden_unless]",
                "- line 15, column 29: the key of `references.Invoice` must match `[a-z]+` [references[key].pattern]",
                "- line 17, column 20: `notice_mobile` is one too many: only one of the group `notice` is allowed; keep one \
                 of `notice_email`, `notice_mobile` [notice.group_exactly_one]",
                "- line 18, column 20: the delivery code has from 4 to 6 digits [delivery_code.pattern]",
                "- line 19, column 1: `customs` is required because `recipient.country` is not `DE`; give it a value \
                 [customs.required_if]",
            ],
        ),
    );
    assert_eq!(
        reply(3),
        (
            "An order that is warned: 201 Created",
            vec![
                "- warning \"`service` is `overnight`, which is deprecated; use `express`\"",
                "- warning \"`customs.tariff_number` is asked for by the customs from July 2031 on\"",
                "- warning \"`remark` is deprecated; use `note`\"",
                "- label 2: 2 kg to Ann Lee, Rue Haute 7, CH-3011 Bern, for 19.90",
            ],
        ),
    );
    assert_eq!(
        reply(5),
        (
            "The same order for a day later: 422 Unprocessable Entity",
            vec![
                "1 mistake in the request",
                "- line 10, column 57: `customs.tariff_number` is asked for by the customs from July 2031 on \
                 [customs.tariff_number.required]",
            ],
        ),
    );
    assert_eq!(
        reply(6),
        (
            "A change of the first order: 200 OK",
            vec!["- label 1: 31.55 kg to Ann Lee, Rue Haute 9, CH-3011 Bern, for 120.50"],
        ),
    );
    assert_eq!(
        reply(7),
        (
            "A change that is not allowed: 422 Unprocessable Entity",
            vec![
                "3 mistakes in the request",
                "- `account` cannot be changed; leave it out of the update [account.immutable]",
                "- `approved_by` is set once and cannot be changed again; leave it out of the update [approved_by.set_once]",
                "- `insurance.amount`: a parcel is not insured beyond its value because `insurance.amount` is greater than \
                 `declared_value` (not in the update) [insured_at_most]",
            ],
        ),
    );
}

#[test]
fn a_german_caller_is_answered_in_german() {
    let replies = replies();
    let german = [2, 4, 8].map(|at: usize| replies[at].1.join("\n"));
    for said in [
        "10 Fehler in der Anfrage\n",
        "`pickup_time`: Pakete werden von 08:00 bis 17:30 abgeholt, denn `pickup_time` ist nach `17:30` [pickup_hours]",
        "`insurance` ist nicht erlaubt, es sei denn, `declared_value` ist größer als 500; weglassen",
        "der Zustellcode hat 4 bis 6 Ziffern [delivery_code.pattern]",
    ] {
        assert!(german[0].contains(said), "{said}\n{}", german[0]);
    }
    assert!(german[1].contains("\"`remark` ist veraltet; `note` verwenden\""), "{}", german[1]);
    assert!(german[2].contains("`account` kann nicht geändert werden"), "{}", german[2]);
    // Codes, rules and places are the same, and no English is left.
    let rules = |lines: &[String]| -> Vec<String> {
        lines
            .iter()
            .filter_map(|line| line.rsplit_once(" ["))
            .map(|(_, rule)| rule.into())
            .collect()
    };
    for (english, german) in [(1, 2), (3, 4), (7, 8)] {
        assert_eq!(rules(&replies[english].1), rules(&replies[german].1));
        assert_eq!(replies[english].1.len(), replies[german].1.len());
    }
    for word in [" is ", " must ", " the ", " because ", " not "] {
        assert!(german.iter().all(|text| !text.contains(word)), "{word}\n{german:#?}");
    }
}
