// Renewed by `EXPANSION=overwrite cargo test -p order-derive --lib expansion`.

#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __PATTERN_0: __p::Pattern = __p::rules::Pattern::narrow(
        "[A-Z][a-z]+",
        b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\0\0\0\0\0\0\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\0\0\0\0\0\x02\0\0\0\0\x03\x03",
        4u16,
        1u16,
        3u16,
    );
    static __MATCHES_0: __p::Test = __p::Test::Pattern(&__PATTERN_0);
    static __PATTERN_1: __p::Pattern = __p::rules::Pattern::narrow(
        "[A-Z]o.*",
        b"\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x04\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x06\x01\x01\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x08\t\t\t\t\t\t\t\t\t\t\t\t\n\t\t\x0B\x0C\x0C\x0C\r\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01",
        b"\0\0\0\0\0\0\0\0\0\0\n\0\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\0\n\0\0\n\0\0\0\0\0\0\0\n\0\0\0\n\0\x03\x03\0\x05\x05\0\0\0\0\n\0\x03\x03\x05\x05\0\0\0\0\0\n\x03\x03\0\x05\x05\0\0\0\0\0\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\t",
        11u16,
        1u16,
        10u16,
    );
    static __FIELDS: [__p::Field; 5usize] = [
        __p::Field {
            name: "validity",
            key: b",\"validity\":\"                  \r",
            rust: "validity",
            doc: "Length of validity, in years.",
            ..<u8 as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "name",
            key: b",\"name\":\"                      \t",
            rust: "name",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "contact",
            key: b",\"contact\":\"                   \x0C",
            rust: "contact",
            ..<Option<String> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "servers",
            key: b",\"servers\":\"                   \x0C",
            rust: "servers",
            ..<Option<u8> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "ev",
            key: b",\"ev\":\"                        \x07",
            rust: "ev",
            attributes: &__p::FieldAttributes {
                default: __p::Some(__p::Literal::Bool(false)),
                ..__p::FieldAttributes::NONE
            },
            ..<bool as __p::OrderValue>::FIELD
        },
    ];
    static __CONDITIONS: [__p::Condition; 1usize] = [
        __p::Condition {
            name: "long",
            source: "validity in [2, 3]",
            cond: __p::Cond::Passes(
                __p::Reference::field(0usize),
                __p::Test::OneOf(
                    &[
                        __p::Allowed::One(__p::Literal::Integer(2)),
                        __p::Allowed::One(__p::Literal::Integer(3)),
                    ],
                ),
            ),
        },
    ];
    static __RULES: [__p::Rule; 10usize] = [
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
            source: "required_if(ev || validity > 2)",
            when: __p::When::If(
                &__p::Cond::Any(
                    &[
                        __p::Cond::Passes(
                            __p::Reference::field(4usize),
                            __p::Test::True,
                        ),
                        __p::Cond::Passes(
                            __p::Reference::field(0usize),
                            __p::Test::Compares(
                                __p::Comparison::Greater,
                                __p::Literal::Integer(2),
                            ),
                        ),
                    ],
                ),
            ),
            demand: __p::Demand::Required,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "length(1..=64)",
            demand: __p::Demand::Passes(
                &__p::Test::Length(__p::Bounds {
                    min: __p::Some(1),
                    max: __p::Some(64),
                }),
            ),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "pattern(\"[A-Z][a-z]+\")",
            demand: __p::Demand::Passes(&__MATCHES_0),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(2usize),
            source: "required_unless(matches(name, \"[A-Z]o.*\"))",
            when: __p::When::Unless(
                &__p::Cond::Passes(
                    __p::Reference::field(1usize),
                    __p::Test::Pattern(&__PATTERN_1),
                ),
            ),
            demand: __p::Demand::Required,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(2usize),
            source: "format(email, if long)",
            when: __p::When::If(__p::Named::<0usize>::COND),
            demand: __p::Demand::Passes(__p::format::test::EMAIL),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(2usize),
            source: "rule(local_or_short, is(contact, email) || !long, \"a long order names a mailbox\", at = contact)",
            demand: __p::Demand::Holds(
                &__p::Cond::Any(
                    &[
                        __p::Cond::Passes(
                            __p::Reference::field(2usize),
                            __p::Test::Format(__p::format::EMAIL),
                        ),
                        __p::Cond::Not(&__p::Cond::Named(0usize)),
                    ],
                ),
                "a long order names a mailbox",
            ),
            attributes: &__p::RuleAttributes {
                id: __p::Some("local_or_short"),
                ..__p::RuleAttributes::NONE
            },
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(3usize),
            source: "range(1..=250)",
            demand: __p::Demand::Passes(
                &__p::Test::Range(__p::Limits {
                    min: __p::Included(1, 0),
                    max: __p::Included(250, 0),
                }),
            ),
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(3usize),
            source: "forbidden_if(len(name) < 3)",
            when: __p::When::If(
                &__p::Cond::Compare(
                    __p::Term::Length(__p::Reference::field(1usize)),
                    __p::Comparison::Less,
                    __p::Term::Literal(__p::Literal::Integer(3)),
                ),
            ),
            demand: __p::Demand::Forbidden,
            ..__p::Rule::ALWAYS
        },
    ];
    static __SCHEMA: __p::Schema = __p::Schema {
        name: "Order",
        doc: "An order of a certificate.",
        endpoint: __p::Some(__p::EndpointSchema {
            method: "POST",
            path: "/order",
            response: "OrderPlaced",
        }),
        root: __p::None,
        scalars: __p::Scalars::Native,
        fields: &__FIELDS,
        conditions: &__CONDITIONS,
        groups: &[],
        rules: &__RULES,
    };
    static __KIND: __p::Kind = __p::Kind::Object(&__SCHEMA);
    #[automatically_derived]
    impl __p::OrderValue for Order {
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
    impl __p::Fields for Order {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            let Self {
                validity: __field_validity,
                name: __field_name,
                contact: __field_contact,
                servers: __field_servers,
                ev: __field_ev,
                ..
            } = self;
            __visitor
                .fields(
                    &[
                        __p::OrderValue::node(__field_validity),
                        __p::OrderValue::node(__field_name),
                        __p::OrderValue::node(__field_contact),
                        __p::OrderValue::node(__field_servers),
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
| `name` | `Option<String>` | conditional \[1\] | `length(1..=64)`; `pattern("[A-Z][a-z]+")` |
| `contact` | `Option<String>` | conditional \[2\] \[3\] \[4\] |  |
| `servers` | `Option<u8>` | no \[5\] | `range(1..=250)` |
| `ev` | `bool` | no | default `false` |

</div></div>

1. `required_if(ev || validity > 2)`
2. `required_unless(matches(name, "[A-Z]o.*"))`
3. `format(email, if long)`
4. `rule(local_or_short, is(contact, email) || !long, "a long order names a mailbox", at = contact)`
5. `forbidden_if(len(name) < 3)`

- `long` is `validity in [2, 3]`
*/
    #[automatically_derived]
    impl __p::OrderRequest for Order {
        type Context = ();
        type __View<'__a> = &'__a Self where Self: '__a;
        #[inline]
        fn __view(&self) -> &Self {
            self
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            let Self {
                validity: __field_validity,
                name: __field_name,
                contact: __field_contact,
                servers: __field_servers,
                ev: __field_ev,
                ..
            } = self;
            let _ = |__value: &<bool as __p::OrderValue>::Value| ::order_core::private::EqualTo::equal_to(
                __value,
                &false,
            );
            let __cond_long = match __p::OrderValue::present_value(
                __field_validity,
                __p::Blank::Absent,
            ) {
                __p::Some(__value) => {
                    (::order_core::private::EqualTo::equal_to(__value, &2)
                        || ::order_core::private::EqualTo::equal_to(__value, &3))
                }
                __p::None => false,
            };
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
            let __present_name = __p::OrderValue::is_present(
                __field_name,
                __p::Blank::Absent,
            );
            if __present_name {
                if match __p::OrderValue::value(__field_name) {
                    __p::Some(__value) => {
                        !__p::is_within(
                            ::order_core::private::Lengthy::length(__value),
                            1..=64,
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(3usize);
                }
                if match __p::OrderValue::value(__field_name) {
                    __p::Some(__value) => {
                        !__p::Pattern::is_match(
                            &__PATTERN_0,
                            ::order_core::private::Text::text(__value),
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(4usize);
                }
            } else {
                if (match __p::OrderValue::present_value(__field_ev, __p::Blank::Absent)
                    .or(__p::Some(&false))
                {
                    __p::Some(__value) => ::order_core::private::Truth::is_true(__value),
                    __p::None => false,
                }
                    || match __p::OrderValue::present_value(
                        __field_validity,
                        __p::Blank::Absent,
                    ) {
                        __p::Some(__value) => {
                            ::order_core::private::OrderedTo::ordered_to(__value, &2)
                                .is_some_and(__p::Ordering::is_gt)
                        }
                        __p::None => false,
                    })
                {
                    __check.fail(2usize);
                }
            }
            let __present_contact = __p::OrderValue::is_present(
                __field_contact,
                __p::Blank::Absent,
            );
            if __present_contact {
                if __cond_long
                    && match __p::OrderValue::value(__field_contact) {
                        __p::Some(__value) => {
                            !__p::format::email(
                                ::order_core::private::Text::text(__value),
                            )
                        }
                        __p::None => false,
                    }
                {
                    __check.fail(6usize);
                }
            } else {
                if !match __p::OrderValue::present_value(
                    __field_name,
                    __p::Blank::Absent,
                ) {
                    __p::Some(__value) => {
                        __p::Pattern::is_match(
                            &__PATTERN_1,
                            ::order_core::private::Text::text(__value),
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(5usize);
                }
            }
            if !(match __p::OrderValue::present_value(
                __field_contact,
                __p::Blank::Absent,
            ) {
                __p::Some(__value) => {
                    __p::format::email(::order_core::private::Text::text(__value))
                }
                __p::None => false,
            } || !__cond_long)
            {
                __check.fail(7usize);
            }
            let __present_servers = __p::OrderValue::is_present(
                __field_servers,
                __p::Blank::Absent,
            );
            if __present_servers {
                if match __p::OrderValue::value(__field_servers) {
                    __p::Some(__value) => {
                        !__p::is_within(
                            ::order_core::private::Ranged::number(__value),
                            1..=250,
                        )
                    }
                    __p::None => false,
                } {
                    __check.fail(8usize);
                }
                if (__p::compare_numbers(
                    __p::Some(
                        __p::OrderValue::present_value(__field_name, __p::Blank::Absent)
                            .map_or(
                                0,
                                |__value| __p::length(
                                    ::order_core::private::Lengthy::length(__value),
                                ),
                            ),
                    ),
                    __p::Comparison::Less,
                    __p::Some(3),
                )) {
                    __check.fail(9usize);
                }
            }
        }
    }
    #[automatically_derived]
    impl<__C: ?::core::marker::Sized> __p::Nested<__C> for Order {
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
    impl<'__de> __p::ReadValue<'__de> for Order {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de> __p::ReadRequest<'__de> for Order {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            let __p::Some(__field_validity) = __members.get::<u8>(0usize) else {
                return __p::None
            };
            let __p::Some(__field_name) = __members.get::<Option<String>>(1usize) else {
                return __p::None
            };
            let __p::Some(__field_contact) = __members.get::<Option<String>>(2usize)
            else { return __p::None };
            let __p::Some(__field_servers) = __members.get::<Option<u8>>(3usize) else {
                return __p::None
            };
            let __p::Some(__field_ev) = __members.get_or_default::<bool>(4usize) else {
                return __p::None
            };
            __p::Some(Self {
                validity: __field_validity,
                name: __field_name,
                contact: __field_contact,
                servers: __field_servers,
                ev: __field_ev,
            })
        }
    }
    #[automatically_derived]
    impl __p::Endpoint for Order {
        const METHOD: &'static ::core::primitive::str = "POST";
        const PATH: &'static ::core::primitive::str = "/order";
        type Response = OrderPlaced;
    }
};
