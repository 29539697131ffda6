//! Parcels: UPS, FedEx, EasyPost.

use order_core::{OrderRequest, OrderValue};
use rust_decimal::Decimal;

use crate::realistic::assert_judged;

#[derive(OrderValue)]
enum UpsService {
    #[order(rename = "01")]
    NextDayAir,
    #[order(rename = "03")]
    Ground,
    #[order(rename = "11")]
    Standard,
    #[order(rename = "65")]
    Saver,
}

#[derive(OrderValue)]
enum Packaging {
    #[order(rename = "01")]
    Letter,
    #[order(rename = "02")]
    Package,
    #[order(rename = "30")]
    Pallet,
}

#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
struct UpsAddress {
    #[length(1..=35)]
    name: String,
    #[length(1..=3)]
    address_line: Vec<String>,
    #[length(..=30)]
    city: String,
    #[required_if(country_code in ["US", "CA"])]
    #[length(2..=5)]
    state_province_code: Option<String>,
    #[required_if(country_code in ["US", "CA", "PR"])]
    #[length(..=9)]
    postal_code: Option<String>,
    #[pattern("[A-Z]{2}")]
    country_code: String,
    #[format(digits)]
    phone: Option<String>,
}

#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
struct UpsPackage {
    packaging: Packaging,
    #[range(..=150)]
    #[required_unless(packaging == Letter)]
    weight: Option<Decimal>,
    #[group_all_or_none("dimensions")]
    length: Option<u32>,
    #[group_all_or_none("dimensions")]
    width: Option<u32>,
    #[group_all_or_none("dimensions")]
    height: Option<u32>,
    #[forbidden_if(packaging == Letter)]
    large_package_indicator: Option<String>,
}

/// UPS: shipment.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
#[condition(is_international, ship_to.country_code != ship_from.country_code)]
#[required(ship_to.phone, if is_international)]
struct UpsShipment {
    #[pattern("[A-Z0-9]{6}")]
    shipper_number: String,
    #[nested]
    ship_from: UpsAddress,
    #[nested]
    ship_to: UpsAddress,
    service: UpsService,
    #[nested]
    #[length(1..=200)]
    package: Vec<UpsPackage>,
    #[length(..=50)]
    #[required_if(is_international)]
    description: Option<String>,
    #[group_exactly_one("payer")]
    bill_shipper: Option<String>,
    #[group_exactly_one("payer")]
    bill_receiver: Option<String>,
    #[group_exactly_one("payer")]
    bill_third_party: Option<String>,
    #[forbidden_if(is_international)]
    saturday_delivery: Option<String>,
    #[range(1..=50_000)]
    declared_value: Option<u32>,
}

#[test]
fn ups_shipment() {
    let from = r#""ShipFrom": {"Name": "A", "AddressLine": ["1"], "City": "Lehi", "StateProvinceCode": "UT",
        "PostalCode": "84043", "CountryCode": "US"}"#;
    assert_judged!(
        UpsShipment,
        &format!(
            r#"{{"ShipperNumber": "A1B2C3", {from}, "ShipTo": {{"Name": "B", "AddressLine": ["2"], "City": "Zug",
                "PostalCode": "6300", "CountryCode": "CH", "Phone": "41"}}, "Service": "65", "Description": "tokens",
                "Package": [{{"Packaging": "01"}}], "BillShipper": "A1B2C3"}}"#
        ),
        &format!(
            r#"{{"ShipperNumber": "A1B2C3", {from}, "ShipTo": {{"Name": "B", "AddressLine": ["2"], "City": "Zug",
                "CountryCode": "CH"}}, "Service": "65",
                "Package": [{{"Packaging": "02", "Length": 3}}], "BillShipper": "A", "BillReceiver": "B"}}"#
        ) => ["ShipTo.Phone: required", "Package[0].Weight: required", "Package[0].Width: group_all_or_none",
              "Package[0].Height: group_all_or_none", "Description: required", "BillReceiver: group_exactly_one"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum FedExService {
    FedexGround,
    GroundHomeDelivery,
    PriorityOvernight,
    InternationalPriority,
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum FedExPayment {
    Sender,
    Recipient,
    ThirdParty,
    Collect,
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum LabelOptions {
    Label,
    UrlOnly,
}

/// FedEx: create a shipment.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[condition(is_ground, service_type in [FedexGround, GroundHomeDelivery])]
struct FedExShipment {
    label_response_options: LabelOptions,
    account_number: String,
    service_type: FedExService,
    #[default_value(Sender)]
    #[allowed_if(!is_ground, Sender, Recipient, ThirdParty)]
    payment_type: Option<FedExPayment>,
    #[required_if(payment_type in [Recipient, ThirdParty])]
    payor_account_number: Option<String>,
    residential: bool,
    #[required_if(service_type == InternationalPriority)]
    #[forbidden_unless(service_type == InternationalPriority)]
    customs_value: Option<Decimal>,
    #[range(1..=9999)]
    total_package_count: Option<u16>,
    #[forbidden_if(is_ground)]
    saturday_delivery: Option<bool>,
    #[present_iff(service_type == GroundHomeDelivery)]
    home_delivery_type: Option<String>,
    #[length(..=40)]
    customer_reference: Option<String>,
}

#[test]
fn fedex_shipment() {
    assert_judged!(
        FedExShipment,
        r#"{"labelResponseOptions": "LABEL", "accountNumber": "1", "serviceType": "PRIORITY_OVERNIGHT",
            "residential": false, "paymentType": "THIRD_PARTY", "payorAccountNumber": "2"}"#,
        r#"{"labelResponseOptions": "LABEL", "accountNumber": "1", "serviceType": "INTERNATIONAL_PRIORITY",
            "residential": false, "paymentType": "COLLECT", "homeDeliveryType": "EVENING"}"#
            => ["paymentType: allowed", "customsValue: required", "homeDeliveryType: forbidden"],
    );
}

#[derive(OrderRequest)]
struct EasyPostAddress {
    #[group_at_least_one("who")]
    name: Option<String>,
    #[group_at_least_one("who")]
    company: Option<String>,
    street1: Option<String>,
    city: Option<String>,
    #[length(2)]
    country: String,
    #[format(email)]
    email: Option<String>,
}

#[derive(OrderRequest)]
struct EasyPostParcel {
    #[group_exactly_one("size")]
    #[group_all_or_none("dimensions")]
    length: Option<Decimal>,
    #[group_all_or_none("dimensions")]
    width: Option<Decimal>,
    #[group_all_or_none("dimensions")]
    height: Option<Decimal>,
    #[group_exactly_one("size")]
    predefined_package: Option<String>,
    #[range(0..)]
    weight: Decimal,
}

/// EasyPost: create a shipment.
#[derive(OrderRequest)]
#[required(to_address.street1, if !is_return)]
#[required(to_address.city, if !is_return)]
struct EasyPostShipment {
    #[nested]
    to_address: EasyPostAddress,
    #[nested]
    from_address: EasyPostAddress,
    #[nested]
    parcel: EasyPostParcel,
    #[default_value(false)]
    is_return: Option<bool>,
    #[required_if(to_address.country != from_address.country)]
    customs_info: Option<String>,
    carrier_accounts: Option<Vec<String>>,
    #[required_if(present(service))]
    carrier: Option<String>,
    service: Option<String>,
    reference: Option<String>,
}

#[test]
fn easypost_shipment() {
    assert_judged!(
        EasyPostShipment,
        r#"{"to_address": {"name": "G", "street1": "1", "city": "Zug", "country": "CH"},
            "from_address": {"company": "C", "country": "CH"},
            "parcel": {"length": 1, "width": 2, "height": "3.5", "weight": 2}}"#,
        r#"{"to_address": {"name": "G", "country": "CH"}, "from_address": {"country": "US"}, "service": "Express",
            "parcel": {"length": 1, "predefined_package": "Box", "weight": 2}}"#
            => ["to_address.street1: required", "to_address.city: required", "from_address.name: group_at_least_one",
                "parcel.width: group_all_or_none", "parcel.height: group_all_or_none", "parcel.predefined_package: group_exactly_one",
                "customs_info: required", "carrier: required"],
    );
}
