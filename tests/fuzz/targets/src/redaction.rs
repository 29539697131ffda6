//! Secrets: nothing that a program shows holds one.

use std::{cell::OnceCell, collections::BTreeMap};

use http::Response;
use order_client::{Error, OrderPlaced, Service};
use order_core::{
    OrderRequest, ProblemDetails, ReadError, Valid, form, json, schema, update::Update, xml,
};
use serde_json::{Value, json};

use crate::{
    client::{Called, KEY, shown},
    input::Input,
};

/// Secrets of every type, under every kind of rule.
#[derive(Clone, OrderRequest)]
#[order(endpoint = "POST /secrets", response = OrderPlaced, update = SecretsUpdate)]
#[order(allow(dead_rule, dead_value, dead_field, undeclared_dead_end))]
#[rule(once, unique(it in pins, it), "every pin once", at = pins)]
#[rule(same, text == again, "the two are the same", at = again)]
#[required(part.inner, if text == "zqzq")]
struct Secrets {
    #[order(secret)]
    #[length(2..=4)]
    #[pattern("[0-9]+")]
    text: Option<String>,
    #[order(secret)]
    #[allowed("zqopen", "zqsesame")]
    again: Option<String>,
    #[order(secret)]
    #[format(email)]
    #[default_value_if(number == 4711, "zqz@example.org")]
    mail: Option<String>,
    #[order(secret)]
    #[range(..100)]
    number: Option<u64>,
    #[order(secret)]
    #[length(..=1)]
    #[each(length(..=3), format(digits))]
    pins: Option<Vec<String>>,
    #[order(secret, separator = ",")]
    #[each(length(..=3))]
    joined: Option<Vec<String>>,
    #[order(secret)]
    #[keys(length(..=2))]
    map: Option<BTreeMap<String, String>>,
    #[order(secret)]
    #[nested]
    part: Option<Part>,
    #[order(secret)]
    free: Option<Value>,
    #[required_if(text != "zqzq" && mail != "zqy@example.org")]
    #[order(deprecated = "old")]
    open: Option<String>,
    #[forbidden_if(starts_with(text, "zq") || number > 5)]
    closed: Option<String>,
}

#[derive(Clone, OrderRequest)]
#[order(update = PartUpdate)]
struct Part {
    #[length(..=2)]
    inner: Option<String>,
    #[range(..5)]
    count: Option<u32>,
}

/// A request with personal texts, which a server may echo.
#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct Personal {
    name: String,
    #[order(secret)]
    pin: String,
}

/// Tries a request that breaks its rules, or a reply that echoes one.
pub(crate) fn target(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    match first % 2 {
        0 => in_library(&mut Input::new(rest)),
        _ => in_client(&mut Input::new(rest)),
    }
}

/// A text that is nowhere by accident: it starts with a mark, and letters and digits follow.
fn secret(input: &mut Input<'_>) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    let length = 6 + input.below(10);
    let letters = (0..length).map(|_| char::from(*input.one_of(LETTERS)));
    format!("zqX{}", letters.collect::<String>())
}

fn in_library(input: &mut Input<'_>) {
    let secret = secret(input);
    let number = 7_351_864_000_u64 + input.below(1000) as u64;
    let mut members = serde_json::Map::new();
    let names = [
        "text", "again", "mail", "number", "pins", "joined", "map", "part", "free", "open",
        "closed",
    ];
    for _ in 0..1 + input.below(6) {
        let name = *input.one_of(&names);
        let value = match (name, input.below(6)) {
            // The open fields hold no secret, as what is open may be shown.
            ("open" | "closed", _) => json!("open"),
            (_, 0) => json!(secret),
            (_, 1) => json!(number),
            (_, 2) => json!([secret, secret]),
            ("map" | "free", 3) => json!({ "key": secret }),
            (_, 4) => json!({ "inner": secret, "count": number }),
            _ => json!([[number], null, { "inner": [secret] }]),
        };
        members.insert(name.to_owned(), value);
    }
    let digits = number.to_string();
    let assert_hidden = |shown: String| {
        assert!(
            !shown.contains(&secret) && !shown.contains(&digits),
            "{shown}\nhas {secret} or {digits}"
        );
    };
    let document = Value::Object(members).to_string();
    let error = |error: &ReadError| {
        assert_hidden(format!(
            "{error}\n{error:?}\n{error:#?}\n{}",
            ProblemDetails::from(error).to_json()
        ));
    };
    if let Err(broken) = json::from_str::<Valid<Secrets>>(&document) {
        error(&broken);
    }
    // A document that ends in its middle.
    let cut = document.get(..input.below(document.len()).max(1)).unwrap_or_default();
    if let Err(broken) = json::from_str::<Secrets>(cut) {
        error(&broken);
    }
    let Ok(request) = json::from_str::<Secrets>(&document) else { return };
    for violations in
        [request.validate().err(), schema::interpret(&request).err()].into_iter().flatten()
    {
        assert_hidden(format!("{violations}\n{violations:?}\n{violations:#?}"));
        assert_hidden(ProblemDetails::from(&violations).to_json());
        if violations.len() < 6 {
            let repairs = violations.repairs(&request);
            assert_hidden(format!("{repairs}\n{repairs:?}\n{}", repairs.to_json()));
        }
    }
    for warning in request.warnings() {
        assert_hidden(format!("{warning}\n{warning:?}"));
    }
    for field in Secrets::SCHEMA.fields {
        let why = request.why(field.rust).expect("a field");
        assert_hidden(format!("{why}\n{why:?}\n{}", why.to_json()));
    }
    for outcome in
        [xml::to_string(&request).err(), form::to_string(&request).err()].into_iter().flatten()
    {
        assert_hidden(format!("{outcome}\n{outcome:?}"));
    }
    if let Ok(written) = form::to_string(&request) {
        let read = form::from_str::<Valid<Secrets>>(&written);
        read.err().iter().for_each(error);
    }
    if let Ok(written) = xml::to_string(&request) {
        let read = xml::from_str::<Valid<Secrets>>(&written);
        read.err().iter().for_each(error);
    }
    if let Ok(update) = json::from_str::<SecretsUpdate>(&document) {
        assert_hidden(format!("{update:?}\n{update:#?}"));
        if let Err(rejected) = update.apply(&request) {
            let violations = rejected.violations();
            assert_hidden(format!(
                "{violations}\n{violations:?}\n{}",
                ProblemDetails::from(&rejected).to_json()
            ));
        }
    }
}

thread_local! {
    static CALLED: OnceCell<Called> = const { OnceCell::new() };
}

fn in_client(input: &mut Input<'_>) {
    let (name, pin) = (secret(input), secret(input));
    let order = Personal { name: name.clone(), pin: pin.clone() };
    let order = order.into_valid().unwrap_or_else(|_| unreachable!("it has no rules"));
    let texts = [name.as_str(), pin.as_str(), KEY];
    let mut body = String::new();
    let mut echoes = Vec::new();
    let is_json = input.below(2) == 0;
    while !input.is_empty() && body.len() < 2_000 {
        let text = *input.one_of(&texts);
        let echo = match input.below(8) {
            0 => text.to_owned(),
            1 => text.chars().map(|it| format!("\\u{:04x}", u32::from(it))).collect(),
            2 => text.bytes().map(|it| format!("%{it:02X}")).collect(),
            3 => text.chars().map(|it| format!("&#{};", u32::from(it))).collect(),
            4 => text.chars().map(|it| format!("&#x{:x};", u32::from(it))).collect(),
            5 => text.to_uppercase(),
            6 => text.chars().flat_map(|it| [it, ' ']).collect(),
            _ => {
                body += *input.one_of(&[
                    "order ",
                    " refused: ",
                    "<b>",
                    "\"",
                    "&amp;",
                    "\\n",
                    " ",
                    "=",
                    "%20",
                    ".",
                ]);
                continue;
            }
        };
        body += &echo;
        echoes.push(echo);
    }
    let body = match is_json {
        true => json!({ "errors": [{ "code": "refused", "message": body, "description": body }] })
            .to_string(),
        false => body,
    };
    let status = *input.one_of(&[400, 200, 201, 302, 422, 500]);
    let location: String = body.chars().filter(|it| it.is_ascii_graphic()).collect();
    let reply =
        Response::builder().status(status).header("location", location).body(body.into_bytes());
    let outcome = CALLED.with(|called| {
        let called = called.get_or_init(|| Called::new(Service::new("shop")));
        called.wait(reply.expect("a reply"), called.client.place(&order))
    });
    let Err(error) = outcome else { return };
    assert_redacted(&error, &texts, &echoes);
}

fn assert_redacted(error: &Error, texts: &[&str], echoes: &[String]) {
    let shown = shown(error);
    let folded = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let all = folded(&shown);
    for text in texts {
        assert!(!all.contains(&folded(text)), "{text} is in {shown}");
    }
    for echo in echoes {
        assert!(!shown.contains(echo.as_str()), "{echo} is in {shown}");
    }
}
