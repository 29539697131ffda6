//! Reads the attributes of a field.

use syn::{Ident, LitStr, ext::IdentExt, parse::ParseStream};

use crate::{
    errors::Errors,
    model::{
        Blank, Field, FieldPlace, Options, Rule, Separator,
        names::{item_name, separator, wire_name},
        rule,
        words::{FIELD_WORDS, ITEM_WORDS, NAMESPACED, ONCE, STRUCT_WORDS, once, unknown_word},
    },
    parse::{self, Argument, Word},
    suggest::did_you_mean,
};

impl<'a> Field<'a> {
    pub(super) fn from_input(
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
