//! `Arbitrary` of [arbitrary](https://docs.rs/arbitrary/1): [`Valid<T>`](Valid) is any valid request, and
//! [`BarelyInvalid<T>`](super::BarelyInvalid) any that breaks a single rule.
//!
//! So a target of a fuzzer takes them as its input. Eight bytes of the fuzzer's data are the seed of a
//! [draw](super::Draws): the same bytes are the same request.
//!
//! # Example
//!
//! ```
//! use arbitrary::{Arbitrary, Unstructured};
//! use order_core::{OrderRequest, Valid, cases::BarelyInvalid};
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     #[range(1..=3)]
//!     years: u8,
//!     #[required_if(years == 3)]
//!     reason: Option<String>,
//! }
//!
//! /// What a fuzzer calls, as in `fuzz_target!(|order: Valid<Order>| { … })`.
//! fn target(order: Valid<Order>) {
//!     assert!((1..=3).contains(&order.years));
//! }
//!
//! let mut data = Unstructured::new(b"the bytes of the fuzzer");
//! target(Valid::arbitrary(&mut data)?);
//! let invalid = BarelyInvalid::<Order>::arbitrary(&mut data)?;
//! assert_eq!(invalid.broken()[0].rule, invalid.rule());
//! # Ok::<(), arbitrary::Error>(())
//! ```

use ::arbitrary::{Arbitrary, Result, Unstructured};

use crate::{
    OrderRequest, ReadRequest, Valid,
    what_if::cases::{
        Case,
        drawn::{BarelyInvalid, known, read_valid},
        draws::Undrawn,
    },
};

/// Any valid request.
///
/// # Panics
///
/// If no valid request was found, since a target that never runs would find nothing and say nothing.
impl<'a, T> Arbitrary<'a> for Valid<T>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    fn arbitrary(data: &mut Unstructured<'a>) -> Result<Self> {
        let seed = data.arbitrary()?;
        Ok(read_valid(&drawn(known::<T>().valid(seed))))
    }

    fn size_hint(depth: usize) -> (usize, Option<usize>) {
        u64::size_hint(depth)
    }
}

/// Any request that breaks a single rule.
///
/// # Panics
///
/// If no rule was found that can be broken alone, since a target that never runs would find nothing and say nothing.
impl<'a, T> Arbitrary<'a> for BarelyInvalid<T>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    fn arbitrary(data: &mut Unstructured<'a>) -> Result<Self> {
        let seed = data.arbitrary()?;
        Ok(Self::new(drawn(known::<T>().barely_invalid(seed))))
    }

    fn size_hint(depth: usize) -> (usize, Option<usize>) {
        u64::size_hint(depth)
    }
}

fn drawn(drawn: std::result::Result<Case, Undrawn>) -> Case {
    drawn.unwrap_or_else(|undrawn| panic!("{undrawn}"))
}
