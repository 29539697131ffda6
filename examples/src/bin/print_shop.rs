//! Orders a print at an API that the library does not know: Printful's, written from its public documentation alone
//! (developers.printful.com/docs, as stored in 2026). Nothing is sent to it: the program talks to a sandbox.
//!
//! ```text
//! cargo run -p order-examples --bin print_shop
//! ```

use std::{error::Error, time::Duration};

use order_client::{
    Authentication, Client, ErrorShape, OrderNumber, OrderPlaced, Rate, Reference, Service,
    sandbox::{Fault, Sandbox, When},
};
use order_core::{OrderRequest, json};

/// The declaration of this API.
const PRINTFUL: Service = Service::new("Printful")
    .live("https://api.printful.com")
    .authentication(Authentication::bearer().key_variable("PRINTFUL_TOKEN"))
    // {"code": 404, "result": "Not Found", "error": {"reason": "NotFound", "message": "Not Found"}}
    .errors(ErrorShape::list("error").code("reason"))
    // {"code": 200, "result": {"id": 13, …}}
    .order_number(OrderNumber::member("result.id"))
    // An order is found by `@` and the caller's own id.
    .reference(
        Reference::field("external_id").lookup("/orders/@{reference}").orders("result", "id"),
    )
    .rates(&[Rate::new(120, Duration::from_secs(60))]);

/// An order of prints.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct PrintOrder {
    /// The caller's own id of the order.
    #[length(..=32)]
    external_id: Option<String>,
    #[nested]
    recipient: Recipient,
    #[nested]
    #[length(1..)]
    items: Vec<Item>,
}

/// The address that the prints are sent to.
#[derive(Debug, OrderRequest)]
struct Recipient {
    name: String,
    address1: String,
    city: String,
    /// Code of the state; three countries have them.
    #[required_if(country_code in ["US", "CA", "AU"])]
    state_code: Option<String>,
    #[pattern("[A-Z]{2}")]
    country_code: String,
    zip: String,
}

/// One kind of print.
#[derive(Debug, OrderRequest)]
struct Item {
    variant_id: u32,
    #[range(1..)]
    quantity: u32,
    #[nested]
    #[length(1..)]
    files: Vec<File>,
}

/// A picture to print.
#[derive(Debug, OrderRequest)]
struct File {
    #[format(url)]
    url: String,
}

const ORDER: &str = r#"{
  "external_id": "invoice-4711",
  "recipient": {
    "name": "Gary McCoy", "address1": "19 Windsor Court", "city": "Tampa", "state_code": "FL",
    "country_code": "US", "zip": "33615"
  },
  "items": [{"variant_id": 1, "quantity": 1, "files": [{"url": "https://example.com/poster.png"}]}]
}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::of(PRINTFUL).order::<PrintOrder>().start().await?;
    let client =
        Client::builder(PRINTFUL, sandbox.credentials()).base_url(sandbox.url()).build()?;

    let broken: PrintOrder = json::from_str(&ORDER.replace("\"state_code\": \"FL\",", ""))?;
    if let Err(violations) = broken.validate() {
        println!("not sent: {violations}");
    }

    let order = json::from_str::<PrintOrder>(ORDER)?.into_valid()?;
    println!("order {} placed", client.place(&order).await?.order_id);

    // The reply to the next one is lost, and it is found again.
    sandbox.fail_next(Fault::Close(When::After));
    let order = ORDER.replace("invoice-4711", "invoice-4712");
    let order = json::from_str::<PrintOrder>(&order)?.into_valid()?;
    if let Err(error) = client.place(&order).await {
        println!("{error}");
    }
    for order_id in client.orders_with("invoice-4712").await? {
        println!("order {order_id} found by its reference");
    }
    Ok(())
}
