//! Payments: Stripe, PayPal, Adyen, Shopify.

use order_core::{OrderRequest, OrderValue};

use crate::realistic::assert_judged;

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Capture {
    Automatic,
    AutomaticAsync,
    Manual,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Usage {
    OffSession,
    OnSession,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Redirects {
    Always,
    Never,
}

#[derive(OrderRequest)]
struct AutomaticMethods {
    enabled: bool,
    allow_redirects: Option<Redirects>,
}

#[derive(OrderRequest)]
struct TransferData {
    destination: String,
    #[range(1..)]
    amount: Option<u64>,
}

/// Stripe: create a PaymentIntent.
#[derive(OrderRequest)]
#[rule(transfer, transfer_data.amount <= amount, "no more is transferred than paid", at = transfer_data.amount)]
#[order(rename_all = "snake_case")]
struct PaymentIntent {
    #[range(1..=99_999_999)]
    amount: u64,
    #[pattern("[a-z]{3}")]
    currency: String,
    #[nested]
    automatic_payment_methods: Option<AutomaticMethods>,
    #[forbidden_if(automatic_payment_methods.enabled)]
    payment_method_types: Option<Vec<String>>,
    customer: Option<String>,
    payment_method: Option<String>,
    #[default_value(false)]
    confirm: Option<bool>,
    #[forbidden_unless(confirm)]
    off_session: Option<bool>,
    #[forbidden_unless(confirm)]
    mandate: Option<String>,
    #[forbidden_unless(confirm)]
    #[format(url)]
    return_url: Option<String>,
    #[forbidden_unless(confirm)]
    error_on_requires_action: Option<bool>,
    #[default_value(AutomaticAsync)]
    capture_method: Option<Capture>,
    setup_future_usage: Option<Usage>,
    #[length(..=22)]
    statement_descriptor: Option<String>,
    #[format(email)]
    receipt_email: Option<String>,
    #[forbidden_if(present(transfer_data.amount))]
    application_fee_amount: Option<u64>,
    #[nested]
    transfer_data: Option<TransferData>,
    on_behalf_of: Option<String>,
}

#[test]
fn stripe_payment_intent() {
    assert_judged!(
        PaymentIntent,
        r#"{"amount": 1099, "currency": "chf", "confirm": true, "return_url": "https://example.com/r",
            "transfer_data": {"destination": "acct_1", "amount": 1000}}"#,
        r#"{"amount": 0, "currency": "chf", "off_session": true, "payment_method_types": ["card"],
            "automatic_payment_methods": {"enabled": true}}"#
            => ["amount: range", "payment_method_types: forbidden", "off_session: forbidden"],
        r#"{"amount": 10, "currency": "CHF", "application_fee_amount": 1,
            "transfer_data": {"destination": "acct_1", "amount": 11}}"#
            => ["currency: pattern", "application_fee_amount: forbidden", "transfer_data.amount: rule"],
    );
}

/// Stripe: create a charge.
#[derive(OrderRequest)]
struct Charge {
    #[range(50..)]
    amount: u64,
    #[length(3)]
    currency: String,
    #[group_at_least_one("payer")]
    source: Option<String>,
    #[group_at_least_one("payer")]
    customer: Option<String>,
    #[default_value(true)]
    capture: Option<bool>,
    description: Option<String>,
    #[format(email)]
    receipt_email: Option<String>,
    #[length(5..=22)]
    statement_descriptor: Option<String>,
    transfer_group: Option<String>,
}

#[test]
fn stripe_charge() {
    assert_judged!(
        Charge,
        r#"{"amount": 2000, "currency": "usd", "source": "tok_visa"}"#,
        r#"{"amount": 49, "currency": "usd"}"# => ["amount: range", "source: group_at_least_one"],
        r#"{"amount": 50, "currency": "us", "customer": "cus_1", "statement_descriptor": "abc"}"#
            => ["currency: length", "statement_descriptor: length"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum Intent {
    Capture,
    Authorize,
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum ShippingPreference {
    GetFromFile,
    NoShipping,
    SetProvidedAddress,
}

#[derive(OrderRequest)]
struct PayPalAmount {
    #[pattern("[A-Z]{3}")]
    currency_code: String,
    #[pattern("[0-9]+(\\.[0-9]{1,2})?")]
    value: String,
}

#[derive(OrderRequest)]
struct PayPalAddress {
    address_line_1: Option<String>,
    postal_code: Option<String>,
    #[pattern("[A-Z]{2}")]
    country_code: String,
}

#[derive(OrderRequest)]
struct PurchaseUnit {
    #[length(..=256)]
    reference_id: Option<String>,
    #[length(..=127)]
    description: Option<String>,
    #[nested]
    amount: PayPalAmount,
    #[nested]
    shipping: Option<PayPalAddress>,
}

/// PayPal: create an order.
#[derive(OrderRequest)]
#[rule(
    one_name_each,
    unique(unit in purchase_units, unit.reference_id),
    "each unit of several has a reference of its own"
)]
#[rule(
    all_named,
    len(purchase_units) > 1 => all(unit in purchase_units, present(unit.reference_id)),
    "each unit of several has a reference"
)]
struct PayPalOrder {
    intent: Intent,
    #[nested]
    #[length(1..=10)]
    purchase_units: Vec<PurchaseUnit>,
    #[default_value(GetFromFile)]
    shipping_preference: Option<ShippingPreference>,
    #[required_if(present(cancel_url))]
    #[format(url)]
    return_url: Option<String>,
    #[format(url)]
    cancel_url: Option<String>,
    #[length(..=127)]
    brand_name: Option<String>,
}

#[test]
fn paypal_order() {
    assert_judged!(
        PayPalOrder,
        r#"{"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "CHF", "value": "10.50"}}]}"#,
        r#"{"intent": "CAPTURE", "cancel_url": "https://example.com", "purchase_units": [
            {"amount": {"currency_code": "chf", "value": "1"}}, {"amount": {"currency_code": "CHF", "value": "1,5"}}]}"#
            => ["purchase_units[0].amount.currency_code: pattern", "purchase_units[1].amount.value: pattern",
                "return_url: required", ": rule"],
    );
}

#[derive(OrderValue)]
enum Interaction {
    Ecommerce,
    ContAuth,
    Moto,
}

#[derive(OrderValue)]
enum Recurring {
    CardOnFile,
    Subscription,
    UnscheduledCardOnFile,
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct SchemeCard {
    #[pattern("[0-9]{12,19}")]
    number: String,
    #[range(1..=12)]
    expiry_month: u8,
    #[range(2024..=2099)]
    expiry_year: u16,
    #[pattern("[0-9]{3,4}")]
    #[order(secret)]
    cvc: Option<String>,
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct StoredCard {
    stored_payment_method_id: String,
}

#[derive(OrderValue)]
#[order(rename_all = "camelCase")]
enum PaymentMethod {
    Scheme(SchemeCard),
    Stored(StoredCard),
}

/// Adyen: payments.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[required(payment_method.Scheme.cvc, if shopper_interaction == Ecommerce)]
struct AdyenPayment {
    merchant_account: String,
    #[length(..=80)]
    reference: String,
    #[nested]
    payment_method: PaymentMethod,
    #[format(url)]
    return_url: String,
    #[default_value(Ecommerce)]
    shopper_interaction: Option<Interaction>,
    #[default_value(false)]
    store_payment_method: Option<bool>,
    #[required_if(store_payment_method || present(payment_method.Stored))]
    #[length(3..=256)]
    shopper_reference: Option<String>,
    #[required_if(store_payment_method || shopper_interaction == ContAuth)]
    recurring_processing_model: Option<Recurring>,
    #[forbidden_if(present(payment_method.Stored))]
    holder_name: Option<String>,
    #[format(email)]
    shopper_email: Option<String>,
}

#[test]
fn adyen_payment() {
    assert_judged!(
        AdyenPayment,
        r#"{"merchantAccount": "M", "reference": "r1", "returnUrl": "https://example.com/",
            "shopperReference": "abc", "shopperInteraction": "ContAuth", "recurringProcessingModel": "Subscription",
            "paymentMethod": {"stored": {"storedPaymentMethodId": "8416"}}}"#,
        r#"{"merchantAccount": "M", "reference": "r1", "returnUrl": "https://example.com/",
            "storePaymentMethod": true,
            "paymentMethod": {"scheme": {"number": "4111111111111111", "expiryMonth": 3, "expiryYear": 2030}}}"#
            => ["paymentMethod.scheme.cvc: required", "shopperReference: required", "recurringProcessingModel: required"],
        r#"{"merchantAccount": "M", "reference": "r1", "returnUrl": "https://example.com/", "holderName": "G",
            "shopperReference": "ab", "paymentMethod": {"stored": {"storedPaymentMethodId": "8416"}}}"#
            => ["shopperReference: length", "holderName: forbidden"],
    );
}

#[derive(OrderRequest)]
struct DraftLine {
    #[group_exactly_one("what")]
    variant_id: Option<u64>,
    #[group_exactly_one("what")]
    title: Option<String>,
    #[present_iff(present(title))]
    #[pattern("[0-9]+(\\.[0-9]+)?")]
    price: Option<String>,
    #[range(1..)]
    quantity: u32,
}

/// Shopify: create a draft order.
#[derive(OrderRequest)]
struct DraftOrder {
    #[nested]
    line_items: Vec<DraftLine>,
    #[group_at_most_one("customer")]
    customer_id: Option<u64>,
    #[group_at_most_one("customer")]
    use_customer_default_address: Option<bool>,
    #[format(email)]
    email: Option<String>,
    #[length(..=5000)]
    note: Option<String>,
    #[default_value(false)]
    tax_exempt: Option<bool>,
    #[forbidden_if(tax_exempt)]
    taxes_included: Option<bool>,
    #[order(separator = ", ")]
    #[each(length(..=40))]
    tags: Option<Vec<String>>,
}

#[test]
fn shopify_draft_order() {
    assert_judged!(
        DraftOrder,
        r#"{"line_items": [{"variant_id": 1, "quantity": 1}, {"title": "Token", "price": "20.00", "quantity": 2}]}"#,
        r#"{"line_items": [{"title": "Token", "quantity": 0}], "tax_exempt": true, "taxes_included": false}"#
            => ["line_items[0].price: required", "line_items[0].quantity: range", "taxes_included: forbidden"],
        r#"{"line_items": []}"# => ["line_items: required"],
    );
}
