#![allow(clippy::unwrap_used, reason = "a test fails by it")]
use std::time::Instant;
use order_client::retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder};
use order_core::cases::{Missing, cases, cases_in};
use order_core::{OrderRequest, ReadRequest};

fn report<T>(name: &str, contexts: &[T::Context]) where T: OrderRequest + for<'de> ReadRequest<'de> {
    let start = Instant::now();
    let all = cases_in::<T>(1, contexts);
    let made = start.elapsed();
    let rules = all.rules();
    let missed: Vec<_> = all.unreached().to_vec();
    let count = |is: fn(&Missing) -> bool| missed.iter().filter(|it| is(&it.missing)).count();
    let none = count(|it| matches!(it, Missing::Breaker(_)));
    let alone = count(|it| matches!(it, Missing::Alone(_)));
    let far = count(|it| matches!(it, Missing::OneChange));
    let lone = count(|it| matches!(it, Missing::Neighbour));
    println!("{name}: {rules} rules, {none} unbroken, {alone} not alone, {far} far, {lone} lone; {made:?}");
    for it in &missed { println!("   {it}"); }
    let start = Instant::now();
    let (mut valid, mut total) = (0, 0);
    let mut seen = std::collections::HashSet::new();
    for case in all.take(10_000) { total += 1; valid += usize::from(case.is_valid()); seen.insert(case.document().to_owned()); }
    println!("   {total} cases, {valid} valid, {} different in {:?}", seen.len(), start.elapsed());
}

#[test]
fn reports() {
    report::<CodeSigningOrder>("CodeSigningOrder", &[()]);
    report::<SslOrder>("SslOrder", &[()]);
    report::<WifiOrder>("WifiOrder", &[()]);
    report::<Reissue>("Reissue", &[()]);
    for case in cases::<WifiOrder>(1).take(64).filter(|it| it.about() == Some("org_contact_telephone.format")) { println!("{:?} {:?}", case.document(), case.broken()); }
}
