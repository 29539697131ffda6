//! Schemas for the values of a slot: a member of a document, or an item in it.

use serde_json::{Value as Json, json};

use crate::{
    export::{
        json_schema::{
            Form, Writer, regex,
            truth::{Truth, all_of, any_of, not},
        },
        known_form::KnownForm,
    },
    schema::{Blank, Choices, Field, Kind, Scalars, Test, WireValue, literal_node},
    value::{Fraction, Node, TextForm, moment::written::Wire},
    wire::{Scalar, strict::is_number_of},
};

/// A slot, and the representation of scalars in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) kind: &'static Kind,
    pub(super) blank: Blank,
    /// The separator of a list that is one text.
    pub(super) separator: Option<&'static str>,
    /// `true` if it may be empty and then counts as absent.
    may_be_absent: bool,
    /// `true` for an item of a list or an entry of a map.
    is_item: bool,
    /// `true` if a blank value is judged like any other, whatever the policy.
    judges_blank: bool,
    /// `true` if null is distinguished from absence.
    is_nullable: bool,
    /// `true` if an absent member may be written as null.
    writes_null: bool,
    form: Form,
    pub(super) scalars: Scalars,
}

impl Slot {
    pub(super) fn of(field: &'static Field, form: Form, scalars: Scalars) -> Self {
        Self {
            kind: field.kind(),
            blank: field.attributes.blank,
            separator: field.attributes.separator,
            may_be_absent: !field.refuses_null()
                && (field.ty.optional || field.attributes.default.is_some()),
            is_item: false,
            judges_blank: false,
            is_nullable: field.ty.nullable,
            writes_null: false,
            form,
            scalars: field.scalars(scalars),
        }
    }

    /// The same slot in a document in which an absent member may be null.
    pub(super) fn or_null(self, writes_null: bool) -> Self {
        Self { writes_null, ..self }
    }

    /// The slot of an item of this list or map; `None` if it is neither.
    pub(super) fn item(self) -> Option<Self> {
        let (Kind::List(item) | Kind::Map(item)) = self.kind else { return None };
        let kind = item();
        Some(Self {
            kind: kind.required(),
            blank: Blank::Absent,
            separator: None,
            may_be_absent: matches!(kind, Kind::Optional(_)),
            is_item: true,
            judges_blank: false,
            // A null item is absent or, in a `serde_json::Value`, an ordinary value.
            is_nullable: false,
            ..self
        })
    }

    /// The slot of a key of this map, which is text in every form.
    pub(super) fn key(self) -> Self {
        Self {
            kind: &Kind::Text,
            blank: Blank::Value,
            separator: None,
            may_be_absent: false,
            is_item: true,
            judges_blank: true,
            is_nullable: false,
            writes_null: false,
            form: Form::Written,
            scalars: Scalars::Native,
        }
    }

    /// The same slot for rules that judge blank values like any other.
    pub(super) fn judging_blank(self) -> Self {
        Self { judges_blank: true, ..self }
    }

    pub(super) fn with_blank(self, blank: Blank) -> Self {
        Self { blank, ..self }
    }

    /// The same slot for a given value; absence is not considered.
    pub(super) fn with_value(self) -> Self {
        Self { may_be_absent: false, blank: Blank::Value, ..self }
    }

    pub(super) fn is_read(self) -> bool {
        self.form == Form::Read
    }

    /// Returns whether numbers and bools are written as text.
    pub(super) fn is_text(self) -> bool {
        self.scalars.are_text()
    }

    /// Returns whether a value of a text form may be a JSON number.
    pub(super) fn has_bare(self, form: &TextForm) -> bool {
        self.has_other_carriers() || self.scalars.are_bare(form)
    }

    /// Returns whether numbers and bools may be JSON numbers and bools.
    pub(super) fn has_native(self) -> bool {
        self.has_other_carriers() || !self.is_text()
    }

    /// Returns whether numbers and bools may be text.
    pub(super) fn has_text(self) -> bool {
        self.has_other_carriers() || self.is_text()
    }

    /// Returns whether text may be a JSON number or bool, and the other way round.
    pub(super) fn has_other_carriers(self) -> bool {
        self.is_read() && !self.scalars.is_strict()
    }

    /// Returns whether a value may be JSON text on reading, such as blank text.
    fn takes_text(self) -> bool {
        self.has_other_carriers()
            || match self.kind {
                Kind::Bool | Kind::Integer { .. } | Kind::Flag => self.is_text(),
                Kind::Formed(form) => !self.scalars.are_bare(form),
                Kind::Text | Kind::Choice(_) | Kind::Any => true,
                Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Optional(_) => false,
            }
    }

    /// The values that count as absent, or as null if null is distinguished.
    fn nothing(self, writer: &mut Writer<'_>) -> Json {
        if !(self.may_be_absent || self.is_nullable) {
            return Json::Bool(false);
        }
        if !self.is_read() {
            // A writer omits absent members, but not absent items.
            return match self.is_nullable || self.is_item || self.writes_null {
                true => json!({ "type": "null" }),
                false => Json::Bool(false),
            };
        }
        let blank_too = self.takes_text()
            && self.blank == Blank::Absent
            && self.separator.is_none()
            && !matches!(self.kind, Kind::Flag | Kind::Any)
            && !self.kind.is_text();
        match self.kind {
            Kind::Flag if self.has_other_carriers() => json!({ "enum": [null, false, "false"] }),
            Kind::Flag if self.is_text() => json!({ "enum": [null, "false"] }),
            Kind::Flag => json!({ "enum": [null, false] }),
            _ if blank_too => writer.absent(),
            _ => json!({ "type": "null" }),
        }
    }

    /// The values that count as absent.
    pub(super) fn absent(self, writer: &mut Writer<'_>) -> Json {
        if self.is_nullable { Json::Bool(false) } else { self.nothing(writer) }
    }

    /// The values that count as null, if null is distinguished from absence.
    pub(super) fn null(self, writer: &mut Writer<'_>) -> Json {
        if self.is_nullable { self.nothing(writer) } else { Json::Bool(false) }
    }

    /// The values that are given but blank.
    pub(super) fn blank_values(self, writer: &mut Writer<'_>) -> Json {
        match self.kind {
            kind if kind.is_text() => writer.blank(),
            Kind::List(_) => {
                let list = json!({ "type": "array", "maxItems": 0 });
                let text = match (self.separator, self.blank) {
                    (None, _) => Json::Bool(false),
                    (Some(_), Blank::Value) => json!({ "const": "" }),
                    (Some(_), _) => writer.blank(),
                };
                any_of(vec![list, text])
            }
            Kind::Map(_) => json!({ "type": "object", "maxProperties": 0 }),
            Kind::Any => any_of(vec![
                writer.blank(),
                json!({ "type": "array", "maxItems": 0 }),
                json!({ "type": "object", "maxProperties": 0 }),
            ]),
            _ => Json::Bool(false),
        }
    }

    /// The values that are absent or ignored by rules, except null.
    pub(super) fn missing(self, writer: &mut Writer<'_>) -> Json {
        let absent = self.absent(writer);
        let blank = match self.blank {
            Blank::Value => Json::Bool(false),
            _ if self.judges_blank => Json::Bool(false),
            _ => self.blank_values(writer),
        };
        any_of(vec![absent, blank])
    }

    /// The values that count as present.
    pub(super) fn present(self, writer: &mut Writer<'_>) -> Json {
        let given = not(self.absent(writer));
        if self.blank != Blank::Absent {
            return given;
        }
        match self.kind {
            Kind::Object(_) if given == Json::Bool(true) => given,
            Kind::Object(_) => json!({ "type": "object" }),
            Kind::Flag | Kind::Any => all_of(vec![given, not(self.blank_values(writer))]),
            _ if self.is_nullable => all_of(vec![given, not(self.blank_values(writer))]),
            Kind::List(_) | Kind::Map(_) => writer.present(),
            kind if kind.is_text() => writer.present(),
            _ if given == Json::Bool(true) => given,
            _ => writer.present(),
        }
    }

    /// The values that count as given.
    pub(super) fn given(self, writer: &mut Writer<'_>) -> Json {
        match (self.kind, self.absent(writer)) {
            (_, Json::Bool(false)) => Json::Bool(true),
            (Kind::Object(_), _) => json!({ "type": "object" }),
            (_, absent) => not(absent),
        }
    }

    /// Translates a test. A missing value passes if `missing`, and null passes if `of_null`.
    ///
    /// Without a test, every value passes.
    pub(super) fn keeps(
        self,
        test: Option<&Test>,
        missing: bool,
        of_null: bool,
        writer: &mut Writer<'_>,
    ) -> Truth {
        let (truth, is_closed) = match test {
            Some(test) => self.test(test, writer),
            None => (Truth::of(true), false),
        };
        let none = Truth::exact(self.missing(writer));
        let null = Truth::exact(self.null(writer));
        let truth = match (missing, is_closed) {
            (true, _) => Truth::any([none, truth]),
            (false, true) => truth,
            (false, false) => Truth::all([truth, none.not()]),
        };
        match (of_null, is_closed) {
            (true, _) => Truth::any([null, truth]),
            (false, true) => truth,
            (false, false) => Truth::all([truth, null.not()]),
        }
    }

    /// Translates a test that the number of items or entries is within bounds.
    pub(super) fn size(
        self,
        min: Option<i128>,
        max: Option<i128>,
        writer: &mut Writer<'_>,
    ) -> Truth {
        let (least, most) = match self.kind {
            Kind::Map(_) => ("minProperties", "maxProperties"),
            _ => ("minItems", "maxItems"),
        };
        let mut size = bounded(least, most, min, max);
        let Some(separator) = self.separator else { return Truth::exact(size) };
        let mut characters = separator.chars();
        let (Some(separator), None) = (characters.next(), characters.next()) else {
            writer.reason("the items of a text with a long separator are not counted".to_owned());
            return self.but_of_texts(Truth::exact(size), writer);
        };
        let separator = regex::literal(&separator.to_string());
        let item = format!("[^{separator}]*");
        let times = |min: i128, max: Option<i128>| match max {
            Some(max) => format!("^{item}(?:{separator}{item}){{{},{}}}$", min - 1, max - 1),
            None => format!("^{item}(?:{separator}{item}){{{},}}$", min - 1),
        };
        let min = min.unwrap_or(0);
        // The empty text is a list without items, and blank for any other policy.
        let is_empty_judged = self.blank == Blank::Value;
        let pattern = match max {
            Some(max) if max < min.max(1) => {
                let list = all_of(vec![size, json!({ "type": "array" })]);
                let is_text = is_empty_judged && min <= 0 && max >= 0;
                let text = if is_text { json!({ "const": "" }) } else { Json::Bool(false) };
                return Truth::exact(any_of(vec![list, text]));
            }
            max => times(min.max(1), max),
        };
        if let Json::Object(size) = &mut size {
            if min > 1 || max.is_some() {
                size.insert("pattern".to_owned(), pattern.into());
            }
            if min > 0 && is_empty_judged {
                size.insert("minLength".to_owned(), 1.into());
            }
        }
        match self.has_other_carriers() && (min > 1) {
            // A number or bool is a list of one item.
            true => Truth::exact(all_of(vec![size, json!({ "type": ["array", "string"] })])),
            false => Truth::exact(size),
        }
    }

    /// Restricts a condition on a list to arrays. Nothing is known about a list that is one text.
    pub(super) fn but_of_texts(self, truth: Truth, writer: &mut Writer<'_>) -> Truth {
        if self.separator.is_none() {
            return truth;
        }
        writer.reason("the items of a list that is one text are not looked at".to_owned());
        let list = json!({ "type": "array" });
        Truth {
            may: match self.is_read() {
                true => any_of(vec![not(list.clone()), truth.may]),
                false => true.into(),
            },
            must: match self.is_read() {
                true => all_of(vec![list, truth.must]),
                false => false.into(),
            },
        }
    }

    /// Restricts a condition on text to JSON text. Nothing is known about a number or bool in place of text.
    pub(super) fn of_text(self, schema: Json, writer: &mut Writer<'_>) -> (Truth, bool) {
        if !self.has_other_carriers() || matches!(schema, Json::Bool(true)) {
            return (Truth::exact(schema), false);
        }
        writer.reason(OTHER_CARRIER.to_owned());
        let others = || json!({ "type": ["number", "boolean"] });
        let may = match &schema {
            // Most keywords ignore values that are not text.
            Json::Object(keywords)
                if !keywords.contains_key("not") && !keywords.contains_key("anyOf") =>
            {
                schema.clone()
            }
            _ => any_of(vec![others(), schema.clone()]),
        };
        (Truth { may, must: all_of(vec![json!({ "type": "string" }), schema]) }, false)
    }

    /// The decimals that are less or greater than `beside`, or equal to it.
    pub(super) fn decimal(
        self,
        is_less: Option<bool>,
        or_equal: bool,
        beside: &Node<'_>,
        writer: &mut Writer<'_>,
    ) -> Truth {
        let text = beside.to_text();
        let is_negative = text.starts_with('-');
        let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
        let sign = if is_negative && !is_zero {
            "-"
        } else if is_zero {
            "-?"
        } else {
            ""
        };
        let signed = |alternatives: Vec<String>| format!("^{sign}(?:{})$", alternatives.join("|"));
        let equal =
            || json!({ "pattern": signed(regex::magnitudes(&text, std::cmp::Ordering::Equal)) });
        let beyond = || {
            let sign = if is_negative && !is_zero { "-" } else { "" };
            json!({ "pattern": format!("^{sign}(?:{})$", regex::magnitudes(&text, std::cmp::Ordering::Greater).join("|")) })
        };
        // The values of `beyond` are further from zero than `beside`, on the same side.
        let is_outwards = |is_less: bool| is_less == (is_negative && !is_zero);
        let strings = match is_less {
            None => equal(),
            Some(is_less) if is_outwards(is_less) => match or_equal {
                true => any_of(vec![beyond(), equal()]),
                false => beyond(),
            },
            Some(_) => not(match or_equal {
                true => beyond(),
                false => any_of(vec![beyond(), equal()]),
            }),
        };
        let is_wide = matches!(self.kind, Kind::Formed(form) if form.is_wide());
        if !matches!(self.kind, Kind::Formed(form) if self.has_bare(form)) {
            return Truth::exact(strings);
        }
        if !is_wide {
            writer.reason("a decimal that is a JSON number is rounded by validators".to_owned());
        }
        let number: Json = serde_json::from_str(&text).unwrap_or_default();
        let numbers = match is_less {
            None => Truth { may: json!({ "const": number }), must: json!(false) },
            Some(is_less) => Truth {
                may: json!({ if is_less { "maximum" } else { "minimum" }: number }),
                must: json!({ if is_less { "exclusiveMaximum" } else { "exclusiveMinimum" }: number }),
            },
        };
        let of = |ty: &'static str, schema: Json| all_of(vec![json!({ "type": ty }), schema]);
        if !self.has_other_carriers() {
            return Truth { may: of("number", numbers.may), must: of("number", numbers.must) };
        }
        Truth {
            may: any_of(vec![of("string", strings.clone()), of("number", numbers.may)]),
            must: any_of(vec![of("string", strings), of("number", numbers.must)]),
        }
    }

    /// The values that can be read or written here, without absence and null.
    pub(super) fn values(self, writer: &mut Writer<'_>) -> Json {
        match self.kind {
            Kind::Bool => self.bools(&[true, false], writer),
            Kind::Flag => self.bools(&[true], writer),
            Kind::Integer { min, max, .. } => writer.integer(self, *min, *max),
            Kind::Text => self.all_texts(),
            Kind::Choice(choices) => writer.choices(self, choices),
            Kind::Formed(form) => {
                if form.is_wide() {
                    writer.reason(WIDE.to_owned());
                }
                if form.is_float() && self.has_text() {
                    writer.reason(FLOAT_AS_TEXT.to_owned());
                }
                self.of_form(form)
            }
            Kind::Any => Json::Bool(true),
            Kind::List(_) => {
                let items = self.item().map_or(Json::Bool(true), |item| item.whole(writer));
                let list = match items {
                    Json::Bool(true) => json!({ "type": "array" }),
                    items => json!({ "type": "array", "items": items }),
                };
                match self.separator {
                    None => list,
                    Some(_) if self.is_read() && !self.has_other_carriers() => {
                        any_of(vec![list, self.separated(writer)])
                    }
                    Some(_) if self.is_read() => {
                        let text = self.separated(writer);
                        let others = json!({ "type": ["number", "boolean"] });
                        any_of(vec![list, text, others])
                    }
                    Some(_) => self.separated(writer),
                }
            }
            Kind::Map(_) => {
                let values = self.item().map_or(Json::Bool(true), |item| item.whole(writer));
                match values {
                    Json::Bool(true) => json!({ "type": "object" }),
                    values => json!({ "type": "object", "additionalProperties": values }),
                }
            }
            Kind::Object(schema) => writer.part(schema, false, self.scalars),
            Kind::Optional(_) => unreachable!("a slot holds what is not null"),
        }
    }

    /// All texts.
    pub(super) fn all_texts(self) -> Json {
        match self.has_other_carriers() {
            true => json!({ "type": ["string", "number", "boolean"] }),
            false => json!({ "type": "string" }),
        }
    }

    /// All values that can be read or written here.
    pub(super) fn whole(self, writer: &mut Writer<'_>) -> Json {
        let nothing = self.nothing(writer);
        let values = self.values(writer);
        any_of(vec![values, nothing])
    }

    /// A list as one text.
    fn separated(self, writer: &mut Writer<'_>) -> Json {
        let separator = self.separator.map(regex::literal).unwrap_or_default();
        let one = self.item().and_then(|item| match item.kind {
            Kind::Text | Kind::Any | Kind::Choice(Choices { other: Some(_), .. }) => None,
            Kind::Bool => Some("true|false".to_owned()),
            Kind::Integer { min, max, is_nonzero: false } => {
                Some(regex::integers(Some(*min), Some(*max)).join("|"))
            }
            Kind::Integer { min, max, is_nonzero: true } => {
                let mut numbers = regex::integers(Some(*min), Some(-1));
                numbers.extend(regex::integers(Some(1), Some(*max)));
                Some(numbers.join("|"))
            }
            Kind::Choice(choices) => {
                let spelled: Vec<String> =
                    spellings(choices, &(0..choices.list.len()).collect::<Vec<_>>())
                        .iter()
                        .map(|spelling| match choices.ignore_case {
                            true => regex::any_case(spelling),
                            false => regex::literal(spelling),
                        })
                        .collect();
                Some(spelled.join("|"))
            }
            Kind::Formed(form) => form.notation().map(|it| regex::of_notation(it).1.to_owned()),
            _ => None,
        });
        let Some(one) = one else { return json!({ "type": "string" }) };
        let may_be_blank = self.item().is_some_and(|item| item.may_be_absent);
        let one = if may_be_blank {
            format!("(?:{one}|[{}]*)", regex::WHITE_SPACE)
        } else {
            format!("(?:{one})")
        };
        let items = json!({ "type": "string", "pattern": format!("^{one}(?:{separator}{one})*$") });
        any_of(vec![items, all_of(vec![json!({ "type": "string" }), self.blank_text(writer)])])
    }

    fn blank_text(self, writer: &mut Writer<'_>) -> Json {
        match self.blank {
            Blank::Value => json!({ "const": "" }),
            _ => writer.blank(),
        }
    }

    pub(super) fn bools(self, values: &[bool], writer: &mut Writer<'_>) -> Json {
        let mut all = Vec::new();
        for value in values {
            if self.has_native() {
                all.push(Json::Bool(*value));
            }
            if self.has_text() {
                all.push(value.to_string().into());
            }
        }
        let listed = match all.len() {
            0 => Json::Bool(false),
            2 if !self.has_text() => json!({ "type": "boolean" }),
            1 => json!({ "const": all[0] }),
            _ => json!({ "enum": all }),
        };
        match self.kind {
            Kind::Flag if values.contains(&true) && self.has_other_carriers() => {
                any_of(vec![listed, writer.blank()])
            }
            _ => listed,
        }
    }

    pub(super) fn number(self, number: i128) -> Json {
        let text = number.to_string();
        match (self.has_native(), self.has_text()) {
            (true, true) => json!({ "enum": [json_integer(number), text] }),
            (true, false) => json!({ "const": json_integer(number) }),
            _ => json!({ "const": text }),
        }
    }

    /// The integers within bounds.
    /// The same slot for the numbers that are points in time.
    pub(super) fn since_epoch(self, wire: &Wire) -> Self {
        Self { kind: wire.numbers(), ..self }
    }

    /// All whole numbers of the kind.
    fn all_integers(self) -> Json {
        match self.kind {
            Kind::Integer { min, max, .. } => self.integers(Some(*min), Some(*max)),
            _ => Json::Bool(false),
        }
    }

    pub(super) fn integers(self, min: Option<i128>, max: Option<i128>) -> Json {
        let (Kind::Integer { min: least, max: most, is_nonzero }, pattern) =
            (self.kind, regex::integers(min, max))
        else {
            return Json::Bool(false);
        };
        let has_zero = (min.unwrap_or(*least)..=max.unwrap_or(*most)).contains(&0);
        if *is_nonzero && has_zero {
            let below = self.integers(min, Some(-1));
            return any_of(vec![below, self.integers(Some(1), max)]);
        }
        if pattern.is_empty()
            || min.is_some_and(|min| min > *most)
            || max.is_some_and(|max| max < *least)
        {
            return Json::Bool(false);
        }
        let mut keywords = serde_json::Map::new();
        let ty = match (self.has_native(), self.has_text()) {
            (true, true) => json!(["integer", "string"]),
            (true, false) => json!("integer"),
            _ => json!("string"),
        };
        keywords.insert("type".to_owned(), ty);
        if let (true, Json::Object(bounds)) =
            (self.has_native(), bounded("minimum", "maximum", min, max))
        {
            keywords.extend(bounds);
        }
        if self.has_text() {
            keywords.insert("pattern".to_owned(), regex::whole(&pattern).into());
        }
        Json::Object(keywords)
    }

    pub(super) fn choices(self, choices: &Choices, kept: &[usize]) -> Json {
        if kept.is_empty() {
            return Json::Bool(false);
        }
        if !self.is_read() {
            let values: Vec<Json> = kept
                .iter()
                .map(|index| match choices.list[*index].wire {
                    WireValue::Text(text) => text.into(),
                    WireValue::Integer(number) if self.is_text() => number.to_string().into(),
                    WireValue::Integer(number) => number.into(),
                })
                .collect();
            return listed(values);
        }
        let mut values: Vec<Json> = Vec::new();
        let mut spelled = spellings(choices, kept);
        if !self.has_other_carriers() {
            let is_number = |spelling: &String| {
                let found = choices.find(spelling).map(|index| &choices.list[index]);
                !self.is_text() && found.is_some_and(|it| is_number_of(it, spelling))
            };
            let (numbers, texts) = spelled.into_iter().partition(is_number);
            spelled = texts;
            let numbers: Vec<String> = numbers;
            values.extend(numbers.iter().filter_map(|number| scalar(number)));
            if !choices.ignore_case {
                values.extend(spelled.iter().map(|spelling| Json::from(spelling.as_str())));
            }
        }
        for spelling in spelled.iter().filter(|_| self.has_other_carriers()) {
            values.extend(scalar(spelling));
            if !choices.ignore_case {
                values.push(spelling.as_str().into());
            }
        }
        for word in ["true", "false"] {
            let is_kept = self.has_other_carriers()
                && choices.find(word).is_some_and(|index| kept.contains(&index));
            if is_kept && !values.contains(&(word == "true").into()) {
                values.push((word == "true").into());
            }
        }
        let any_case: Vec<String> = match choices.ignore_case {
            true => spelled.iter().map(|spelling| regex::any_case(spelling)).collect(),
            false => Vec::new(),
        };
        let pattern = match any_case.is_empty() {
            true => Json::Bool(false),
            false => json!({ "type": "string", "pattern": regex::whole(&any_case) }),
        };
        match values.is_empty() {
            true => pattern,
            false => any_of(vec![pattern, listed(values)]),
        }
    }

    /// The pattern of the texts of a whole number of more than 64 bits, of at most as many digits as the type has.
    fn wide(self, form: &'static TextForm) -> String {
        let has = |text: &str| (form.accepts)(text);
        let zero = if has("0") { "0|" } else { "" };
        let minus = if has("-1") { "-?" } else { "" };
        format!("^(?:{zero}{minus}[1-9][0-9]{{0,38}})$")
    }

    fn of_form(self, form: &'static TextForm) -> Json {
        match form.known() {
            Some(KnownForm::Epoch(wire)) => return self.since_epoch(wire).all_integers(),
            Some(KnownForm::Pattern(wire)) => {
                return json!({ "type": "string", "pattern": regex::whole(&regex::of_wire(wire)) });
            }
            Some(_) | None => {}
        }
        if let Some(notation) = form.notation() {
            let (format, pattern) = regex::of_notation(notation);
            return json!({ "type": "string", "format": format, "pattern": format!("^{pattern}$") });
        }
        let texts = match form.known() {
            Some(KnownForm::Decimal) => {
                json!({ "type": "string", "maxLength": 31, "pattern": regex::DECIMAL })
            }
            Some(KnownForm::Wide) => {
                let number = self.wide(form);
                return match (self.has_native(), self.has_text()) {
                    (true, true) => json!({ "type": ["integer", "string"], "pattern": number }),
                    (true, false) => json!({ "type": "integer" }),
                    (false, _) => json!({ "type": "string", "pattern": number }),
                };
            }
            Some(KnownForm::Float) => {
                let mut schema = match form.is_rounded_to_32_bits() {
                    // What is nearer to the greatest float than to this is read as that.
                    true => {
                        json!({ "exclusiveMinimum": -FIRST_BEYOND, "exclusiveMaximum": FIRST_BEYOND })
                    }
                    false => json!({ "minimum": f64::MIN, "maximum": f64::MAX }),
                };
                schema["type"] = json!("number");
                if !self.has_native() {
                    schema = json!({ "type": "string" });
                }
                if self.has_text() {
                    schema["type"] = if self.has_native() {
                        json!(["number", "string"])
                    } else {
                        json!("string")
                    };
                    schema["pattern"] = FLOAT.into();
                }
                return schema;
            }
            // The last two have returned already.
            Some(
                KnownForm::Local | KnownForm::Other | KnownForm::Epoch(_) | KnownForm::Pattern(_),
            )
            | None => json!({ "type": "string" }),
        };
        match self.has_other_carriers() {
            true => {
                let mut texts = texts;
                texts["type"] = json!(["string", "number"]);
                texts
            }
            false if self.has_bare(form) => json!({ "type": "number" }),
            false => texts,
        }
    }
}

/// The numbers of JSON.
const FLOAT: &str = "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$";

/// The least number that is too great for a float of 32 bits.
const FIRST_BEYOND: f64 = 3.4028235677973366e38;

/// The gap of every float that may be text.
const FLOAT_AS_TEXT: &str = "a float that is text may be beyond the greatest one";

/// The gap of every whole number of more than 64 bits.
const WIDE: &str = "a whole number of more than 64 bits is rounded by validators, and not compared with the greatest one";

pub(super) const OTHER_CARRIER: &str =
    "the text of a number or bool that stands in place of a text is not looked at";

/// Keywords for a minimum and a maximum.
pub(super) fn bounded(least: &str, most: &str, min: Option<i128>, max: Option<i128>) -> Json {
    let mut schema = serde_json::Map::new();
    let is_size = least != "minimum";
    if let Some(min) = min.filter(|min| !is_size || *min > 0) {
        schema.insert(least.to_owned(), json_integer(min));
    }
    if let Some(max) = max {
        if is_size && max < 0 {
            return Json::Bool(false);
        }
        schema.insert(most.to_owned(), json_integer(max));
    }
    match schema.is_empty() && is_size {
        true => Json::Bool(true),
        false => Json::Object(schema),
    }
}

pub(super) fn json_integer(number: i128) -> Json {
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => number.into(),
        (_, Ok(number)) => number.into(),
        _ => (number as f64).into(),
    }
}

/// A number of a rule. One with a fraction becomes the nearest float.
pub(super) fn json_number(number: Fraction) -> Json {
    match number {
        Fraction(number, 0) => json_integer(number),
        number => serde_json::from_str(&number.to_string()).unwrap_or_default(),
    }
}

/// A value of a declaration, as JSON.
pub(super) fn json_of(node: &Node<'_>) -> Json {
    match node {
        Node::Bool(value) => (*value).into(),
        Node::Integer(number) => (*number).into(),
        Node::Unsigned(number) => (*number).into(),
        Node::Text(text) => (*text).into(),
        Node::Formed(formed) => formed.to_string().into(),
        _ => Json::Null,
    }
}

fn listed(values: Vec<Json>) -> Json {
    match <[Json; 1]>::try_from(values) {
        Ok([value]) => json!({ "const": value }),
        Err(values) => json!({ "enum": values }),
    }
}

/// The bool or number with this text.
pub(super) fn scalar(text: &str) -> Option<Json> {
    let value: Json = serde_json::from_str(text).ok()?;
    let is_scalar = matches!(value, Json::Bool(_) | Json::Number(_));
    (is_scalar && text == text.trim()).then_some(value)
}

/// All texts that are read as one of these choices.
pub(super) fn spellings(choices: &Choices, kept: &[usize]) -> Vec<String> {
    let mut spelled: Vec<String> = Vec::new();
    for (index, choice) in choices.list.iter().enumerate().filter(|(index, _)| kept.contains(index))
    {
        let wire = choice.wire.to_string();
        for spelling in std::iter::once(wire.as_str()).chain(choice.aliases.iter().copied()) {
            let is_found = choices.find(spelling) == Some(index);
            if is_found && !spelled.iter().any(|other| other == spelling) {
                spelled.push(spelling.to_owned());
            }
        }
    }
    spelled
}

/// The default that replaces an absent value on reading.
pub(super) fn filled(field: &Field) -> Option<Node<'static>> {
    let default = field.attributes.default.as_ref().filter(|_| !field.ty.optional)?;
    literal_node(Some(field.kind()), default)
}

/// Returns whether the slot accepts numbers that have several spellings which JSON Schema treats as equal.
pub(super) fn has_other_spellings(slot: Slot) -> bool {
    slot.form == Form::Read
        && match slot.kind {
            Kind::Integer { .. } => true,
            Kind::Formed(form) => {
                form.is_number || matches!(form.known(), Some(KnownForm::Epoch(_)))
            }
            Kind::Choice(choices) => choices.list.iter().any(|choice| {
                let wire = choice.wire.to_string();
                std::iter::once(wire.as_str()).chain(choice.aliases.iter().copied()).any(|text| {
                    Scalar::Text(text).integer().is_some()
                        || matches!(scalar(text), Some(Json::Number(_)))
                })
            }),
            _ => false,
        }
}
