//! Rules for a single text: the named formats of `#[format(…)]` and the compiled patterns of `#[pattern("…")]`.
//!
//! Every format is a pure function from a text to a verdict. It makes one pass, allocates nothing and does not depend
//! on the field or the request. `#[format(email)]` calls [`is_email`], and a program can call it as well.
//!
//! <div style="overflow-x:auto"><div style="min-width:50rem">
//!
//! | format | function | shape |
//! | --- | --- | --- |
//! | `credit_card` | [`is_credit_card`] | number of a payment card with its check digit |
//! | `digits` | [`is_digits`] | one or more of `0` to `9` |
//! | `e164` | [`is_e164`] | telephone number in international form, without separators |
//! | `email` | [`is_email`] | `local@domain.tld`, as browsers check it, with a top-level domain |
//! | `hostname` | [`is_hostname`] | host name of RFC 1123 |
//! | `ip` | [`is_ip`] | IPv4 or IPv6 address |
//! | `ipv4` | [`is_ipv4`] | IPv4 address without leading zeros |
//! | `ipv6` | [`is_ipv6`] | IPv6 address of RFC 3986, without a zone |
//! | `telephone` | [`is_telephone`] | digits with the usual separators, a leading `+` |
//! | `url` | [`is_url`] | absolute `http` or `https` URL |
//! | `uuid` | [`is_uuid`] | UUID of RFC 9562 with hyphens, in either case |
//!
//! </div></div>
//!
//! # Example
//!
//! ```
//! use order_core::rules::{is_email, is_telephone};
//!
//! assert!(is_email("gm@example.com"));
//! assert!(is_telephone("555-555-1234"));
//! assert!(!is_telephone("call me"));
//! ```

#[macro_use]
mod grammar;

mod blank;
mod credit_card;
mod digits;
mod e164;
mod email;
mod hostname;
mod ip;
mod pattern;
mod telephone;
mod url;
mod uuid;

/// The named formats: for each a function, a constant for schemas, and the test of a value that rules demand, named after
/// the format.
#[doc(hidden)]
pub mod formats {
    use crate::schema::Format;

    pub use super::{
        credit_card::is_credit_card as credit_card,
        digits::is_digits as digits,
        e164::is_e164 as e164,
        email::is_email as email,
        hostname::is_hostname as hostname,
        ip::{is_ip as ip, is_ipv4 as ipv4, is_ipv6 as ipv6},
        telephone::is_telephone as telephone,
        url::is_url as url,
        uuid::is_uuid as uuid,
    };

    /// The constants. Each refers to a static, so that no program has a format twice.
    macro_rules! formats {
        ($($module:ident::$name:ident,)*) => {
            $(pub const $name: &Format = {
                static FORMAT: Format = super::$module::$name;
                &FORMAT
            };)*

            /// All named formats.
            pub const ALL: &[&Format] = &[$($name),*];

            pub mod test {
                use crate::schema::Test;

                $(pub const $name: &Test = {
                    static TEST: Test = Test::Format(super::$name);
                    &TEST
                };)*
            }
        };
    }

    formats! {
        credit_card::CREDIT_CARD,
        digits::DIGITS,
        e164::E164,
        email::EMAIL,
        hostname::HOSTNAME,
        ip::IP,
        ip::IPV4,
        ip::IPV6,
        telephone::TELEPHONE,
        url::URL,
        uuid::UUID,
    }
}

pub use self::blank::is_blank;
pub use self::credit_card::is_credit_card;
pub use self::digits::is_digits;
pub use self::e164::is_e164;
pub use self::email::is_email;
pub use self::hostname::is_hostname;
pub use self::ip::{is_ip, is_ipv4, is_ipv6};
pub use self::pattern::Pattern;
pub use self::telephone::is_telephone;
pub use self::url::is_url;
pub use self::uuid::is_uuid;
