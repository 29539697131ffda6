//! Members of parts that a request forbids. Whether the part demands them, rustc decides.

use super::said::said;

/// What is asked of the schema of each part, and the members that each question leaves out, in their order.
fn asked(text: &str) -> Vec<String> {
    let (errors, checks) = said(text);
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    let mut asked: Vec<String> = Vec::new();
    for word in ["requires(", "may_require("] {
        for call in checks.split(&format!("Schema::{word}")).skip(1) {
            // The first parenthesis is that of the function that makes the schema.
            let end = call.match_indices(')').nth(1).map_or(call.len(), |(end, _)| end);
            let call = format!("{word}{})", &call[..end]).replace("::order_core::private::", "");
            if !asked.contains(&call) {
                asked.push(call);
            }
        }
    }
    for names in checks.split("&[&::core::primitive::str]=").skip(1) {
        asked.push(names.split_once(';').map_or(names, |(names, _)| names).to_owned());
    }
    asked
}

/// Asserts what is asked for each request.
fn assert_asked(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(asked(text), *expected, "{text}");
    }
}

const EMAIL: &str = "requires(request_of::<Option<Contact>>(),&[\"email\"],true)";
const MAY_EMAIL: &str = "may_require(request_of::<Option<Contact>>(),&[\"email\"],__ASKED_0)";

#[test]
fn part_is_asked_whether_it_demands_a_forbidden_member() {
    assert_asked(&[
        (
            "#[forbidden(contact.email)] struct Order { #[nested] contact: Option<Contact> }",
            &[EMAIL, MAY_EMAIL, "&[\"email\"]"],
        ),
        // Its own rules are not judged.
        (
            "#[forbidden(contact.email)] struct Order { #[order(unchecked)] contact: Option<Contact> }",
            &["requires(request_of::<Option<Contact>>(),&[\"email\"],false)"],
        ),
        // A function may refuse what its rules demand under a condition.
        (
            "#[forbidden(contact.email)] struct Order { #[check(f)] #[nested] contact: Option<Contact> }",
            &[EMAIL],
        ),
        (
            "#[forbidden(contact.email)] \
             struct Order { #[nested] contact: Option<Contact>, #[check(f)] other: Option<u8> }",
            &[EMAIL, MAY_EMAIL, "&[\"email\"]"],
        ),
        // What a type parameter is, rustc knows where the request is used.
        ("#[forbidden(contact.email)] struct Order<C> { #[nested] contact: Option<C> }", &[]),
    ]);
}

#[test]
fn demands_on_members_that_the_request_names_are_left_out() {
    assert_asked(&[
        (
            "#[forbidden(contact.email)] #[required(contact.phone, if other.a == 1)] \
             struct Order {
                #[nested] contact: Option<Contact>,
                #[nested] other: Option<Other>,
                #[required_if(present(contact.street.name) && other.b == 1)] note: Option<u8>,
             }",
            &[EMAIL, MAY_EMAIL, "&[\"email\",\"phone\",\"street\"]"],
        ),
        (
            "#[forbidden(contact.email)] #[forbidden(contact.fax)] #[forbidden(other.fax)] \
             struct Order { #[nested] contact: Option<Contact>, #[nested] other: Option<Contact> }",
            &[
                EMAIL,
                "requires(request_of::<Option<Contact>>(),&[\"fax\"],true)",
                MAY_EMAIL,
                "may_require(request_of::<Option<Contact>>(),&[\"fax\"],__ASKED_0)",
                "may_require(request_of::<Option<Contact>>(),&[\"fax\"],__ASKED_1)",
                "&[\"email\",\"fax\"]",
                "&[\"fax\"]",
            ],
        ),
    ]);
}
