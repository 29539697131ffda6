//! The smallest changes that make a request valid.

mod action;
mod alternatives;
mod choices;
mod depends;
mod search;
#[cfg(test)]
mod tests;

use std::{any::Any, collections::HashSet, fmt, sync::Arc};

use crate::{
    Code, OrderRequest, Violation, Violations,
    json_text::JsonObject,
    language::{Catalogue, English, Text, Value},
    request::ReadRequest,
    schema::Schema,
    what_if::{
        domain::Domain,
        repair::{
            alternatives::alternatives,
            choices::{Choices, rests},
            search::{Ask, Search},
        },
        tree::Tree,
    },
    wire::json,
};

pub use self::action::{Action, Repair};

impl Violations {
    /// Returns all minimal repairs of `request`, which has these violations: the sets of actions that make it valid.
    ///
    /// A repair is minimal if no proper subset of its actions is enough, whatever the values are. Minimal repairs may
    /// differ in size: those with the fewest actions come first, then declared order decides. Fields that are skipped
    /// on the wire are not changed.
    ///
    /// Of values that the rules do not distinguish, one is tried. The candidates are the values that rules and types
    /// name, the values at bounds and next to them, and texts of the formats and patterns. Your functions (`check`) are
    /// called too, on the changed request as read from a document. The work is bounded: at most 3,000 requests are
    /// judged, and the larger the request is, the fewer, so that the search ends within about a second.
    /// [`Repairs::is_complete`] says whether that was enough.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, OrderValue};
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
    ///     #[group_all_or_none("ship")]
    ///     ship_name: Option<String>,
    ///     #[group_all_or_none("ship")]
    ///     ship_zip: Option<String>,
    /// }
    ///
    /// let order = Order { ev: true, method: None, ship_name: Some("Gary McCoy".to_owned()), ship_zip: None };
    /// let repairs = order.validate().unwrap_err().repairs(&order);
    /// assert_eq!(
    ///     repairs.to_string(),
    ///     "set `ev` to `false`, or set `method` to `ship_token` or `client_app`\n\
    ///      remove `ship_name`, or set `ship_zip`",
    /// );
    /// assert!(repairs.is_complete());
    ///
    /// let first = repairs.iter().next().unwrap();
    /// assert_eq!(first.to_string(), "set `ev` to `false` and remove `ship_name`");
    /// assert!(first.apply(&order).unwrap().validate().is_ok());
    /// ```
    #[doc(alias("fix", "suggestion", "correct"))]
    pub fn repairs<T>(&self, request: &T) -> Repairs
    where
        T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
    {
        self.repairs_in(request, &())
    }

    /// Like [`repairs`](Self::repairs), for a request whose rules read a context.
    pub fn repairs_in<T>(&self, request: &T, context: &T::Context) -> Repairs
    where
        T: OrderRequest + for<'de> ReadRequest<'de>,
    {
        let ask = |tree: &Tree| {
            let violations = read::<T>(tree)?.validate_in(context).err();
            let of_functions = |violation: &Violation| violation.code() == Code::Check;
            Some(violations.into_iter().flatten().filter(of_functions).collect())
        };
        find(request, context, Some(&ask))
    }

    /// Like [`repairs_in`](Self::repairs_in), but by the schema alone, for a request that borrows from its document.
    /// Your functions (`check`) are not called.
    pub fn repairs_by_schema<T: OrderRequest>(&self, request: &T, context: &T::Context) -> Repairs {
        find(request, context, None)
    }
}

/// The number of requests that are judged before the search stops.
const BUDGET: usize = 3_000;

/// The number of values that are looked at or changed before the search stops. A request with more values is judged at
/// least a few times.
const WORK: usize = 1_000_000;

/// The repairs of a request. `ask` calls the functions of the request.
fn find<T: OrderRequest>(request: &T, context: &T::Context, ask: Option<Ask<'_>>) -> Repairs {
    find_in(&Tree::of_request(request), T::SCHEMA, context, ask, BUDGET)
}

fn find_in(
    tree: &Tree,
    schema: &'static Schema,
    context: &dyn Any,
    ask: Option<Ask<'_>>,
    budget: usize,
) -> Repairs {
    let domain = Domain::new(schema);
    let mut search = Search {
        start: tree,
        domain: &domain,
        context,
        ask,
        budget,
        has_type_rules: domain.has_type_rules || !tree.broken_types().is_empty(),
        size: tree.size(),
        work: WORK.max(tree.size().saturating_mul(16)),
        is_stopped: false,
        is_unasked: false,
    };
    let parts = search.parts();
    let mut repairs = Vec::with_capacity(parts.len());
    for (done, part) in parts.iter().enumerate() {
        // The budget that one part leaves goes to the later parts.
        let rest = parts.len() - done;
        let (left, left_work) = (search.budget, search.work);
        (search.budget, search.work) = (left / rest, left_work / rest);
        let (given, given_work) = (search.budget, search.work);
        repairs.push(alternatives(tree, search.run(part)));
        search.budget = left - (given - search.budget);
        search.work = left_work - (given_work - search.work);
    }
    Repairs {
        parts: repairs,
        is_complete: !search.is_stopped,
        are_functions_asked: !search.is_unasked,
    }
}

/// The request that a tree describes; `None` if the document of the tree does not read as that request.
fn read<T: OrderRequest + for<'de> ReadRequest<'de>>(tree: &Tree) -> Option<T> {
    let document = tree.to_json();
    let request: T = json::from_str(&document).ok()?;
    Tree::of_request(&request).is_same(tree).then_some(request)
}

/// The repairs of a request, returned by [`Violations::repairs`].
///
/// Mistakes that share no rule are repaired separately. Each has its own alternatives in [`parts`](Self::parts), and
/// one alternative of each makes the request valid. [`iter`](Self::iter) combines them.
///
/// Its `Display` has a line for each part.
#[derive(Debug, Clone)]
pub struct Repairs {
    parts: Vec<Vec<Repair>>,
    is_complete: bool,
    are_functions_asked: bool,
}

impl Repairs {
    /// The minimal repairs of each mistake, or of each set of mistakes that depend on each other; empty for a mistake
    /// without a repair.
    pub fn parts(&self) -> &[Vec<Repair>] {
        &self.parts
    }

    /// The repairs of the whole request, with the fewest actions first.
    ///
    /// They are combined lazily, since twenty mistakes with two repairs each have a million combinations.
    pub fn iter(&self) -> impl Iterator<Item = Repair> {
        let rests: Arc<[HashSet<usize>]> = rests(&self.parts).into();
        let mut sizes: Vec<usize> = rests[0].iter().copied().collect();
        sizes.sort_unstable();
        sizes.into_iter().flat_map(move |size| Choices::new(&self.parts, &rests, size))
    }

    /// The number of repairs of the whole request; at most `usize::MAX`.
    pub fn len(&self) -> usize {
        self.parts.iter().fold(1, |count, part| count.saturating_mul(part.len()))
    }

    /// Returns whether no repair of the whole request was found.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().any(Vec::is_empty)
    }

    /// Returns whether everything was tried. If not, there may be further repairs, even for a part without any, and a
    /// part with a single repair may have smaller ones with other values.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns whether the `check` functions were called wherever there are any. If not, they may reject a repaired
    /// request.
    pub fn are_functions_asked(&self) -> bool {
        self.are_functions_asked
    }

    /// The repairs as JSON: `complete`, `functions_asked` and `parts`. Each part is a list of alternatives, and each
    /// alternative is a list of actions with `path`, `pointer`, `action` (`set`, `remove` or `rename`) and, if they are known,
    /// `values`, or the new `key` of an entry.
    pub fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.raw("complete", if self.is_complete { "true" } else { "false" });
        object.raw("functions_asked", if self.are_functions_asked { "true" } else { "false" });
        let list = |items: Vec<String>| format!("[{}]", items.join(","));
        let action = |action: &Action| action.to_json();
        let repair = |repair: &Repair| list(repair.actions.iter().map(action).collect());
        object.list("parts", self.parts.iter().map(|part| list(part.iter().map(repair).collect())));
        object.finish()
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&English))
    }
}

impl Repairs {
    /// Returns the repairs, one part a line, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        let mut lines: Vec<String> = Vec::new();
        for part in &self.parts {
            let has_comma = part.iter().any(Repair::has_comma);
            let or = if has_comma { Text::RepairSemicolonOr } else { Text::RepairOr };
            let repairs = part.iter().map(|repair| repair.message().into()).collect();
            lines.push(match part.is_empty() {
                true => catalogue.words(&Text::RepairNone.alone()),
                false => Value::List(repairs, or).in_language(catalogue),
            });
        }
        if !self.is_complete {
            lines.push(catalogue.words(&Text::RepairStopped.alone()));
        }
        if !self.are_functions_asked {
            lines.push(catalogue.words(&Text::RepairUnasked.alone()));
        }
        lines.join("\n")
    }
}
