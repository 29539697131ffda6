//! Reads the attributes of a struct.

use syn::{Data, DeriveInput, Fields, Ident, Type, parse::Parse};

use crate::{
    errors::Errors,
    model::{
        Blank, Condition, Endpoint, Field, Options, Request, Scalars,
        names::wire_name,
        rule,
        words::{
            Describer, STRUCT_BARE, STRUCT_WORDS, field_words, krate, once, rename_all,
            unknown_word,
        },
    },
    parse::{self, Cond, Docs, Names, Word, condition},
    proof::shape::is_deep_in_wrappers,
    suggest::did_you_mean,
};

impl<'a> Request<'a> {
    /// Reads all attributes. Mistakes go to `errors`, and a wrong attribute is omitted.
    pub(crate) fn from_input(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let mut request = Self {
            input,
            doc: Docs::of(&input.attrs),
            options: Options::default(),
            conditions: Vec::new(),
            fields: Vec::new(),
            rules: Vec::new(),
        };
        let is_namespaced = is_namespaced(input);
        let is_bare = |name: &str| !is_namespaced && STRUCT_BARE.contains(&name);
        let words = parse::words(&input.attrs, is_bare, errors);
        let names = Names::new(input, &words);
        request.options.is_namespaced = is_namespaced;
        for word in &words {
            if let Err(error) = request.read_struct_word(word, &names) {
                errors.add(error);
            }
        }
        let of_fields = field_words();
        for attribute in input.attrs.iter().filter(|_| !is_namespaced) {
            if let Some(name) = attribute.path().get_ident()
                && of_fields.iter().any(|word| name == word)
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
                        let field =
                            Field::from_input(index, field, &request.options, &names, errors);
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
        request.read_notations();
        request.see_by_way();
        request
    }

    /// Lets generated code see fields by way of their types, if several may hold what is no value in more than one wrapper: of
    /// the second one in a function, rustc would report another form of the same mistake.
    fn see_by_way(&mut self) {
        let mut deep: Vec<_> =
            (self.fields.iter_mut()).filter(|field| is_deep_in_wrappers(field.ty)).collect();
        if deep.len() > 1 {
            deep.iter_mut().for_each(|field| field.set_way(field.ty));
        }
    }

    /// Reads an enum with data: a request with one optional field for each variant, exactly one of which is given.
    pub(crate) fn of_variants(
        input: &'a DeriveInput,
        options: Options,
        variants: &'a [syn::Field],
        errors: &mut Errors,
    ) -> Self {
        let options = Options { names_variants: true, ..options };
        let names = Names::new(input, &[]);
        let field = |(index, variant)| {
            let mut field = Field::from_input(index, variant, &options, &names, errors)?;
            (field.blank, field.is_nested) = (Blank::Value, true);
            Some(field)
        };
        let fields = variants.iter().enumerate().filter_map(field).collect();
        let (doc, conditions, rules) = (Docs::of(&input.attrs), Vec::new(), Vec::new());
        Self { input, doc, options, conditions, fields, rules }
    }

    /// Reads a newtype with rules: a request with one field, which has the name of the type.
    pub(crate) fn of_newtype(
        input: &'a DeriveInput,
        options: Options,
        field: &'a syn::Field,
        words: &[Word],
        errors: &mut Errors,
    ) -> Self {
        let names = Names::new(input, &[]);
        let mut parsed = Field::from_input(0, field, &options, &names, errors);
        if let Some(field) = &mut parsed {
            field.read_type_words(words, &names, errors);
        }
        let (doc, conditions, rules) = (Docs::of(&input.attrs), Vec::new(), Vec::new());
        Self { input, doc, options, conditions, fields: parsed.into_iter().collect(), rules }
    }

    fn read_struct_word(&mut self, word: &Word, names: &Names<'_>) -> syn::Result<()> {
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
                let (condition, error) = Condition::from_word(word, names)?;
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
                options.scalars = match text.value().as_str() {
                    "native" => Scalars::Native,
                    "number" => Scalars::Number,
                    "text" => Scalars::Text,
                    other => {
                        let hint = match did_you_mean(other, ["native", "number", "text"]) {
                            hint if hint.is_empty() => {
                                "; write `native`, `number` or `text`".to_owned()
                            }
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
            name if Describer::of(name).is_some() => {
                options.described.push(word.name.clone());
                word.alone()?;
            }
            "skip_blank" => {
                word.alone()?;
                options.skips_blank = true;
            }
            "strict" => {
                word.alone()?;
                options.is_strict = true;
            }
            // Read before all others, for the where clause of the type.
            "bound" => {}
            "namespaced" => word.alone()?,
            "update" => {
                let example = "update = OrderUpdate";
                options.update =
                    Some(word.parse_equals("a name", example, <Ident as Parse>::parse)?);
            }
            "context" => {
                let example = "context = Account";
                options.context =
                    Some(word.parse_equals("a type", example, <Type as Parse>::parse)?);
            }
            _ if is_rule => self.rules.extend(rule::struct_rule(word, names)?),
            other => {
                return Err(unknown_word(word, other, STRUCT_WORDS, &field_words(), "a field"));
            }
        }
        Ok(())
    }
}

/// Returns `true` if the words of the language are only those inside `#[order(…)]`, and all other attributes belong to
/// other derives.
pub(crate) fn is_namespaced(input: &DeriveInput) -> bool {
    // The words are read again, which reports mistakes in them.
    let words = parse::words(&input.attrs, |_| false, &mut Errors::default());
    words.iter().any(|word| word.name == "namespaced")
}

impl Condition {
    /// Reads a named condition. A wrong one keeps its name, so that only the mistake itself is reported.
    fn from_word(word: &Word, names: &Names<'_>) -> syn::Result<(Self, Option<syn::Error>)> {
        let example = "condition(hardware_token, method == ShipToken)";
        let (name, cond) = word.list(example)?.split_at_comma().ok_or_else(|| {
            word.wrong(format_args!("`condition` needs a name and a condition; write `{example}`"))
        })?;
        let name = name.parse(Ident::parse).map_err(|_| {
            let message = format!("expected the name of the condition first; write `{example}`");
            syn::Error::new(name.span(), message)
        })?;
        Ok(match cond.parse(condition(names)) {
            Ok(cond) => (Self { name, cond }, None),
            Err(error) => (Self { name, cond: Cond::All(Vec::new()) }, Some(error)),
        })
    }
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
