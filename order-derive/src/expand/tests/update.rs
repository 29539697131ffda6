// Renewed by `EXPANSION=overwrite cargo test -p order-derive --lib expansion`.

#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __FIELDS: [__p::Field; 4usize] = [
        __p::Field {
            name: "validity",
            key: b",\"validity\":\"                  \r",
            rust: "validity",
            doc: "Length of validity, in years.",
            ..<u8 as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "contact",
            key: b",\"contact\":\"                   \x0C",
            rust: "contact",
            ..<Option<Contact> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "labels",
            key: b",\"labels\":\"                    \x0B",
            rust: "labels",
            ..<Option<BTreeMap<String, String>> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "id",
            key: b",\"id\":\"                        \x87",
            rust: "id",
            place: __p::FieldPlace::UrlPath,
            ..<String as __p::OrderValue>::FIELD
        },
    ];
    static __RULES: [__p::Rule; 4usize] = [
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
            at: __p::At::Field(0usize),
            source: "required",
            demand: __p::Demand::Required,
            ..__p::Rule::ALWAYS
        },
        __p::Rule {
            at: __p::At::Field(1usize),
            source: "nested",
            demand: __p::Demand::Nested,
            ..__p::Rule::ALWAYS
        },
        __p::Needed::<3usize>::RULE,
    ];
    static __SCHEMA: __p::Schema = __p::Schema {
        name: "Order",
        doc: "An order.",
        endpoint: __p::None,
        root: __p::None,
        scalars: __p::Scalars::Native,
        fields: &__FIELDS,
        conditions: &[],
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
                contact: __field_contact,
                labels: __field_labels,
                id: __field_id,
                ..
            } = self;
            __visitor
                .fields(
                    &[
                        __p::OrderValue::node(__field_validity),
                        <Option<Contact> as __p::OrderValue>::node(__field_contact),
                        __p::OrderValue::node(__field_labels),
                        __p::OrderValue::node(__field_id),
                    ],
                );
        }
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `validity` | `u8` | yes | `allowed(1, 2, 3)` |
| `contact` | `Option<Contact>` | no |  |
| `labels` | `Option<BTreeMap<String, String>>` | no |  |
| `id` | `String` | yes |  |

</div></div>
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
                contact: __field_contact,
                id: __field_id,
                ..
            } = self;
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
                    __check.fail(0usize);
                }
            } else {
                __check.fail(1usize);
            }
            __p::check_field(
                __check,
                1usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        ::order_core::update::UpdateOf<Option<Contact>>,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check(__field_contact, __check, __parent, __context)
                },
            );
            if __p::OrderValue::is_missing(__field_id, __p::Blank::Absent) {
                __check.fail(3usize);
            }
        }
        fn __check_change(
            &self,
            __old: &Self,
            __check: &mut __p::Check<'_>,
            __context: &Self::Context,
        ) {
            let _ = (__old, __context);
            let Self {
                validity: __field_validity,
                contact: __field_contact,
                id: __field_id,
                ..
            } = self;
            __p::check_field(
                __check,
                1usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        ::order_core::update::UpdateOf<Option<Contact>>,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check_change(
                        __field_contact,
                        &__old.contact,
                        __check,
                        __parent,
                        __context,
                    )
                },
            );
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
        fn __check_nested_change(
            &self,
            __old: &Self,
            __check: &mut __p::Check<'_>,
            __parent: __p::Option<&__p::Parent<'_>>,
            __context: &__C,
        ) {
            let _ = __context;
            __p::check_nested_change(self, __old, __check, __parent, &());
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
            let __p::Some(__field_contact) = <Option<
                Contact,
            > as ::order_core::private::OrderValue>::__get(__members, 1usize) else {
                return __p::None
            };
            let __p::Some(__field_labels) = __members
                .get::<Option<BTreeMap<String, String>>>(2usize) else {
                return __p::None
            };
            let __p::Some(__field_id) = __members.get::<String>(3usize) else {
                return __p::None
            };
            __p::Some(Self {
                validity: __field_validity,
                contact: __field_contact,
                labels: __field_labels,
                id: __field_id,
            })
        }
    }
};
#[allow(clippy::absolute_paths, clippy::type_complexity)]
/// The changes of a [`Order`]: each field is untouched or set, and cleared if it may be absent.
pub struct OrderUpdate {
    /// Length of validity, in years.
    pub validity: ::order_core::update::Edit<u8>,
    pub contact: ::order_core::update::Change<
        ::order_core::update::UpdateOf<Option<Contact>>,
    >,
    pub labels: ::order_core::update::Change<
        BTreeMap<String, ::order_core::update::Change<String>>,
    >,
}
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    static __FIELDS: [__p::Field; 3usize] = [
        __p::Field {
            name: "validity",
            key: b",\"validity\":\"                  \r",
            rust: "validity",
            doc: "Length of validity, in years.",
            ..<::order_core::update::Edit<u8> as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "contact",
            key: b",\"contact\":\"                   \x0C",
            rust: "contact",
            ..<::order_core::private::By<
                Option<Contact>,
                ::order_core::update::Change<
                    ::order_core::update::UpdateOf<Option<Contact>>,
                >,
            > as __p::OrderValue>::FIELD
        },
        __p::Field {
            name: "labels",
            key: b",\"labels\":\"                    \x0B",
            rust: "labels",
            ..<::order_core::update::Change<
                BTreeMap<String, ::order_core::update::Change<String>>,
            > as __p::OrderValue>::FIELD
        },
    ];
    static __RULES: [__p::Rule; 2usize] = [
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
            source: "nested",
            demand: __p::Demand::Nested,
            ..__p::Rule::ALWAYS
        },
    ];
    static __SCHEMA: __p::Schema = __p::Schema {
        name: "OrderUpdate",
        doc: "The changes of a [`Order`]: each field is untouched or set, and cleared if it may be absent.",
        endpoint: __p::None,
        root: __p::None,
        scalars: __p::Scalars::Native,
        fields: &__FIELDS,
        conditions: &[],
        groups: &[],
        rules: &__RULES,
    };
    static __KIND: __p::Kind = __p::Kind::Object(&__SCHEMA);
    #[automatically_derived]
    impl __p::OrderValue for OrderUpdate {
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
    impl __p::Fields for OrderUpdate {
        fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
            let Self {
                validity: __field_validity,
                contact: __field_contact,
                labels: __field_labels,
                ..
            } = self;
            __visitor
                .fields(
                    &[
                        <::order_core::update::Edit<
                            u8,
                        > as __p::OrderValue>::node(__field_validity),
                        <::order_core::private::By<
                            Option<Contact>,
                            ::order_core::update::Change<
                                ::order_core::update::UpdateOf<Option<Contact>>,
                            >,
                        > as __p::OrderValue>::node(__field_contact),
                        <::order_core::update::Change<
                            BTreeMap<String, ::order_core::update::Change<String>>,
                        > as __p::OrderValue>::node(__field_labels),
                    ],
                );
        }
    }
    /**Parameters, by their names on the wire.

<div style="overflow-x:auto"><div style="min-width:44rem"><style>td code{overflow-wrap:normal!important}</style>

| Parameter | Type | Required | Rules |
| --- | --- | --- | --- |
| `validity` | `::order_core::update::Edit<u8>` | no | `allowed(1, 2, 3)` |
| `contact` | `::order_core::update::Change<::order_core::update::UpdateOf<Option<Contact>>>` | no |  |
| `labels` | `::order_core::update::Change<BTreeMap<String,::order_core::update::Change<String>>>` | no |  |

</div></div>
*/
    #[automatically_derived]
    impl __p::OrderRequest for OrderUpdate {
        type Context = ();
        type __View<'__a> = &'__a Self where Self: '__a;
        #[inline]
        fn __view(&self) -> &Self {
            self
        }
        fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
            let Self { validity: __field_validity, contact: __field_contact, .. } = self;
            if match <::order_core::update::Edit<
                u8,
            > as ::order_core::private::OrderValue>::present_value(
                __field_validity,
                __p::Blank::Absent,
            ) {
                __p::Some(__value) => {
                    !(::order_core::private::EqualTo::equal_to(__value, &1)
                        || ::order_core::private::EqualTo::equal_to(__value, &2)
                        || ::order_core::private::EqualTo::equal_to(__value, &3))
                }
                __p::None => false,
            } {
                __check.fail(0usize);
            }
            __p::check_field(
                __check,
                1usize,
                |__check, __parent| {
                    <::order_core::private::By<
                        ::order_core::private::By<
                            Option<Contact>,
                            ::order_core::update::Change<
                                ::order_core::update::UpdateOf<Option<Contact>>,
                            >,
                        >,
                        ::order_core::private::InPart,
                    > as ::order_core::private::ChecksPart<
                        _,
                        (),
                    >>::check(__field_contact, __check, __parent, __context)
                },
            );
        }
    }
    #[automatically_derived]
    impl<__C: ?::core::marker::Sized> __p::Nested<__C> for OrderUpdate {
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
    impl<'__de> __p::ReadValue<'__de> for OrderUpdate {
        fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
            let _ = ::core::marker::PhantomData::<
                ::order_core::update::UpdateOf<Option<Contact>>,
            >;
            __p::read_nested(__place)
        }
    }
    #[automatically_derived]
    #[allow(clippy::question_mark)]
    impl<'__de> __p::ReadRequest<'__de> for OrderUpdate {
        fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
            let __p::Some(__field_validity) = <::order_core::update::Edit<
                u8,
            > as ::order_core::private::OrderValue>::__get(__members, 0usize) else {
                return __p::None
            };
            let __p::Some(__field_contact) = <::order_core::private::By<
                Option<Contact>,
                ::order_core::update::Change<
                    ::order_core::update::UpdateOf<Option<Contact>>,
                >,
            > as ::order_core::private::OrderValue>::__get(__members, 1usize) else {
                return __p::None
            };
            let __p::Some(__field_labels) = <::order_core::update::Change<
                BTreeMap<String, ::order_core::update::Change<String>>,
            > as ::order_core::private::OrderValue>::__get(__members, 2usize) else {
                return __p::None
            };
            __p::Some(Self {
                validity: __field_validity,
                contact: __field_contact,
                labels: __field_labels,
            })
        }
    }
};
#[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
const _: () = {
    use ::order_core::private as __p;
    #[automatically_derived]
    impl ::core::default::Default for OrderUpdate {
        fn default() -> Self {
            Self {
                validity: <::order_core::update::Edit<
                    u8,
                > as ::core::default::Default>::default(),
                contact: <::order_core::update::Change<
                    ::order_core::update::UpdateOf<Option<Contact>>,
                > as ::core::default::Default>::default(),
                labels: <::order_core::update::Change<
                    BTreeMap<String, ::order_core::update::Change<String>>,
                > as ::core::default::Default>::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for OrderUpdate {
        fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __p::show(self, __f)
        }
    }
    #[automatically_derived]
    impl ::core::clone::Clone for OrderUpdate
    where
        for<'__a> ::order_core::update::Edit<u8>: ::core::clone::Clone,
        for<'__a> Contact: __p::CloneInPart,
        for<'__a> ::order_core::update::Change<
            BTreeMap<String, ::order_core::update::Change<String>>,
        >: ::core::clone::Clone,
    {
        fn clone(&self) -> Self {
            Self {
                validity: ::core::clone::Clone::clone(&self.validity),
                contact: ::core::clone::Clone::clone(&self.contact),
                labels: ::core::clone::Clone::clone(&self.labels),
            }
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for OrderUpdate
    where
        for<'__a> ::order_core::update::Edit<u8>: ::core::cmp::PartialEq,
        for<'__a> Contact: __p::EqualInPart,
        for<'__a> ::order_core::update::Change<
            BTreeMap<String, ::order_core::update::Change<String>>,
        >: ::core::cmp::PartialEq,
    {
        fn eq(&self, __other: &Self) -> ::core::primitive::bool {
            true && self.validity == __other.validity && self.contact == __other.contact
                && self.labels == __other.labels
        }
    }
    #[automatically_derived]
    impl __p::Update for OrderUpdate {
        type Request = Order;
    }
    #[automatically_derived]
    impl __p::Updatable for Order {
        type Update = OrderUpdate;
        fn __fits(
            __update: &Self::Update,
            __old: __p::Option<&Self>,
        ) -> ::core::primitive::bool {
            true
                && __p::edit_fits::<
                    _,
                    u8,
                    __p::Whole,
                >(
                    &__update.validity,
                    match __old {
                        __p::Some(__old) => __p::Some(&__old.validity),
                        __p::None => __p::None,
                    },
                    false,
                )
                && ::order_core::private::change_fits::<
                    _,
                    _,
                    ::order_core::private::By<
                        ::order_core::update::UpdateOf<Option<Contact>>,
                        __p::InPart,
                    >,
                >(
                    &(__update).contact,
                    match __old {
                        __p::Some(__old) => __old.contact.as_ref(),
                        __p::None => __p::None,
                    },
                )
                && __p::change_fits::<
                    _,
                    _,
                    __p::Entries<__p::Whole>,
                >(
                    &__update.labels,
                    match __old {
                        __p::Some(__old) => __old.labels.as_ref(),
                        __p::None => __p::None,
                    },
                ) && (__old.is_some() || false || <String as __p::OrderValue>::OPTIONAL)
        }
        fn __apply(
            __update: Self::Update,
            __old: __p::Option<Self>,
        ) -> __p::Option<Self> {
            let OrderUpdate { validity: __new_0, contact: __new_1, labels: __new_2 } = __update;
            let (__old_0, __old_1, __old_2, __old_3) = match __old {
                __p::Some(__old) => {
                    (
                        __p::Some(__old.validity),
                        __p::Some(__old.contact),
                        __p::Some(__old.labels),
                        __p::Some(__old.id),
                    )
                }
                __p::None => (__p::None, __p::None, __p::None, __p::None),
            };
            let __p::Some(__old_0) = __p::edit_apply::<
                _,
                u8,
                __p::Whole,
            >(__new_0, __old_0) else { return __p::None };
            let __p::Some(__old_1) = ::order_core::private::change_apply::<
                _,
                _,
                ::order_core::private::By<
                    ::order_core::update::UpdateOf<Option<Contact>>,
                    __p::InPart,
                >,
            >(__new_1, __old_1.flatten()) else { return __p::None };
            let __p::Some(__old_2) = __p::change_apply::<
                _,
                _,
                __p::Entries<__p::Whole>,
            >(__new_2, __old_2.flatten()) else { return __p::None };
            let __p::Some(__old_3) = __old_3.or_else(<String as __p::OrderValue>::absent)
            else { return __p::None };
            __p::Some(Self {
                validity: __old_0,
                contact: __old_1,
                labels: __old_2,
                id: __old_3,
            })
        }
        fn __between(__old: __p::Option<&Self>, __new: Self) -> Self::Update {
            OrderUpdate {
                validity: __p::edit_between::<
                    _,
                    u8,
                    __p::Whole,
                >(
                    match __old {
                        __p::Some(__old) => __p::Some(&__old.validity),
                        __p::None => __p::None,
                    },
                    __new.validity,
                ),
                contact: ::order_core::private::change_between::<
                    _,
                    _,
                    ::order_core::private::By<
                        ::order_core::update::UpdateOf<Option<Contact>>,
                        __p::InPart,
                    >,
                >(
                    match __old {
                        __p::Some(__old) => __old.contact.as_ref(),
                        __p::None => __p::None,
                    },
                    __new.contact,
                ),
                labels: __p::change_between::<
                    _,
                    _,
                    __p::Entries<__p::Whole>,
                >(
                    match __old {
                        __p::Some(__old) => __old.labels.as_ref(),
                        __p::None => __p::None,
                    },
                    __new.labels,
                ),
            }
        }
    }
};
