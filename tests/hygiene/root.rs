//! The names at the root of the library: few, so that its page can be read at a glance.

use std::collections::BTreeSet;

/// The most names that the root may show beside its modules.
const LIMIT: usize = 20;

/// Modules that `pub use` lifts to the root.
const LIFTED: [&str; 4] = ["form", "json", "table", "xml"];

const LIBRARY: &str = include_str!("../../order-core/src/lib.rs");

#[test]
fn the_root_shows_at_most_twenty_names_beside_its_modules() {
    let names = names(LIBRARY);
    assert!(
        names.len() <= LIMIT,
        "{} names at the root of order_core, {LIMIT} at most; move some to a module: {names:?}",
        names.len(),
    );
    for name in ["Code", "OrderRequest", "OrderValue", "Path", "ReadError", "Valid", "Violations"] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn every_way_to_add_a_name_to_the_root_is_counted() {
    let added = "
        pub use self::value::{
            Node, // with a remark, in it
            form::{Formed, TextForm as Form},
            list::*,
        };
        pub use self::cases::cases;
        pub(crate) use self::wire::shortened;
        #[doc(hidden)]
        pub use self::wire::xml;
        pub struct Own;
        pub const fn own() {}
        pub mod module;
    ";
    let names = names(added);
    let expected = ["*", "Form", "Formed", "Node", "Own", "cases", "own"];
    assert!(names.iter().eq(expected), "{names:?}");
}

/// The public names that are declared or re-exported in `source`, other than modules.
fn names(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .fold(String::new(), |code, line| code + line + "\n");
    let mut names = BTreeSet::new();
    for item in code.split("pub ").skip(1) {
        let mut words = item.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let word = words.next().unwrap_or_default();
        match word {
            "use" => names.extend(used(item)),
            "mod" => {}
            _ => names.extend(
                words.find(|word| !["", "fn", "unsafe", "async"].contains(word)).map(str::to_owned),
            ),
        }
    }
    names
}

/// The names that the item `use …;` brings.
fn used(item: &str) -> impl Iterator<Item = String> {
    let (list, _) = item.split_once(';').unwrap();
    list.split([',', '{', '}'])
        // What ends in `::` only leads to a list.
        .filter(|path| !path.trim().ends_with("::"))
        .filter_map(|path| path.rsplit([':', ' ']).map(str::trim).find(|name| !name.is_empty()))
        .filter(|name| !LIFTED.contains(name))
        .map(str::to_owned)
}
