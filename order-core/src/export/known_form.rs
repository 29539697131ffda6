//! The text forms whose grammar the exports know.

use crate::value::TextForm;

/// The forms of the types that this crate supports itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownForm {
    Date,
    #[cfg_attr(
        not(feature = "decimal"),
        expect(dead_code, reason = "only rust_decimal has decimals")
    )]
    Decimal,
    /// A whole number of more than 64 bits.
    Wide,
}

impl TextForm {
    /// Returns the form if it is one that this crate defines.
    pub(crate) fn known(&'static self) -> Option<KnownForm> {
        #[cfg(feature = "jiff")]
        if std::ptr::eq(self, &crate::value::date::DATE) {
            return Some(KnownForm::Date);
        }
        #[cfg(feature = "decimal")]
        if std::ptr::eq(self, &crate::value::decimal::DECIMAL) {
            return Some(KnownForm::Decimal);
        }
        self.is_wide().then_some(KnownForm::Wide)
    }
}
