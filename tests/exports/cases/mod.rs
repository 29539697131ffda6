//! Cases claim what is true, reach every rule that can be broken, and are the same for the same seed.

mod bad_input;
mod newtypes;
mod sandbox;

use std::collections::BTreeSet;

use jiff::civil::date;
use order_client::{
    certcentral,
    retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder},
};
use order_core::{
    OrderRequest, ReadRequest,
    cases::{Broken, Case, Cases, Missing, cases, cases_in, cases_with, judge},
    json,
    schema::FieldPlace,
};
use serde_json::Value;

use crate::{
    shipment::{Carrier, Service, Shipment},
    types::{self, Account, Hash},
};

const SEED: u64 = 1;

/// Number of seeds that are tried where the seed must not matter.
const SEEDS: u64 = 3;

fn documents<T>(seed: u64, count: usize) -> Vec<String>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    cases::<T>(seed).take(count).map(|case| case.document().to_owned()).collect()
}

/// FNV-1a, whose result is the same everywhere.
fn hash<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = texts.flat_map(|text| text.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_same_seed_gives_the_same_cases() {
    let all = documents::<CodeSigningOrder>(7, 300);
    assert_eq!(all, documents::<CodeSigningOrder>(7, 300));
    assert_eq!(all.len(), 300);
    let other = documents::<CodeSigningOrder>(8, 300);
    let same = all.iter().filter(|document| other.contains(document)).count();
    assert!(same < 30, "{same} documents of another seed are the same");
}

/// Accept a new number only if the cases were meant to change.
#[test]
fn the_cases_are_the_same_on_every_machine() {
    let found = [
        hash(documents::<CodeSigningOrder>(SEED, 500).iter().map(String::as_str)),
        hash(documents::<WifiOrder>(SEED, 500).iter().map(String::as_str)),
        hash(documents::<types::Values>(SEED, 500).iter().map(String::as_str)),
        hash(documents::<types::Variants>(SEED, 500).iter().map(String::as_str)),
        hash(documents::<types::Formed>(SEED, 500).iter().map(String::as_str)),
    ];
    let expected = [
        0x27d7_7f16_3caa_391c,
        0x2b82_3aa6_b42f_0172,
        0xbb60_c87a_4fd4_6ca5,
        0xe52b_76b1_a4e9_4b65,
        0xeb46_0525_a787_3799,
    ];
    assert_eq!(found, expected, "{found:#x?}");
    assert_eq!(
        documents::<Reissue>(SEED, 10)[2..],
        [
            r#"{"order_id":"13573","csr":"b"}"#,
            r#"{"order_id":"","csr":"b"}"#,
            r#"{"order_id":"607638"}"#,
            r#"{"order_id":"2344!"}"#,
            r#"{"order_id":"6697","common_name":"a.example","sans":"www.example.com,a.example,a.example","csr":"a","server_type":"50","signature_hash":"sha256"}"#,
            r#"{"order_id":"6697","common_name":"","sans":"www.example.com,a.example,a.example","csr":"a","server_type":"50","signature_hash":"sha256"}"#,
            r#"{"order_id":"8530"}"#,
            r#"{"order_id":"8530","sans":""}"#,
        ],
    );
}

/// Every account that differs in what rules look at.
fn accounts() -> Vec<Account> {
    let mut accounts = Vec::new();
    for (allows_ev, product) in [(true, "a"), (false, "aa"), (true, "")] {
        for (today, hash) in [(0, None), (9, Some(Hash::Sha1)), (3, Some(Hash::Other))] {
            accounts.push(Account { allows_ev, product: product.to_owned(), today, hash });
        }
    }
    accounts
}

fn carriers() -> Vec<Carrier> {
    let carrier = |(account_is_open, region): (bool, &str)| Carrier {
        account_is_open,
        today: 10,
        date: date(2031, 5, 8),
        region: region.to_owned(),
        usual: Service::Standard,
    };
    [(true, "us"), (false, "eu"), (false, "us")].map(carrier).into()
}

/// The checks on the cases of every type.
fn every_claim_holds<T>(name: &str, contexts: &[T::Context], count: usize)
where
    T: OrderRequest + for<'de> ReadRequest<'de>,
{
    let judge = |document: &str, context: usize| broken::<T>(document, &contexts[context]);
    check(name, cases_in::<T>(SEED, contexts), &judge, count);
}

/// The places and codes of the rules that a document breaks, found by the public functions alone.
fn broken<'de, T: ReadRequest<'de>>(document: &'de str, context: &T::Context) -> Vec<String> {
    let found = |path: &order_core::Path, code: order_core::Code| format!("{path}: {code}");
    match json::from_str::<T>(document) {
        Ok(request) => {
            let violations = request.validate_in(context).err().into_iter().flatten();
            violations.map(|it| found(it.path(), it.code())).collect()
        }
        Err(error) => error.problems().iter().map(|it| found(it.path(), it.code())).collect(),
    }
}

fn check(name: &str, all: Cases<'_>, judge: &dyn Fn(&str, usize) -> Vec<String>, count: usize) {
    let unreached = all.unreached().to_vec();
    let is_missed = |rule: &str, is: fn(&Missing) -> bool| {
        unreached.iter().any(|it| it.rule == rule && is(&it.missing))
    };
    let unbroken = unreached.iter().filter(|it| matches!(it.missing, Missing::Breaker(_))).count();
    let lonely = unreached.iter().filter(|it| matches!(it.missing, Missing::Neighbour)).count();
    let systematic = 2 * (all.rules() - unbroken) - lonely;
    let (mut valid, mut neighbour): (usize, Option<Case>) = (0, None);
    let mut reached = BTreeSet::new();
    for (index, case) in all.take(systematic + count).enumerate() {
        let document = case.document();
        let found = judge(document, case.context());
        let claimed: Vec<String> =
            case.broken().iter().map(|it| format!("{}: {}", it.path, it.code)).collect();
        assert_eq!(found, claimed, "{name}: {document}");
        assert_eq!(case.is_valid(), found.is_empty(), "{name}: {document}");
        assert!(case.broken().iter().all(|it| !it.rule.is_empty()), "{name}: {document}");
        let Some(about) = case.about() else {
            assert!(index >= systematic, "{name}: a random case among the first");
            valid += usize::from(case.is_valid());
            continue;
        };
        assert!(index < systematic, "{name}: {about} comes late");
        if case.is_valid() {
            neighbour = Some(case);
            continue;
        }
        let rules: BTreeSet<&str> = case.broken().iter().map(|it| it.rule.as_str()).collect();
        assert!(rules.contains(about), "{name}: {about} is not broken by {document}");
        let is_alone = !is_missed(about, |it| matches!(it, Missing::Alone(_)));
        assert!(!is_alone || rules.len() == 1, "{name}: {about} is not alone in {rules:?}");
        match neighbour.take() {
            Some(neighbour) => {
                assert_eq!(neighbour.about(), Some(about), "{name}");
                assert_ne!(neighbour.document(), document, "{name}");
                assert_eq!(neighbour.context(), case.context(), "{name}");
                let read = |document: &str| serde_json::from_str(document).unwrap();
                let changes = changes(&read(neighbour.document()), &read(document));
                let is_far = is_missed(about, |it| matches!(it, Missing::OneChange(_)));
                assert!(is_far || changes == 1, "{name}: {about}: {changes} changes");
            }
            None => assert!(is_missed(about, |it| *it == Missing::Neighbour), "{name}: {about}"),
        }
        reached.insert(about.to_owned());
    }
    let is_fair = (count * 2 / 5..=count * 3 / 5).contains(&valid);
    assert!(is_fair, "{name}: {valid} of {count} random cases are valid");
    println!(
        "{name:24} {:3} rules, {:3} broken, {:3} of them not alone",
        reached.len() + unbroken,
        reached.len(),
        unreached.iter().filter(|it| matches!(it.missing, Missing::Alone(_))).count(),
    );
}

/// The number of members, or items, in which two documents differ.
fn changes(one: &Value, other: &Value) -> usize {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let lost: Vec<_> = one.iter().filter(|(name, _)| !other.contains_key(*name)).collect();
            let new: Vec<_> = other.iter().filter(|(name, _)| !one.contains_key(*name)).collect();
            // An entry with another key.
            if let ([(_, lost)], [(_, new)]) = (&lost[..], &new[..])
                && lost == new
            {
                return 1;
            }
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            let change = |name: &&String| match (one.get(*name), other.get(*name)) {
                (Some(one), Some(other)) => changes(one, other),
                _ => 1,
            };
            names.iter().map(change).sum()
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).map(|(one, other)| changes(one, other)).sum()
        }
        _ => usize::from(one != other),
    }
}

macro_rules! every_claim_holds {
    ($($test:ident: $($type:ty),+ $(,)?;)*) => {
        $(#[test]
        fn $test() {
            $(every_claim_holds::<$type>(stringify!($type), &[()], 400);)+
        })*
    };
}

every_claim_holds! {
    the_orders_are_what_they_claim: CodeSigningOrder, SslOrder, WifiOrder, Reissue;
    the_calls_of_certcentral_are_what_they_claim: certcentral::EvCodeSigningOrder, certcentral::Reissue,
        certcentral::UpdateContacts, certcentral::OrdersByReference;
    presence_is_what_it_claims: types::Presence, types::Blanks, types::Groups, types::GroupsIf, types::Defaults,
        types::Places, types::Namespaced, types::BlankItems, types::Free;
    values_are_what_they_claim: types::Values, types::Newtypes, types::RuledTypes, types::Keyed, types::Wide, types::Constants, types::Exact,
        types::ExactAsText, types::Formed, types::Moments, types::Spans, types::Notations, types::OfChrono, types::OfTime, types::OfOthers, types::Generic<u8>, types::Generic<types::Code>,
        types::Identifiers, types::Multiples, types::Big, types::Amounts, types::Fractions, types::Floats, types::AllAmounts, types::Ends, types::Open;
    conditions_are_what_they_claim: types::Conditions, types::Terms, types::Logic;
    lists_are_what_they_claim: types::Lists, types::Items, types::Hashed, types::Joined, types::JoinedParts;
    parts_are_what_they_claim: types::Part, types::Nested, types::Variants, types::Tree,
        types::Tagged<types::Leaf, types::Part>;
}

#[test]
fn a_large_request_is_what_it_claims() {
    every_claim_holds::<types::Outermost>("types::Outermost", &[()], 100);
}

#[test]
fn requests_in_a_context_are_what_they_claim() {
    every_claim_holds::<types::Context>("types::Context", &accounts(), 400);
    every_claim_holds::<types::Facts>("types::Facts", &accounts(), 400);
    every_claim_holds::<types::VariantsIn>("types::VariantsIn", &accounts(), 400);
    every_claim_holds::<Shipment>("Shipment", &carriers(), 400);
}

#[test]
fn requests_that_borrow_are_what_they_claim() {
    let of_document =
        |document: &str, context: &()| judge::<types::Borrowed<'_>>(document, context);
    let all = cases_with(SEED, types::Borrowed::SCHEMA, &[()], of_document);
    assert_eq!(all.unreached(), []);
    let broken = |document: &str, _: usize| broken::<types::Borrowed<'_>>(document, &());
    check("types::Borrowed", all, &broken, 400);
}

/// The rules that were not reached. They must be the same with several seeds.
fn missed<T: OrderRequest + for<'de> ReadRequest<'de>>(contexts: &[T::Context]) -> Vec<String> {
    let missed = |seed| -> Vec<String> {
        cases_in::<T>(seed, contexts).unreached().iter().map(ToString::to_string).collect()
    };
    let first = missed(SEED);
    for seed in 2..=SEEDS {
        assert_eq!(missed(seed), first, "seed {seed}");
    }
    first
}

/// A member that is given breaks its group as long as the others are not, and all of them break six rules.
#[test]
fn of_the_orders_only_what_implies_another_rule_is_not_broken_alone() {
    let expected = ["name", "addr1", "city", "state", "zip", "country"].map(|name| {
        format!(
            "`ship_{name}.forbidden_unless`: no order was found that breaks it alone; broken with \
             `ship.group_all_or_none`",
        )
    });
    assert_eq!(missed::<CodeSigningOrder>(&[()]), expected);
    assert_eq!(missed::<SslOrder>(&[()]), [""; 0]);
    assert_eq!(missed::<WifiOrder>(&[()]), [""; 0]);
    assert_eq!(missed::<Reissue>(&[()]), [""; 0]);
    assert_eq!(missed::<certcentral::EvCodeSigningOrder>(&[()]), [""; 0]);
    assert_eq!(missed::<certcentral::Reissue>(&[()]), [""; 0]);
    assert_eq!(missed::<certcentral::UpdateContacts>(&[()]), [""; 0]);
}

#[test]
fn what_cannot_be_broken_is_listed_with_its_reason() {
    assert_eq!(
        missed::<types::GroupsIf>(&[()]),
        [
            "`least.group_at_least_one`: no order was found that breaks it: all that was tried keeps it"
        ],
    );
    assert_eq!(
        missed::<Shipment>(&carriers()),
        ["`recipient.country.length`: no order was found that breaks it alone; broken with \
          `recipient.country.pattern`"],
    );
    for missed in [
        missed::<types::Values>(&[()]),
        missed::<types::Identifiers>(&[()]),
        missed::<types::Multiples>(&[()]),
        missed::<types::Big>(&[()]),
        missed::<types::Ends>(&[()]),
        missed::<types::Open>(&[()]),
        missed::<types::Conditions>(&[()]),
        missed::<types::Terms>(&[()]),
        missed::<types::Nested>(&[()]),
        missed::<types::Lists>(&[()]),
        missed::<types::Joined>(&[()]),
        missed::<types::Exact>(&[()]),
        missed::<types::Context>(&accounts()),
        missed::<types::Facts>(&accounts()),
        missed::<types::VariantsIn>(&accounts()),
    ] {
        assert_eq!(missed, [""; 0]);
    }
}

#[test]
fn two_parts_of_one_name_have_rules_of_their_own() {
    mod inner {
        use order_core::OrderRequest;

        #[derive(OrderRequest)]
        pub(super) struct Order {
            #[range(1..=3)]
            pub(super) years: u8,
        }
    }

    #[derive(OrderRequest)]
    struct Order {
        #[nested]
        part: inner::Order,
    }

    let all = cases::<Order>(SEED);
    assert_eq!(all.rules(), 3);
    let about: Vec<_> = all.take(6).filter_map(|case| case.about().map(str::to_owned)).collect();
    let rules = ["part.required", "part.years.required", "part.years.range"];
    assert_eq!(about, rules.map(|rule| [rule; 2]).concat());
}

#[test]
fn random_orders_break_every_rule() {
    let all = cases::<CodeSigningOrder>(SEED);
    let rules = all.rules();
    let random = all.filter(|case| case.about().is_none()).take(3000);
    let broken: BTreeSet<String> =
        random.flat_map(|case| case.broken().to_vec()).map(|it: Broken| it.rule).collect();
    assert_eq!((rules, broken.len()), (32, 32));
}

/// They are no variations of a few: every option is used, and every value of the small enums.
#[test]
fn random_valid_orders_use_all_members() {
    let valid = cases::<CodeSigningOrder>(SEED).filter(|it| it.is_valid() && it.about().is_none());
    let orders: Vec<CodeSigningOrder> =
        valid.take(1000).map(|case| case.request().unwrap()).collect();
    let count = |is: fn(&CodeSigningOrder) -> bool| orders.iter().filter(|it| is(it)).count();
    for (name, share) in [
        ("ev", count(|it| it.ev)),
        ("token", count(|it| it.ship_name.is_some())),
        ("line 2", count(|it| it.ship_addr2.is_some())),
        ("unit", count(|it| it.org_unit.is_some())),
        ("extension", count(|it| it.org_contact_telephone_ext.is_some())),
        ("one year", count(|it| it.validity == 1)),
        ("three years", count(|it| it.validity == 3)),
    ] {
        assert!((30..=970).contains(&share), "{name}: {share} of 1000");
    }
    let documents: BTreeSet<String> = orders.iter().map(json::to_string).collect();
    assert!(documents.len() > 850, "{} of 1000 are different", documents.len());
    let platforms: BTreeSet<String> =
        orders.iter().filter_map(|it| it.platform).map(|it| it.to_string()).collect();
    assert!(platforms.len() > 15, "{platforms:?}");
}

#[test]
fn a_border_is_met_on_both_sides() {
    #[derive(OrderRequest)]
    struct Order {
        #[range(2..=5)]
        years: u8,
        #[length(..=3)]
        code: Option<String>,
        #[pattern("[A-Z]{2}-[0-9]{3,}")]
        key: Option<String>,
    }

    let documents = documents::<Order>(SEED, 8);
    let value = |index: usize, name: &str| {
        let document: Value = serde_json::from_str(&documents[index]).unwrap();
        document[name].clone()
    };
    assert_eq!((value(2, "years"), value(3, "years")), (5.into(), 6.into()));
    let length = |index| value(index, "code").as_str().unwrap().chars().count();
    assert_eq!((length(4), length(5)), (3, 4));
    let (kept, broken) = (value(6, "key"), value(7, "key"));
    let (kept, broken) = (kept.as_str().unwrap(), broken.as_str().unwrap());
    assert!(kept.len() >= 6 && kept.as_bytes()[2] == b'-', "{kept}");
    assert!(kept.len().abs_diff(broken.len()) <= 1, "{kept} {broken}");
}

/// A spelling changes nothing of what is asked and answered.
#[test]
fn a_request_may_be_spelled_in_other_ways() {
    fn agrees<T>(wanted: &[&str])
    where
        T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
    {
        let canonical = cases::<T>(SEED).rules() * 2;
        let mut documents = String::new();
        let (mut count, mut valid) = (0, 0);
        for case in cases::<T>(SEED).spelled().skip(canonical).take(1000) {
            let claimed: Vec<String> =
                case.broken().iter().map(|it| format!("{}: {}", it.path, it.code)).collect();
            assert_eq!(broken::<T>(case.document(), &()), claimed, "{}", case.document());
            if let (true, Ok(request)) = (case.is_valid(), case.request::<T>()) {
                let written = json::to_string(&request);
                assert_eq!(broken::<T>(&written, &()), [""; 0], "{}", case.document());
            }
            count += 1;
            valid += usize::from(case.is_valid());
            documents += case.document();
        }
        assert_eq!(count, 1000);
        assert!((400..=600).contains(&valid), "{valid}");
        for wanted in wanted {
            assert!(documents.contains(wanted), "{wanted}");
        }
    }

    agrees::<CodeSigningOrder>(&["\"validity\":3", "\"ev\":true", "\"org_unit\":null"]);
    agrees::<types::Part>(&["\"size\":", "\"SHA256\"", "\"key-size\":\"4\""]);
    agrees::<types::Joined>(&["\"names\":[\"", "\"codes\":\"", "\"prices\":["]);
    agrees::<types::Exact>(&["\"price\":\"", "\"price\":1"]);
}

#[test]
fn what_stands_in_the_url_is_not_in_the_body() {
    let case =
        cases::<types::Places>(SEED).find(|case| case.is_valid() && case.in_url().len() == 2);
    let case = case.unwrap();
    let request: types::Places = case.request().unwrap();
    assert_eq!(case.body(), json::to_string(&request));
    let members: Vec<_> = case.in_url().iter().map(|it| (it.name, it.place)).collect();
    assert_eq!(members, [("order_id", FieldPlace::UrlPath), ("page", FieldPlace::UrlQuery)]);
    let start = format!(
        "{{\"order_id\":\"{}\",\"page\":{},",
        case.in_url()[0].value,
        case.in_url()[1].value
    );
    assert!(case.document().starts_with(&start), "{} {start}", case.document());
    assert!(!case.body().contains("order_id"), "{}", case.body());
}
