use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Contact {
    email: String,
    phone: Option<String>,
    #[required]
    fax: Option<String>,
}

// The type of the part requires `email` and `fax`, and not `phone`.
#[derive(OrderRequest)]
#[forbidden(contact.email, if ev)]
#[forbidden(contact.phone, if ev)]
#[present_iff(contact.fax, ev)]
#[forbidden(backup.email)]
struct Order {
    ev: bool,
    #[nested]
    contact: Contact,
    #[nested]
    backup: Option<Box<Contact>>,
}

#[derive(OrderRequest)]
#[forbidden(contact.email, if ev)]
struct Flattened {
    ev: bool,
    #[order(flatten)]
    contact: Option<Contact>,
}

fn main() {}
