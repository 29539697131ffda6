use std::borrow::Cow;

/// A value in the body of a reply, in JSON or XML.
///
/// An XML element with child elements is an object, in which a name may occur several times. Any other XML
/// element is text, without the white space around it. [`items`](Self::items) and [`text`](Self::text)
/// hide the differences between the two formats.
///
/// # Example
///
/// ```
/// use order_client::Value;
///
/// let names = Value::List(vec![Value::Text("a.example.com".into()), Value::Number("007")]);
/// let texts: Vec<_> = names.items().filter_map(Value::text).collect();
/// assert_eq!(texts, ["a.example.com", "007"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Null.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written, with its zeros.
    Number(&'a str),
    /// Text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// Members in the order of the document. A name may occur twice.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The values of all members called `name`; none if this is not an object.
    pub fn members(&self, name: &str) -> impl Iterator<Item = &Value<'a>> {
        let members = match self {
            Self::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().filter(move |(member, _)| member == name).map(|(_, value)| value)
    }

    /// The first member called `name`.
    pub fn member(&self, name: &str) -> Option<&Value<'a>> {
        self.members(name).next()
    }

    /// All values at a place below this one: names of members with dots between them. An empty place is the value itself.
    pub(crate) fn all_at<'v>(&'v self, place: &str) -> Vec<&'v Value<'a>> {
        let steps = place.split('.').filter(|step| !step.is_empty());
        steps.fold(vec![self], |found, step| {
            found.into_iter().flat_map(|value| value.members(step)).collect()
        })
    }

    /// The text, or a number as it was written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items of a list. In XML, these are the child elements, whatever their names.
    pub fn items(&self) -> impl Iterator<Item = &Value<'a>> {
        let (items, members) = match self {
            Self::List(items) => (items.as_slice(), &[][..]),
            Self::Object(members) => (&[][..], members.as_slice()),
            _ => (&[][..], &[][..]),
        };
        items.iter().chain(members.iter().map(|(_, value)| value))
    }

    /// The text of the first member called `name`, unless it is blank.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        let text = self.member(name)?.text()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
