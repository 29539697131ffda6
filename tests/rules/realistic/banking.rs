//! Money from bank to bank: SEPA, the Swiss QR bill, Wise.

use order_core::{OrderRequest, OrderValue};
use rust_decimal::Decimal;

use crate::realistic::assert_judged;

fn has_right_check_digits(iban: &str) -> bool {
    let digits = iban.chars().skip(4).chain(iban.chars().take(4));
    let rest = digits.fold(0, |rest, char| match char.to_digit(36) {
        Some(digit) if digit < 10 => (rest * 10 + digit) % 97,
        Some(digit) => (rest * 100 + digit) % 97,
        None => rest,
    });
    rest == 1
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum ServiceLevel {
    Sepa,
    Inst,
}

#[derive(OrderRequest)]
struct PostalAddress {
    #[pattern("[A-Z]{2}")]
    country: String,
    #[length(..=70)]
    #[forbidden_if(present(address_line))]
    street: Option<String>,
    #[length(..=16)]
    #[forbidden_if(present(address_line))]
    postal_code: Option<String>,
    #[length(..=35)]
    #[required_unless(present(address_line))]
    town: Option<String>,
    #[length(1..=2)]
    #[each(length(..=70))]
    address_line: Option<Vec<String>>,
}

/// SEPA: a credit transfer.
#[derive(OrderRequest)]
#[condition(in_area, creditor_iban_country in ["DE", "FR", "IT", "NL", "ES"])]
struct CreditTransfer {
    #[length(1..=35)]
    end_to_end_id: String,
    #[range(..1_000_000_000)]
    amount: Decimal,
    #[allowed("EUR")]
    currency: String,
    #[default_value(Sepa)]
    service_level: Option<ServiceLevel>,
    #[length(1..=70)]
    creditor_name: String,
    #[pattern("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")]
    #[format(self::has_right_check_digits)]
    creditor_iban: String,
    #[length(2)]
    creditor_iban_country: String,
    #[required_unless(in_area)]
    #[pattern("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")]
    creditor_bic: Option<String>,
    #[nested]
    #[required_unless(in_area)]
    creditor_address: Option<PostalAddress>,
    #[group_at_most_one("remittance")]
    #[length(..=140)]
    unstructured: Option<String>,
    #[group_at_most_one("remittance")]
    #[pattern("RF[0-9]{2}[A-Z0-9]{1,21}")]
    structured: Option<String>,
    #[forbidden_if(service_level == Inst)]
    requested_execution_date: Option<String>,
    #[forbidden_unless(service_level == Inst)]
    requested_execution_time: Option<String>,
}

#[test]
fn sepa_credit_transfer() {
    assert_judged!(
        CreditTransfer,
        r#"{"end_to_end_id": "1", "amount": "10.50", "currency": "EUR", "creditor_name": "N",
            "creditor_iban": "DE89370400440532013000", "creditor_iban_country": "DE", "structured": "RF18539007547034"}"#,
        r#"{"end_to_end_id": "1", "amount": "1000000000", "currency": "CHF", "creditor_name": "N",
            "creditor_iban": "CH9300762011623852958", "creditor_iban_country": "CH", "service_level": "INST",
            "requested_execution_date": "2031-05-08", "creditor_address": {"country": "CH"},
            "unstructured": "a", "structured": "RF18539007547034"}"#
            => ["amount: range", "currency: allowed", "creditor_iban: format", "creditor_bic: required",
                "creditor_address.town: required", "structured: group_at_most_one", "requested_execution_date: forbidden"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum ReferenceKind {
    Qrr,
    Scor,
    Non,
}

#[derive(OrderValue)]
enum AddressKind {
    #[order(rename = "S")]
    Structured,
    #[order(rename = "K")]
    Combined,
}

#[derive(OrderRequest)]
struct QrAddress {
    kind: AddressKind,
    #[length(1..=70)]
    name: String,
    #[length(..=70)]
    line1: Option<String>,
    #[length(..=70)]
    #[required_if(kind == Combined)]
    line2: Option<String>,
    #[length(..=16)]
    #[present_iff(kind == Structured)]
    postal_code: Option<String>,
    #[length(..=35)]
    #[present_iff(kind == Structured)]
    town: Option<String>,
    #[pattern("[A-Z]{2}")]
    country: String,
}

/// Swiss Payment Standards: a QR bill.
#[derive(OrderRequest)]
#[condition(is_qr_iban, matches(iban, "(CH|LI)[0-9]{2}3[01][0-9]{3}[0-9A-Z]{12}"))]
#[rule(qr_reference, is_qr_iban => reference_type == Qrr, "a QR-IBAN needs a QR reference", at = reference_type)]
#[rule(other_reference, reference_type == Qrr => is_qr_iban, "a QR reference needs a QR-IBAN", at = reference_type)]
struct QrBill {
    #[pattern("(CH|LI)[0-9]{7}[0-9A-Z]{12}")]
    iban: String,
    #[nested]
    creditor: QrAddress,
    #[range(..=999_999_999)]
    amount: Option<Decimal>,
    #[allowed("CHF", "EUR")]
    currency: String,
    #[nested]
    debtor: Option<QrAddress>,
    reference_type: ReferenceKind,
    #[forbidden_if(reference_type == Non)]
    #[required_unless(reference_type == Non)]
    #[length(27, if reference_type == Qrr)]
    #[length(5..=25, if reference_type == Scor)]
    reference: Option<String>,
    #[length(..=140)]
    message: Option<String>,
    #[length(..=2)]
    #[each(length(..=100))]
    alternative_procedures: Option<Vec<String>>,
}

#[test]
fn swiss_qr_bill() {
    let creditor = r#""creditor": {"kind": "S", "name": "N", "postal_code": "6300", "town": "Zug", "country": "CH"}"#;
    assert_judged!(
        QrBill,
        &format!(
            r#"{{"iban": "CH4431999123000889012", {creditor}, "amount": "1949.75", "currency": "CHF",
                "reference_type": "QRR", "reference": "210000000003139471430009017"}}"#
        ),
        &format!(
            r#"{{"iban": "CH9300762011623852957", {creditor}, "currency": "USD", "reference_type": "QRR",
                "reference": "21", "debtor": {{"kind": "K", "name": "D", "town": "Zug", "country": "CH"}}}}"#
        ) => ["currency: allowed", "debtor.line2: required", "debtor.town: forbidden", "reference_type: rule",
              "reference: length"],
        &format!(
            r#"{{"iban": "CH9300762011623852957", {creditor}, "currency": "CHF", "reference_type": "NON",
                "reference": "21"}}"#
        ) => ["reference: forbidden"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Payout {
    BankTransfer,
    Balance,
    Swift,
}

/// Wise: create a quote.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct Quote {
    #[length(3)]
    source_currency: String,
    #[length(3)]
    target_currency: String,
    #[group_exactly_one("amount")]
    #[range(0..=1_000_000)]
    source_amount: Option<Decimal>,
    #[group_exactly_one("amount")]
    #[range(0..=1_000_000)]
    target_amount: Option<Decimal>,
    target_account: Option<u64>,
    #[default_value(BankTransfer)]
    pay_out: Option<Payout>,
    #[required_if(pay_out == Swift)]
    #[allowed("SHA", "OUR")]
    charges: Option<String>,
}

#[test]
fn wise_quote() {
    assert_judged!(
        Quote,
        r#"{"sourceCurrency": "GBP", "targetCurrency": "USD", "sourceAmount": "100"}"#,
        r#"{"sourceCurrency": "GB", "targetCurrency": "USD", "payOut": "swift"}"#
            => ["sourceCurrency: length", "sourceAmount: group_exactly_one", "charges: required"],
    );
}
