//! In the code-signing order, the method is required for EV and forbidden for EV.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Platform {
    #[order(value = 2)]
    SafeNetETokenProAnywhere,
    #[order(value = 8)]
    SafeNetEToken5200,
    #[order(value = 51)]
    MicrosoftAuthenticode,
    #[order(value = 57)]
    Other,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum ProvisioningMethod {
    ShipToken,
    ClientApp,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum ShipMethod {
    Standard,
    Expedited,
}

#[derive(OrderRequest)]
#[condition(hardware_token, cs_provisioning_method == ShipToken)]
struct CodeSigningOrder {
    #[allowed(1, 2, 3)]
    validity: u8,
    #[required_unless(hardware_token)]
    #[allowed_if(ev, SafeNetETokenProAnywhere, SafeNetEToken5200)]
    #[allowed_if(!ev, MicrosoftAuthenticode, Other)]
    platform: Option<Platform>,
    #[forbidden_if(ev)]
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    cs_provisioning_method: Option<ProvisioningMethod>,
    #[forbidden_unless(hardware_token)]
    #[default_value(Standard)]
    cs_ship_method: Option<ShipMethod>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_name: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_addr1: Option<String>,
    #[forbidden_unless(hardware_token && present(ship_addr1))]
    ship_addr2: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_city: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_state: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_zip: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_country: Option<String>,
    org_unit: Option<String>,
    org_name: String,
    org_addr1: String,
    org_addr2: Option<String>,
    org_city: String,
    org_state: String,
    org_zip: String,
    org_country: String,
    #[format(telephone)]
    telephone: String,
    org_contact_firstname: String,
    org_contact_lastname: String,
    org_contact_job_title: String,
    #[format(email)]
    org_contact_email: String,
    #[format(telephone)]
    org_contact_telephone: String,
    #[format(digits)]
    org_contact_telephone_ext: Option<String>,
    #[default_value(false)]
    ev: bool,
}

fn main() {}
