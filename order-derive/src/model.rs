//! A request as its author wrote it: borrowed input with parsed attributes, in declared order.

use proc_macro2::{Span, TokenStream};
use syn::{
    Data, DeriveInput, Fields, Ident, LitStr, Path, Token, Type,
    ext::IdentExt,
    parse::{Parse, Parser},
    punctuated::Punctuated,
    spanned::Spanned,
};

use crate::{
    errors::Errors,
    parse::{self, Allowed, Argument, Bounds, Cond, Value, Word},
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
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) blank: Blank,
    pub(crate) is_secret: bool,
    pub(crate) default: Option<Value>,
    pub(crate) rules: Vec<Rule>,
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
                errors.push(name.span(), format_args!("`{name}` belongs on a field"));
            }
        }
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    for field in &fields.named {
                        request.fields.extend(Field::from_input(field, &request.options, errors));
                    }
                }
                Fields::Unnamed(_) | Fields::Unit => errors.push(
                    input.ident.span(),
                    "an order request has named fields, for their names are the parameters; \
                     derive `OrderValue` on a newtype",
                ),
            },
            Data::Enum(_) => errors.push(
                input.ident.span(),
                "an order request is a struct; derive `OrderValue` on an enum",
            ),
            Data::Union(_) => errors.push(input.ident.span(), "an order request is a struct"),
        }
        request
    }

    fn read_struct_word(&mut self, word: &Word) -> syn::Result<()> {
        let options = &mut self.options;
        match word.name.to_string().as_str() {
            "condition" => {
                let example = "condition(hardware_token, method == ShipToken)";
                let tokens = word.list(example)?.clone();
                let (name, cond) = parse::split_first_comma_group(tokens, word.name.span())
                    .map_err(|error| {
                        syn::Error::new(
                            error.span(),
                            format!("`condition` needs a name and a condition; write `{example}`"),
                        )
                    })?;
                let name = Ident::parse_any.parse2(name).map_err(|error| {
                    syn::Error::new(error.span(), "expected the name of the condition first")
                })?;
                let cond = parse_tokens(cond, &word.name, parse::parse_all)?;
                self.conditions.push(Condition { name, cond });
            }
            "crate" => {
                let Argument::Equals(path) = &word.argument else {
                    return Err(
                        word.wrong("`crate` needs a path; write `crate = path::to::order_core`")
                    );
                };
                set(&mut options.krate, word, syn::parse2(path.clone())?)?;
            }
            "endpoint" => set(&mut options.endpoint, word, Endpoint::from_word(word)?)?,
            "response" => {
                let Argument::Equals(ty) = &word.argument else {
                    return Err(
                        word.wrong("`response` needs a type; write `response = OrderPlaced`")
                    );
                };
                set(&mut options.response, word, syn::parse2(ty.clone())?)?;
            }
            "root" => {
                let text = word.text("root = \"request\"")?;
                set(&mut options.root, word, wire_name(&text)?)?;
            }
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
            "rename_all" => {
                let text = word.text("rename_all = \"camelCase\"")?;
                set(
                    &mut options.rename_all,
                    word,
                    RenameAll::from_name(&text.value(), text.span())?,
                )?;
            }
            "blank" => set(&mut options.blank, word, Blank::from_word(word)?)?,
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

impl<'a> Field<'a> {
    fn from_input(field: &'a syn::Field, options: &Options, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let rust = ident.unraw().to_string();
        let mut parsed = Self {
            ident,
            ty: &field.ty,
            doc: parse::docs(&field.attrs),
            name: options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply(&rust)),
            aliases: Vec::new(),
            blank: options.blank.unwrap_or(Blank::Absent),
            is_secret: false,
            default: None,
            rules: Vec::new(),
        };
        let bare: Vec<&str> =
            FIELD_WORDS.iter().copied().filter(|word| !NAMESPACED.contains(word)).collect();
        let mut seen: Vec<(String, &'static str)> = Vec::new();
        for word in &parse::words(&field.attrs, &bare, errors) {
            if let Err(error) = parsed.read_word(word, &mut seen) {
                errors.add(error);
            }
        }
        Some(parsed)
    }

    fn read_word(
        &mut self,
        word: &Word,
        seen: &mut Vec<(String, &'static str)>,
    ) -> syn::Result<()> {
        let name = word.name.to_string();
        // Words that a field may have only once.
        if let Some(once) = [
            "blank",
            "default_value",
            "rename",
            "secret",
            "allowed",
            "range",
            "length",
            "pattern",
            "format",
        ]
        .into_iter()
        .find(|once| *once == name)
        {
            if seen.iter().any(|(before, _)| *before == name) {
                return Err(word.wrong(format_args!(
                    "`{once}` is given twice for `{}`; keep one",
                    self.ident.unraw(),
                )));
            }
            seen.push((name.clone(), once));
        }
        match name.as_str() {
            "blank" => self.blank = Blank::from_word(word)?,
            "default_value" => {
                self.default = Some(word.parse_list("default_value(false)", Value::parse)?);
            }
            "rename" => self.name = wire_name(&word.text("rename = \"name\"")?)?,
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
        match self.ty {
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
    let cond = || {
        let example = format!("{name}(ev)");
        word.list(&example)?;
        parse_tokens(word.list(&example)?.clone(), &word.name, parse::parse_all)
    };
    let group = |kind| {
        let example = format!("{name}(\"ship\")");
        let group: LitStr = word.parse_list(&example, |input: syn::parse::ParseStream<'_>| {
            if !input.peek(LitStr) {
                return Err(
                    input.error(format!("a group has its name in quotes; write `{example}`"))
                );
            }
            input.parse()
        })?;
        if group.value().trim().is_empty() {
            return Err(syn::Error::new(group.span(), "a group needs a name that is not blank"));
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
            let values = allowed(word.list("allowed(1, 2, 3)")?.clone(), &word.name)?;
            let source = format!("allowed({})", list(&values));
            (RuleKind::Allowed(When::Always, values), source)
        }
        "allowed_if" => {
            let example = "allowed_if(ev, 1, 2)";
            let (cond, values) =
                parse::split_first_comma_group(word.list(example)?.clone(), word.name.span())
                    .map_err(|error| {
                        syn::Error::new(
                            error.span(),
                            format!(
                                "`allowed_if` needs a condition and the values; write `{example}`"
                            ),
                        )
                    })?;
            let cond = parse_tokens(cond, &word.name, parse::parse_all)?;
            let values = allowed(values, &word.name)?;
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
            let example = "pattern(\"[0-9]{5}\")";
            let text: LitStr = word.parse_list(example, |input: syn::parse::ParseStream<'_>| {
                if !input.peek(LitStr) {
                    return Err(
                        input.error(format!("a pattern stands in quotes; write `{example}`"))
                    );
                }
                input.parse()
            })?;
            let compiled = pattern::compile(&text.value())
                .map_err(|message| syn::Error::new(text.span(), message))?;
            let source = format!("pattern({:?})", text.value());
            (RuleKind::Pattern(compiled), source)
        }
        "format" => {
            let format: Ident = word.parse_list("format(email)", Ident::parse_any)?;
            if !FORMATS.iter().any(|known| format == known) {
                let hint = match did_you_mean(&format.to_string(), FORMATS.iter().copied()) {
                    hint if hint.is_empty() => format!("; known are `{}`", FORMATS.join("`, `")),
                    hint => hint,
                };
                return Err(syn::Error::new(
                    format.span(),
                    format!("unknown format `{format}`{hint}"),
                ));
            }
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

fn allowed(tokens: TokenStream, word: &Ident) -> syn::Result<Vec<Allowed>> {
    let values = parse_tokens(tokens, word, Punctuated::<Allowed, Token![,]>::parse_terminated)?;
    let values: Vec<Allowed> = values.into_iter().collect();
    if values.is_empty() {
        return Err(syn::Error::new(
            word.span(),
            format!("`{word}` lists no value, so none is allowed; give it values"),
        ));
    }
    for (index, value) in values.iter().enumerate() {
        let Allowed::One(value) = value else { continue };
        let is_before =
            |before: &Allowed| matches!(before, Allowed::One(before) if before.is_same(value));
        if values[..index].iter().any(is_before) {
            return Err(syn::Error::new(
                value.span(),
                format!("`{value}` is listed twice; remove the second"),
            ));
        }
    }
    Ok(values)
}

fn list(values: &[Allowed]) -> String {
    values.iter().map(Allowed::to_string).collect::<Vec<_>>().join(", ")
}

/// Parses all of `tokens`; what is missing at their end is reported at the word before them.
fn parse_tokens<T>(
    tokens: TokenStream,
    word: &Ident,
    parser: impl Parser<Output = T>,
) -> syn::Result<T> {
    let last = tokens.clone().into_iter().last().map_or(word.span(), |token| token.span());
    parser.parse2(tokens).map_err(|error| {
        let message = error.to_string();
        match message.strip_prefix("unexpected end of input, ") {
            Some(rest) => syn::Error::new(last, format!("`{word}` ends too early: {rest}")),
            None => error,
        }
    })
}

fn set<T>(slot: &mut Option<T>, word: &Word, value: T) -> syn::Result<()> {
    if slot.is_some() {
        return Err(word.wrong(format_args!("`{}` is given twice; keep one", word.name)));
    }
    *slot = Some(value);
    Ok(())
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
        return word.wrong(format_args!("`{name}` belongs on {place}"));
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
    if name.is_empty()
        || name.chars().any(|character| character.is_control() || character.is_whitespace())
    {
        return Err(syn::Error::new(
            text.span(),
            "a wire name is not empty and has no white space",
        ));
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
        let (name, span) = match &word.argument {
            Argument::List(tokens) | Argument::Equals(tokens) if !tokens.is_empty() => {
                (tokens.to_string(), tokens.span())
            }
            _ => {
                return Err(word
                    .wrong("`blank` needs `absent`, `reject` or `value`; write `blank(reject)`"));
            }
        };
        match name.trim_matches('"') {
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
