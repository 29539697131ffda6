use axum::extract::FromRequest;
use order_core::{OrderRequest, Valid, wire::Warned};

#[derive(Clone)]
struct Shop {
    most: u32,
}

#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = (), context = Shop)]
#[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
struct Order {
    amount: u32,
}

#[derive(Clone)]
struct App;

/// The demand that `#[axum::debug_handler]` makes of the last argument of a handler.
fn debug_handler<T: FromRequest<App>>() {}

fn main() {
    debug_handler::<Valid<Order>>();
    debug_handler::<Warned<Order>>();
}
