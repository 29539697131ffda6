//! A request as its author wrote it: borrowed input with parsed attributes, in declared order.

use proc_macro2::Span;
use syn::{
    Data, DeriveInput, Fields, Ident, LitStr, Path, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::{
    errors::Errors,
    parse::{self, Allowed, Argument, Bounds, Cond, Tokens, Value, Word},
    pattern::{self, CompiledPattern},
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
    pub(crate) default: Option<Value>,
    pub(crate) rules: Vec<Rule>,
    /// Whether it is in a group whose name could not be read.
    pub(crate) has_broken_group: bool,
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
    Range(Bounds),
    Length(Bounds),
    Pattern(CompiledPattern),
    Format(Ident),
    Group(GroupKind, LitStr),
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
}

/// The words that a field understands.
pub(crate) const FIELD_WORDS: &[&str] = &[
    "alias",
    "allowed",
    "allowed_if",
    "blank",
    "default_value",
    "forbidden_if",
    "forbidden_unless",
    "format",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_exactly_one",
    "length",
    "pattern",
    "present_iff",
    "range",
    "rename",
    "required",
    "required_if",
    "required_unless",
    "secret",
];

/// Those of them that a field has only once.
const ONCE: &[&str] = &[
    "allowed",
    "blank",
    "default_value",
    "format",
    "length",
    "pattern",
    "range",
    "rename",
    "secret",
];

/// Those of them that only `#[order(…)]` understands.
const NAMESPACED: &[&str] = &["alias", "rename", "secret"];

/// The words that a struct understands in `#[order(…)]`.
const STRUCT_WORDS: &[&str] =
    &["blank", "condition", "crate", "endpoint", "rename_all", "response", "root", "scalars"];

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
        };
        for word in parse::words(&input.attrs, &["condition"], errors) {
            if let Err(error) = request.read_struct_word(&word) {
                errors.add(error);
            }
        }
        for attribute in &input.attrs {
            if let Some(name) = attribute.path().get_ident()
                && FIELD_WORDS.iter().any(|word| name == word)
            {
                errors
                    .push(name.span(), format_args!("`{name}` belongs on a field; move it there"));
            }
        }
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    for field in &fields.named {
                        request.fields.extend(Field::from_input(field, &request.options, errors));
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
        request
    }

    fn read_struct_word(&mut self, word: &Word) -> syn::Result<()> {
        let name = word.name.to_string();
        let options = &mut self.options;
        if name != "condition" {
            once(word, &mut options.said, None)?;
        }
        match name.as_str() {
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
            other => return Err(unknown_word(word, other, STRUCT_WORDS, FIELD_WORDS, "a field")),
        }
        Ok(())
    }

    /// The index of the field with this Rust name.
    pub(crate) fn field_index(&self, name: &Ident) -> Option<usize> {
        self.fields.iter().position(|field| field.ident.unraw() == name.unraw())
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
    fn from_input(field: &'a syn::Field, options: &Options, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let rust = ident.unraw().to_string();
        let mut parsed = Self {
            ident,
            ty: &field.ty,
            doc: parse::docs(&field.attrs),
            name: options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply(&rust)),
            name_span: ident.span(),
            aliases: Vec::new(),
            blank: options.blank.unwrap_or(Blank::Absent),
            is_secret: false,
            default: None,
            rules: Vec::new(),
            has_broken_group: false,
        };
        let bare: Vec<&str> = (FIELD_WORDS.iter().copied())
            .filter(|word| !NAMESPACED.contains(word))
            .chain(["condition"])
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
        if ONCE.contains(&name.as_str()) {
            once(word, said, Some(self.ident))?;
        }
        match name.as_str() {
            "blank" => self.blank = Blank::from_word(word)?,
            "default_value" => {
                self.default = Some(word.parse_list("default_value(false)", Value::parse)?);
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
            other => {
                if !FIELD_WORDS.contains(&other) {
                    return Err(unknown_word(word, other, FIELD_WORDS, STRUCT_WORDS, "the struct"));
                }
                let (kind, source) = read_rule(word)?;
                self.add_rule(Rule { word: word.name.clone(), source, kind })?;
            }
        }
        Ok(())
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
        // A type that a `macro_rules!` macro was given comes in an invisible group.
        let mut ty = self.ty;
        while let Type::Group(syn::TypeGroup { elem, .. })
        | Type::Paren(syn::TypeParen { elem, .. }) = ty
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
}

fn read_rule(word: &Word) -> syn::Result<(RuleKind, String)> {
    let name = word.name.to_string();
    let cond = || word.list(&format!("{name}(ev)"))?.parse(parse::condition);
    let group = |kind| {
        let example = format!("{name}(\"ship\")");
        let group = quoted(word, "a group has its name in quotes", &example)?;
        if group.value().trim().is_empty() {
            let message = "the name of a group is not blank; give it one";
            return Err(syn::Error::new(group.span(), message));
        }
        let source = format!("{name}({:?})", group.value());
        Ok((RuleKind::Group(kind, group), source))
    };
    let of_cond = |cond: Cond, kind: fn(Cond) -> RuleKind| {
        let source = format!("{name}({cond})");
        (kind(cond), source)
    };
    Ok(match name.as_str() {
        "required" => {
            word.alone()?;
            (RuleKind::Required(When::Always), name)
        }
        "required_if" => of_cond(cond()?, |cond| RuleKind::Required(When::If(cond))),
        "required_unless" => of_cond(cond()?, |cond| RuleKind::Required(When::Unless(cond))),
        "forbidden_if" => of_cond(cond()?, |cond| RuleKind::Forbidden(When::If(cond))),
        "forbidden_unless" => of_cond(cond()?, |cond| RuleKind::Forbidden(When::Unless(cond))),
        "present_iff" => of_cond(cond()?, RuleKind::PresentIff),
        "allowed" => {
            let values = allowed(word.list("allowed(1, 2, 3)")?)?;
            let source = format!("allowed({})", list(&values));
            (RuleKind::Allowed(When::Always, values), source)
        }
        "allowed_if" => {
            let example = "allowed_if(ev, 1, 2)";
            let (cond, values) = word.list(example)?.split_at_comma().ok_or_else(|| {
                word.wrong(format_args!(
                    "`allowed_if` needs a condition and the values; write `{example}`"
                ))
            })?;
            let (cond, values) = (cond.parse(parse::condition)?, allowed(&values)?);
            let source = format!("allowed_if({cond}, {})", list(&values));
            (RuleKind::Allowed(When::If(cond), values), source)
        }
        "range" => {
            let bounds: Bounds = word.parse_list("range(1..=3)", Bounds::parse)?;
            let source = format!("range({bounds})");
            (RuleKind::Range(bounds), source)
        }
        "length" => {
            let bounds: Bounds = word.parse_list("length(1..=64)", Bounds::parse)?;
            let source = format!("length({bounds})");
            (RuleKind::Length(bounds), source)
        }
        "pattern" => {
            let text = quoted(word, "a pattern stands in quotes", "pattern(\"[0-9]{5}\")")?;
            let compiled = pattern::compile(&text.value())
                .map_err(|message| syn::Error::new(text.span(), message))?;
            let source = format!("pattern({:?})", text.value());
            (RuleKind::Pattern(compiled), source)
        }
        "format" => {
            let format = format(word)?;
            let source = format!("format({format})");
            (RuleKind::Format(format), source)
        }
        "group_all_or_none" => group(GroupKind::AllOrNone)?,
        "group_at_least_one" => group(GroupKind::AtLeastOne)?,
        "group_at_most_one" => group(GroupKind::AtMostOne)?,
        "group_exactly_one" => group(GroupKind::ExactlyOne)?,
        other => return Err(word.wrong(format_args!("`{other}` is no rule"))),
    })
}

/// The text in quotes that is the one argument of a word.
fn quoted(word: &Word, rule: &str, example: &str) -> syn::Result<LitStr> {
    word.parse_list(example, |input| {
        if !input.peek(LitStr) {
            return Err(input.error(format!("{rule}; write `{example}`")));
        }
        input.parse()
    })
}

fn format(word: &Word) -> syn::Result<Ident> {
    let known = || format!("; known are `{}`", FORMATS.join("`, `"));
    let format = word.parse_list("format(email)", |input| {
        if !input.peek(Ident::peek_any) {
            return Err(input.error(format!("expected the name of a format{}", known())));
        }
        input.call(Ident::parse_any)
    })?;
    if FORMATS.iter().any(|known| format == known) {
        return Ok(format);
    }
    let hint = match did_you_mean(&format.to_string(), FORMATS.iter().copied()) {
        hint if hint.is_empty() => known(),
        hint => hint,
    };
    Err(syn::Error::new(format.span(), format!("unknown format `{format}`{hint}")))
}

fn allowed(tokens: &Tokens) -> syn::Result<Vec<Allowed>> {
    let values: Vec<Allowed> = tokens.parse(parse::values)?;
    for (index, value) in values.iter().enumerate() {
        let Allowed::One(value) = value else { continue };
        let is_before =
            |before: &Allowed| matches!(before, Allowed::One(before) if before.is_same(value));
        if values[..index].iter().any(is_before) {
            return Err(parse::listed_twice(value));
        }
    }
    Ok(values)
}

fn list(values: &[Allowed]) -> String {
    values.iter().map(Allowed::to_string).collect::<Vec<_>>().join(", ")
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
    let has_space =
        name.chars().any(|character| character.is_control() || character.is_whitespace());
    if name.is_empty() {
        return Err(syn::Error::new(text.span(), "a wire name is not empty; give it one"));
    }
    if has_space {
        return Err(syn::Error::new(text.span(), "a wire name has no white space; remove it"));
    }
    Ok(name)
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
