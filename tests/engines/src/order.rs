//! Orders of code-signing certificates: two of three are valid, the others have one to three mistakes.

use order_client::retail::{
    CodeSigningOrder, CountryCode, Platform, ProvisioningMethod, ShipMethod,
};

use crate::random::Random;

const NAMES: &[&str] = &["Gary", "Zoë", "李", "Ana María", "O'Neill", "\"Q\"", "a, b"];
const EMAILS: &[&str] =
    &["gm@example.com", "gary.mccoy+orders@mail.example.co.uk", "x_y@a-b.example"];
const NO_EMAILS: &[&str] =
    &["gm_at_example", "gm@localhost", "a..b@example.com", "a@b.12", "a@-b.cd"];
const TELEPHONES: &[&str] = &["555-555-1234", "+49 (0)30 / 1234.567", "5555551234"];
const NO_TELEPHONES: &[&str] = &["call me", "--", "+", "555 x12", "٣٣٣"];
/// White space only, some of it not ASCII.
const BLANKS: &[&str] = &[" ", "\u{a0}", "\t\u{2003}", "\u{3000}\u{2028}"];

pub(crate) fn random(random: &mut Random) -> CodeSigningOrder {
    let mut order = valid(random);
    if random.chance(33) {
        for _ in 0..=random.below(3) {
            mistake(&mut order, random);
        }
    }
    order
}

fn valid(random: &mut Random) -> CodeSigningOrder {
    let ev = random.chance(50);
    let ships = ev && random.chance(50);
    let has_address = ships && random.chance(60);
    let text = |random: &mut Random| format!("{} {}", random.one_of(NAMES), random.below(100_000));
    let address = |random: &mut Random| has_address.then(|| text(random));
    CodeSigningOrder {
        validity: 1 + random.below(3) as u8,
        platform: match (ships, ev) {
            (true, _) if random.chance(50) => None,
            (_, true) => Some(Platform::SafeNetEToken5100),
            (_, false) => Some(Platform::MicrosoftAuthenticode),
        },
        cs_provisioning_method: ev.then_some(match ships {
            true => ProvisioningMethod::ShipToken,
            false => ProvisioningMethod::ClientApp,
        }),
        cs_ship_method: (ships && random.chance(50)).then_some(ShipMethod::Expedited),
        ship_name: address(random),
        ship_addr1: address(random),
        ship_addr2: address(random).filter(|text| text.len() % 2 == 0),
        ship_city: address(random),
        ship_state: address(random),
        ship_zip: address(random),
        ship_country: has_address.then_some(CountryCode::Us),
        org_unit: random.chance(30).then(|| text(random)),
        org_name: text(random),
        org_addr1: text(random),
        org_addr2: random.chance(30).then(|| text(random)),
        org_city: text(random),
        org_state: text(random),
        org_zip: random.below(100_000).to_string(),
        org_country: if random.chance(80) { CountryCode::Us } else { CountryCode::De },
        telephone: random.one_of(TELEPHONES).to_owned(),
        org_contact_firstname: text(random),
        org_contact_lastname: text(random),
        org_contact_job_title: text(random),
        org_contact_email: format!("u{}{}", random.below(100_000), random.one_of(EMAILS)),
        org_contact_telephone: random.one_of(TELEPHONES).to_owned(),
        org_contact_telephone_ext: random.chance(30).then(|| random.below(10_000).to_string()),
        ev,
    }
}

fn mistake(order: &mut CodeSigningOrder, random: &mut Random) {
    let blank = random.one_of(BLANKS).to_owned();
    match random.below(22) {
        0 => order.validity = (random.below(2) * 4) as u8,
        1 => order.platform = None,
        2 => order.platform = Some(Platform::SafeNetLuna),
        3 => order.platform = Some(Platform::Mozilla),
        4 => order.cs_provisioning_method = None,
        5 => order.cs_provisioning_method = Some(ProvisioningMethod::ShipToken),
        6 => order.cs_ship_method = Some(ShipMethod::Standard),
        7 => order.ship_name = Some("Gary".to_owned()),
        8 => order.ship_city = Some(blank),
        9 => order.ship_addr2 = Some("c/o".to_owned()),
        10 => order.ship_country = None,
        11 => order.ship_zip = Some("33615".to_owned()),
        12 => order.org_name = blank,
        13 => order.org_addr1 = blank,
        14 => order.org_zip = blank,
        15 => order.telephone = random.one_of(NO_TELEPHONES).to_owned(),
        16 => order.org_contact_email = random.one_of(NO_EMAILS).to_owned(),
        17 => {
            order.org_contact_email =
                format!("{}@example.com", "x".repeat(60 + random.below(8) as usize))
        }
        18 => order.org_contact_telephone = random.one_of(NO_TELEPHONES).to_owned(),
        19 => order.org_contact_telephone_ext = Some("x12".to_owned()),
        20 => order.org_contact_job_title = blank,
        _ => order.ev = !order.ev,
    }
}
