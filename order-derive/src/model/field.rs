//! Reads the attributes of a field.

use syn::{Ident, LitStr, ext::IdentExt, parse::ParseStream};

use crate::{
    errors::Errors,
    model::{
        Blank, Deprecated, Field, FieldPlace, Options, Rule, Separator, When, Written,
        names::{item_name, separator, wire_name},
        rule,
        words::{
            STRUCT_WORDS, field_words, is_bare_word, is_field_word, is_once, item_words, key_words,
            once, unknown_word,
        },
    },
    parse::{self, Argument, Docs, Names, Word, condition},
    scope::local_name,
    suggest::did_you_mean,
};

impl<'a> Field<'a> {
    pub(super) fn from_input(
        index: usize,
        field: &'a syn::Field,
        options: &Options,
        names: &Names<'_>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let rust = ident.unraw().to_string();
        let name = options.wire_name(&rust);
        let mut parsed = Self {
            index,
            local: local_name("field", &rust, index, &field.ty),
            present: local_name("present", &rust, index, &field.ty),
            rust,
            ident,
            at_type: None,
            way: None,
            ty: &field.ty,
            shown_ty: &field.ty,
            vis: &field.vis,
            attrs: &field.attrs,
            doc: Docs::of(&field.attrs),
            name,
            name_span: ident.span(),
            label: None,
            aliases: Vec::new(),
            blank: options.blank.unwrap_or(Blank::Absent),
            blank_span: ident.span(),
            blank_message: None,
            is_secret: false,
            replaced: None,
            unchecked: None,
            place: if options.skips_blank { FieldPlace::BodyUnlessBlank } else { FieldPlace::Body },
            place_word: None,
            place_span: ident.span(),
            text: None,
            number: None,
            written: None,
            separator: None,
            item: None,
            is_nested: false,
            deprecated: None,
            default: None,
            default_ifs: Vec::new(),
            rules: Vec::new(),
            item_rules: Vec::new(),
            key_rules: Vec::new(),
            has_broken_group: false,
        };
        let is_bare = |name: &str| {
            !options.is_namespaced && (is_bare_word(name) || ["condition", "rule"].contains(&name))
        };
        let mut said = Vec::new();
        for word in &parse::words(&field.attrs, is_bare, errors) {
            if let Err(error) = parsed.read_word(word, names, &mut said) {
                parsed.has_broken_group |= word.name.to_string().starts_with("group_");
                errors.add(error);
            }
        }
        // What is a value is sent.
        if parsed.place == FieldPlace::BodyUnlessBlank && parsed.blank == Blank::Value {
            parsed.place = FieldPlace::Body;
        }
        Some(parsed)
    }

    /// Reads the rules of a newtype. They judge the value alone, so none has a condition.
    pub(super) fn read_type_words(
        &mut self,
        words: &[Word],
        names: &Names<'_>,
        errors: &mut Errors,
    ) {
        let mut said = Vec::new();
        for word in words {
            let count = (self.rules.len(), self.item_rules.len(), self.key_rules.len());
            if let Err(error) = self.read_word(word, names, &mut said) {
                errors.add(error);
                continue;
            }
            let of_items = self.item_rules[count.1..].iter_mut();
            let of_items = of_items.chain(&mut self.key_rules[count.2..]);
            let added = self.rules[count.0..].iter_mut().chain(of_items);
            for rule in added {
                // Without its condition, no name in it is looked up.
                let has_condition = !matches!(rule.when, When::Always);
                rule.when = When::Always;
                if !has_condition || rule.is_half {
                    continue;
                }
                errors.push(
                    rule.word.span(),
                    format_args!(
                        "a newtype sees no other field, so its rules have no condition; put `{}` on the field",
                        rule.word,
                    ),
                );
            }
        }
    }

    fn read_word(
        &mut self,
        word: &Word,
        names: &Names<'_>,
        said: &mut Vec<String>,
    ) -> syn::Result<()> {
        let name = word.name.to_string();
        // Rules with their own condition may be repeated, for different conditions.
        if is_once(&name) && !word.is_conditional() && !word.warns() {
            once(word, said, Some(self.ident))?;
        }
        match name.as_str() {
            "blank" => {
                let (word, message) = word.split_message()?;
                if word.warns() {
                    return Err(word.wrong(format_args!(
                        "`blank` says what a blank value is, and every rule of `{0}` depends on that, so it does not warn; \
                         write `#[rule(blank_{0}, given({0}) => present({0}), \"…\", at = {0}, warn)]` on the struct",
                        self.ident.unraw(),
                    )));
                }
                (self.blank, self.blank_span) = (Blank::from_word(&word)?, word.name.span());
                if let Some(message) = &message
                    && self.blank != Blank::Reject
                {
                    return Err(syn::Error::new(
                        message.span(),
                        "only `blank(reject)` refuses a value, so nothing would say this; remove it",
                    ));
                }
                self.blank_message = message;
            }
            "label" => {
                let text = word.text("label = \"Job title\"")?;
                if text.value().trim().is_empty() {
                    let message = "a label is not blank; write how people call the field";
                    return Err(syn::Error::new(text.span(), message));
                }
                self.label = Some(text);
            }
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
            "unchecked" => {
                word.alone()?;
                self.unchecked = Some(word.name.span());
            }
            "replace" => {
                word.alone()?;
                self.replaced = Some(word.name.span());
            }
            "number" => {
                word.alone()?;
                self.number = Some(word.name.span());
            }
            "epoch" | "notation" => {
                let written = Written::of_word(word)?;
                if let Some(before) = self.written.replace(written) {
                    return Err(before.given_before(word));
                }
            }
            "text" => {
                word.alone()?;
                self.text = Some(word.name.span());
            }
            "separator" => {
                let text = separator(word)?;
                self.separator = Some(Separator { word: word.name.clone(), text });
            }
            "deprecated" => self.deprecated = Some(Deprecated::from_word(word)?),
            "item" => self.item = Some(item_name(word)?),
            "default_value_if" => {
                let example = "default_value_if(ev, 2)";
                let (cond, value) = word.list(example)?.split_at_comma().ok_or_else(|| {
                    word.wrong(format_args!(
                        "`default_value_if` needs a condition and the value; write `{example}`"
                    ))
                })?;
                self.default_ifs
                    .push((cond.parse(condition(names))?, value.parse(parse::default)?));
            }
            "nested" => {
                word.alone()?;
                self.is_nested = true;
            }
            "each" => {
                let words = word.list("each(length(1..=64))")?.parse(parse::inner_words)?;
                for inner in &words {
                    let rules = self.item_rule(inner, names)?;
                    self.item_rules.extend(rules);
                }
            }
            "keys" => {
                let words = word.list("keys(length(1..=64))")?.parse(parse::inner_words)?;
                for inner in &words {
                    let rules = self.key_rule(inner, names)?;
                    self.key_rules.extend(rules);
                }
            }
            "flatten" | "header" | "path" | "query" | "skip" | "skip_blank" => {
                word.alone()?;
                let place = match name.as_str() {
                    "flatten" => FieldPlace::Flattened,
                    "header" => FieldPlace::Header,
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
                (self.place, self.place_span) = (place, word.name.span());
                self.is_nested |= place == FieldPlace::Flattened;
            }
            "immutable" | "set_once" => {
                word.alone()?;
                self.add_rule(vec![rule::stays(word, self.ident)])?;
            }
            other => {
                if !is_field_word(other) {
                    let known = field_words();
                    return Err(unknown_word(word, other, &known, STRUCT_WORDS, "the struct"));
                }
                self.add_rule(rule::field_rule(word, names)?)?;
            }
        }
        Ok(())
    }

    /// Reads the rule that a word inside `each` states.
    fn item_rule(&self, word: &Word, names: &Names<'_>) -> syn::Result<Vec<Rule>> {
        let of = ("each", "the value of an item", "items");
        self.inner_rule(word, names, &item_words(), &self.item_rules, of)
    }

    /// Reads the rule that a word inside `keys` states.
    fn key_rule(&self, word: &Word, names: &Names<'_>) -> syn::Result<Vec<Rule>> {
        let of = ("keys", "the text of a key", "keys");
        self.inner_rule(word, names, &key_words(), &self.key_rules, of)
    }

    /// Reads a rule inside `each` or `keys`. The texts are the outer word, what the rule is about, and what there are
    /// several of.
    fn inner_rule(
        &self,
        word: &Word,
        names: &Names<'_>,
        known: &[&'static str],
        others: &[Rule],
        (outer, about, several): (&str, &str, &str),
    ) -> syn::Result<Vec<Rule>> {
        let name = word.name.to_string();
        if !known.contains(&name.as_str()) {
            let takes = format!("`{outer}` takes `{}`", known.join("`, `"));
            return Err(match is_field_word(&name) {
                true => word.wrong(format_args!("`{name}` is not about {about}; {takes}")),
                false => unknown_word(word, &name, known, &[], ""),
            });
        }
        let mut rules = rule::field_rule(word, names)?;
        for rule in &mut rules {
            rule.source = format!("{outer}({})", rule.source);
        }
        let is_always = |rule: &Rule| matches!(rule.when, When::Always);
        let is_again = |before: &Rule| {
            rules.iter().any(|rule| {
                before.source == rule.source
                    || before.word == rule.word
                        && before.unit() == rule.unit()
                        && before.severity == rule.severity
                        && is_always(before)
                        && is_always(rule)
            })
        };
        if others.iter().any(is_again) {
            return Err(word.wrong(format_args!(
                "`{name}` is given twice for the {several} of `{}`; keep one",
                self.ident.unraw(),
            )));
        }
        Ok(rules)
    }

    fn add_rule(&mut self, rules: Vec<Rule>) -> syn::Result<()> {
        let is_again = |rule: &&Rule| self.rules.iter().any(|before| before.source == rule.source);
        if let Some(rule) = rules.iter().find(is_again) {
            let message = format!(
                "`{}` is given twice for `{}`; remove the second",
                rule.source,
                self.ident.unraw(),
            );
            return Err(syn::Error::new(rule.word.span(), message));
        }
        self.rules.extend(rules);
        Ok(())
    }
}

impl Deprecated {
    /// `deprecated = "use `other`"`
    pub(crate) fn from_word(word: &Word) -> syn::Result<Self> {
        let example = "deprecated = \"use `other`\"";
        let instead = match &word.argument {
            Argument::Equals(_) => word.text(example)?,
            Argument::List(_) | Argument::None => {
                return Err(word.wrong(format_args!(
                    "`deprecated` says what to use instead; write `{example}`"
                )));
            }
        };
        if instead.value().trim().is_empty() {
            let message = format!("what to use instead is not blank; write `{example}`");
            return Err(syn::Error::new(instead.span(), message));
        }
        Ok(Self { word: word.name.clone(), instead })
    }
}

impl Blank {
    pub(super) fn from_word(word: &Word) -> syn::Result<Self> {
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
