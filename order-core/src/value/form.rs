use std::{any::Any, cmp::Ordering, fmt, hash::Hasher};

use crate::{
    schema::Schema,
    type_rule,
    value::{
        Fraction, Node,
        float::{self, Float},
        fraction::ten_times,
        moment::{self, Notation, written::Wire},
    },
};

/// The text form of a scalar type other than text, whole numbers and bools, such as a decimal or a date.
///
/// To support your own type, define a static `TextForm`, name it in the type's
/// [`Kind::Formed`](crate::schema::Kind::Formed) and return the values as [`Node::Formed`](crate::value::Node::Formed).
pub struct TextForm {
    /// Name of the form, such as `decimal`.
    pub name: &'static str,
    /// A description of a value for people: `a date such as 2031-05-08`.
    pub expects: &'static str,
    /// Returns `true` if a text has the form. Each value of the type must have such a text, since what is valid is written
    /// and read again.
    pub accepts: fn(&str) -> bool,
    /// Compares two texts of the form. Equal texts stand for the same value.
    ///
    /// What is less than another is less than everything that is greater than that, so that `unique` can sort. It compares
    /// each pair where two texts have no order (`None`), which takes long for thousands of items.
    pub order: fn(&str, &str) -> Option<Ordering>,
    /// `true` if the text is a number in JSON notation and is compared as a number.
    pub is_number: bool,
    /// `true` if JSON has the value without quotes. Serde then writes the nearest float, so a number whose exact digits
    /// matter must be text.
    pub is_bare: bool,
    /// The notation of dates and times that the texts have, if this crate reads them. A form of your own has none.
    pub notation: Option<Notation>,
}

impl TextForm {
    /// Returns `true` if two values are equal only if their texts are. Of a form of the user, this is not known.
    fn is_canonical(&'static self) -> bool {
        std::ptr::eq(self, &moment::DATE)
    }
}

impl TextForm {
    /// Returns `true` for the form of a type whose reading this crate implements.
    pub(crate) fn is_of_this_crate(&'static self) -> bool {
        if self.notation().is_some() {
            return true;
        }
        #[cfg(feature = "decimal")]
        if std::ptr::eq(self, &crate::value::decimal::DECIMAL) {
            return true;
        }
        self.is_wide() || self.is_float()
    }
}

impl TextForm {
    /// Returns the notation of dates, times and other values whose text this crate reads for another crate.
    pub(crate) fn notation(&'static self) -> Option<Notation> {
        self.notation
    }

    /// Returns how the values are written, if that is not the notation of their type.
    pub(crate) fn wire(&'static self) -> Option<&'static Wire> {
        match self.notation {
            Some(Notation::Wire(wire)) => Some(wire),
            Some(_) | None => None,
        }
    }

    /// Returns `true` for the form of dates in the notation of their type.
    #[cfg(feature = "export")]
    pub(crate) fn is_date(&'static self) -> bool {
        self.notation == Some(Notation::Date)
    }

    /// Returns the text on the wire of a value that a rule names; `None` if it is none of the form.
    pub(crate) fn text_of(&'static self, literal: &str) -> Option<String> {
        match self.wire() {
            Some(wire) => {
                let formed = Formed::of_key(self, wire.of.parse(literal)?.key());
                formed.broken_type().is_none().then(|| formed.to_string())
            }
            None => Formed::parse(self, literal).map(|_| literal.to_owned()),
        }
    }

    /// Returns the text in this form of a value of another field; `None` if its type is another one, or there is no text.
    pub(crate) fn text_from(&'static self, other: &'static Self, text: &str) -> Option<String> {
        if self.name != other.name || !(other.accepts)(text) {
            return None;
        }
        let key = match (self.wire(), other.wire()) {
            (None, None) => None,
            (Some(_), _) | (_, Some(_)) => Formed::parse(other, text).and_then(|it| it.key()),
        };
        let text = match (key, self.wire()) {
            (None, _) => text.to_owned(),
            (Some(key), Some(wire)) => wire.nearest_text(key)?,
            (Some(key), None) => moment::text_at(self.notation()?, key),
        };
        (self.accepts)(&text).then_some(text)
    }

    /// Returns the text on the wire of what is nearest to a date or time that the notation of the form cannot say.
    pub(crate) fn nearest(&'static self, text: &str) -> Option<String> {
        let wire = self.wire()?;
        let nearest = wire.nearest_text(wire.of.parse(text)?.key())?;
        (self.accepts)(&nearest).then_some(nearest)
    }

    /// Returns `true` if a rule may name a value by this text.
    pub(crate) fn has_literal(&'static self, text: &str) -> bool {
        match self.wire() {
            Some(wire) => wire.of.accepts(text),
            None => (self.accepts)(text),
        }
    }

    /// Returns `true` for the form of whole numbers of more than 64 bits.
    pub(crate) fn is_wide(&'static self) -> bool {
        crate::value::wide::FORMS.iter().any(|form| std::ptr::eq(self, *form))
    }

    /// Returns `true` for the form of floats of 32 bits.
    #[cfg(feature = "export")]
    pub(crate) fn is_rounded_to_32_bits(&'static self) -> bool {
        std::ptr::eq(self, &float::F32)
    }

    /// Returns `true` for the form of floats.
    pub(crate) fn is_float(&'static self) -> bool {
        std::ptr::eq(self, &float::F64) || std::ptr::eq(self, &float::F32)
    }

    /// Returns `true` for the form of the numbers in free-form values and in rules, which no text equals.
    pub(crate) fn is_free(&'static self) -> bool {
        #[cfg(feature = "serde_json")]
        if std::ptr::eq(self, &crate::value::free::NUMBER) {
            return true;
        }
        std::ptr::eq(self, &FRACTION)
    }
}

impl fmt::Debug for TextForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextForm").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The form of numbers with a fraction that rules name.
static FRACTION: TextForm = TextForm {
    name: "number",
    expects: "a number",
    accepts: |text| Digits::parse(text).is_some(),
    order: compare_numbers,
    is_number: true,
    is_bare: true,
    notation: None,
};

/// A value with a [`TextForm`]. `Display` writes its text.
#[derive(Clone, Copy)]
pub struct Formed<'a> {
    form: &'static TextForm,
    value: Value<'a>,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    Shown(&'a dyn fmt::Display),
    #[cfg_attr(
        not(any(
            feature = "chrono",
            feature = "jiff",
            feature = "time",
            feature = "url",
            feature = "uuid"
        )),
        expect(dead_code, reason = "only types of other crates are spelled")
    )]
    Spelled(&'a dyn Spelled),
    /// A number: the upper and the lower half of its digits, and how many of them stand after the point. In one piece it
    /// would make every node larger.
    Digits(i64, u64, u8),
    Float(Float),
    /// A date or time by its key, in a notation that is not that of its type.
    Moment(i64, u32),
}

/// A value of another crate, whose own `Display` need not be what stands on the wire.
pub(crate) trait Spelled: Any {
    /// Writes the text of the value.
    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Returns what is less for an earlier date or time, and equal for the same one; `None` if the text is compared.
    fn key(&self) -> Option<(i64, u32)>;

    /// Returns the description of the type if the value breaks its rule: no text stands for the value.
    fn broken_type(&self) -> Option<&'static Schema> {
        None
    }
}

impl<'a> Formed<'a> {
    /// Creates a value whose `Display` writes its text.
    pub fn new(form: &'static TextForm, value: &'a dyn fmt::Display) -> Self {
        Self { form, value: Value::Shown(value) }
    }

    /// Creates a value that says how it is spelled.
    #[cfg(any(
        feature = "chrono",
        feature = "jiff",
        feature = "time",
        feature = "url",
        feature = "uuid"
    ))]
    pub(crate) fn spelled(form: &'static TextForm, value: &'a dyn Spelled) -> Self {
        Self { form, value: Value::Spelled(value) }
    }

    /// Creates a date or time in the notation of a form, in place of that of its type.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    pub(crate) fn moment(form: &'static TextForm, value: &impl Spelled) -> Self {
        Self::of_key(form, value.key().expect("a date or time has a key"))
    }

    fn of_key(form: &'static TextForm, (seconds, nanosecond): (i64, u32)) -> Self {
        Self { form, value: Value::Moment(seconds, nanosecond) }
    }

    /// Returns the value of a rule in the notation of a form; `None` if the form has that of the type.
    pub(crate) fn in_notation(form: &'static TextForm, node: &Node<'_>) -> Option<Self> {
        let wire = form.wire()?;
        match node {
            Node::Text(text) => Some(Self::of_key(form, wire.of.parse(text)?.key())),
            Node::Formed(formed) => Some(Self::of_key(form, formed.key()?)),
            _ => None,
        }
    }

    /// Returns the text by which rules name the value.
    pub(crate) fn in_rules(&self) -> String {
        match (self.form.wire(), self.key()) {
            (Some(wire), Some(key)) => moment::text_at(wire.of, key),
            _ => self.to_string(),
        }
    }

    /// Creates the value for a text, if the text has the form.
    pub fn parse(form: &'static TextForm, text: &'a str) -> Option<Self> {
        if form.is_float() {
            return Float::parse(form, text).map(|float| Self::float(form, float));
        }
        (form.accepts)(text).then_some(Self { form, value: Value::Text(text) })
    }

    /// Creates the value of a whole number that does not fit into 64 bits.
    pub(crate) fn whole(number: i128) -> Self {
        Self::of_digits(&crate::value::wide::I128, Fraction(number, 0))
    }

    /// Creates the value of a number that a rule names.
    pub(crate) fn fraction(number: Fraction) -> Self {
        Self::of_digits(&FRACTION, number)
    }

    fn of_digits(form: &'static TextForm, Fraction(digits, scale): Fraction) -> Self {
        let value = Value::Digits((digits >> 64) as i64, digits as u64, scale);
        Self { form, value }
    }

    /// Creates the value of a float.
    pub(crate) fn float(form: &'static TextForm, float: Float) -> Self {
        Self { form, value: Value::Float(float) }
    }

    /// Returns the float, if the value is one.
    pub(crate) fn as_float(&self) -> Option<Float> {
        match self.value {
            Value::Float(float) => Some(float),
            Value::Text(_)
            | Value::Shown(_)
            | Value::Spelled(_)
            | Value::Digits(..)
            | Value::Moment(..) => None,
        }
    }

    /// Returns the place among all numbers, which is 0 for each that is finite.
    fn rank(&self) -> i8 {
        self.as_float().map_or(0, Float::rank)
    }

    /// Returns whether the value is a multiple of a number greater than 0; `None` if it is not a number, or one with too
    /// many zeros to count.
    pub(crate) fn is_multiple_of(&self, divisor: Fraction) -> Option<bool> {
        match self.rank() {
            0 if self.form.is_number => is_multiple(self, divisor),
            0 => None,
            _ => Some(false),
        }
    }

    /// Returns the description of the type whose rule the value breaks.
    pub(crate) fn broken_type(&self) -> Option<&'static Schema> {
        match self.value {
            Value::Spelled(value) => value.broken_type(),
            Value::Float(float) => (float.rank() != 0).then_some(&type_rule::FLOAT),
            Value::Moment(seconds, nanosecond) => {
                let read = self.form.wire().and_then(|wire| wire.read(&self.to_string()));
                let is_kept = read.is_some_and(|it| it.key() == (seconds, nanosecond));
                (!is_kept).then_some(&type_rule::WRITTEN)
            }
            Value::Text(_) | Value::Shown(_) | Value::Digits(..) => None,
        }
    }

    /// Returns the form.
    pub fn form(&self) -> &'static TextForm {
        self.form
    }

    /// Compares two values, if they have the same form or are both numbers.
    pub(crate) fn compare(&self, other: &Formed<'_>) -> Option<Ordering> {
        let texts = || (self.to_string(), other.to_string());
        if self.form.is_number && other.form.is_number {
            return match (self.rank(), other.rank()) {
                (0, 0) => {
                    let (left, right) = texts();
                    compare_numbers(&left, &right)
                }
                (left, right) => Some(left.cmp(&right)),
            };
        }
        if self.form.name != other.form.name {
            return None;
        }
        match (self.key(), other.key()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => {
                let (left, right) = texts();
                (self.form.order)(&left, &right)
            }
        }
    }

    /// Returns what orders a date or time, even one without a text.
    pub(crate) fn key(&self) -> Option<(i64, u32)> {
        match self.value {
            Value::Spelled(value) => value.key(),
            Value::Text(text) => Some(self.form.notation()?.read(text)?.key()),
            Value::Moment(seconds, nanosecond) => Some((seconds, nanosecond)),
            Value::Shown(_) | Value::Digits(..) | Value::Float(_) => None,
        }
    }

    /// Returns the value itself, if it is one of the type `T` and not a text that stands for it.
    pub(crate) fn value<T: 'static>(&self) -> Option<&'a T> {
        match self.value {
            Value::Spelled(value) => (value as &dyn Any).downcast_ref(),
            Value::Text(_)
            | Value::Shown(_)
            | Value::Digits(..)
            | Value::Float(_)
            | Value::Moment(..) => None,
        }
    }

    /// Adds to a hash what equal values have in common. A whole number adds the same as one that is no text form.
    pub(crate) fn add_hash(&self, hasher: &mut dyn Hasher) {
        if self.form.is_number {
            return match Digits::parse(&self.to_string()) {
                Some(digits) => digits.add_hash(hasher),
                None => hasher.write_u8(0),
            };
        }
        hasher.write(self.form.name.as_bytes());
        if self.form.is_canonical() {
            hasher.write(self.to_string().as_bytes());
        }
    }

    /// Compares the value with a text, if the text has the same form.
    ///
    /// A free-form number compares with no text, since a free-form text remains a text, whatever it spells.
    pub(crate) fn compare_text(&self, text: &str) -> Option<Ordering> {
        if self.form.is_free() {
            return None;
        }
        match Formed::in_notation(self.form, &Node::Text(text)) {
            Some(literal) => self.compare(&literal),
            None => self.compare(&Formed::parse(self.form, text)?),
        }
    }

    /// Compares the value with a whole number, if it is a number.
    pub(crate) fn compare_integer(&self, number: i128) -> Option<Ordering> {
        if self.rank() != 0 {
            return Some(self.rank().cmp(&0));
        }
        let number = number.to_string();
        self.form.is_number.then(|| compare_numbers(&self.to_string(), &number))?
    }
}

impl fmt::Display for Formed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Text(text) => f.write_str(text),
            Value::Shown(value) => value.fmt(f),
            Value::Spelled(value) => value.spell(f),
            Value::Digits(high, low, scale) => {
                Fraction(i128::from(high) << 64 | i128::from(low), scale).fmt(f)
            }
            Value::Float(float) => float.fmt(f),
            Value::Moment(seconds, nanosecond) => match self.form.wire() {
                Some(wire) => f.write_str(&wire.text((seconds, nanosecond))),
                None => Ok(()),
            },
        }
    }
}

impl fmt::Debug for Formed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({self})", self.form.name)
    }
}

/// Implements the traits that all scalars with their own text form share. It takes the type, the form, the function that
/// parses a text, and, unless its `Display` is its text, the function that makes the form of a value, the notation, and
/// whether a value may break a rule of its type.
///
/// The impls are hidden from rustc's suggestions, so that messages do not depend on the enabled features.
macro_rules! formed_scalar {
    ($ty:ty, $form:ident, $parse:ident) => {
        formed_scalar!($ty, $form, $parse, Formed::new, None, None);
    };
    ($ty:ty, $form:ident, $parse:ident, $formed:path, $notation:expr, $rules:ident) => {
        #[diagnostic::do_not_recommend]
        impl OrderValue for $ty {
            type Value = Self;

            const NOTATION: Option<$crate::value::moment::Notation> = $notation;
            const TYPE_RULES: $crate::type_rule::TypeRules = $crate::type_rule::TypeRules::$rules;

            fn kind() -> &'static Kind {
                static KIND: Kind = Kind::Formed(&$form);
                &KIND
            }

            #[inline]
            fn value(&self) -> Option<&Self> {
                Some(self)
            }

            #[inline]
            fn node(&self) -> Node<'_> {
                Node::Formed($formed(&$form, self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl ScalarValue for $ty {}

        #[diagnostic::do_not_recommend]
        impl EqualTo<$ty> for $ty {
            #[inline]
            fn equal_to(value: &$ty, literal: &Self) -> bool {
                value == literal
            }

            fn add_hash(value: &$ty, mut hasher: &mut dyn std::hash::Hasher) -> bool {
                std::hash::Hash::hash(value, &mut hasher);
                true
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$ty> for $ty {
            #[inline]
            fn ordered_to(value: &$ty, other: &Self) -> Option<Ordering> {
                Some(value.cmp(other))
            }
        }

        #[diagnostic::do_not_recommend]
        impl PredicateValue for $ty {
            fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
                match node {
                    Node::Formed(formed) => Some(match formed.value() {
                        Some(value) => accepts(value),
                        None => accepts(&$parse(&formed.in_rules())?),
                    }),
                    Node::Text(text) => Some(accepts(&$parse(text)?)),
                    _ => None,
                }
            }
        }
    };
}

pub(super) use formed_scalar;

/// Implements a type of another crate whose values are texts in a notation. It takes the type, the form, the notation, the
/// function that parses a text, how a value is written, the key by which it is ordered and, if not every value has a text, the description of the type and
/// which values have one.
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "time",
    feature = "url",
    feature = "uuid"
))]
macro_rules! text_scalar {
    ($ty:ty, $form:ident, $notation:expr, $parse:ident, |$value:ident, $f:ident| $write:expr, |$seen:ident| $key:expr) => {
        text_scalar!(@ $ty, $form, $notation, $parse, None, |$value, $f| $write, |$seen| $key, {});
    };
    ($ty:ty, $form:ident, $notation:expr, $parse:ident, |$value:ident, $f:ident| $write:expr, |$seen:ident| $key:expr, $rule:ident, |$tested:ident| $has_text:expr) => {
        text_scalar!(@ $ty, $form, $notation, $parse, OfText, |$value, $f| $write, |$seen| $key, {
            fn broken_type(&self) -> Option<&'static $crate::schema::Schema> {
                let $tested = self;
                if $has_text { None } else { Some(&$crate::type_rule::$rule) }
            }
        });
    };
    (@ $ty:ty, $form:ident, $notation:expr, $parse:ident, $rules:ident, |$value:ident, $f:ident| $write:expr, |$seen:ident| $key:expr, { $($broken:item)? }) => {
        formed_scalar!($ty, $form, $parse, Formed::spelled, Some($notation), $rules);

        impl Spelled for $ty {
            fn spell(&self, $f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let $value = self;
                $write
            }

            fn key(&self) -> Option<(i64, u32)> {
                let $seen = self;
                $key
            }

            $($broken)?
        }

        #[diagnostic::do_not_recommend]
        impl ReadValue<'_> for $ty {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                $parse(place.bare_scalar()?.text()?)
            }

            fn from_literal(literal: Literal) -> Option<Self> {
                $parse(&literal.to_text()?)
            }
        }

        default_in!($ty, str, |text| $parse(text));

        #[diagnostic::do_not_recommend]
        impl EqualTo<$ty> for str {
            fn equal_to(value: &$ty, literal: &Self) -> bool {
                $parse(literal).is_some_and(|literal| *value == literal)
            }
        }
    };
}

#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "time",
    feature = "url",
    feature = "uuid"
))]
pub(super) use text_scalar;

/// Returns whether a number in JSON notation is a multiple of one greater than 0; `None` for another text, or too many zeros
/// to count.
pub(super) fn is_multiple(number: &dyn fmt::Display, divisor: Fraction) -> Option<bool> {
    Digits::parse(&number.to_string())?.is_multiple_of(divisor)
}

/// Returns a number in JSON notation, if it is whole and has few digits.
pub(super) fn whole(number: &dyn fmt::Display) -> Option<i128> {
    Digits::parse(&number.to_string())?.whole()
}

/// Compares two numbers in JSON notation exactly.
pub(crate) fn compare_numbers(left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (Digits::parse(left)?, Digits::parse(right)?);
    Some(match (left.is_negative, right.is_negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => left.compare_magnitude(&right),
        (true, true) => right.compare_magnitude(&left),
    })
}

/// A number as a power of ten and the digits after `0.`, without leading and trailing zeros.
struct Digits {
    is_negative: bool,
    digits: Vec<u8>,
    power: i64,
}

impl Digits {
    fn parse(number: &str) -> Option<Self> {
        let unsigned = number.strip_prefix('-').unwrap_or(number);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if whole.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let Some(first) = digits.iter().position(|digit| *digit != b'0') else {
            return Some(Self { is_negative: false, digits: Vec::new(), power: i64::MIN });
        };
        let last = digits.iter().rposition(|digit| *digit != b'0')?;
        let power = i64::try_from(whole.len()).ok()? - i64::try_from(first).ok()?;
        Some(Self {
            is_negative: unsigned.len() < number.len(),
            digits: digits[first..=last].to_vec(),
            power: exponent.saturating_add(power),
        })
    }

    fn add_hash(&self, hasher: &mut dyn Hasher) {
        if let Some(number) = self.whole() {
            return hasher.write_i128(number);
        }
        hasher.write_u8(u8::from(self.is_negative));
        hasher.write_i64(self.power);
        hasher.write(&self.digits);
    }

    /// Returns the number, if it is whole and has few digits.
    fn whole(&self) -> Option<i128> {
        /// Digits of a number that fits into an `i128`.
        const MOST: i64 = 38;
        if self.digits.is_empty() {
            return Some(0);
        }
        let zeros = self.power.checked_sub(i64::try_from(self.digits.len()).ok()?)?;
        if zeros < 0 || self.power > MOST {
            return None;
        }
        let digits = self.digits.iter().chain(std::iter::repeat_n(&b'0', zeros as usize));
        let number = digits.fold(0, |number, digit| number * 10 + i128::from(digit - b'0'));
        Some(if self.is_negative { -number } else { number })
    }

    fn is_multiple_of(&self, Fraction(divisor, scale): Fraction) -> Option<bool> {
        /// Zeros at the end of a number that is looked at. A float has fewer.
        const MOST: i64 = 1000;
        if self.digits.is_empty() {
            return Some(true);
        }
        let divisor = divisor.unsigned_abs();
        // In parts of which the divisor is a whole number.
        let power = self.power.checked_add(scale.into())?;
        let zeros = power.checked_sub(i64::try_from(self.digits.len()).ok()?)?;
        if zeros < 0 {
            return Some(false);
        }
        let zeros = usize::try_from(zeros).ok().filter(|_| zeros <= MOST)?;
        let digits = self.digits.iter().map(|digit| u128::from(digit - b'0'));
        let digits = digits.chain(std::iter::repeat_n(0, zeros));
        let next = |rest: u128, digit: u128| (ten_times(rest, divisor) + digit) % divisor;
        Some(digits.fold(0, next) == 0)
    }

    fn compare_magnitude(&self, other: &Self) -> Ordering {
        self.power.cmp(&other.power).then_with(|| self.digits.cmp(&other.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::OrderValue;

    /// A form of the user whose texts look like numbers and are none.
    static MINUTES: TextForm = TextForm {
        name: "minutes",
        expects: "minutes",
        accepts: |text| text.parse::<u32>().is_ok(),
        order: |left, right| Some(left.parse::<u32>().ok()?.cmp(&right.parse().ok()?)),
        is_number: false,
        is_bare: false,
        notation: None,
    };

    /// Another such form.
    static HOURS: TextForm = TextForm {
        name: "hours",
        expects: "hours",
        accepts: MINUTES.accepts,
        order: MINUTES.order,
        is_number: false,
        is_bare: false,
        notation: None,
    };

    #[test]
    fn numbers_are_compared_exactly() {
        let ascending = [
            "-1e400",
            "-100",
            "-2.5",
            "-2.49999999999999999999999999",
            "-0.001",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000000000000000000000001",
            "1",
            "9.99",
            "10",
            "100.09",
            "100.1",
            "18446744073709551616",
            "1e400",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(compare_numbers(left, right), Some(index.cmp(&other)), "{left} {right}");
            }
        }
        for (left, right) in
            [("0", "-0"), ("0.0", "0"), ("100.10", "100.1"), ("1e2", "100"), ("1.5E+1", "15.0")]
        {
            assert_eq!(compare_numbers(left, right), Some(Ordering::Equal), "{left} {right}");
        }
        for number in ["", "-", "x", ".5", "1e", "1e99999999999999999999", "+1", "1.x"] {
            assert_eq!(compare_numbers(number, "1"), None, "{number}");
        }
    }

    #[test]
    fn only_numbers_and_values_of_one_form_have_an_order() {
        let of = |form, text| Formed::parse(form, text).expect("the form accepts the text");
        let (ten, minutes) = (Formed::fraction(Fraction(100, 1)), of(&MINUTES, "010"));
        assert_eq!(minutes.compare(&of(&MINUTES, "9")), Some(Ordering::Greater));
        assert_eq!(minutes.compare_text("10"), Some(Ordering::Equal));
        assert_eq!(minutes.compare_text("ten"), None);
        assert_eq!(minutes.compare(&of(&HOURS, "10")), None);
        assert_eq!(minutes.compare(&ten), None);
        assert_eq!(ten.compare(&minutes), None);
        assert_eq!(minutes.compare_integer(10), None);
        assert_eq!(ten.compare_integer(10), Some(Ordering::Equal));
        // The number of a rule is no text, whatever that spells.
        assert_eq!(ten.compare_text("10"), None);
    }

    #[test]
    fn only_numbers_are_multiples() {
        let multiple = |text: &str, divisor| is_multiple(&text, divisor);
        assert_eq!(multiple("10.0", Fraction(25, 1)), Some(true));
        assert_eq!(multiple("10.01", Fraction(25, 1)), Some(false));
        assert_eq!(multiple("0", Fraction(25, 1)), Some(true));
        assert_eq!(multiple("1e1000", Fraction(5, 0)), Some(true));
        assert_eq!(multiple("1e1001", Fraction(5, 0)), None);
        assert_eq!(multiple("ten", Fraction(5, 0)), None);
        let minutes = Formed::parse(&MINUTES, "10").expect("the form accepts the text");
        assert_eq!(minutes.is_multiple_of(Fraction(5, 0)), None);
    }

    #[test]
    fn whole_numbers_are_known_whatever_their_notation() {
        let most = 99_999_999_999_999_999_999_999_999_999_999_999_999;
        for (text, number) in [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("12", Some(12)),
            ("-1.20e1", Some(-12)),
            ("1e3", Some(1_000)),
            ("907.00", Some(907)),
            ("99999999999999999999999999999999999999", Some(most)),
            // More than 38 digits are not counted.
            ("1e38", None),
            ("1.5", None),
            ("0.5", None),
            ("ten", None),
        ] {
            assert_eq!(whole(&text), number, "{text}");
        }
    }

    #[test]
    fn forms_of_this_crate_are_told_from_those_of_users() {
        let formed = |kind: &'static crate::schema::Kind| match kind {
            crate::schema::Kind::Formed(form) => *form,
            kind => panic!("{kind:?} has no form"),
        };
        let (double, single, wide) =
            (formed(f64::kind()), formed(f32::kind()), formed(i128::kind()));
        for (form, is_own, is_float, is_wide) in [
            (double, true, true, false),
            (single, true, true, false),
            (wide, true, false, true),
            (formed(u128::kind()), true, false, true),
            #[cfg(feature = "decimal")]
            (formed(rust_decimal::Decimal::kind()), true, false, false),
            (&moment::DATE, true, false, false),
            (&MINUTES, false, false, false),
            (&FRACTION, false, false, false),
        ] {
            let is = (form.is_of_this_crate(), form.is_float(), form.is_wide());
            assert_eq!(is, (is_own, is_float, is_wide), "{form:?}");
        }
        #[cfg(feature = "export")]
        for (form, is_single, is_date) in
            [(double, false, false), (single, true, false), (&moment::DATE, false, true)]
        {
            assert_eq!((form.is_rounded_to_32_bits(), form.is_date()), (is_single, is_date));
        }
        assert!(Formed::fraction(Fraction(5, 1)).form().is_free());
        assert!(!double.is_free());
    }

    #[test]
    fn a_float_is_the_one_that_its_text_is_nearest_to() {
        let shown = |kind: &'static crate::schema::Kind, text| match kind {
            crate::schema::Kind::Formed(form) => Formed::parse(form, text).map(|it| it.to_string()),
            _ => None,
        };
        assert_eq!(shown(f64::kind(), "1.50").as_deref(), Some("1.5"));
        assert_eq!(shown(f32::kind(), "16777217").as_deref(), Some("16777216"));
        assert_eq!(shown(f32::kind(), "1e39"), None);
    }

    #[test]
    fn a_text_of_another_field_is_taken_over_within_a_form() {
        let date = &moment::DATE;
        assert_eq!(date.text_from(date, "2031-05-08").as_deref(), Some("2031-05-08"));
        assert_eq!(date.text_from(date, "2031-02-29"), None);
        assert_eq!(MINUTES.text_from(&HOURS, "10"), None);
        assert!(date.has_literal("2031-05-08"));
        assert!(!date.has_literal("08.05.2031"));
    }
}
