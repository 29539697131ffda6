//! The types of `types.rs` with the contexts that they are judged in. A new type is named here, and tried everywhere.

use crate::{
    random::Random,
    types::{Account, Hash},
};

/// Calls the given macro with every type that can be read from any document, behind the subjects that it is given. Serde
/// reads and writes those `apart` in another way.
macro_rules! every_type {
    ($then:ident! { $($more:tt)* }) => {
        $then! {
            $($more)*
            types::Presence, nothing;
            types::Blanks, nothing;
            types::Values, nothing;
            types::Groups, nothing;
            types::GroupsIf, nothing;
            types::Conditions, nothing;
            types::Terms, nothing;
            types::Part, nothing;
            types::Nested, nothing;
            types::Lists, nothing;
            types::Items, nothing;
            types::Defaults, nothing;
            types::Context, account;
            types::ContextPart, account;
            types::Places, nothing;
            types::Namespaced, nothing;
            types::BlankItems, nothing;
            types::Free, nothing;
            types::Generic<u8>, nothing;
            types::Generic<types::Code>, nothing;
            types::Newtypes, nothing;
            types::RuledTypes, nothing;
            types::Units, nothing;
            types::Sizes, nothing;
            types::Keyed, nothing;
            types::Strict, nothing;
            types::Wide, nothing;
            types::Logic, nothing;
            types::Outermost, nothing;
            types::Constants, nothing;
            types::Hashed, nothing;
            types::Exact, nothing;
            types::ExactAsText, nothing;
            types::Joined, nothing;
            types::JoinedParts, nothing;
            types::Formed, nothing;
            types::Moments, nothing;
            types::Spans, nothing;
            types::Notations, nothing;
            types::OfChrono, nothing;
            types::OfTime, nothing;
            types::OfOthers, nothing;
            types::Facts, account;
            types::Variants, nothing;
            types::VariantsIn, account;
            types::Tagged<types::Leaf, types::Part>, nothing;
            types::Tree, nothing;
            types::Identifiers, nothing;
            types::Multiples, nothing;
            types::Big, nothing;
            types::Amounts, nothing, apart;
            types::Fractions, nothing;
            types::Floats, nothing;
            types::AllAmounts, nothing, apart;
            types::Ends, nothing;
            types::Open, nothing;
            types::Warns, nothing;
        }
    };
}
pub(crate) use every_type;

pub(crate) fn nothing(_: &mut Random) {}

pub(crate) fn account(random: &mut Random) -> Account {
    Account {
        allows_ev: random.chance(50),
        product: (*random.one_of(&["", " ", "a", "aa", "b"])).to_owned(),
        today: *random.one_of(&[0, 1, 3, 4, 9]),
        hash: *random.one_of(&[None, Some(Hash::Sha1), Some(Hash::Other)]),
    }
}
