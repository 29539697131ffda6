//! An endpoint of another trade that uses every term of the language: a carrier books a shipment.

mod shipment;

use jiff::civil::date;
use order_core::{
    Endpoint, OrderRequest, form, json,
    rules::formats,
    schema::{self, Checked, Demand},
    update::Update,
    xml,
};

use self::shipment::{Carrier, Hold, Route, RouteUpdate, Service, Shipment};
use crate::endpoints::with;

/// The members of a shipment that keeps all rules.
const SHIPMENT: &[(&str, &str)] = &[
    ("account", "\"0017\""),
    ("recipient", r#"{"name":"Joe Bloggs","country":"us"}"#),
    ("parcels", r#"[{"label":"A","weight":12},{"label":"B","weight":3}]"#),
    ("cost_center", "\"42\""),
    ("sender_pays", "true"),
    ("mail", "\"joe@example.org\""),
    ("invoice", "\"paper\""),
];

const CARRIER: fn() -> Carrier = || Carrier {
    account_is_open: true,
    today: 10,
    date: date(2031, 5, 8),
    region: "us".to_owned(),
    usual: Service::Standard,
};

/// The rules that the shipment breaks after `changes`, as `path: code`.
fn found(changes: &[(&str, Option<&str>)], carrier: &Carrier) -> Vec<String> {
    let document = with(SHIPMENT, changes);
    let shipment: Shipment =
        json::from_str(&document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let generated: Vec<_> = shipment.validate_in(carrier).err().into_iter().flatten().collect();
    let interpreted: Vec<_> =
        schema::interpret_in(&shipment, carrier).err().into_iter().flatten().collect();
    // The interpreter has no request to call a function with.
    let is_judged = |violation: &&order_core::Violation| {
        !matches!(violation.rule().demand, Demand::Checked(Checked { call: None, .. }))
    };
    let judged: Vec<_> = generated.iter().filter(is_judged).collect();
    assert_eq!(format!("{judged:?}"), format!("{interpreted:?}"), "the interpreter disagrees");
    generated.iter().map(|it| format!("{}: {}", it.path(), it.code())).collect()
}

type Case<'a> = (&'a [(&'a str, Option<&'a str>)], &'a [&'a str]);

#[track_caller]
fn assert_table(cases: &[Case<'_>]) {
    for (changes, expected) in cases {
        assert_eq!(found(changes, &CARRIER()), *expected, "{changes:?}");
    }
}

const EXPRESS: (&str, Option<&str>) = ("service", Some("\"EXPRESS\""));
const PALLET: (&str, Option<&str>) = ("service", Some("\"ltl\""));
const REACHABLE: (&str, Option<&str>) =
    ("recipient", Some(r#"{"name":"Joe","country":"us","phone":"555-123-1234"}"#));
const ABROAD: (&str, Option<&str>) = ("recipient", Some(r#"{"name":"Joe","country":"de"}"#));
const CUSTOMS: (&str, Option<&str>) = ("customs", Some("\"gift\""));
const ELECTRONIC: (&str, Option<&str>) = ("invoice", Some("\"electronic\""));

#[test]
fn the_shipment_is_valid_and_written_without_what_stands_in_the_url() {
    assert_table(&[(&[], &[]), (&[("dry_run", Some("true"))], &[])]);
    let shipment: Shipment = json::from_str(&with(SHIPMENT, &[])).unwrap();
    assert_eq!(
        json::to_string(&shipment),
        concat!(
            r#"{"recipient":{"name":"Joe Bloggs","country":"us"},"#,
            r#""parcels":[{"label":"A","weight":12},{"label":"B","weight":3}],"#,
            r#""cost_center":"42","sender_pays":true,"mail":"joe@example.org","invoice":"paper"}"#,
        ),
    );
    assert_eq!((Shipment::METHOD, Shipment::PATH), ("POST", "/accounts/{account}/shipments"));
    assert_eq!((shipment.attempts, Shipment::SCHEMA.root), (0, Some("shipment")));
}

#[test]
fn values_are_kept_and_broken() {
    assert_table(&[
        (&[("account", Some("\"x\""))], &["account: format"]),
        (
            &[("recipient", Some(r#"{"name":" ","country":"US","phone":"none"}"#)), CUSTOMS],
            &["recipient.name: required", "recipient.country: pattern", "recipient.phone: format"],
        ),
        (
            &[("parcels", Some(r#"[{"label":"","weight":0}]"#))],
            &["parcels[0].label: required", "parcels[0].weight: range"],
        ),
        (&[("parcels", Some("[]"))], &["parcels: required"]),
        (&[("mail", Some("\"joe\""))], &["mail: format"]),
        (&[("hook", Some("\"https://example.com/a\""))], &[]),
        (&[("hook", Some("\"example\""))], &["hook: format"]),
        (&[("un_number", Some("\"UN12\""))], &[]),
        (&[("un_number", Some("\"12\""))], &["un_number: format"]),
        (
            &[("tags", Some(r#"["gift","GIFT","birthdays"]"#))],
            &["tags[2]: length", "tags[1]: pattern"],
        ),
        (&[("counts", Some(r#"{"a":1,"b":0}"#))], &["counts.b: range"]),
        (&[("counts", Some("{}"))], &[]),
        (&[("invoice", None)], &["invoice: required"]),
        (&[("invoice", Some("\"none\""))], &["invoice: allowed"]),
        (&[("cover", Some(r#"{"amount":300}"#))], &[]),
        (&[("cover", Some(r#"{"amount":51,"level":2}"#))], &["cover.amount: allowed"]),
        (&[("ref", Some("\"\"")), ("cost_center", Some("\"\""))], &["cost_center: blank"]),
    ]);
}

#[test]
fn express_asks_for_more() {
    assert_table(&[
        (&[EXPRESS, REACHABLE, ELECTRONIC], &[]),
        (&[EXPRESS, ELECTRONIC], &["recipient.phone: required"]),
        (&[EXPRESS, REACHABLE], &["invoice: allowed"]),
        (
            &[EXPRESS, REACHABLE, ELECTRONIC, ("un_number", Some("\"UN12\""))],
            &["un_number: length"],
        ),
        (
            &[EXPRESS, REACHABLE, ELECTRONIC, ("cover", Some(r#"{"amount":300}"#))],
            &["cover.amount: allowed"],
        ),
        (
            &[
                EXPRESS,
                REACHABLE,
                ELECTRONIC,
                ("locker", Some("\"7\"")),
                ("neighbour", Some("\"Ann\"")),
            ],
            &["neighbour: group_at_most_one"],
        ),
        (&[("locker", Some("\"7\"")), ("neighbour", Some("\"Ann\""))], &[]),
    ]);
}

#[test]
fn pallets_raise_the_limit_and_need_a_note() {
    let heavy = ("parcels", Some(r#"[{"label":"A","weight":45},{"label":"B","weight":41}]"#));
    let note = ("pallet_note", Some("\"ramp\""));
    assert_table(&[
        (&[heavy], &["parcels[0]: rule", "parcels[1]: rule", ": rule"]),
        (&[heavy, PALLET, note], &[]),
        (&[heavy, PALLET], &["pallet_note: required"]),
        (&[heavy, PALLET, ("tags", Some(r#"["a","b"]"#))], &[]),
        (&[heavy, PALLET, note, ("limit", Some("44"))], &["parcels[0]: rule"]),
        (
            &[
                PALLET,
                note,
                ("recipient", Some(r#"{"name":"Joe","country":"us","doorNote":"ring"}"#)),
            ],
            &["recipient.doorNote: forbidden"],
        ),
        (&[("limit", Some("35"))], &["limit_reason: required"]),
        (&[("limit", Some("35")), ("limit_reason", Some("\"stairs\""))], &[]),
    ]);
}

#[test]
fn groups_and_rules_over_several_members() {
    assert_table(&[
        (&[("gate", Some("\"north\""))], &["gate_code: group_all_or_none"]),
        (&[("gate", Some("\"north\"")), ("gate_code", Some("\"4711\""))], &[]),
        (&[("sender_pays", None)], &["sender_pays: group_exactly_one"]),
        (&[("payer_account", Some("\"9\""))], &["payer_account: group_exactly_one"]),
        (&[("mail", None)], &["mail: group_at_least_one", "mail: group_count"]),
        (
            &[("sms", Some("\"1\"")), ("hook", Some("\"https://example.com\""))],
            &["hook: group_count", "reason: required"],
        ),
        (&[("return_to", Some("null"))], &["reason: required"]),
        (&[("return_to", Some("null")), ("reason", Some("\"sold\""))], &[]),
        (&[("return_to", Some("\"depot\""))], &[]),
        (&[("earliest", Some("14")), ("latest", Some("13"))], &["latest: rule"]),
        (&[("earliest", Some("14")), ("latest", Some("14"))], &[]),
        (&[("earliest", Some("9"))], &["earliest: rule"]),
        (&[("earliest", Some("12"))], &["earliest: check"]),
        (
            &[("parcels", Some(r#"[{"label":"A","weight":1},{"label":"A","weight":1}]"#))],
            &[": rule"],
        ),
        (
            &[("parcels", Some(r#"[{"label":"A","weight":1,"dangerous":true}]"#))],
            &["un_number: rule"],
        ),
        (
            &[("mail", Some("\"joe@example.com\"")), ("internal_note", Some("\"x\""))],
            &["internal_note: forbidden"],
        ),
        (&[("internal_note", Some("\"x\""))], &[]),
        (
            &[(
                "parcels",
                Some(
                    r#"[{"label":"A","weight":30},{"label":"B","weight":30},{"label":"C","weight":30},{"label":"D","weight":11}]"#,
                ),
            )],
            &["parcels: check", "service: check"],
        ),
    ]);
}

#[test]
fn facts_of_the_carrier_count_too() {
    assert_table(&[
        (&[ABROAD, CUSTOMS], &[]),
        (&[ABROAD], &["customs: required"]),
        (&[CUSTOMS], &["customs: forbidden"]),
        (&[ABROAD, CUSTOMS], &[]),
        (&[ABROAD, ("customs", Some("\"repair\""))], &[]),
        (&[ABROAD, CUSTOMS, ("cover", Some("{}"))], &["cover.policy: required"]),
        (&[("cover", Some(r#"{"policy":"7"}"#))], &["cover.policy: forbidden"]),
    ]);
    assert_eq!(found(&[ABROAD], &Carrier { region: "eu".to_owned(), ..CARRIER() }), [""; 0]);
    let deferred = ("parcels", Some(r#"[{"label":"A","weight":1,"deferred":true}]"#));
    assert_eq!(found(&[deferred], &CARRIER()), [""; 0]);
    assert_eq!(
        found(&[deferred], &Carrier { account_is_open: false, ..CARRIER() }),
        ["parcels[0].deferred: forbidden"]
    );
}

#[test]
fn newer_values_are_judged_too() {
    assert_table(&[
        (&[("payment", Some(r#"{"credit_card":{"expires":"2031-05-08"}}"#))], &[]),
        (
            &[("payment", Some(r#"{"card":{"number":"4711","expires":"2031-05-07"}}"#))],
            &["payment.card.number: length", "pay_note: required"],
        ),
        (
            &[
                EXPRESS,
                REACHABLE,
                ELECTRONIC,
                ("payment", Some(r#"{"card":{"expires":"2031-05-08"}}"#)),
            ],
            &["payment.card.number: required"],
        ),
        (
            &[
                ABROAD,
                CUSTOMS,
                ("payment", Some(r#"{"vouchers":[{"code":"a","worth":"100.01"}]}"#)),
            ],
            &["payment.vouchers: forbidden", "pay_note: required"],
        ),
        (&[("value", Some("\"4999.99\"")), ("cover", Some("{}"))], &[]),
        (&[("value", Some("\"5000.00\""))], &["cover: rule", "value: range"]),
        (
            &[("value", Some("\"0.99\"")), ("pickup", Some("\"2031-05-08\""))],
            &["pickup: forbidden"],
        ),
        (&[("value", Some("\"0.99\""))], &[]),
        (&[("pickup", Some("\"2031-05-07\""))], &["pickup: rule"]),
        (&[("countries", Some("\"us,DE,x\""))], &["countries[2]: length", "countries[1]: format"]),
        (
            &[EXPRESS, REACHABLE, ELECTRONIC, ("countries", Some("\"us,de,,\""))],
            &["countries[2]: separator", "countries[3]: separator", "countries[1]: allowed"],
        ),
        (&[("via", Some(r#"["north","west"]"#))], &["via[1]: allowed"]),
        (&[("marks", Some(r#"{"b":"-0.01","a":"-1"}"#))], &["marks.a: range", "marks.b: range"]),
        (
            &[("marks", Some(r#"{"b":"10.1","a":"11"}"#)), ("mark_note", Some("\"x\""))],
            &["mark_note: forbidden"],
        ),
        (&[("fragile", Some("true"))], &["care_phone: group_count"]),
        (&[("fragile", Some("false"))], &[]),
        (&[("fragile", Some("true")), ("care_post", Some("\"x\""))], &[]),
        (&[("extra", Some("7"))], &["extra_note: required"]),
        (&[("extra", Some("{\"a\":[7]}"))], &[]),
        (&[("project", Some("\" \"")), ("ref", Some("\"\""))], &[]),
        (&[("cover", Some(r#"{"amount":"100"}"#))], &[]),
    ]);
    let closed = Carrier { account_is_open: false, ..CARRIER() };
    let account = ("payment", Some(r#"{"account":{"no":7}}"#));
    assert_eq!(found(&[account], &CARRIER()), [""; 0]);
    assert_eq!(found(&[account], &closed), ["payment.account.note: required"]);
}

#[test]
fn the_usual_service_is_a_default_while_the_account_is_open() {
    let pallet = || Carrier { usual: Service::Pallet, ..CARRIER() };
    assert_eq!(found(&[], &pallet()), ["pallet_note: required"]);
    assert_eq!(found(&[], &Carrier { account_is_open: false, ..pallet() }), [""; 0]);
    assert_eq!(found(&[("service", Some("\"standard\""))], &pallet()), [""; 0]);
}

/// A shipment with something in every place.
const FULL: &[(&str, &str)] = &[
    ("account", "\"0017\""),
    ("dry_run", "false"),
    ("service", "\"freight\""),
    ("recipient", r#"{"name":"Joe \"J\" <Bloggs> & Söhne","country":"us","phone":"555-123-1234"}"#),
    (
        "parcels",
        r#"[{"label":"A","weight":12,"dangerous":false},{"label":"B","weight":3,"deferred":true}]"#,
    ),
    ("limit", "70"),
    ("cover", r#"{"level":2,"amount":"100"}"#),
    ("reference", "\"\""),
    ("cost_center", "\"42\""),
    ("earliest", "14"),
    ("latest", "15"),
    ("gate", "\"north\""),
    ("gate_code", "\"4711\""),
    ("locker", "\"7\""),
    ("sender_pays", "true"),
    ("mail", "\"joe@example.org\""),
    ("hook", "\"https://example.com/a?b=c&d\""),
    ("un_number", "\"UN1234\""),
    ("tags", r#"["gift","birthday"]"#),
    ("counts", r#"{"a b":1}"#),
    ("return_to", "null"),
    ("reason", "\"sold\""),
    ("pallet_note", "\"ramp\""),
    ("invoice", "\"paper\""),
    ("payment", r#"{"card":{"number":"4111111111111111","expires":"2031-05-09","tries":"7"}}"#),
    ("value", "\"100.10\""),
    ("pickup", "\"2031-05-08\""),
    ("countries", "\"us,ca\""),
    ("via", r#"["north","south"]"#),
    ("marks", r#"{"a":"1.50","b":"0"}"#),
    ("fragile", "true"),
    ("care_mail", "\"x\""),
    ("extra", r#"{"a":[1,2.5,null,"x"],"b":true}"#),
];

#[test]
fn every_format_gives_back_what_was_written() {
    for (members, changes) in [
        (SHIPMENT, &[][..]),
        (FULL, &[]),
        (FULL, &[("payment", Some(r#"{"account":{"no":7,"note":" "}}"#)), ("fragile", None)]),
        (
            FULL,
            &[
                (
                    "payment",
                    Some(r#"{"vouchers":[{"code":"a","worth":"1.0"},{"code":"b","worth":"2"}]}"#),
                ),
                ("extra", Some("[]")),
            ],
        ),
    ] {
        let document = with(members, changes);
        let shipment: Shipment = json::from_str(&document).unwrap();
        let shown = shipment.validate_in(&CARRIER()).err().map(|it| it.to_string());
        assert_eq!(shown, None, "{document}");
        let dry_run = shipment.dry_run.map_or(String::new(), |dry_run| dry_run.to_string());

        // What travels in the URL is not in the body.
        let written = json::to_string(&shipment);
        let query =
            if dry_run.is_empty() { String::new() } else { format!("\"dry_run\":{dry_run},") };
        let again = written.replacen('{', &format!("{{\"account\":\"0017\",{query}"), 1);
        assert_eq!(json::from_str::<Shipment>(&again).unwrap(), shipment);
        assert_eq!(serde_json::to_string(&shipment).unwrap(), written);
        assert_eq!(serde_json::from_str::<Shipment>(&again).unwrap(), shipment);

        // XML has no numbers of its own, nor keys with white space, and a free-form value is text there.
        let changes = [
            ("extra", Some("\"x\"")),
            ("extra_note", None),
            ("counts", None),
            ("return_to", Some("\"depot\"")),
            ("reason", None),
        ];
        let plain: Shipment = json::from_str(&with(members, &changes)).unwrap();
        let query = if dry_run.is_empty() {
            String::new()
        } else {
            format!("<dry_run>{dry_run}</dry_run>")
        };
        let written = xml::to_string(&plain).unwrap();
        let again =
            written.replacen("<shipment>", &format!("<shipment><account>0017</account>{query}"), 1);
        assert_eq!(xml::from_str::<Shipment>(&again).unwrap(), plain, "{written}");
        let query = if dry_run.is_empty() { String::new() } else { format!("&dry_run={dry_run}") };
        let written = form::to_string(&plain).unwrap();
        let again = format!("account=0017{query}&{written}");
        assert_eq!(form::from_str::<Shipment>(&again).unwrap(), plain, "{written}");
    }
}

#[test]
fn a_whole_shipment_looks_so_in_every_format() {
    let mut changes = vec![("counts", None), ("extra", Some("\"x\""))];
    let shipment: Shipment = json::from_str(&with(FULL, &changes)).unwrap();
    assert_eq!(json::to_string_pretty(&shipment), JSON);
    let only_json =
        "`return_to`: null, which only JSON tells from what is empty; use JSON or leave it out";
    assert_eq!(xml::to_string(&shipment).unwrap_err().to_string(), only_json);
    assert_eq!(form::to_string(&shipment).unwrap_err().to_string(), only_json);
    changes.push(("return_to", None));
    let shipment: Shipment = json::from_str(&with(FULL, &changes)).unwrap();
    assert_eq!(xml::to_string_pretty(&shipment).unwrap(), XML);
    assert_eq!(form::to_string(&shipment).unwrap().replace('&', "\n"), FORM);
}

const JSON: &str = r#"{
  "service": "freight",
  "recipient": {
    "name": "Joe \"J\" <Bloggs> & Söhne",
    "country": "us",
    "phone": "555-123-1234"
  },
  "parcels": [
    {
      "label": "A",
      "weight": 12,
      "dangerous": false
    },
    {
      "label": "B",
      "weight": 3,
      "deferred": true
    }
  ],
  "limit": 70,
  "cover": {
    "level": 2,
    "amount": "100"
  },
  "reference": "",
  "cost_center": "42",
  "earliest": 14,
  "latest": 15,
  "gate": "north",
  "gate_code": "4711",
  "locker": "7",
  "sender_pays": true,
  "mail": "joe@example.org",
  "hook": "https://example.com/a?b=c&d",
  "un_number": "UN1234",
  "tags": [
    "gift",
    "birthday"
  ],
  "return_to": null,
  "reason": "sold",
  "pallet_note": "ramp",
  "invoice": "paper",
  "payment": {
    "card": {
      "number": "4111111111111111",
      "expires": "2031-05-09",
      "tries": 7
    }
  },
  "value": "100.10",
  "pickup": "2031-05-08",
  "countries": "us,ca",
  "via": [
    "north",
    "south"
  ],
  "marks": {
    "a": "1.50",
    "b": "0"
  },
  "fragile": true,
  "care_mail": "x",
  "extra": "x"
}"#;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<shipment>
  <service>freight</service>
  <recipient>
    <name>Joe "J" &lt;Bloggs&gt; &amp; Söhne</name>
    <country>us</country>
    <phone>555-123-1234</phone>
  </recipient>
  <parcels>
    <parcel>
      <label>A</label>
      <weight>12</weight>
      <dangerous>false</dangerous>
    </parcel>
    <parcel>
      <label>B</label>
      <weight>3</weight>
      <deferred>true</deferred>
    </parcel>
  </parcels>
  <limit>70</limit>
  <cover>
    <level>2</level>
    <amount>100</amount>
  </cover>
  <reference></reference>
  <cost_center>42</cost_center>
  <earliest>14</earliest>
  <latest>15</latest>
  <gate>north</gate>
  <gate_code>4711</gate_code>
  <locker>7</locker>
  <sender_pays>true</sender_pays>
  <mail>joe@example.org</mail>
  <hook>https://example.com/a?b=c&amp;d</hook>
  <un_number>UN1234</un_number>
  <tags>
    <tag>gift</tag>
    <tag>birthday</tag>
  </tags>
  <reason>sold</reason>
  <pallet_note>ramp</pallet_note>
  <invoice>paper</invoice>
  <payment>
    <card>
      <number>4111111111111111</number>
      <expires>2031-05-09</expires>
      <tries>7</tries>
    </card>
  </payment>
  <value>100.10</value>
  <pickup>2031-05-08</pickup>
  <countries>us,ca</countries>
  <via>
    <stop>north</stop>
    <stop>south</stop>
  </via>
  <marks>
    <a>1.50</a>
    <b>0</b>
  </marks>
  <fragile></fragile>
  <care_mail>x</care_mail>
  <extra>x</extra>
</shipment>"#;

const FORM: &str = "service=freight
recipient%5Bname%5D=Joe+%22J%22+%3CBloggs%3E+%26+S%C3%B6hne
recipient%5Bcountry%5D=us
recipient%5Bphone%5D=555-123-1234
parcels%5B0%5D%5Blabel%5D=A
parcels%5B0%5D%5Bweight%5D=12
parcels%5B0%5D%5Bdangerous%5D=false
parcels%5B1%5D%5Blabel%5D=B
parcels%5B1%5D%5Bweight%5D=3
parcels%5B1%5D%5Bdeferred%5D=true
limit=70
cover%5Blevel%5D=2
cover%5Bamount%5D=100
reference=
cost_center=42
earliest=14
latest=15
gate=north
gate_code=4711
locker=7
sender_pays=true
mail=joe%40example.org
hook=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%26d
un_number=UN1234
tags=gift
tags=birthday
reason=sold
pallet_note=ramp
invoice=paper
payment%5Bcard%5D%5Bnumber%5D=4111111111111111
payment%5Bcard%5D%5Bexpires%5D=2031-05-09
payment%5Bcard%5D%5Btries%5D=7
value=100.10
pickup=2031-05-08
countries=us%2Cca
via=north
via=south
marks%5Ba%5D=1.50
marks%5Bb%5D=0
fragile=
care_mail=x
extra=x";

#[test]
fn messages_say_what_is_wrong_and_why_and_what_to_do() {
    let document = with(
        FULL,
        &[
            ("account", Some("\"x\"")),
            ("service", Some("\"express\"")),
            ("recipient", Some(r#"{"name":" ","country":"de"}"#)),
            (
                "parcels",
                Some(
                    r#"[{"label":"A","weight":71,"dangerous":true},{"label":"A","weight":35,"deferred":true}]"#,
                ),
            ),
            ("limit", Some("35")),
            ("cover", Some(r#"{"amount":300}"#)),
            ("cost_center", Some("\"\"")),
            ("earliest", Some("19")),
            ("gate_code", None),
            ("neighbour", Some("\"Ann\"")),
            ("payer_account", Some("\"9\"")),
            ("mail", Some("\"joe\"")),
            ("sms", Some("\"1\"")),
            ("un_number", None),
            ("reason", None),
            ("payment", Some(r#"{"vouchers":[{"code":"","worth":"100.1"}]}"#)),
            ("value", Some("5000")),
            ("pickup", Some("\"2031-05-07\"")),
            ("countries", Some("\"us,,DE\"")),
            ("marks", Some(r#"{"a":"-1"}"#)),
            ("care_mail", None),
            ("extra", Some("\"gift\"")),
        ],
    );
    let shipment: Shipment = json::from_str(&document).unwrap();
    let carrier = Carrier { account_is_open: false, today: 20, ..CARRIER() };
    assert_eq!(
        shipment.validate_in(&carrier).unwrap_err().to_string().lines().collect::<Vec<_>>(),
        [
            "`account` must be digits only, such as `1234`",
            "`recipient.name` is required; give it a value that is not blank",
            "`recipient.phone` is required because `service` is `express`; give it a value that is not blank",
            "`parcels[0].weight` must be from 1 to 70",
            "`parcels[1].deferred` is not allowed unless `ctx.account_is_open` is true; remove it",
            "`parcels[0]`: no parcel above the limit because `parcels[0].weight` is greater than `limit`",
            "`cover.amount` must be `50` or `100` because `service` is `express`",
            "`cover.policy` is required because `recipient.country` is not `us`; give it a value that is not blank",
            "`cost_center` must not be blank; give it a value or leave it out",
            "`earliest` is no weekday; choose another",
            "`earliest`: the window is not in the past because `earliest` is less than `ctx.today`",
            "`latest`: the window ends after it starts because `earliest` is greater than `latest`",
            "`gate_code` is missing: the group `gate` is given as a whole or not at all, and `gate` is present; give `gate_code` too, or remove `gate`",
            "`neighbour` is one too many: only one of the group `drop` is allowed because `service` is `express`; keep one of `locker`, `neighbour`",
            "`payer_account` is one too many: only one of the group `payer` is allowed; keep one of `sender_pays`, `payer_account`",
            "`mail` must be an e-mail address such as `name@example.com`",
            "from 1 to 2 of `mail`, `sms`, `hook` must be present, and `hook` is one too many; remove it",
            "`un_number`: name the goods because `parcels[0].dangerous` is true and `un_number` is absent",
            "`reason` is required because `return_to` is null and `hook` is present and `mail` is present and `sms` is present; give it a value that is not blank",
            "`customs` is required because `recipient.country` is not `us` and `ctx.region` is not `eu`; set it to `gift`, `sale` or another text",
            "`invoice` must be `electronic` because `service` is `express`",
            "`limit_reason` is required because `limit` satisfies `is_round` and `limit` is 35; give it a value that is not blank",
            "`payment.vouchers[0].code` is required; give it a value that is not blank",
            "`payment.vouchers` is not allowed because `recipient.country` is not `us`; remove it",
            "`pay_note` is required because `payment.vouchers[0].worth` is greater than 100; give it a value that is not blank",
            "`value` must be at least 0 and less than 5000",
            "`pickup`: the pickup is not in the past because `pickup` is before `ctx.date`",
            "`countries[1]` is blank, and nothing stands between two `,`; remove it",
            "`countries[2]` must be `us` or `ca` because `service` is `express`",
            "`countries[2]` must be what `is_lower` accepts",
            "`marks.a` must be at least 0",
            "from 1 to 2 of `care_phone`, `care_mail`, `care_post` must be present because `fragile` is true, and `care_phone` is missing; give it a value",
            "`extra_note` is required because `extra` is `gift`; give it a value that is not blank",
            "every label once because items 1 and 2 of `parcels` have the same `label`",
            "one heavy parcel because `parcels[0].weight` is greater than 30 and `parcels[1].weight` is greater than 30 and `service` is not `freight`",
            "`parcels` weigh more than 100 kg together; send two shipments",
            "`service` carries at most 100 kg; choose `freight`"
        ]
    );
}

#[test]
fn the_way_of_a_shipment_changes_as_it_may() {
    let hold = |place: &str, days| Hold { place: place.to_owned(), days };
    let old = Route { number: 7, gate: None, reason: None, hold: Some(hold("Lehi", Some(2))) };
    let update = |text: &str| json::from_str::<RouteUpdate>(text).unwrap();
    // A part with `replace` keeps nothing of the old one.
    let new = update(r#"{"gate": "B4", "reason": "flood", "hold": {"place": "Provo"}}"#)
        .apply(&old)
        .unwrap();
    assert_eq!(
        *new,
        Route {
            number: 7,
            gate: Some("B4".to_owned()),
            reason: Some("flood".to_owned()),
            hold: Some(hold("Provo", None))
        }
    );
    let rejected = update(r#"{"number": 8, "gate": "B5"}"#).apply(&new).unwrap_err();
    assert_eq!(
        rejected.to_string(),
        "`number` cannot be changed; leave it out of the update\n\
         `gate` is set once and cannot be changed again; leave it out of the update",
    );
    let rejected = update(r#"{"gate": "B4"}"#).apply(&old).unwrap_err();
    assert_eq!(
        rejected.to_string(),
        "`reason` is required because `gate` is changed; give it a value that is not blank (not in the update)",
    );
    assert!(json::from_str::<RouteUpdate>(r#"{"number": null}"#).is_err());
}

/// The texts of a constant in a source of the derive.
pub(crate) fn words_of<'a>(source: &'a str, constant: &str) -> Vec<&'a str> {
    let start = source.find(constant).unwrap_or_else(|| panic!("{constant}"));
    let list = &source[start..];
    let list = &list[..list.find("];").unwrap()];
    list.split('"').skip(1).step_by(2).collect()
}

/// The texts that follow `before` in a source of the derive.
pub(crate) fn words_behind<'a>(source: &'a str, before: &str) -> Vec<&'a str> {
    source.split(before).skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

/// Returns `true` if a word occurs in a text as an attribute.
pub(crate) fn stands_in(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].ends_with(['[', '(']) || text[..start].ends_with(", ");
        before && text[start + word.len()..].starts_with(['(', ']', ')', ',', ' '])
    })
}

/// The words that the derive knows stand in the types, so that a new one has to be used here too.
#[test]
fn the_types_use_every_word() {
    let types = include_str!("invented/shipment.rs");
    let words = include_str!("../../order-derive/src/model/words.rs");
    let mut known: Vec<&str> = Vec::new();
    for constant in ["const FIELD_WORDS", "const STRUCT_WORDS", "const STRUCT_BARE"] {
        known.extend(words_of(words, constant));
    }
    let values = include_str!("../../order-derive/src/expand/value.rs");
    known.extend(words_of(values, "const WORDS").into_iter().filter(|word| *word != "ignore_case"));
    let choices = include_str!("../../order-derive/src/expand/value/choice.rs");
    known.extend(words_of(choices, "const WORDS"));
    let tests = include_str!("../../order-derive/src/parse/test.rs");
    known.extend(words_behind(tests, "rule: Some("));
    assert!(known.len() > 60, "{known:?}");
    let missing: Vec<&str> = known.into_iter().filter(|word| !stands_in(types, word)).collect();
    assert!(missing.is_empty(), "{missing:?}");

    let grammar = include_str!("../../order-derive/src/parse/condition/grammar.rs");
    let mut functions = words_of(grammar, "const FUNCTIONS");
    functions.extend(words_behind(tests, "function: Some("));
    assert_eq!(functions.len(), 14);
    let calls = functions.iter().map(|function| format!("{function}("));
    let formats = formats::ALL.iter().map(|format| format!("format({})", format.name));
    let missing: Vec<String> =
        calls.chain(formats).filter(|word| !types.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The forms of those words, and the terms of a condition.
#[test]
fn the_types_use_every_form_and_term() {
    let types = include_str!("invented/shipment.rs");
    for form in [
        // Forms of words.
        "blank = absent",
        "blank(absent)",
        "blank(reject)",
        "blank(value)",
        "allow(",
        "deny(",
        "scalars = \"native\"",
        "default_value(ctx.",
        "default_value_if(ctx.",
        "default_value_if(service ==",
        ", ctx.usual)",
        "allowed(50, 100..=500)",
        "range(1..=70)",
        "range(0..5000)",
        "range(1..)",
        "length(..=",
        "length(2)",
        "length(6, if express)",
        "each(length(",
        "pattern(",
        "allowed_if(express, \"us\"",
        "format(self::",
        "each(allowed(",
        "each(range(",
        "group_count(\"care\", 1..=2, if fragile)",
        "group_count(\"ways\", 1..=2)",
        "#[group_at_most_one(\"drop\", if express)]",
        "#[check(is_weekday)]",
        "#[check(total, check_total, reads(",
        "#[rule(labels,",
        "at = latest",
        "at = cover",
        "#[required(recipient.phone, if",
        "#[required(payment.Card.number, if",
        "#[forbidden(payment.Vouchers, if",
        "#[allowed(cover.amount, 50, 100, if",
        "#[present_iff(cover.policy,",
        "alias = \"ltl\"",
        "alias = \"credit_card\"",
        "value = 2",
        "ignore_case",
        "context = Carrier",
        // Values that a field holds.
        "Option<Option<",
        "Vec<",
        "BTreeMap<",
        "HashMap<",
        "Box<",
        ": Flag",
        "Decimal",
        "Date",
        "Option<Value>",
        "(Card)",
        "struct Label(String)",
        // Terms.
        "#[condition(abroad, !(",
        "required_if(payment.Card.expires <",
        "in payment.Vouchers",
        "return_to == null",
        "given(hook)",
        "present(un_number)",
        "service in [Pallet]",
        "count(mail, sms)",
        "count(p in parcels",
        "len(tags)",
        "is(mail, email)",
        "matches(mail, ",
        "satisfies(limit, is_round)",
        "any(p in parcels",
        "all(parcel in parcels, parcel.weight <= limit)",
        "unique(parcel in parcels, parcel.label)",
        " => present(",
        " && ",
        " || ",
        "!(",
        " == ",
        " != ",
        " < ",
        " <= ",
        " > ",
        " >= ",
        "ctx.region",
        "recipient.country ==",
        "{ limits::HEAVY + 5 }",
        "limits::HEAVY)",
        "{ Decimal::",
        "extra == \"gift\"",
        "extra == 7",
        "earliest <= latest",
        "earliest >= ctx.today",
    ] {
        assert!(types.contains(form), "{form}");
    }
}
