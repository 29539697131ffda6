//! The names that `rename_all` gives are those that serde's own derive gives, to fields and to variants.
#![allow(
    non_camel_case_types,
    non_snake_case,
    reason = "the names are as strange as Rust takes them"
)]

use order_core::{OrderRequest, OrderValue, json};

/// A case, with the types that have names in it by both derives.
macro_rules! cases {
    ($($case:literal: $test:ident, and [$($name:ident)*];)*) => {$(
        #[test]
        fn $test() {
            #[derive(OrderRequest)]
            #[order(rename_all = $case)]
            struct Fields {
                r#type: u8,
                async_: u8,
                a1_b2: u8,
                __x: u8,
                X9y: u8,
                _7z: u8,
                c__d: u8,
                end__: u8,
                ssn_4_last: u8,
                HTTPServer: u8,
                straße_x: u8,
                né_ß: u8,
                $($name: u8,)*
            }

            #[derive(serde::Serialize)]
            #[serde(rename_all = $case)]
            struct SerdeFields {
                r#type: u8,
                async_: u8,
                a1_b2: u8,
                __x: u8,
                X9y: u8,
                _7z: u8,
                c__d: u8,
                end__: u8,
                ssn_4_last: u8,
                HTTPServer: u8,
                straße_x: u8,
                né_ß: u8,
                $($name: u8,)*
            }

            macro_rules! fields {
                ($ty:ident) => {
                    $ty {
                        r#type: 1, async_: 2, a1_b2: 3, __x: 4, X9y: 5, _7z: 6, c__d: 7, end__: 8, ssn_4_last: 9,
                        HTTPServer: 10, straße_x: 11, né_ß: 12, $($name: 13,)*
                    }
                };
            }
            let expected = serde_json::to_string(&fields!(SerdeFields)).unwrap();
            assert_eq!(json::to_string(&fields!(Fields)), expected);

            #[derive(OrderValue)]
            #[order(rename_all = $case)]
            enum Names { ShipToken, r#type, A1_b2, __X, X9y, _7z, C__D, HTTPServer, Sha256Rsa, Straße, $($name,)* }

            #[derive(serde::Serialize)]
            #[serde(rename_all = $case)]
            enum SerdeNames { ShipToken, r#type, A1_b2, __X, X9y, _7z, C__D, HTTPServer, Sha256Rsa, Straße, $($name,)* }

            macro_rules! names {
                ($ty:ident) => {
                    [
                        $ty::ShipToken, $ty::r#type, $ty::A1_b2, $ty::__X, $ty::X9y, $ty::_7z, $ty::C__D,
                        $ty::HTTPServer, $ty::Sha256Rsa, $ty::Straße, $($ty::$name,)*
                    ]
                };
            }
            let expected = names!(SerdeNames).map(|name| serde_json::to_value(name).unwrap());
            assert_eq!(names!(Names).map(|name| serde_json::Value::from(name.to_string())), expected);

            #[derive(OrderRequest, serde::Serialize)]
            struct Part {}

            #[derive(OrderValue)]
            #[order(rename_all = $case)]
            enum Data { ShipToken(Part), r#type(Part), __X(Part), HTTPServer(Part), Straße(Part), $($name(Part),)* }

            #[derive(serde::Serialize)]
            #[serde(rename_all = $case)]
            enum SerdeData { ShipToken(Part), r#type(Part), __X(Part), HTTPServer(Part), Straße(Part), $($name(Part),)* }

            macro_rules! data {
                ($ty:ident) => {
                    [
                        $ty::ShipToken(Part {}), $ty::r#type(Part {}), $ty::__X(Part {}), $ty::HTTPServer(Part {}),
                        $ty::Straße(Part {}), $($ty::$name(Part {}),)*
                    ]
                };
            }
            let expected = data!(SerdeData).map(|value| serde_json::to_string(&value).unwrap());
            assert_eq!(data!(Data).map(|value| json::to_string(&value)), expected);
        }
    )*};
}

// In `camelCase`, serde panics at a first letter that is not ASCII.
cases! {
    "lowercase": lowercase_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "UPPERCASE": uppercase_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "PascalCase": pascal_case_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "camelCase": camel_case_names_are_those_of_serde, and [];
    "snake_case": snake_case_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "SCREAMING_SNAKE_CASE": screaming_snake_case_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "kebab-case": kebab_case_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
    "SCREAMING-KEBAB-CASE": screaming_kebab_case_names_are_those_of_serde, and [ÄÖ_ü 名前_x];
}
