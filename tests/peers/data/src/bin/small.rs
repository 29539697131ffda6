//! The program with a struct of one field.

fn main() {
    data::run::<data::Small>();
}
