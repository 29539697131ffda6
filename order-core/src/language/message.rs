use std::{borrow::Cow, fmt};

#[cfg(feature = "export")]
use crate::words::Words;
use crate::{
    Path,
    language::{Catalogue, Text},
    schema::{At, Kind, Rule, Schema, Test},
    value::Fraction,
    words::Sentence,
};

/// A message: a text of the catalogue, and what stands at its places.
///
/// The words are made when the message is shown, in the language of a [`Catalogue`].
#[derive(Debug, Clone)]
pub struct Message {
    text: Text,
    places: Vec<(&'static str, Value)>,
    about: Option<About>,
    own: Option<&'static str>,
}

/// The rule that a message is about.
#[derive(Clone, Copy)]
struct About {
    schema: &'static Schema,
    rule: &'static Rule,
    at: At,
}

impl About {
    fn id(&self) -> String {
        self.schema.rule_id_at(self.rule, self.at)
    }
}

/// Shows only the id, because a rule may hold what a secret is compared with.
impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("About").field(&self.id()).finish()
    }
}

/// The value at a place of a text.
#[derive(Clone)]
pub(crate) enum Value {
    /// The place of a value, shown as code.
    Path(Path),
    /// A name, value or pattern, shown as code.
    Code(Cow<'static, str>),
    /// Words that are shown as they are: those of the author of the API, or what is the same in every language.
    Plain(Cow<'static, str>),
    Number(i128),
    Message(Box<Message>),
    /// Values with a separator between them.
    List(Vec<Self>, Text),
    /// Values, the last of which stands apart: "`a`, `b` or `c`".
    Ending(Vec<Self>, Text),
    /// The values that a type accepts.
    Kind(&'static Kind),
    /// The object of a test, such as "from 1 to 3".
    Object(&'static Test, Option<&'static Kind>),
    /// The label of a field.
    Label(&'static Schema, usize),
    /// Words of documentation, in the language of the whole.
    #[cfg(feature = "export")]
    Words(Words),
    Nothing,
}

/// Shows the English words.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.say_english(&mut words);
        words.fmt(f)
    }
}

/// A field as its author named it for people.
#[derive(Clone, Copy)]
pub struct Label {
    schema: &'static Schema,
    field: usize,
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Label").field(&self.own()).finish()
    }
}

impl Label {
    #[cfg(feature = "export")]
    pub(crate) fn new(schema: &'static Schema, field: usize) -> Self {
        Self { schema, field }
    }

    /// Returns the name of the type that declares the field.
    pub fn request(self) -> &'static str {
        self.schema.name
    }

    /// Returns the name of the field on the wire.
    pub fn field(self) -> &'static str {
        self.schema.fields[self.field].name
    }

    /// Returns the label in the source, or the name on the wire if there is none.
    pub fn own(self) -> &'static str {
        let field = &self.schema.fields[self.field];
        field.attributes.label.unwrap_or(field.name)
    }
}

impl Text {
    /// Creates the message of a text without places.
    pub(crate) const fn alone(self) -> Message {
        Message { text: self, places: Vec::new(), about: None, own: None }
    }

    /// Creates a message with one place.
    pub(crate) fn with(self, place: &'static str, value: impl Into<Value>) -> Message {
        self.alone().with(place, value)
    }
}

impl Message {
    /// Adds a place.
    pub(crate) fn with(mut self, place: &'static str, value: impl Into<Value>) -> Self {
        self.places.push((place, value.into()));
        self
    }

    /// Says which rule the message is about.
    pub(crate) fn about(self, schema: &'static Schema, rule: &'static Rule, at: At) -> Self {
        Self { about: Some(About { schema, rule, at }), ..self }
    }

    /// Says the message by words of its author.
    pub(crate) fn by(self, own: Option<&'static str>) -> Self {
        Self { own, ..self }
    }

    /// Returns the text.
    pub fn text(&self) -> Text {
        self.text
    }

    /// Returns the id of the rule that the message is about, after the name of the type that declares it and a dot, such
    /// as `Order.job_title.required_if`; `None` if it is about no rule.
    pub fn rule(&self) -> Option<String> {
        let about = self.about?;
        Some(format!("{}.{}", about.schema.name, about.id()))
    }

    /// Returns the words of the author in place of the text: the `message = "…"` of the rule.
    pub fn own(&self) -> Option<&'static str> {
        self.own
    }

    /// Returns the names of the places.
    pub fn places(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().map(|(name, _)| *name)
    }

    /// Returns the number at a place; `None` if there is none.
    pub fn number(&self, place: &str) -> Option<i128> {
        match self.place(place)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the words at a place, in the language of `catalogue`; `None` if there is no such place.
    pub fn words(&self, place: &str, catalogue: &dyn Catalogue) -> Option<String> {
        let value = self.place(place)?;
        let mut words = String::new();
        value.say(&Other(catalogue), &mut words);
        Some(words)
    }

    /// Fills the places of `words` in the language of `catalogue`, as the [`English`](Text::english) words are filled. A
    /// place that the message does not have stays as it is.
    pub fn fill(&self, words: &str, catalogue: &dyn Catalogue) -> String {
        let mut filled = String::new();
        self.say_words(words, &Other(catalogue), &mut filled);
        filled
    }

    /// Adds the English words to a sentence.
    pub(crate) fn say_english(&self, sentence: &mut dyn Sentence) {
        let words = self.own().unwrap_or(self.text.english());
        self.say_words(words, &InEnglish, sentence);
    }

    fn place(&self, place: &str) -> Option<&Value> {
        self.places.iter().find(|(name, _)| *name == place).map(|(_, value)| value)
    }

    fn say_words(&self, words: &str, voice: &dyn Voice, sentence: &mut dyn Sentence) {
        for piece in Pieces(words) {
            match piece {
                Piece::Words(words) => say_marked(words, sentence),
                Piece::Place(name, source) => match self.place(name) {
                    Some(value) => value.say(voice, sentence),
                    None => sentence.plain(source),
                },
                Piece::Plural { place, one, other, source } => match self.number(place) {
                    Some(1) => sentence.plain(one),
                    Some(_) => sentence.plain(other),
                    None => sentence.plain(source),
                },
            }
        }
    }
}

/// Says a value so that names, values and links within it stay pieces of their own.
#[cfg(feature = "export")]
pub(crate) fn in_pieces(value: &Value, catalogue: &dyn Catalogue) -> Words {
    let mut words = Words::default();
    value.say(&InPieces(catalogue), &mut words);
    words
}

/// A language in which messages within a message are said.
trait Voice {
    fn say(&self, message: &Message, sentence: &mut dyn Sentence);

    fn label(&self, label: Label) -> Cow<'static, str>;
}

struct InEnglish;

impl Voice for InEnglish {
    fn say(&self, message: &Message, sentence: &mut dyn Sentence) {
        message.say_english(sentence);
    }

    fn label(&self, label: Label) -> Cow<'static, str> {
        label.own().into()
    }
}

struct Other<'c>(&'c dyn Catalogue);

impl Voice for Other<'_> {
    fn say(&self, message: &Message, sentence: &mut dyn Sentence) {
        sentence.plain(&self.0.words(message));
    }

    fn label(&self, label: Label) -> Cow<'static, str> {
        self.0.label(label).map_or(Cow::Borrowed(label.own()), Cow::Owned)
    }
}

/// A catalogue makes one text of a message. So a character that nothing else uses stands for each value at a place, and is
/// replaced in that text by the pieces of the value.
#[cfg(feature = "export")]
struct InPieces<'c>(&'c dyn Catalogue);

#[cfg(feature = "export")]
impl InPieces<'_> {
    /// The character for the first place, in an area for private use.
    const FIRST: u32 = 0xF_F000;

    fn stand_in(index: usize) -> Option<char> {
        u32::try_from(index).ok().and_then(|index| char::from_u32(Self::FIRST + index))
    }

    fn index(character: char) -> Option<usize> {
        u32::from(character).checked_sub(Self::FIRST).and_then(|index| usize::try_from(index).ok())
    }

    /// Returns `true` for a value that a catalogue may look at, such as a number that decides about a plural.
    fn is_looked_at(value: &Value) -> bool {
        match value {
            Value::Number(_) | Value::Nothing => true,
            Value::Plain(words) => {
                words.chars().all(|character| character != '`' && Self::index(character).is_none())
            }
            Value::Path(_)
            | Value::Code(_)
            | Value::Message(_)
            | Value::List(..)
            | Value::Ending(..)
            | Value::Kind(_)
            | Value::Object(..)
            | Value::Label(..)
            | Value::Words(_) => false,
        }
    }
}

#[cfg(feature = "export")]
impl Voice for InPieces<'_> {
    fn say(&self, message: &Message, sentence: &mut dyn Sentence) {
        let places = message.places.iter().enumerate().map(|(index, (name, value))| {
            match Self::stand_in(index).filter(|_| !Self::is_looked_at(value)) {
                Some(character) => (*name, Value::plain(character.to_string())),
                None => (*name, value.clone()),
            }
        });
        let said = self.0.words(&Message { places: places.collect(), ..message.clone() });
        let mut rest = said.as_str();
        while let Some((at, place, character)) = rest.char_indices().find_map(|(at, character)| {
            let place = Self::index(character).and_then(|index| message.places.get(index));
            place.map(|place| (at, place, character))
        }) {
            say_marked(&rest[..at], sentence);
            place.1.say(self, sentence);
            rest = &rest[at + character.len_utf8()..];
        }
        say_marked(rest, sentence);
    }

    fn label(&self, label: Label) -> Cow<'static, str> {
        Other(self.0).label(label)
    }
}

impl Value {
    fn say(&self, voice: &dyn Voice, sentence: &mut dyn Sentence) {
        match self {
            Self::Path(path) => sentence.code(&path.to_string()),
            Self::Code(code) => sentence.code(code),
            Self::Plain(words) => say_marked(words, sentence),
            Self::Number(number) => sentence.plain(&number.to_string()),
            Self::Message(message) => voice.say(message, sentence),
            Self::List(values, separator) => {
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        voice.say(&separator.alone(), sentence);
                    }
                    value.say(voice, sentence);
                }
            }
            Self::Ending(values, text) => match values.as_slice() {
                [rest @ .., last] if !rest.is_empty() => {
                    let items = Self::List(rest.to_vec(), Text::ListSeparator);
                    let message = text.with("items", items).with("last", last.clone());
                    voice.say(&message, sentence);
                }
                values => values.iter().for_each(|value| value.say(voice, sentence)),
            },
            Self::Kind(kind) => kind.words().say(voice, sentence),
            Self::Object(test, kind) => test.object(*kind).say(voice, sentence),
            Self::Label(schema, field) => {
                sentence.plain(&voice.label(Label { schema, field: *field }));
            }
            #[cfg(feature = "export")]
            Self::Words(words) => {
                words.pieces().iter().for_each(|piece| sentence.piece(piece));
            }
            Self::Nothing => {}
        }
    }

    /// Adds the English words to a sentence.
    pub(crate) fn say_english(&self, sentence: &mut dyn Sentence) {
        self.say(&InEnglish, sentence);
    }

    /// Returns the words in the language of `catalogue`.
    pub(crate) fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        let mut words = String::new();
        self.say(&Other(catalogue), &mut words);
        words
    }

    /// Creates a list of values with commas between them.
    pub(crate) fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect(), Text::ListSeparator)
    }

    /// Creates a list such as "`a`, `b` or `c`".
    pub(crate) fn either(values: impl IntoIterator<Item = Self>) -> Self {
        Self::Ending(values.into_iter().collect(), Text::ListOr)
    }

    /// Creates a list such as "`a`, `b` and `c`".
    pub(crate) fn both(values: impl IntoIterator<Item = Self>) -> Self {
        Self::Ending(values.into_iter().collect(), Text::ListAnd)
    }

    pub(crate) fn code(code: impl Into<Cow<'static, str>>) -> Self {
        Self::Code(code.into())
    }

    pub(crate) fn plain(words: impl Into<Cow<'static, str>>) -> Self {
        Self::Plain(words.into())
    }

    /// Creates a number that may have a fraction.
    pub(crate) fn fraction(number: Fraction) -> Self {
        match number {
            Fraction(whole, 0) => Self::Number(whole),
            number => Self::plain(number.to_string()),
        }
    }

    pub(crate) fn number(number: usize) -> Self {
        Self::Number(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        text.alone()
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        text.alone().into()
    }
}

impl From<i128> for Value {
    fn from(number: i128) -> Self {
        Self::Number(number)
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Path(path.clone())
    }
}

#[cfg(feature = "export")]
impl From<Words> for Value {
    fn from(words: Words) -> Self {
        Self::Words(words)
    }
}

impl From<Option<Message>> for Value {
    fn from(message: Option<Message>) -> Self {
        message.map_or(Self::Nothing, Self::from)
    }
}

/// Adds words in which backticks mark code. A backtick that another piece closes is left alone.
fn say_marked(words: &str, sentence: &mut dyn Sentence) {
    match words.matches('`').count() % 2 {
        0 => crate::words::marked(words, sentence),
        _ => sentence.plain(words),
    }
}

/// The pieces of the words of a text.
pub(crate) struct Pieces<'w>(pub(crate) &'w str);

/// A piece of the words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'w> {
    Words(&'w str),
    /// A place, and its source, such as `{field}`.
    Place(&'w str, &'w str),
    /// The first word if the number at the place is 1, otherwise the second one.
    Plural {
        place: &'w str,
        one: &'w str,
        other: &'w str,
        source: &'w str,
    },
}

impl<'w> Iterator for Pieces<'w> {
    type Item = Piece<'w>;

    fn next(&mut self) -> Option<Self::Item> {
        let words = self.0;
        let first = words.chars().next()?;
        let mut take = |length: usize| {
            let (taken, rest) = words.split_at(length);
            self.0 = rest;
            taken
        };
        if matches!(first, '{' | '}') {
            if words[1..].starts_with(first) {
                return Some(Piece::Words(&take(2)[1..]));
            }
            let Some(end) = words.find('}').filter(|_| first == '{') else {
                return Some(Piece::Words(take(1)));
            };
            let source = take(end + 1);
            let inside = &source[1..end];
            let plural = inside.split_once(':').and_then(|(place, words)| {
                words.split_once('|').map(|(one, other)| (place, one, other))
            });
            return Some(match plural {
                Some((place, one, other)) => Piece::Plural { place, one, other, source },
                None => Piece::Place(inside, source),
            });
        }
        Some(Piece::Words(take(words.find(['{', '}']).unwrap_or(words.len()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::English;

    #[test]
    fn words_are_taken_apart_at_their_places() {
        let pieces: Vec<_> = Pieces("a {b} {{c}} {n:one|two}} {d").collect();
        assert_eq!(
            pieces,
            [
                Piece::Words("a "),
                Piece::Place("b", "{b}"),
                Piece::Words(" "),
                Piece::Words("{"),
                Piece::Words("c"),
                Piece::Words("}"),
                Piece::Words(" "),
                Piece::Plural { place: "n", one: "one", other: "two", source: "{n:one|two}" },
                Piece::Words("}"),
                Piece::Words(" "),
                Piece::Words("{"),
                Piece::Words("d"),
            ],
        );
    }

    #[test]
    fn places_are_filled_and_unknown_ones_stay() {
        let list =
            |codes: &[&'static str]| Value::either(codes.iter().map(|code| Value::code(*code)));
        let message = Text::SetTo.with("values", list(&["a", "b", "c"])).with("count", 1);
        for (words, filled) in [
            ("{values}", "`a`, `b` or `c`"),
            ("{count} {count:item|items}", "1 item"),
            ("{other} {{values}}", "{other} {values}"),
            ("{values:one|other}", "{values:one|other}"),
        ] {
            assert_eq!(message.fill(words, &English), filled, "{words}");
        }
        assert_eq!(English.words(&Text::SetTo.with("values", list(&["a"]))), "set it to `a`");
        assert_eq!(English.words(&Text::SetTo.with("values", list(&[]))), "set it to ");
        assert_eq!(format!("{:?}", list(&["a", "b"])), r#""`a` or `b`""#);
    }

    /// The pieces that a catalogue of one text makes of it.
    #[cfg(feature = "export")]
    fn in_english_pieces(value: impl Into<Value>) -> Words {
        in_pieces(&value.into(), &English)
    }

    #[cfg(feature = "export")]
    #[test]
    fn no_value_is_taken_for_a_part_of_another() {
        let gap = |field: &'static str, number: &'static str| {
            let message = Text::FormGap.with("field", Value::plain(field));
            in_english_pieces(message.with("number", Value::plain(number)))
        };
        let plain = Words::plain;
        assert_eq!(gap("a", "1"), plain("a follows no item 1; number the items from 0"));
        // A backtick in one value does not pair with one in the next.
        assert_eq!(gap("a`", "b`"), plain("a` follows no item b`; number the items from 0"));
        // Nor is a character that stands for another value replaced by it.
        assert_eq!(
            gap("\u{ff001}", "1"),
            plain("\u{ff001} follows no item 1; number the items from 0")
        );
    }

    #[cfg(feature = "export")]
    #[test]
    fn a_label_and_a_number_are_said_in_pieces() {
        #[derive(crate::OrderRequest)]
        #[order(crate = crate)]
        struct Labelled {
            #[order(label = "Lowest bid")]
            low: u8,
        }
        let low = Labelled { low: 1 };
        assert_eq!(low.low, 1);
        let schema = <Labelled as crate::OrderRequest>::SCHEMA;
        assert_eq!(in_english_pieces(Value::Label(schema, 0)), Words::plain("Lowest bid"));
        assert_eq!(in_english_pieces(Value::fraction(Fraction(15, 1))), Words::plain("1.5"));
        assert!(matches!(Value::fraction(Fraction(15, 0)), Value::Number(15)));
    }
}
