//! The base of all addresses in the guide, to which messages point.

/// Address of a page of the guide, in the documentation of this version. `order-derive` has the same for its findings, in
/// `model/level.rs`.
macro_rules! guide_address {
    ($page:literal) => {
        concat!(
            "https://docs.rs/order-core/",
            env!("CARGO_PKG_VERSION"),
            "/order_core/guide/",
            $page
        )
    };
}

/// The end of the message of a finding that rustc decides: its name, and on a line of its own the address of its page.
macro_rules! finding {
    ($name:literal) => {
        concat!("[", $name, "]\nhelp: ", guide_address!("findings/#"), $name)
    };
}
