use order_client::{
    certcentral::{self, CodeSigningParameters, EvCodeSigningOrder},
    retail::{CodeSigningOrder, Organization, ProvisioningMethod, SslOrder, WifiOrder},
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

    /// The reference of the caller, if the order has one.
    fn reference(&self) -> Option<&str> {
        None
    }

    /// The place of the reference, if the API finds an order by one.
    fn reference_mut(&mut self) -> Option<&mut Option<String>> {
        None
    }
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

impl Described for certcentral::CodeSigningOrder {
    fn describe(&self) -> Product {
        of_certcentral("code-signing certificate", &self.parameters)
    }

    fn reference(&self) -> Option<&str> {
        self.parameters.alternative_order_id.as_deref()
    }

    fn reference_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.parameters.alternative_order_id)
    }
}

impl Described for EvCodeSigningOrder {
    fn describe(&self) -> Product {
        of_certcentral("EV code-signing certificate", &self.parameters)
    }

    fn reference(&self) -> Option<&str> {
        self.parameters.alternative_order_id.as_deref()
    }

    fn reference_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.parameters.alternative_order_id)
    }
}

fn of_certcentral(kind: &str, order: &CodeSigningParameters) -> Product {
    let mut more = Vec::new();
    let method = order.cs_provisioning_method.as_ref().map(ToString::to_string);
    more.push(("provisioning", method.unwrap_or_else(|| "as the account has it".to_owned())));
    if let Some(to) = &order.ship_info {
        more.push(("token", format!("shipped to {}, {}, {}", to.name, to.city, to.state)));
    }
    if let Some(number) = order.renewal_of_order_id {
        more.push(("renewal of", number.to_string()));
    }
    if let Some(reference) = &order.alternative_order_id {
        more.push(("reference", reference.clone()));
    }
    let organization = &order.organization;
    let parts =
        [&organization.name, &organization.city, &organization.state, &organization.country];
    let parts = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    Product {
        product: format!("{kind} {}", validity(order)),
        organization: match organization.id {
            Some(id) => format!("number {id} of the account"),
            None => parts.join(", "),
        },
        more,
    }
}

/// The form of validity that the service takes.
fn validity(order: &CodeSigningParameters) -> String {
    let validity = order.order_validity.as_ref();
    let date = validity.and_then(|validity| validity.custom_expiration_date.as_ref());
    if let Some(date) = order.custom_expiration_date.as_ref().or(date) {
        return format!("until {date}");
    }
    if let Some(days) = validity.and_then(|validity| validity.days) {
        return format!("for {days} days");
    }
    let of_years = validity.and_then(|validity| validity.years).or(order.validity_years);
    format!("for {}", years(of_years.unwrap_or(1)))
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

#[cfg(test)]
mod tests {
    use order_core::{ReadRequest, Valid, json};

    use super::*;

    /// Everything that a person is shown of an order.
    fn shown<T: Described + for<'de> ReadRequest<'de, Context = ()>>(order: &str) -> String {
        let order: Valid<T> = json::from_str(order).expect("it keeps all rules");
        let Product { product, organization, more } = order.describe();
        let more = more.into_iter().map(|(name, value)| format!("\n{name}: {value}"));
        format!("{product}\n{organization}{}", more.collect::<String>())
    }

    const ORGANIZATION: &str = r#""org_name": "My Company", "org_addr1": "19 Windsor Court",
        "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us",
        "telephone": "555-555-1234", "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy",
        "org_contact_job_title": "CTO", "org_contact_email": "gm@example.com",
        "org_contact_telephone": "555-555-1234""#;

    #[test]
    fn order_for_the_retail_api_is_summarized() {
        let token = |more: &str| {
            shown::<CodeSigningOrder>(&format!(
                r#"{{"validity": 3, "ev": true, "platform": 2, "cs_provisioning_method": "ship_token",
                    {more} {ORGANIZATION}}}"#
            ))
        };
        let begins = "EV code-signing certificate for 3 years\nMy Company, Tampa, FL, us\n\
            platform: 2 (SafeNetETokenProAnywhere)\ntoken: shipped to ";
        let to = r#""ship_name": "Erin", "ship_addr1": "1 Street", "ship_city": "Richmond", "ship_state": "VA",
            "ship_zip": "1", "ship_country": "us","#;
        assert_eq!(token(to), format!("{begins}Erin, Richmond, VA"));
        assert_eq!(token(""), format!("{begins}the organization"));

        let names = r#""common_name": "example.com", "sans": ["a.example.com", "b.example.com"],"#;
        assert_eq!(
            shown::<SslOrder>(&format!(
                r#"{{"csr": "x", "validity": 1, "ev": true, "server_type": 2, {names} {ORGANIZATION}}}"#
            )),
            "EV SSL certificate for 1 year\nMy Company, Tampa, FL, us\nname: example.com\n\
             further names: a.example.com, b.example.com",
        );
        assert_eq!(
            shown::<SslOrder>(&format!(
                r#"{{"csr": "x", "validity": 2, "server_type": 2, {ORGANIZATION}}}"#
            )),
            "SSL certificate for 2 years\nMy Company, Tampa, FL, us\nname: as in the CSR",
        );
        assert_eq!(
            shown::<WifiOrder>(&format!(
                r#"{{"csr": "x", "validity": 2, {ORGANIZATION},
                    "default_logo_url": "https://example.com/logo.png",
                    "friendly_names": [{{"language": "spa", "text": "Wifi Publica"}}]}}"#
            )),
            "Wi-Fi certificate for 2 years\nMy Company, Tampa, FL, us\nname: as in the CSR",
        );
    }

    const CSR: &str = "-----BEGIN CERTIFICATE REQUEST-----x-----END CERTIFICATE REQUEST-----";

    #[test]
    fn order_for_certcentral_is_summarized() {
        let order = |more: &str| {
            format!(r#"{{"certificate": {{"signature_hash": "sha256", "csr": "{CSR}"}}, {more}}}"#)
        };
        let known = r#""organization": {"id": 123456}"#;
        for (validity, expected) in [
            (r#""order_validity": {"days": 459}"#, "for 459 days"),
            (r#""order_validity": {"years": 1}"#, "for 1 year"),
            (r#""order_validity": {"custom_expiration_date": "2028-01-31"}"#, "until 2028-01-31"),
            (r#""custom_expiration_date": "2028-01-31""#, "until 2028-01-31"),
            (r#""validity_years": 1"#, "for 1 year"),
        ] {
            assert_eq!(
                shown::<EvCodeSigningOrder>(&order(&format!("{validity}, {known}"))),
                format!(
                    "EV code-signing certificate {expected}\nnumber 123456 of the account\n\
                     provisioning: as the account has it"
                ),
            );
        }
        let more = r#""order_validity": {"years": 1}, "renewal_of_order_id": 7, "alternative_order_id": "ref 1",
            "cs_provisioning_method": "email",
            "organization": {"name": "My Company", "address": "19 Windsor Court", "city": "Tampa", "state": "FL",
                "zip": "33615", "country": "us", "telephone": "555-555-1234"}"#;
        assert_eq!(
            shown::<certcentral::CodeSigningOrder>(&order(more)),
            "code-signing certificate for 1 year\nMy Company, Tampa, FL, us\nprovisioning: email\n\
             renewal of: 7\nreference: ref 1",
        );
    }
}
