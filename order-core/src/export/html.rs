//! The reference documentation of a request as an HTML page.

use std::fmt;

use crate::{
    export::{
        Export,
        docs::{
            escape,
            markup::Markup,
            reference::{Note, Parameter, Reference, Required, Section, Table},
            speaker::Language,
        },
        graph,
    },
    language::{Catalogue, English, Message, Text, Value},
    schema::Schema,
    words::{Piece, Words, spoken},
};

/// The reference of a request as one page: the parameters of the request and of each of its parts, footnotes with links
/// in both directions, the rule graph, the values of each enum, and samples from the caller.
///
/// The page is self-contained: it has no scripts and loads nothing. It follows the reader's light or dark mode and
/// fits small screens. All text from names, doc comments, rules and samples is escaped. The gaps are the functions of
/// the user: only their names are known, not what they accept.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, export::html::Page};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[required_if(ev)]
///     method: Option<String>,
///     #[default_value(false)]
///     ev: bool,
/// }
///
/// let page = Page::new(Order::SCHEMA).sample("An EV order", "{\"method\": \"<token>\", \"ev\": true}").export();
/// assert!(page.text.starts_with("<!DOCTYPE html>"));
/// assert!(page.text.contains("&lt;token&gt;"));
/// ```
#[derive(Debug, Clone)]
pub struct Page<'a> {
    schema: &'static Schema,
    samples: Vec<(&'a str, &'a str)>,
}

const STYLE: &str = include_str!("html.css");

/// The longest list of values that is shown unfolded.
const OPEN: usize = 12;

impl<'a> Page<'a> {
    /// Creates the page of a request.
    #[must_use]
    pub fn new(schema: &'static Schema) -> Self {
        Self { schema, samples: Vec::new() }
    }

    /// Adds a sample document under a heading.
    #[must_use]
    pub fn sample(mut self, title: &'a str, document: &'a str) -> Self {
        self.samples.push((title, document));
        self
    }

    /// Returns the page, with the gaps.
    pub fn export(&self) -> Export {
        self.export_in_language(&English)
    }

    /// Returns the page in the language of `catalogue`, whose [tag](Catalogue::tag) it names, with the gaps.
    ///
    /// Doc comments are those of the source, and samples are shown as they are.
    pub fn export_in_language(&self, catalogue: &dyn Catalogue) -> Export {
        let language = Language(catalogue);
        let reference = Reference::new(self.schema, language);
        let mut page = Markup::default();
        page.constant("<!DOCTYPE html>\n");
        let tag = catalogue.tag();
        let attributes: Vec<_> = tag.iter().map(|tag| ("lang", tag.as_str())).collect();
        page.element("html", &attributes, |html| {
            head(&reference, html);
            html.element("body", &[], |body| {
                let drawing = Drawing { reference: &reference, samples: &self.samples };
                drawing.header(body);
                body.element("main", &[], |main| drawing.main(main));
                body.element("footer", &[], |footer| {
                    drawing.say(Text::DocFooter, footer);
                });
            });
        });
        page.line_break();
        Export { text: page.into_string(), gaps: reference.gaps }
    }
}

/// Writes the page.
impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.export().text)
    }
}

fn head(reference: &Reference<'_>, html: &mut Markup) {
    html.element("head", &[], |head| {
        head.void("meta", &[("charset", "utf-8")]);
        let viewport = "width=device-width, initial-scale=1";
        head.void("meta", &[("name", "viewport"), ("content", viewport)]);
        let title = reference.sections.first().map_or("", |section| &section.label);
        let title = Text::DocPageTitle.with("name", Value::plain(title.to_owned()));
        let title = reference.language.text(title);
        head.element("title", &[], |element| element.text(&title));
        head.element("style", &[], |style| style.constant(STYLE));
    });
    html.line_break();
}

struct Drawing<'r> {
    reference: &'r Reference<'r>,
    samples: &'r [(&'r str, &'r str)],
}

impl Drawing<'_> {
    /// Writes a text of the library.
    fn say(&self, value: impl Into<Value>, to: &mut Markup) {
        for piece in self.reference.language.say(value).pieces() {
            match piece {
                Piece::Plain(text) => to.text(text),
                code => {
                    to.element("code", &[], |to| to.text(&escape::visible_line(code.text())));
                }
            }
        }
    }

    /// Returns a text of the library for an attribute.
    fn said(&self, message: impl Into<Message>) -> String {
        self.reference.language.text(message)
    }

    fn header(&self, body: &mut Markup) {
        let Some(request) = self.reference.sections.first() else { return };
        body.element("header", &[], |header| {
            if let Some(endpoint) = request.schema.endpoint {
                header.element("div", &[("class", "call")], |call| {
                    call.element("b", &[], |method| method.text(endpoint.method));
                    call.text(" ");
                    call.element("span", &[], |path| path.text(endpoint.path));
                });
            }
            header.element("h1", &[], |h1| h1.text(&request.label));
            for paragraph in &request.description {
                header.element("p", &[], |p| self.words(paragraph, request, p));
            }
            for remark in &request.remarks {
                header.element("p", &[("class", "soft")], |p| self.words(remark, request, p));
            }
        });
        body.element("nav", &[("aria-label", &self.said(Text::DocOnThisPage))], |nav| {
            nav.element("ul", &[], |ul| {
                let mut item = |target: &str, text: &str| {
                    ul.element("li", &[], |li| {
                        li.element("a", &[("href", target)], |a| a.text(text));
                    });
                };
                for (index, section) in self.reference.sections.iter().enumerate() {
                    item(
                        &format!("#{}", section_id(&section.label)),
                        &self.title(section, index == 0),
                    );
                }
                if !self.samples.is_empty() {
                    item("#samples", &self.said(Text::DocSamples));
                }
                for table in &self.reference.tables {
                    item(&format!("#{}", section_id(&table.label)), &table.label);
                }
                if !self.reference.gaps.is_empty() {
                    item("#gaps", &self.said(Text::DocGaps));
                }
            });
        });
        body.line_break();
    }

    fn main(&self, main: &mut Markup) {
        for (index, section) in self.reference.sections.iter().enumerate() {
            self.section(section, index == 0, main);
            if index == 0 {
                self.samples(main);
            }
        }
        for table in &self.reference.tables {
            self.table(table, main);
        }
        if self.reference.gaps.is_empty() {
            return;
        }
        heading("gaps", &self.said(Text::DocGaps), main);
        main.element("p", &[], |p| self.say(Text::DocGapsIntro, p));
        main.element("ul", &[("class", "notes")], |ul| {
            for gap in &self.reference.gaps {
                ul.element("li", &[], |li| {
                    li.element("code", &[], |code| code.text(&escape::visible_line(&gap.rule)));
                    li.text(": ");
                    in_backticks(&gap.reason, li);
                });
            }
        });
    }

    fn title(&self, section: &Section, is_request: bool) -> String {
        match is_request {
            true => self.said(Text::DocParameters),
            false => section.label.clone(),
        }
    }

    fn section(&self, section: &Section, is_request: bool, main: &mut Markup) {
        heading(&section_id(&section.label), &self.title(section, is_request), main);
        if !is_request {
            if !section.places.is_empty() {
                let places = section.places.iter().map(|place| Value::code(place.clone()));
                let places = Text::DocStandsAt.with("places", Value::list(places));
                main.element("p", &[("class", "soft")], |p| self.say(places, p));
            }
            for paragraph in section.description.iter().chain(&section.remarks) {
                main.element("p", &[], |p| self.words(paragraph, section, p));
            }
        }
        if section.parameters.is_empty() {
            main.element("p", &[], |p| self.say(Text::DocNoParameters, p));
        } else {
            self.parameters(section, main);
        }
        if !section.notes.is_empty() {
            main.element("h3", &[], |h3| self.say(Text::DocRules, h3));
            let first = section.notes.first().map_or(1, |note| note.number).to_string();
            main.element("ol", &[("class", "notes"), ("start", &first)], |ol| {
                for note in &section.notes {
                    self.note(note, section, ol);
                }
            });
        }
        if !section.conditions.is_empty() {
            main.element("h3", &[], |h3| self.say(Text::DocConditions, h3));
            main.element("dl", &[], |dl| {
                for (name, words) in &section.conditions {
                    let id = condition_id(&section.label, name);
                    dl.element("dt", &[("id", &id)], |dt| dt.text(&spoken(name)));
                    dl.element("dd", &[], |dd| self.words(words, section, dd));
                }
            });
        }
        if let Some(picture) = graph::picture(section.schema, self.reference.language) {
            main.element("h3", &[], |h3| self.say(Text::DocGraph, h3));
            main.element("figure", &[], |figure| {
                let name = Value::plain(section.label.clone());
                let label = self.said(Text::DocGraphOf.with("name", name));
                let attributes = [
                    ("class", "scroll"),
                    ("tabindex", "0"),
                    ("role", "group"),
                    ("aria-label", &*label),
                ];
                figure.element("div", &attributes, |scroll| scroll.append(picture));
                figure.element("figcaption", &[], |caption| {
                    self.say(Text::DocGraphLegend, caption);
                });
            });
        }
        main.line_break();
    }

    fn parameters(&self, section: &Section, main: &mut Markup) {
        main.element("table", &[("class", "table")], |table| {
            table.element("thead", &[], |thead| {
                thead.element("tr", &[], |tr| {
                    for column in [
                        Text::DocColumnParameter,
                        Text::DocColumnRequired,
                        Text::DocColumnValue,
                        Text::DocColumnDescription,
                    ] {
                        tr.element("th", &[("scope", "col")], |th| self.say(column, th));
                    }
                });
            });
            table.element("tbody", &[], |tbody| {
                for parameter in &section.parameters {
                    self.parameter(parameter, section, tbody);
                    tbody.line_break();
                }
            });
        });
    }

    fn parameter(&self, parameter: &Parameter, section: &Section, tbody: &mut Markup) {
        let id = parameter_id(&section.label, &parameter.name);
        tbody.element("tr", &[("id", &id)], |tr| {
            tr.element("th", &[("scope", "row")], |th| {
                th.element("a", &[("href", &format!("#{id}"))], |a| {
                    a.element("code", &[], |code| {
                        code.text(&escape::visible_line(&parameter.name))
                    });
                });
            });
            tr.element("td", &[("class", "must")], |td| {
                let (class, shown) = match parameter.required {
                    Required::Yes => ("yes", Text::DocMustBeGiven),
                    Required::No => ("no", Text::DocMayBeLeftOut),
                    Required::Conditional => ("conditional", Text::DocConditional),
                };
                td.element("span", &[("class", class)], |span| self.say(shown, span));
                self.marks(&parameter.presence_notes, td);
            });
            tr.element("td", &[("class", "value")], |td| {
                td.element("p", &[], |p| {
                    self.words(&parameter.holds, section, p);
                    self.marks(&parameter.value_notes, p);
                });
                let lines = [
                    (Text::DocColumnFormat, &parameter.format),
                    (Text::DocColumnLength, &parameter.length),
                    (Text::DocColumnDefault, &parameter.default),
                ];
                for (key, words) in lines.iter().filter(|(_, words)| !words.is_empty()) {
                    td.element("p", &[], |p| {
                        p.element("span", &[("class", "key")], |span| {
                            self.say(*key, span);
                            span.text(": ");
                        });
                        self.words(words, section, p);
                    });
                }
            });
            tr.element("td", &[], |td| self.words(&parameter.description, section, td));
        });
    }

    fn note(&self, note: &Note, section: &Section, ol: &mut Markup) {
        ol.element("li", &[("id", &note_id(note.number))], |li| {
            self.words(&note.words.clone().sentence(), section, li);
            if note.parameters.is_empty() {
                return;
            }
            li.element("span", &[("class", "soft")], |span| {
                span.text(" \u{21a9}\u{a0}");
                for (index, name) in note.parameters.iter().enumerate() {
                    span.text(if index == 0 { "" } else { ", " });
                    let target = format!("#{}", parameter_id(&section.label, name));
                    span.element("a", &[("href", &target)], |a| {
                        a.element("code", &[], |code| code.text(&escape::visible_line(name)));
                    });
                }
            });
        });
        ol.line_break();
    }

    fn samples(&self, main: &mut Markup) {
        if self.samples.is_empty() {
            return;
        }
        heading("samples", &self.said(Text::DocSamples), main);
        for (title, document) in self.samples {
            main.element("h3", &[], |h3| h3.text(&escape::visible_line(title)));
            let attributes = [("tabindex", "0"), ("aria-label", *title)];
            main.element("pre", &attributes, |pre| {
                pre.element("code", &[], |code| code.text(document.trim_end()));
            });
        }
    }

    fn table(&self, table: &Table, main: &mut Markup) {
        heading(&section_id(&table.label), &table.label, main);
        let Some(request) = self.reference.sections.first() else { return };
        for paragraph in &table.description {
            main.element("p", &[], |p| self.words(paragraph, request, p));
        }
        if table.choices.ignore_case {
            main.element("p", &[("class", "soft")], |p| self.say(Text::DocIgnoreCase, p));
        }
        if let Some(others) = &table.others {
            main.element("p", &[("class", "soft")], |p| self.words(others, request, p));
        }
        let values = |to: &mut Markup| {
            to.element("ul", &[("class", "values")], |ul| {
                for (choice, meaning) in table.choices.list.iter().zip(&table.meanings) {
                    ul.element("li", &[], |li| {
                        li.element("span", &[], |names| {
                            let code = |name: &str, names: &mut Markup| {
                                names.element("code", &[], |code| {
                                    code.text(&escape::visible_line(name));
                                });
                            };
                            code(&choice.wire.to_string(), names);
                            for (index, alias) in choice.aliases.iter().enumerate() {
                                match index {
                                    0 => self.say(Text::DocAlsoPlain, names),
                                    _ => names.text(", "),
                                }
                                code(alias, names);
                            }
                        });
                        li.element("span", &[], |span| self.words(meaning, request, span));
                    });
                }
            });
        };
        match table.choices.list.len() {
            0..=OPEN => values(main),
            count => main.element("details", &[], |details| {
                details.element("summary", &[], |summary| {
                    let all = Text::DocAllValues.with("count", Value::number(count));
                    self.say(all, summary);
                });
                values(details);
            }),
        }
        main.line_break();
    }

    /// Writes references to footnotes.
    fn marks(&self, notes: &[usize], to: &mut Markup) {
        for number in notes {
            to.element("sup", &[], |sup| {
                let label = Text::DocRuleNumber.with("number", Value::number(*number));
                let attributes = [
                    ("href", &*format!("#{}", note_id(*number))),
                    ("aria-label", &*self.said(label)),
                ];
                sup.element("a", &attributes, |a| a.text(&number.to_string()));
            });
        }
    }

    /// Writes words, with links from parameter names to the parameters of `section`.
    fn words(&self, words: &Words, section: &Section, to: &mut Markup) {
        for piece in words.pieces() {
            match piece {
                Piece::Plain(text) => to.text(&text.replace(['\n', '\t'], " ")),
                Piece::Code(text) | Piece::Fact(text) => {
                    to.element("code", &[], |code| code.text(&escape::visible_line(text)));
                }
                Piece::Parameter(path) => {
                    let code = |to: &mut Markup| {
                        to.element("code", &[], |code| code.text(&escape::visible_line(path)));
                    };
                    match holder(path, section) {
                        Some(name) => {
                            let target = format!("#{}", parameter_id(&section.label, name));
                            to.element("a", &[("href", &target)], code);
                        }
                        None => code(to),
                    }
                }
                Piece::Condition(name) => {
                    let target = format!("#{}", condition_id(&section.label, name));
                    to.element("a", &[("href", &target)], |a| {
                        a.element("i", &[], |i| i.text(&spoken(name)));
                    });
                }
                Piece::Link(label) => {
                    let target = format!("#{}", section_id(label));
                    to.element("a", &[("href", &target)], |a| a.text(label));
                }
            }
        }
    }
}

/// The parameter at this path, or the parameter that contains it.
fn holder<'s>(path: &str, section: &'s Section) -> Option<&'s str> {
    let names = section.parameters.iter().map(|parameter| parameter.name.as_str());
    let holds = |name: &&str| {
        path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    names.filter(holds).max_by_key(|name| name.len())
}

fn heading(id: &str, title: &str, main: &mut Markup) {
    main.element("h2", &[("id", id)], |h2| h2.text(title));
}

/// Writes text in which backticks enclose code.
fn in_backticks(text: &str, to: &mut Markup) {
    for (index, part) in text.split('`').enumerate() {
        match index % 2 {
            0 => to.text(part),
            _ => to.element("code", &[], |code| code.text(&escape::visible_line(part))),
        }
    }
}

// Anchors of different kinds cannot collide: the prefixes before a colon come from this crate.

fn section_id(label: &str) -> String {
    format!("part:{}", escape::anchor(label))
}

fn parameter_id(section: &str, name: &str) -> String {
    format!("{}.{}", escape::anchor(section), escape::anchor(name))
}

fn condition_id(section: &str, name: &str) -> String {
    format!("condition:{}.{}", escape::anchor(section), escape::anchor(name))
}

fn note_id(number: usize) -> String {
    format!("rule:{number}")
}
