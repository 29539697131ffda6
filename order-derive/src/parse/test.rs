//! Tests of a single value, which rules demand and conditions ask.

use std::{fmt, rc::Rc};

use syn::{
    Ident, LitStr, Path, Token, ext::IdentExt, parenthesized, parse::ParseStream, token::Paren,
};

use crate::{
    format::KnownFormat,
    parse::{self, Allowed, Bounds, Comparison, Ends, Exact, Number, Reference, Value, shown_path},
    pattern::{self, CompiledPattern},
    suggest::did_you_mean,
};

/// A test of a single value. It does not apply to a missing value.
#[derive(Clone)]
pub(crate) enum Test {
    /// Equality with one of these values.
    OneOf(Vec<Allowed>),
    /// A comparison with a literal. For a missing value, only `!=` holds.
    Compares(Comparison, Value),
    Range(Bounds),
    /// A range whose ends are not both numbers, such as dates: every comparison holds.
    Between(Ends),
    /// Divisibility by a number greater than 0.
    MultipleOf(Number),
    /// The number of characters, items or entries.
    Length(Bounds),
    /// The length of a text in another unit.
    Size(Unit, Bounds),
    StartsWith(LitStr),
    EndsWith(LitStr),
    Pattern(Rc<CompiledPattern>),
    Format(Format),
    /// A function of the user that takes the value.
    Satisfies(Path),
    /// A bool that is true.
    True,
}

/// A unit in which the length of a text is counted, other than characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Code units of UTF-16.
    Utf16,
}

/// A named format, or a function of the user that takes a text.
#[derive(Clone)]
pub(crate) enum Format {
    Named(Ident),
    Function(Path),
}

/// A word that writes a test, and the grammar of its argument.
pub(crate) struct TestWord {
    /// Name of the rule that demands the test, as in `pattern("[0-9]+")`.
    pub(crate) rule: Option<&'static str>,
    /// Name of the condition that asks the test, as in `matches(field, "[0-9]+")`.
    pub(crate) function: Option<&'static str>,
    /// Example of an argument in parentheses. In a condition, the argument follows the field.
    example: &'static str,
    /// Reads the argument. Messages show the example.
    argument: fn(ParseStream<'_>, &str) -> syn::Result<Test>,
}

const FORMAT: TestWord = TestWord {
    rule: Some("format"),
    function: Some("is"),
    example: "email",
    argument: |input, _| Format::parse(input).map(Test::Format),
};

const LENGTH: TestWord = TestWord {
    rule: Some("length"),
    function: None,
    example: "1..=64",
    argument: |input, _| {
        let bounds = Bounds::parse_whole(input, "a length")?;
        let longest = Exact::whole(u64::MAX.into());
        let too_long = bounds.ends().find(|end| end.exact() > longest).cloned();
        match too_long {
            Some(end) => Err(syn::Error::new(
                end.span(),
                "nothing is as long as this; use a number of at most 64 bits",
            )),
            None => Ok(match Unit::parse(input)? {
                None => Test::Length(bounds),
                Some(unit) => Test::Size(unit, bounds),
            }),
        }
    },
};

const MULTIPLE_OF: TestWord = TestWord {
    rule: Some("multiple_of"),
    function: Some("multiple_of"),
    example: "5",
    argument: |input, example| {
        if !Number::is_next(input) {
            let message = format!("expected a number above 0; write `{example}`");
            return Err(input.error(message));
        }
        let span = input.span();
        let divisor: Number = input.parse()?;
        if divisor.coefficient < 1 {
            let message = format!("nothing is divided by `{divisor}`; give a number above 0");
            return Err(syn::Error::new(span, message));
        }
        Ok(Test::MultipleOf(divisor))
    },
};

const PATTERN: TestWord = TestWord {
    rule: Some("pattern"),
    function: Some("matches"),
    example: "\"[0-9]+\"",
    argument: |input, example| {
        let text = quoted("a pattern stands in quotes", example)(input)?;
        let compiled = pattern::compile(&text.value())
            .map_err(|message| syn::Error::new(text.span(), message))?;
        Ok(Test::Pattern(Rc::new(compiled)))
    },
};

const RANGE: TestWord = TestWord {
    rule: Some("range"),
    function: None,
    example: "1..=3",
    argument: |input, _| match Ends::is_next(input) {
        true => input.parse().map(Test::Between),
        false => Bounds::parse_range(input).map(Test::Range),
    },
};

const SATISFIES: TestWord = TestWord {
    rule: None,
    function: Some("satisfies"),
    example: "path::to::function",
    argument: |input, example| function(input, example).map(Test::Satisfies),
};

const STARTS_WITH: TestWord = TestWord {
    rule: None,
    function: Some("starts_with"),
    example: "\"DE\"",
    argument: |input, example| part(input, example).map(Test::StartsWith),
};

const ENDS_WITH: TestWord = TestWord {
    rule: None,
    function: Some("ends_with"),
    example: "\".com\"",
    argument: |input, example| part(input, example).map(Test::EndsWith),
};

/// Parses a part of a text, which must not be empty.
fn part(input: ParseStream<'_>, example: &str) -> syn::Result<LitStr> {
    let text = quoted("the part of a text stands in quotes", example)(input)?;
    match text.value().is_empty() {
        true => {
            Err(syn::Error::new(text.span(), "every text has the empty part; give a character"))
        }
        false => Ok(text),
    }
}

/// The words of tests. `allowed`, `in`, comparisons and a bool alone have their own grammar.
const WORDS: [&TestWord; 8] =
    [&ENDS_WITH, &FORMAT, &LENGTH, &MULTIPLE_OF, &PATTERN, &RANGE, &SATISFIES, &STARTS_WITH];

impl TestWord {
    /// Returns the word of a rule.
    pub(crate) fn of_rule(name: &str) -> Option<&'static Self> {
        WORDS.into_iter().find(|word| word.rule == Some(name))
    }

    /// Returns the word of a condition.
    pub(crate) fn of_function(name: &str) -> Option<&'static Self> {
        WORDS.into_iter().find(|word| word.function == Some(name))
    }

    /// Names of the rules.
    pub(crate) fn rules() -> impl Iterator<Item = &'static str> {
        WORDS.into_iter().filter_map(|word| word.rule)
    }

    /// Names of the functions of conditions.
    pub(crate) fn functions() -> impl Iterator<Item = &'static str> {
        WORDS.into_iter().filter_map(|word| word.function)
    }

    /// Returns an example of the rule.
    pub(crate) fn example(&self) -> String {
        format!("{}({})", self.rule.unwrap_or_default(), self.example)
    }

    /// Parses the argument of the rule.
    pub(crate) fn parse(&self, input: ParseStream<'_>) -> syn::Result<Test> {
        (self.argument)(input, &self.example())
    }

    /// Parses the field and the argument of the condition.
    pub(crate) fn parse_condition(&self, input: ParseStream<'_>) -> syn::Result<(Reference, Test)> {
        let name = self.function.unwrap_or_default();
        let example = format!("{name}(field, {})", self.example);
        let wrong = || format!("`{name}` needs a field and what to ask of it; write `{example}`");
        if !input.peek(Ident::peek_any) {
            return Err(input.error(wrong()));
        }
        let field = Reference::parse(input)?;
        if !input.peek(Token![,]) {
            return Err(input.error(wrong()));
        }
        input.parse::<Token![,]>()?;
        Ok((field, (self.argument)(input, &example)?))
    }
}

impl Test {
    /// Returns the word of the test, if it has one.
    fn word(&self) -> Option<&'static TestWord> {
        match self {
            Self::Range(_) | Self::Between(_) => Some(&RANGE),
            Self::Length(_) | Self::Size(..) => Some(&LENGTH),
            Self::MultipleOf(_) => Some(&MULTIPLE_OF),
            Self::StartsWith(_) => Some(&STARTS_WITH),
            Self::EndsWith(_) => Some(&ENDS_WITH),
            Self::Pattern(_) => Some(&PATTERN),
            Self::Format(_) => Some(&FORMAT),
            Self::Satisfies(_) => Some(&SATISFIES),
            Self::OneOf(_) | Self::Compares(..) | Self::True => None,
        }
    }

    /// Returns `true` if a condition writes the test with an operator.
    pub(crate) fn is_comparison(&self) -> bool {
        matches!(self, Self::OneOf(_) | Self::Compares(..))
    }

    /// Returns the condition that asks the test of `subject`.
    pub(crate) fn condition(&self, subject: impl fmt::Display) -> String {
        match self {
            Self::OneOf(_) => format!("{subject} in [{self}]"),
            Self::Compares(..) => format!("{subject} {self}"),
            Self::True => subject.to_string(),
            Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Satisfies(_) => {
                let word = self.word();
                let name = word.and_then(|word| word.function.or(word.rule)).unwrap_or_default();
                format!("{name}({subject}, {self})")
            }
        }
    }

    /// Returns `true` if `value` passes, and `None` if that cannot be decided from the written text.
    pub(crate) fn accepts(&self, value: &Value) -> Option<bool> {
        let text = || match value {
            Value::Text(text) => Some(text.value()),
            _ => None,
        };
        match self {
            Self::OneOf(_) if value.is_opaque() => None,
            Self::OneOf(values) => {
                let of_each = values.iter().map(|allowed| match (allowed, value) {
                    (Allowed::One(one), _) if one.is_opaque() => None,
                    (Allowed::One(one), value) => Some(one.is_same(value)),
                    (Allowed::Range(bounds), value) => {
                        Some(value.number().is_some_and(|number| bounds.contain(number.exact())))
                    }
                });
                let of_each: Vec<Option<bool>> = of_each.collect();
                match of_each.contains(&Some(true)) {
                    true => Some(true),
                    false if of_each.contains(&None) => None,
                    false => Some(false),
                }
            }
            Self::Range(bounds) => value.number().map(|number| bounds.contain(number.exact())),
            Self::MultipleOf(divisor) => {
                value.number().map(|number| number.exact().is_multiple_of(divisor))
            }
            Self::Length(bounds) => {
                let length = i128::try_from(text()?.chars().count());
                length.ok().map(|length| bounds.contain(Exact::whole(length)))
            }
            Self::Size(unit, bounds) => {
                let size = i128::try_from(unit.count(&text()?));
                size.ok().map(|size| bounds.contain(Exact::whole(size)))
            }
            Self::StartsWith(start) => text().map(|text| text.starts_with(&start.value())),
            Self::EndsWith(end) => text().map(|text| text.ends_with(&end.value())),
            Self::Pattern(pattern) => text().map(|text| pattern.is_match(&text)),
            Self::Format(format) => format.known()?.accepts(&text()?),
            // No rule demands a comparison or a bool. Functions run only in programs. Only rustc knows what is a date.
            Self::Between(_) | Self::Compares(..) | Self::True | Self::Satisfies(_) => None,
        }
    }

    /// Returns the bounds of numbers in the test.
    pub(crate) fn bounds(&self) -> Vec<&Bounds> {
        match self {
            Self::Range(bounds) | Self::Length(bounds) | Self::Size(_, bounds) => vec![bounds],
            Self::OneOf(values) => values.iter().filter_map(Allowed::range).collect(),
            Self::Compares(..)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Satisfies(_)
            | Self::True => Vec::new(),
        }
    }

    /// Returns the values that the test names.
    pub(crate) fn values(&self) -> Vec<&Value> {
        match self {
            Self::OneOf(values) => values.iter().filter_map(Allowed::one).collect(),
            Self::Compares(_, value) => vec![value],
            Self::Between(ends) => ends.values(),
            Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Satisfies(_)
            | Self::True => Vec::new(),
        }
    }

    /// Returns the values that the test names, to replace them by other spellings.
    pub(crate) fn values_mut(&mut self) -> Vec<&mut Value> {
        match self {
            Self::OneOf(values) => values
                .iter_mut()
                .filter_map(|allowed| match allowed {
                    Allowed::One(value) => Some(value),
                    Allowed::Range(_) => None,
                })
                .collect(),
            Self::Compares(_, value) => vec![value],
            Self::Between(ends) => ends.values_mut(),
            Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Satisfies(_)
            | Self::True => Vec::new(),
        }
    }

    /// Returns the test with `value` in place of the values that it names.
    pub(crate) fn with_values(&self, value: &Value) -> Self {
        match self {
            Self::OneOf(values) => {
                let ranges = values.iter().filter(|allowed| allowed.range().is_some());
                let mut shown: Vec<Allowed> = ranges.cloned().collect();
                if shown.len() < values.len() {
                    shown.insert(0, Allowed::One(value.clone()));
                }
                Self::OneOf(shown)
            }
            Self::Compares(_, Value::Null(_)) => self.clone(),
            Self::Compares(comparison, _) => Self::Compares(*comparison, value.clone()),
            Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Satisfies(_)
            | Self::True => self.clone(),
        }
    }

    /// Returns `true` if the test tells what a text that passes looks like.
    pub(crate) fn shows_text(&self) -> bool {
        match self {
            Self::StartsWith(_) | Self::EndsWith(_) | Self::Pattern(_) => true,
            Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::Format(_)
            | Self::Satisfies(_)
            | Self::True => false,
        }
    }

    /// Returns `true` if the test is about the characters of a text.
    pub(crate) fn is_of_text(&self) -> bool {
        match self {
            Self::Pattern(_)
            | Self::Format(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Size(..) => true,
            Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Satisfies(_)
            | Self::True => false,
        }
    }

    /// Returns a pattern that every text that passes matches, and `true` if no other text matches it.
    pub(crate) fn texts(&self) -> Option<(Rc<CompiledPattern>, bool)> {
        let compiled = |pattern: &str| Some(Rc::new(pattern::compile(pattern).ok()?));
        match self {
            Self::Pattern(pattern) => Some((Rc::clone(pattern), true)),
            Self::Format(format) => {
                let known = format.known()?;
                Some((Rc::new(known.pattern()?), known.is_exact))
            }
            Self::StartsWith(start) => {
                let start = regex_syntax::escape(&start.value());
                Some((compiled(&format!("{start}(?s:.*)"))?, true))
            }
            Self::EndsWith(end) => {
                let end = regex_syntax::escape(&end.value());
                Some((compiled(&format!("(?s:.*){end}"))?, true))
            }
            Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Size(..)
            | Self::Satisfies(_)
            | Self::True => None,
        }
    }

    /// Returns the unit of a length, if it is not that of `length` alone.
    pub(crate) fn unit(&self) -> Option<Unit> {
        if let Self::Size(unit, _) = self { Some(*unit) } else { None }
    }

    /// Returns the pattern that the whole text must match.
    pub(crate) fn pattern(&self) -> Option<&Rc<CompiledPattern>> {
        let Self::Pattern(pattern) = self else { return None };
        Some(pattern)
    }
}

/// Writes the test as it follows a field, or as it is written in the parentheses of a rule.
impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneOf(values) => {
                let values: Vec<String> = values.iter().map(Allowed::to_string).collect();
                f.write_str(&values.join(", "))
            }
            Self::Compares(comparison, value) => write!(f, "{comparison} {value}"),
            Self::Range(bounds) | Self::Length(bounds) => bounds.fmt(f),
            Self::Between(ends) => ends.fmt(f),
            Self::Size(unit, bounds) => write!(f, "{bounds}, {}", unit.name()),
            Self::MultipleOf(divisor) => divisor.fmt(f),
            Self::StartsWith(text) | Self::EndsWith(text) => write!(f, "{:?}", text.value()),
            Self::Pattern(pattern) => write!(f, "{:?}", pattern.written()),
            Self::Format(format) => format.fmt(f),
            Self::Satisfies(path) => f.write_str(&shown_path(path)),
            Self::True => Ok(()),
        }
    }
}

impl Unit {
    const ALL: [Self; 2] = [Self::Bytes, Self::Utf16];

    /// Returns the word of the unit.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Utf16 => "utf16",
        }
    }

    /// Returns the unit of a name.
    pub(crate) fn find(name: &Ident) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| name == unit.name())
    }

    /// Returns the number of units of a text.
    pub(crate) fn count(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }

    /// Parses `, bytes`, if a name follows.
    fn parse(input: ParseStream<'_>) -> syn::Result<Option<Self>> {
        if !(input.peek(Token![,]) && input.peek2(Ident)) {
            return Ok(None);
        }
        input.parse::<Token![,]>()?;
        let name: Ident = input.parse()?;
        if let Some(unit) = Self::find(&name) {
            return Ok(Some(unit));
        }
        let message = match name.to_string().as_str() {
            "characters" | "chars" => {
                format!("`length` counts characters by itself; leave `{name}` out")
            }
            "warn" => {
                "`warn` stands last, alone or before `if C`; write `length(1..=64, warn)` or \
                       `length(1..=64, warn if ev)`"
                    .to_owned()
            }
            other => {
                let hint = match did_you_mean(other, Self::ALL.map(Self::name)) {
                    hint if hint.is_empty() => {
                        "; a length counts characters, or `bytes` or `utf16`".to_owned()
                    }
                    hint => hint,
                };
                format!("unknown unit `{other}`{hint}")
            }
        };
        Err(syn::Error::new(name.span(), message))
    }
}

impl Format {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![::]) || (input.peek(Ident::peek_any) && input.peek2(Token![::])) {
            return input.call(Path::parse_mod_style).map(Self::Function);
        }
        if !input.peek(Ident::peek_any) {
            let known = KnownFormat::names().join("`, `");
            let message = format!("expected the name of a format; known are `{known}`");
            return Err(input.error(message));
        }
        input.call(Ident::parse_any).map(Self::Named)
    }

    /// Returns what the derive knows of a named format.
    pub(crate) fn known(&self) -> Option<&'static KnownFormat> {
        let Self::Named(name) = self else { return None };
        KnownFormat::find(&name.to_string())
    }

    /// Returns the error about the name of an unknown format.
    pub(crate) fn unknown(&self) -> Option<syn::Error> {
        let Self::Named(name) = self else { return None };
        if self.known().is_some() {
            return None;
        }
        let hint = match did_you_mean(&name.to_string(), KnownFormat::names()) {
            hint if hint.is_empty() => format!(
                "; known are `{}`, and `self::{name}` is a function of yours",
                KnownFormat::names().join("`, `")
            ),
            hint => hint,
        };
        Some(syn::Error::new(name.span(), format!("unknown format `{name}`{hint}")))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(f, "{name}"),
            Self::Function(path) => f.write_str(&shown_path(path)),
        }
    }
}

/// Parses the path of a user's function.
fn function(input: ParseStream<'_>, example: &str) -> syn::Result<Path> {
    if !input.peek(Ident::peek_any) && !input.peek(Token![::]) {
        let message = format!("expected the path of a function; write `{example}`");
        return Err(input.error(message));
    }
    input.call(Path::parse_mod_style)
}

/// A function of the user, and what it is called with.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) function: Path,
    /// The fields in parentheses after the path, or `ctx` for the context; `None` without parentheses.
    pub(crate) arguments: Option<Vec<Ident>>,
}

impl Call {
    /// Parses `path::to::function`, or `path::to::function(field, ctx)`.
    pub(crate) fn parse(input: ParseStream<'_>, example: &str) -> syn::Result<Self> {
        let function = function(input, example)?;
        let mut arguments = None;
        if input.peek(Paren) {
            let content;
            let parentheses = parenthesized!(content in input);
            let names = parse::names(&content)?;
            if names.is_empty() {
                return Err(syn::Error::new(
                    parentheses.span.join(),
                    "expected the fields that the function is given, or `ctx`; or remove the parentheses",
                ));
            }
            arguments = Some(names);
        }
        Ok(Self { function, arguments })
    }

    /// The names of the arguments.
    pub(crate) fn arguments(&self) -> &[Ident] {
        self.arguments.as_deref().unwrap_or_default()
    }
}

/// Formats the call as it is written.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown_path(&self.function))?;
        let Some(arguments) = &self.arguments else { return Ok(()) };
        let names: Vec<String> = arguments.iter().map(|name| name.unraw().to_string()).collect();
        write!(f, "({})", names.join(", "))
    }
}

/// Returns a parser of a text in quotes.
pub(crate) fn quoted(
    rule: &str,
    example: &str,
) -> impl FnOnce(ParseStream<'_>) -> syn::Result<LitStr> {
    let message = format!("{rule}; write `{example}`");
    move |input| if input.peek(LitStr) { input.parse() } else { Err(input.error(message)) }
}
