//! The order by jiter, which has no derive: each key is compared, and each text is copied once.

use ::jiter::{Jiter, JiterError};
use hand::Order;

/// Reads an order. A member that is missing is empty or absent, as serde's `default` has it.
pub(crate) fn read(json: &[u8]) -> Result<Order, JiterError> {
    let mut reader = Jiter::new(json);
    let mut order = Order {
        validity: 0,
        ev: false,
        org_name: String::new(),
        org_addr1: String::new(),
        org_city: String::new(),
        org_state: String::new(),
        org_zip: String::new(),
        org_country: String::new(),
        telephone: String::new(),
        org_contact_job_title: String::new(),
        org_contact_firstname: String::new(),
        org_contact_lastname: String::new(),
        org_contact_email: String::new(),
        org_contact_telephone: String::new(),
        platform: None,
        cs_provisioning_method: None,
        cs_ship_method: None,
        ship_name: None,
        ship_addr1: None,
        ship_addr2: None,
        ship_city: None,
        ship_state: None,
        ship_zip: None,
        ship_country: None,
        org_unit: None,
        org_addr2: None,
        org_contact_telephone_ext: None,
    };
    let mut key = reader.next_object()?;
    while let Some(name) = key {
        match name {
            "validity" => order.validity = reader.next_str()?.parse().unwrap(),
            "ev" => order.ev = reader.next_str()? == "true",
            "org_name" => order.org_name = reader.next_str()?.to_owned(),
            "org_addr1" => order.org_addr1 = reader.next_str()?.to_owned(),
            "org_city" => order.org_city = reader.next_str()?.to_owned(),
            "org_state" => order.org_state = reader.next_str()?.to_owned(),
            "org_zip" => order.org_zip = reader.next_str()?.to_owned(),
            "org_country" => order.org_country = reader.next_str()?.to_owned(),
            "telephone" => order.telephone = reader.next_str()?.to_owned(),
            "org_contact_job_title" => order.org_contact_job_title = reader.next_str()?.to_owned(),
            "org_contact_firstname" => order.org_contact_firstname = reader.next_str()?.to_owned(),
            "org_contact_lastname" => order.org_contact_lastname = reader.next_str()?.to_owned(),
            "org_contact_email" => order.org_contact_email = reader.next_str()?.to_owned(),
            "org_contact_telephone" => order.org_contact_telephone = reader.next_str()?.to_owned(),
            "platform" => order.platform = Some(reader.next_str()?.to_owned()),
            "cs_provisioning_method" => {
                order.cs_provisioning_method = Some(reader.next_str()?.to_owned())
            }
            "cs_ship_method" => order.cs_ship_method = Some(reader.next_str()?.to_owned()),
            "ship_name" => order.ship_name = Some(reader.next_str()?.to_owned()),
            "ship_addr1" => order.ship_addr1 = Some(reader.next_str()?.to_owned()),
            "ship_addr2" => order.ship_addr2 = Some(reader.next_str()?.to_owned()),
            "ship_city" => order.ship_city = Some(reader.next_str()?.to_owned()),
            "ship_state" => order.ship_state = Some(reader.next_str()?.to_owned()),
            "ship_zip" => order.ship_zip = Some(reader.next_str()?.to_owned()),
            "ship_country" => order.ship_country = Some(reader.next_str()?.to_owned()),
            "org_unit" => order.org_unit = Some(reader.next_str()?.to_owned()),
            "org_addr2" => order.org_addr2 = Some(reader.next_str()?.to_owned()),
            "org_contact_telephone_ext" => {
                order.org_contact_telephone_ext = Some(reader.next_str()?.to_owned())
            }
            _ => reader.next_skip()?,
        }
        key = reader.next_key()?;
    }
    reader.finish()?;
    Ok(order)
}
