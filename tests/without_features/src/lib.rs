//! Nothing but the place of the tests.
