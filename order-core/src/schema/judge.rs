use crate::{
    OrderRequest, Violations,
    schema::{
        Allowed, Blank, Demand, Evaluator, Rule, State,
        evaluate::{is_blank_node, literal_node, present_node},
    },
    value::Node,
    violation::{Because, Violation},
};

/// Checks every rule of `request` by its schema alone, without generated code.
///
/// The answer is that of [`OrderRequest::validate`], at the price of walking the rules. It is what a
/// document is judged by that does not fit its type, and the tests hold the generated checks to it.
///
/// # Errors
///
/// All violations at once, in field order.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, schema};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[length(..=5)]
///     zip: String,
/// }
///
/// let order = Order { zip: "336155".to_owned() };
/// let violations = schema::interpret(&order).unwrap_err();
/// assert_eq!(violations.to_string(), "`zip` must have at most 5 characters");
/// ```
pub fn interpret<T: OrderRequest>(request: &T) -> Result<(), Violations> {
    let violations = judge(&Evaluator::of_fields(T::SCHEMA, request));
    if violations.is_empty() { Ok(()) } else { Err(Violations::new(violations)) }
}

/// Every violation that can be judged from what is known, in field order.
pub(crate) fn judge(evaluator: &Evaluator<'_>) -> Vec<Violation> {
    let schema = evaluator.schema();
    schema
        .rules
        .iter()
        .filter(|rule| evaluator.applies(&rule.when) == Some(true))
        .filter(|rule| is_kept(evaluator, rule) == Some(false))
        .map(|rule| Violation::new(schema, rule, because(evaluator, rule)))
        .collect()
}

fn because(evaluator: &Evaluator<'_>, rule: &Rule) -> Because {
    match rule.demand {
        Demand::Group(group) => Because::group(present_members(evaluator, group).into_iter()),
        _ => evaluator.because(rule),
    }
}

fn present_members(evaluator: &Evaluator<'_>, group: usize) -> Vec<bool> {
    let members = evaluator.schema().groups[group].members;
    members.iter().map(|member| evaluator.is_present(*member)).collect()
}

/// Whether a rule that applies is kept; `None` if that depends on a value that could not be read.
fn is_kept(evaluator: &Evaluator<'_>, rule: &Rule) -> Option<bool> {
    let field = &evaluator.schema().fields[rule.field];
    match &rule.demand {
        Demand::RequiredByType if field.optional => return Some(true),
        Demand::Required | Demand::RequiredByType => return Some(evaluator.is_present(rule.field)),
        Demand::Forbidden => return Some(!evaluator.is_present(rule.field)),
        Demand::Group(index) => {
            let group = &evaluator.schema().groups[*index];
            let present = present_members(evaluator, *index);
            let position = group.members.iter().position(|member| *member == rule.field)?;
            return Some(!group.kind.blames(&present, position));
        }
        _ => {}
    }
    let State::Known(node) = evaluator.state(rule.field) else { return None };
    if let Demand::NotBlank = rule.demand {
        return Some(field.blank != Blank::Reject || !is_blank_node(node));
    }
    match (&rule.demand, present_node(field.blank, node)) {
        (_, Node::Absent) => Some(true),
        (Demand::Allowed(allowed), node) => Some(allowed.iter().any(|allowed| match allowed {
            Allowed::One(literal) => {
                literal_node(evaluator.schema(), rule.field, *literal) == Some(node)
            }
            Allowed::Range(bounds) => node.integer().is_some_and(|number| bounds.contain(number)),
        })),
        (Demand::Range(bounds), node) => node.integer().map(|number| bounds.contain(number)),
        (Demand::Length(bounds), Node::Text(text)) => {
            i128::try_from(text.chars().count()).ok().map(|length| bounds.contain(length))
        }
        (Demand::Pattern(pattern), Node::Text(text)) => Some(pattern.is_match(text)),
        (Demand::Format(format), Node::Text(text)) => Some((format.accepts)(text)),
        // Rules about text on a field that holds none do not compile.
        _ => None,
    }
}
