//! The types of random rules that `tests/generated` makes, as subjects.

use order_core::{OrderRequest, ReadRequest};

use self::random::Rng;
use crate::subjects::Subject;

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../../generated/random.rs"]
mod random;
#[allow(clippy::box_collection, dead_code, reason = "every type is tried in a box")]
#[path = "../../../generated/types.rs"]
#[rustfmt::skip]
mod types;

/// The subjects of the types.
pub(crate) type Told = Vec<Subject>;

/// Adds the subjects of the types.
pub(crate) fn add(subjects: &mut Told) {
    types::each(&mut Rng::new(0), subjects);
}

fn try_type<T>(_: &mut Rng, subjects: &mut Told)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    subjects.push(Subject::of::<T>());
}
