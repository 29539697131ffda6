//! Texts on the wire: names, and separators between items.

use syn::LitStr;

use crate::parse::Word;

/// Reads a text that can be a name in every wire format.
pub(super) fn wire_name(text: &LitStr) -> syn::Result<String> {
    let name = text.value();
    let wrong = |message: &str| Err(syn::Error::new(text.span(), message));
    if name.is_empty() {
        return wrong("a wire name is not empty; give it one");
    }
    if name.chars().any(char::is_whitespace) {
        return wrong("a wire name has no white space; remove it");
    }
    if name.chars().any(char::is_control) {
        return wrong("a wire name has no control character; remove it");
    }
    Ok(name)
}

/// `separator = ","`
pub(super) fn separator(word: &Word) -> syn::Result<LitStr> {
    let text = word.text("separator = \",\"")?;
    let value = text.value();
    if value.is_empty() {
        let message = "a separator is not empty; write what stands between the items, such as `,`";
        return Err(syn::Error::new(text.span(), message));
    }
    if value.chars().any(char::is_alphanumeric) {
        let message = "a separator holds no letter and no digit, which items are made of; write one such as `,`";
        return Err(syn::Error::new(text.span(), message));
    }
    Ok(text)
}

/// `item = "san"`
pub(super) fn item_name(word: &Word) -> syn::Result<LitStr> {
    let text = word.text("item = \"san\"")?;
    let name = text.value();
    let mut characters = name.chars();
    if characters.next().is_some_and(starts_xml_name)
        && characters.all(|character| starts_xml_name(character) || continues_xml_name(character))
    {
        return Ok(text);
    }
    let message = match name.is_empty() {
        true => "the name of an item is not empty; give it one, such as `san`".to_owned(),
        false => format!(
            "{name:?} is no name of an XML element; start with a letter or `_`, \
             and go on with letters, digits, `-`, `.` and `_`"
        ),
    };
    Err(syn::Error::new(text.span(), message))
}

/// Returns `true` for the characters that can start a name in XML 1.0, without the colon of namespaces.
fn starts_xml_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn continues_xml_name(character: char) -> bool {
    matches!(character,
        '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
