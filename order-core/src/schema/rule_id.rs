use crate::{
    Path,
    schema::{
        At, Demand, FieldPlace, GroupKind, Kind, Rule, Schema, Severity, Test, When, wire_path,
    },
};

impl Schema {
    /// Returns the id of one of the schema's rules. Exports and test cases use it to name the rule.
    ///
    /// A `#[rule]` and a `#[check]` of the struct have their own id. The id of any other rule consists of its place in
    /// wire names and its attribute: `platform.required_unless`. A group counts as one rule: `ship.group_all_or_none`.
    /// If several rules would get the same id, the later ones end in `-2`, `-3` and so on, in declared order. An id is
    /// unique within its schema and does not change unless the rules do. A rule that refuses or warns as a condition says
    /// (`warn if C`) has one id for both.
    ///
    /// A deprecated value of an enum is no rule of the schema. Its warning has the id of the field:
    /// `method.deprecated_value`, or `methods[].deprecated_value` in a list or map.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::OrderRequest;
    ///
    /// #[derive(OrderRequest)]
    /// #[rule(no_ev_with_2, method != 2 || !ev, "method 2 is not for EV")]
    /// struct Order {
    ///     #[default_value(false)]
    ///     ev: bool,
    ///     #[required_if(ev)]
    ///     #[group_at_most_one("way")]
    ///     method: Option<u8>,
    ///     #[forbidden_if(ev)]
    ///     #[forbidden_if(method == 3)]
    ///     #[group_at_most_one("way")]
    ///     #[each(length(1..))]
    ///     sans: Option<Vec<String>>,
    /// }
    ///
    /// let ids: Vec<_> = Order::SCHEMA.rules.iter().map(|rule| Order::SCHEMA.rule_id(rule)).collect();
    /// assert_eq!(ids, [
    ///     "method.required_if",
    ///     "way.group_at_most_one",
    ///     "sans.forbidden_if",
    ///     "sans.forbidden_if-2",
    ///     "way.group_at_most_one",
    ///     "sans[].length",
    ///     "no_ev_with_2",
    /// ]);
    /// ```
    pub fn rule_id(&self, rule: &Rule) -> String {
        if let Some(id) = rule.attributes.id {
            return id.to_owned();
        }
        let base = self.plain_id(rule);
        let index = self.rule_index(rule).unwrap_or_default();
        let earlier = self.rules[..index].iter().filter(|earlier| {
            // All members of a group share one rule.
            earlier.attributes.id.is_none()
                && !is_of_one_group(earlier, rule)
                && !is_other_severity(earlier, rule)
                && self.plain_id(earlier) == base
        });
        match earlier.count() {
            0 => base,
            earlier => format!("{base}-{}", earlier + 1),
        }
    }

    /// Returns the id of a rule at its place, which differs from [`rule_id`](Self::rule_id) where the library has one rule
    /// for many places.
    pub(crate) fn rule_id_at(&self, rule: &Rule, at: At) -> String {
        match rule.is_deprecated_value() {
            true => self.deprecated_value_id(at),
            false => self.rule_id(rule),
        }
    }

    /// Returns the id of the rule that a value at this place is deprecated: `method.deprecated_value`.
    pub(crate) fn deprecated_value_id(&self, at: At) -> String {
        format!("{}.deprecated_value", self.wire_place(at))
    }

    /// Returns the index of one of the schema's rules. The address alone does not identify a rule, because a constant
    /// may have several addresses.
    pub(crate) fn rule_index(&self, rule: &Rule) -> Option<usize> {
        let same = |other: &Rule| {
            (other.at, other.source, other.attributes.severity)
                == (rule.at, rule.source, rule.attributes.severity)
        };
        let found = self.rules.iter().position(|other| std::ptr::eq(other, rule));
        found.or_else(|| self.rules.iter().position(same))
    }

    /// Returns the id of a rule without its own one, before ids are numbered.
    fn plain_id(&self, rule: &Rule) -> String {
        let attribute = attribute(self, rule);
        let place = match rule.demand.group() {
            Some(group) => self.groups[group].name.to_owned(),
            None => self.judged_place(rule),
        };
        if place.is_empty() { attribute.to_owned() } else { format!("{place}.{attribute}") }
    }

    /// Returns what a rule judges, in wire names: its [place](Self::wire_place), or `labels[key]` for every key of a map.
    pub(crate) fn judged_place(&self, rule: &Rule) -> String {
        let place = self.wire_place(rule.at);
        if let (Demand::KeyPasses(_), Some(map)) = (&rule.demand, place.strip_suffix("[]")) {
            format!("{map}[key]")
        } else {
            place
        }
    }

    /// Returns the place of a rule in wire names: `ship_zip`, `sans[]` for every item, `certificate.csr`; empty for the
    /// request.
    pub(crate) fn wire_place(&self, at: At) -> String {
        let name = |field: usize| match self.fields[field].name {
            "" => self.fields[field].rust,
            name => name,
        };
        match at {
            At::Root => String::new(),
            At::Field(field) => name(field).to_owned(),
            At::Items(field) => format!("{}[]", name(field)),
            At::Member(field, members) => match self.fields[field].kind() {
                Kind::Object(schema) => {
                    let base = match self.fields[field].place {
                        FieldPlace::Flattened => Path::ROOT,
                        _ => Path::field(name(field)),
                    };
                    wire_path(base, schema, members).to_string()
                }
                _ => name(field).to_owned(),
            },
        }
    }
}

/// Returns `true` if the two rules are one attribute, which refuses or warns as its condition says.
fn is_other_severity(a: &Rule, b: &Rule) -> bool {
    (a.at, a.source) == (b.at, b.source) && a.attributes.severity != b.attributes.severity
}

/// Returns `true` if the two rules are one group, listed at two of its members.
fn is_of_one_group(a: &Rule, b: &Rule) -> bool {
    a.demand.group().is_some_and(|group| b.demand.group() == Some(group))
}

/// Returns the name of the attribute from which the rule was made.
fn attribute(schema: &Schema, rule: &Rule) -> &'static str {
    if let Severity::Deprecated(_) = rule.attributes.severity {
        return "deprecated";
    }
    // Of the two halves, the condition of the severity is no condition of the attribute.
    let word = rule.source.split('(').next().unwrap_or_default();
    if schema.rules.iter().any(|other| is_other_severity(other, rule)) {
        if matches!(
            word,
            "allowed" | "forbidden" | "forbidden_unless" | "required" | "required_unless"
        ) {
            return word;
        }
        if word == "present_iff" && matches!(rule.demand, Demand::Forbidden) {
            return "forbidden_unless";
        }
    }
    match (&rule.demand, &rule.when) {
        (Demand::Required | Demand::RequiredByType, When::Always) => "required",
        (Demand::Required | Demand::RequiredByType, When::If(_)) => "required_if",
        (Demand::Required | Demand::RequiredByType, When::Unless(_)) => "required_unless",
        (Demand::Forbidden, When::Always) => "forbidden",
        (Demand::Forbidden, When::If(_)) => "forbidden_if",
        (Demand::Forbidden, When::Unless(_)) => "forbidden_unless",
        (
            Demand::Passes(Test::OneOf(_)) | Demand::KeyPasses(Test::OneOf(_)),
            When::If(_) | When::Unless(_),
        ) => "allowed_if",
        (Demand::Passes(test), _) => test.name(),
        (Demand::KeyPasses(test), _) => test.name(),
        (Demand::NotBlank, _) => "not_blank",
        (Demand::Separator(_), _) => "separator",
        (Demand::Group(group), _) => match schema.groups[*group].kind {
            GroupKind::AllOrNone => "group_all_or_none",
            GroupKind::AtLeastOne => "group_at_least_one",
            GroupKind::AtMostOne => "group_at_most_one",
            GroupKind::ExactlyOne => "group_exactly_one",
            GroupKind::Count(_) => "group_count",
        },
        // `immutable` or `set_once`; any other has an id.
        (Demand::Holds(..), _) => rule.source,
        (Demand::Checked(_), _) => "check",
        (Demand::Nested, _) => "nested",
    }
}
