// Renewed by `EXPANSION=overwrite cargo test -p order-derive --lib expansion`.

#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    #[automatically_derived]
    impl<'a> __p::OrderValue for Order<'a> {
        type Value = Self;
        const HAS_OWN_RULES: ::core::primitive::bool = true;
        const TYPE_RULES: __p::TypeRules = __p::TypeRules::InPart;
        const PART: __p::Option<&'static __p::Kind> = __p::Some(
            &__p::Kind::Object(
                &__p::Schema {
                    name: "Order",
                    doc: "",
                    endpoint: __p::None,
                    root: __p::None,
                    scalars: __p::Scalars::Native,
                    fields: &[
                        __p::Field {
                            name: "owner",
                            key: b",\"owner\":\"                     \n",
                            rust: "owner",
                            ..<Owner<'a> as __p::OrderValue>::FIELD
                        },
                        __p::Field {
                            name: "payment",
                            key: b",\"payment\":\"                   \x0C",
                            rust: "payment",
                            ..<Payment as __p::OrderValue>::FIELD
                        },
                        __p::Field {
                            name: "lines",
                            key: b",\"lines\":\"                     \n",
                            rust: "lines",
                            ..<Vec<Line> as __p::OrderValue>::FIELD
                        },
                        __p::Field {
                            name: "codes",
                            key: b",\"codes\":\"                     \n",
                            rust: "codes",
                            ..<Option<Vec<String>> as __p::OrderValue>::FIELD
                        },
                        __p::Field {
                            name: "note",
                            key: b",\"note\":\"                      \t",
                            rust: "note",
                            ..<Option<String> as __p::OrderValue>::FIELD
                        },
                    ],
                    conditions: &[],
                    groups: &[
                        __p::Group {
                            name: "notes",
                            kind: __p::GroupKind::AtLeastOne,
                            members: &[3usize, 4usize],
                        },
                    ],
                    rules: &[
                        __p::Needed::<0usize>::RULE,
                        __p::Rule {
                            at: __p::At::Field(0usize),
                            source: "nested",
                            demand: __p::Demand::Nested,
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Member(0usize, &["email"]),
                            source: "required(owner.email, if payment.Card.number == \"0\")",
                            when: __p::When::If(
                                &__p::Cond::Passes(
                                    __p::Reference {
                                        root: __p::Root::Field(1usize),
                                        members: &["Card", "number"],
                                    },
                                    __p::Test::Compares(
                                        __p::Comparison::Equal,
                                        __p::Literal::Text("0"),
                                    ),
                                ),
                            ),
                            demand: __p::Demand::Required,
                            ..__p::Rule::ALWAYS
                        },
                        __p::Needed::<1usize>::RULE,
                        __p::Rule {
                            at: __p::At::Field(1usize),
                            source: "nested",
                            demand: __p::Demand::Nested,
                            ..__p::Rule::ALWAYS
                        },
                        __p::Needed::<2usize>::RULE,
                        __p::Rule {
                            at: __p::At::Field(2usize),
                            source: "nested",
                            demand: __p::Demand::Nested,
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Field(3usize),
                            source: "group_at_least_one(\"notes\")",
                            demand: __p::Demand::Group(0usize),
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Items(3usize),
                            source: "each(length(1..=8))",
                            demand: __p::Demand::Passes(
                                &__p::Test::Length(__p::Bounds {
                                    min: __p::Some(1),
                                    max: __p::Some(8),
                                }),
                            ),
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Items(3usize),
                            source: "each(format(digits))",
                            demand: __p::Demand::Passes(__p::format::test::DIGITS),
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Field(4usize),
                            source: "group_at_least_one(\"notes\")",
                            demand: __p::Demand::Group(0usize),
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Root,
                            source: "rule(distinct, unique(line in lines, line.sku), \"no two lines are of one article\")",
                            demand: __p::Demand::Holds(
                                &__p::Cond::Unique(
                                    __p::Reference::field(2usize),
                                    __p::Reference {
                                        root: __p::Root::Item(0usize),
                                        members: &["sku"],
                                    },
                                ),
                                "no two lines are of one article",
                            ),
                            attributes: &__p::RuleAttributes {
                                id: __p::Some("distinct"),
                                ..__p::RuleAttributes::NONE
                            },
                            ..__p::Rule::ALWAYS
                        },
                        __p::Rule {
                            at: __p::At::Root,
                            source: "rule(paid, any(line in lines, line.count > 0), \"something is ordered\")",
                            demand: __p::Demand::Holds(
                                &__p::Cond::AnyItem(
                                    __p::Reference::field(2usize),
                                    &__p::Cond::Passes(
                                        __p::Reference {
                                            root: __p::Root::Item(0usize),
                                            members: &["count"],
                                        },
                                        __p::Test::Compares(
                                            __p::Comparison::Greater,
                                            __p::Literal::Integer(0),
                                        ),
                                    ),
                                ),
                                "something is ordered",
                            ),
                            attributes: &__p::RuleAttributes {
                                id: __p::Some("paid"),
                                ..__p::RuleAttributes::NONE
                            },
                            ..__p::Rule::ALWAYS
                        },
                    ],
                },
            ),
        );
        fn kind() -> &'static __p::Kind {
            match <Self as __p::OrderValue>::PART {
                __p::Some(__kind) => __kind,
                __p::None => &__p::Kind::Any,
            }
        }
        #[inline]
        fn value(&self) -> __p::Option<&Self> {
            __p::Some(self)
        }
        #[inline]
        fn node(&self) -> __p::Node<'_> {
            __p::Node::Object(__p::Object {
                schema: <Self as __p::OrderRequest>::SCHEMA,
                fields: self,
            })
        }
    }
    #[automatically_derived]
    impl<'a> __p::Fields for Order<'a> {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            let Self {
                owner: __field_owner,
                payment: __field_payment,
                lines: __field_lines,
                codes: __field_codes,
                note: __field_note,
                ..
            } = self;
            __visitor
                .fields(
                    &[
                        <Owner<'a> as __p::OrderValue>::node(__field_owner),
                        <Payment as __p::OrderValue>::node(__field_payment),
                        <Vec<Line> as __p::OrderValue>::node(__field_lines),
                        __p::OrderValue::node(__field_codes),
                        __p::OrderValue::node(__field_note),
                    ],
                );
        }
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `owner` | `Owner<'a>` | yes \[1\] |  |
| `payment` | `Payment` | yes |  |
| `lines` | `Vec<Line>` | yes |  |
| `codes` | `Option<Vec<String>>` | no \[2\] | `each(length(1..=8))`; `each(format(digits))` |
| `note` | `Option<String>` | no \[2\] |  |

</div></div>

1. `required(owner.email, if payment.Card.number == "0")`
2. `group_at_least_one("notes")`

- `rule(distinct, unique(line in lines, line.sku), "no two lines are of one article")`
- `rule(paid, any(line in lines, line.count > 0), "something is ordered")`
*/
    #[automatically_derived]
    impl<'a> __p::OrderRequest for Order<'a> {
        type Context = ();
        type __View<'__a> = &'__a Self where Self: '__a;
        #[inline]
        fn __view(&self) -> &Self {
            self
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            let Self {
                owner: __field_owner,
                payment: __field_payment,
                lines: __field_lines,
                codes: __field_codes,
                note: __field_note,
                ..
            } = self;
            let __present_codes = __p::OrderValue::is_present(
                __field_codes,
                __p::Blank::Absent,
            );
            let __present_note = __p::OrderValue::is_present(
                __field_note,
                __p::Blank::Absent,
            );
            let __group0 = [__present_codes, __present_note];
            let __group0_is_broken = __p::is_group_broken(
                __p::GroupKind::AtLeastOne,
                &__group0,
            );
            let __present_owner = <Owner<
                'a,
            > as __p::OrderValue>::is_present(__field_owner, __p::Blank::Absent);
            if !<Owner<'a> as __p::OrderValue>::OPTIONAL && !__present_owner {
                __check.fail(0usize);
            }
            __p::check_field(
                __check,
                0usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        Owner<'a>,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check(__field_owner, __check, __parent, __context)
                },
            );
            if <Payment as ::order_core::private::OrderValue>::present_value(
                    __field_payment,
                    __p::Blank::Absent,
                )
                .map_or(
                    __p::Seen::ABSENT,
                    |__part| {
                        ::order_core::private::Seen::member(
                                __part,
                                &::order_core::private::OrderRequest::__view(__part).Card,
                                "Card",
                            )
                            .part()
                            .map_or(
                                __p::Seen::ABSENT,
                                |__part| ::order_core::private::Seen::member(
                                    __part,
                                    &::order_core::private::OrderRequest::__view(__part).number,
                                    "number",
                                ),
                            )
                    },
                )
                .test(
                    |__value| ::order_core::private::EqualTo::equal_to(__value, "0"),
                    __p::Comparison::Equal,
                    &__p::Literal::Text("0"),
                )
                && <Owner<
                    'a,
                > as ::order_core::private::OrderValue>::present_value(
                        __field_owner,
                        __p::Blank::Absent,
                    )
                    .is_some_and(|__part| {
                        !::order_core::private::Seen::member(
                                __part,
                                &::order_core::private::OrderRequest::__view(__part).email,
                                "email",
                            )
                            .is_present()
                    })
            {
                __check.fail(2usize);
            }
            let __present_payment = <Payment as __p::OrderValue>::is_present(
                __field_payment,
                __p::Blank::Absent,
            );
            if !<Payment as __p::OrderValue>::OPTIONAL && !__present_payment {
                __check.fail(3usize);
            }
            __p::check_field(
                __check,
                1usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        Payment,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check(__field_payment, __check, __parent, __context)
                },
            );
            let __present_lines = <Vec<
                Line,
            > as __p::OrderValue>::is_present(__field_lines, __p::Blank::Absent);
            if !<Vec<Line> as __p::OrderValue>::OPTIONAL && !__present_lines {
                __check.fail(5usize);
            }
            __p::check_field(
                __check,
                2usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        Vec<Line>,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check(__field_lines, __check, __parent, __context)
                },
            );
            if __group0_is_broken
                && __p::is_blamed(__p::GroupKind::AtLeastOne, &__group0, 0usize)
            {
                __check.fail_group(7usize, __group0);
            }
            if let __p::Some(__list) = __p::OrderValue::present_value(
                __field_codes,
                __p::Blank::Absent,
            ) {
                for (__key, __item) in ::order_core::private::Items::entries(__list) {
                    if true
                        && match __p::item_value(__item, false) {
                            __p::Some(__value) => {
                                !__p::is_within(
                                    ::order_core::private::Lengthy::length(__value),
                                    1..=8,
                                )
                            }
                            __p::None => false,
                        }
                    {
                        __check.fail_item(8usize, __key);
                    }
                }
            }
            if let __p::Some(__list) = __p::OrderValue::present_value(
                __field_codes,
                __p::Blank::Absent,
            ) {
                for (__key, __item) in ::order_core::private::Items::entries(__list) {
                    if true
                        && match __p::item_value(__item, false) {
                            __p::Some(__value) => {
                                !__p::format::digits(
                                    ::order_core::private::Text::text(__value),
                                )
                            }
                            __p::None => false,
                        }
                    {
                        __check.fail_item(9usize, __key);
                    }
                }
            }
            if __group0_is_broken
                && __p::is_blamed(__p::GroupKind::AtLeastOne, &__group0, 1usize)
            {
                __check.fail_group(10usize, __group0);
            }
            if !<Vec<
                Line,
            > as ::order_core::private::OrderValue>::present_value(
                    __field_lines,
                    __p::Blank::Absent,
                )
                .is_none_or(|__list| ::order_core::private::are_unique(
                    ::order_core::private::Items::items(__list),
                    |__item_line| {
                        __p::value(__item_line, __p::Blank::Absent)
                            .map_or(
                                __p::Seen::ABSENT,
                                |__part| ::order_core::private::Seen::member(
                                    __part,
                                    &::order_core::private::OrderRequest::__view(__part).sku,
                                    "sku",
                                ),
                            )
                    },
                ))
            {
                __check.fail(11usize);
            }
            if !<Vec<
                Line,
            > as ::order_core::private::OrderValue>::present_value(
                    __field_lines,
                    __p::Blank::Absent,
                )
                .is_some_and(|__list| {
                    ::order_core::private::Items::items(__list)
                        .any(|__item_line| {
                            __p::value(__item_line, __p::Blank::Absent)
                                .map_or(
                                    __p::Seen::ABSENT,
                                    |__part| ::order_core::private::Seen::member(
                                        __part,
                                        &::order_core::private::OrderRequest::__view(__part).count,
                                        "count",
                                    ),
                                )
                                .test(
                                    |__value| {
                                        ::order_core::private::OrderedTo::ordered_to(__value, &0)
                                            .is_some_and(__p::Ordering::is_gt)
                                    },
                                    __p::Comparison::Greater,
                                    &__p::Literal::Integer(0),
                                )
                        })
                })
            {
                __check.fail(12usize);
            }
        }
    }
    #[automatically_derived]
    impl<'a, __C: ?::core::marker::Sized> __p::Nested<__C> for Order<'a> {
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
    impl<'__de: 'a, 'a> __p::ReadValue<'__de> for Order<'a> {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de: 'a, 'a> __p::ReadRequest<'__de> for Order<'a> {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            let __p::Some(__field_owner) = <Owner<
                'a,
            > as ::order_core::private::OrderValue>::__get(__members, 0usize) else {
                return __p::None
            };
            let __p::Some(__field_payment) = <Payment as ::order_core::private::OrderValue>::__get(
                __members,
                1usize,
            ) else { return __p::None };
            let __p::Some(__field_lines) = <Vec<
                Line,
            > as ::order_core::private::OrderValue>::__get(__members, 2usize) else {
                return __p::None
            };
            let __p::Some(__field_codes) = __members.get::<Option<Vec<String>>>(3usize)
            else { return __p::None };
            let __p::Some(__field_note) = __members.get::<Option<String>>(4usize) else {
                return __p::None
            };
            __p::Some(Self {
                owner: __field_owner,
                payment: __field_payment,
                lines: __field_lines,
                codes: __field_codes,
                note: __field_note,
            })
        }
    }
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    #[automatically_derived]
    impl<'a> __p::OrderValue for Owner<'a> {
        type Value = Self;
        const TYPE_RULES: __p::TypeRules = __p::TypeRules::InPart;
        const PART: __p::Option<&'static __p::Kind> = __p::Some(
            &__p::Kind::Object(
                &__p::Schema {
                    name: "Owner",
                    doc: "",
                    endpoint: __p::None,
                    root: __p::None,
                    scalars: __p::Scalars::Native,
                    fields: &[
                        __p::Field {
                            name: "name",
                            key: b",\"name\":\"                      \t",
                            rust: "name",
                            ..<&'a str as __p::OrderValue>::FIELD
                        },
                        __p::Field {
                            name: "email",
                            key: b",\"email\":\"                     \n",
                            rust: "email",
                            ..<Option<String> as __p::OrderValue>::FIELD
                        },
                    ],
                    conditions: &[],
                    groups: &[],
                    rules: &[__p::Needed::<0usize>::RULE],
                },
            ),
        );
        fn kind() -> &'static __p::Kind {
            match <Self as __p::OrderValue>::PART {
                __p::Some(__kind) => __kind,
                __p::None => &__p::Kind::Any,
            }
        }
        #[inline]
        fn value(&self) -> __p::Option<&Self> {
            __p::Some(self)
        }
        #[inline]
        fn node(&self) -> __p::Node<'_> {
            __p::Node::Object(__p::Object {
                schema: <Self as __p::OrderRequest>::SCHEMA,
                fields: self,
            })
        }
    }
    #[automatically_derived]
    impl<'a> __p::Fields for Owner<'a> {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            let Self { name: __field_name, email: __field_email, .. } = self;
            __visitor
                .fields(
                    &[
                        __p::OrderValue::node(__field_name),
                        __p::OrderValue::node(__field_email),
                    ],
                );
        }
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `name` | `&'a str` | yes |  |
| `email` | `Option<String>` | no |  |

</div></div>
*/
    #[automatically_derived]
    impl<'a> __p::OrderRequest for Owner<'a> {
        type Context = ();
        type __View<'__a> = &'__a Self where Self: '__a;
        #[inline]
        fn __view(&self) -> &Self {
            self
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            let Self { name: __field_name, .. } = self;
            if __p::OrderValue::is_missing(__field_name, __p::Blank::Absent) {
                __check.fail(0usize);
            }
        }
    }
    #[automatically_derived]
    impl<'a, __C: ?::core::marker::Sized> __p::Nested<__C> for Owner<'a> {
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
    impl<'__de: 'a, 'a> __p::ReadValue<'__de> for Owner<'a> {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de: 'a, 'a> __p::ReadRequest<'__de> for Owner<'a> {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            let __p::Some(__field_name) = __members.get::<&'a str>(0usize) else {
                return __p::None
            };
            let __p::Some(__field_email) = __members.get::<Option<String>>(1usize) else {
                return __p::None
            };
            __p::Some(Self {
                name: __field_name,
                email: __field_email,
            })
        }
    }
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    const _: () = ::order_core::private::assert!(
        ! < Card as ::order_core::private::Nested < () >> ::IS_OPTIONAL,
        "`Card` holds an `Option`, and a variant that is given holds its request; remove it"
    );
    const _: () = {
        type __Held = Box<Transfer>;
        ::order_core::private::assert!(
            ! < __Held as ::order_core::private::Nested < () >> ::IS_OPTIONAL,
            "`Transfer` holds an `Option`, and a variant that is given holds its request; remove it"
        )
    };
    static __FIELDS: [__p::Field; 2usize] = [
        __p::Field {
            name: "card",
            key: b",\"card\":\"                      \t",
            rust: "Card",
            attributes: __p::FieldAttributes::TAKES_BLANK,
            ..<::order_core::private::Option<Card> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "transfer",
            key: b",\"transfer\":\"                  \r",
            rust: "Transfer",
            attributes: __p::FieldAttributes::TAKES_BLANK,
            ..<::order_core::private::Own<
                ::order_core::private::Option<Box<Transfer>>,
            > as __p::OrderValue>::FIELD
        },
    ];
    static __GROUPS: [__p::Group; 1usize] = [
        __p::Group {
            name: "Payment",
            kind: __p::GroupKind::ExactlyOne,
            members: &[0usize, 1usize],
        },
    ];
    static __RULES: [__p::Rule; 3usize] = [
        __p::Rule {
            at: __p::At::Field(0usize),
            source: "nested",
            demand: __p::Demand::Nested,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "nested",
            demand: __p::Demand::Nested,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Root,
            source: "exactly one variant",
            demand: __p::Demand::Group(0usize),
            ..__p::Rule::ALWAYS
        },
    ];
    static __SCHEMA: __p::Schema = __p::Schema {
        name: "Payment",
        doc: "",
        endpoint: __p::None,
        root: __p::None,
        scalars: __p::Scalars::Native,
        fields: &__FIELDS,
        conditions: &[],
        groups: &__GROUPS,
        rules: &__RULES,
    };
    static __KIND: __p::Kind = __p::Kind::Object(&__SCHEMA);
    #[automatically_derived]
    impl __p::OrderValue for Payment {
        type Value = Self;
        const HAS_RULES: ::core::primitive::bool = false
            || <Card as ::order_core::private::OrderValue>::HAS_OWN_RULES
            || <Box<Transfer> as ::order_core::private::OrderValue>::HAS_OWN_RULES;
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
    impl __p::Fields for Payment {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            match self {
                Self::Card(__held) => {
                    __p::visit_variants(
                        __visitor,
                        2usize,
                        0usize,
                        <Card as ::order_core::private::OrderValue>::node(__held),
                    )
                }
                Self::Transfer(__held) => {
                    __p::visit_variants(
                        __visitor,
                        2usize,
                        1usize,
                        <Box<
                            Transfer,
                        > as ::order_core::private::OrderValue>::node(__held),
                    )
                }
            }
        }
    }
    struct __PaymentVariants<'__a> {
        Card: __p::Variant<'__a, Card>,
        Transfer: __p::Variant<'__a, Box<Transfer>>,
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `card` | `Option<Card>` | no |  |
| `transfer` | `Option<Box<Transfer>>` | no |  |

</div></div>

- `exactly one variant`
*/
    #[automatically_derived]
    impl __p::OrderRequest for Payment {
        type Context = ();
        type __View<'__a> = __PaymentVariants<'__a> where Self: '__a;
        fn __view(&self) -> Self::__View<'_> {
            let mut __view = __PaymentVariants {
                Card: __p::Variant::ABSENT,
                Transfer: __p::Variant::ABSENT,
            };
            match self {
                Self::Card(__held) => __view.Card = __p::Variant::new(__held),
                Self::Transfer(__held) => __view.Transfer = __p::Variant::new(__held),
            }
            __view
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            match self {
                Self::Card(__held) => {
                    __p::check_field(
                        __check,
                        0usize,
                        |__check, __parent| {
                            ::order_core::private::Nested::<
                                (),
                            >::__check_nested(__held, __check, __parent, __context)
                        },
                    )
                }
                Self::Transfer(__held) => {
                    __p::check_field(
                        __check,
                        1usize,
                        |__check, __parent| {
                            ::order_core::private::Nested::<
                                (),
                            >::__check_nested(__held, __check, __parent, __context)
                        },
                    )
                }
            }
        }
    }
    #[automatically_derived]
    impl<__C: ?::core::marker::Sized> __p::Nested<__C> for Payment {
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
    impl<'__de> __p::ReadValue<'__de> for Payment {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de> __p::ReadRequest<'__de> for Payment {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            match __members.only()? {
                0usize => {
                    __p::Some(
                        Self::Card(
                            <Card as ::order_core::private::OrderValue>::__get(
                                __members,
                                0usize,
                            )?,
                        ),
                    )
                }
                1usize => {
                    __p::Some(
                        Self::Transfer(
                            <Box<
                                Transfer,
                            > as ::order_core::private::OrderValue>::__get(
                                __members,
                                1usize,
                            )?,
                        ),
                    )
                }
                _ => __p::None,
            }
        }
    }
};
