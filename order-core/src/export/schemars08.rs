//! `JsonSchema` of [schemars 0.8](https://docs.rs/schemars/0.8) for requests, by which dropshot describes a service.
//!
//! The word `schemars08` of a request asks for the impl. The schema is that of [`json_schema`](super::json_schema) for documents
//! that are written, in the words of OpenAPI 3.0, which is what dropshot writes: a condition becomes `anyOf` and `not`. A
//! rule that these words cannot say is left out, so that the schema accepts every valid request. [`Valid<T>`](crate::Valid)
//! has the schema of `T`, and definitions begin with the name of the request, as in `Order.Method`.
//!
//! # Example
//!
//! ```
//! use order_core::OrderRequest;
//! use serde_json::json;
//!
//! #[derive(OrderRequest)]
//! #[order(schemars08)]
//! struct Order {
//!     ev: bool,
//!     #[required_if(ev)]
//!     job_title: Option<String>,
//! }
//!
//! let schema = serde_json::to_value(schemars08::schema_for!(Order))?;
//! assert_eq!(schema["properties"]["ev"], json!({ "type": "boolean" }));
//! assert_eq!(schema["allOf"][0]["anyOf"][1]["required"], json!(["job_title"]));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! In a service, a handler of dropshot takes a `TypedBody<Order>`, for which the request also has the word `serde`, and
//! judges its rules: `body.into_inner().into_valid()`. What cannot be read at all is then answered by dropshot itself. For
//! problem details of that too, an extractor of the service's own collects the body and reads it by
//! [`Incoming`](crate::http::Incoming), with the `metadata` of `TypedBody<Order>`.

use std::borrow::Cow;

use ::schemars08::{JsonSchema, r#gen::SchemaGenerator, schema::Schema};
use serde_json::Value as Json;

use crate::{
    OrderRequest, Valid,
    export::{
        components::{Components, type_name},
        openapi_3_0::weakened,
    },
};

#[doc(hidden)]
pub type Name = String;

/// The schema of the request itself.
impl<T: OrderRequest + JsonSchema> JsonSchema for Valid<T> {
    fn is_referenceable() -> bool {
        T::is_referenceable()
    }

    fn schema_name() -> String {
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
    type_name::<T>()
}

/// The name that tells a request from one of the same name in another module.
#[doc(hidden)]
pub fn schema_id<T: OrderRequest>() -> Cow<'static, str> {
    std::any::type_name::<T>().into()
}

/// The schema of a request, with its definitions in those of `generator`.
#[doc(hidden)]
pub fn json_schema<T: OrderRequest + JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mut components = Components::of::<T>();
    if generator.settings().inline_subschemas {
        components = components.inlined();
    }
    let own = match components.is_recursive() {
        true => reference(generator.subschema_for::<T>()),
        false => None,
    };
    let path = generator.settings().definitions_path.clone();
    let name = schema_name::<T>();
    let numbered = (2..).map(|number| format!("{name}{number}."));
    // Another type of this name may have definitions of the same names.
    let (root, new) = std::iter::once(format!("{name}."))
        .chain(numbered)
        .map(|before| {
            let (root, definitions) =
                components.named(own.as_deref().unwrap_or_default(), &path, &before);
            let weaker = definitions.iter();
            let weaker =
                weaker.map(|(name, it)| (name.clone(), schema(weakened(it, &definitions))));
            (schema(weakened(&root, &definitions)), weaker.collect::<Vec<_>>())
        })
        .find(|(_, new)| {
            let known = generator.definitions();
            new.iter().all(|(name, schema)| known.get(name).is_none_or(|it| it == schema))
        })
        .expect("there are more numbers than definitions");
    generator.definitions_mut().extend(new);
    root
}

fn reference(schema: Schema) -> Option<String> {
    schema.into_object().reference
}

fn schema(written: Json) -> Schema {
    serde_json::from_value(written).expect("the words of OpenAPI 3.0 are in the model")
}
