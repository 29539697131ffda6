use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use crate::{
    schema::{Kind, Literal},
    type_rule::TypeRules,
    value::{
        Bounded, Divisible, EqualTo, Formed, Fraction, Node, OrderValue, OrderedTo, PredicateValue,
        Ranged, ReadValue, ScalarValue, TextForm,
        compare::default_in,
        form::{compare_numbers, is_multiple, whole},
    },
    wire::{Place, Scalar},
};

/// Floats of 64 bits. They are numbers of JSON, written as the shortest text that is read back, and by that text they are
/// compared with numbers of rules: 0.1 is 0.1. NaN and the infinities break a rule of their type.
pub(crate) static F64: TextForm = TextForm {
    name: "double",
    expects: "a number such as `2.5`, which a float of 64 bits has room for",
    accepts: |text| f64::parse_float(text).is_some(),
    order: compare_numbers,
    is_number: true,
    is_bare: true,
    notation: None,
};

/// Floats of 32 bits.
pub(crate) static F32: TextForm = TextForm {
    name: "float",
    expects: "a number such as `2.5`, which a float of 32 bits has room for",
    accepts: |text| f32::parse_float(text).is_some(),
    order: compare_numbers,
    is_number: true,
    is_bare: true,
    notation: None,
};

/// A float in a value with a text form.
#[derive(Clone, Copy)]
pub(crate) enum Float {
    Double(f64),
    Single(f32),
}

impl Float {
    /// Returns the float of this form that is nearest to the number in a text; `None` for any other form or text.
    pub(crate) fn parse(form: &'static TextForm, text: &str) -> Option<Self> {
        if std::ptr::eq(form, &F64) {
            f64::parse_float(text).map(Self::Double)
        } else if std::ptr::eq(form, &F32) {
            f32::parse_float(text).map(Self::Single)
        } else {
            None
        }
    }

    /// Returns the place among all numbers, which is 0 for each that is finite.
    pub(crate) fn rank(self) -> i8 {
        let number = match self {
            Self::Double(number) => number,
            Self::Single(number) => number.into(),
        };
        match number {
            _ if number.is_nan() => 2,
            f64::INFINITY => 1,
            f64::NEG_INFINITY => -1,
            _ => 0,
        }
    }
}

/// Returns `true` for a number in the notation of JSON that differs from any other one with as few digits after both were
/// rounded to floats of 64 bits, so that programs which round it compare it exactly.
#[cfg(feature = "export")]
pub(crate) fn survives_rounding(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = || mantissa.bytes().filter(u8::is_ascii_digit);
    let significant = digits().skip_while(|digit| *digit == b'0').count();
    let is_far = exponent.parse::<i32>().is_ok_and(|exponent| exponent.abs() <= 280);
    is_far && significant <= 15
}

/// Writes the shortest text that is read back, as `serde_json` has it, but without `.0` at the end of a whole number.
impl fmt::Display for Float {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Double(number) => write_number(number, *number, f),
            Self::Single(number) => write_number(number, (*number).into(), f),
        }
    }
}

fn write_number<N: fmt::Display + fmt::LowerExp>(
    number: &N,
    size: f64,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let has_exponent = size != 0.0 && size.is_finite() && !(1e-5..1e16).contains(&size.abs());
    match has_exponent {
        true if size.abs() < 1.0 => write!(f, "{number:e}"),
        true => {
            let text = format!("{number:e}");
            let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            write!(f, "{digits}e+{exponent}")
        }
        // The text of a whole number is one, unless it would lose the sign.
        false if size == 0.0 && size.is_sign_negative() => f.write_str("-0.0"),
        false => write!(f, "{number}"),
    }
}

/// Returns `true` for a number in the notation of JSON.
fn is_number(text: &str) -> bool {
    let are_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && are_digits(fraction)
        && are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// The order of all floats. NaN is greater than any other, and equal to itself. Both zeros are the same.
fn order<N: PartialOrd>(left: &N, right: &N) -> Ordering {
    // Only NaN has no order.
    let is_nan = |number: &N| number.partial_cmp(number).is_none();
    left.partial_cmp(right).unwrap_or_else(|| is_nan(left).cmp(&is_nan(right)))
}

/// A type of floats.
trait Floating: Copy + PartialOrd {
    fn parse_float(text: &str) -> Option<Self>;

    /// Compares the shortest text of the float with a number exactly.
    ///
    /// What is read as another float lies on that side of it. Only a number that is read as this very float may have more
    /// digits than its text.
    fn compare_with(self, number: &Fraction) -> Ordering;

    fn as_float(self) -> Float;
}

macro_rules! floats {
    ($float:ident, $form:ident, $variant:ident, $whole_bits:literal, $digits:literal, $powers:literal, $number:ident) => {
        impl Floating for $float {
            fn parse_float(text: &str) -> Option<Self> {
                let number: Self = is_number(text).then(|| text.parse().ok())??;
                number.is_finite().then_some(number)
            }

            fn compare_with(self, Fraction(digits, scale): &Fraction) -> Ordering {
                /// The powers of ten that are floats as they are.
                const POWERS: [$float; $powers + 1] = {
                    let mut powers = [1.0; $powers + 1];
                    let mut at = 1;
                    while at <= $powers {
                        powers[at] = powers[at - 1] * 10.0;
                        at += 1;
                    }
                    powers
                };
                let size = digits.unsigned_abs();
                let nearest: $float = match POWERS.get(usize::from(*scale)) {
                    // Both are floats as they are, so that their quotient is the nearest one.
                    Some(parts) if size < 1 << $whole_bits => *digits as $float / parts,
                    _ => Fraction(*digits, *scale).to_string().parse().unwrap_or($float::NAN),
                };
                // With so few digits, it is the shortest text of that float.
                let is_its_text = size < 10_u128.pow($digits) && *scale <= 28;
                match order(&self, &nearest) {
                    Ordering::Equal if !is_its_text => {
                        let text = self.as_float().to_string();
                        compare_numbers(&text, &Fraction(*digits, *scale).to_string())
                            .unwrap_or(Ordering::Greater)
                    }
                    order => order,
                }
            }

            fn as_float(self) -> Float {
                Float::$variant(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderValue for $float {
            type Value = Self;

            const TYPE_RULES: TypeRules = TypeRules::OfText;

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
                Node::Formed(Formed::float(&$form, self.as_float()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl ReadValue<'_> for $float {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                match place.bare_scalar() {
                    Some(Scalar::Number(text) | Scalar::Text(text)) => Self::parse_float(text),
                    Some(Scalar::Bool(_)) => None,
                    None => Self::parse_float(place.float()?),
                }
            }

            fn from_literal(literal: Literal) -> Option<Self> {
                Self::parse_float(&literal.to_text()?)
            }
        }

        default_in!($float, i64, |number| <$float>::parse_float(&number.to_string()));
        default_in!($float, Fraction, |number| <$float>::parse_float(&number.to_string()));

        #[diagnostic::do_not_recommend]
        impl ScalarValue for $float {}

        #[diagnostic::do_not_recommend]
        impl EqualTo<$float> for $float {
            #[inline]
            fn equal_to(value: &$float, other: &Self) -> bool {
                order(value, other).is_eq()
            }

            fn add_hash(value: &$float, mut hasher: &mut dyn Hasher) -> bool {
                // One for each NaN, and one for both zeros.
                let bits =
                    if value.is_nan() { $float::NAN.to_bits() } else { (*value + 0.0).to_bits() };
                bits.hash(&mut hasher);
                true
            }
        }

        #[diagnostic::do_not_recommend]
        impl EqualTo<$float> for i64 {
            #[inline]
            fn equal_to(value: &$float, literal: &Self) -> bool {
                value.compare_with(&Fraction((*literal).into(), 0)).is_eq()
            }
        }

        #[diagnostic::do_not_recommend]
        impl EqualTo<$float> for Fraction {
            #[inline]
            fn equal_to(value: &$float, literal: &Self) -> bool {
                value.compare_with(literal).is_eq()
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$float> for $float {
            #[inline]
            fn ordered_to(value: &$float, other: &Self) -> Option<Ordering> {
                Some(order(value, other))
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$float> for i64 {
            #[inline]
            fn ordered_to(value: &$float, other: &Self) -> Option<Ordering> {
                Some(value.compare_with(&Fraction((*other).into(), 0)))
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$float> for Fraction {
            #[inline]
            fn ordered_to(value: &$float, other: &Self) -> Option<Ordering> {
                Some(value.compare_with(other))
            }
        }

        #[diagnostic::do_not_recommend]
        impl Divisible for $float {
            fn is_multiple_of(&self, divisor: &Fraction) -> bool {
                is_multiple(&self.as_float(), *divisor) == Some(true)
            }
        }

        #[diagnostic::do_not_recommend]
        impl PredicateValue for $float {
            fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
                Some(accepts(&match node {
                    Node::Formed(formed) => match formed.as_float() {
                        Some(Float::$variant(number)) => number,
                        _ => Self::parse_float(&formed.to_string())?,
                    },
                    Node::Text(text) => Self::parse_float(text)?,
                    node => Self::parse_float(&node.integer()?.to_string())?,
                }))
            }
        }

        /// A float that can be compared with whole numbers.
        #[derive(Debug, Clone, Copy)]
        pub struct $number($float);

        impl PartialEq<i64> for $number {
            fn eq(&self, other: &i64) -> bool {
                EqualTo::equal_to(&self.0, other)
            }
        }

        impl PartialOrd<i64> for $number {
            fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
                OrderedTo::ordered_to(&self.0, other)
            }
        }

        impl PartialEq<$number> for i64 {
            fn eq(&self, other: &$number) -> bool {
                other == self
            }
        }

        impl PartialOrd<$number> for i64 {
            fn partial_cmp(&self, other: &$number) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }

        impl Bounded for $number {
            type Bound = i64;

            fn whole(&self) -> Option<i128> {
                whole(&self.0.as_float())
            }

            fn is_multiple_of(&self, divisor: i128) -> bool {
                is_multiple(&self.0.as_float(), Fraction(divisor, 0)) == Some(true)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Ranged for $float {
            type Number = $number;

            #[inline]
            fn number(&self) -> $number {
                $number(*self)
            }
        }
    };
}

floats!(f64, F64, Double, 53, 15, 22, DoubleNumber);
floats!(f32, F32, Single, 24, 6, 10, SingleNumber);

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 22] = [
        "0",
        "-0",
        "0.1",
        "-0.5",
        "1",
        "1.5",
        "0.00001",
        "0.000001",
        "1e-7",
        "3.4e38",
        "1e16",
        "9007199254740993",
        "9007199254740992",
        "123456789012345680",
        "1e300",
        "1.7976931348623157e308",
        "5e-324",
        "0.30000000000000004",
        "0.3",
        "16777216",
        "16777217",
        "8388607.5",
    ];

    #[test]
    fn a_float_is_read_back_from_its_text() {
        for text in TEXTS {
            let number = f64::parse_float(text).unwrap();
            let written = number.as_float().to_string();
            assert!(is_number(&written), "{written}");
            assert_eq!(f64::parse_float(&written).unwrap().to_bits(), number.to_bits(), "{text}");
            if let Some(number) = f32::parse_float(text) {
                let written = number.as_float().to_string();
                assert!(is_number(&written), "{written}");
                assert_eq!(
                    f32::parse_float(&written).unwrap().to_bits(),
                    number.to_bits(),
                    "{text}"
                );
            }
        }
        for (number, text) in [
            (1e300, "1e+300"),
            (1e16, "1e+16"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (1e15, "1000000000000000"),
            (1e-5, "0.00001"),
            (1e-6, "1e-6"),
            (-0.0, "-0.0"),
            (2.50, "2.5"),
        ] {
            assert_eq!(Float::Double(number).to_string(), text);
        }
        assert_eq!(Float::Single(0.1).to_string(), "0.1");
        assert_eq!(Float::Single(1e20).to_string(), "1e+20");
        assert_eq!(Float::Double(f64::NEG_INFINITY).to_string(), "-inf");
    }

    #[cfg(feature = "export")]
    #[test]
    fn a_number_of_fifteen_digits_survives_rounding() {
        for (text, survives) in [
            ("0.1", true),
            ("-123456789012345", true),
            ("1234567890123456", false),
            ("0.00000000123456789012345", true),
            ("0.000000001234567890123456", false),
            ("1e280", true),
            ("1e281", false),
            ("1E-280", true),
            ("1E-281", false),
            ("1e99999999999", false),
        ] {
            assert_eq!(survives_rounding(text), survives, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_json_is_no_float() {
        for text in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "NaN", "inf", "-inf", "infinity",
            "1e400", "-1e400", "0x1", "1_0", " 1",
        ] {
            assert_eq!(f64::parse_float(text), None, "{text}");
        }
        assert_eq!(f32::parse_float("1e39"), None);
        assert_eq!(f64::parse_float("1E+2"), Some(100.0));
    }

    #[test]
    fn floats_are_compared_as_their_shortest_texts() {
        let numbers = [
            Fraction(1, 1),
            Fraction(10, 2),
            Fraction(100_000_000_000_000_005, 18),
            Fraction(3, 1),
            Fraction(0, 3),
            Fraction(-5, 1),
            Fraction(16_777_217, 0),
            Fraction(9_007_199_254_740_993, 0),
            Fraction(i128::from(i64::MAX), 0),
            Fraction(83_886_075, 1),
            Fraction(1, 28),
            Fraction(99_999_999_999_999_999_999_999_999_995, 1),
            Fraction(30_000_000_000_000_004, 17),
        ];
        let mut texts: Vec<String> = TEXTS.map(str::to_owned).to_vec();
        texts.extend(numbers.iter().map(Fraction::to_string));
        for text in &texts {
            for number in &numbers {
                let double = f64::parse_float(text).unwrap();
                let expected = compare_numbers(&double.as_float().to_string(), &number.to_string());
                assert_eq!(Some(double.compare_with(number)), expected, "{text} {number}");
                if let Some(single) = f32::parse_float(text) {
                    let expected =
                        compare_numbers(&single.as_float().to_string(), &number.to_string());
                    assert_eq!(Some(single.compare_with(number)), expected, "{text} {number}");
                }
            }
        }
    }

    #[test]
    fn all_floats_have_one_order() {
        let ascending =
            [f64::NEG_INFINITY, -1.5, 0.0, 1e-300, 2.5, f64::MAX, f64::INFINITY, f64::NAN];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(order(left, right), index.cmp(&other), "{left} {right}");
                let compared = left.node().compare(&right.node());
                assert_eq!(compared, Some(index.cmp(&other)), "{left} {right}");
            }
        }
        assert_eq!(order(&0.0, &-0.0), Ordering::Equal);
        for number in [f64::NEG_INFINITY, f64::INFINITY, f64::NAN] {
            let beside = Fraction(5, 1);
            let compared = number.node().compare(&beside.node());
            assert_eq!(compared, Some(number.compare_with(&beside)), "{number}");
            let compared = number.node().compare(&Node::Integer(5));
            assert_eq!(compared, OrderedTo::ordered_to(&number, &5_i64), "{number}");
        }
    }
}
