//! A request as its author wrote it: borrowed input with parsed attributes, in declared order.

mod rule;

pub(crate) use self::rule::named_format;

use std::rc::Rc;

use proc_macro2::Span;
use syn::{
    Data, DeriveInput, Fields, Ident, LitStr, Path, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::{
    errors::Errors,
    parse::{self, Allowed, Argument, Bounds, Cond, Reference, Value, Word},
    pattern::CompiledPattern,
    proof::Levels,
    rename::RenameAll,
    suggest::did_you_mean,
};

/// A struct that derives `OrderRequest`.
pub(crate) struct Request<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) doc: String,
    pub(crate) options: Options,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) fields: Vec<Field<'a>>,
    /// What the struct itself says: rules over several fields, on members, and conditions of groups.
    pub(crate) rules: Vec<StructRule>,
}

/// A rule that stands on the struct.
pub(crate) struct StructRule {
    pub(crate) word: Ident,
    pub(crate) source: String,
    pub(crate) kind: StructRuleKind,
}

pub(crate) enum StructRuleKind {
    /// `rule(id, C, "text", at = f)`
    Rule { id: String, cond: Cond, text: LitStr, at: Option<Reference> },
    /// `check(id, path::to::function, reads(f, g), "text")`
    Check { id: String, function: Path, reads: Vec<Ident>, text: Option<LitStr> },
    /// A presence or value rule on a member of a nested part.
    Member { at: Reference, rule: RuleKind },
    /// `group_exactly_one("trail", if C)`
    Group { kind: GroupKind, name: LitStr, when: When },
}

/// What `#[order(…)]` on the struct says.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<Path>,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) response: Option<Type>,
    pub(crate) root: Option<String>,
    pub(crate) scalars_are_text: bool,
    pub(crate) rename_all: Option<RenameAll>,
    pub(crate) blank: Option<Blank>,
    pub(crate) skips_blank: bool,
    pub(crate) context: Option<Type>,
    /// Which findings are errors.
    pub(crate) levels: Levels,
    /// The word that asks for serde's traits.
    pub(crate) serde: Option<Ident>,
    /// The words that were read, wrong ones too.
    pub(crate) said: Vec<String>,
}

pub(crate) struct Endpoint {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) span: Span,
}

/// What blank means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    Absent,
    Reject,
    Value,
}

/// `#[condition(name, …)]`
pub(crate) struct Condition {
    pub(crate) name: Ident,
    pub(crate) cond: Cond,
}

pub(crate) struct Field<'a> {
    pub(crate) index: usize,
    /// Name in Rust, without `r#`.
    pub(crate) rust: String,
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) doc: String,
    /// Wire name.
    pub(crate) name: String,
    /// Where the wire name is written.
    pub(crate) name_span: Span,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) blank: Blank,
    pub(crate) is_secret: bool,
    pub(crate) place: FieldPlace,
    place_word: Option<String>,
    /// Where it is said that its scalars are text.
    pub(crate) text: Option<Span>,
    /// What stands between the items of a list that is one text.
    pub(crate) separator: Option<Separator>,
    /// The name of the items of a list in XML.
    pub(crate) item: Option<LitStr>,
    pub(crate) is_nested: bool,
    pub(crate) default: Option<Value>,
    /// The values when absent while a condition holds, the first that does.
    pub(crate) default_ifs: Vec<(Cond, Value)>,
    pub(crate) rules: Vec<Rule>,
    /// Value rules for every item.
    pub(crate) item_rules: Vec<Rule>,
    /// Whether it is in a group whose name could not be read.
    pub(crate) has_broken_group: bool,
}

pub(crate) struct Separator {
    pub(crate) word: Ident,
    pub(crate) text: LitStr,
}

/// Where the value of a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldPlace {
    Body,
    BodyUnlessBlank,
    Flattened,
    UrlPath,
    UrlQuery,
    Skipped,
}

/// One rule of a field.
pub(crate) struct Rule {
    /// The word of the attribute, for errors.
    pub(crate) word: Ident,
    /// The attribute in one canonical spelling.
    pub(crate) source: String,
    pub(crate) kind: RuleKind,
}

pub(crate) enum RuleKind {
    Required(When),
    Forbidden(When),
    PresentIff(Cond),
    Allowed(When, Vec<Allowed>),
    Range(When, Bounds),
    Length(When, Bounds),
    Pattern(When, Rc<CompiledPattern>),
    Format(When, Format),
    Group(GroupKind, LitStr, When),
    Check(Path),
}

/// A named format, or a user's own function.
pub(crate) enum Format {
    Named(Ident),
    Function(Path),
}

pub(crate) enum When {
    Always,
    If(Cond),
    Unless(Cond),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupKind {
    AllOrNone,
    AtLeastOne,
    AtMostOne,
    ExactlyOne,
    Count { min: Option<i128>, max: Option<i128> },
}

/// The words that a field understands.
pub(crate) const FIELD_WORDS: &[&str] = &[
    "alias",
    "allowed",
    "allowed_if",
    "blank",
    "check",
    "default_value",
    "default_value_if",
    "each",
    "flatten",
    "forbidden_if",
    "forbidden_unless",
    "format",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_count",
    "group_exactly_one",
    "item",
    "length",
    "nested",
    "path",
    "pattern",
    "present_iff",
    "query",
    "range",
    "rename",
    "required",
    "required_if",
    "required_unless",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// Those of them that a field has only once.
const ONCE: &[&str] = &[
    "allowed",
    "blank",
    "default_value",
    "flatten",
    "format",
    "item",
    "length",
    "nested",
    "path",
    "pattern",
    "query",
    "range",
    "rename",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// Those of them that only `#[order(…)]` understands.
const NAMESPACED: &[&str] = &[
    "alias",
    "flatten",
    "item",
    "path",
    "query",
    "rename",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// The words that `each` understands.
const ITEM_WORDS: &[&str] = &["allowed", "allowed_if", "format", "length", "pattern", "range"];

/// The words that a struct understands in `#[order(…)]`.
const STRUCT_WORDS: &[&str] = &[
    "allow",
    "blank",
    "check",
    "condition",
    "context",
    "crate",
    "deny",
    "endpoint",
    "rename_all",
    "response",
    "root",
    "rule",
    "scalars",
    "serde",
    "skip_blank",
];

/// The words that may stand on a struct as attributes of their own, and there speak of members or groups.
const STRUCT_BARE: &[&str] = &[
    "allowed",
    "check",
    "condition",
    "forbidden",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_count",
    "group_exactly_one",
    "present_iff",
    "required",
    "rule",
];

/// The named formats.
pub(crate) const FORMATS: &[&str] = &["digits", "email", "hostname", "telephone", "url"];

impl<'a> Request<'a> {
    /// Reads all attributes; mistakes go to `errors`, and what they stand in is left out.
    pub(crate) fn from_input(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let mut request = Self {
            input,
            doc: parse::docs(&input.attrs),
            options: Options::default(),
            conditions: Vec::new(),
            fields: Vec::new(),
            rules: Vec::new(),
        };
        for word in parse::words(&input.attrs, STRUCT_BARE, errors) {
            if let Err(error) = request.read_struct_word(&word) {
                errors.add(error);
            }
        }
        for attribute in &input.attrs {
            if let Some(name) = attribute.path().get_ident()
                && FIELD_WORDS.iter().any(|word| name == word)
                && !STRUCT_BARE.iter().any(|word| name == word)
            {
                errors
                    .push(name.span(), format_args!("`{name}` belongs on a field; move it there"));
            }
        }
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    for (index, field) in fields.named.iter().enumerate() {
                        let field = Field::from_input(index, field, &request.options, errors);
                        request.fields.extend(field);
                    }
                }
                Fields::Unnamed(_) => errors.push(
                    input.ident.span(),
                    "an order request has named fields, for their names are the parameters; \
                     name them, or derive `OrderValue` on a newtype",
                ),
                Fields::Unit => {
                    let message = "an order request has named fields; give it some in braces";
                    errors.push(input.ident.span(), message);
                }
            },
            Data::Enum(_) => errors.push(
                input.ident.span(),
                "an order request is a struct; derive `OrderValue` on an enum",
            ),
            Data::Union(_) => errors.push(
                input.ident.span(),
                "an order request is a struct; make it one with named fields",
            ),
        }
        request.resolve();
        request
    }

    /// An enum with data: a request of one optional field for each variant, of which one is given.
    pub(crate) fn of_variants(
        input: &'a DeriveInput,
        options: Options,
        variants: &'a [syn::Field],
        errors: &mut Errors,
    ) -> Self {
        let field = |(index, variant)| {
            let mut field = Field::from_input(index, variant, &options, errors)?;
            (field.blank, field.is_nested) = (Blank::Value, true);
            Some(field)
        };
        let fields = variants.iter().enumerate().filter_map(field).collect();
        let (doc, conditions, rules) = (parse::docs(&input.attrs), Vec::new(), Vec::new());
        Self { input, doc, options, conditions, fields, rules }
    }

    /// Tells variants from fields on the right of comparisons.
    fn resolve(&mut self) {
        let names: Vec<Ident> = (self.fields.iter().map(|field| field.ident.clone()))
            .chain(self.conditions.iter().map(|condition| condition.name.clone()))
            .collect();
        let is_value = |name: &Ident| names.iter().all(|known| known.unraw() != name.unraw());
        let fields = self.fields.iter_mut().flat_map(|field| {
            let rules = field.rules.iter_mut().chain(&mut field.item_rules);
            let of_rules = rules.filter_map(|rule| rule.kind.cond_mut());
            of_rules.chain(field.default_ifs.iter_mut().map(|(cond, _)| cond))
        });
        let rules = self.rules.iter_mut().filter_map(|rule| rule.kind.cond_mut());
        let conditions = self.conditions.iter_mut().map(|condition| &mut condition.cond);
        for cond in fields.chain(rules).chain(conditions) {
            cond.resolve(&is_value);
        }
    }

    fn read_struct_word(&mut self, word: &Word) -> syn::Result<()> {
        let name = word.name.to_string();
        let options = &mut self.options;
        let is_rule = STRUCT_BARE.contains(&name.as_str());
        let may_repeat = matches!(name.as_str(), "allow" | "deny");
        if !is_rule && !may_repeat {
            once(word, &mut options.said, None)?;
        }
        match name.as_str() {
            "allow" => options.levels.read(word, false)?,
            "deny" => options.levels.read(word, true)?,
            "condition" => {
                let (condition, error) = Condition::from_word(word)?;
                self.conditions.push(condition);
                return error.map_or(Ok(()), Err);
            }
            "crate" => options.krate = Some(krate(word)?),
            "endpoint" => options.endpoint = Some(Endpoint::from_word(word)?),
            "response" => {
                let example = "response = OrderPlaced";
                options.response =
                    Some(word.parse_equals("a type", example, <Type as Parse>::parse)?);
            }
            "root" => options.root = Some(wire_name(&word.text("root = \"request\"")?)?),
            "scalars" => {
                let text = word.text("scalars = \"text\"")?;
                options.scalars_are_text = match text.value().as_str() {
                    "text" => true,
                    "native" => false,
                    other => {
                        let hint = match did_you_mean(other, ["native", "text"]) {
                            hint if hint.is_empty() => "; write `native` or `text`".to_owned(),
                            hint => hint,
                        };
                        return Err(syn::Error::new(
                            text.span(),
                            format!("unknown form of scalars `{other}`{hint}"),
                        ));
                    }
                };
            }
            "rename_all" => options.rename_all = Some(rename_all(word)?),
            "blank" => options.blank = Some(Blank::from_word(word)?),
            "serde" => {
                options.serde = Some(word.name.clone());
                word.alone()?;
            }
            "skip_blank" => {
                word.alone()?;
                options.skips_blank = true;
            }
            "context" => {
                let example = "context = Account";
                options.context =
                    Some(word.parse_equals("a type", example, <Type as Parse>::parse)?);
            }
            _ if is_rule => self.rules.push(rule::struct_rule(word)?),
            other => return Err(unknown_word(word, other, STRUCT_WORDS, FIELD_WORDS, "a field")),
        }
        Ok(())
    }

    /// The index of the field with this Rust name.
    pub(crate) fn field_index(&self, name: &Ident) -> Option<usize> {
        let name = name.unraw().to_string();
        self.fields.iter().position(|field| field.rust == name)
    }

    /// The index of the named condition with this name.
    pub(crate) fn condition_index(&self, name: &Ident) -> Option<usize> {
        self.conditions.iter().position(|condition| condition.name.unraw() == name.unraw())
    }
}

impl Condition {
    /// The condition; one that is wrong keeps its name, so that only the mistake itself is reported.
    fn from_word(word: &Word) -> syn::Result<(Self, Option<syn::Error>)> {
        let example = "condition(hardware_token, method == ShipToken)";
        let (name, cond) = word.list(example)?.split_at_comma().ok_or_else(|| {
            word.wrong(format_args!("`condition` needs a name and a condition; write `{example}`"))
        })?;
        let name = name.parse(Ident::parse).map_err(|_| {
            let message = format!("expected the name of the condition first; write `{example}`");
            syn::Error::new(name.span(), message)
        })?;
        Ok(match cond.parse(parse::condition) {
            Ok(cond) => (Self { name, cond }, None),
            Err(error) => (Self { name, cond: Cond::All(Vec::new()) }, Some(error)),
        })
    }
}

impl<'a> Field<'a> {
    fn from_input(
        index: usize,
        field: &'a syn::Field,
        options: &Options,
        errors: &mut Errors,
    ) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let rust = ident.unraw().to_string();
        let name = options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply(&rust));
        let mut parsed = Self {
            index,
            rust,
            ident,
            ty: &field.ty,
            doc: parse::docs(&field.attrs),
            name,
            name_span: ident.span(),
            aliases: Vec::new(),
            blank: options.blank.unwrap_or(Blank::Absent),
            is_secret: false,
            place: if options.skips_blank { FieldPlace::BodyUnlessBlank } else { FieldPlace::Body },
            place_word: None,
            text: None,
            separator: None,
            item: None,
            is_nested: false,
            default: None,
            default_ifs: Vec::new(),
            rules: Vec::new(),
            item_rules: Vec::new(),
            has_broken_group: false,
        };
        let bare: Vec<&str> = (FIELD_WORDS.iter().copied())
            .filter(|word| !NAMESPACED.contains(word))
            .chain(["condition", "rule"])
            .collect();
        let mut said = Vec::new();
        for word in &parse::words(&field.attrs, &bare, errors) {
            if let Err(error) = parsed.read_word(word, &mut said) {
                parsed.has_broken_group |= word.name.to_string().starts_with("group_");
                errors.add(error);
            }
        }
        Some(parsed)
    }

    fn read_word(&mut self, word: &Word, said: &mut Vec<String>) -> syn::Result<()> {
        let name = word.name.to_string();
        // Rules with a condition of their own may repeat, for different conditions.
        if ONCE.contains(&name.as_str()) && !word.is_conditional() {
            once(word, said, Some(self.ident))?;
        }
        match name.as_str() {
            "blank" => self.blank = Blank::from_word(word)?,
            "default_value" => {
                self.default = Some(word.parse_list("default_value(false)", parse::default)?);
            }
            "rename" => {
                let text = word.text("rename = \"name\"")?;
                (self.name, self.name_span) = (wire_name(&text)?, text.span());
            }
            "alias" => {
                let alias = word.text("alias = \"name\"")?;
                wire_name(&alias)?;
                self.aliases.push(alias);
            }
            "secret" => {
                word.alone()?;
                self.is_secret = true;
            }
            "text" => {
                word.alone()?;
                self.text = Some(word.name.span());
            }
            "separator" => {
                let text = separator(word)?;
                self.separator = Some(Separator { word: word.name.clone(), text });
            }
            "item" => self.item = Some(item_name(word)?),
            "default_value_if" => {
                let example = "default_value_if(ev, 2)";
                let (cond, value) = word.list(example)?.split_at_comma().ok_or_else(|| {
                    word.wrong(format_args!(
                        "`default_value_if` needs a condition and the value; write `{example}`"
                    ))
                })?;
                self.default_ifs
                    .push((cond.parse(parse::condition)?, value.parse(parse::default)?));
            }
            "nested" => {
                word.alone()?;
                self.is_nested = true;
            }
            "each" => {
                let words = word.list("each(length(1..=64))")?.parse(parse::inner_words)?;
                for inner in &words {
                    self.item_rules.push(self.item_rule(inner)?);
                }
            }
            "flatten" | "path" | "query" | "skip" | "skip_blank" => {
                word.alone()?;
                let place = match name.as_str() {
                    "flatten" => FieldPlace::Flattened,
                    "path" => FieldPlace::UrlPath,
                    "query" => FieldPlace::UrlQuery,
                    "skip" => FieldPlace::Skipped,
                    _ => FieldPlace::BodyUnlessBlank,
                };
                if let Some(before) = self.place_word.replace(name.clone()) {
                    return Err(word.wrong(format_args!(
                        "a field stands in one place, and `{before}` says where; keep one"
                    )));
                }
                self.place = place;
                self.is_nested |= place == FieldPlace::Flattened;
            }
            other => {
                if !FIELD_WORDS.contains(&other) {
                    return Err(unknown_word(word, other, FIELD_WORDS, STRUCT_WORDS, "the struct"));
                }
                let (kind, source) = rule::field_rule(word)?;
                self.add_rule(Rule { word: word.name.clone(), source, kind })?;
            }
        }
        Ok(())
    }

    /// The rule that a word inside of `each` states.
    fn item_rule(&self, word: &Word) -> syn::Result<Rule> {
        let name = word.name.to_string();
        if !ITEM_WORDS.contains(&name.as_str()) {
            let takes = format!("`each` takes `{}`", ITEM_WORDS.join("`, `"));
            return Err(match FIELD_WORDS.contains(&name.as_str()) {
                true => {
                    word.wrong(format_args!("`{name}` is not about the value of an item; {takes}"))
                }
                false => unknown_word(word, &name, ITEM_WORDS, &[], ""),
            });
        }
        let (kind, source) = rule::field_rule(word)?;
        let is_again = |before: &Rule| {
            before.word == word.name && kind.cond().is_none() && before.kind.cond().is_none()
        };
        let source = format!("each({source})");
        if self.item_rules.iter().any(|before| is_again(before) || before.source == source) {
            return Err(word.wrong(format_args!(
                "`{name}` is given twice for the items of `{}`; keep one",
                self.ident.unraw(),
            )));
        }
        Ok(Rule { word: word.name.clone(), source, kind })
    }

    fn add_rule(&mut self, rule: Rule) -> syn::Result<()> {
        if self.rules.iter().any(|before| before.source == rule.source) {
            let message = format!(
                "`{}` is given twice for `{}`; remove the second",
                rule.source,
                self.ident.unraw(),
            );
            return Err(syn::Error::new(rule.word.span(), message));
        }
        self.rules.push(rule);
        Ok(())
    }

    /// Whether the type is written as an `Option`.
    pub(crate) fn is_option(&self) -> bool {
        is_option(self.ty)
    }
}

/// Whether a type is written as an `Option`.
pub(crate) fn is_option(mut ty: &Type) -> bool {
    // A type that a `macro_rules!` macro was given comes in an invisible group.
    while let Type::Group(syn::TypeGroup { elem, .. }) | Type::Paren(syn::TypeParen { elem, .. }) =
        ty
    {
        ty = elem;
    }
    match ty {
        Type::Path(path) if path.qself.is_none() => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Option" && !last.arguments.is_none()),
        _ => false,
    }
}

/// Notes a word, and refuses its second use.
pub(crate) fn once(word: &Word, said: &mut Vec<String>, field: Option<&Ident>) -> syn::Result<()> {
    let name = word.name.to_string();
    if !said.contains(&name) {
        said.push(name);
        return Ok(());
    }
    let place = field.map_or_else(String::new, |field| format!(" for `{}`", field.unraw()));
    Err(word.wrong(format_args!("`{name}` is given twice{place}; keep one")))
}

/// `crate = path`
pub(crate) fn krate(word: &Word) -> syn::Result<Path> {
    word.parse_equals("a path", "crate = path::to::order_core", Path::parse_mod_style)
}

/// `rename_all = "camelCase"`
pub(crate) fn rename_all(word: &Word) -> syn::Result<RenameAll> {
    let text = word.text("rename_all = \"camelCase\"")?;
    RenameAll::from_name(&text.value(), text.span())
}

/// A word that is not understood here, with the nearest that is, or where it belongs.
fn unknown_word(
    word: &Word,
    name: &str,
    known: &[&str],
    elsewhere: &[&str],
    place: &str,
) -> syn::Error {
    if elsewhere.contains(&name) {
        return word.wrong(format_args!("`{name}` belongs on {place}; move it there"));
    }
    let hint = match did_you_mean(name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; known are `{}`", known.join("`, `")),
        hint => hint,
    };
    word.wrong(format_args!("unknown attribute `{name}`{hint}"))
}

/// A text that can be a name in every wire format.
pub(crate) fn wire_name(text: &LitStr) -> syn::Result<String> {
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
fn separator(word: &Word) -> syn::Result<LitStr> {
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
fn item_name(word: &Word) -> syn::Result<LitStr> {
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

/// As in XML 1.0, without the colon of namespaces.
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

impl Endpoint {
    fn from_word(word: &Word) -> syn::Result<Self> {
        let example = "endpoint = \"POST /order/code\"";
        let text = word.text(example)?;
        let value = text.value();
        let parts = value.split_once(' ').filter(|(method, path)| {
            !method.is_empty()
                && method.bytes().all(|byte| byte.is_ascii_uppercase())
                && path.starts_with('/')
                && path.bytes().all(|byte| byte.is_ascii_graphic())
        });
        match parts {
            Some((method, path)) => Ok(Self {
                method: method.to_owned(),
                path: path.to_owned(),
                span: word.name.span(),
            }),
            None => Err(syn::Error::new(
                text.span(),
                format!(
                    "an endpoint is a method in capitals, a space and a path; write `{example}`"
                ),
            )),
        }
    }
}

impl Blank {
    fn from_word(word: &Word) -> syn::Result<Self> {
        const NEEDS: &str = "`blank` needs `absent`, `reject` or `value`; write `blank(reject)`";
        let (Argument::List(policy) | Argument::Equals(policy)) = &word.argument else {
            return Err(word.wrong(NEEDS));
        };
        if policy.tokens.is_empty() {
            return Err(word.wrong(NEEDS));
        }
        let parse = |input: ParseStream<'_>| match input.peek(LitStr) {
            true => input.parse().map(|text: LitStr| (text.value(), text.span())),
            false => input.call(Ident::parse_any).map(|name| (name.to_string(), name.span())),
        };
        let (name, span) =
            policy.parse(parse).map_err(|_| syn::Error::new_spanned(&policy.tokens, NEEDS))?;
        match name.as_str() {
            "absent" => Ok(Self::Absent),
            "reject" => Ok(Self::Reject),
            "value" => Ok(Self::Value),
            other => {
                let hint = match did_you_mean(other, ["absent", "reject", "value"]) {
                    hint if hint.is_empty() => "; write `absent`, `reject` or `value`".to_owned(),
                    hint => hint,
                };
                Err(syn::Error::new(span, format!("unknown blank policy `{other}`{hint}")))
            }
        }
    }
}
