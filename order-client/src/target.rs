//! The target of a request: the path of its endpoint with its fields filled in, and the query.

use std::collections::BTreeMap;

use order_core::{
    OrderRequest,
    schema::{Field, FieldPlace, Schema},
    value::{Node, Object, Visitor},
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Call, Unwritable};

/// Refuses to compile a call whose path and fields do not match.
pub(crate) const fn assert_places(method: &str, path: &str, schema: &Schema) {
    let is_read = matches!(Call::of(method), Call::Read);
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        match field.place {
            FieldPlace::UrlPath => assert!(
                count(path.as_bytes(), field.name.as_bytes()) == 1,
                "a field with `#[order(path)]` must stand in the path of the endpoint once, between braces"
            ),
            FieldPlace::Header => assert!(
                is_header(field.name.as_bytes()),
                "a field with `#[order(header)]` must have the name of a header that the client does not send itself"
            ),
            FieldPlace::UrlQuery | FieldPlace::Skipped => {}
            _ => assert!(
                !is_read,
                "a call that only reads has no body; mark its fields `path`, `query` or `header`"
            ),
        }
        index += 1;
    }
    let (mut at, path) = (0, path.as_bytes());
    while at < path.len() {
        if path[at] == b'{' {
            assert!(
                has_field(path, at + 1, schema),
                "a placeholder in the path of the endpoint has no field with `#[order(path)]`"
            );
        }
        assert!(
            path[at] != b'?' && path[at] != b'#',
            "the path of the endpoint has a query; use `#[order(query)]`"
        );
        at += 1;
    }
}

/// Returns whether a field, or one of a flattened part, may stand elsewhere than in the body.
const fn may_leave_body(schema: &Schema) -> bool {
    let mut index = 0;
    while index < schema.fields.len() {
        let place = schema.fields[index].place;
        if !matches!(place, FieldPlace::Body | FieldPlace::BodyUnlessBlank | FieldPlace::Skipped) {
            return true;
        }
        index += 1;
    }
    false
}

/// Headers that a client sends by itself.
pub(crate) const OWN_HEADERS: [&str; 10] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "if-none-match",
    "transfer-encoding",
    "user-agent",
    "x-http-method-override",
];

/// Returns whether a field may be sent in a header of this name.
const fn is_header(name: &[u8]) -> bool {
    let mut index = 0;
    while index < name.len() {
        if !name[index].is_ascii_alphanumeric() && !matches!(name[index], b'-' | b'_' | b'.') {
            return false;
        }
        index += 1;
    }
    let mut own = 0;
    while own < OWN_HEADERS.len() {
        if is_same_header(OWN_HEADERS[own].as_bytes(), name) {
            return false;
        }
        own += 1;
    }
    !name.is_empty()
}

/// Returns whether two names are equal but for their case.
const fn is_same_header(name: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < name.len() && index < other.len() {
        if !name[index].eq_ignore_ascii_case(&other[index]) {
            return false;
        }
        index += 1;
    }
    name.len() == other.len()
}

/// Counts how often `{name}` occurs in `path`.
const fn count(path: &[u8], name: &[u8]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < path.len() {
        count += (path[at] == b'{' && is_name(path, at + 1, name)) as usize;
        at += 1;
    }
    count
}

/// Returns whether `path` continues with `name}` at `at`.
const fn is_name(path: &[u8], at: usize, name: &[u8]) -> bool {
    if at + name.len() >= path.len() || path[at + name.len()] != b'}' {
        return false;
    }
    let mut index = 0;
    while index < name.len() {
        if path[at + index] != name[index] {
            return false;
        }
        index += 1;
    }
    true
}

const fn has_field(path: &[u8], at: usize, schema: &Schema) -> bool {
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        if matches!(field.place, FieldPlace::UrlPath) && is_name(path, at, field.name.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

/// The part of a URL that follows the base URL, and the fields that are sent in headers.
#[derive(Debug, Default)]
pub(crate) struct Target {
    /// The path, with every value percent-encoded.
    pub(crate) path: String,
    pub(crate) query: Vec<(&'static str, String)>,
    /// The fields of the path and their values.
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// The fields that are sent in headers.
    pub(crate) headers: HeaderMap,
}

impl Target {
    pub(crate) fn of<T: OrderRequest>(path: &str, request: &T) -> Result<Self, Unwritable> {
        let mut places = Places::of(T::SCHEMA);
        if const { may_leave_body(T::SCHEMA) } {
            request.visit(&mut places);
        }
        let Places { path: values, query, headers, problem, .. } = places;
        if let Some(problem) = problem {
            return Err(problem);
        }
        let mut filled = String::with_capacity(path.len());
        let mut parts = path.split('{');
        filled += parts.next().unwrap_or_default();
        for part in parts {
            let (name, literal) = part.split_once('}').unwrap_or((part, ""));
            filled += &values.get(name).map(|text| percent_encoded(text)).unwrap_or_default();
            filled += literal;
        }
        Ok(Self { path: filled, query, fields: values, headers })
    }
}

/// Collects the fields that go into the URL.
struct Places {
    schema: &'static Schema,
    path: BTreeMap<&'static str, String>,
    query: Vec<(&'static str, String)>,
    headers: HeaderMap,
    problem: Option<Unwritable>,
}

impl<'a> Visitor<'a> for Places {
    fn field(&mut self, index: usize, node: Node<'a>) {
        let field = &self.schema.fields[index];
        let outcome = match (field.place, node) {
            (FieldPlace::UrlPath, node) => self.path(field, node),
            (FieldPlace::UrlQuery, Node::List(list)) => match field.attributes.separator {
                Some(separator) => {
                    let items: Option<Vec<_>> =
                        (0..list.len()).map(|item| text(list.item(item))).collect();
                    self.query(field, items.map(|items| items.join(separator)))
                }
                None => {
                    (0..list.len()).try_for_each(|item| self.query(field, text(list.item(item))))
                }
            },
            (FieldPlace::UrlQuery, Node::Absent | Node::Null) => Ok(()),
            (FieldPlace::UrlQuery, node) => self.query(field, text(node)),
            (FieldPlace::Header, Node::List(list)) => {
                (0..list.len()).try_for_each(|item| self.header(field, text(list.item(item))))
            }
            (FieldPlace::Header, Node::Absent | Node::Null) => Ok(()),
            (FieldPlace::Header, node) => self.header(field, text(node)),
            (FieldPlace::Flattened, Node::Object(Object { schema, fields })) => {
                let mut inner = Places::of(schema);
                fields.visit(&mut inner);
                self.query.append(&mut inner.query);
                self.headers.extend(inner.headers);
                inner.problem.map_or(Ok(()), Err)
            }
            _ => Ok(()),
        };
        if self.problem.is_none() {
            self.problem = outcome.err();
        }
    }
}

impl Places {
    fn of(schema: &'static Schema) -> Self {
        let (path, query, headers) = (BTreeMap::new(), Vec::new(), HeaderMap::new());
        Self { schema, path, query, headers, problem: None }
    }

    fn header(&mut self, field: &Field, text: Option<String>) -> Result<(), Unwritable> {
        let refused = Unwritable::Header { name: field.name };
        let name = HeaderName::from_bytes(field.name.as_bytes()).map_err(|_| refused.clone())?;
        let value = text.and_then(|text| HeaderValue::from_str(&text).ok());
        let mut value = value.ok_or(refused)?;
        value.set_sensitive(field.attributes.secret);
        self.headers.append(name, value);
        Ok(())
    }

    fn path(&mut self, field: &Field, node: Node<'_>) -> Result<(), Unwritable> {
        // Servers, and the URL parser here, take `.` and `..` as steps between folders, encoded or not.
        let steps = |text: &String| text == "." || text == "..";
        let text = text(node).filter(|text| !text.trim().is_empty() && !steps(text));
        let text = text.ok_or(Unwritable::Path { name: field.name })?;
        self.path.insert(field.name, text);
        Ok(())
    }

    fn query(&mut self, field: &Field, text: Option<String>) -> Result<(), Unwritable> {
        self.query.push((field.name, text.ok_or(Unwritable::Query { name: field.name })?));
        Ok(())
    }
}

/// The text of a scalar.
pub(crate) fn text(node: Node<'_>) -> Option<String> {
    match node {
        Node::Bool(value) => Some(value.to_string()),
        Node::Integer(number) => Some(number.to_string()),
        Node::Unsigned(number) => Some(number.to_string()),
        Node::Text(text) => Some(text.to_owned()),
        Node::Formed(formed) => Some(formed.to_string()),
        _ => None,
    }
}

/// Returns `text` with every character encoded that is reserved in a URL.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(OrderRequest)]
    struct Lookup {
        #[order(path)]
        account: String,
        #[order(path)]
        number: u32,
        #[order(query)]
        tags: Option<Vec<String>>,
        #[order(query, separator = ",")]
        names: Option<Vec<String>>,
        #[order(query)]
        full: Option<bool>,
        #[order(query)]
        most: Option<u64>,
        #[order(query)]
        price: Option<f64>,
    }

    const PATH: &str = "/a/{account}/n{number}/x";

    fn lookup(account: &str) -> Lookup {
        let account = account.to_owned();
        Lookup { account, number: 7, tags: None, names: None, full: None, most: None, price: None }
    }

    #[test]
    fn fields_stand_in_the_path_percent_encoded() {
        const { assert_places("GET", PATH, Lookup::SCHEMA) };
        let target = Target::of(PATH, &lookup("ä/b?c#{number}")).expect("a scalar");
        assert_eq!(target.path, "/a/%C3%A4%2Fb%3Fc%23%7Bnumber%7D/n7/x");
        assert!(target.query.is_empty());
    }

    #[test]
    fn what_would_lead_elsewhere_is_refused() {
        for account in ["", " ", ".", ".."] {
            let error = Target::of(PATH, &lookup(account)).expect_err("no segment");
            assert_eq!(error, Unwritable::Path { name: "account" });
        }
    }

    #[derive(OrderRequest)]
    struct Marked {
        #[order(header, rename = "X-Request-Id")]
        id: Option<String>,
        #[order(header, rename = "X-Tag")]
        tags: Option<Vec<u8>>,
        #[order(header, rename = "X-Pin", secret)]
        pin: Option<String>,
        note: String,
    }

    #[test]
    fn fields_stand_in_headers_if_they_are_given() {
        const { assert_places("POST", "/x", Marked::SCHEMA) };
        let marked = |id: &str| Marked {
            id: Some(id.to_owned()),
            tags: Some(vec![1, 2]),
            pin: Some("4711".to_owned()),
            note: "x".to_owned(),
        };
        let headers = Target::of("/x", &marked("a b")).expect("texts").headers;
        assert_eq!(headers["x-request-id"], "a b");
        assert_eq!(headers.get_all("X-Tag").iter().collect::<Vec<_>>(), ["1", "2"]);
        assert!(headers["x-pin"].is_sensitive() && !headers["x-tag"].is_sensitive());
        assert_eq!(order_core::json::to_string(&marked("a b")), r#"{"note":"x"}"#);

        let error = Target::of("/x", &marked("a\nb")).expect_err("two lines");
        assert_eq!(error, Unwritable::Header { name: "X-Request-Id" });
    }

    #[test]
    fn names_of_headers_are_those_that_the_client_leaves_alone() {
        for name in ["X-Request-Id", "idempotency_key"] {
            assert!(is_header(name.as_bytes()), "{name}");
        }
        for name in ["", "two words", "Authorization", "ACCEPT", "naïve"] {
            assert!(!is_header(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn fields_stand_in_the_query_if_they_are_given() {
        let list = |items: [&str; 2]| Some(items.map(str::to_owned).to_vec());
        let (tags, names) = (list(["a&b", "c"]), list(["d", "e"]));
        let (most, price) = (Some(u64::MAX), Some(0.5));
        let request = Lookup { tags, names, full: Some(true), most, price, ..lookup("a") };
        let query = Target::of(PATH, &request).expect("scalars").query;
        let expected = [
            ("tags", "a&b"),
            ("tags", "c"),
            ("names", "d,e"),
            ("full", "true"),
            ("most", "18446744073709551615"),
            ("price", "0.5"),
        ];
        assert_eq!(query, expected.map(|(name, value)| (name, value.to_owned())));
    }
}
