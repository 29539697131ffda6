//! The derive macros of `order-core`. That crate re-exports them, so depend on it instead of this one.

mod check;
mod derive;
mod editor;
mod errors;
mod expand;
mod format;
mod model;
mod parse;
mod pattern;
mod plan;
mod proof;
mod redact;
mod rename;
mod scope;
mod suggest;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

use proc_macro::TokenStream;

/// Implements `OrderRequest` for a struct with named fields, from attributes that state the rules of its endpoint.
///
/// This page has every word. [The guide](../order_core/guide/index.html) shows them by task.
///
/// The fields are the parameters of the request, in declared order. Their doc comments become the descriptions, also
/// those of `#[doc = include_str!(…)]`. A mistake in an attribute is a compile error at the wrong token, and all mistakes
/// of a struct are reported at once.
///
/// ```
/// use order_core::{OrderRequest, OrderValue, json};
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
///     /// Length of validity, in years.
///     #[allowed(1, 2, 3)]
///     validity: u8,
///     /// How the key is provided.
///     #[required_if(ev)]
///     #[forbidden_unless(ev)]
///     method: Option<Method>,
///     /// Whether the certificate is an EV certificate.
///     #[default_value(false)]
///     ev: bool,
/// }
///
/// let order = Order { validity: 4, method: None, ev: true };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`validity` must be `1`, `2` or `3`\n\
///      `method` is required because `ev` is true; set it to `ship_token` or `client_app`",
/// );
/// let order: Order = json::from_str(r#"{"validity": 1}"#)?;
/// assert_eq!(json::to_string(&order), r#"{"validity":1,"ev":false}"#);
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Given, present, value
///
/// Rules refer to three facts about a field:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | fact | meaning |
/// | --- | --- |
/// | given | the caller wrote it: the key is in the document, or the `Option` is `Some` |
/// | present | given, and not blank under the field's blank policy; a default never makes a field present |
/// | value | the present value, else the declared default, else none |
///
/// </div></div>
///
/// A field that is not an `Option` is required, unless it has a default. An `Option<T>` is optional unless a rule says
/// otherwise. `Option<Option<T>>` distinguishes an absent field from `null`. `0` and `false` are values like any other.
///
/// The following table lists the cases for a field `f` with no other attributes than those shown:
///
/// <div style="overflow-x:auto"><div style="min-width:48rem">
///
/// | type of `f` | in the document | given | present | value |
/// | --- | --- | --- | --- | --- |
/// | `Option<String>` | nothing, or `null` | no | no | none |
/// | | `"x"` | yes | yes | `"x"` |
/// | | `""` or white space | yes | no | none |
/// | … with `#[blank(reject)]` | `""` | yes | yes, which is a violation | none |
/// | … with `#[blank(value)]` | `""` | yes | yes | `""` |
/// | … with `#[default_value("x")]` | nothing | no | no | `"x"` |
/// | | `""` | yes | no | `"x"` |
/// | | `"y"` | yes | yes | `"y"` |
/// | `u8` with `#[default_value(1)]` | nothing: 1 is written into it | yes | yes | `1` |
/// | `Option<u8>`, `Option<bool>` | `0`, `false` | yes | yes | `0`, `false` |
/// | | `""` | no | no | none |
/// | `Option<Vec<u8>>`, `BTreeMap` or `HashMap` | `[]`, or `{}` | yes | no | none |
/// | | `[0]`, or `{"k": 0}` | yes | yes | the list or map |
/// | … with `#[blank(reject)]` | `[]`, or `{}` | yes | yes, which is a violation | none |
/// | … with `#[blank(value)]` | `[]`, or `{}` | yes | yes | the empty list or map |
/// | … a list with `#[order(separator = ",")]` | `""` | yes | no | none |
/// | | `"0,1"` | yes | yes | the list of `0` and `1` |
/// | `Flag` | nothing, `null` or `false` | no | no | none |
/// | | `true` or `""` | yes | yes | `true` |
/// | `Option<Part>` with `#[nested]` | `{}` | yes | yes | the part |
/// | `Option<Option<u8>>` | nothing | no | no | none |
/// | | `null` | yes | yes | none, and `f == null` holds |
/// | | `0` | yes | yes | `0` |
///
/// </div></div>
///
/// A value is blank if it is `""`, text that is only white space, or an empty list or map. The *blank policy* sets the
/// meaning of a blank value:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | policy | meaning |
/// | --- | --- |
/// | `#[blank(absent)]` | blank is not present; this is the default |
/// | `#[blank(reject)]` | blank is a violation |
/// | `#[blank(value)]` | blank is a value like any other |
///
/// </div></div>
///
/// `#[order(blank = …)]` on the struct sets the policy of all fields without their own. Values are written as the
/// caller gave them: `""` stays `""`.
///
/// ```
/// use order_core::{Code, OrderRequest, json};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     name: String,
///     #[blank(reject)]
///     unit: Option<String>,
///     #[blank(value)]
///     comment: Option<String>,
///     #[required_if(present(comment) && given(unit))]
///     reason: Option<String>,
/// }
///
/// let order: Order = json::from_str(r#"{"name": " ", "unit": "", "comment": ""}"#)?;
/// let codes: Vec<_> = order.validate().unwrap_err().iter().map(|it| (it.path().to_string(), it.code())).collect();
/// assert_eq!(codes, [
///     ("name".to_owned(), Code::Required),
///     ("unit".to_owned(), Code::Blank),
///     ("reason".to_owned(), Code::Required),
/// ]);
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Attributes of a field
///
/// In the table, `C` is a [condition](#conditions). `V` is a value: `true`, `-1`, `"text"`, a variant of the field's
/// own type by its name alone, a path to a constant, or `{ const expression }`. `B` are bounds: `a..=b`, `a..`, `..=b`,
/// `a..b` or a single number. `F` is a function. In place of a format, it is a path of at least
/// two segments (`self::is_short`).
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | attribute | meaning |
/// | --- | --- |
/// | [`#[required]`, `#[required_if(C)]`, `#[required_unless(C)]`](#presence) | the field must be present: always, when C holds, or unless C holds |
/// | [`#[forbidden_if(C)]`, `#[forbidden_unless(C)]`](#presence) | the field must not be present |
/// | [`#[present_iff(C)]`](#presence) | the field is present exactly when C holds |
/// | [`#[allowed(V, …)]`, `#[allowed_if(C, V, …)]`](#values) | the value, if present, is one of these; a range of numbers is allowed in the list |
/// | [`#[default_value(V)]`](#values) | the value of an absent field; a field that is not an `Option` gets it when the request is read; for an `Option`, V may also be [a fact, `ctx.f`](#context) |
/// | [`#[default_value_if(C, V)]`](#values) | the value of an absent `Option` while C holds; may be repeated: the first whose C holds is used, before `default_value`; V may be `ctx.f` |
/// | [`#[range(B)]`, `#[range(> 0, <= 31.5)]`](#values) | the number, if present, lies within the bounds; decimals and floats are compared exactly. With operators, each end may be excluded |
/// | [`#[range("2025-01-01"..="2027-12-31")]`](#values) | the date or time, if present, lies between the ends; each is a text, a constant or `{ expression }` |
/// | [`#[multiple_of(5)]`](#values) | the number, if present, is a multiple of this one, which may have a fraction for decimals; they are judged exactly. In a condition: `multiple_of(f, 5)` |
/// | [`#[length(B)]`](#values) | the length of the value, if present, lies within the bounds: characters of a text, items of a list, entries of a map. `length(B, bytes)` counts the bytes of a text in UTF-8, and `length(B, utf16)` its code units of UTF-16, beside a length in characters or alone |
/// | [`#[pattern("…")]`](#values) | the whole text, if present, matches the regular expression, which is compiled at build time; `\d`, `\w` and `\b` mean ASCII, `(?u)` before them Unicode |
/// | [`#[format(…)]`](#values) | the text, if present, is a `credit_card`, `digits`, `e164`, `email`, `hostname`, `ip`, `ipv4`, `ipv6`, `telephone`, `url` or `uuid`, or [a function of yours](#functions-of-yours) accepts it |
/// | [`#[each(…)]`](#items) | value rules for every item of a list or entry of a map |
/// | [`#[keys(…)]`](#items) | value rules for every key of a map |
/// | [`#[nested]`](#nested-parts) | the rules of the request that the field holds are checked too |
/// | [`#[check(F)]`, `#[check(F(f, ctx))]`](#functions-of-yours) | a function of yours accepts the value, if present; it may also be given other fields and the context |
/// | [`#[group_all_or_none("g")]`](#groups) | the members of the group `g` are present together or not at all |
/// | [`#[group_at_least_one("g")]`, `#[group_at_most_one("g")]`, `#[group_exactly_one("g")]`](#groups) | at least one, at most one, or exactly one of them is present |
/// | [`#[group_count("g", B)]`](#groups) | the number of present members lies within the bounds |
/// | [`#[blank(…)]`](#given-present-value) | the blank policy of the field |
/// | [`#[order(rename = "…")]`](#names) | the name on the wire |
/// | [`#[order(alias = "…")]`](#names) | a further name that is accepted on reading; may be repeated |
/// | [`#[order(label = "…")]`](#words-of-your-own) | the name of the field for people |
/// | [`#[order(deprecated = "use `x`")]`](#warnings) | a request that gives the field is warned; the text says what to use instead |
/// | [`#[immutable]`](#updates) | an update neither sets, changes nor clears the value |
/// | [`#[set_once]`](#updates) | an update sets the value if it is absent, but neither changes nor clears it |
/// | [`#[order(replace)]`](#updates) | an update replaces the part as a whole, in place of merging it |
/// | [`#[order(unchecked)]`](#nested-parts) | the rules of the request that the field holds are meant not to be checked |
/// | [`#[order(secret)]`](#names) | the value and anything inside it are never shown, nor what a rule compares it with; keys of maps count as names, which are shown |
/// | [`#[order(text)]`](#forms-on-the-wire) | its scalars, also those of a list or map, are text on the wire, regardless of `scalars` |
/// | [`#[order(number)]`](#forms-on-the-wire) | its decimals, also those of a list or map, are numbers of JSON with every digit, as in `100.10`, regardless of `scalars` |
/// | [`#[order(epoch)]`, `#[order(epoch = "milliseconds")]`](#forms-on-the-wire) | the point in time is a whole number on the wire: seconds, or milliseconds, since 1970 |
/// | [`#[order(notation = "%d.%m.%Y")]`](#forms-on-the-wire) | the date or time is a text in this pattern |
/// | [`#[order(separator = ",")]`](#forms-on-the-wire) | the list of scalars is a single text on the wire, with this separator between the items |
/// | [`#[order(item = "san")]`](#forms-on-the-wire) | the name of the list's items in XML, instead of the singular of the list's name |
/// | [`#[order(flatten)]`](#places) | the members of the part are written among those of the request; implies `nested`; takes a request or an enum with data, alone or in an `Option` or a `Box` |
/// | [`#[order(path)]`, `#[order(query)]`](#places) | the value is sent in the path or the query of the URL |
/// | [`#[order(header)]`](#places) | the value is sent in a header of the request, under the name of the field |
/// | [`#[order(skip)]`](#places) | the field is not sent, and is `Default::default()` when the request is read; without rules it needs no wire form |
/// | [`#[order(skip_blank)]`](#places) | the field is omitted from the body if it is blank |
///
/// </div></div>
///
/// `allowed`, `range`, `multiple_of`, `length`, `pattern`, `format` and the groups may end in `, if C`, as in
/// `#[length(..=64, if ev)]`. They are then judged only when C holds.
///
/// Every rule takes [a message of yours](#words-of-your-own), as in `#[length(..=64, message = "{label} is too long")]`.
///
/// Every rule may end in `, warn` or `, warn if C`, as in `#[length(..=35, warn)]`: it then [warns and refuses
/// nothing](#warnings). `required` alone becomes `#[required(warn)]`.
///
/// All of these may also be written inside `#[order(…)]`, as in `#[order(required_if(ev), length(1..=64))]`. This helps
/// if another derive on the struct claims one of the names.
///
/// Rules with a condition may be repeated, and all of them apply. Without a condition, `allowed`, `format`, `length`,
/// `multiple_of`, `pattern` and `range` may occur once on a field, `length` once in each unit, beside others that warn. The
/// same holds for `blank`, `default_value`, `deprecated`, `epoch`, `immutable`, `item`, `label`, `nested`, `notation`, `number`, `rename`, `replace`, `secret`, `separator`,
/// `set_once`, `text`, `unchecked` and the word for its place.
///
/// # Attributes of the struct
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | attribute | meaning |
/// | --- | --- |
/// | [`#[condition(name, C)]`](#conditions) | a named condition |
/// | [`#[rule(id, C, "text")]`, `#[rule(id, C, "text", at = f)]`](#rules-over-several-fields) | C must hold; the text is the message, and `at` is the place where a violation is reported |
/// | [`#[check(id, F(f, g, ctx), "text", at = f)]`](#functions-of-yours) | a function of yours accepts these fields together; the text, which is the message, and `at` are optional |
/// | [`#[check(id, F, reads(f, g), "text")]`](#functions-of-yours) | a function of yours checks the whole request; `reads` and the text are optional and document it |
/// | [`#[required(f.g)]`, `#[forbidden(f.g)]`](#nested-parts) | the member `g` of the nested part `f` must be present, or must not be; `, if C` may follow |
/// | [`#[allowed(f.g, V, …)]`](#nested-parts) | the value of the member, if present, is one of these; `, if C` may follow |
/// | [`#[present_iff(f.g, C)]`](#nested-parts) | the member is present exactly when C holds |
/// | [`#[group_exactly_one("g", if C)]`, and likewise the other groups](#groups) | the group is judged only when C holds; written once, here or at one member |
/// | [`#[order(context = Account)]`](#context) | conditions read facts that are not on the wire, as `ctx.fact` |
/// | `#[order(skip_blank)]` | `skip_blank` for all fields without another place |
/// | `#[order(endpoint = "POST /order/code", response = OrderPlaced)]` | the API call that takes the request, and the type of its reply; implements `Endpoint` |
/// | `#[order(scalars = "text")]` | numbers and bools are written as text, also those of parts; the default is `"native"`, the form of the wire format, in which a decimal is text |
/// | `#[order(scalars = "number")]` | decimals are written as numbers of JSON, also those of parts |
/// | [`#[order(strict)]`](#forms-on-the-wire) | JSON is read only in the form that is written, also that of parts: `"1"` is no number, `"true"` no bool, and `3` no text |
/// | `#[order(rename_all = "camelCase")]` | the case of the wire names of all fields without `rename`, in serde's terms |
/// | `#[order(blank = reject)]` | the blank policy of all fields without their own |
/// | `#[order(root = "request")]` | the name of the root element in XML |
/// | [`#[order(update = OrderUpdate)]`](#updates) | also makes a type of the changes of the request |
/// | [`#[order(serde)]`](#serde) | also implements serde's `Serialize` and `Deserialize`; needs the feature `serde` of `order-core` |
/// | [`#[order(schemars)]`](#descriptions-for-other-libraries) | also implements `JsonSchema` of schemars 1; needs the feature `schemars` of `order-core` |
/// | [`#[order(schemars08)]`, `#[order(schemars09)]`](#descriptions-for-other-libraries) | the same of schemars 0.8 for dropshot and of 0.9 for aide 0.15; each needs the feature of its name |
/// | [`#[order(utoipa)]`](#descriptions-for-other-libraries) | also implements `ToSchema` of utoipa 6; needs the feature `utoipa` of `order-core` |
/// | [`#[order(allow(dead_rule), deny(redundant_rule))]`](#what-the-compiler-proves-for-you) | sets which findings about the rules are errors; by default all except `redundant_rule` |
/// | `#[order(crate = path::to::order_core)]` | the path of the library, if it has another name |
/// | `#[order(namespaced)]` | only words inside `#[order(…)]` are read, and all other attributes are left to other derives |
/// | `#[order(bound = "T: Nested<()>")]` | bounds of the impls, beside those that the fields of the type need |
///
/// </div></div>
///
/// These may also be written inside `#[order(…)]`, several in one. With more than 128 attributes on one item, rustc
/// requires this or a higher `recursion_limit`.
///
/// ```
/// use order_core::{Endpoint, OrderRequest, json};
///
/// struct OrderPlaced;
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /order/code", response = OrderPlaced, root = "request")]
/// #[order(scalars = "text", rename_all = "camelCase", blank = reject)]
/// struct Order {
///     server_count: u8,
///     common_name: String,
/// }
///
/// assert_eq!((Order::METHOD, Order::PATH), ("POST", "/order/code"));
/// let order = Order { server_count: 2, common_name: String::new() };
/// assert_eq!(json::to_string(&order), r#"{"serverCount":"2","commonName":""}"#);
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`commonName` must not be blank; give it a value or leave it out",
/// );
/// ```
///
/// The next example has the attributes inside `#[order(…)]`, a library with another name, and an `Option` that can
/// never be absent. The last is [an error unless it is allowed](#what-the-compiler-proves-for-you):
///
/// ```
/// mod vendor {
///     pub use order_core as orders;
/// }
///
/// use vendor::orders::OrderRequest;
///
/// #[derive(OrderRequest)]
/// #[order(crate = vendor::orders, namespaced, skip_blank, allow(false_optional), deny(redundant_rule))]
/// #[order(condition(large, count > 9), rule(named, present(name), "an order has a name"))]
/// struct Order {
///     #[order(range(..=20))]
///     count: u8,
///     #[order(length(1..=64))]
///     name: Option<String>,
///     #[order(required_if(large))]
///     reason: Option<String>,
/// }
///
/// let order = Order { count: 10, name: None, reason: None };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`reason` is required because `count` is greater than 9; give it a value that is not blank\n\
///      an order has a name because `name` is absent",
/// );
/// ```
///
/// # Conditions
///
/// ```text
/// C := p                          a bool that is true, or a named condition
///    | present(p) | given(p)
///    | T == T | T != T | T < T | T <= T | T > T | T >= T
///    | p in [V, …]
///    | is(p, email)               the text has the named format, or F accepts it: `is(p, self::is_short)`
///    | matches(p, "[0-9]+")       the whole text matches
///    | satisfies(p, F)            a function of yours accepts the value
///    | any(x in p, C)             C holds for an item of a list or map
///    | all(x in p, C)             C holds for every item
///    | unique(x in p, x.f)        no two items have the same value
///    | !C | C && C | C || C | C => C | (C)       binding in this order, `=>` to the right
/// T := p | V                      a value
///    | len(p)                     the number of characters, items or entries
///    | len(p, bytes)              the bytes of a text in UTF-8, or, by `len(p, utf16)`, its code units of UTF-16
///    | count(f, g, …)             the number of fields that are present
///    | count(x in p, C)           the number of items for which C holds
/// p := f | f.g | x | x.g | ctx.g  a field, a member of a nested part, a bound item, a fact of the context; a member
///                              of an enum with data is a variant of it
/// V := true | -1 | "text" | null | ShipToken | path::to::CONSTANT | { const expression }
/// ```
///
/// Fields have their Rust names, from which `r#` may be omitted (`type == Limit`). Messages show the wire names. The
/// left side of a comparison is a field, `len(…)` or `count(…)`. A single name on the right is a field if there is one
/// of that name (other than the left side's own), otherwise a variant of the left side's type. After `f.g`, `x.g`,
/// `ctx.g`, `len` and `count`, that type is not known, so a variant is written as a path:
/// `certificate.hash == Hash::Sha256`.
///
/// A condition looks at the *value*, so a default counts. A condition is either true or false, even if a value is
/// missing:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | condition | if the value is missing |
/// | --- | --- |
/// | `f`, `f == V`, `f < V`, `f in […]`, `is`, `matches`, `satisfies` | false |
/// | `f != V` | true: it is always `!(f == V)` |
/// | `f == g` | false if either is missing, and if both are: two absent values are not equal |
/// | `f != g` | true if either is missing, or both |
/// | `f < g` and likewise | false if either is missing |
/// | `len(f)`, `len(f, bytes)` | 0 |
/// | `f.g` | missing too, if `f` is |
/// | `any(x in f, …)` | false, as over an empty list |
/// | `all(x in f, …)`, `unique(x in f, …)` | true, as over an empty list |
/// | `count(x in f, …)` | 0, as over an empty list |
/// | `f == null` | false; it asks whether null was given, which an `Option<Option<…>>` can tell and other types refuse |
///
/// </div></div>
///
/// ```
/// use order_core::{OrderRequest, OrderValue};
///
/// #[derive(OrderValue)]
/// enum Kind { Market, Limit }
///
/// mod limits {
///     pub const MOST: u32 = 100;
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[default_value(Market)]
///     r#type: Option<Kind>,
///     #[required_if(type == Limit)]
///     price: Option<u32>,
///     #[required_if(price > limits::MOST || price == { limits::MOST - 1 })]
///     reason: Option<String>,
///     #[required_if(len(reason) == 0 && price <= 3)]
///     stop: Option<Option<u32>>,
///     #[forbidden_if(stop == null || stop < price)]
///     limit: Option<u32>,
///     #[required_if(is(reason, digits) || matches(reason, "x+") || multiple_of(limit, 5)
///         || starts_with(reason, "DE") || ends_with(reason, ".com") || count(price, stop, limit) >= 2)]
///     comment: Option<String>,
/// }
///
/// let (price, stop, limit) = (None, Some(None), Some(1));
/// let order = Order { r#type: Some(Kind::Limit), price, reason: None, stop, limit, comment: None };
/// let paths: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect();
/// assert_eq!(paths, ["price", "limit", "comment"]);
/// ```
///
/// The condition of a rule cannot refer to the rule's own field. A condition that several rules share can be named:
///
/// ```
/// use order_core::{OrderRequest, OrderValue};
///
/// #[derive(OrderValue)]
/// enum Method {
///     ShipToken,
///     ClientApp,
/// }
///
/// #[derive(OrderRequest)]
/// #[condition(hardware, ev && method == ShipToken)]
/// struct Order {
///     ev: bool,
///     #[default_value(ShipToken)]
///     method: Method,
///     #[required_unless(hardware || given(csr))]
///     platform: Option<u8>,
///     #[forbidden_if(hardware)]
///     #[required_if(method in [ClientApp])]
///     csr: Option<String>,
/// }
///
/// let order = Order { ev: true, method: Method::ShipToken, platform: None, csr: Some("…".to_owned()) };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`csr` is not allowed because `ev` is true and `method` is `ShipToken`; remove it",
/// );
/// ```
///
/// # Presence
///
/// A conflict does not lift a requirement: a field that is both required and forbidden in a request breaks one of the
/// two rules, whether it is present or not. Blank text is not present by default, so it breaks `required` and keeps
/// `forbidden_if`.
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(Default, OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required]
///     name: Option<String>,
///     #[required_if(ev)]
///     job_title: Option<String>,
///     #[required_unless(ev)]
///     platform: Option<u8>,
///     #[forbidden_if(ev)]
///     comment: Option<String>,
///     #[forbidden_unless(ev)]
///     agreement: Option<String>,
///     #[present_iff(ev)]
///     jurisdiction: Option<String>,
/// }
///
/// let text = || Some("text".to_owned());
/// let order = Order { ev: true, name: text(), comment: text(), ..Order::default() };
/// let broken: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.rule().source).collect();
/// assert_eq!(broken, ["required_if(ev)", "forbidden_if(ev)", "present_iff(ev)"]);
///
/// let order = Order { agreement: text(), jurisdiction: text(), ..Order::default() };
/// let broken: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.rule().source).collect();
/// assert_eq!(broken, ["required", "required_unless(ev)", "forbidden_unless(ev)", "present_iff(ev)"]);
/// ```
///
/// # Values
///
/// Rules on a value are judged only if the field is present. A rule or value that does not fit the field's type, such
/// as `length` of a bool or a variant that does not exist, is an error of rustc at that place. A default must keep the
/// other rules of its field.
///
/// `length` counts characters, which are what people count, and Unicode scalar values. What is behind an API often counts
/// something else: most databases and protocols bytes of UTF-8, and JavaScript, Java and .NET code units of UTF-16. A word
/// behind the bounds names the unit, as in `length(..=255, bytes)`, before a condition, a message or `warn`. A character has
/// one or two code units, and from one to four bytes; the proof knows it. A field may have a length in each unit.
///
/// In a `pattern`, `\d`, `\w` and `\b` mean ASCII, as in JSON Schema: `\d` is `[0-9]`, and no other digit. `\s`, `\p{…}`, `.` and
/// the letters that `(?i)` compares are those of Unicode, and `(?u)` makes all of Unicode that follow it. The whole text must
/// match, so anchors at its ends are not needed.
///
/// ```
/// use order_core::{OrderRequest, json};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[allowed(1, 2, 5..=9)]
///     #[allowed_if(ev, 1, 2)]
///     #[default_value(1)]
///     validity: u8,
///     #[range(1..=250)]
///     server_count: Option<u8>,
///     #[multiple_of(5)]
///     seats: Option<u16>,
///     #[length(1..=64)]
///     #[length(..=80, bytes)]
///     unit: Option<String>,
///     #[length(..=20, utf16)]
///     alias: Option<String>,
///     #[pattern("[0-9]{5}(-[0-9]{4})?")]
///     zip: Option<String>,
///     #[format(email)]
///     email: Option<String>,
///     #[default_value(false)]
///     ev: bool,
/// }
///
/// let order: Order = json::from_str("{}")?;
/// assert_eq!((order.validity, order.ev), (1, false));
///
/// let order: Order = json::from_str(r#"{"validity": 5, "server_count": 0, "seats": 12, "zip": "8404", "email": "gm", "ev": true}"#)?;
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`validity` must be `1` or `2` because `ev` is true\n\
///      `server_count` must be from 1 to 250\n\
///      `seats` must be a multiple of 5\n\
///      `zip` must match `[0-9]{5}(-[0-9]{4})?`\n\
///      `email` must be an e-mail address such as `name@example.com`",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// A rule that ends in `, if C` is judged only when C holds. A conditional default is the value while its condition
/// holds and the field is absent:
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[length(..=4, if ev)]
///     #[length(..=8, if !ev)]
///     code: Option<String>,
///     #[default_value_if(ev, 1)]
///     #[default_value(3)]
///     years: Option<u8>,
///     #[required_if(years == 1)]
///     reason: Option<String>,
/// }
///
/// let order = Order { ev: true, code: Some("12345".to_owned()), years: None, reason: None };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`code` must have at most 4 characters because `ev` is true\n\
///      `reason` is required because `years` is 1 by default; give it a value that is not blank",
/// );
/// ```
///
/// A number of a rule may have a fraction wherever a decimal (feature `decimal`), a float or a free-form value stands beside it. It
/// has at most 28 digits, and every engine compares it exactly: `0..10` accepts `9.99`, and `0..=9` does not; `1.50` is `1.5`,
/// and a default keeps its zeros. Beside a whole number it does not compile, as no whole number is 0.5 and `quantity <= 31.5`
/// hides that 31 is the last.
///
/// A float is written as the shortest number that is read back, and compared by that: 0.1 is `0.1`, and `0.15` is a multiple of
/// `0.05`. NaN and the infinities, which no document has, are violations ("must be a finite number"), wherever they are.
///
/// Dates and times (feature `jiff`, `chrono` or `time`) are written as constant expressions, or as texts in the notation of RFC
/// 3339. A text that is none does not compile, nor does a range of texts that holds nothing:
///
/// ```
/// use jiff::civil::{Date, Time, date};
/// use order_core::OrderRequest;
/// use rust_decimal::Decimal;
///
/// mod limits {
///     pub const LEAST: rust_decimal::Decimal = rust_decimal::Decimal::from_parts(1050, 0, 0, false, 2);
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[range(0..10)]
///     share: Decimal,
///     #[range(> 0, <= 31.5)]
///     #[multiple_of(0.05)]
///     weight: Decimal,
///     #[allowed({ date(2031, 5, 8) }, { date(2031, 6, 8) })]
///     day: Date,
///     #[required_if(day < { date(2031, 6, 1) } && share >= limits::LEAST)]
///     reason: Option<String>,
///     #[required_if(day >= "2031-05-08")]
///     opens: Option<Time>,
///     #[range("2031-01-01".."2032-01-01")]
///     until: Option<Date>,
///     #[range(> "08:00:00", <= "17:30:00")]
///     closes: Option<Time>,
/// }
///
/// let order = Order {
///     share: "10.5".parse().unwrap(),
///     weight: "31.51".parse().unwrap(),
///     day: date(2031, 5, 8),
///     reason: None,
///     opens: None,
///     until: Some(date(2032, 1, 1)),
///     closes: Some(Time::MIN),
/// };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`share` must be at least 0 and less than 10\n\
///      `weight` must be greater than 0 and at most 31.5\n\
///      `weight` must be a multiple of 0.05\n\
///      `reason` is required because `day` is before 2031-06-01 and `share` is at least 10.50; give it a value that is not blank\n\
///      `opens` is required because `day` is on or after `2031-05-08`; give it a value\n\
///      `until` must be on or after `2031-01-01` and before `2032-01-01`\n\
///      `closes` must be after `08:00:00` and at or before `17:30:00`",
/// );
/// ```
///
/// Points in time are compared as such: `sent == "2031-05-08T08:30:00Z"` holds for `2031-05-08T10:30:00+02:00` too. The
/// compiler checks the texts beside a field and its items, not those beside a member of another type or a fact: there, a
/// text that is none equals nothing.
///
/// # Groups
///
/// A group consists of at least two fields that name it in the same attribute. A field may be in several groups. A
/// broken group is reported where it can be corrected:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | group | reported at |
/// | --- | --- |
/// | `group_all_or_none` | every member that is missing |
/// | `group_at_least_one`, `group_exactly_one`, with none present | the first member |
/// | `group_at_most_one`, `group_exactly_one`, with too many present | the second member that is present |
/// | `group_count`, with too few present | the first member that is missing |
/// | `group_count`, with too many present | the first present member beyond the greatest number |
///
/// </div></div>
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(Default, OrderRequest)]
/// struct Order {
///     #[group_all_or_none("ship")]
///     ship_name: Option<String>,
///     #[group_all_or_none("ship")]
///     ship_city: Option<String>,
///     #[group_all_or_none("ship")]
///     ship_zip: Option<String>,
///     #[group_at_least_one("contact")]
///     #[group_at_most_one("reply")]
///     email: Option<String>,
///     #[group_at_least_one("contact")]
///     #[group_at_most_one("reply")]
///     telephone: Option<String>,
///     #[group_exactly_one("key")]
///     csr: Option<String>,
///     #[group_exactly_one("key")]
///     token: Option<String>,
/// }
///
/// let text = || Some("text".to_owned());
/// let paths = |order: &Order| -> Vec<String> {
///     order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect()
/// };
/// let order = Order { ship_city: text(), ..Order::default() };
/// assert_eq!(paths(&order), ["ship_name", "ship_zip", "email", "csr"]);
///
/// let order = Order { email: text(), telephone: text(), csr: text(), token: text(), ..Order::default() };
/// assert_eq!(paths(&order), ["telephone", "token"]);
/// ```
///
/// A group may demand a number of members. Its condition is written on the struct or on one of the members:
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// #[group_exactly_one("trail", if trailing)]
/// struct Order {
///     trailing: bool,
///     #[group_exactly_one("trail")]
///     price: Option<u32>,
///     #[group_exactly_one("trail")]
///     percent: Option<u8>,
///     #[group_count("contact", 1..=2)]
///     phone: Option<String>,
///     #[group_count("contact", 1..=2)]
///     email: Option<String>,
///     #[group_count("contact", 1..=2)]
///     fax: Option<String>,
/// }
///
/// let order = Order { trailing: true, price: None, percent: None, phone: None, email: None, fax: None };
/// let paths: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect();
/// assert_eq!(paths, ["price", "phone"]);
/// ```
///
/// # Nested parts
///
/// `#[nested]` checks the rules of a request inside this one, also through `Option`, `Box`, lists and maps. The paths
/// of its violations start with the path of the field. The rules of an absent part are not checked. A part that is not
/// nested, though its type has rules, is an error unless it has `#[order(unchecked)]`. A rule on a member
/// that depends on the parent is written on the struct. It is reported at the member, in the order of the fields, and
/// is not judged while the part is absent.
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// struct Certificate {
///     #[length(..=9)]
///     csr: Option<String>,
///     years: Option<u8>,
///     note: Option<String>,
///     platform: Option<u8>,
/// }
///
/// #[derive(OrderRequest)]
/// #[required(certificate.csr, if ev)]
/// #[forbidden(certificate.note, if ev)]
/// #[allowed(certificate.years, 1, 2, if ev)]
/// #[present_iff(certificate.platform, ev)]
/// struct Order {
///     ev: bool,
///     #[nested]
///     certificate: Option<Certificate>,
///     // The certificate that is replaced was checked when it was ordered.
///     #[order(unchecked)]
///     replaced: Option<Certificate>,
///     #[required_if(certificate.years == 3)]
///     reason: Option<String>,
/// }
///
/// let certificate = Certificate { csr: None, years: Some(3), note: Some("x".to_owned()), platform: Some(0) };
/// let order = Order { ev: true, certificate: Some(certificate), replaced: None, reason: None };
/// let paths: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect();
/// assert_eq!(paths, ["certificate.csr", "certificate.years", "certificate.note", "reason"]);
/// ```
///
/// # Enums with data
///
/// An enum whose variants hold requests derives [`OrderValue`](derive@OrderValue) and is a nested part like any other.
/// On the wire, it is an object with exactly one member. A path leads through its variants by their Rust names, and
/// members of other variants are missing. `present(payment.Card)` tests for one variant.
///
/// ```
/// use order_core::{OrderRequest, OrderValue, json};
///
/// #[derive(OrderRequest)]
/// struct Card {
///     #[length(12..=19)]
///     number: Option<String>,
/// }
///
/// #[derive(OrderRequest)]
/// struct BankTransfer {
///     iban: String,
/// }
///
/// #[derive(OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum Payment {
///     Card(Card),
///     BankTransfer(BankTransfer),
/// }
///
/// #[derive(OrderRequest)]
/// #[required(payment.Card.number, if rush)]
/// #[forbidden(payment.BankTransfer, if rush)]
/// struct Order {
///     rush: bool,
///     #[nested]
///     payment: Payment,
///     #[required_if(present(payment.BankTransfer) && payment.BankTransfer.iban == "unknown")]
///     reason: Option<String>,
/// }
///
/// let order: Order = json::from_str(r#"{"rush": true, "payment": {"card": {}}}"#)?;
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`payment.card.number` is required because `rush` is true; give it a value that is not blank",
/// );
/// let order: Order = json::from_str(r#"{"rush": false, "payment": {"bank_transfer": {"iban": "unknown"}}}"#)?;
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`reason` is required because `payment.bank_transfer.iban` is `unknown`; \
///      give it a value that is not blank",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// With `#[order(flatten)]`, the one member is written among those of the request.
///
/// # Items
///
/// `#[each(…)]` takes `allowed`, `allowed_if`, `format`, `length`, `multiple_of`, `pattern` and `range`, for every item
/// of a list or entry of a map. A blank item is an item, under every blank policy: `each(length(1..))` refuses `""`, and
/// `each(pattern(r"(?s).*\S.*"))` every blank one. Where a blank item is fine, let the rule say so:
/// `each(length(..=3))`, `each(pattern("([a-z]+)?"))`, or a rule such as `all(x in tags, !present(x) || is(x, email))`. A
/// null item of a `Vec<Option<_>>` is not judged. Conditions refer to items by a name that they bind, and may also refer
/// to fields of the request; `present(x)` asks whether an item is there and not blank, and a blank item has no value to
/// compare. For a map, the name stands for the entry's value. Conditions do not see the key.
///
/// `#[keys(…)]` takes `allowed`, `allowed_if`, `format`, `length` and `pattern`, for every key of a map, as in
/// `#[keys(length(1..=64), pattern("[a-z-]+"))]`. Keys are text (`String`). A violation stands at the entry, and its message
/// speaks of the key. In JSON Schema, the keys are `propertyNames`. PostgreSQL, DuckDB and SQLite look at the keys of JSON;
/// DataFusion and Spark list a gap. A newtype of a map may have rules of keys, too. A repair removes an entry, or gives it the
/// nearest key that keeps the rules: without blanks around it, in lower or upper case, cut to the greatest length, or an
/// `allowed` one at most two edits away.
///
/// The rules of items are judged whether or not the list itself keeps its rules: a list that is longer than its `length`
/// has its items judged too, so that all mistakes are reported at once. Each rule costs time in proportion to the list;
/// `unique` of more than sixteen items allocates a list of their hashes.
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// struct Line {
///     sku: String,
///     size: u8,
/// }
///
/// #[derive(OrderRequest)]
/// #[rule(one_line_each, unique(line in lines, line.sku), "every SKU stands once")]
/// #[rule(fits, all(line in lines, line.size <= room), "no line is larger than the room")]
/// struct Order {
///     room: u8,
///     #[nested]
///     lines: Vec<Line>,
///     #[keys(length(..=8))]
///     limits: Option<std::collections::BTreeMap<String, u8>>,
///     #[each(length(..=3), pattern("[a-z]+"))]
///     tags: Option<Vec<String>>,
///     #[required_if(any(tag in tags, tag == "hot") || count(line in lines, line.size > 5) >= 2)]
///     care: Option<String>,
/// }
///
/// let line = |sku: &str, size| Line { sku: sku.to_owned(), size };
/// let tags = Some(vec!["hot".to_owned(), "x7".to_owned()]);
/// let lines = vec![line("a", 1), line("a", 9)];
/// let order = Order { room: 5, lines, limits: None, tags, care: None };
/// let paths: Vec<_> = order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect();
/// assert_eq!(paths, ["lines[1]", "tags[1]", "care", ""]);
/// ```
///
/// # Rules over several fields
///
/// `#[rule(id, C, "text")]` is broken when C is false. It is reported at the field or member that `at` names. Without
/// `at`, a rule of the form `all(x in f, C)` is reported at every item that breaks it, and any other rule at the
/// request itself, whose path is empty. A rule that is a single comparison of two fields (`start <= end`) is judged
/// only when both have values.
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// #[rule(in_order, start <= end, "the start comes first", at = end)]
/// #[rule(note_needs_mail, present(note) => present(mail), "a note needs an address")]
/// struct Order {
///     start: Option<u8>,
///     end: Option<u8>,
///     note: Option<String>,
///     mail: Option<String>,
/// }
///
/// let order = Order { start: Some(2), end: Some(1), note: Some("x".to_owned()), mail: None };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`end`: the start comes first because `start` is greater than `end`\n\
///      a note needs an address because `note` is present and `mail` is absent",
/// );
/// ```
///
/// # Functions of yours
///
/// <div style="overflow-x:auto"><div style="min-width:50rem">
///
/// | attribute | function | called |
/// | --- | --- | --- |
/// | `#[format(self::f)]`; `is(field, self::f)` in a condition | `fn(&str) -> bool` | as a rule, with the text if present; in a condition, with the text or its default |
/// | `#[check(f)]` on a field | `fn(&T) -> bool`, or `-> Result<(), E>`, where the `Display` of `E` says what is wrong and what to do | with the value, if present |
/// | `#[check(f(a, ctx))]` on a field | `fn(&T, &A, &Context)`, with the same results | with the value, if present, and with the fields and the context that it names |
/// | `#[check(id, f(a, b, ctx), "text", at = b)]` on the struct | `fn(&A, &B, &Context)`, with the same results | once, with the fields and the context that it names; reported at `at`, or else at the request |
/// | `satisfies(field, f)` in a condition | `fn(&T) -> bool`, without type parameters | with the value or its default |
/// | `#[check(id, f)]` on the struct | `fn(&Self, &mut Report<'_, '_>)` | once, after the rules of the fields; may report any number of violations |
///
/// </div></div>
///
/// `T` is the type of the field without `Option` and `Box`: `str` for text, `[Item]` for a list, and the inner type for
/// a newtype. `A` and `B` are the types of the fields as they are declared, `Option` included. The text of a `check` on the struct
/// is its message if the function gives none.
///
/// A function that names what it reads runs as soon as these fields are well-formed, also while a document with
/// other mistakes is diagnosed, so that all mistakes are reported at once. It does not run if one of them is missing or cannot be
/// read, or if it reads the context and there is none. A function of the whole request runs only where there is one, as do those of
/// a struct with type parameters, those that read a skipped field, and those that read borrowed text in which the document has
/// escapes. It finds the context by [`Report::context`](struct.Report.html#method.context).
///
/// ```
/// use order_core::{OrderRequest, Report};
///
/// #[derive(OrderRequest)]
/// #[check(sum, check_sum, reads(a, b), "a and b are at most 10 together")]
/// struct Order {
///     #[check(is_odd)]
///     a: u8,
///     b: u8,
///     #[format(formats::is_short)]
///     code: Option<String>,
///     #[required_if(satisfies(b, is_large))]
///     reason: Option<String>,
/// }
///
/// fn is_odd(number: &u8) -> Result<(), &'static str> {
///     if number % 2 == 1 { Ok(()) } else { Err("is even; add one") }
/// }
///
/// mod formats {
///     pub fn is_short(text: &str) -> bool {
///         text.len() < 3
///     }
/// }
///
/// fn is_large(number: &u8) -> bool {
///     *number > 7
/// }
///
/// fn check_sum(order: &Order, report: &mut Report<'_, '_>) {
///     if order.a + order.b > 10 {
///         report.fail("b", "is too much beside `a`; lower it");
///     }
/// }
///
/// let order = Order { a: 4, b: 8, code: Some("long".to_owned()), reason: None };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`a` is even; add one\n\
///      `code` must be what `is_short` accepts\n\
///      `reason` is required because `b` satisfies `is_large`; give it a value that is not blank\n\
///      `b` is too much beside `a`; lower it",
/// );
/// ```
///
/// ```
/// use order_core::{OrderRequest, json};
///
/// struct Shop {
///     most: u32,
/// }
///
/// #[derive(Debug, OrderRequest)]
/// #[order(context = Shop)]
/// #[check(span, in_order(start, end), "the end comes after the start", at = end)]
/// struct Order {
///     #[check(in_stock(ctx))]
///     amount: u32,
///     start: u32,
///     end: Option<u32>,
///     note: String,
/// }
///
/// fn in_stock(amount: &u32, shop: &Shop) -> Result<(), String> {
///     if *amount <= shop.most { Ok(()) } else { Err(format!("is more than {}; lower it", shop.most)) }
/// }
///
/// fn in_order(start: &u32, end: &Option<u32>) -> bool {
///     end.is_none_or(|end| end > *start)
/// }
///
/// let text = r#"{"amount": 8, "start": 2, "end": 1, "note": []}"#;
/// let error = json::from_str_in::<Order>(text, &Shop { most: 7 }).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 12: `amount` is more than 7; lower it\n\
///      line 1, column 34: `end`: the end comes after the start\n\
///      line 1, column 45: `note` must be text, not a list",
/// );
/// ```
///
/// # Words of your own
///
/// A field has a name for people by `#[order(label = "…")]`. Problem details and exports show it; messages show the name on
/// the wire, which a program knows the field by.
///
/// Every rule with its argument in parentheses takes `message = "…"`, which replaces the message of the library. A group has
/// one message, at any of its members or on the struct. The message is no part of the rule: its id, its code and its source
/// stay the same. What stands in braces is a place, checked at compile time; `{{` and `}}` are braces.
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | place | rules that have it |
/// | --- | --- |
/// | `{field}` | all: the place of the violation, in wire names and backticks; "the request" if it is that as a whole |
/// | `{label}` | all: the label of the field, or its name on the wire |
/// | `{because}` | with a condition, and `rule`: the facts that made the rule apply |
/// | `{allowed}` | `allowed`, unless the field is secret: the values |
/// | `{min}`, `{max}` | `range`, `length` and `group_count`: the bounds, if the rule has them |
/// | `{range}`, `{length}` | `range`, `length`: the bounds in words |
/// | `{divisor}` | `multiple_of` |
/// | `{pattern}` | `pattern` |
/// | `{format}` | `format`: a description of the value |
/// | `{function}` | `check`: the name of the function |
/// | `{text}` | `rule`: its text |
/// | `{group}`, `{members}`, `{present}`, `{missing}` | groups: the name of the group, and its members |
///
/// </div></div>
///
/// A function of `check` that says why it refuses a value speaks for itself; the message is said if it gives no reason. All
/// other texts come from a catalogue that can be replaced by another language, where also these words may be translated: see
/// [`language`](../order_core/language/index.html).
///
/// ```
/// use order_core::{OrderRequest, ProblemDetails};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev, message = "say your {label}, since {because}")]
///     #[order(label = "job title")]
///     job_title: Option<String>,
///     #[range(1..=9, message = "between {min} and {max}, please")]
///     amount: u8,
/// }
///
/// let violations = Order { ev: true, job_title: None, amount: 10 }.validate().unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "say your job title, since `ev` is true\n\
///      between 1 and 9, please",
/// );
/// assert!(ProblemDetails::from(&violations).to_json().contains(r#""label":"job title""#));
/// ```
///
/// # Warnings
///
/// A rule that ends in `, warn` refuses nothing. [`warnings`](trait.OrderRequest.html#method.warnings) tells that a request
/// breaks it, of any request and so of a `Valid` one, and reading a `Warned` one gives the places in the document too. Any rule may
/// warn: on a field, its items, a member, a group (at any of its members or on the struct) and the request, functions among them.
/// `validate` does not look at such rules. Only `blank` has no level: it says what a blank value is, and every rule of its field
/// depends on that. `#[rule(id, given(f) => present(f), "…", at = f, warn)]` warns of one.
///
/// A field, a value of an enum, or a variant with data is deprecated by `#[order(deprecated = "use `x`")]`, where the text says
/// what to use instead. Rust's own `#[deprecated]` is another matter: it is about the code that names the field.
///
/// ```
/// use order_core::{Code, OrderRequest, OrderValue, Valid, json};
///
/// #[derive(OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum Hash {
///     #[order(deprecated = "use `sha256`")]
///     Sha1,
///     Sha256,
/// }
///
/// #[derive(OrderRequest)]
/// #[rule(reviewed, !(amount > 99), "large orders are looked at by a person", at = amount, warn)]
/// struct Order {
///     #[range(1..=999)]
///     amount: u32,
///     #[length(..=64)]
///     #[length(..=35, warn)]
///     name: String,
///     hash: Hash,
///     #[order(deprecated = "use `name`")]
///     first_name: Option<String>,
/// }
///
/// let order: Valid<Order> = json::from_str(
///     r#"{"amount": 100, "name": "Ann", "hash": "sha1", "first_name": "Ann"}"#,
/// )?;
/// assert_eq!(
///     order.warnings().to_string(),
///     "`amount`: large orders are looked at by a person because `amount` is greater than 99\n\
///      `hash` is `sha1`, which is deprecated; use `sha256`\n\
///      `first_name` is deprecated; use `name`",
/// );
/// let warnings = order.warnings();
/// let hash = warnings.at("hash").next().unwrap();
/// assert_eq!((hash.code(), hash.rule_id().as_str()), (Code::Deprecated, "hash.deprecated_value"));
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// A rule that ends in `, warn if C` warns while C holds, and refuses otherwise. So a rule may hold from a date on, of which the
/// [context](#context) knows whether it has come. Its id and its reason are the same before and after; C is the reason of its
/// severity, which [`why`](trait.OrderRequest.html#method.why) tells:
///
/// ```
/// use jiff::civil::{Date, date};
/// use order_core::OrderRequest;
///
/// struct Day {
///     today: Date,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(context = Day)]
/// struct Order {
///     #[required(warn if ctx.today < { date(2027, 1, 1) })]
///     telephone: Option<String>,
/// }
///
/// let order = Order { telephone: None };
/// let december = Day { today: date(2026, 12, 31) };
/// assert!(order.validate_in(&december).is_ok());
/// assert_eq!(order.warnings_in(&december).iter().next().unwrap().rule_id(), "telephone.required");
/// assert_eq!(
///     order.why_in("telephone", &december)?.warnings()[0].to_string(),
///     "`telephone` is required (a warning, not an error, as long as `ctx.today` is before 2027-01-01)",
/// );
/// let january = Day { today: date(2027, 1, 1) };
/// assert_eq!(
///     order.validate_in(&january).unwrap_err().iter().next().unwrap().rule_id(),
///     "telephone.required",
/// );
/// assert!(order.warnings_in(&january).is_empty());
/// # Ok::<(), order_core::why::UnknownPath>(())
/// ```
///
/// To the compiler's proof, a rule that warns demands nothing: it contradicts no other. That its condition never holds is still
/// an error. Exports mark these rules, repairs change nothing for them, and test cases take what they warn of as valid.
///
/// # Context
///
/// `#[order(context = Account)]` names a plain struct with facts such as the permissions of an account or today's date.
/// Conditions read its fields as `ctx.field`. Such a request is checked by `validate_in` and `into_valid_in`. A nested
/// part has the same context or none.
///
/// ```
/// use order_core::OrderRequest;
///
/// struct Account {
///     allows_ev: bool,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(context = Account)]
/// struct Order {
///     #[forbidden_unless(ctx.allows_ev)]
///     ev: Option<bool>,
/// }
///
/// let order = Order { ev: Some(true) };
/// assert!(order.validate_in(&Account { allows_ev: true }).is_ok());
/// assert_eq!(
///     order.into_valid_in(&Account { allows_ev: false }).err().unwrap().to_string(),
///     "`ev` is not allowed unless `ctx.allows_ev` is true; remove it",
/// );
/// ```
///
/// A default may be a fact: while the field is absent, its value is that of the context. A fact that is absent or blank
/// gives no default. The context is known only after a document has been read, so the field must be an `Option`. A
/// request that holds this one as a part sees the field as a member (`part.years`), but sees neither such a default nor
/// one of `default_value_if`.
///
/// ```
/// use order_core::OrderRequest;
///
/// struct Account {
///     years: u8,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(context = Account)]
/// struct Order {
///     #[default_value(ctx.years)]
///     years: Option<u8>,
///     #[required_if(years > 2)]
///     reason: Option<String>,
/// }
///
/// let order = Order { years: None, reason: None };
/// assert!(order.validate_in(&Account { years: 2 }).is_ok());
/// assert_eq!(
///     order.validate_in(&Account { years: 3 }).unwrap_err().to_string(),
///     "`reason` is required because `years` is greater than 2 by default; give it a value that is not blank",
/// );
/// ```
///
/// # Forms on the wire
///
/// Rules and conditions see a separated list as a list, so `length`, `each` and `any(x in …)` apply to its items. On
/// reading, the text is split at the separator and nothing is trimmed. A list is accepted as well, and blank text is an
/// empty list. The list must be read back as it was written, so an item that is blank or contains the separator is a
/// violation with the code `separator`.
///
/// A free-form value (`serde_json::Value`) keeps its own types in JSON, whatever `scalars` and `text` say. XML and forms
/// have none: a free-form value is text there, so they refuse to write a number, a bool, null or an empty list in it. An
/// `Option` of a free-form value that is null is absent.
///
/// ```
/// use order_core::{Code, OrderRequest, json};
///
/// #[derive(Debug, PartialEq, OrderRequest)]
/// struct Order {
///     #[order(separator = ",")]
///     #[length(..=3)]
///     #[each(format(hostname))]
///     sans: Option<Vec<String>>,
///     #[order(text)]
///     validity: u8,
/// }
///
/// let order: Order = json::from_str(r#"{"sans": "a.example,b.example", "validity": 1}"#)?;
/// assert_eq!(order.sans.as_deref(), Some(&["a.example".to_owned(), "b.example".to_owned()][..]));
/// assert_eq!(json::to_string(&order), r#"{"sans":"a.example,b.example","validity":"1"}"#);
/// assert_eq!(json::from_str::<Order>(r#"{"sans": ["a.example", "b.example"], "validity": 1}"#)?, order);
///
/// let order: Order = json::from_str(r#"{"sans": "a.example,", "validity": "1"}"#)?;
/// let violations = order.validate().unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "`sans[1]` is blank, and nothing stands between two `,`; remove it",
/// );
/// assert_eq!(violations.iter().next().unwrap().code(), Code::Separator);
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// A decimal is text, because most receivers turn a JSON number into a float. With `number`, or with `scalars = "number"`
/// for all of them, it is a number of JSON, and keeps its digits. It is read from text and from a number alike, and never
/// becomes a float in between. Forms and XML have no numbers, and stay as they are:
///
/// ```
/// use order_core::{OrderRequest, form, json};
/// use rust_decimal::Decimal;
///
/// #[derive(OrderRequest)]
/// struct Parcel {
///     #[order(number)]
///     price: Decimal,
///     weight: Decimal,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(scalars = "number")]
/// struct Freight {
///     prices: Vec<Decimal>,
/// }
///
/// let parcel: Parcel = json::from_str(r#"{"price": 100.10, "weight": 2.50}"#)?;
/// assert_eq!(json::to_string(&parcel), r#"{"price":100.10,"weight":"2.50"}"#);
/// assert_eq!(form::to_string(&parcel)?, "price=100.10&weight=2.50");
///
/// let freight: Freight = json::from_str(r#"{"prices": ["1.20", 9999999999999999.10]}"#)?;
/// assert_eq!(json::to_string(&freight), r#"{"prices":[1.20,9999999999999999.10]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A date or time is text in the notation of RFC 3339. With `epoch`, a point in time is a whole number of seconds since 1970
/// (`epoch = "milliseconds"` for those), and with `notation`, a date or time is a text in a pattern:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | in a pattern | stands for |
/// | --- | --- |
/// | `%Y`, `%m`, `%d` | the year in four digits, the month and the day in two |
/// | `%H`, `%M`, `%S` | the hour, from 00 to 23, the minute and the second, in two digits |
/// | `%3f`, `%6f`, `%9f` | the fraction of the second in so many digits |
/// | `%%` | a `%` |
///
/// </div></div>
///
/// Any other character stands for itself. A date needs `%Y`, `%m` and `%d`, a time of day `%H` and `%M`, and a point in time all of
/// them, which then stand for UTC. A value with a part that the notation leaves out, such as a second beside `%H:%M`, is a
/// violation. Rules name the values as those of any other field, and compare them as such. Beside a field with a pattern they may
/// name them as the pattern has them: `at < "08:30"`. Messages, `why` and the documentation name them as the field has them, or
/// as the rule does if the notation cannot say them. For the items of a list or map, the word stands on a newtype:
///
/// ```
/// use jiff::{Timestamp, civil::Date};
/// use order_core::{OrderRequest, OrderValue, json};
///
/// #[derive(Debug, OrderRequest)]
/// struct Booking {
///     #[order(epoch)]
///     starts: Timestamp,
///     #[order(notation = "%d.%m.%Y")]
///     #[allowed("2031-05-08", "2031-05-09")]
///     day: Option<Date>,
///     #[required_if(starts < "2031-01-01T00:00:00Z")]
///     reason: Option<String>,
///     holidays: Vec<Holiday>,
/// }
///
/// #[derive(Debug, OrderValue)]
/// #[order(notation = "%Y%m%d")]
/// struct Holiday(Date);
///
/// let text = r#"{"starts":1935995400,"day":"08.05.2031","holidays":["20310501"]}"#;
/// let booking: Booking = json::from_str(text)?;
/// assert_eq!(booking.starts.to_string(), "2031-05-08T08:30:00Z");
/// assert_eq!(json::to_string(&booking), text);
/// assert!(booking.validate().is_ok());
///
/// assert_eq!(
///     json::from_str::<Booking>(&text.replace("08.05.2031", "2031-05-08")).unwrap_err().to_string(),
///     "line 1, column 28: `day` must be a date such as `08.05.2031`",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// On reading, a scalar of JSON may have another form than on writing: `1` and `"1"` are the same number, and blank text is
/// nothing where no text fits. With `strict` it may not, in the whole document. What `text`, `number` or `scalars` write as text
/// or as a number is then read in that form alone. As with `scalars`, the word of the outermost request counts, so a field has
/// no such word. In forms, XML and tables, in the path and the query, everything is text, so `strict` changes nothing. Through
/// serde it holds as well: a format that gives numbers as texts cannot be read then.
///
/// ```
/// use order_core::{OrderRequest, form, json};
///
/// #[derive(Debug, OrderRequest)]
/// #[order(strict)]
/// struct Order {
///     validity: u8,
///     unit: Option<String>,
/// }
///
/// let error = json::from_str::<Order>(r#"{"validity": "1", "unit": 3}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 14: `validity` must be a whole number from 0 to 255, not text\n\
///      line 1, column 27: `unit` must be text, not a number",
/// );
/// assert_eq!(form::from_str::<Order>("validity=1&unit=3")?.validity, 1);
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// In XML, the items of a list have the singular of the list's name, unless `item` names them:
///
/// ```
/// use order_core::{OrderRequest, xml};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     names: Vec<String>,
///     #[order(item = "owner")]
///     people: Vec<String>,
/// }
///
/// let order = Order { names: vec!["a".to_owned()], people: vec!["b".to_owned()] };
/// let written = xml::to_string(&order)?;
/// assert!(written.ends_with("<names><name>a</name></names><people><owner>b</owner></people></request>"));
/// # Ok::<(), order_core::WriteError>(())
/// ```
///
/// # Places
///
/// A field is in the body under its wire name, unless one of `flatten`, `header`, `path`, `query`, `skip` and `skip_blank`
/// says otherwise. Rules apply to a field in any place. A server reads all places of a call at once by `order_core::http`.
///
/// A flattened `Option` is given if any of its members is, in the body or in the URL: a part without given members is
/// absent, as it is when the document is read. No two members of a request have one name, those of its flattened parts
/// among them. What `skip_blank` leaves out counts as not given; where blank is a value, it is sent. Flattened parts stand
/// at most eight levels deep in each other. A newtype cannot be flattened, and types that flatten each other do not compile:
///
/// ```compile_fail,E0080
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[order(flatten)]
///     part: Option<Box<Part>>,
/// }
///
/// #[derive(OrderRequest)]
/// struct Part {
///     #[order(flatten)]
///     order: Option<Box<Order>>,
/// }
/// ```
///
/// ```
/// use order_core::{OrderRequest, json};
///
/// #[derive(OrderRequest)]
/// struct Contact {
///     #[format(email)]
///     email: Option<String>,
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[order(path)]
///     order_id: String,
///     #[order(query)]
///     lang: Option<String>,
///     #[order(header, rename = "X-Request-Id")]
///     request_id: Option<String>,
///     #[order(flatten)]
///     contact: Contact,
///     #[order(skip_blank)]
///     note: Option<String>,
///     #[order(skip)]
///     retries: u8,
/// }
///
/// let email = Some("gm_at_example".to_owned());
/// let order = Order {
///     order_id: "7".to_owned(), lang: None, request_id: None, contact: Contact { email }, note: Some(" ".to_owned()), retries: 3,
/// };
/// assert_eq!(json::to_string(&order), r#"{"email":"gm_at_example"}"#);
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`email` must be an e-mail address such as `name@example.com`",
/// );
/// ```
///
/// # Names
///
/// ```
/// use order_core::{OrderRequest, json};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[order(rename = "csr", alias = "request", alias = "pkcs10")]
///     signing_request: Option<String>,
///     #[order(secret)]
///     passphrase: Option<String>,
///     #[required_if(passphrase == "none")]
///     reason: Option<String>,
/// }
///
/// let order: Order = json::from_str(r#"{"pkcs10": "…", "passphrase": "none"}"#)?;
/// assert_eq!(json::to_string(&order), r#"{"csr":"…","passphrase":"none"}"#);
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`reason` is required because `passphrase` is [redacted]; give it a value that is not blank",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Updates
///
/// `#[order(update = OrderUpdate)]` makes a struct of that name with the fields of the request. Each of them is untouched or
/// set, and one that is written as an `Option` can be cleared. The struct is a request like any other: JSON Merge Patch ([RFC
/// 7396](https://www.rfc-editor.org/rfc/rfc7396)) on the wire, with the names, forms and descriptions of the fields, and with
/// the rules that judge a single value without a condition. `apply` makes a valid request of an old one and judges it as a
/// whole, and `between` is the smallest update from one request to another.
///
/// The type of a part needs `update` too, as its members are changed one by one. `#[order(replace)]` on the field replaces
/// the part as a whole instead, which is the only way for an enum with data. The struct has the visibility, generics and
/// lifetimes of the request, and `Debug`, `Default`, and `Clone` and `PartialEq` if all its fields have them. The module
/// `order_core::update` describes how each kind of field is changed.
///
/// ```
/// use order_core::{OrderRequest, json, update::Update};
///
/// #[derive(Debug, Clone, OrderRequest)]
/// #[order(update = AddressUpdate)]
/// struct Address {
///     city: String,
///     #[pattern("[0-9]{5}")]
///     zip: Option<String>,
/// }
///
/// #[derive(Debug, Clone, OrderRequest)]
/// struct Card {
///     number: String,
/// }
///
/// #[derive(Debug, Clone, OrderRequest)]
/// #[order(update = OrderUpdate)]
/// struct Order {
///     #[required_if(present(address.zip))]
///     telephone: Option<String>,
///     #[nested]
///     address: Address,
///     #[nested]
///     #[order(replace)]
///     card: Option<Card>,
/// }
///
/// let address = Address { city: "Lehi".to_owned(), zip: None };
/// let old = Order { telephone: None, address, card: None };
///
/// let update: OrderUpdate = json::from_str(r#"{"address": {"zip": "84043"}, "telephone": "1"}"#)?;
/// let new = update.apply(&old).expect("the new order is valid");
/// assert_eq!(json::to_string(&*new), r#"{"telephone":"1","address":{"city":"Lehi","zip":"84043"}}"#);
///
/// let update: OrderUpdate = json::from_str(r#"{"address": {"zip": "84043"}}"#)?;
/// assert_eq!(
///     update.apply(&old).unwrap_err().to_string(),
///     "`telephone` is required because `address.zip` is present; give it a value that is not blank (not in the update)",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// In the rules of a request with `update`, `changed(f)` asks whether an update changes the field `f`, and `old.f` is what
/// it was before, as `ctx.f` is a fact. Such rules are judged by `apply` alone: of a request that is made, and not changed,
/// nothing is known of them. So a named condition, a default and the condition of a group cannot ask it, and the compiler
/// proves nothing about them. `immutable` is `!changed(f)`, and `set_once` is `present(old.f) => !changed(f)`. The items of a
/// list have no old ones; the entries of a map are found by their keys. In `old.f`, blank counts as absent, and a default is no
/// value.
///
/// ```
/// use order_core::{OrderRequest, json, update::Update};
///
/// #[derive(Debug, Clone, OrderRequest)]
/// #[order(update = OrderUpdate)]
/// #[rule(no_less, old.quantity <= quantity, "an order does not shrink", at = quantity)]
/// struct Order {
///     #[immutable]
///     account: String,
///     #[set_once]
///     approved_by: Option<String>,
///     quantity: u32,
///     #[required_if(changed(quantity) && present(old.approved_by))]
///     reason: Option<String>,
/// }
///
/// let old: Order = json::from_str(r#"{"account": "1", "approved_by": "Ann", "quantity": 5}"#)?;
/// let messages = |text: &str| {
///     let update: OrderUpdate = json::from_str(text).expect("it fits the type");
///     update.apply(&old).unwrap_err().violations().to_string()
/// };
/// assert_eq!(messages(r#"{"account": "2"}"#), "`account` cannot be changed; leave it out of the update");
/// assert_eq!(
///     messages(r#"{"approved_by": null}"#),
///     "`approved_by` is set once and cannot be changed again; leave it out of the update",
/// );
/// assert_eq!(
///     messages(r#"{"quantity": 6}"#),
///     "`reason` is required because `quantity` is changed and `old.approved_by` is present; give it a value that is not blank",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Serde
///
/// With `#[order(serde)]` the request also implements serde's `Serialize` and `Deserialize`, for other formats and for
/// frameworks. The feature `serde` of `order-core` is required. A part needs the attribute only if it is also used
/// alone.
///
/// `serde_json` then writes the same bytes as `order_core::json`, except that decimals with `number` are text,
/// unless the feature `arbitrary_precision` of `serde_json` keeps the digits of numbers. It reads the same documents,
/// except that it refuses a float where text or a decimal is expected, because it does not pass on the digits of the
/// document. Serde does not report the position of a value, so the error lists every problem without lines and columns.
///
/// ```
/// use order_core::{OrderRequest, OrderValue, Valid, json};
///
/// #[derive(OrderValue)]
/// #[order(rename_all = "snake_case", serde)]
/// enum Method {
///     ShipToken,
///     ClientApp,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(scalars = "text", serde)]
/// struct Order {
///     #[allowed(1, 2)]
///     validity: u8,
///     method: Option<Method>,
/// }
///
/// let order: Order = serde_json::from_str(r#"{"validity": 3, "method": "client_app"}"#)?;
/// assert_eq!(serde_json::to_string(&order)?, r#"{"validity":"3","method":"client_app"}"#);
/// assert_eq!(serde_json::to_string(&order)?, json::to_string(&order));
///
/// let error = serde_json::from_str::<Valid<Order>>(r#"{"validity": 3}"#).err().unwrap();
/// assert_eq!(error.to_string(), "`validity` must be `1` or `2`");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Descriptions for other libraries
///
/// Libraries that describe a whole service ask each type of a body for its schema. A word for each makes a request one of
/// their types, with the schema that `order_core::export::json_schema` writes, its rules included. Only requests and enums
/// with data take the word, and a part needs it only if it is also used alone. The type of its changes
/// (`update`) has the words of the request.
///
/// `#[order(schemars)]` implements `JsonSchema` of schemars 1; see `order_core::export::schemars`. Each version of schemars has
/// a trait of its own, and a framework takes one of them: `#[order(schemars09)]` is for aide 0.15, with a handler that takes
/// `UseApi<Valid<Order>, Json<Order>>`, and `#[order(schemars08)]` for dropshot, with the rules in the words of OpenAPI 3.0. The page of
/// each, `order_core::export::schemars09` and `schemars08`, says how a service takes orders.
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// #[order(schemars08, schemars09)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     job_title: Option<String>,
/// }
///
/// let schema = schemars09::schema_for!(Order);
/// assert!(schema.as_value()["allOf"][0]["if"].is_object());
/// let schema = serde_json::to_value(schemars08::schema_for!(Order))?;
/// assert!(schema["allOf"][0]["anyOf"].is_array());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// ```
/// use order_core::OrderRequest;
///
/// #[derive(OrderRequest)]
/// #[order(schemars)]
/// struct Order {
///     #[allowed(1, 2)]
///     validity: u8,
///     ev: bool,
///     #[required_if(ev)]
///     job_title: Option<String>,
/// }
///
/// let schema = schemars::schema_for!(Order);
/// assert_eq!(schema.as_value()["properties"]["validity"]["enum"], serde_json::json!([1, 2]));
/// assert_eq!(schema.as_value()["allOf"][0]["$comment"], "job_title.required_if: required_if(ev)");
/// ```
///
/// `#[order(utoipa)]` implements `ToSchema` of utoipa 6; see `order_core::export::utoipa`. `Valid<Order>` tells the members in the
/// URL and in headers, as `params(Valid<Order>)` of a handler.
///
/// ```
/// use order_core::OrderRequest;
/// use utoipa::{PartialSchema, ToSchema};
///
/// #[derive(OrderRequest)]
/// #[order(utoipa)]
/// struct Order {
///     #[allowed(1, 2)]
///     validity: u8,
/// }
///
/// assert_eq!(Order::name(), "Order");
/// let schema = serde_json::to_value(Order::schema())?;
/// assert_eq!(schema["properties"]["validity"]["enum"], serde_json::json!([1, 2]));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # What the compiler proves for you
///
/// Rules can be right one by one and wrong together: a field may be required and forbidden in the same request, or the
/// condition of a rule may never hold. The derive translates the rules of a request into logic and decides at compile
/// time whether they can work together. The analysis covers presence, the values that rules name, bounds of numbers and
/// lengths, texts, patterns and named formats, groups and counts, defaults, named conditions, the order of several
/// fields, members of parts, the variants of an enum with data and facts of the context.
///
/// Each finding has [a page with its cause and its mend](../order_core/guide/findings/index.html), whose address is the last line
/// of its message.
///
/// <div style="overflow-x:auto"><div style="min-width:50rem">
///
/// | finding | level | example of the message, verbatim |
/// | --- | --- | --- |
/// | <code style="white-space:nowrap">empty_bounds</code> | always an error | ``error: `unit` can never have a value because of `allowed("a", "bc")` and `length(3..)`; change one of them [empty_bounds]`` |
/// | <code style="white-space:nowrap">bad_default</code> | error | ``error: the default `5` of `validity` breaks its own `allowed(1, 2, 3)`; change one of them [bad_default]`` |
/// | <code style="white-space:nowrap">undeclared_dead_end</code> | error | ``error: if `ev` is true and `method` is `ShipToken`, `platform` is both required and forbidden because of `required_if(ev)` and `forbidden_if(method == ShipToken)`; change one of them, or exclude such requests by a `#[rule]` [undeclared_dead_end]`` |
/// | <code style="white-space:nowrap">unsatisfiable</code> | always an error | ``error: no request can keep all rules: the group `key` and the rule `needs_none` exclude each other; change one of them [unsatisfiable]`` |
/// | <code style="white-space:nowrap">dead_field</code> | error | ``error: `platform` can never be present because of `forbidden_if(ev)` and `forbidden_unless(ev)`; change one of them, or remove the field [dead_field]`` |
/// | <code style="white-space:nowrap">false_optional</code> | error | ``error: `platform` can never be absent because of `required_if(ev)` and `required_unless(ev)`; change one of them, or say `#[required]` [false_optional]`` |
/// | <code style="white-space:nowrap">dead_rule</code> | error | ``error: `required_if(validity > 3)` on `reason` applies to no valid request because of `allowed(1, 2, 3)` on `validity`; change one of them [dead_rule]`` |
/// | <code style="white-space:nowrap">dead_value</code> | error | ``error: `"ev"` can never be the value of `product` because of `allowed("basic", "code")` on `product`; remove the value, or change the rule [dead_value]`` |
/// | <code style="white-space:nowrap">forgotten_nested</code> | error | ``the rules of `address` are not checked here; write `#[nested]`, or `#[order(unchecked)]` if that is meant [forgotten_nested]`` |
/// | <code style="white-space:nowrap">redundant_rule</code> | allowed | ``error: `range(..=9)` on `validity` is redundant: it follows from `allowed(1, 2, 3)` on `validity`; remove it [redundant_rule]`` |
/// | <code style="white-space:nowrap">undecided</code> | error | the rules are too complex to decide: the number of steps is limited, to the same number on every machine |
///
/// </div></div>
///
/// - `bad_default`: a default breaks an unconditional rule of its own field, a conditional rule of the field forbids it
///   wherever it applies, or no valid request has the values of some defaults together.
/// - `undeclared_dead_end`: a request that keeps the rules of all other fields cannot meet the demands on this one. The
///   field is then both required and forbidden, or required while no value is allowed. A `#[rule]` that excludes such
///   requests declares that this is intended. Groups do not count as demands. A member of a part that this struct
///   forbids, and that the type of the part requires, always or under a condition, is one too.
/// - `false_optional`: an `Option` is present in every valid request. An `Option` with `#[required]` is not reported.
/// - `dead_rule`: the condition of a rule or of a group holds in no valid request; the condition of an `_unless` holds in
///   every one, or exempts none; the left side of a rule's `=>` holds in none; or no valid request lacks an `Option` where
///   its default applies. A rule that *never applies* has a condition that contradicts itself.
/// - `dead_value`: no valid request has a value that `allowed` or a condition names (a range in `allowed` is not asked).
///   A value that a single `#[rule]` excludes is not reported, nor one that is a default.
/// - `forgotten_nested`: the type of a field has rules, and the field is neither `nested` nor `unchecked`. rustc decides,
///   so an alias and a list are seen too.
///
/// Each attribute that takes part in a finding has an error, a default and a blank policy too. These attributes are a smallest set: without
/// any one of them, the finding disappears. A mistake is reported once. Of several findings with a common cause, only the first in
/// the order of the table, the most local first, is reported, with the number of the others.
///
/// ```compile_fail
/// use order_core::{OrderRequest, OrderValue};
///
/// #[derive(OrderValue)]
/// enum Method {
///     ShipToken,
///     ClientApp,
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     method: Option<Method>,
///     #[required_if(ev)]
///     #[forbidden_if(method == ShipToken)] // what of an order with `ev` and `ShipToken`?
///     platform: Option<u8>,
/// }
/// ```
///
/// There are three ways to correct this: change one of the conditions; exclude such requests, if the endpoint does; or
/// allow the finding, if users should get both violations:
///
/// ```
/// use order_core::{OrderRequest, OrderValue};
///
/// #[derive(OrderValue)]
/// enum Method {
///     ShipToken,
///     ClientApp,
/// }
///
/// #[derive(OrderRequest)]
/// #[rule(no_token_for_ev, ev => method != ShipToken, "no token is shipped for EV", at = method)]
/// struct Excluded {
///     ev: bool,
///     method: Option<Method>,
///     #[required_if(ev)]
///     #[forbidden_if(method == ShipToken)]
///     platform: Option<u8>,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(allow(undeclared_dead_end))]
/// struct Allowed {
///     ev: bool,
///     method: Option<Method>,
///     #[required_if(ev)]
///     #[forbidden_if(method == ShipToken)]
///     platform: Option<u8>,
/// }
/// ```
///
/// `allow` and `deny` are written on the struct and name findings. `empty_bounds` and `unsatisfiable` cannot be
/// allowed, because no request could keep such rules. `deny(redundant_rule)` also reports rules that follow from
/// others. This is the only finding that is allowed by default, because good rules often repeat each other for the
/// reader's sake.
///
/// A macro does not see everything, and the analysis assumes that anything it does not see is possible. A finding is
/// therefore always true, but rules that contradict each other may still compile:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | not seen | assumed possible |
/// | --- | --- |
/// | functions of yours: `check`, `satisfies`, `format(path)` | any answer; the struct's `check` is ignored |
/// | keys of maps: `keys` | any answer |
/// | items of lists and maps: `any`, `all`, `unique`, `count`, `each` | any answer; that of the same condition is the same, and `any` contradicts an `all` or `each` that no item of it passes, by one test of the item or of the same member |
/// | two fields compared | any order, but the same in the whole request: `a < b`, `b < c` and `c < a` do not all hold; not compared with the bounds, values and defaults of the two |
/// | `matches`, `is`, `starts_with`, `ends_with`, `pattern`, `format` | any answer, except for literals; two that no text passes exclude each other, one whose texts all pass another implies it, and each is compared with `length` by its least and greatest length; lengths in several units by the sizes of characters; not three at once, not more than 16 of one field, and no odd or even lengths; of `email`, `hostname`, `ip`, `ipv4`, `ipv6` and `url` beside patterns only the characters, and of `credit_card` only the number of digits |
/// | `multiple_of` | any answer, except for numbers that rules name, and for gaps between them without a multiple where the type is written as an integer |
/// | texts in an order (`unit < "b"`) | any answer, except for literals of a field that is written as text |
/// | constants and `{ expressions }` | any value; a path in capitals or into a module counts as a constant |
/// | decimals, dates and forms of your own | any order of the values that are no numbers in rules; the two ends of a range of dates or times are compared by rustc |
/// | free-form values | texts that are numbers are not compared with numbers |
/// | variants of an enum, also one that keeps what it does not know | one more than the rules name, unless `allowed` lists them; only the named ones, where a finding needs an example |
/// | variants of an enum with data | at most one is given; exactly one where rules name two or more and the type has no others, which rustc decides; one more than the rules name for an enum that is a member of a part |
/// | type aliases | any type; if a finding depends on whether one is an `Option`, rustc decides, with an error that appears only if it is not |
/// | type parameters | any type; a part of such a type may be forgotten |
/// | rules, types and defaults of a nested part | any; rules of this struct on its members are included, those of the part itself are not, but for one: a member that this struct forbids is not required by the type of the part, which rustc decides; under a condition only if it asks one field of the part (a bool, a number, a variant, `given` or `present`, or one of several with `\|\|`) of which no other rule of the part or of this struct says anything, in a part without `#[rule]` and `check`; what a part inside of it requires is compared only if that is flattened, and not under a condition |
/// | rules of a newtype that a field has | any, but for its `length`, in every unit, and `range` beside those of the field, and its `length`, its `allowed` and its `range` of dates or times beside texts that the field has as default, allows, or is equal to; rustc decides |
/// | a part inside of an enum inside of an enum | a part with rules that is not nested is not reported |
///
/// </div></div>
///
/// The analysis relies on these assumptions: a name alone, or after a type, is a variant and not an associated constant;
/// a member whose name starts with a capital is a variant of an enum with data; `Option` and `Box` are those of the
/// standard library; and no alias hides an `Option<Option<…>>` whose field has an `allowed` list.
///
/// # Mistakes
///
/// Every mistake is reported at the smallest wrong token, and all mistakes of a struct are reported at once. The type
/// remains usable, so that no further errors follow. The table compares the same mistakes in other crates that check
/// structs. `tests/peers` in the repository has the mistakes, the versions and the whole messages. A dash means that
/// the mistake cannot be made there:
///
/// <div style="overflow-x:auto"><div style="min-width:56rem"><style>td code{overflow-wrap:normal!important}</style>
///
/// | mistake | garde | validator | validify | serde_valid | nutype | here |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | `length` of a `bool` | a trait bound, at the derive | no method, at the derive | a trait bound, at the derive | a private trait, at the derive | unknown rule, at the word | `length` needs text, a list or a map, and this field holds `bool`; at the word |
/// | `required_if(ev)` and `forbidden_if(ev)` | compiles | – | – | compiles | – | if `ev` is true, `a` is both required and forbidden; at both |
/// | a range of 5 to 3 | compiles | compiles | compiles | compiles | an error behind the rule | `5..=3` holds no value, so `a` can never have one; at the bounds |
/// | a pattern that does not parse | at the text | fails at run time | fails at run time | panics at run time | at the text | which character, and how to close it; at the text |
/// | a misspelt field in a condition | a near name | "add the field" | – | a near name | – | did you mean `is_ev_order`? |
/// | a rule twice | at the second | at the second | compiles | compiles | behind the second | `length` is given twice for `a`; keep one |
/// | a function of another signature | at the name | at the derive | at the derive | at the derive | at the attribute | at the name |
/// | two mistakes in one struct | both | both | the first only | both | – | both |
///
/// </div></div>
///
/// # Types
///
/// A field holds a `bool`, an integer (`u8` to `u128`, `i8` to `i128`, or a `NonZero` of one), a float (`f64`, `f32`), text
/// (`String`, `Box<str>`, `Cow<'a, str>`, `&'a str`), a type that derives `OrderValue` or `OrderRequest`, or one of these in an
/// `Option`, a `Box`, a list or a map. Type aliases, generics and lifetimes work. Text that needs no decoding can be
/// borrowed from the document. A map is a `BTreeMap` or `HashMap` with keys of type `String`. Its entries are written and
/// reported in the order of their keys; a `HashMap` allocates to sort them.
///
/// A type parameter that a field holds must be a value, and so must an associated type in its place. What a rule needs
/// beyond that stands in `bound` or in the type's own `where` clause:
///
/// ```
/// use order_core::{OrderRequest, json, value::Nested};
///
/// #[derive(OrderRequest)]
/// #[order(bound = "T: Nested<()>")]
/// struct Envelope<T> {
///     number: u8,
///     #[nested]
///     letter: T,
/// }
///
/// #[derive(OrderRequest)]
/// struct Letter {
///     #[length(..=3)]
///     text: String,
/// }
///
/// let envelope: Envelope<Letter> = json::from_str(r#"{"number": 1, "letter": {"text": "four"}}"#)?;
/// assert_eq!(
///     envelope.validate().unwrap_err().to_string(),
///     "`letter.text` must have at most 3 characters",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// A public newtype shows the type of its value, so what it wraps is public too.
#[doc(alias(
    "Validate",
    "validation",
    "validator",
    "cross-field",
    "cross field",
    "compare fields",
    "condition",
    "rule",
    "struct-level validation"
))]
#[proc_macro_derive(
    OrderRequest,
    attributes(
        allowed,
        allowed_if,
        blank,
        check,
        condition,
        default_value,
        default_value_if,
        each,
        forbidden,
        forbidden_if,
        forbidden_unless,
        format,
        group_all_or_none,
        group_at_least_one,
        group_at_most_one,
        group_count,
        group_exactly_one,
        immutable,
        keys,
        length,
        nested,
        order,
        pattern,
        present_iff,
        multiple_of,
        range,
        required,
        required_if,
        required_unless,
        rule,
        set_once,
    )
)]
pub fn order_request(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), derive::request).into()
}

/// Implements `OrderValue` for an enum of wire names or codes, for an [enum with data](#enums-with-data), or for a
/// newtype.
///
/// An enum of names or codes also gets `Display` and `FromStr`, in wire names.
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | attribute of the enum | meaning |
/// | --- | --- |
/// | `#[order(rename_all = "snake_case")]` | the case of the wire names of all variants without `rename`, in serde's terms |
/// | `#[order(ignore_case)]` | reading does not distinguish the case of ASCII letters |
/// | [`#[order(serde)]`](macro@OrderRequest#serde) | also implements serde's `Serialize` and `Deserialize`; also for a newtype |
/// | [`#[order(schemars)]`](macro@OrderRequest#descriptions-for-other-libraries) | for an enum with data: also implements `JsonSchema` of schemars; `schemars08` and `schemars09` are for its older versions |
/// | [`#[order(utoipa)]`](macro@OrderRequest#descriptions-for-other-libraries) | for an enum with data: also implements `ToSchema` of utoipa |
/// | `#[order(crate = path::to::order_core)]` | the path of the library, if it has another name; also for a newtype |
/// | `#[order(bound = "T: Nested<()>")]` | bounds of the impls, beside those that the content needs; also for a newtype |
/// | `#[order(epoch)]`, `#[order(notation = "…")]` | for a newtype of a date or time: [how it is written](macro@OrderRequest#forms-on-the-wire) |
/// | `#[order(namespaced)]` | for a newtype: its rules stand in `#[order(…)]`, and all other attributes belong to other derives |
///
/// </div></div>
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | attribute of a variant | meaning |
/// | --- | --- |
/// | `#[order(rename = "…")]` | the wire name |
/// | `#[order(value = 51)]` | the wire form, a whole number |
/// | `#[order(alias = "…")]` | a further spelling that is accepted on reading; may be repeated |
/// | [`#[order(deprecated = "use `x`")]`](macro@OrderRequest#warnings) | a request that has the value is warned; also on a variant with data |
/// | [`#[order(other)]`](#values-that-are-not-known) | the variant holds a `String` and keeps every text that is no other value; once |
///
/// </div></div>
///
/// A newtype has the wire form and the rules of the type that it wraps. Its own rules are attributes of the struct:
/// `length`, `pattern`, `format`, `range`, `multiple_of`, `allowed` and `each`, with the meaning that they have on a
/// [field](macro@OrderRequest#values). They hold wherever the type is used: in a field, a list, a map, another newtype, or a part
/// whose own rules are not checked. Exports define the type once.
///
/// ```
/// use order_core::{OrderRequest, OrderValue};
///
/// #[derive(OrderValue)]
/// #[length(1..=64)]
/// #[pattern("[A-Z].*")]
/// struct JobTitle(String);
///
/// #[derive(OrderRequest)]
/// struct Contact {
///     job_title: Option<JobTitle>,
///     former: Vec<JobTitle>,
/// }
///
/// let contact = Contact { job_title: None, former: vec![JobTitle("clerk".to_owned())] };
/// let violations = contact.validate().unwrap_err();
/// assert_eq!(violations.to_string(), "`former[0]` must match `[A-Z].*`");
/// assert_eq!(violations.iter().next().unwrap().rule_id(), "JobTitle.pattern");
/// ```
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, OrderValue, json};
///
/// #[derive(Debug, PartialEq, OrderValue)]
/// #[order(rename_all = "snake_case", ignore_case)]
/// enum Method {
///     ShipToken,
///     #[order(rename = "app", alias = "client_app")]
///     ClientApp,
/// }
///
/// #[derive(OrderValue)]
/// enum Platform {
///     #[order(value = 51)]
///     SecurityModule,
///     #[order(value = 3)]
///     Java,
/// }
///
/// #[derive(OrderValue)]
/// struct Csr(String);
///
/// #[derive(OrderRequest)]
/// struct Order {
///     method: Method,
///     #[required_if(method == ShipToken)]
///     platform: Option<Platform>,
///     #[length(..=10)]
///     csr: Csr,
/// }
///
/// assert_eq!("Client_App".parse(), Ok(Method::ClientApp));
/// assert_eq!(Method::ClientApp.to_string(), "app");
/// let order: Order = json::from_str(r#"{"method": "SHIP_TOKEN", "platform": "51", "csr": "MII…"}"#)?;
/// assert_eq!(json::to_string(&order), r#"{"method":"ship_token","platform":51,"csr":"MII…"}"#);
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Values that are not known
///
/// An endpoint may get new values after a program is built. An enum with a variant `#[order(other)] Other(String)` reads
/// every text: one that is not the name or an alias of another variant is kept in this one, and written as it was read.
/// `FromStr` never fails.
///
/// Such an enum is text of which some values have names. Blank text is read, and is blank, as in a `String`. Rules of text
/// (`length`, `pattern`, `format`) may stand on it, conditions may ask for its text, and `allowed` may name the known values that
/// it may have: others are then read, and are violations. Rules compare its values as they stand on the wire, so a text in
/// `Other` that is the name or an alias of a known value *is* this value to them, and is written and read as it. No rule names
/// `Other` itself; `!(state in [Pending, Issued])` holds for every other text, and for none. Messages name the known values and
/// never show the text. An enum whose values are numbers (`value`) has no such variant.
///
/// ```
/// use order_core::{OrderRequest, OrderValue, json};
///
/// #[derive(Debug, PartialEq, OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum State {
///     Pending,
///     Issued,
///     /// A state that this program does not know.
///     #[order(other)]
///     Other(String),
/// }
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[length(..=20)]
///     state: State,
///     #[required_if(state == Issued)]
///     number: Option<u64>,
/// }
///
/// let order: Order = json::from_str(r#"{"state": "reissue_pending"}"#)?;
/// assert_eq!(order.state, State::Other("reissue_pending".to_owned()));
/// assert_eq!(json::to_string(&order), r#"{"state":"reissue_pending"}"#);
///
/// let order = Order { state: State::Other("issued".to_owned()), number: None };
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`number` is required because `state` is `issued`; give it a value",
/// );
/// assert_eq!("issued".parse(), Ok(State::Issued));
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Enums with data
///
/// An enum whose variants each hold one request is written as an object with exactly one member, whose name is that of
/// the variant. Serde calls this form externally tagged. A variant holds a type that derives `OrderRequest`, another
/// enum with data, or one of these in a `Box`, a list or a map. The enum is then itself a request, so it may be nested,
/// flattened, or a whole document, and [conditions lead through it](derive@OrderRequest#enums-with-data).
///
/// `rename_all` and `crate` are written on the enum, `rename` and `alias` on a variant. Doc comments become the
/// descriptions. `#[order(context = Account)]` on the enum declares that its variants [read facts of a
/// context](derive@OrderRequest#context). Lifetimes and type parameters work. A type parameter that a variant holds
/// directly must be a request; any other needs the bound `T: Nested<()>`.
///
/// ```
/// use order_core::{OrderRequest, OrderValue, json};
///
/// #[derive(Debug, PartialEq, OrderRequest)]
/// struct Card {
///     #[length(12..=19)]
///     number: String,
/// }
///
/// #[derive(Debug, PartialEq, OrderRequest)]
/// struct BankTransfer {
///     iban: String,
/// }
///
/// /// How the order is paid.
/// #[derive(Debug, PartialEq, OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum Payment {
///     /// By credit card.
///     Card(Card),
///     /// From an account.
///     #[order(rename = "bank", alias = "wire")]
///     Transfer(Box<BankTransfer>),
/// }
///
/// #[derive(Debug, PartialEq, OrderRequest)]
/// struct Order {
///     #[nested]
///     payment: Payment,
/// }
///
/// let order: Order = json::from_str(r#"{"payment": {"card": {"number": "1234"}}}"#)?;
/// assert_eq!(order.payment, Payment::Card(Card { number: "1234".to_owned() }));
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`payment.card.number` must have from 12 to 19 characters",
/// );
/// assert_eq!(
///     json::from_str::<Order>(r#"{"payment": {}}"#).unwrap_err().to_string(),
///     "line 1, column 13: `payment`: exactly one of `card`, `bank` is required; give one of them",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
#[doc(alias("enum values", "rename_all", "ToSchema", "newtype"))]
#[proc_macro_derive(
    OrderValue,
    attributes(allowed, each, format, keys, length, multiple_of, order, pattern, range)
)]
pub fn order_value(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), expand::value).into()
}
