//! A builder of HTML and SVG. Tags and attribute names are constants of this crate; everything else is escaped.

use crate::export::docs::escape;

#[derive(Debug, Default)]
pub(crate) struct Markup(String);

/// The names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// Adds an element with the content that `inner` adds.
    pub(crate) fn element(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.start(tag, attributes);
        inner(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    /// Adds an element without an end tag, such as `meta`.
    pub(crate) fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
    }

    /// Adds an empty element with an end tag, as in SVG.
    pub(crate) fn empty(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.element(tag, attributes, |_| {});
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&escape::html(text));
    }

    /// Adds a constant text of this crate unescaped, such as a style sheet.
    pub(crate) fn constant(&mut self, text: &'static str) {
        self.0.push_str(text);
    }

    /// Adds markup that is already escaped.
    pub(crate) fn append(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    pub(crate) fn line_break(&mut self) {
        self.0.push('\n');
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.0.push_str(&escape::html(&escape::visible_line(value)));
            self.0.push('"');
        }
        self.0.push('>');
    }
}
