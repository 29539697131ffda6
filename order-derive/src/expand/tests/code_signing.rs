// Renewed by `EXPANSION=overwrite cargo test -p order-derive --lib expansion`.

#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    const _: () = ::order_core::private::assert_no_rules(
        <Option<Platform> as ::order_core::private::OrderValue>::HAS_RULES,
        "platform",
    );
    const _: () = ::order_core::private::assert_no_rules(
        <Option<ProvisioningMethod> as ::order_core::private::OrderValue>::HAS_RULES,
        "cs_provisioning_method",
    );
    const _: () = ::order_core::private::assert_no_rules(
        <Option<ShipMethod> as ::order_core::private::OrderValue>::HAS_RULES,
        "cs_ship_method",
    );
    const _: () = ::order_core::private::assert_no_rules(
        <Option<CountryCode> as ::order_core::private::OrderValue>::HAS_RULES,
        "ship_country",
    );
    const _: () = ::order_core::private::assert_no_rules(
        <CountryCode as ::order_core::private::OrderValue>::HAS_RULES,
        "org_country",
    );
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __FIELDS: [__p::Field; 27usize] = [
        __p::Field {
            name: "validity",
            key: b",\"validity\":\"                  \r",
            rust: "validity",
            doc: "Length of validity of the certificate, in years: 1, 2 or 3.",
            ..<u8 as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "platform",
            key: b",\"platform\":\"                  \r",
            rust: "platform",
            doc: "Platform or hardware token on which the certificate will be installed.\n\nRequired unless a token is shipped. EV orders take a code of *EV CS Platforms*, others one of\n*CS Platforms*.\n\n# In Rust\n\n[`Platform::is_ev_code_signing`] tells them apart.",
            ..<Option<Platform> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "cs_provisioning_method",
            key: b",\"cs_provisioning_method\":\"    \x1B",
            rust: "cs_provisioning_method",
            doc: "Method of storing the key of an EV certificate on a hardware token. Required for EV, otherwise not allowed.",
            ..<Option<ProvisioningMethod> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "cs_ship_method",
            key: b",\"cs_ship_method\":\"            \x13",
            rust: "cs_ship_method",
            doc: "Shipping method for the hardware token; standard if absent. Only if one is shipped.",
            attributes: &__p::FieldAttributes {
                default: __p::Some(__p::Literal::Variant("Standard")),
                ..__p::FieldAttributes::NONE
            },
            ..<Option<ShipMethod> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_name",
            key: b",\"ship_name\":\"                 \x0E",
            rust: "ship_name",
            doc: "Name of the person whom the hardware token is shipped to.\n\nOnly if one is shipped; all of `ship_name`, `ship_addr1`, `ship_city`, `ship_state`,\n`ship_zip` and `ship_country` are present or none, and then it goes to the organization.",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_addr1",
            key: b",\"ship_addr1\":\"                \x0F",
            rust: "ship_addr1",
            doc: "Shipping address of the hardware token, line 1. Goes with [`ship_name`](Self::ship_name).",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_addr2",
            key: b",\"ship_addr2\":\"                \x0F",
            rust: "ship_addr2",
            doc: "Shipping address of the hardware token, line 2. Only beside line 1.",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_city",
            key: b",\"ship_city\":\"                 \x0E",
            rust: "ship_city",
            doc: "Shipping city of the hardware token. Goes with [`ship_name`](Self::ship_name).",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_state",
            key: b",\"ship_state\":\"                \x0F",
            rust: "ship_state",
            doc: "Shipping state of the hardware token. Goes with [`ship_name`](Self::ship_name).",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_zip",
            key: b",\"ship_zip\":\"                  \r",
            rust: "ship_zip",
            doc: "Shipping zip code of the hardware token. Goes with [`ship_name`](Self::ship_name).",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ship_country",
            key: b",\"ship_country\":\"              \x11",
            rust: "ship_country",
            doc: "Shipping country of the hardware token. Goes with [`ship_name`](Self::ship_name).\n\nThe page has no list for it; the Country Codes of [`org_country`](Self::org_country) are taken.",
            ..<Option<CountryCode> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_unit",
            key: b",\"org_unit\":\"                  \r",
            rust: "org_unit",
            doc: "The OU field to be included in the certificate.",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_name",
            key: b",\"org_name\":\"                  \r",
            rust: "org_name",
            doc: "Name of the organization that owns the common name.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_addr1",
            key: b",\"org_addr1\":\"                 \x0E",
            rust: "org_addr1",
            doc: "Address line 1 of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_addr2",
            key: b",\"org_addr2\":\"                 \x0E",
            rust: "org_addr2",
            doc: "Address line 2 of the organization.",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_city",
            key: b",\"org_city\":\"                  \r",
            rust: "org_city",
            doc: "City of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_state",
            key: b",\"org_state\":\"                 \x0E",
            rust: "org_state",
            doc: "State or province of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_zip",
            key: b",\"org_zip\":\"                   \x0C",
            rust: "org_zip",
            doc: "Zip or postal code of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_country",
            key: b",\"org_country\":\"               \x10",
            rust: "org_country",
            doc: "Country of the organization, one of the 245 Country Codes; sent in lower case.",
            ..<CountryCode as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "telephone",
            key: b",\"telephone\":\"                 \x0E",
            rust: "telephone",
            doc: "Main telephone number of the organization: digits and the usual separators.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_firstname",
            key: b",\"org_contact_firstname\":\"     \x1A",
            rust: "org_contact_firstname",
            doc: "First name of the contact of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_lastname",
            key: b",\"org_contact_lastname\":\"      \x19",
            rust: "org_contact_lastname",
            doc: "Last name of the contact of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_job_title",
            key: b",\"org_contact_job_title\":\"     \x1A",
            rust: "org_contact_job_title",
            doc: "Title of the contact working at the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_email",
            key: b",\"org_contact_email\":\"         \x16",
            rust: "org_contact_email",
            doc: "E-mail address of the contact of the organization.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_telephone",
            key: b",\"org_contact_telephone\":\"     \x1A",
            rust: "org_contact_telephone",
            doc: "Telephone number of the contact of the organization: digits and the usual separators.",
            ..<String as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "org_contact_telephone_ext",
            key: b",\"org_contact_telephone_ext\":\" \x1E",
            rust: "org_contact_telephone_ext",
            doc: "Extension number of the contact of the organization: digits only.",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ev",
            key: b",\"ev\":\"                        \x07",
            rust: "ev",
            doc: "True for an order of an EV certificate; false if absent.",
            attributes: &__p::FieldAttributes {
                default: __p::Some(__p::Literal::Bool(false)),
                ..__p::FieldAttributes::NONE
            },
            ..<bool as __p::OrderValue>::FIELD
        },
    ];
    static __CONDITIONS: [__p::Condition; 1usize] = [
        __p::Condition {
            name: "hardware_token",
            source: "cs_provisioning_method == ShipToken",
            cond: __p::Cond::Passes(
                __p::Reference::field(2usize),
                __p::Test::Compares(
                    __p::Comparison::Equal,
                    __p::Literal::Variant("ShipToken"),
                ),
            ),
        },
    ];
    static __GROUPS: [__p::Group; 1usize] = [
        __p::Group {
            name: "ship",
            kind: __p::GroupKind::AllOrNone,
            members: &[4usize, 5usize, 7usize, 8usize, 9usize, 10usize],
        },
    ];
    static __RULES: [__p::Rule; 37usize] = [
        __p::Needed::<0usize>::RULE,
        __p::Rule {
            at: __p::At::Field(0usize),
            source: "allowed(1, 2, 3)",
            demand: __p::Demand::Passes(
                &__p::Test::OneOf(
                    &[
                        __p::Allowed::One(__p::Literal::Integer(1)),
                        __p::Allowed::One(__p::Literal::Integer(2)),
                        __p::Allowed::One(__p::Literal::Integer(3)),
                    ],
                ),
            ),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "required_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Required,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "allowed_if(ev, OtherFips140Level2, SafeNetETokenProAnywhere, SafeNetETokenPro72K, SafeNetEToken5100, SafeNetEToken5105, SafeNetEToken5200, SafeNetEToken5205, SafeNetIKey4000, SafeNetLuna, ThalesNShield, UtimacoCryptoServer, AepKeyper, ArxPrivateServer, BullTrustwayCryptoPci)",
            when: __p::When::If(__p::True::<26usize>::COND),
            demand: __p::Demand::Passes(
                &__p::Test::OneOf(
                    &[
                        __p::Allowed::One(__p::Literal::Variant("OtherFips140Level2")),
                        __p::Allowed::One(
                            __p::Literal::Variant("SafeNetETokenProAnywhere"),
                        ),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetETokenPro72K")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetEToken5100")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetEToken5105")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetEToken5200")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetEToken5205")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetIKey4000")),
                        __p::Allowed::One(__p::Literal::Variant("SafeNetLuna")),
                        __p::Allowed::One(__p::Literal::Variant("ThalesNShield")),
                        __p::Allowed::One(__p::Literal::Variant("UtimacoCryptoServer")),
                        __p::Allowed::One(__p::Literal::Variant("AepKeyper")),
                        __p::Allowed::One(__p::Literal::Variant("ArxPrivateServer")),
                        __p::Allowed::One(__p::Literal::Variant("BullTrustwayCryptoPci")),
                    ],
                ),
            ),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "allowed_if(!ev, MicrosoftAuthenticode, AdobeAir, AppleOsX, MicrosoftOfficeVba, SunJava, Mozilla, Other, MicrosoftKernelModeCode)",
            when: __p::When::If(__p::True::<26usize>::NOT),
            demand: __p::Demand::Passes(
                &__p::Test::OneOf(
                    &[
                        __p::Allowed::One(
                            __p::Literal::Variant("MicrosoftAuthenticode"),
                        ),
                        __p::Allowed::One(__p::Literal::Variant("AdobeAir")),
                        __p::Allowed::One(__p::Literal::Variant("AppleOsX")),
                        __p::Allowed::One(__p::Literal::Variant("MicrosoftOfficeVba")),
                        __p::Allowed::One(__p::Literal::Variant("SunJava")),
                        __p::Allowed::One(__p::Literal::Variant("Mozilla")),
                        __p::Allowed::One(__p::Literal::Variant("Other")),
                        __p::Allowed::One(
                            __p::Literal::Variant("MicrosoftKernelModeCode"),
                        ),
                    ],
                ),
            ),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(2usize),
            source: "required_if(ev)",
            when: __p::When::If(__p::True::<26usize>::COND),
            demand: __p::Demand::Required,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(2usize),
            source: "forbidden_unless(ev)",
            when: __p::When::Unless(__p::True::<26usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(3usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(4usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(4usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(5usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(5usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(6usize),
            source: "forbidden_unless(hardware_token && present(ship_addr1))",
            when: __p::When::Unless(
                &__p::Cond::All(
                    &[
                        __p::Cond::Named(0usize),
                        __p::Cond::Present(__p::Reference::field(5usize)),
                    ],
                ),
            ),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(7usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(7usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(8usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(8usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(9usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(9usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(10usize),
            source: "group_all_or_none(\"ship\")",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(10usize),
            source: "forbidden_unless(hardware_token)",
            when: __p::When::Unless(__p::Named::<0usize>::COND),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
        __p::Needed::<12usize>::RULE,
        __p::Needed::<13usize>::RULE,
        __p::Needed::<15usize>::RULE,
        __p::Needed::<16usize>::RULE,
        __p::Needed::<17usize>::RULE,
        __p::Needed::<18usize>::RULE,
        __p::Needed::<19usize>::RULE,
        __p::Rule {
            at: __p::At::Field(19usize),
            source: "format(telephone)",
            demand: __p::Demand::Passes(__p::format::test::TELEPHONE),
            ..__p::Rule::ALWAYS
        },
        __p::Needed::<20usize>::RULE,
        __p::Needed::<21usize>::RULE,
        __p::Needed::<22usize>::RULE,
        __p::Needed::<23usize>::RULE,
        __p::Rule {
            at: __p::At::Field(23usize),
            source: "format(email)",
            demand: __p::Demand::Passes(__p::format::test::EMAIL),
            ..__p::Rule::ALWAYS
        },
        __p::Needed::<24usize>::RULE,
        __p::Rule {
            at: __p::At::Field(24usize),
            source: "format(telephone)",
            demand: __p::Demand::Passes(__p::format::test::TELEPHONE),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(25usize),
            source: "format(digits)",
            demand: __p::Demand::Passes(__p::format::test::DIGITS),
            ..__p::Rule::ALWAYS
        },
    ];
    static __SCHEMA: __p::Schema = __p::Schema {
        name: "CodeSigningOrder",
        doc: "An order of a code-signing certificate.\n\nThe parameters are those of the page `order/cs-certificate` of the retail REST v1 documentation\n(2014), under their names and with their rules.\n\nAn order is for EV code signing if [`ev`](Self::ev) is true. Its key lives on a hardware token:\none that you own ([`ClientApp`](ProvisioningMethod::ClientApp)) or one that is shipped to you\n([`ShipToken`](ProvisioningMethod::ShipToken)), then to the address in the `ship_` fields or, if\nnone is present, to the organization.\n\n# In Rust\n\n[`Client::place`](crate::Client::place) places it and returns [`OrderPlaced`].\n\n# Example\n\n```\nuse order_client::retail::{CodeSigningOrder, CountryCode, Platform, ProvisioningMethod};\nuse order_core::OrderRequest;\n\nlet order = CodeSigningOrder::builder()\n    .validity(1)\n    .platform(Platform::SafeNetETokenProAnywhere)\n    .cs_provisioning_method(ProvisioningMethod::ClientApp)\n    .org_name(\"My Company\")\n    .org_addr1(\"19 Windsor Court\")\n    .org_city(\"Tampa\")\n    .org_state(\"FL\")\n    .org_zip(\"33615\")\n    .org_country(CountryCode::Us)\n    .telephone(\"555-555-1234\")\n    .org_contact_firstname(\"Gary\")\n    .org_contact_lastname(\"McCoy\")\n    .org_contact_job_title(\"CTO\")\n    .org_contact_email(\"gm@example.com\")\n    .org_contact_telephone(\"555-555-1234\")\n    .ev(false)\n    .build();\n\nlet violations = order.validate().unwrap_err();\nlet paths: Vec<_> = violations.iter().map(|violation| violation.path().to_string()).collect();\nassert_eq!(paths, [\"platform\", \"cs_provisioning_method\"]);\n```",
        endpoint: __p::Some(__p::EndpointSchema {
            method: "POST",
            path: "/order/code",
            response: "OrderPlaced",
        }),
        root: __p::Some("request"),
        scalars: __p::Scalars::Text,
        fields: &__FIELDS,
        conditions: &__CONDITIONS,
        groups: &__GROUPS,
        rules: &__RULES,
    };
    static __KIND: __p::Kind = __p::Kind::Object(&__SCHEMA);
    #[automatically_derived]
    impl __p::OrderValue for CodeSigningOrder {
        type Value = Self;
        const HAS_OWN_RULES: ::core::primitive::bool = true;
        const TYPE_RULES: __p::TypeRules = __p::TypeRules::InPart;
        const PART: __p::Option<&'static __p::Kind> = __p::Some(&__KIND);
        fn kind() -> &'static __p::Kind {
            &__KIND
        }
        #[inline]
        fn value(&self) -> __p::Option<&Self> {
            __p::Some(self)
        }
        #[inline]
        fn node(&self) -> __p::Node<'_> {
            __p::Node::Object(__p::Object {
                schema: &__SCHEMA,
                fields: self,
            })
        }
    }
    #[automatically_derived]
    impl __p::Fields for CodeSigningOrder {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            let Self {
                validity: __field_validity,
                platform: __field_platform,
                cs_provisioning_method: __field_cs_provisioning_method,
                cs_ship_method: __field_cs_ship_method,
                ship_name: __field_ship_name,
                ship_addr1: __field_ship_addr1,
                ship_addr2: __field_ship_addr2,
                ship_city: __field_ship_city,
                ship_state: __field_ship_state,
                ship_zip: __field_ship_zip,
                ship_country: __field_ship_country,
                org_unit: __field_org_unit,
                org_name: __field_org_name,
                org_addr1: __field_org_addr1,
                org_addr2: __field_org_addr2,
                org_city: __field_org_city,
                org_state: __field_org_state,
                org_zip: __field_org_zip,
                org_country: __field_org_country,
                telephone: __field_telephone,
                org_contact_firstname: __field_org_contact_firstname,
                org_contact_lastname: __field_org_contact_lastname,
                org_contact_job_title: __field_org_contact_job_title,
                org_contact_email: __field_org_contact_email,
                org_contact_telephone: __field_org_contact_telephone,
                org_contact_telephone_ext: __field_org_contact_telephone_ext,
                ev: __field_ev,
                ..
            } = self;
            __visitor
                .fields(
                    &[
                        __p::OrderValue::node(__field_validity),
                        <Option<Platform> as __p::OrderValue>::node(__field_platform),
                        <Option<
                            ProvisioningMethod,
                        > as __p::OrderValue>::node(__field_cs_provisioning_method),
                        <Option<
                            ShipMethod,
                        > as __p::OrderValue>::node(__field_cs_ship_method),
                        __p::OrderValue::node(__field_ship_name),
                        __p::OrderValue::node(__field_ship_addr1),
                        __p::OrderValue::node(__field_ship_addr2),
                        __p::OrderValue::node(__field_ship_city),
                        __p::OrderValue::node(__field_ship_state),
                        __p::OrderValue::node(__field_ship_zip),
                        <Option<
                            CountryCode,
                        > as __p::OrderValue>::node(__field_ship_country),
                        __p::OrderValue::node(__field_org_unit),
                        __p::OrderValue::node(__field_org_name),
                        __p::OrderValue::node(__field_org_addr1),
                        __p::OrderValue::node(__field_org_addr2),
                        __p::OrderValue::node(__field_org_city),
                        __p::OrderValue::node(__field_org_state),
                        __p::OrderValue::node(__field_org_zip),
                        <CountryCode as __p::OrderValue>::node(__field_org_country),
                        __p::OrderValue::node(__field_telephone),
                        __p::OrderValue::node(__field_org_contact_firstname),
                        __p::OrderValue::node(__field_org_contact_lastname),
                        __p::OrderValue::node(__field_org_contact_job_title),
                        __p::OrderValue::node(__field_org_contact_email),
                        __p::OrderValue::node(__field_org_contact_telephone),
                        __p::OrderValue::node(__field_org_contact_telephone_ext),
                        __p::OrderValue::node(__field_ev),
                    ],
                );
        }
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `validity` | `u8` | yes | `allowed(1, 2, 3)` |
| `platform` | `Option<Platform>` | conditional \[1\] \[2\] \[3\] |  |
| `cs_provisioning_method` | `Option<ProvisioningMethod>` | conditional \[4\] \[5\] |  |
| `cs_ship_method` | `Option<ShipMethod>` | no \[6\] | default `Standard` |
| `ship_name` | `Option<String>` | no \[6\] \[7\] |  |
| `ship_addr1` | `Option<String>` | no \[6\] \[7\] |  |
| `ship_addr2` | `Option<String>` | no \[8\] |  |
| `ship_city` | `Option<String>` | no \[6\] \[7\] |  |
| `ship_state` | `Option<String>` | no \[6\] \[7\] |  |
| `ship_zip` | `Option<String>` | no \[6\] \[7\] |  |
| `ship_country` | `Option<CountryCode>` | no \[6\] \[7\] |  |
| `org_unit` | `Option<String>` | no |  |
| `org_name` | `String` | yes |  |
| `org_addr1` | `String` | yes |  |
| `org_addr2` | `Option<String>` | no |  |
| `org_city` | `String` | yes |  |
| `org_state` | `String` | yes |  |
| `org_zip` | `String` | yes |  |
| `org_country` | `CountryCode` | yes |  |
| `telephone` | `String` | yes | `format(telephone)` |
| `org_contact_firstname` | `String` | yes |  |
| `org_contact_lastname` | `String` | yes |  |
| `org_contact_job_title` | `String` | yes |  |
| `org_contact_email` | `String` | yes | `format(email)` |
| `org_contact_telephone` | `String` | yes | `format(telephone)` |
| `org_contact_telephone_ext` | `Option<String>` | no | `format(digits)` |
| `ev` | `bool` | no | default `false` |

</div></div>

1. `required_unless(hardware_token)`
2. `allowed_if(ev, OtherFips140Level2, SafeNetETokenProAnywhere, SafeNetETokenPro72K, SafeNetEToken5100, SafeNetEToken5105, SafeNetEToken5200, SafeNetEToken5205, SafeNetIKey4000, SafeNetLuna, ThalesNShield, UtimacoCryptoServer, AepKeyper, ArxPrivateServer, BullTrustwayCryptoPci)`
3. `allowed_if(!ev, MicrosoftAuthenticode, AdobeAir, AppleOsX, MicrosoftOfficeVba, SunJava, Mozilla, Other, MicrosoftKernelModeCode)`
4. `required_if(ev)`
5. `forbidden_unless(ev)`
6. `forbidden_unless(hardware_token)`
7. `group_all_or_none("ship")`
8. `forbidden_unless(hardware_token && present(ship_addr1))`

- `hardware_token` is `cs_provisioning_method == ShipToken`
*/
    #[automatically_derived]
    impl __p::OrderRequest for CodeSigningOrder {
        type Context = ();
        type __View<'__a> = &'__a Self where Self: '__a;
        #[inline]
        fn __view(&self) -> &Self {
            self
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            let Self {
                validity: __field_validity,
                platform: __field_platform,
                cs_provisioning_method: __field_cs_provisioning_method,
                cs_ship_method: __field_cs_ship_method,
                ship_name: __field_ship_name,
                ship_addr1: __field_ship_addr1,
                ship_addr2: __field_ship_addr2,
                ship_city: __field_ship_city,
                ship_state: __field_ship_state,
                ship_zip: __field_ship_zip,
                ship_country: __field_ship_country,
                org_name: __field_org_name,
                org_addr1: __field_org_addr1,
                org_city: __field_org_city,
                org_state: __field_org_state,
                org_zip: __field_org_zip,
                org_country: __field_org_country,
                telephone: __field_telephone,
                org_contact_firstname: __field_org_contact_firstname,
                org_contact_lastname: __field_org_contact_lastname,
                org_contact_job_title: __field_org_contact_job_title,
                org_contact_email: __field_org_contact_email,
                org_contact_telephone: __field_org_contact_telephone,
                org_contact_telephone_ext: __field_org_contact_telephone_ext,
                ev: __field_ev,
                ..
            } = self;
            let _ = |__value: &<Option<ShipMethod> as __p::OrderValue>::Value| ::order_core::private::EqualTo::equal_to(
                __value,
                &::order_core::private::variant(
                    <<Option<
                        ShipMethod,
                    > as ::order_core::private::OrderValue>::Value>::Standard,
                ),
            );
            let _ = |__value: &<bool as __p::OrderValue>::Value| ::order_core::private::EqualTo::equal_to(
                __value,
                &false,
            );
            let __present_ship_name = __p::OrderValue::is_present(
                __field_ship_name,
                __p::Blank::Absent,
            );
            let __present_ship_addr1 = __p::OrderValue::is_present(
                __field_ship_addr1,
                __p::Blank::Absent,
            );
            let __present_ship_city = __p::OrderValue::is_present(
                __field_ship_city,
                __p::Blank::Absent,
            );
            let __present_ship_state = __p::OrderValue::is_present(
                __field_ship_state,
                __p::Blank::Absent,
            );
            let __present_ship_zip = __p::OrderValue::is_present(
                __field_ship_zip,
                __p::Blank::Absent,
            );
            let __present_ship_country = <Option<
                CountryCode,
            > as __p::OrderValue>::is_present(__field_ship_country, __p::Blank::Absent);
            let __cond_hardware_token = match <Option<
                ProvisioningMethod,
            > as ::order_core::private::OrderValue>::present_value(
                __field_cs_provisioning_method,
                __p::Blank::Absent,
            ) {
                __p::Some(__value) => {
                    ::order_core::private::EqualTo::equal_to(
                        __value,
                        &::order_core::private::variant(
                            <<Option<
                                ProvisioningMethod,
                            > as ::order_core::private::OrderValue>::Value>::ShipToken,
                        ),
                    )
                }
                __p::None => false,
            };
            let __group0 = [
                __present_ship_name,
                __present_ship_addr1,
                __present_ship_city,
                __present_ship_state,
                __present_ship_zip,
                __present_ship_country,
            ];
            let __group0_is_broken = __p::is_group_broken(
                __p::GroupKind::AllOrNone,
                &__group0,
            );
            let __present_validity = __p::OrderValue::is_present(
                __field_validity,
                __p::Blank::Absent,
            );
            if __present_validity {
                if match __p::OrderValue::value(__field_validity) {
                    __p::Some(__value) => {
                        !(::order_core::private::EqualTo::equal_to(__value, &1)
                            || ::order_core::private::EqualTo::equal_to(__value, &2)
                            || ::order_core::private::EqualTo::equal_to(__value, &3))
                    }
                    __p::None => false,
                } {
                    __check.fail(1usize);
                }
            } else {
                if !<u8 as __p::OrderValue>::OPTIONAL {
                    __check.fail(0usize);
                }
            }
            let __present_platform = <Option<
                Platform,
            > as __p::OrderValue>::is_present(__field_platform, __p::Blank::Absent);
            if __present_platform {
                if match __p::OrderValue::present_value(__field_ev, __p::Blank::Absent)
                    .or(__p::Some(&false))
                {
                    __p::Some(__value) => ::order_core::private::Truth::is_true(__value),
                    __p::None => false,
                }
                    && match <Option<
                        Platform,
                    > as ::order_core::private::OrderValue>::value(__field_platform) {
                        __p::Some(__value) => {
                            !(::order_core::private::EqualTo::equal_to(
                                __value,
                                &::order_core::private::variant(
                                    <<Option<
                                        Platform,
                                    > as ::order_core::private::OrderValue>::Value>::OtherFips140Level2,
                                ),
                            )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetETokenProAnywhere,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetETokenPro72K,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetEToken5100,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetEToken5105,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetEToken5200,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetEToken5205,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetIKey4000,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SafeNetLuna,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::ThalesNShield,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::UtimacoCryptoServer,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::AepKeyper,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::ArxPrivateServer,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::BullTrustwayCryptoPci,
                                    ),
                                ))
                        }
                        __p::None => false,
                    }
                {
                    __check.fail(3usize);
                }
                if !match __p::OrderValue::present_value(__field_ev, __p::Blank::Absent)
                    .or(__p::Some(&false))
                {
                    __p::Some(__value) => ::order_core::private::Truth::is_true(__value),
                    __p::None => false,
                }
                    && match <Option<
                        Platform,
                    > as ::order_core::private::OrderValue>::value(__field_platform) {
                        __p::Some(__value) => {
                            !(::order_core::private::EqualTo::equal_to(
                                __value,
                                &::order_core::private::variant(
                                    <<Option<
                                        Platform,
                                    > as ::order_core::private::OrderValue>::Value>::MicrosoftAuthenticode,
                                ),
                            )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::AdobeAir,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::AppleOsX,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::MicrosoftOfficeVba,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::SunJava,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::Mozilla,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::Other,
                                    ),
                                )
                                || ::order_core::private::EqualTo::equal_to(
                                    __value,
                                    &::order_core::private::variant(
                                        <<Option<
                                            Platform,
                                        > as ::order_core::private::OrderValue>::Value>::MicrosoftKernelModeCode,
                                    ),
                                ))
                        }
                        __p::None => false,
                    }
                {
                    __check.fail(4usize);
                }
            } else {
                if !__cond_hardware_token {
                    __check.fail(2usize);
                }
            }
            let __present_cs_provisioning_method = <Option<
                ProvisioningMethod,
            > as __p::OrderValue>::is_present(
                __field_cs_provisioning_method,
                __p::Blank::Absent,
            );
            if __present_cs_provisioning_method {
                if !match __p::OrderValue::present_value(__field_ev, __p::Blank::Absent)
                    .or(__p::Some(&false))
                {
                    __p::Some(__value) => ::order_core::private::Truth::is_true(__value),
                    __p::None => false,
                } {
                    __check.fail(6usize);
                }
            } else {
                if match __p::OrderValue::present_value(__field_ev, __p::Blank::Absent)
                    .or(__p::Some(&false))
                {
                    __p::Some(__value) => ::order_core::private::Truth::is_true(__value),
                    __p::None => false,
                } {
                    __check.fail(5usize);
                }
            }
            let __present_cs_ship_method = <Option<
                ShipMethod,
            > as __p::OrderValue>::is_present(
                __field_cs_ship_method,
                __p::Blank::Absent,
            );
            if !__cond_hardware_token && __present_cs_ship_method {
                __check.fail(7usize);
            }
            if __present_ship_name {
                if !__cond_hardware_token {
                    __check.fail(9usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 0usize)
                {
                    __check.fail_group(8usize, __group0);
                }
            }
            if __present_ship_addr1 {
                if !__cond_hardware_token {
                    __check.fail(11usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 1usize)
                {
                    __check.fail_group(10usize, __group0);
                }
            }
            let __present_ship_addr2 = __p::OrderValue::is_present(
                __field_ship_addr2,
                __p::Blank::Absent,
            );
            if !(__cond_hardware_token && __present_ship_addr1) && __present_ship_addr2 {
                __check.fail(12usize);
            }
            if __present_ship_city {
                if !__cond_hardware_token {
                    __check.fail(14usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 2usize)
                {
                    __check.fail_group(13usize, __group0);
                }
            }
            if __present_ship_state {
                if !__cond_hardware_token {
                    __check.fail(16usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 3usize)
                {
                    __check.fail_group(15usize, __group0);
                }
            }
            if __present_ship_zip {
                if !__cond_hardware_token {
                    __check.fail(18usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 4usize)
                {
                    __check.fail_group(17usize, __group0);
                }
            }
            if __present_ship_country {
                if !__cond_hardware_token {
                    __check.fail(20usize);
                }
            } else {
                if __group0_is_broken
                    && __p::is_blamed(__p::GroupKind::AllOrNone, &__group0, 5usize)
                {
                    __check.fail_group(19usize, __group0);
                }
            }
            if __p::OrderValue::is_missing(__field_org_name, __p::Blank::Absent) {
                __check.fail(21usize);
            }
            if __p::OrderValue::is_missing(__field_org_addr1, __p::Blank::Absent) {
                __check.fail(22usize);
            }
            if __p::OrderValue::is_missing(__field_org_city, __p::Blank::Absent) {
                __check.fail(23usize);
            }
            if __p::OrderValue::is_missing(__field_org_state, __p::Blank::Absent) {
                __check.fail(24usize);
            }
            if __p::OrderValue::is_missing(__field_org_zip, __p::Blank::Absent) {
                __check.fail(25usize);
            }
            if <CountryCode as __p::OrderValue>::is_missing(
                __field_org_country,
                __p::Blank::Absent,
            ) {
                __check.fail(26usize);
            }
            let __present_telephone = __p::OrderValue::is_present(
                __field_telephone,
                __p::Blank::Absent,
            );
            if __present_telephone {
                if match __p::OrderValue::value(__field_telephone) {
                    __p::Some(__value) => {
                        !__p::format::telephone(
                            ::order_core::private::Text::text(__value),
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(28usize);
                }
            } else {
                if !<String as __p::OrderValue>::OPTIONAL {
                    __check.fail(27usize);
                }
            }
            if __p::OrderValue::is_missing(
                __field_org_contact_firstname,
                __p::Blank::Absent,
            ) {
                __check.fail(29usize);
            }
            if __p::OrderValue::is_missing(
                __field_org_contact_lastname,
                __p::Blank::Absent,
            ) {
                __check.fail(30usize);
            }
            if __p::OrderValue::is_missing(
                __field_org_contact_job_title,
                __p::Blank::Absent,
            ) {
                __check.fail(31usize);
            }
            let __present_org_contact_email = __p::OrderValue::is_present(
                __field_org_contact_email,
                __p::Blank::Absent,
            );
            if __present_org_contact_email {
                if match __p::OrderValue::value(__field_org_contact_email) {
                    __p::Some(__value) => {
                        !__p::format::email(::order_core::private::Text::text(__value))
                    }
                    __p::None => false,
                } {
                    __check.fail(33usize);
                }
            } else {
                if !<String as __p::OrderValue>::OPTIONAL {
                    __check.fail(32usize);
                }
            }
            let __present_org_contact_telephone = __p::OrderValue::is_present(
                __field_org_contact_telephone,
                __p::Blank::Absent,
            );
            if __present_org_contact_telephone {
                if match __p::OrderValue::value(__field_org_contact_telephone) {
                    __p::Some(__value) => {
                        !__p::format::telephone(
                            ::order_core::private::Text::text(__value),
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(35usize);
                }
            } else {
                if !<String as __p::OrderValue>::OPTIONAL {
                    __check.fail(34usize);
                }
            }
            if match __p::OrderValue::present_value(
                __field_org_contact_telephone_ext,
                __p::Blank::Absent,
            ) {
                __p::Some(__value) => {
                    !__p::format::digits(::order_core::private::Text::text(__value))
                }
                __p::None => false,
            } {
                __check.fail(36usize);
            }
        }
    }
    #[automatically_derived]
    impl<__C: ?::core::marker::Sized> __p::Nested<__C> for CodeSigningOrder {
        fn __check_nested(
            &self,
            __check: &mut __p::Check<'_>,
            __parent: __p::Option<&__p::Parent<'_>>,
            __context: &__C,
        ) {
            let _ = __context;
            __p::check_nested(self, __check, __parent, &());
        }
    }
    #[automatically_derived]
    impl<'__de> __p::ReadValue<'__de> for CodeSigningOrder {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de> __p::ReadRequest<'__de> for CodeSigningOrder {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            let __p::Some(__field_validity) = __members.get::<u8>(0usize) else {
                return __p::None
            };
            let __p::Some(__field_platform) = <Option<
                Platform,
            > as ::order_core::private::OrderValue>::__get(__members, 1usize) else {
                return __p::None
            };
            let __p::Some(__field_cs_provisioning_method) = <Option<
                ProvisioningMethod,
            > as ::order_core::private::OrderValue>::__get(__members, 2usize) else {
                return __p::None
            };
            let __p::Some(__field_cs_ship_method) = <Option<
                ShipMethod,
            > as ::order_core::private::OrderValue>::__get_or_default(__members, 3usize)
            else { return __p::None };
            let __p::Some(__field_ship_name) = __members.get::<Option<String>>(4usize)
            else { return __p::None };
            let __p::Some(__field_ship_addr1) = __members.get::<Option<String>>(5usize)
            else { return __p::None };
            let __p::Some(__field_ship_addr2) = __members.get::<Option<String>>(6usize)
            else { return __p::None };
            let __p::Some(__field_ship_city) = __members.get::<Option<String>>(7usize)
            else { return __p::None };
            let __p::Some(__field_ship_state) = __members.get::<Option<String>>(8usize)
            else { return __p::None };
            let __p::Some(__field_ship_zip) = __members.get::<Option<String>>(9usize)
            else { return __p::None };
            let __p::Some(__field_ship_country) = <Option<
                CountryCode,
            > as ::order_core::private::OrderValue>::__get(__members, 10usize) else {
                return __p::None
            };
            let __p::Some(__field_org_unit) = __members.get::<Option<String>>(11usize)
            else { return __p::None };
            let __p::Some(__field_org_name) = __members.get::<String>(12usize) else {
                return __p::None
            };
            let __p::Some(__field_org_addr1) = __members.get::<String>(13usize) else {
                return __p::None
            };
            let __p::Some(__field_org_addr2) = __members.get::<Option<String>>(14usize)
            else { return __p::None };
            let __p::Some(__field_org_city) = __members.get::<String>(15usize) else {
                return __p::None
            };
            let __p::Some(__field_org_state) = __members.get::<String>(16usize) else {
                return __p::None
            };
            let __p::Some(__field_org_zip) = __members.get::<String>(17usize) else {
                return __p::None
            };
            let __p::Some(__field_org_country) = <CountryCode as ::order_core::private::OrderValue>::__get(
                __members,
                18usize,
            ) else { return __p::None };
            let __p::Some(__field_telephone) = __members.get::<String>(19usize) else {
                return __p::None
            };
            let __p::Some(__field_org_contact_firstname) = __members
                .get::<String>(20usize) else { return __p::None };
            let __p::Some(__field_org_contact_lastname) = __members
                .get::<String>(21usize) else { return __p::None };
            let __p::Some(__field_org_contact_job_title) = __members
                .get::<String>(22usize) else { return __p::None };
            let __p::Some(__field_org_contact_email) = __members.get::<String>(23usize)
            else { return __p::None };
            let __p::Some(__field_org_contact_telephone) = __members
                .get::<String>(24usize) else { return __p::None };
            let __p::Some(__field_org_contact_telephone_ext) = __members
                .get::<Option<String>>(25usize) else { return __p::None };
            let __p::Some(__field_ev) = __members.get_or_default::<bool>(26usize) else {
                return __p::None
            };
            __p::Some(Self {
                validity: __field_validity,
                platform: __field_platform,
                cs_provisioning_method: __field_cs_provisioning_method,
                cs_ship_method: __field_cs_ship_method,
                ship_name: __field_ship_name,
                ship_addr1: __field_ship_addr1,
                ship_addr2: __field_ship_addr2,
                ship_city: __field_ship_city,
                ship_state: __field_ship_state,
                ship_zip: __field_ship_zip,
                ship_country: __field_ship_country,
                org_unit: __field_org_unit,
                org_name: __field_org_name,
                org_addr1: __field_org_addr1,
                org_addr2: __field_org_addr2,
                org_city: __field_org_city,
                org_state: __field_org_state,
                org_zip: __field_org_zip,
                org_country: __field_org_country,
                telephone: __field_telephone,
                org_contact_firstname: __field_org_contact_firstname,
                org_contact_lastname: __field_org_contact_lastname,
                org_contact_job_title: __field_org_contact_job_title,
                org_contact_email: __field_org_contact_email,
                org_contact_telephone: __field_org_contact_telephone,
                org_contact_telephone_ext: __field_org_contact_telephone_ext,
                ev: __field_ev,
            })
        }
    }
    #[automatically_derived]
    impl __p::Endpoint for CodeSigningOrder {
        const METHOD: &'static ::core::primitive::str = "POST";
        const PATH: &'static ::core::primitive::str = "/order/code";
        type Response = OrderPlaced;
    }
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __CHOICES: __p::Choices = __p::Choices {
        name: "ProvisioningMethod",
        doc: "Method of storing the key of an EV certificate on a hardware token.",
        ignore_case: false,
        other: __p::None,
        list: &[
            __p::Choice {
                rust: "ShipToken",
                wire: __p::WireValue::Text("ship_token"),
                aliases: &[],
                doc: "A token that is already provisioned is shipped.",
            },
            __p::Choice {
                rust: "ClientApp",
                wire: __p::WireValue::Text("client_app"),
                aliases: &[],
                doc: "You own a token of the list *EV CS Platforms* and install the certificate with the vendor's tool.",
            },
        ],
        spellings: &[("client_app", 1usize), ("ship_token", 0usize)],
        deprecated: &[],
    };
    fn __at(__index: ::core::primitive::usize) -> __p::Option<ProvisioningMethod> {
        match __index {
            0usize => __p::Some(ProvisioningMethod::ShipToken),
            1usize => __p::Some(ProvisioningMethod::ClientApp),
            _ => __p::None,
        }
    }
    #[automatically_derived]
    impl __p::OrderValue for ProvisioningMethod {
        type Value = Self;
        fn kind() -> &'static __p::Kind {
            static __KIND: __p::Kind = __p::Kind::Choice(&__CHOICES);
            &__KIND
        }
        #[inline]
        fn value(&self) -> __p::Option<&Self> {
            __p::Some(self)
        }
        #[inline]
        fn node(&self) -> __p::Node<'_> {
            match self {
                Self::ShipToken => __p::Node::Text("ship_token"),
                Self::ClientApp => __p::Node::Text("client_app"),
            }
        }
    }
    #[automatically_derived]
    impl __p::ReadValue<'_> for ProvisioningMethod {
        fn read(__place: __p::Place<'_, '_>) -> __p::Option<Self> {
            __at(__p::choose(&__CHOICES, __place)?)
        }
        fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
            __at(__p::choose_literal(&__CHOICES, __literal)?)
        }
    }
    #[automatically_derived]
    impl __p::EqualTo<ProvisioningMethod> for ProvisioningMethod {
        #[inline]
        fn equal_to(
            __value: &ProvisioningMethod,
            __literal: &ProvisioningMethod,
        ) -> ::core::primitive::bool {
            ::core::mem::discriminant(__value) == ::core::mem::discriminant(__literal)
        }
    }
    #[automatically_derived]
    impl __p::PredicateValue for ProvisioningMethod {
        fn judge(
            __node: __p::Node<'_>,
            __accepts: impl ::core::ops::Fn(&Self) -> ::core::primitive::bool,
        ) -> __p::Option<::core::primitive::bool> {
            __p::judge_choice(&__CHOICES, __node, __at, __accepts)
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for ProvisioningMethod {
        type Err = __p::ParseValueError;
        fn from_str(
            __text: &::core::primitive::str,
        ) -> ::core::result::Result<Self, __p::ParseValueError> {
            __p::parse(&__CHOICES, __text, __at)
        }
    }
    #[automatically_derived]
    impl __p::Variants for ProvisioningMethod {
        type Own = Self;
    }
    #[automatically_derived]
    impl ::core::fmt::Display for ProvisioningMethod {
        fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __p::display(__p::OrderValue::node(self), __f)
        }
    }
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __CHOICES: __p::Choices = __p::Choices {
        name: "ShipMethod",
        doc: "Shipping method for a hardware token.",
        ignore_case: false,
        other: __p::None,
        list: &[
            __p::Choice {
                rust: "Standard",
                wire: __p::WireValue::Text("standard"),
                aliases: &[],
                doc: "Standard shipping.",
            },
            __p::Choice {
                rust: "Expedited",
                wire: __p::WireValue::Text("expedited"),
                aliases: &[],
                doc: "Expedited shipping.",
            },
        ],
        spellings: &[("expedited", 1usize), ("standard", 0usize)],
        deprecated: &[],
    };
    fn __at(__index: ::core::primitive::usize) -> __p::Option<ShipMethod> {
        match __index {
            0usize => __p::Some(ShipMethod::Standard),
            1usize => __p::Some(ShipMethod::Expedited),
            _ => __p::None,
        }
    }
    #[automatically_derived]
    impl __p::OrderValue for ShipMethod {
        type Value = Self;
        fn kind() -> &'static __p::Kind {
            static __KIND: __p::Kind = __p::Kind::Choice(&__CHOICES);
            &__KIND
        }
        #[inline]
        fn value(&self) -> __p::Option<&Self> {
            __p::Some(self)
        }
        #[inline]
        fn node(&self) -> __p::Node<'_> {
            match self {
                Self::Standard => __p::Node::Text("standard"),
                Self::Expedited => __p::Node::Text("expedited"),
            }
        }
    }
    #[automatically_derived]
    impl __p::ReadValue<'_> for ShipMethod {
        fn read(__place: __p::Place<'_, '_>) -> __p::Option<Self> {
            __at(__p::choose(&__CHOICES, __place)?)
        }
        fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
            __at(__p::choose_literal(&__CHOICES, __literal)?)
        }
    }
    #[automatically_derived]
    impl __p::EqualTo<ShipMethod> for ShipMethod {
        #[inline]
        fn equal_to(
            __value: &ShipMethod,
            __literal: &ShipMethod,
        ) -> ::core::primitive::bool {
            ::core::mem::discriminant(__value) == ::core::mem::discriminant(__literal)
        }
    }
    #[automatically_derived]
    impl __p::PredicateValue for ShipMethod {
        fn judge(
            __node: __p::Node<'_>,
            __accepts: impl ::core::ops::Fn(&Self) -> ::core::primitive::bool,
        ) -> __p::Option<::core::primitive::bool> {
            __p::judge_choice(&__CHOICES, __node, __at, __accepts)
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for ShipMethod {
        type Err = __p::ParseValueError;
        fn from_str(
            __text: &::core::primitive::str,
        ) -> ::core::result::Result<Self, __p::ParseValueError> {
            __p::parse(&__CHOICES, __text, __at)
        }
    }
    #[automatically_derived]
    impl __p::Variants for ShipMethod {
        type Own = Self;
    }
    #[automatically_derived]
    impl ::core::fmt::Display for ShipMethod {
        fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __p::display(__p::OrderValue::node(self), __f)
        }
    }
};
