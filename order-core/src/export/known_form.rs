//! The text forms whose grammar the exports know.

use crate::value::{
    TextForm,
    moment::{Notation, written::Wire},
};

/// The forms of the types that this crate supports itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownForm {
    /// A date, a time of day, or both: texts in the order of the values, of which those that are the same differ only in
    /// the zeros at the end of a fraction.
    Local,
    /// A point in time, a UUID or a URL, of which several texts are the same one.
    Other,
    /// A point in time as a whole number.
    Epoch(&'static Wire),
    /// A date or time in a pattern: each value has one text, and those are in no order.
    Pattern(&'static Wire),
    #[cfg_attr(
        not(feature = "decimal"),
        expect(dead_code, reason = "only rust_decimal has decimals")
    )]
    Decimal,
    /// A float.
    Float,
    /// A whole number of more than 64 bits.
    Wide,
}

impl TextForm {
    /// Returns the form if it is one that this crate defines.
    pub(crate) fn known(&'static self) -> Option<KnownForm> {
        #[cfg(feature = "decimal")]
        if std::ptr::eq(self, &crate::value::decimal::DECIMAL) {
            return Some(KnownForm::Decimal);
        }
        if self.is_wide() {
            return Some(KnownForm::Wide);
        }
        if self.is_float() {
            return Some(KnownForm::Float);
        }
        Some(match self.notation()? {
            Notation::Date | Notation::Time | Notation::DateTime => KnownForm::Local,
            Notation::Timestamp | Notation::JiffTimestamp | Notation::Uuid => KnownForm::Other,
            #[cfg(feature = "url")]
            Notation::Url => KnownForm::Other,
            Notation::Wire(wire) if wire.written.is_epoch() => KnownForm::Epoch(wire),
            Notation::Wire(wire) => KnownForm::Pattern(wire),
        })
    }
}
