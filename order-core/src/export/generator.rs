//! Schemas for the generators of schemars 0.9 and 1, whose traits differ in their versions alone.

/// Defines the impls and functions by which requests describe themselves to a version of schemars.
macro_rules! describe_to {
    (::$schemars:ident) => {
        use std::borrow::Cow;

        use ::$schemars::{JsonSchema, Schema, SchemaGenerator};

        use crate::{
            OrderRequest, Valid,
            export::components::{Components, type_name},
        };

        #[doc(hidden)]
        pub type Name = Cow<'static, str>;

        /// The schema of the request itself.
        impl<T: OrderRequest + JsonSchema> JsonSchema for Valid<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }

        /// The name of a request.
        #[doc(hidden)]
        pub fn schema_name<T: OrderRequest>() -> Name {
            type_name::<T>().into()
        }

        /// The name that tells a request from one of the same name in another module.
        #[doc(hidden)]
        pub fn schema_id<T: OrderRequest>() -> Cow<'static, str> {
            std::any::type_name::<T>().into()
        }

        /// The schema of a request, with its definitions in those of `generator`.
        #[doc(hidden)]
        pub fn json_schema<T: OrderRequest + JsonSchema>(
            generator: &mut SchemaGenerator,
        ) -> Schema {
            let mut components = Components::of::<T>();
            if generator.settings().inline_subschemas {
                components = components.inlined();
            }
            let own = match components.is_recursive() {
                true => generator
                    .subschema_for::<T>()
                    .get("$ref")
                    .and_then(|it| it.as_str())
                    .map(str::to_owned),
                false => None,
            };
            let path = &generator.settings().definitions_path;
            let path = format!("#{}/", path.trim_start_matches('#').trim_end_matches('/'));
            let name = schema_name::<T>();
            let numbered = (2..).map(|number| format!("{name}{number}."));
            let before = std::iter::once(format!("{name}.")).chain(numbered);
            // Another type of this name may have definitions of the same names.
            let (root, new) = before
                .map(|before| components.named(own.as_deref().unwrap_or_default(), &path, &before))
                .find(|(_, new)| {
                    let known = generator.definitions();
                    new.iter().all(|(name, schema)| known.get(name).is_none_or(|it| it == schema))
                })
                .expect("there are more numbers than definitions");
            generator.definitions_mut().extend(new);
            Schema::try_from(root).expect("the schema of a request is an object")
        }
    };
}
