//! Derive macros of `order-core`, which re-exports them; depend on that crate.

mod check;
mod errors;
mod expand;
mod fallback;
mod model;
mod parse;
mod pattern;
mod plan;
mod rename;
mod suggest;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::{errors::Errors, model::Request, plan::Plan};

/// Implements `OrderRequest` for a struct with named fields, from attributes that say what its endpoint asks for.
///
/// The fields are the parameters, in the order in which they are written; their doc comments become the
/// descriptions. A mistake in an attribute is a compile error at the token that is wrong, and all mistakes of a
/// struct are reported at once.
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
/// Rules speak of three facts about a field:
///
/// | fact | meaning |
/// | --- | --- |
/// | given | the caller wrote it: the key is in the document, or the `Option` is `Some` |
/// | present | given, and not blank under the field's blank policy; a default never makes a field present |
/// | value | the present value, else the declared default, else none |
///
/// A field that is not an `Option` is required, unless it has a default. `Option<T>` is optional unless a rule says
/// otherwise, and `Option<Option<T>>` tells an absent field from `null`. `0` and `false` are values like any other.
///
/// Blank are `""`, text that is only white space, and an empty list or map. What blank means is the *blank policy*:
///
/// | policy | meaning |
/// | --- | --- |
/// | `#[blank(absent)]` | blank is not present; this is the default |
/// | `#[blank(reject)]` | blank is a violation |
/// | `#[blank(value)]` | blank is a value like any other |
///
/// `#[order(blank = …)]` on the struct sets the policy of all fields that have none of their own. What the caller wrote
/// is what is written: `""` stays `""`.
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
/// `C` is a [condition](#conditions), `V` a value: `true`, `-1`, `"text"`, or a variant of the field's own type, by its
/// name alone. `B` are bounds of whole numbers: `a..=b`, `a..`, `..=b`, `a..b` or one number.
///
/// | attribute | meaning |
/// | --- | --- |
/// | [`#[required]`, `#[required_if(C)]`, `#[required_unless(C)]`](#presence) | the field must be present; when C holds; unless C holds |
/// | [`#[forbidden_if(C)]`, `#[forbidden_unless(C)]`](#presence) | the field must not be present |
/// | [`#[present_iff(C)]`](#presence) | the field is present exactly when C holds |
/// | [`#[allowed(V, …)]`, `#[allowed_if(C, V, …)]`](#values) | the value, if present, is one of these; a range of numbers counts as values |
/// | [`#[default_value(V)]`](#values) | the value when absent; written into a field that is not an `Option` when it is read |
/// | [`#[range(B)]`](#values) | the number, if present, lies within the bounds |
/// | [`#[length(B)]`](#values) | so does the length: characters of a text, items of a list, entries of a map |
/// | [`#[pattern("…")]`](#values) | the whole text, if present, matches the regular expression, which is compiled with the program |
/// | [`#[format(F)]`](#values) | the text, if present, is a `digits`, `email`, `hostname`, `telephone` or `url` |
/// | [`#[group_all_or_none("g")]`](#groups) | the members of the group `g` are present together or not at all |
/// | [`#[group_at_least_one("g")]`, `#[group_at_most_one("g")]`, `#[group_exactly_one("g")]`](#groups) | so many of them are present |
/// | [`#[blank(…)]`](#given-present-value) | what blank means for this field |
/// | [`#[order(rename = "…")]`](#names) | the name on the wire |
/// | [`#[order(alias = "…")]`](#names) | a further name that is accepted on reading; may repeat |
/// | [`#[order(secret)]`](#names) | the value is never shown |
///
/// All of these may also be written inside of `#[order(…)]`, as in `#[order(required_if(ev), length(1..=64))]`, beside other
/// derives that claim one of the names. Rules with a condition may repeat, and all of them hold; `allowed`, `blank`,
/// `default_value`, `format`, `length`, `pattern`, `range`, `rename` and `secret` stand at most once on a field.
///
/// # Attributes of the struct
///
/// | attribute | meaning |
/// | --- | --- |
/// | [`#[condition(name, C)]`](#conditions) | a condition with a name of its own |
/// | `#[order(endpoint = "POST /order/code", response = OrderPlaced)]` | the call that takes the request, and what it replies: implements `Endpoint` |
/// | `#[order(scalars = "text")]` | numbers and bools are written as text; `"native"`, as the format writes them, is the default |
/// | `#[order(rename_all = "camelCase")]` | the wire names of all fields that have none of their own, in the words of serde |
/// | `#[order(blank = reject)]` | the blank policy of all fields that have none of their own |
/// | `#[order(root = "request")]` | the name of the root element in XML |
/// | `#[order(crate = path::to::order_core)]` | where the library is, if it has another name |
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
/// # Conditions
///
/// ```text
/// C := f                      a bool field whose value is true, or a named condition
///    | present(f) | given(f)
///    | f == V | f != V | f in [V, …]
///    | !C | C && C | C || C | (C)
/// ```
///
/// Fields are named as in Rust, `r#` may be left out (`type == Limit`), and messages show the wire names. A comparison
/// looks at the *value*, so a default counts; of a field without a value it is false, and `f != V` is always `!(f == V)`.
/// A condition never speaks of the field whose rule it is. One that several rules share gets a name:
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
/// A requirement is never lifted by a conflict: a field that is required and forbidden in the same request is reported
/// for both. Blank text is not present by default, so it breaks `required` and keeps `forbidden_if`.
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
/// Rules about a value are judged only if the field is present. A value that does not fit the field's type, such as
/// `length` of a bool or a variant that does not exist, is an error of rustc at that value. A default has to keep the
/// other rules of its field.
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
///     #[length(1..=64)]
///     unit: Option<String>,
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
/// let order: Order = json::from_str(r#"{"validity": 5, "server_count": 0, "zip": "8404", "email": "gm", "ev": true}"#)?;
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`validity` must be `1` or `2` because `ev` is true\n\
///      `server_count` must be from 1 to 250\n\
///      `zip` must match `[0-9]{5}(-[0-9]{4})?`\n\
///      `email` must be an e-mail address such as `name@example.com`",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
///
/// # Groups
///
/// A group is the fields that name it, at least two, all with the same attribute; a field may be in several. Its
/// violations stand where they can be mended:
///
/// | group | reported at |
/// | --- | --- |
/// | `group_all_or_none` | every member that is missing |
/// | `group_at_least_one`, `group_exactly_one`, with none present | the first member |
/// | `group_at_most_one`, `group_exactly_one`, with too many present | the second member that is present |
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
/// # Types
///
/// A field holds a `bool`, an integer of at most 64 bits, text (`String`, `Box<str>`, `Cow<'a, str>`, `&'a str`), a type that derives
/// `OrderValue`, or one of these in an `Option`, a `Box`, a list or a map. Type aliases, generics and lifetimes work: text that needs no
/// decoding is borrowed from the document.
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
        length,
        nested,
        order,
        pattern,
        present_iff,
        range,
        required,
        required_if,
        required_unless,
        rule,
    )
)]
pub fn order_request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    match errors.finish() {
        Ok(()) => expand::request(&request, &Plan::new(&request)).into(),
        Err(errors) => fallback::request(&request, &errors).into(),
    }
}

/// Implements `OrderValue` for an enum of wire names or codes, or for a newtype.
///
/// An enum also gets `Display` and `FromStr`, in wire names. Its variants hold no data.
///
/// | attribute of the enum | meaning |
/// | --- | --- |
/// | `#[order(rename_all = "snake_case")]` | the wire names of all variants that have none of their own, in the words of serde |
/// | `#[order(ignore_case)]` | reading accepts either case of ASCII letters |
/// | `#[order(crate = path::to::order_core)]` | where the library is, if it has another name; on a newtype too |
///
/// | attribute of a variant | meaning |
/// | --- | --- |
/// | `#[order(rename = "…")]` | its wire name |
/// | `#[order(value = 51)]` | the whole number that it is on the wire |
/// | `#[order(alias = "…")]` | a further spelling that is accepted on reading; may repeat |
///
/// A newtype is on the wire, and to rules, what it wraps.
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
#[proc_macro_derive(OrderValue, attributes(order))]
pub fn order_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::value(&input).into()
}
