use order_client::retail::{
    CodeSigningOrder, Organization, ProvisioningMethod, SslOrder, WifiOrder,
};

/// A summary of an order, for the person who has to agree to it.
pub(crate) struct Product {
    /// The product and its validity.
    pub(crate) product: String,
    /// The organization that the certificate is for.
    pub(crate) organization: String,
    /// Further facts on which the price or the certificate depends, each with its name.
    pub(crate) more: Vec<(&'static str, String)>,
}

/// An order that can be summarized.
pub(crate) trait Described {
    fn describe(&self) -> Product;
}

impl Described for CodeSigningOrder {
    fn describe(&self) -> Product {
        let kind = if self.ev { "EV code-signing certificate" } else { "code-signing certificate" };
        let mut more = Vec::new();
        if let Some(platform) = self.platform {
            more.push(("platform", format!("{platform} ({platform:?})")));
        }
        if let Some(ProvisioningMethod::ShipToken) = self.cs_provisioning_method {
            let parts = [&self.ship_name, &self.ship_city, &self.ship_state];
            let parts = parts.into_iter().flatten().map(String::as_str);
            let to = parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ");
            let to = if to.is_empty() { "the organization" } else { &to };
            more.push(("token", format!("shipped to {to}")));
        }
        let place = [&*self.org_name, &self.org_city, &self.org_state];
        Product {
            product: format!("{kind} for {}", years(self.validity)),
            organization: format!("{}, {}", place.join(", "), self.org_country),
            more,
        }
    }
}

impl Described for SslOrder {
    fn describe(&self) -> Product {
        let kind = if self.ev == Some(true) { "EV SSL certificate" } else { "SSL certificate" };
        Product {
            product: format!("{kind} for {}", years(self.validity)),
            organization: organization(&self.organization),
            more: names(&self.common_name, &self.sans),
        }
    }
}

impl Described for WifiOrder {
    fn describe(&self) -> Product {
        Product {
            product: format!("Wi-Fi certificate for {}", years(self.validity)),
            organization: organization(&self.organization),
            more: names(&self.common_name, &self.sans),
        }
    }
}

fn years(validity: u8) -> String {
    match validity {
        1 => "1 year".to_owned(),
        years => format!("{years} years"),
    }
}

fn organization(of: &Organization) -> String {
    format!("{}, {}, {}, {}", of.org_name, of.org_city, of.org_state, of.org_country)
}

fn names(common_name: &Option<String>, sans: &Option<Vec<String>>) -> Vec<(&'static str, String)> {
    let from_csr = || "as in the CSR".to_owned();
    let mut names = vec![("name", common_name.clone().unwrap_or_else(from_csr))];
    if let Some(sans) = sans {
        names.push(("further names", sans.join(", ")));
    }
    names
}
