use std::collections::BTreeMap;

use order_core::{Flag, OrderRequest, json, update::Update};

use crate::types::{Order, OrderUpdate, Payment, Transfer, address, order};

fn between(old: &Order, new: Order) -> String {
    json::to_string(&OrderUpdate::between(old, new))
}

#[test]
fn nothing_lies_between_two_equal_requests() {
    assert_eq!(between(&order(), order()), "{}");
}

#[test]
fn only_what_differs_is_changed() {
    let mut new = order();
    new.count = 5;
    new.note = None;
    new.address.postal_code = None;
    new.labels.as_mut().unwrap().remove("a");
    new.labels.as_mut().unwrap().insert("b".to_owned(), "3".to_owned());
    new.offices.insert("lab".to_owned(), address("Lab St"));
    new.metadata = Some(serde_json::json!({"a": {"b": 1, "e": 5}, "d": [2]}));
    new.contact.contact_name = None;
    assert_eq!(
        between(&order(), new.clone()),
        r#"{"count":5,"note":null,"address":{"postalCode":null},"labels":{"a":null,"b":"3"},"offices":{"lab":{"street":"Lab St","city":"Lehi","postalCode":"84043","country":"US"}},"metadata":{"a":{"c":null,"e":5},"d":[2]},"contact_name":null}"#,
    );
    assert_eq!(
        OrderUpdate::between(&order(), new.clone()).apply(&order()).unwrap().into_inner(),
        new
    );
}

#[test]
fn digits_are_kept() {
    let new = Order { price: Some("1.5".parse().unwrap()), ..order() };
    assert_eq!(between(&order(), new), r#"{"price":"1.5"}"#);
}

#[test]
fn an_absent_map_is_not_an_empty_one() {
    let new = Order { labels: None, ..order() };
    assert_eq!(between(&order(), new.clone()), r#"{"labels":null}"#);
    let empty = Order { labels: Some([].into()), ..order() };
    assert_eq!(between(&new, empty.clone()), r#"{"labels":{}}"#);
    assert_eq!(between(&order(), empty), r#"{"labels":{"a":null,"b":null}}"#);
}

/// An option by another name, which the derive does not see.
type Maybe = Option<u8>;

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SettingsUpdate)]
struct Settings {
    gift: Flag,
    limit: Maybe,
}

#[test]
fn what_a_type_can_lack_is_set_and_cleared() {
    let (on, off) =
        (Settings { gift: Flag::ON, limit: Some(1) }, Settings { gift: Flag::OFF, limit: None });
    for (old, new, expected) in [
        (&on, &off, r#"{"gift":null,"limit":null}"#),
        (&off, &on, r#"{"gift":true,"limit":1}"#),
        (&off, &off, "{}"),
        (&on, &on, "{}"),
    ] {
        let update = SettingsUpdate::between(old, new.clone());
        let text = json::to_string(&update);
        assert_eq!(text, expected);
        let read: SettingsUpdate = json::from_str(&text).unwrap();
        for update in [update, read] {
            assert_eq!(update.apply(old).unwrap().into_inner(), *new, "{text}");
        }
    }
}

/// A part that is new has no old one, so nothing is said of what it lacks.
#[test]
fn what_a_new_part_lacks_is_left_out() {
    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(update = AllUpdate)]
    struct All {
        #[nested]
        parts: BTreeMap<String, Settings>,
    }

    let settings = |gift, limit| Settings { gift, limit };
    let old = All { parts: BTreeMap::new() };
    let parts = [("a", settings(Flag::OFF, None)), ("b", settings(Flag::ON, Some(1)))]
        .map(|(key, part)| (key.to_owned(), part));
    let new = All { parts: parts.into() };
    let update = AllUpdate::between(&old, new.clone());
    assert_eq!(json::to_string(&update), r#"{"parts":{"a":{},"b":{"gift":true,"limit":1}}}"#);
    assert_eq!(update.apply(&old).unwrap().into_inner(), new);
}

/// A small generator of numbers, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| value(self))
    }

    fn text(&mut self) -> String {
        ["a", "b", "c"][self.below(3) as usize].to_owned()
    }

    fn value(&mut self, depth: usize) -> serde_json::Value {
        match self.below(if depth == 0 { 3 } else { 5 }) {
            0 => self.below(3).into(),
            1 => self.text().into(),
            2 => serde_json::json!([self.below(2), null]),
            _ => {
                let count = self.below(3);
                (0..count).map(|_| (self.text(), self.value(depth - 1))).collect()
            }
        }
    }

    fn address(&mut self) -> crate::types::Address {
        let mut made = address(&self.text());
        made.postal_code = self.maybe(|it| format!("1234{}", it.below(2)));
        made
    }

    fn order(&mut self) -> Order {
        let mut new = order();
        new.count = 1 + self.below(3) as u32;
        new.note = self.maybe(Self::text);
        new.price = self.maybe(|it| format!("1.{}", it.below(3)).parse().unwrap());
        new.sans = self.maybe(|it| vec![it.text()]);
        new.address = self.address();
        new.billing = self.maybe(|it| Box::new(it.address()));
        new.payment = self.maybe(|it| Payment::Transfer(Transfer { account: it.text() }));
        new.labels = self.maybe(|it| (0..it.below(3)).map(|_| (it.text(), it.text())).collect());
        new.offices = (0..1 + self.below(2)).map(|_| (self.text(), self.address())).collect();
        new.metadata = self.maybe(|it| it.value(3));
        new.contact.contact_name = self.maybe(Self::text);
        new
    }
}

#[test]
fn what_lies_between_two_requests_makes_one_of_the_other() {
    let mut random = Random(1);
    for _ in 0..2000 {
        let (old, new) = (random.order(), random.order());
        let changes = OrderUpdate::between(&old, new.clone());
        // Also after it was sent.
        let text = json::to_string(&changes);
        let read: OrderUpdate = json::from_str(&text).unwrap();
        assert_eq!(read.apply(&old).unwrap().into_inner(), new, "{text}");
        assert_eq!(changes.apply(&old).unwrap().into_inner(), new, "{text}");
        assert_eq!(changes_again(&old, &new), text);
    }
}

/// The smallest update is the same each time, and none is needed after it.
fn changes_again(old: &Order, new: &Order) -> String {
    assert_eq!(between(new, new.clone()), "{}");
    between(old, new.clone())
}
