//! Whole numbers of more than 64 bits, and numbers that are not 0.

use std::num::{NonZero, NonZeroI8, NonZeroI128, NonZeroU8, NonZeroU64, NonZeroU128};

use order_core::{OrderRequest, form, json, schema::interpret};

#[derive(Debug, PartialEq, OrderRequest)]
struct Big {
    #[range(1..=1000000000000000000000)]
    supply: u128,
    #[multiple_of(3)]
    balance: Option<i128>,
    positive: Option<NonZeroU128>,
    signed: Option<NonZeroI128>,
    #[order(text)]
    #[allowed(1, 36893488147419103232)]
    text: Option<u128>,
}

fn read(text: &str) -> Result<Big, String> {
    json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn wide_numbers_keep_every_digit() {
    for number in ["0", "18446744073709551616", "340282366920938463463374607431768211455"] {
        let text = format!(r#"{{"supply":{number},"text":"{number}"}}"#);
        let big = read(&text).unwrap();
        assert_eq!(big.supply.to_string(), number);
        assert_eq!(json::to_string(&big), text);
        assert_eq!(
            read(
                &text.replace('"', "").replace("supply", "\"supply\"").replace("text", "\"text\"")
            ),
            Ok(big)
        );
    }
    let text = r#"{"supply":1,"balance":-170141183460469231731687303715884105728}"#;
    assert_eq!(json::to_string(&read(text).unwrap()), text);
    let big: Big = form::from_str("supply=340282366920938463463374607431768211455").unwrap();
    assert_eq!(form::to_string(&big).unwrap(), "supply=340282366920938463463374607431768211455");
}

#[test]
fn what_is_no_wide_number_is_refused() {
    for wrong in ["-1", "1.0", "1e3", "340282366920938463463374607431768211456", "true", "\"01\""] {
        assert_eq!(
            read(&format!(r#"{{"supply":{wrong}}}"#)).unwrap_err(),
            "line 1, column 11: `supply` must be a whole number from 0 to 340282366920938463463374607431768211455",
            "{wrong}"
        );
    }
    assert_eq!(
        read(r#"{"supply":1,"positive":0,"signed":"0"}"#).unwrap_err(),
        "line 1, column 24: `positive` must be a whole number from 1 to 340282366920938463463374607431768211455\n\
         line 1, column 35: `signed` must be a whole number from -170141183460469231731687303715884105728 to \
         170141183460469231731687303715884105727 other than 0"
    );
}

#[test]
fn rules_count_wide_numbers_exactly() {
    let verdict = |supply: u128, balance: i128, text: u128| {
        let big =
            Big { supply, balance: Some(balance), positive: None, signed: None, text: Some(text) };
        let generated = big.validate().map_err(|violations| violations.to_string());
        assert_eq!(generated, interpret(&big).map_err(|violations| violations.to_string()));
        generated.err().unwrap_or_default()
    };
    assert_eq!(verdict(10_u128.pow(21), i128::MAX - 1, 1 << 65), "");
    assert_eq!(
        verdict(10_u128.pow(21) + 1, i128::MAX, (1 << 65) + 1),
        "`supply` must be from 1 to 1000000000000000000000\n\
         `balance` must be a multiple of 3\n\
         `text` must be `1` or `36893488147419103232`"
    );
    assert_eq!(verdict(u128::MAX, 0, 1), "`supply` must be from 1 to 1000000000000000000000");
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Counts {
    #[range(..=50)]
    quantity: NonZeroU8,
    shift: Option<NonZero<i8>>,
    #[default_value(7)]
    count: NonZeroU64,
    #[required_if(quantity >= 10 && shift != -3 && count == 7)]
    reason: Option<String>,
    items: Option<Vec<NonZeroI8>>,
}

#[test]
fn zero_is_no_number_other_than_zero() {
    let counts: Counts = json::from_str(r#"{"quantity":1,"shift":"-3","items":[-1,1]}"#).unwrap();
    assert_eq!(counts.count, NonZeroU64::new(7).unwrap());
    assert!(counts.validate().is_ok());
    assert_eq!(json::to_string(&counts), r#"{"quantity":1,"shift":-3,"count":7,"items":[-1,1]}"#);
    assert_eq!(
        json::from_str::<Counts>(r#"{"quantity":0,"shift":0,"count":"0","items":[1,0]}"#)
            .unwrap_err()
            .to_string(),
        "line 1, column 13: `quantity` must be a whole number from 1 to 255\n\
         line 1, column 23: `shift` must be a whole number from -128 to 127 other than 0\n\
         line 1, column 33: `count` must be a whole number from 1 to 18446744073709551615\n\
         line 1, column 48: `items[1]` must be a whole number from -128 to 127 other than 0"
    );
    let counts: Counts = json::from_str(r#"{"quantity":51}"#).unwrap();
    let violations = counts.validate().unwrap_err().to_string();
    assert_eq!(
        violations,
        "`quantity` must be at most 50\n\
         `reason` is required because `quantity` is 51 and `shift` is absent and `count` is 7; \
         give it a value that is not blank"
    );
    assert_eq!(interpret(&counts).unwrap_err().to_string(), violations);
}
