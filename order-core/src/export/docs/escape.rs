//! Escapes that make text safe, with one function per target.

use std::fmt::Write as _;

/// Replaces invisible characters with escapes such as `\u{202e}`: control characters other than line feed and tab,
/// direction marks, and invisible formatting characters.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(character),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => {
                write!(shown, "{}", character.escape_unicode()).expect("a string takes all text");
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// [`visible`] text on one line, with line feeds and tabs as `\n` and `\t`.
pub(crate) fn visible_line(text: &str) -> String {
    visible(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// [`visible`] text, escaped for HTML, XML and quoted attributes.
pub(crate) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Text on one line, escaped for Markdown, also within tables.
pub(crate) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = visible(text).replace(['\n', '\t'], " ");
    // A number or mark at the start would begin a list or heading, or underline the line above.
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let ends_number = |index: usize, character: char| {
        digits > 0 && index == digits && matches!(character, '.' | ')')
    };
    for (index, character) in text.char_indices() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '#' | '+' | '-' | '=' if index == 0 => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ if ends_number(index, character) => {
                escaped.push('\\');
                escaped.push(character);
            }
            // Addresses must not become links.
            ':' if text[index..].starts_with("://") => escaped.push_str("&#58;"),
            '@' => escaped.push_str("&#64;"),
            _ => escaped.push(character),
        }
    }
    escaped.replace("www.", "www&#46;")
}

/// A name or value as Markdown code, also within tables.
pub(crate) fn markdown_code(text: &str) -> String {
    let text = visible_line(text);
    if text.is_empty() {
        return "<code></code>".to_owned();
    }
    // A pipe ends a table cell even in code, and Markdown dialects differ in how to escape it.
    if text.contains('|') || text.trim().is_empty() {
        let text = html(&text).replace('|', "&#124;").replace('\\', "&#92;").replace(' ', "&#32;");
        let marks = ['`', '*', '_', '[', ']', '~', '$', '@', ':'];
        let text = marks
            .iter()
            .fold(text, |text, mark| text.replace(*mark, &format!("&#{};", u32::from(*mark))));
        return format!("<code>{text}</code>");
    }
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A name for a URL fragment and an `id` attribute; different texts have different names.
pub(crate) fn anchor(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => anchor.push(character),
            _ => write!(anchor, ":{:x}:", u32::from(character)).expect("a string takes all text"),
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_would_not_see_is_shown() {
        for (text, shown) in [
            ("a b\n\tc", "a b\n\tc"),
            ("\u{202e}gpj", "\\u{202e}gpj"),
            ("\u{2066}a\u{2069}\u{200f}", "\\u{2066}a\\u{2069}\\u{200f}"),
            ("\0\u{7f}\u{85}\u{feff}", "\\u{0}\\u{7f}\\u{85}\\u{feff}"),
            ("\u{e0041}\u{2028}", "\\u{e0041}\\u{2028}"),
            ("Straße, \u{5d0}, 日本", "Straße, \u{5d0}, 日本"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_line("a\nb\tc\r"), "a\\nb\\tc\\u{d}");
    }

    #[test]
    fn no_text_is_markup_in_html() {
        for (text, escaped) in [
            ("</script>", "&lt;/script&gt;"),
            ("]]>", "]]&gt;"),
            ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
            ("\u{202e}<b>", "\\u{202e}&lt;b&gt;"),
        ] {
            assert_eq!(html(text), escaped);
        }
    }

    #[test]
    fn no_text_is_markup_in_markdown() {
        for (text, escaped) in [
            ("a|b", "a\\|b"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("*a* _b_ `c` ~d~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$"),
            ("[a](b) ![c]", "\\[a\\](b) !\\[c\\]"),
            ("a\\|b", "a\\\\\\|b"),
            ("# a # b", "\\# a # b"),
            ("- a - b", "\\- a - b"),
            ("12. a 3. b", "12\\. a 3. b"),
            ("1) a", "1\\) a"),
            ("a\n# b\n\n- c", "a # b  - c"),
            ("http://example.com", "http&#58;//example.com"),
            ("www.example.com, www.example.com", "www&#46;example.com, www&#46;example.com"),
            ("a@example.com", "a&#64;example.com"),
            ("\u{202e}a", "\\\\u{202e}a"),
        ] {
            assert_eq!(markdown(text), escaped);
        }
    }

    #[test]
    fn no_code_ends_early_in_markdown() {
        for (text, escaped) in [
            ("ev", "`ev`"),
            ("<b>&amp;", "`<b>&amp;`"),
            ("a`b", "``a`b``"),
            ("``", "``` `` ```"),
            ("a``b`", "``` a``b` ```"),
            (" a ", "`  a  `"),
            ("a|b", "<code>a&#124;b</code>"),
            ("`|`<b>\\|", "<code>&#96;&#124;&#96;&lt;b&gt;&#92;&#124;</code>"),
            ("", "<code></code>"),
            (" ", "<code>&#32;</code>"),
            ("a\nb", "`a\\nb`"),
            ("\u{202e}", "`\\u{202e}`"),
        ] {
            assert_eq!(markdown_code(text), escaped);
        }
    }

    #[test]
    fn different_names_have_different_anchors() {
        for (text, escaped) in [
            ("ship_zip", "ship_zip"),
            ("a.b", "a:2e:b"),
            ("a b\"><script>", "a:20:b:22::3e::3c:script:3e:"),
            ("\u{202e}", ":202e:"),
            (":2e:", ":3a:2e:3a:"),
        ] {
            assert_eq!(anchor(text), escaped);
        }
    }
}
