//! The rules of real endpoints as their documentation states them: they compile without a finding, and judge
//! requests as the documentation does.

#![allow(
    dead_code,
    reason = "every value that an endpoint takes is named, whether a test uses it or not"
)]

mod banking;
mod certificates;
mod cloud;
mod messages;
mod payments;
mod shipping;
mod trading;

pub(crate) use crate::endpoints::found;

/// Asserts that a request is valid, and that each of the others breaks these rules, as `path: code`.
macro_rules! assert_judged {
    ($request:ty, $valid:expr $(, $invalid:expr => [$($broken:literal),*])+ $(,)?) => {{
        assert_eq!($crate::realistic::found::<$request>($valid), [""; 0]);
        $(assert_eq!($crate::realistic::found::<$request>($invalid), [$($broken),*] as [&str; _]);)+
    }};
}

use assert_judged;
