//! The definition of one request: its members and its rules.

use serde_json::{Map, Value as Json, json};

use crate::{
    export::{
        Gap,
        docs::speaker::{Language, Speaker},
        json_schema::{
            Form, Parameter, Writer,
            condition::{Conditions, count, property},
            deprecated, described, names_of, regex,
            slot::{Slot, filled, has_other_spellings, json_of},
            test::judge,
            truth::{Truth, all_of, any_of, not},
            with_remarks,
        },
    },
    language::{Text, Value},
    schema::{
        At, Blank, Demand, Field, FieldPlace, GroupKind, Kind, Rule, Scalars, Schema, Severity,
        Test, When, last_name, literal_node,
    },
    value::{Node, separated},
};

/// A schema for a list or map whose items keep one.
fn of_items(slot: Slot, kept: Truth) -> Truth {
    let keyword = if matches!(slot.kind, Kind::Map(_)) { "additionalProperties" } else { "items" };
    kept.map(|kept| match kept {
        Json::Bool(true) => Json::Bool(true),
        kept => json!({ keyword: kept }),
    })
}

/// The contents of a definition under construction.
#[derive(Default)]
struct Draft {
    properties: Map<String, Json>,
    required: Vec<Json>,
    /// Schemas for the object as a whole.
    rules: Vec<Json>,
    gaps: Vec<Gap>,
}

impl Writer<'_> {
    /// The definition of a request, and its gaps.
    pub(super) fn request(
        &mut self,
        schema: &'static Schema,
        has_rules: bool,
        scalars: Scalars,
    ) -> (Json, Vec<Gap>) {
        let mut draft = Draft::default();
        self.members(schema, has_rules, scalars, &mut draft);
        let remarks = if has_rules { warnings(schema, None, self.language) } else { Vec::new() };
        let mut definition = described(schema.name, schema.doc, remarks);
        if let Some(root) = schema.root.filter(|_| self.has_xml) {
            definition.insert("xml".to_owned(), json!({ "name": root }));
        }
        definition.insert("type".to_owned(), "object".into());
        definition.insert("properties".to_owned(), Json::Object(draft.properties));
        if !draft.required.is_empty() {
            definition.insert("required".to_owned(), Json::Array(draft.required));
        }
        definition.insert("additionalProperties".to_owned(), false.into());
        if !draft.rules.is_empty() {
            definition.insert("allOf".to_owned(), Json::Array(draft.rules));
        }
        (Json::Object(definition), draft.gaps)
    }

    /// The fields of a request that are in the URL, as parameters.
    pub(in super::super) fn parameters(&mut self, schema: &'static Schema) -> Vec<Parameter> {
        let was_shown = std::mem::replace(&mut self.has_url_fields, true);
        let scalars = schema.scalars;
        let mut parameters = Vec::new();
        for (index, field) in schema.fields.iter().enumerate() {
            if !field.place.is_beside_body() {
                continue;
            }
            let mut draft = Draft::default();
            self.member(schema, index, field, true, scalars, &mut draft);
            let is_required = !draft.required.is_empty();
            if let Some(Json::Object(mut schema)) = draft.properties.remove(field.name) {
                // The parameter has the description already.
                let description = schema.remove("description");
                let description = description.and_then(|it| it.as_str().map(str::to_owned));
                let is_deprecated = schema.remove("deprecated").is_some();
                let schema = Json::Object(schema);
                parameters.push(Parameter {
                    field,
                    description,
                    schema,
                    is_required,
                    is_deprecated,
                });
            }
        }
        self.has_url_fields = was_shown;
        parameters
    }

    /// Adds the members of a request, including those of flattened parts, and its rules.
    fn members(
        &mut self,
        schema: &'static Schema,
        has_rules: bool,
        scalars: Scalars,
        draft: &mut Draft,
    ) {
        for (index, field) in schema.fields.iter().enumerate() {
            self.member(schema, index, field, has_rules, scalars, draft);
        }
        for rule in schema.rules.iter().filter(|rule| !rule.attributes.severity.is_warning()) {
            let is_of_variants = matches!((rule.at, &rule.demand), (At::Root, Demand::Group(_)));
            if has_rules || is_of_variants {
                self.rule(schema, rule, scalars, draft);
            }
        }
    }

    fn member(
        &mut self,
        schema: &'static Schema,
        index: usize,
        field: &'static Field,
        has_rules: bool,
        scalars: Scalars,
        draft: &mut Draft,
    ) {
        let slot = Slot::of(field, self.form, scalars).or_null(self.writes_null);
        match (field.place, slot.kind) {
            (FieldPlace::Skipped, _) => return,
            (place, _) if place.is_beside_body() && !self.has_url_fields => return,
            (FieldPlace::Flattened, Kind::Object(part)) => {
                return self.flattened(field, part, scalars, draft);
            }
            _ => {}
        }
        if has_other_spellings(slot) || slot.item().is_some_and(has_other_spellings) {
            let items = "[]".repeat(usize::from(slot.item().is_some()));
            let reason = "a number with a zero fraction or an exponent, such as `1.0`, is the same as `1` to JSON Schema";
            draft.gaps.push(Gap::new(format!("{}{items}", field.name), reason));
        }
        let is_needed = is_needed(schema, index, field, has_rules);
        let mut parts = Vec::new();
        let mut always = Json::Bool(true);
        if has_rules {
            self.reasons.clear();
            for rule in schema.rules.iter().filter(|rule| stands_at(rule, index, field)) {
                let kept = self.value_rule(rule, slot);
                self.note(schema, rule, &kept, draft);
                // This rule applies to missing values too.
                if let Demand::NotBlank = rule.demand {
                    always = kept.may;
                } else {
                    parts.push(kept.may);
                }
            }
        }
        parts.extend(self.type_rules(field, slot, draft));
        let is_nested = has_rules
            && schema
                .rules
                .iter()
                .any(|rule| rule.at == At::Field(index) && matches!(rule.demand, Demand::Nested));
        let values = if is_nested { self.nested(slot) } else { slot.values(self) };
        let kept = all_of(parts);
        let values = all_of(vec![values, always]);
        let whole = match is_needed {
            true if has_rules => all_of(vec![values, slot.present(self), kept]),
            true => all_of(vec![values, slot.given(self), kept]),
            false => {
                // Value rules do not apply to missing values.
                let (absent, missing) = (slot.absent(self), slot.missing(self));
                let null = slot.null(self);
                match kept {
                    Json::Bool(true) => any_of(vec![values, absent, null]),
                    kept if absent == missing && null == Json::Bool(false) => {
                        any_of(vec![all_of(vec![values, kept]), absent])
                    }
                    kept => {
                        let values = any_of(vec![values, absent, null]);
                        all_of(vec![values, any_of(vec![missing, kept])])
                    }
                }
            }
        };
        let names: Vec<&'static str> = match self.form {
            Form::Read => names_of(field).collect(),
            Form::Written => vec![field.name],
        };
        if is_needed && filled(field).is_none() {
            match names.as_slice() {
                [name] => draft.required.push((*name).into()),
                names => draft.rules.push(json!({
                    "$comment": format!("{} has several names", field.name),
                    "oneOf": names.iter().map(|name| json!({ "required": [name] })).collect::<Vec<_>>(),
                })),
            }
        } else if names.len() > 1 {
            let pairs = pairs(&names);
            draft.rules.push(json!({
                "$comment": format!("{} has several names", field.name),
                "not": any_of(pairs),
            }));
        }
        for name in names {
            let described = self.described_member(schema, index, slot, name, whole.clone());
            draft.properties.entry(name).or_insert(described);
        }
    }

    /// The rules of the newtypes in a field, each type as one definition.
    fn type_rules(&mut self, field: &'static Field, slot: Slot, draft: &mut Draft) -> Vec<Json> {
        let mut parts = Vec::new();
        for (depth, of_type) in field.ty.type_rules.types() {
            let place = match depth {
                0 => Some(slot),
                1 => slot.item(),
                _ => None,
            };
            let mut kept = Vec::new();
            for rule in of_type.rules.iter().filter(|rule| !rule.attributes.severity.is_warning()) {
                self.reasons.clear();
                let (truth, whole) = match place {
                    Some(place) if depth == 0 => {
                        let truth = self.value_rule(rule, place);
                        (truth.clone(), truth)
                    }
                    Some(item) => {
                        let truth = self.type_rule_of_item(rule, item, slot);
                        (truth.clone(), slot.but_of_texts(of_items(slot, truth), self))
                    }
                    None => {
                        self.reason(format!("`{}` holds lists of lists", field.name));
                        (Truth::unknown(), Truth::unknown())
                    }
                };
                self.note(of_type, rule, &whole, draft);
                kept.push(truth.may);
            }
            let kept = all_of(kept);
            if kept == Json::Bool(true) {
                continue;
            }
            let kept = Truth::exact(self.of_type(of_type, kept));
            parts.push(match depth {
                0 => kept.may,
                _ => slot.but_of_texts(of_items(slot, kept), self).may,
            });
        }
        parts
    }

    /// Translates a rule of a newtype whose values are the items of `list`.
    fn type_rule_of_item(&mut self, rule: &'static Rule, item: Slot, list: Slot) -> Truth {
        let item = if list.separator.is_none() { item.judging_blank() } else { item };
        if let (At::Field(_), Demand::Passes(test)) = (rule.at, &rule.demand) {
            return self.kept(test, item);
        }
        self.value_rule(rule, item)
    }

    /// The schema of a member, with its annotations.
    fn described_member(
        &mut self,
        schema: &'static Schema,
        index: usize,
        slot: Slot,
        name: &str,
        whole: Json,
    ) -> Json {
        let field = &schema.fields[index];
        let mut member = Map::new();
        if let Some(label) = self.language.label(schema, index) {
            member.insert("title".to_owned(), label.into());
        }
        if let Some(description) =
            with_remarks(field.doc, warnings(schema, Some(index), self.language))
        {
            member.insert("description".to_owned(), description.into());
        }
        if name != field.name {
            member
                .insert("$comment".to_owned(), format!("another name of `{}`", field.name).into());
        }
        if name != field.name || is_deprecated(schema, index) {
            member.insert("deprecated".to_owned(), true.into());
        }
        if let Some(default) = field
            .attributes
            .default
            .as_ref()
            .filter(|_| !field.attributes.secret)
            .and_then(|default| literal_node(Some(slot.kind), default))
        {
            let default = match default {
                Node::Bool(_) | Node::Integer(_) | Node::Unsigned(_) if slot.is_text() => {
                    default.to_text().into()
                }
                Node::Formed(formed) if slot.scalars.are_bare(formed.form()) => {
                    serde_json::from_str(&formed.to_string()).unwrap_or_default()
                }
                Node::Formed(_) => default.to_text().into(),
                default => json_of(&default),
            };
            member.insert("default".to_owned(), default);
        }
        if field.attributes.secret {
            member.insert("writeOnly".to_owned(), true.into());
        }
        match whole {
            Json::Object(whole) => member.extend(whole),
            Json::Bool(true) => {}
            _ => {
                member.insert("not".to_owned(), json!({}));
            }
        }
        #[cfg(feature = "xml")]
        if self.has_xml && matches!(slot.kind, Kind::List(_)) && slot.separator.is_none() {
            member.insert("xml".to_owned(), json!({ "wrapped": true }));
            let items = member.entry("items").or_insert_with(|| json!({}));
            if let Json::Object(items) = items {
                let item = crate::wire::item_of(field.name, field.attributes.item);
                items.insert("xml".to_owned(), json!({ "name": item }));
            }
        }
        Json::Object(member)
    }

    /// Adds the members of a flattened part.
    fn flattened(
        &mut self,
        field: &'static Field,
        part: &'static Schema,
        scalars: Scalars,
        draft: &mut Draft,
    ) {
        let mut inner = Draft::default();
        self.members(part, true, scalars, &mut inner);
        for (name, member) in inner.properties {
            draft.properties.entry(name).or_insert(member);
        }
        draft.gaps.extend(inner.gaps);
        if !field.ty.optional {
            draft.required.extend(inner.required);
            return draft.rules.extend(inner.rules);
        }
        let given = self.has_member(part, scalars);
        let mut then = Map::new();
        if !inner.required.is_empty() {
            then.insert("required".to_owned(), Json::Array(inner.required));
        }
        if !inner.rules.is_empty() {
            then.insert("allOf".to_owned(), Json::Array(inner.rules));
        }
        if !then.is_empty() {
            let comment = format!("the members of `{}`, if any is given", part.name);
            draft.rules.push(json!({ "$comment": comment, "if": given, "then": then }));
        }
    }

    /// A schema for the values of a slot, with the rules of the requests in it.
    fn nested(&mut self, slot: Slot) -> Json {
        match slot.kind {
            Kind::Object(part) => self.part(part, true, slot.scalars),
            Kind::List(_) | Kind::Map(_) => {
                let Some(item) = slot.item() else { return Json::Bool(true) };
                let items = self.nested(item);
                let nothing = item.absent(self);
                let items = any_of(vec![items, nothing]);
                match slot.kind {
                    Kind::Map(_) => json!({ "type": "object", "additionalProperties": items }),
                    _ => json!({ "type": "array", "items": items }),
                }
            }
            _ => slot.values(self),
        }
    }

    /// Translates a rule that is written at the member: an unconditional rule about its value or its items.
    fn value_rule(&mut self, rule: &'static Rule, slot: Slot) -> Truth {
        let At::Items(_) = rule.at else {
            return match &rule.demand {
                Demand::NotBlank => Truth::exact(not(slot.blank_values(self))),
                Demand::Passes(test) => self.kept(test, slot.with_value()),
                Demand::Required
                | Demand::RequiredByType
                | Demand::Forbidden
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Group(_)
                | Demand::Holds(..)
                | Demand::Checked(_)
                | Demand::Nested => Truth::of(true),
            };
        };
        if let Demand::KeyPasses(test) = &rule.demand {
            let kept = slot.key().test(test, self).0;
            return kept.map(|kept| match kept {
                Json::Bool(true) => Json::Bool(true),
                kept => json!({ "propertyNames": kept }),
            });
        }
        let Some(item) = slot.item() else { return Truth::of(true) };
        let kept = match &rule.demand {
            Demand::Separator(separator) => self.separable(item, separator),
            // A blank item is an item like any other, but between separators.
            Demand::Passes(test) if slot.separator.is_none() => {
                self.kept(test, item.judging_blank())
            }
            Demand::Passes(test) => self.kept(test, item),
            Demand::KeyPasses(_)
            | Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Group(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => Truth::of(true),
        };
        let kept = of_items(slot, kept);
        if let Demand::Separator(separator) = &rule.demand {
            return self.separable_text(slot, separator, kept);
        }
        match kept.may == Json::Bool(true) && kept.is_exact() {
            true => kept,
            false => slot.but_of_texts(kept, self),
        }
    }

    /// Translates a test of a slot; missing values pass.
    fn kept(&mut self, test: &'static Test, slot: Slot) -> Truth {
        // Null passes tests that do not apply to it.
        let of_null = judge(test, &Node::Null, slot.kind) != Some(false);
        slot.keeps(Some(test), true, of_null, self)
    }

    /// A schema for the items that can be written between separators.
    fn separable(&mut self, item: Slot, separator: &str) -> Truth {
        let mut wrong = vec![item.absent(self)];
        match item.kind {
            kind if kind.is_text() => {
                wrong.push(self.blank());
                wrong.push(json!({ "type": "string", "pattern": regex::literal(separator) }));
                let ends: Vec<String> = separator
                    .char_indices()
                    .skip(1)
                    .map(|(at, _)| separator.split_at(at))
                    .filter(|(_, rest)| separator.starts_with(rest))
                    .map(|(part, _)| regex::literal(part))
                    .collect();
                if !ends.is_empty() {
                    wrong.push(
                        json!({ "type": "string", "pattern": format!("(?:{})$", ends.join("|")) }),
                    );
                }
            }
            Kind::Integer { .. } if separator == "-" => wrong.push(item.integers(None, Some(-1))),
            Kind::Integer { .. } | Kind::Bool => {}
            Kind::Choice(choices) => {
                let kept: Vec<usize> = (0..choices.list.len())
                    .filter(|index| {
                        separated::inseparable(choices.node(*index), separator).is_some()
                    })
                    .collect();
                wrong.push(item.choices(choices, &kept));
            }
            _ => {
                self.reason("the text of an item is not looked at".to_owned());
                return Truth { may: not(any_of(wrong)), must: Json::Bool(false) };
            }
        }
        if item.kind.is_text() && item.has_other_carriers() {
            self.reason(
                "the text of a number or bool that stands in place of a text is not looked at"
                    .to_owned(),
            );
            let may = not(any_of(wrong.clone()));
            wrong.push(json!({ "type": ["number", "boolean"] }));
            return Truth { may, must: not(any_of(wrong)) };
        }
        Truth::exact(not(any_of(wrong)))
    }

    /// The same for a list that is one text, in which no item may be blank.
    fn separable_text(&mut self, slot: Slot, separator: &str, of_list: Truth) -> Truth {
        let mut characters = separator.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else {
            return slot.but_of_texts(of_list, self);
        };
        let is_text = slot.item().is_some_and(|item| item.kind.is_text());
        let is_exact = is_text
            || slot.item().is_some_and(|item| {
                matches!(item.kind, Kind::Bool | Kind::Integer { min: 0.., .. })
            });
        if !is_exact {
            return slot.but_of_texts(of_list, self);
        }
        let other = format!("[^{}]", regex::literal(&character.to_string()));
        let seen = format!("[^{}{}]", regex::literal(&character.to_string()), regex::WHITE_SPACE);
        let separator = regex::literal(separator);
        let one = format!("{other}*{seen}{other}*");
        let text = json!({ "type": "string", "pattern": format!("^{one}(?:{separator}{one})*$") });
        let blank = match slot.blank {
            Blank::Value => json!({ "const": "" }),
            _ => self.blank(),
        };
        let none = any_of(vec![slot.absent(self), slot.null(self)]);
        let others = match slot.has_other_carriers() || !slot.is_read() {
            true => json!({ "type": ["number", "boolean"] }),
            false => Json::Bool(false),
        };
        let texts = any_of(vec![text, blank, none, others]);
        let of = |list: Json| match self.form {
            Form::Read => {
                any_of(vec![texts.clone(), all_of(vec![json!({ "type": "array" }), list])])
            }
            Form::Written => texts.clone(),
        };
        Truth { may: of(of_list.may), must: of(of_list.must) }
    }

    /// Adds a rule about the object: about presence, about several members, or with a condition.
    fn rule(
        &mut self,
        schema: &'static Schema,
        rule: &'static Rule,
        scalars: Scalars,
        draft: &mut Draft,
    ) {
        if schema.rule_tells_secret(rule) {
            self.reason("it compares a secret".to_owned());
            return self.note(schema, rule, &Truth::unknown(), draft);
        }
        if let Some(index) = rule.at.field() {
            let field = &schema.fields[index];
            let is_in_url = field.place.is_beside_body();
            let is_said = match field.place {
                FieldPlace::Skipped => matches!(rule.demand, Demand::Nested),
                FieldPlace::Flattened => {
                    matches!(rule.demand, Demand::Nested | Demand::RequiredByType)
                }
                _ if is_in_url && !self.has_url_fields => {
                    let is_said = stands_at(rule, index, field) || is_said_by_required(rule, field);
                    if is_said && self.has_parameters {
                        return;
                    }
                    self.reason(format!("`{}` stands in the URL", field.name));
                    return self.note(schema, rule, &Truth::unknown(), draft);
                }
                _ => {
                    stands_at(rule, index, field)
                        || matches!(rule.demand, Demand::Nested)
                        || is_said_by_required(rule, field)
                }
            };
            if is_said {
                return;
            }
        }
        self.reasons.clear();
        let Some(kept) = self.demanded(schema, rule, scalars) else { return };
        let mut conditions = Conditions::new(self, schema, scalars);
        let (written, whole) = match &rule.when {
            When::Always => (kept.may.clone(), kept),
            When::If(cond) => {
                let cond = conditions.holds(cond);
                (if_then(cond.must.clone(), kept.may.clone()), Truth::any([cond.not(), kept]))
            }
            When::Unless(cond) => {
                let cond = conditions.holds(cond);
                (if_else(cond.may.clone(), kept.may.clone()), Truth::any([cond, kept]))
            }
        };
        self.note(schema, rule, &whole, draft);
        if whole.may == Json::Bool(true) {
            return;
        }
        let mut said = Map::new();
        said.insert(
            "$comment".to_owned(),
            format!("{}: {}", schema.rule_id(rule), schema.source_for_readers(rule, || false))
                .into(),
        );
        match written {
            Json::Object(written) => said.extend(written),
            _ => {
                said.insert("not".to_owned(), json!({}));
            }
        }
        draft.rules.push(Json::Object(said));
    }

    /// Translates the demand of a rule; `None` if it is expressed elsewhere.
    fn demanded(
        &mut self,
        schema: &'static Schema,
        rule: &'static Rule,
        scalars: Scalars,
    ) -> Option<Truth> {
        let mut conditions = Conditions::new(self, schema, scalars);
        Some(match (rule.at, &rule.demand) {
            (_, Demand::Checked(checked)) => {
                conditions
                    .writer
                    .reason(format!("`{}` is a function", last_name(checked.function)));
                Truth::unknown()
            }
            (_, Demand::Group(group)) => {
                let group = &schema.groups[*group];
                // A group is one rule, even if it has several violations.
                let is_first =
                    rule.at.field().is_none_or(|field| group.members.first() == Some(&field));
                if !is_first {
                    return None;
                }
                let present: Vec<_> =
                    group.members.iter().map(|member| conditions.is_present(*member)).collect();
                of_group(group.kind, &present, conditions.writer)
            }
            (At::Items(field), Demand::Holds(cond, _)) => conditions.holds_for_items(field, cond),
            (_, Demand::Holds(cond, _)) => conditions.holds_if_judged(cond),
            (At::Field(field), Demand::Required | Demand::RequiredByType) => {
                conditions.is_present(field)
            }
            (At::Field(field), Demand::Forbidden) => conditions.is_present(field).not(),
            (At::Member(field, members), Demand::Required | Demand::RequiredByType) => {
                conditions.member_presence(field, members, true)
            }
            (At::Member(field, members), Demand::Forbidden) => {
                conditions.member_presence(field, members, false)
            }
            (At::Field(field), Demand::Passes(test)) => conditions.keeps(field, &[], test),
            (At::Member(field, members), Demand::Passes(test)) => {
                conditions.keeps(field, members, test)
            }
            (At::Items(index), Demand::Passes(_) | Demand::KeyPasses(_) | Demand::Separator(_)) => {
                let field = &schema.fields[index];
                let slot = Slot::of(field, self.form, scalars).or_null(self.writes_null);
                let kept = self.value_rule(rule, slot);
                kept.map(|kept| property(field, kept, true))
            }
            // These are expressed at the member or in the definition of the part.
            (_, Demand::NotBlank | Demand::Nested) => return None,
            // No attribute creates such a rule.
            (
                At::Root | At::Items(_),
                Demand::Required | Demand::RequiredByType | Demand::Forbidden,
            )
            | (At::Root, Demand::Passes(_))
            | (
                At::Root | At::Field(_) | At::Member(..),
                Demand::KeyPasses(_) | Demand::Separator(_),
            ) => return None,
        })
    }

    /// Adds a gap if a rule is not expressed exactly.
    fn note(
        &mut self,
        schema: &'static Schema,
        rule: &'static Rule,
        kept: &Truth,
        draft: &mut Draft,
    ) {
        if !kept.is_exact() {
            let reason = match self.reasons.is_empty() {
                true => "JSON Schema has no words for it".to_owned(),
                false => self.reasons.join("; "),
            };
            let gap = Gap::new(schema.rule_id(rule), reason);
            if !draft.gaps.contains(&gap) {
                draft.gaps.push(gap);
            }
        }
        self.reasons.clear();
    }
}

/// Returns whether a rule is written at the member: an unconditional rule about its value or its items.
fn stands_at(rule: &Rule, index: usize, field: &Field) -> bool {
    // A value that is given must not be blank, also where a default fills in a missing one.
    let is_filled = filled(field).is_some() && !matches!(rule.demand, Demand::NotBlank);
    let is_at = rule.at == At::Field(index) && !is_filled || rule.at == At::Items(index);
    let is_of_value = match rule.demand {
        Demand::Passes(test) | Demand::KeyPasses(test) => {
            !(field.attributes.secret && test.names_values())
        }
        Demand::Separator(_) | Demand::NotBlank => true,
        Demand::Required
        | Demand::RequiredByType
        | Demand::Forbidden
        | Demand::Group(_)
        | Demand::Holds(..)
        | Demand::Checked(_)
        | Demand::Nested => false,
    };
    is_at
        && is_of_value
        && matches!(rule.when, When::Always)
        && !rule.attributes.severity.is_warning()
}

/// Returns whether `required` and the schema of the member express the rule.
fn is_said_by_required(rule: &Rule, field: &Field) -> bool {
    let is_always = matches!(rule.at, At::Field(_)) && matches!(rule.when, When::Always);
    let is_required = matches!(rule.demand, Demand::Required | Demand::RequiredByType);
    is_required && is_always && filled(field).is_none()
}

/// Returns whether the member must be given.
fn is_needed(schema: &Schema, index: usize, field: &Field, has_rules: bool) -> bool {
    if filled(field).is_some() {
        return false;
    }
    let is_by_type = !field.ty.optional && field.attributes.default.is_none();
    let is_required = |rule: &Rule| {
        rule.at == At::Field(index)
            && !rule.attributes.severity.is_warning()
            && matches!((&rule.demand, &rule.when), (Demand::Required, When::Always))
    };
    is_by_type || has_rules && schema.rules.iter().any(is_required)
}

/// Describes the rules about a field that warn, which the schema itself does not express; those about the request itself for
/// `None`.
fn warnings(schema: &'static Schema, field: Option<usize>, language: Language<'_>) -> Vec<String> {
    let speaker = Speaker::new(schema, language);
    let is_here = |rule: &&Rule| rule.attributes.severity.is_warning() && rule.at.field() == field;
    let said = |rule: &'static Rule| match rule.attributes.severity {
        Severity::Deprecated(instead) => deprecated(instead, language),
        Severity::Error | Severity::Warning => {
            let words = speaker.rule(rule);
            let words = match rule.at {
                At::Member(..) => {
                    let field = Value::code(schema.wire_place(rule.at));
                    language.say(Text::DocAt.with("field", field).with("rule", words))
                }
                At::Root | At::Field(_) | At::Items(_) => words,
            };
            words.sentence().to_string()
        }
    };
    let of_types = field.into_iter().flat_map(|field| schema.fields[field].ty.type_rules.types());
    let of_types = of_types.flat_map(|(_, of_type)| warnings(of_type, Some(0), language));
    schema.rules.iter().filter(is_here).map(said).chain(of_types).collect()
}

/// Returns `true` if a field is deprecated.
fn is_deprecated(schema: &Schema, field: usize) -> bool {
    let is_about = |rule: &Rule| {
        rule.at == At::Field(field) && matches!(rule.attributes.severity, Severity::Deprecated(_))
    };
    schema.rules.iter().any(is_about)
}

fn of_group(kind: GroupKind, present: &[Truth], writer: &mut Writer<'_>) -> Truth {
    match kind {
        GroupKind::AllOrNone => {
            Truth::any([Truth::all(present.to_vec()), Truth::any(present.to_vec()).not()])
        }
        GroupKind::AtLeastOne => Truth::any(present.to_vec()),
        GroupKind::AtMostOne | GroupKind::ExactlyOne if present.iter().all(Truth::is_exact) => {
            let schemas: Vec<Json> = present.iter().map(|present| present.may.clone()).collect();
            let one = json!({ "oneOf": schemas });
            match kind.allows(0, present.len()) {
                true => Truth::exact(any_of(vec![not(any_of(schemas)), one])),
                false => Truth::exact(one),
            }
        }
        GroupKind::AtMostOne => count(present, None, Some(1), writer),
        GroupKind::ExactlyOne => count(present, Some(1), Some(1), writer),
        GroupKind::Count(bounds) => count(present, bounds.min, bounds.max, writer),
    }
}

/// Schemas for objects with two of the names at once.
fn pairs(names: &[&str]) -> Vec<Json> {
    let mut pairs = Vec::new();
    for (index, first) in names.iter().enumerate() {
        for second in &names[index + 1..] {
            pairs.push(json!({ "required": [first, second] }));
        }
    }
    pairs
}

fn if_then(cond: Json, then: Json) -> Json {
    match (cond, then) {
        (Json::Bool(false), _) | (_, Json::Bool(true)) => Json::Bool(true),
        (Json::Bool(true), then) => then,
        (cond, Json::Bool(false)) => not(cond),
        (cond, then) => json!({ "if": cond, "then": then }),
    }
}

fn if_else(cond: Json, otherwise: Json) -> Json {
    match (cond, otherwise) {
        (Json::Bool(true), _) | (_, Json::Bool(true)) => Json::Bool(true),
        (Json::Bool(false), otherwise) => otherwise,
        (cond, Json::Bool(false)) => cond,
        (cond, otherwise) => json!({ "if": cond, "else": otherwise }),
    }
}
