//! The program with the order of 27 fields.

fn main() {
    data::run::<p_order::Order>();
}
