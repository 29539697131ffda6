use order_core::OrderRequest;

#[derive(OrderRequest)]
#[condition(named, changed(count))]
#[rule(grows, old.count <= count, "it grows")]
struct Plain {
    #[immutable]
    count: u8,
    #[set_once]
    name: Option<String>,
    #[required_if(changed(count))]
    note: Option<String>,
}

#[derive(OrderRequest)]
#[order(update = PlainUpdate)]
#[condition(named, old.count == 1)]
#[group_exactly_one("g", if changed(count))]
struct Changed {
    count: u8,
    #[required_if(changed(cuont))]
    name: Option<String>,
    #[required_if(old.cuont == 1)]
    #[default_value_if(changed(count), "a")]
    note: Option<String>,
    #[immutable(true)]
    #[required_if(changed(count.inner))]
    other: Option<String>,
    #[group_exactly_one("g")]
    one: Option<String>,
    #[group_exactly_one("g")]
    two: Option<String>,
    #[immutable]
    #[immutable]
    three: Option<String>,
    #[length(..=3, warn if changed(count))]
    #[required_if(changed(count), warn)]
    four: Option<String>,
}

fn main() {}
