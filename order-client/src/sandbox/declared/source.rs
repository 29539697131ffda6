//! The document of a request: its body, with the fields of its path, query and headers among the members.

use std::borrow::Cow;

use order_core::{
    ReadError, form, json,
    schema::{Field, FieldPlace, Kind, Schema},
    wire::FromWire,
    xml,
};

use crate::{
    format::Format,
    reply,
    sandbox::{declared::template::decoded, tree::json_text},
    service::Reported,
    target::percent_encoded,
};

/// A request, before it is read.
pub(super) struct Source<'a> {
    /// The format of the body; `None` if there is no body.
    pub(super) format: Option<Format>,
    pub(super) body: &'a [u8],
    /// The fields of the path, the query and the headers, with their texts.
    pub(super) placed: Vec<(&'static Field, String)>,
}

/// The fields of a request that stand in this place.
pub(super) fn placed_fields(schema: &'static Schema, place: FieldPlace) -> Vec<&'static Field> {
    let mut fields = Vec::new();
    for field in schema.fields {
        match (field.place, field.attributes.part) {
            (FieldPlace::Flattened, Some(part)) => fields.extend(placed_fields(part, place)),
            (found, _) if found == place => fields.push(field),
            _ => {}
        }
    }
    fields
}

/// The field with this name or alias.
pub(super) fn named(fields: &[&'static Field], name: &str) -> Option<&'static Field> {
    let is_named =
        |field: &&&'static Field| field.name == name || field.attributes.aliases.contains(&name);
    fields.iter().find(is_named).copied()
}

impl Source<'_> {
    /// Reads the request.
    pub(super) fn read<T: for<'de> FromWire<'de>>(&self) -> Result<T, ReadError> {
        match self.format {
            None => form::from_str(&self.as_form()),
            Some(Format::Form) => form::from_slice(&self.with_body_of_form()),
            Some(Format::Json) => json::from_slice(&self.with_body_of_json()),
            Some(Format::Xml) => xml::from_slice(&self.with_body_of_xml()),
        }
    }

    /// The fields of the path, the query or the headers that stand in the body.
    pub(super) fn misplaced(&self, schema: &'static Schema) -> Vec<Reported> {
        let elsewhere = [
            (FieldPlace::UrlPath, "the path"),
            (FieldPlace::UrlQuery, "the query"),
            (FieldPlace::Header, "a header"),
        ];
        let elsewhere = elsewhere.into_iter().flat_map(|(place, words)| {
            placed_fields(schema, place).into_iter().map(move |field| (field, words))
        });
        let elsewhere: Vec<_> = elsewhere.collect();
        // A request of a body alone is not read twice.
        let names = if elsewhere.is_empty() { Vec::new() } else { self.names_in_body() };
        let misplaced = |(field, place): (&'static Field, &str)| {
            let name = names.iter().find(|name| named(&[field], name).is_some())?;
            let words = format!("`{name}` belongs in {place}; remove it from the body");
            Some(Reported { code: "misplaced".to_owned(), words, field: Some(name.clone()) })
        };
        elsewhere.into_iter().filter_map(misplaced).collect()
    }

    /// The names at the root of the body; none if it is malformed, which reading it reports.
    fn names_in_body(&self) -> Vec<String> {
        match self.format {
            None => Vec::new(),
            Some(Format::Form) => {
                let text = str::from_utf8(self.body).unwrap_or_default();
                let names = text.split('&').filter_map(|pair| pair.split('=').next());
                let names = names.filter_map(|name| decoded(name, true));
                names.map(|name| name.split('[').next().unwrap_or_default().to_owned()).collect()
            }
            Some(Format::Json) => reply::names(self.body, false),
            Some(Format::Xml) => reply::names(self.body, true),
        }
    }

    fn as_form(&self) -> String {
        let pair =
            |(field, text): &(&Field, String)| format!("{}={}", field.name, percent_encoded(text));
        self.placed.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    fn with_body_of_form(&self) -> Cow<'_, [u8]> {
        if self.placed.is_empty() {
            return Cow::Borrowed(self.body);
        }
        let body = (!self.body.is_empty()).then_some(self.body);
        let placed = self.as_form();
        let parts: Vec<_> = body.into_iter().chain([placed.as_bytes()]).collect();
        Cow::Owned(parts.join(&b'&'))
    }

    /// Adds the members at the start of the object, whose brace no text can hide.
    fn with_body_of_json(&self) -> Cow<'_, [u8]> {
        let start = self.body.iter().position(|byte| !byte.is_ascii_whitespace());
        let brace = start.filter(|start| self.body[*start] == b'{' && !self.placed.is_empty());
        let Some(brace) = brace else { return Cow::Borrowed(self.body) };
        let (before, after) = self.body.split_at(brace + 1);
        let members = self.members().into_iter().map(|(field, texts)| {
            let value = match texts {
                Texts::One(text) => json_text(text),
                Texts::Several(texts) => {
                    format!("[{}]", texts.into_iter().map(json_text).collect::<Vec<_>>().join(","))
                }
            };
            format!("{}:{value}", json_text(field.name))
        });
        let members = members.collect::<Vec<_>>().join(",");
        let is_last = after.trim_ascii_start().starts_with(b"}");
        let comma: &[u8] = if is_last { b"" } else { b"," };
        Cow::Owned([before, members.as_bytes(), comma, after].concat())
    }

    /// Adds the elements at the start of the root.
    fn with_body_of_xml(&self) -> Cow<'_, [u8]> {
        let text = str::from_utf8(self.body).ok().filter(|_| !self.placed.is_empty());
        let Some((text, end)) = text.and_then(|text| Some((text, end_of_root_tag(text)?))) else {
            return Cow::Borrowed(self.body);
        };
        let element = |name: &str, content: &str| format!("<{name}>{content}</{name}>");
        let elements = self.members().into_iter().map(|(field, texts)| match texts {
            Texts::One(text) => element(field.name, &xml_text(text)),
            Texts::Several(texts) => {
                let item = xml::item_name(field);
                let items = texts.into_iter().map(|text| element(&item, &xml_text(text)));
                element(field.name, &items.collect::<String>())
            }
        });
        let elements: String = elements.collect();
        let (before, after) = text.split_at(end);
        let with = match before.strip_suffix("/>") {
            None => [before, &elements, after].concat(),
            Some(open) => {
                let name = open.rsplit('<').next().and_then(|tag| tag.split_whitespace().next());
                let name = name.unwrap_or_default();
                format!("{open}>{elements}</{name}>{after}")
            }
        };
        Cow::Owned(with.into_bytes())
    }

    /// The members to add. A list without a separator is one member; anything else that is given twice stays two.
    fn members(&self) -> Vec<(&'static Field, Texts<'_>)> {
        let mut members: Vec<(&'static Field, Texts<'_>)> = Vec::new();
        for (field, text) in &self.placed {
            let is_list = matches!(field.kind().required(), Kind::List(_));
            if !is_list || field.attributes.separator.is_some() {
                members.push((field, Texts::One(text)));
                continue;
            }
            let same = members.iter_mut().find(|(member, _)| std::ptr::eq(*member, *field));
            match same {
                Some((_, Texts::Several(texts))) => texts.push(text),
                _ => members.push((field, Texts::Several(vec![text]))),
            }
        }
        members
    }
}

/// The end of the tag that opens the root, after declarations and comments.
fn end_of_root_tag(text: &str) -> Option<usize> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // A DOCTYPE is refused anyway.
            _ if rest.starts_with('<') && !rest.starts_with("<!") => {
                return Some(text.len() - rest.len() + rest.find('>')? + 1);
            }
            _ => return None,
        };
        rest = rest.split_once(end)?.1;
    }
}

/// Text as the content of an element. What XML cannot hold stays, so that it is reported.
fn xml_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

enum Texts<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

#[cfg(test)]
mod tests {
    use order_core::OrderRequest;

    use super::*;

    #[derive(Debug, PartialEq, OrderRequest)]
    struct Books {
        #[order(path)]
        shop: u8,
        #[order(query)]
        tags: Option<Vec<String>>,
        #[order(query, separator = ",")]
        names: Option<Vec<String>>,
        isbn: Option<String>,
    }

    fn read(format: Option<Format>, body: &str) -> Result<Books, ReadError> {
        let field =
            |name| &Books::SCHEMA.fields[Books::SCHEMA.field_index(name).expect("it has it")];
        let placed = [("shop", "7"), ("tags", "a\"<"), ("tags", "b"), ("names", "c,d")];
        let placed = placed.map(|(name, text)| (field(name), text.to_owned())).to_vec();
        Source { format, body: body.as_bytes(), placed }.read()
    }

    #[test]
    fn fields_of_path_and_query_are_read_in_every_format() {
        let list = |items: [&str; 2]| Some(items.map(str::to_owned).to_vec());
        let books = |isbn: Option<&str>| Books {
            shop: 7,
            tags: list(["a\"<", "b"]),
            names: list(["c", "d"]),
            isbn: isbn.map(str::to_owned),
        };
        for (format, body, isbn) in [
            (None, "", None),
            (Some(Format::Form), "", None),
            (Some(Format::Form), "isbn=1", Some("1")),
            (Some(Format::Json), " { } ", None),
            (Some(Format::Json), "{\"isbn\": \"}\"}", Some("}")),
            (Some(Format::Xml), "<?xml version=\"1.0\"?><!-- <a> --><request />", None),
            (Some(Format::Xml), "<request></request><!-- </ -->", None),
            (Some(Format::Xml), "<request><isbn>1</isbn></request>\n", Some("1")),
        ] {
            assert_eq!(read(format, body).expect(body), books(isbn), "{body}");
        }
    }

    #[test]
    fn malformed_body_stays_malformed() {
        for (format, body) in [
            (Format::Json, ""),
            (Format::Json, "{"),
            (Format::Json, "{,}"),
            (Format::Json, "}"),
            (Format::Json, "[{}]"),
            (Format::Json, "{\"isbn\":\"1\"}}"),
            (Format::Json, "{\"shop\":7}"),
            (Format::Xml, ""),
            (Format::Xml, "/>"),
            (Format::Xml, "</"),
            (Format::Xml, "<request><isbn></request>"),
            (Format::Form, "isbn=%zz"),
        ] {
            read(Some(format), body).expect_err(body);
        }
    }
}
