use order_core::OrderRequest;

#[derive(OrderRequest)]
#[rule(ours, matches(site, ".*example.*"), "the site is one of ours", at = site)]
#[rule(none, !present(fax), "nobody has a fax", at = fax)]
struct SignUp {
    site: Option<String>,
    fax: Option<String>,
}

fn main() {}
