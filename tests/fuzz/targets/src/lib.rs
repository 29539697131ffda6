//! The bodies of the fuzz targets: each is a function of bytes that panics where a promise is broken.

mod changes;
mod client;
mod derive;
mod exports;
mod form;
mod generated;
mod input;
mod json;
mod pattern;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../../agreement/random.rs"]
mod random;
mod redaction;
mod replies;
mod request;
mod seeds;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../../rules/invented/shipment.rs"]
mod shipment;
mod subjects;
mod table;
#[allow(dead_code, unused_qualifications, reason = "the tests use the rest")]
#[path = "../../../agreement/types.rs"]
mod types;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../../update/types.rs"]
mod update;
mod xml;

pub use self::seeds::made;

macro_rules! targets {
    ($($name:ident = $target:path;)*) => {
        $(#[doc = concat!("The target `", stringify!($name), "`.")]
        pub fn $name(data: &[u8]) {
            $target(data);
        })*

        /// The targets by name.
        pub const TARGETS: &[(&str, fn(&[u8]))] = &[$((stringify!($name), $name)),*];
    };
}

targets! {
    changes = changes::target;
    check = request::check;
    derive = derive::target;
    exports = exports::target;
    form = form::target;
    json = json::target;
    pattern = pattern::target;
    redaction = redaction::target;
    replies = replies::target;
    round_trip = request::round_trip;
    table = table::target;
    what_if = request::what_if;
    xml = xml::target;
}
