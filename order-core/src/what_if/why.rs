//! The reasons why a field is required, optional or not allowed in a request.

use std::{any::Any, fmt};

use crate::{
    OrderRequest, Path, Violation,
    json_text::JsonObject,
    language::{Catalogue, English, Message, Text, Value, lines},
    schema::{
        At, Cond, Demand, Evaluator, Field, Group, GroupKind, Kind, REDACTED, Rule, Severity,
        is_kept, is_present, last_name,
    },
    type_rule::rules_at,
    violation::{Because, Fact, FactState, FactValue, because, facts_value, reason},
    what_if::{
        domain::all_values,
        find::find,
        spot::{Step, slot_of},
        tree::{Level, Tree},
    },
    words::literal_text,
};

pub use crate::what_if::find::UnknownPath;

/// An explanation of what a request demands of one of its fields, whether the field is valid or not.
///
/// Returned by [`OrderRequest::why`]. It describes the request in its current state: while the other fields keep their
/// values, a field is *required* if a rule demands it, *forbidden* if a rule excludes it, and *optional* otherwise. A
/// field that is not `Option` and has no default is always required.
///
/// Its `Display` reads like violations, with one reason per line. It shows no free text of the request and no secret
/// values.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, OrderValue, why::Presence};
///
/// #[derive(OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum Method {
///     ShipToken,
///     ClientApp,
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     method: Option<Method>,
///     #[required_unless(method == ShipToken)]
///     #[allowed_if(ev, 2, 3)]
///     platform: Option<u8>,
///     #[group_all_or_none("ship")]
///     ship_name: Option<String>,
///     #[group_all_or_none("ship")]
///     ship_zip: Option<String>,
/// }
///
/// let mut order = Order {
///     ev: true,
///     method: Some(Method::ClientApp),
///     platform: Some(2),
///     ship_name: Some("Gary McCoy".to_owned()),
///     ship_zip: None,
/// };
/// let why = order.why("platform")?;
/// assert_eq!(why.presence(), Presence::Required);
/// assert_eq!(why.required()[0].rule_id(), "platform.required_unless");
/// assert_eq!(
///     why.to_string(),
///     "`platform` is required because `method` is not `ship_token`\n\
///      `platform` must be `2` or `3` because `ev` is true",
/// );
/// assert_eq!(
///     order.why("ship_zip")?.to_string(),
///     "`ship_zip` is required because the group `ship` is given as a whole or not at all and `ship_name` is present",
/// );
///
/// order.method = Some(Method::ShipToken);
/// assert_eq!(
///     order.why("platform")?.to_string(),
///     "`platform` is optional because `method` is `ship_token`\n\
///      `platform` must be `2` or `3` because `ev` is true",
/// );
/// assert_eq!(
///     order.why("plattform").unwrap_err().to_string(),
///     "no field `plattform` in `Order`; did you mean `platform`?",
/// );
/// # Ok::<(), order_core::why::UnknownPath>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Why {
    path: Path,
    is_present: bool,
    absent_part: Option<Path>,
    required: Vec<Reason>,
    forbidden: Vec<Reason>,
    waived: Vec<Reason>,
    rules: Vec<Reason>,
    warnings: Vec<Reason>,
    values: Option<Vec<FactValue>>,
    /// The type, whose values are told unless a rule says more.
    takes: Option<&'static Kind>,
    default: Option<String>,
}

/// The presence that rules ask of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Presence {
    /// A rule demands the field.
    Required,
    /// The field may be present or absent.
    Optional,
    /// A rule excludes the field.
    Forbidden,
    /// One rule demands the field and another rule excludes it, so something else has to change.
    Conflict,
}

impl Presence {
    /// The presence as a word, such as `required`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Forbidden => "forbidden",
            Self::Conflict => "conflict",
        }
    }
}

impl fmt::Display for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A rule about a field, with the facts that made it apply or kept it from applying.
///
/// Its `Display` is a sentence: `` `platform` is required because `method` is not `ship_token` ``.
#[derive(Clone)]
pub struct Reason {
    /// The rule and the path of the field, for the text.
    violation: Violation,
    duty: Duty,
    facts: Vec<Fact>,
    /// The facts for which the rule warns.
    of_severity: Vec<Fact>,
}

/// The demand of a rule on a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Required,
    Forbidden,
    NotRequired,
    NotForbidden,
    /// A demand on the value.
    Value,
    /// A demand on the value of each item.
    Items,
}

/// Implements [`OrderRequest::why_in`].
pub(crate) fn why<T: OrderRequest>(
    request: &T,
    path: &str,
    context: &T::Context,
) -> Result<Why, UnknownPath> {
    let mut tree = Tree::of_request_near(request, path);
    let found = match find(&mut tree, path) {
        Ok(found) => found,
        // The message about a path that leads nowhere may need the whole request.
        Err(_) => {
            tree = Tree::of_request(request);
            find(&mut tree, path)?
        }
    };
    let question = Question {
        tree: &tree,
        absent: tree.with(&found.slot, Tree::Absent),
        some: tree.with(&found.slot, Tree::Unknown),
        slot: &found.slot,
        context,
    };
    Ok(question.answer(found.absent_part))
}

impl Why {
    /// The path of the field, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The presence that the rules ask of the field.
    pub fn presence(&self) -> Presence {
        match (self.required.is_empty(), self.forbidden.is_empty()) {
            (false, true) => Presence::Required,
            (true, true) => Presence::Optional,
            (true, false) => Presence::Forbidden,
            (false, false) => Presence::Conflict,
        }
    }

    /// Returns whether the field is present.
    pub fn is_present(&self) -> bool {
        self.is_present
    }

    /// The outermost absent part on the way to the field. If there is one, the explanation describes the request with
    /// that part present.
    pub fn absent_part(&self) -> Option<&Path> {
        self.absent_part.as_ref()
    }

    /// The rules that demand the field.
    pub fn required(&self) -> &[Reason] {
        &self.required
    }

    /// The rules that exclude the field.
    pub fn forbidden(&self) -> &[Reason] {
        &self.forbidden
    }

    /// The rules that could demand or exclude the field but do not, with the facts that explain it.
    pub fn waived(&self) -> &[Reason] {
        &self.waived
    }

    /// The rules that judge the value of the field, or the values of its items, if it is present.
    pub fn rules(&self) -> &[Reason] {
        &self.rules
    }

    /// The rules about the field that warn, as they apply now. They refuse nothing, so they are in no other list.
    pub fn warnings(&self) -> &[Reason] {
        &self.warnings
    }

    /// The values that keep the rules of the field, if they can be listed. A `#[rule]` over several fields and
    /// functions are not taken into account.
    pub fn values(&self) -> Option<&[FactValue]> {
        self.values.as_deref()
    }

    /// The value that the field has when it is absent, as it is written, or the name of the fact that supplies it. The
    /// default of a secret field is `[redacted]`.
    pub fn default(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// The explanation as JSON: `path`, `pointer`, `presence`, `present` and, if a part is absent, `absent_part`; the
    /// reasons in `required`, `forbidden`, `waived` and `rules`, each with `rule`, `source`, `because` and `detail`;
    /// those of rules that warn in `warnings`, if there are any; and `values` and `default` if they are known.
    pub fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.text("path", &self.path.to_string());
        object.text("pointer", &self.path.to_json_pointer());
        object.text("presence", self.presence().as_str());
        object.raw("present", if self.is_present { "true" } else { "false" });
        if let Some(part) = &self.absent_part {
            object.text("absent_part", &part.to_string());
        }
        for (name, reasons) in [
            ("required", &self.required),
            ("forbidden", &self.forbidden),
            ("waived", &self.waived),
            ("rules", &self.rules),
        ] {
            object.list(name, reasons.iter().map(Reason::to_json));
        }
        if !self.warnings.is_empty() {
            object.list("warnings", self.warnings.iter().map(Reason::to_json));
        }
        if let Some(values) = &self.values {
            object.list("values", values.iter().map(|value| value.to_json()));
        }
        if let Some(default) = &self.default {
            object.text("default", default);
        }
        object.finish()
    }
}

/// One reason per line.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&English))
    }
}

impl Why {
    /// Returns the explanation, one reason a line, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        lines(self.messages(), catalogue)
    }

    fn messages(&self) -> Vec<Message> {
        let path = &self.path;
        let mut lines = Vec::new();
        if let Some(part) = &self.absent_part {
            lines.push(Text::WhyPartAbsent.with("field", part));
        }
        let reasons = |reasons: &[Reason]| reasons.iter().map(Reason::message).collect::<Vec<_>>();
        let presence = self.presence();
        match presence {
            Presence::Optional => {
                let single = match &self.waived[..] {
                    [waived] if waived.duty == Duty::NotRequired => Some(waived),
                    _ => None,
                };
                let reason = single.and_then(Reason::because_message);
                lines.push(Text::WhyOptional.with("field", path).with("reason", reason));
                if single.is_none() {
                    lines.extend(reasons(&self.waived));
                }
            }
            Presence::Required | Presence::Forbidden | Presence::Conflict => {
                lines.extend(reasons(&self.required));
                lines.extend(reasons(&self.forbidden));
            }
        }
        if presence == Presence::Conflict {
            lines.push(Text::WhyConflict.with("field", path));
        }
        if presence != Presence::Forbidden {
            if let Some(takes) = self.takes {
                lines.push(Text::WhyTakes.with("field", path).with("what", Value::Kind(takes)));
            }
            lines.extend(reasons(&self.rules));
        }
        lines.extend(reasons(&self.warnings));
        if let Some(default) = &self.default {
            let value = Value::code(default.clone());
            lines.push(Text::WhyDefault.with("field", path).with("value", value));
        }
        lines
    }
}

impl Reason {
    /// The rule, with the source text of its attribute.
    pub fn rule(&self) -> &'static Rule {
        self.violation.rule()
    }

    /// The id of the rule within the request or part that declares it; see [`Schema::rule_id`](crate::schema::Schema::rule_id).
    pub fn rule_id(&self) -> String {
        self.violation.rule_id()
    }

    /// The facts that made the rule apply, or kept it from applying.
    pub fn because(&self) -> &[Fact] {
        &self.facts
    }

    fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.text("rule", &self.rule_id());
        object.text("source", &self.violation.shown_rule());
        let because: Vec<String> = self.facts.iter().map(Fact::to_string).collect();
        object.texts("because", &because);
        object.text("detail", &self.to_string());
        object.finish()
    }

    /// The group that the rule is about, if it is a rule of a group.
    fn group(&self) -> Option<&'static Group> {
        self.rule().demand.group().map(|group| &self.violation.schema().groups[group])
    }

    /// Returns the cause, such as " because `ev` is true".
    fn because_message(&self) -> Option<Message> {
        let Some(group) = self.group() else {
            let of_rule = match self.duty {
                Duty::Forbidden => reason(self.rule(), &self.facts),
                Duty::Required
                | Duty::NotRequired
                | Duty::NotForbidden
                | Duty::Items
                | Duty::Value => because(&self.facts),
            };
            return match of_rule {
                None if self.rule().own_condition().is_some() => {
                    let rule = Value::code(self.violation.shown_rule());
                    Some(Text::ReasonByRule.with("rule", rule))
                }
                reason => reason,
            };
        };
        let text = match (self.rule().at, group.kind) {
            (At::Root, _) => Text::WhyOneVariant,
            (_, GroupKind::AllOrNone) => Text::WhyAllOrNone,
            (_, GroupKind::AtLeastOne) => Text::WhyAtLeastOne,
            (_, GroupKind::AtMostOne) => Text::WhyAtMostOne,
            (_, GroupKind::ExactlyOne) => Text::WhyExactlyOne,
            (_, GroupKind::Count(_)) => Text::WhyCount,
        };
        let bounds = match group.kind {
            GroupKind::Count(bounds) => Some(bounds.message()),
            GroupKind::AllOrNone
            | GroupKind::AtLeastOne
            | GroupKind::AtMostOne
            | GroupKind::ExactlyOne => None,
        };
        let of_group = text.with("group", Value::code(group.name)).with("bounds", bounds);
        let facts = self.facts.iter().map(Fact::message);
        let facts = [of_group].into_iter().chain(facts).map(Value::from).collect();
        Some(Text::Reason.with("facts", Value::List(facts, Text::FactSeparator)))
    }

    /// Returns the reason in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message())
    }

    fn message(&self) -> Message {
        match self.rule().attributes.severity {
            Severity::Error => self.demanded(),
            Severity::Deprecated(_) => self.violation.wrong(),
            Severity::Warning => {
                let text = match self.of_severity.is_empty() {
                    true => Text::WhyWarns.alone(),
                    false => Text::WhyWarnsWhile.with("facts", facts_value(&self.of_severity)),
                };
                text.with("message", self.demanded())
            }
        }
    }

    fn demanded(&self) -> Message {
        let path = self.violation.path();
        let text = match self.duty {
            Duty::Required => Text::WhyRequired,
            Duty::Forbidden => Text::WhyForbidden,
            Duty::NotRequired => Text::WhyNotRequired,
            Duty::NotForbidden => Text::WhyAllowed,
            Duty::Items => return Text::WhyEachItem.with("message", self.violation.wrong()),
            Duty::Value => return self.of_value(),
        };
        let rule = match self.rule().demand {
            Demand::Holds(_, text) => Some(self.by_rule(Text::WhyByRule, text)),
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Checked(_)
            | Demand::Nested => None,
        };
        text.with("field", path).with("rule", rule).with("reason", self.because_message())
    }

    /// Returns the message of a demand on the value.
    fn of_value(&self) -> Message {
        let path = self.violation.path();
        match self.rule().demand {
            Demand::Holds(_, text) => self.by_rule(Text::WhyMustKeep, text).with("field", path),
            Demand::Checked(checked) => {
                let text = match checked.text.is_empty() {
                    true => Text::WhyMustPass,
                    false => Text::WhyMustPassText,
                };
                text.with("field", path)
                    .with("function", Value::code(last_name(checked.function)))
                    .with("text", Value::plain(checked.text))
            }
            Demand::Separator(separator) => {
                let separator = Value::code(separator.escape_debug().to_string());
                Text::MustNotHold.with("field", path).with("separator", separator)
            }
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Group(_)
            | Demand::Nested => self.violation.wrong(),
        }
    }

    /// Returns a message that names the rule.
    fn by_rule(&self, text: Text, words: &'static str) -> Message {
        text.with("rule", Value::code(self.rule_id())).with("text", Value::plain(words))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reason")
            .field("path", self.violation.path())
            .field("duty", &self.duty)
            .field("rule", &self.violation.shown_rule())
            .field("because", &self.facts)
            .finish()
    }
}

/// A request on the way to the slot, as it is and as it could be.
struct Views<'q> {
    now: Evaluator<'q, 'q>,
    absent: Evaluator<'q, 'q>,
    some: Evaluator<'q, 'q>,
}

/// The question about one slot.
struct Question<'q> {
    tree: &'q Tree,
    /// The request without the slot.
    absent: Tree,
    /// The request with an unknown value in the slot.
    some: Tree,
    slot: &'q [Step],
    context: &'q dyn Any,
}

impl Question<'_> {
    fn answer(&self, absent_part: Option<Path>) -> Why {
        let path = self.tree.path(self.slot);
        let field = self.tree.field(self.slot);
        let tree = self.tree.at(self.slot).unwrap_or(&Tree::Absent);
        let mut why = Why {
            path,
            is_present: absent_part.is_none() && is_present(&tree.state(), field),
            absent_part,
            required: Vec::new(),
            forbidden: Vec::new(),
            waived: Vec::new(),
            rules: Vec::new(),
            warnings: Vec::new(),
            values: None,
            takes: None,
            default: None,
        };
        let levels = self.levels();
        for level in &levels {
            let views = Views {
                now: self.tree.evaluator(level, self.context),
                absent: self.absent.evaluator(level, self.context),
                some: self.some.evaluator(level, self.context),
            };
            for rule in level.schema.rules {
                if !rule.attributes.severity.is_warning() {
                    self.rule(level, &views, rule, &mut why);
                    continue;
                }
                let mut warned = Why { path: why.path.clone(), ..Default::default() };
                self.rule(level, &views, rule, &mut warned);
                let Why { required, forbidden, rules, .. } = warned;
                why.warnings.extend(required.into_iter().chain(forbidden).chain(rules));
            }
        }
        self.type_rules(&mut why);
        let is_secret = levels.last().is_some_and(|level| level.is_secret)
            || field.is_some_and(|field| field.attributes.secret);
        why.values = self.values(&why.rules).filter(|_| !is_secret);
        why.takes = self.takes(&why.rules);
        why.default = match (levels.last(), field) {
            (Some(level), Some(field)) => self.default(level, field),
            _ => None,
        };
        why
    }

    /// The requests on the way to the slot, the outermost first.
    fn levels(&self) -> Vec<Level> {
        let mut levels = self.tree.levels();
        levels.retain(|level| {
            self.slot.starts_with(&level.slot) && level.slot.len() < self.slot.len()
        });
        levels
    }

    /// Adds a rule to the explanation if it is about the slot.
    fn rule(&self, level: &Level, views: &Views<'_>, rule: &'static Rule, why: &mut Why) {
        let inner = &self.slot[level.slot.len()..];
        let is_at = slot_of(level.schema, rule.at).is_some_and(|at| at == inner);
        match (&rule.demand, rule.at) {
            // The rules of a part that is not nested are not checked.
            _ if !level.is_nested => {}
            (Demand::Group(group), _) => {
                let group = &level.schema.groups[*group];
                if let [Step::Field(field)] = inner
                    && matches!(rule.at, At::Root | At::Field(_))
                    && (is_at || rule.at == At::Root)
                    && let Some(position) = group.members.iter().position(|member| member == field)
                {
                    self.group(level, &views.now, rule, group, position, why);
                }
            }
            (Demand::Holds(cond, _), _) => self.condition(level, views, rule, cond, why),
            (Demand::Nested, _) => {}
            (
                Demand::Required | Demand::RequiredByType | Demand::Forbidden,
                At::Field(_) | At::Member(..),
            ) if is_at => {
                self.presence(level, &views.now, rule, why);
            }
            (Demand::Checked(checked), At::Root | At::Field(_)) if !is_at => {
                if let [Step::Field(field)] = inner
                    && checked.reads.contains(field)
                {
                    why.rules.push(self.reason(level, rule, Duty::Value, Vec::new()));
                }
            }
            (
                Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Checked(_),
                At::Field(_) | At::Member(..),
            ) if is_at => self.value(level, &views.now, rule, Duty::Value, why),
            (
                Demand::Required
                | Demand::RequiredByType
                | Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Checked(_),
                At::Items(_),
            ) => {
                let is_item = matches!(inner, [Step::Field(list), Step::Item(_) | Step::Entry(_)] if rule.at == At::Items(*list));
                if is_item || is_at {
                    let duty = if is_item { Duty::Value } else { Duty::Items };
                    self.value(level, &views.now, rule, duty, why);
                }
            }
            // The rule is about another place.
            (
                Demand::Required
                | Demand::RequiredByType
                | Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Checked(_),
                At::Root | At::Field(_) | At::Member(..),
            ) => {}
        }
    }

    /// Adds the rules that come with the type of the value, and those of the items.
    fn type_rules(&self, why: &mut Why) {
        let is_item = |step: &&Step| matches!(step, Step::Item(_) | Step::Entry(_));
        let depth = self.slot.iter().rev().take_while(is_item).count();
        let Some(field) = self.tree.field(&self.slot[..self.slot.len() - depth]) else { return };
        for (depth, duty) in [(depth, Duty::Value), (depth + 1, Duty::Items)] {
            for (of_type, rule) in rules_at(field, depth) {
                let path = self.tree.path(self.slot);
                let violation = Violation::new(of_type, rule, path, Because::Nothing);
                let list = match rule.attributes.severity.is_warning() {
                    true => &mut why.warnings,
                    false => &mut why.rules,
                };
                list.push(Reason { violation, duty, facts: Vec::new(), of_severity: Vec::new() });
            }
        }
    }

    fn evaluator(&self, level: &Level) -> Evaluator<'_, '_> {
        self.tree.evaluator(level, self.context)
    }

    fn reason(&self, level: &Level, rule: &'static Rule, duty: Duty, facts: Vec<Fact>) -> Reason {
        let because = Because::facts(facts.clone());
        let violation = Violation::new(level.schema, rule, self.tree.path(self.slot), because);
        let of_severity = match (rule.attributes.severity, rule.severity_condition()) {
            (Severity::Warning, Some(_)) => self.evaluator(level).because_of_severity(rule),
            (Severity::Error | Severity::Warning | Severity::Deprecated(_), _) => Because::Nothing,
        };
        Reason { violation, duty, facts, of_severity: of_severity.into_facts() }
    }

    /// Adds a rule that demands or excludes the field.
    fn presence(
        &self,
        level: &Level,
        evaluator: &Evaluator<'_, '_>,
        rule: &'static Rule,
        why: &mut Why,
    ) {
        let field = self.tree.field(self.slot);
        if matches!(rule.demand, Demand::RequiredByType)
            && field.is_some_and(|field| field.ty.optional)
        {
            return;
        }
        let is_forbidden = matches!(rule.demand, Demand::Forbidden);
        match evaluator.applies(&rule.when) {
            Some(true) => {
                let facts = evaluator.because(rule).into_facts();
                let (duty, reasons) = match is_forbidden {
                    true => (Duty::Forbidden, &mut why.forbidden),
                    false => (Duty::Required, &mut why.required),
                };
                reasons.push(self.reason(level, rule, duty, facts));
            }
            Some(false) => {
                let facts = evaluator.because_not(rule).into_facts();
                let duty = if is_forbidden { Duty::NotForbidden } else { Duty::NotRequired };
                why.waived.push(self.reason(level, rule, duty, facts));
            }
            None => {}
        }
    }

    /// Adds a rule about the value, if it applies.
    fn value(
        &self,
        level: &Level,
        evaluator: &Evaluator<'_, '_>,
        rule: &'static Rule,
        duty: Duty,
        why: &mut Why,
    ) {
        if evaluator.applies(&rule.when) == Some(true) {
            let facts = evaluator.because(rule).into_facts();
            why.rules.push(self.reason(level, rule, duty, facts));
        }
    }

    fn group(
        &self,
        level: &Level,
        evaluator: &Evaluator<'_, '_>,
        rule: &'static Rule,
        group: &Group,
        position: usize,
        why: &mut Why,
    ) {
        if evaluator.applies(&rule.when) != Some(true) {
            return;
        }
        let base = evaluator.base();
        let others: Vec<(Path, bool)> = (group.members.iter().enumerate())
            .filter(|(other, _)| *other != position)
            .map(|(_, member)| {
                (base.join_name(level.schema.fields[*member].name), evaluator.is_present(*member))
            })
            .collect();
        let present = others.iter().filter(|(_, is_present)| *is_present).count();
        let all = group.members.len();
        let duty = match group.kind {
            GroupKind::AllOrNone if present > 0 => Duty::Required,
            GroupKind::AllOrNone => Duty::NotRequired,
            kind @ (GroupKind::AtLeastOne
            | GroupKind::AtMostOne
            | GroupKind::ExactlyOne
            | GroupKind::Count(_)) => {
                match (kind.allows(present, all), kind.allows(present + 1, all)) {
                    (true, true) if matches!(kind, GroupKind::AtMostOne) => Duty::NotForbidden,
                    (true, true) => Duty::NotRequired,
                    (false, true) => Duty::Required,
                    (true, false) => Duty::Forbidden,
                    (false, false) => match kind {
                        GroupKind::Count(bounds)
                            if bounds.min.is_some_and(|min| min > present as i128) =>
                        {
                            Duty::Required
                        }
                        GroupKind::AllOrNone
                        | GroupKind::AtLeastOne
                        | GroupKind::AtMostOne
                        | GroupKind::ExactlyOne
                        | GroupKind::Count(_) => Duty::Forbidden,
                    },
                }
            }
        };
        // The members that explain the duty.
        let counts = |is_present: bool| match (group.kind, duty) {
            (GroupKind::Count(_), _) => true,
            (GroupKind::AllOrNone, _) | (GroupKind::AtLeastOne, Duty::NotRequired) => {
                is_present == (present > 0)
            }
            (_, Duty::Forbidden) => is_present,
            _ => !is_present,
        };
        let fact = |(path, is_present): (Path, bool)| Fact {
            path,
            state: if is_present { FactState::Present } else { FactState::Absent },
        };
        let condition = evaluator.because(rule).into_facts();
        let facts = others.into_iter().filter(|(_, is_present)| counts(*is_present)).map(fact);
        let reason = self.reason(level, rule, duty, condition.into_iter().chain(facts).collect());
        match duty {
            Duty::Required => why.required.push(reason),
            Duty::Forbidden => why.forbidden.push(reason),
            _ => why.waived.push(reason),
        }
    }

    /// Judges a rule over several fields twice: without the field, and with an unknown value for it.
    fn condition(
        &self,
        level: &Level,
        views: &Views<'_>,
        rule: &'static Rule,
        cond: &'static Cond,
        why: &mut Why,
    ) {
        // Another rule has the other severity.
        if views.now.applies(&rule.when) != Some(true) {
            return;
        }
        let can_be_absent = match self.slot.last() {
            Some(Step::Field(_)) => {
                self.tree.field(self.slot).is_some_and(|field| field.ty.optional)
            }
            _ => false,
        };
        let Views { absent, some, .. } = views;
        let outcome = |evaluator: &Evaluator<'_, '_>| match rule.at {
            At::Items(list) => {
                let items = evaluator.state(list).items();
                let outcomes: Vec<_> =
                    items.map(|item| evaluator.is_true_for(cond, item)).collect();
                match outcomes.contains(&Some(false)) {
                    true => Some(false),
                    false => (!outcomes.contains(&None)).then_some(true),
                }
            }
            _ if !evaluator.is_judged(cond) => Some(true),
            _ => evaluator.is_true(cond),
        };
        let facts = |evaluator: &Evaluator<'_, '_>| {
            let mut facts = match rule.at {
                At::Items(_) => Vec::new(),
                _ => evaluator.because_false(cond).into_facts(),
            };
            facts.retain(|fact| fact.path != why.path);
            facts
        };
        match (outcome(absent), outcome(some)) {
            (Some(false), Some(true) | None) if can_be_absent => {
                let facts = facts(absent);
                why.required.push(self.reason(level, rule, Duty::Required, facts));
            }
            (Some(true), Some(false)) if can_be_absent => {
                let facts = facts(some);
                why.forbidden.push(self.reason(level, rule, Duty::Forbidden, facts));
            }
            (Some(_), None) => {}
            _ => return,
        }
        if outcome(some).is_none() {
            why.rules.push(self.reason(level, rule, Duty::Value, Vec::new()));
        }
    }

    /// The values that keep all rules about the value alone, if they can be listed.
    fn values(&self, rules: &[Reason]) -> Option<Vec<FactValue>> {
        let field = self.tree.field(self.slot);
        let kind = self.tree.kind(self.slot)?.required();
        let named = || match kind {
            Kind::Choice(_) | Kind::Integer { .. } | Kind::Text => {
                rules.iter().find_map(|reason| reason.rule().demand.test()?.values(kind))
            }
            _ => None,
        };
        let all = all_values(kind).or_else(named)?;
        let own = rules.iter().filter(|reason| reason.duty == Duty::Value);
        let is_right = |value: &FactValue| {
            let tree = Tree::of_value(*value);
            own.clone().all(|reason| {
                is_kept(&reason.rule().demand, &tree.state(), field, kind) != Some(false)
            })
        };
        Some(all.into_iter().filter(is_right).collect())
    }

    /// A description of the values that the type accepts; `None` if a rule says more, and for types that need none,
    /// such as texts and lists.
    fn takes(&self, rules: &[Reason]) -> Option<&'static Kind> {
        let kind = self.tree.kind(self.slot)?;
        let is_said = rules.iter().any(|reason| {
            reason.duty == Duty::Value
                && matches!(reason.rule().demand, Demand::Passes(test) if test.implies_type())
        });
        let is_plain = matches!(
            kind.required(),
            Kind::Text | Kind::Object(_) | Kind::List(_) | Kind::Map(_) | Kind::Any
        );
        (!is_said && !is_plain).then(|| kind.required())
    }

    /// The default in force, as it is written.
    fn default(&self, level: &Level, field: &'static Field) -> Option<String> {
        let default = self.evaluator(level).default_in_force(field)??;
        if field.attributes.secret || level.is_secret {
            return Some(REDACTED.to_owned());
        }
        let kind = field.kind().required();
        Some(literal_text(Some(kind), &default))
    }
}
