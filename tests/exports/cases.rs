#![allow(clippy::unwrap_used, reason = "a test fails by it")]
use std::time::Instant;
use order_client::retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder};
use order_core::cases::{Missing, cases_in};
use order_core::{OrderRequest, ReadRequest};

#[path = "../agreement/types.rs"]
#[allow(dead_code)]
mod types;
#[path = "../rules/invented/shipment.rs"]
#[allow(dead_code)]
mod shipment;

fn report<T>(name: &str, contexts: &[T::Context]) where T: OrderRequest + for<'de> ReadRequest<'de> {
    let start = Instant::now();
    let all = cases_in::<T>(1, contexts);
    let made = start.elapsed();
    let rules = all.rules();
    let missed: Vec<_> = all.unreached().to_vec();
    let count = |is: fn(&Missing) -> bool| missed.iter().filter(|it| is(&it.missing)).count();
    let none = count(|it| matches!(it, Missing::Breaker(_)));
    let alone = count(|it| matches!(it, Missing::Alone(_)));
    let far = count(|it| matches!(it, Missing::OneChange(_)));
    let lone = count(|it| matches!(it, Missing::Neighbour));
    println!("{name}: {rules} rules, {none} unbroken, {alone} not alone, {far} far, {lone} lone; {made:.1?}");
    for it in &missed { println!("   {it}"); }
    let start = Instant::now();
    let (mut valid, mut total) = (0, 0);
    let mut seen = std::collections::HashSet::new();
    let mut hit = std::collections::BTreeMap::new();
    for case in all.skip(2*rules).take(2_000) { total += 1; valid += usize::from(case.is_valid()); for b in case.broken() { *hit.entry(b.rule.clone()).or_insert(0) += 1; } seen.insert(case.document().to_owned()); }
    println!("   {total} cases, {valid} valid, {} different in {:.1?}; rules hit {} least {:?}", seen.len(), start.elapsed(), hit.len(), hit.iter().min_by_key(|it| it.1));
}
macro_rules! all { ($($t:ty),* $(,)?) => { $(report::<$t>(stringify!($t), &[()]);)* } }

#[test]
fn reports() {
    all!(CodeSigningOrder, SslOrder, WifiOrder, Reissue);
    all!(types::Presence, types::Blanks, types::Values, types::Groups, types::GroupsIf, types::Conditions, types::Terms, types::Part, types::Nested, types::Lists, types::Items, types::Defaults, types::Places, types::Namespaced, types::Generic<u8>, types::Generic<types::Code>, types::Newtypes, types::Wide, types::Logic, types::Outermost, types::Constants, types::Hashed, types::Exact, types::ExactAsText, types::Joined, types::JoinedParts, types::Formed, types::Variants, types::Tagged<types::Leaf, types::Part>, types::Tree);
    let mut accounts = Vec::new();
    for allows_ev in [true, false] { for product in ["", "a", "aa"] { for today in [0, 3, 9] { for hash in [None, Some(types::Hash::Sha1), Some(types::Hash::Other)] { accounts.push(types::Account { allows_ev, product: product.to_owned(), today, hash }); } } } }
    report::<types::Context>("Context", &accounts);
    report::<types::ContextPart>("ContextPart", &accounts);
    report::<types::Facts>("Facts", &accounts);
    report::<types::VariantsIn>("VariantsIn", &accounts);
    let carriers: Vec<_> = [(true, "us"), (false, "eu"), (false, "us")].map(|(open, region)| shipment::Carrier { account_is_open: open, today: 10, date: jiff::civil::date(2031, 5, 8), region: region.to_owned(), usual: shipment::Service::Standard }).into();
    report::<shipment::Shipment>("Shipment", &carriers);
}
#[test]
fn one() { report::<CodeSigningOrder>("CodeSigningOrder", &[()]); report::<CodeSigningOrder>("CodeSigningOrder", &[()]); report::<CodeSigningOrder>("CodeSigningOrder", &[()]); }
#[test]
fn outermost() { report::<types::Outermost>("Outermost", &[()]); }
