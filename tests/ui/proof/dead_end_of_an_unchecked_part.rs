use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Contact {
    express: bool,
    email: String,
    #[required]
    fax: Option<String>,
    #[required_if(express)]
    phone: Option<String>,
}

// Nobody checks that `fax` and `phone` are there, but `email` cannot be absent.
#[derive(OrderRequest)]
#[forbidden(contact.email, if ev)]
#[forbidden(contact.fax, if ev)]
#[forbidden(contact.phone, if ev)]
struct Order {
    ev: bool,
    #[order(unchecked)]
    contact: Contact,
}

// What a function of `check` says of the part is not known.
#[derive(OrderRequest)]
#[forbidden(contact.phone)]
struct Checked {
    #[nested]
    #[check(self::accepts)]
    contact: Contact,
}

fn accepts(contact: &Contact) -> bool {
    !contact.express
}

fn main() {}
