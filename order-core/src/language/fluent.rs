//! Catalogues in files of [Fluent](https://projectfluent.org), which knows plural forms and grammatical cases.

mod check;

use std::{error::Error, fmt, sync::Arc};

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent};
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

use self::check::line_of;
use crate::{
    OrderRequest,
    language::{Catalogue, Label, Message, Text},
    schema::Schema,
    suggest::nearest,
};

/// The German words, which are part of the library.
const GERMAN: &str = include_str!("de.ftl");

/// A catalogue of Fluent messages. What it does not have is said in English, and so is a message with a place that nothing fills:
/// [`check`](Self::check) finds those.
///
/// The id of a message is that of its [`Text`], such as `must-be`, and its variables are the places of the
/// [English](Text::english) words, such as `$field`. For words of the author of an API there are messages of their own:
///
/// - `rule-Order-job_title-required_if` replaces all that is said of a broken rule: its id after the name of the type,
///   with `-` for every character that an id of Fluent cannot have. It also has the places of `message = "…"`.
/// - `label-Order-job_title` is the label of a field, by its name on the wire.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, language::{Catalogue, Fluent}};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     #[order(label = "Job title")]
///     job_title: Option<String>,
///     #[range(1..=9, message = "{label}: at most {max}")]
///     #[order(label = "Amount")]
///     amount: u8,
/// }
///
/// let violations = Order { ev: true, job_title: None, amount: 10 }.validate().unwrap_err();
/// let german = Fluent::german().with(
///     "label-Order-amount = Menge\n\
///      rule-Order-amount-range = { $label }: höchstens { $max } { $max ->\n    \
///          [one] Stück\n   *[other] Stücke\n }\n",
/// )?;
/// assert_eq!(
///     violations.in_language(&german),
///     "`job_title` ist erforderlich, denn `ev` ist `true`; einen Wert angeben, der nicht leer ist\n\
///      Menge: höchstens 9 Stücke",
/// );
/// # Ok::<(), order_core::language::FluentMistakes>(())
/// ```
pub struct Fluent {
    bundle: concurrent::FluentBundle<Arc<FluentResource>>,
    /// The files of the user, in the order in which they were added.
    files: Vec<Arc<FluentResource>>,
}

impl Fluent {
    /// Creates the German catalogue.
    pub fn german() -> Self {
        let german = Self::new("de", GERMAN).expect("a test reads the German words");
        Self { files: Vec::new(), ..german }
    }

    /// Creates a catalogue from the text of a file. `language` is a tag such as `pt-BR`, which decides the plural forms.
    ///
    /// # Errors
    ///
    /// [`FluentMistakes`] if the tag is none, or if a message cannot be read, is there twice, or is the message of
    /// nothing.
    pub fn new(language: &str, messages: &str) -> Result<Self, FluentMistakes> {
        let language: LanguageIdentifier = language.parse().map_err(|_| {
            FluentMistakes(vec![format!(
                "`{}` is no tag of a language; write one such as `de` or `pt-BR`",
                language.escape_debug()
            )])
        })?;
        let mut bundle = concurrent::FluentBundle::new_concurrent(vec![language]);
        // The marks around places are for texts in two directions, and would stand in logs and JSON.
        bundle.set_use_isolating(false);
        Self { bundle, files: Vec::new() }.with(messages)
    }

    /// Adds messages, such as those of labels and rules of an API.
    ///
    /// # Errors
    ///
    /// [`FluentMistakes`], as from [`new`](Self::new).
    pub fn with(mut self, messages: &str) -> Result<Self, FluentMistakes> {
        let resource = FluentResource::try_new(messages.to_owned()).map_err(|(_, errors)| {
            let said = errors
                .iter()
                .map(|error| format!("line {}: {error}", line_of(messages, error.pos.start)));
            FluentMistakes(said.collect())
        })?;
        let resource = Arc::new(resource);
        let strange: Vec<String> = resource
            .entries()
            .filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name),
                _ => None,
            })
            .filter(|id| !is_own(id) && Text::ALL.iter().all(|text| text.id() != *id))
            .map(|id| {
                let what_to_do = match nearest(id, Text::ALL.iter().map(|text| text.id())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "look for its id in the texts".to_owned(),
                };
                format!("`{id}` is the message of nothing; {what_to_do}")
            })
            .collect();
        if !strange.is_empty() {
            return Err(FluentMistakes(strange));
        }
        self.files.push(Arc::clone(&resource));
        self.bundle.add_resource(resource).map_err(|errors| {
            FluentMistakes(
                errors
                    .iter()
                    .map(|error| match error {
                        FluentError::Overriding { id, .. } => {
                            format!("`{id}` is there twice; keep one")
                        }
                        error => error.to_string(),
                    })
                    .collect(),
            )
        })?;
        Ok(self)
    }

    /// Returns the texts that the catalogue does not have.
    pub fn missing(&self) -> Vec<Text> {
        let is_missing = |text: &Text| !self.bundle.has_message(text.id());
        Text::ALL.iter().copied().filter(is_missing).collect()
    }

    /// Checks the files that were added for a request: each message is that of a text, of a rule or of a field of the request,
    /// and has its places. Without this check a message with a mistake is said in English. Call it in a test.
    ///
    /// [`check_all`](Self::check_all) is for a catalogue that several requests share.
    ///
    /// # Errors
    ///
    /// [`FluentMistakes`] with one line for each mistake, where it stands in the file and what may be meant.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, language::Fluent};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[range(1..=9)]
    ///     #[order(label = "Amount")]
    ///     amount: u8,
    /// }
    ///
    /// let german = Fluent::german().with(
    ///     "label-Order-amuont = Menge\n\
    ///      rule-Order-amount-range = { $label }: höchstens { $maz }\n\
    ///      rule-Order-amount-length = zu lang\n",
    /// )?;
    /// assert_eq!(
    ///     german.check::<Order>().unwrap_err().to_string(),
    ///     "line 1: `label-Order-amuont` is the label of no field of `Order`; did you mean `label-Order-amount`?\n\
    ///      line 2: `rule-Order-amount-range` has no place `$maz`; did you mean `$max`?\n\
    ///      line 3: `rule-Order-amount-length` is the message of no rule of `Order`; \
    ///      an id is made of the name of the type and the id of the rule",
    /// );
    ///
    /// let german = Fluent::german().with("rule-Order-amount-range = höchstens { $max }\n")?;
    /// german.check::<Order>()?;
    /// # Ok::<(), order_core::language::FluentMistakes>(())
    /// ```
    pub fn check<T: OrderRequest>(&self) -> Result<(), FluentMistakes> {
        self.check_all(&[T::SCHEMA])
    }

    /// Checks the files that were added for several requests, like [`check`](Self::check).
    ///
    /// # Errors
    ///
    /// [`FluentMistakes`], as from [`check`](Self::check).
    pub fn check_all(&self, requests: &[&'static Schema]) -> Result<(), FluentMistakes> {
        let mistakes = self.mistakes(requests);
        if mistakes.is_empty() { Ok(()) } else { Err(FluentMistakes(mistakes)) }
    }

    /// Returns the words of a message of the file, if there is one and it says everything.
    fn said(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        errors.is_empty().then(|| said.into_owned())
    }

    fn args(&self, message: &Message) -> FluentArgs<'static> {
        let mut args = FluentArgs::new();
        for place in message.places() {
            let value = match message.number(place).map(i32::try_from) {
                Some(Ok(number)) => FluentValue::from(number),
                // Fluent holds a number as a float, which loses the last digits of a large one.
                Some(Err(_)) | None => {
                    let words = message.words(place, self).unwrap_or_default();
                    // The name of a format chooses among variants, which have ids.
                    let is_chosen = message.text() == Text::Format && place == "name";
                    FluentValue::from(if is_chosen { part_of_id(&words) } else { words })
                }
            };
            args.set(place, value);
        }
        args
    }
}

/// Returns `true` for the id of words of the author of an API.
fn is_own(id: &str) -> bool {
    id.starts_with("rule-") || id.starts_with("label-")
}

/// Returns a name as a part of an id.
fn part_of_id(name: &str) -> String {
    let is_kept = |character: char| character.is_ascii_alphanumeric() || character == '_';
    name.chars().map(|character| if is_kept(character) { character } else { '-' }).collect()
}

impl Catalogue for Fluent {
    fn words(&self, message: &Message) -> String {
        let args = self.args(message);
        let of_rule = message
            .rule()
            .and_then(|rule| self.said(&format!("rule-{}", part_of_id(&rule)), &args));
        of_rule
            .or_else(|| message.own().map(|own| message.fill(own, self)))
            .or_else(|| self.said(message.text().id(), &args))
            .unwrap_or_else(|| message.fill(message.text().english(), self))
    }

    fn label(&self, label: Label) -> Option<String> {
        let (request, field) = (part_of_id(label.request()), part_of_id(label.field()));
        self.said(&format!("label-{request}-{field}"), &FluentArgs::new())
    }

    fn tag(&self) -> Option<String> {
        self.bundle.locales.first().map(LanguageIdentifier::to_string)
    }
}

impl fmt::Debug for Fluent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fluent").field("languages", &self.bundle.locales).finish_non_exhaustive()
    }
}

/// The mistakes in a file of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FluentMistakes(Vec<String>);

impl FluentMistakes {
    /// Returns one message for each mistake.
    pub fn messages(&self) -> &[String] {
        &self.0
    }
}

/// Writes one mistake a line.
impl fmt::Display for FluentMistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl Error for FluentMistakes {}
