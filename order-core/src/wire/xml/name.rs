use std::borrow::Cow;

/// The name of items if the name of the list is not a plural, and in free-form values.
pub(super) const ITEM: &str = "item";

/// Returns whether a byte is one of those that most names are of alone.
pub(super) fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns whether this is an XML name without a namespace prefix.
pub(super) fn is_name(name: &str) -> bool {
    if name.bytes().next().is_some_and(|first| !first.is_ascii_digit())
        && name.bytes().fold(true, |are_plain, byte| are_plain & is_plain(byte))
    {
        return true;
    }
    let mut characters = name.chars();
    characters.next().is_some_and(starts_name) && characters.all(is_in_name)
}

/// The name of the items of a list: the declared name, or else the singular of the list's name.
pub(crate) fn item_of<'a>(list: &'a str, declared: Option<&'static str>) -> Cow<'a, str> {
    declared.map_or_else(|| singular(list), Cow::Borrowed)
}

fn singular(list: &str) -> Cow<'_, str> {
    let endings = [
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        // These are not plurals.
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ];
    for (plural, singular) in endings {
        if let Some(stem) = list.strip_suffix(plural).filter(|stem| !stem.is_empty()) {
            return match singular {
                "" => Cow::Borrowed(stem),
                _ if plural == singular => Cow::Borrowed(ITEM),
                _ => Cow::Owned(format!("{stem}{singular}")),
            };
        }
    }
    Cow::Borrowed(ITEM)
}

fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_in_name(character: char) -> bool {
    starts_name(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_the_singular_of_the_list() {
        for (list, item) in [
            ("sans", "san"),
            ("added_names", "added_name"),
            ("countries", "country"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("batches", "batch"),
            ("licenses", "license"),
            ("friendlyNames", "friendlyName"),
            ("data", "item"),
            ("status", "item"),
            ("access", "item"),
            ("analysis", "item"),
            ("s", "item"),
            ("ies", "ie"),
        ] {
            assert_eq!(item_of(list, None), item, "{list}");
        }
    }

    #[test]
    fn a_declared_name_is_that_of_the_items() {
        assert_eq!(item_of("sans", Some("name")), "name");
    }

    #[test]
    fn names_are_those_of_xml_without_a_colon() {
        for name in ["a", "_", "é", "a-1.b", "名前", "xml"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "1a", "-a", ".a", "a b", "a:b", "a\"", "a/", "a<", "×", "a\u{1}"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
