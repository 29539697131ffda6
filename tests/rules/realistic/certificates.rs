//! Certificates and names: ACME, Sectigo, GlobalSign, Entrust, DNS records.

use order_core::{OrderRequest, OrderValue};

use crate::realistic::assert_judged;

#[derive(OrderValue)]
#[order(rename_all = "lowercase")]
enum IdentifierKind {
    Dns,
    Ip,
}

#[derive(OrderRequest)]
struct Identifier {
    r#type: IdentifierKind,
    #[length(1..=253)]
    value: String,
}

/// ACME: newOrder, with the profiles and the replacement of Let's Encrypt.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[rule(once, unique(name in identifiers, name.value), "each name stands once")]
#[rule(
    short_for_ip,
    any(name in identifiers, name.type == IdentifierKind::Ip) => profile == "shortlived",
    "addresses need the profile `shortlived`",
    at = profile
)]
#[rule(in_order, not_before < not_after, "the start comes first", at = not_after)]
struct AcmeOrder {
    #[nested]
    #[length(1..=100)]
    identifiers: Vec<Identifier>,
    #[pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")]
    not_before: Option<String>,
    #[pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")]
    not_after: Option<String>,
    #[pattern("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")]
    replaces: Option<String>,
    #[allowed("classic", "tlsserver", "shortlived")]
    #[default_value("classic")]
    profile: Option<String>,
}

#[test]
fn acme_new_order() {
    assert_judged!(
        AcmeOrder,
        r#"{"identifiers": [{"type": "dns", "value": "example.com"}, {"type": "ip", "value": "192.0.2.1"}],
            "profile": "shortlived"}"#,
        r#"{"identifiers": [{"type": "ip", "value": "192.0.2.1"}, {"type": "ip", "value": "192.0.2.1"}],
            "notBefore": "2031-05-08T00:00:00Z", "notAfter": "2031-05-07T00:00:00Z", "replaces": "x"}"#
            => ["notAfter: rule", "replaces: pattern", "profile: rule", ": rule"],
    );
}

#[derive(OrderValue)]
enum ServerSoftware {
    #[order(value = -1)]
    Other,
    #[order(value = 2)]
    Apache,
    #[order(value = 13)]
    Iis,
}

/// Sectigo: enrol an SSL certificate.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct SectigoEnrollment {
    org_id: u32,
    csr: String,
    cert_type: u32,
    #[range(1..=398)]
    term: u32,
    #[default_value(Other)]
    server_type: Option<ServerSoftware>,
    #[order(separator = ",")]
    #[each(format(hostname))]
    #[length(..=250)]
    subj_alt_names: Option<Vec<String>>,
    #[length(..=1024)]
    comments: Option<String>,
    #[format(email)]
    external_requester: Option<String>,
    #[allowed("EMAIL", "CNAME", "HTTP", "HTTPS", "TXT")]
    dcv_mode: Option<String>,
    #[present_iff(dcv_mode == "EMAIL")]
    #[format(email)]
    dcv_email: Option<String>,
}

#[test]
fn sectigo_enrollment() {
    assert_judged!(
        SectigoEnrollment,
        r#"{"orgId": 1, "csr": "MII", "certType": 2, "term": 365, "subjAltNames": "a.example,b.example",
            "dcvMode": "EMAIL", "dcvEmail": "admin@example.com"}"#,
        r#"{"orgId": 1, "csr": "MII", "certType": 2, "term": 825, "dcvMode": "DNS", "dcvEmail": "a@example.com"}"#
            => ["term: range", "dcvMode: allowed", "dcvEmail: forbidden"],
    );
}

#[derive(OrderValue)]
enum Product {
    #[order(rename = "DV_LOW")]
    DomainLow,
    #[order(rename = "OV")]
    Organization,
    #[order(rename = "EV")]
    Extended,
}

#[derive(OrderValue)]
#[order(rename_all = "lowercase")]
enum BaseOption {
    Wildcard,
    Gip,
}

#[derive(OrderValue)]
enum OrderKind {
    #[order(rename = "new")]
    New,
    #[order(rename = "renewal")]
    Renewal,
    #[order(rename = "transfer")]
    Transfer,
}

#[derive(OrderRequest)]
struct EvDetails {
    #[pattern("PO|GE|BE")]
    business_category: String,
    #[pattern("[A-Z]{2}")]
    incorporation_country: String,
    #[length(..=64)]
    registration_number: String,
}

/// GlobalSign: order a certificate.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
#[condition(names_organization, product_code in [Organization, Extended])]
struct GlobalSignOrder {
    product_code: Product,
    #[default_value(New)]
    order_kind: Option<OrderKind>,
    #[order(rename = "CSR")]
    csr: String,
    #[range(1..=13)]
    months: u8,
    #[forbidden_if(product_code == Extended)]
    base_option: Option<BaseOption>,
    #[required_unless(order_kind == New)]
    #[forbidden_if(order_kind == New)]
    target_certificate: Option<String>,
    #[required_if(names_organization)]
    organization_name: Option<String>,
    #[required_if(names_organization)]
    organization_country: Option<String>,
    #[nested]
    #[present_iff(product_code == Extended)]
    ev: Option<EvDetails>,
    #[format(email)]
    approver_email: Option<String>,
    #[each(format(hostname))]
    #[length(..=100)]
    sans: Option<Vec<String>>,
}

#[test]
fn globalsign_order() {
    assert_judged!(
        GlobalSignOrder,
        r#"{"ProductCode": "OV", "CSR": "MII", "Months": 12, "BaseOption": "wildcard", "OrganizationName": "O",
            "OrganizationCountry": "CH", "Sans": ["a.example"]}"#,
        r#"{"ProductCode": "EV", "OrderKind": "renewal", "CSR": "MII", "Months": 14, "BaseOption": "wildcard",
            "OrganizationName": "O"}"#
            => ["Months: range", "BaseOption: forbidden", "TargetCertificate: required",
                "OrganizationCountry: required", "Ev: required"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum EntrustType {
    StandardSsl,
    AdvantageSsl,
    UcSsl,
    EvSsl,
    WildcardSsl,
    CodeSigning,
    EvCodeSigning,
}

/// Entrust: request a certificate.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[condition(is_signing, cert_type in [CodeSigning, EvCodeSigning])]
struct EntrustRequest {
    cert_type: EntrustType,
    #[required_unless(is_signing)]
    csr: Option<String>,
    client_id: u32,
    #[range(1..=3)]
    #[range(..=1, if !is_signing)]
    cert_lifetime_years: u8,
    #[forbidden_unless(cert_type in [UcSsl, EvSsl, AdvantageSsl])]
    #[length(..=250)]
    subject_alt_name: Option<Vec<String>>,
    #[required_if(is_signing)]
    #[forbidden_unless(is_signing)]
    #[format(email)]
    signing_user_email: Option<String>,
    #[default_value(true)]
    ct_log: Option<bool>,
    #[forbidden_unless(is_signing)]
    queue_for_approval: Option<bool>,
    #[format(email)]
    requester_email: String,
    #[format(telephone)]
    requester_phone: String,
    #[length(1..=16)]
    requester_name: String,
}

#[test]
fn entrust_request() {
    assert_judged!(
        EntrustRequest,
        r#"{"certType": "EV_CODE_SIGNING", "clientId": 1, "certLifetimeYears": 3, "signingUserEmail": "s@example.com",
            "requesterEmail": "r@example.com", "requesterPhone": "555-1234", "requesterName": "R"}"#,
        r#"{"certType": "WILDCARD_SSL", "clientId": 1, "certLifetimeYears": 2, "subjectAltName": ["a.example"],
            "requesterEmail": "r", "requesterPhone": "555-1234", "requesterName": "R"}"#
            => ["csr: required", "certLifetimeYears: range", "subjectAltName: forbidden", "requesterEmail: format"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum RecordKind {
    A,
    Aaaa,
    Caa,
    Cname,
    Mx,
    Ns,
    Srv,
    Txt,
    Uri,
}

/// Cloudflare: create a DNS record.
#[derive(OrderRequest)]
#[rule(ttl_range, ttl == 1 || ttl >= 60, "1 is automatic, else at least 60", at = ttl)]
struct DnsRecord {
    r#type: RecordKind,
    #[length(1..=255)]
    name: String,
    #[group_exactly_one("value")]
    #[forbidden_if(type in [Caa, Srv])]
    content: Option<String>,
    #[group_exactly_one("value")]
    #[required_if(type in [Caa, Srv])]
    data: Option<std::collections::BTreeMap<String, String>>,
    #[default_value(1)]
    #[range(1..=86_400)]
    ttl: Option<u32>,
    #[required_if(type in [Mx, Uri])]
    #[forbidden_unless(type in [Mx, Srv, Uri])]
    priority: Option<u16>,
    #[default_value(false)]
    #[forbidden_unless(type in [A, Aaaa, Cname])]
    proxied: Option<bool>,
    #[length(..=100)]
    comment: Option<String>,
    tags: Option<Vec<String>>,
}

#[test]
fn cloudflare_dns_record() {
    assert_judged!(
        DnsRecord,
        r#"{"type": "MX", "name": "example.com", "content": "mail.example.com", "priority": 10}"#,
        r#"{"type": "CAA", "name": "example.com", "content": "0 issue \"ca\"", "ttl": 30, "proxied": true}"#
            => ["content: forbidden", "data: required", "ttl: rule", "proxied: forbidden"],
    );
}
