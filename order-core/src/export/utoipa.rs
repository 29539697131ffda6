//! `ToSchema` of [utoipa](https://docs.rs/utoipa/6) for requests.
//!
//! The word `utoipa` of a request asks for the impl. The schema is that of [`json_schema`](super::json_schema) for
//! documents that are written, which is the form to publish, with every rule that JSON Schema can express, and with the
//! others in `x-gaps`. [`Valid<T>`](crate::Valid) has the schema of `T`, and the members in the path, the query and headers as its
//! parameters: `#[utoipa::path(post, path = "/orders", params(Valid<Order>), request_body = Order)]`.
//!
//! Parts, enums and other schemas that it refers to become components that begin with the name of the request, as in
//! `Order.Method`. As for every type of utoipa, two requests of one name in one document need other names.
//!
//! The model of utoipa has no `not`, `if` or `const`, and no list of rules beside properties. Title, description, type,
//! properties and what they require stand in the model, where other code finds them; everything else is in one
//! member `allOf` beside them, written as it is. A document that utoipa itself reads again from its text loses that member.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, OrderValue};
//! use serde_json::json;
//! use utoipa::{ToSchema, openapi::{ComponentsBuilder, OpenApiBuilder}};
//!
//! #[derive(OrderValue)]
//! #[order(rename_all = "snake_case")]
//! enum Method {
//!     ShipToken,
//!     ClientApp,
//! }
//!
//! #[derive(OrderRequest)]
//! #[order(utoipa)]
//! struct Order {
//!     ev: bool,
//!     #[required_if(ev)]
//!     method: Option<Method>,
//! }
//!
//! // A derived `OpenApi` does the same for the body of each of its paths.
//! let mut parts = Vec::new();
//! Order::schemas(&mut parts);
//! let components = ComponentsBuilder::new().schema_from::<Order>().schemas_from_iter(parts).build();
//! let document = OpenApiBuilder::new().components(Some(components)).build();
//! let document = serde_json::to_value(&document)?;
//! let order = &document["components"]["schemas"]["Order"];
//! assert_eq!(order["properties"]["method"]["$ref"], "#/components/schemas/Order.Method");
//! assert_eq!(order["required"], json!(["ev"]));
//! assert_eq!(order["allOf"][0]["then"]["required"], json!(["method"]));
//! # let _ = (Method::ShipToken, Method::ClientApp);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;

use ::utoipa::{
    IntoParams, Number, PartialSchema, ToSchema,
    openapi::{
        Deprecated, Ref, RefOr, Required, Schema,
        extensions::Extensions,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::{AdditionalProperties, Array, Object, SchemaType, Type},
    },
};
use serde_json::{Map, Value as Json, json};

use crate::{
    Endpoint, OrderRequest, Valid,
    export::{
        components::{Components, type_name},
        openapi,
    },
};

/// The path of the components of a document.
const PATH: &str = "#/components/schemas/";

/// The components of a document under construction, each with its name.
#[doc(hidden)]
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// The schema of the request itself.
impl<T: OrderRequest + PartialSchema> PartialSchema for Valid<T> {
    fn schema() -> RefOr<Schema> {
        T::schema()
    }
}

/// The name and the components of the request itself.
impl<T: OrderRequest + ToSchema> ToSchema for Valid<T> {
    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn schemas(schemas: &mut Schemas) {
        T::schemas(schemas);
    }
}

/// The parameters of the request: its members in the path, the query and headers, as a handler says by
/// `params(Valid<Order>)`.
impl<T: Endpoint> IntoParams for Valid<T> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let operation = openapi::Operation::of::<T>();
        operation.standalone_parameters().iter().map(parameter).collect()
    }
}

fn parameter(written: &Json) -> Parameter {
    let text = |name: &str| written.get(name).and_then(Json::as_str);
    let is = |name: &str| written.get(name).and_then(Json::as_bool).unwrap_or_default();
    let place = match text("in") {
        Some("path") => ParameterIn::Path,
        Some("header") => ParameterIn::Header,
        _ => ParameterIn::Query,
    };
    ParameterBuilder::new()
        .name(text("name").unwrap_or_default())
        .parameter_in(place)
        .description(text("description"))
        .required(if is("required") { Required::True } else { Required::False })
        .deprecated(is("deprecated").then_some(Deprecated::True))
        .schema(written.get("schema").cloned().map(of))
        .build()
}

/// The name of a request among the components.
#[doc(hidden)]
pub fn name<T: OrderRequest>() -> Cow<'static, str> {
    type_name::<T>().into()
}

/// The schema of a request, which refers to its components.
#[doc(hidden)]
pub fn schema<T: OrderRequest>() -> RefOr<Schema> {
    let (root, _) = named::<T>();
    RefOr::T(modelled(root))
}

/// Adds the components of a request.
#[doc(hidden)]
pub fn schemas<T: OrderRequest>(schemas: &mut Schemas) {
    let (_, components) = named::<T>();
    schemas.extend(components.into_iter().map(|(name, schema)| (name, of(schema))));
}

fn named<T: OrderRequest>() -> (Json, Vec<(String, Json)>) {
    let name = name::<T>();
    Components::of::<T>().named(&format!("{PATH}{name}"), PATH, &format!("{name}."))
}

fn of(schema: Json) -> RefOr<Schema> {
    match reference(&schema) {
        Some(reference) => RefOr::Ref(reference),
        None => RefOr::T(modelled(schema)),
    }
}

/// A reference with what may stand beside it in the model.
fn reference(schema: &Json) -> Option<Ref> {
    let members = schema.as_object()?;
    let mut reference = Ref::new(members.get("$ref")?.as_str()?);
    for (key, value) in members {
        match (key.as_str(), value) {
            ("$ref", _) => {}
            ("description", Json::String(text)) => reference.description = text.clone(),
            ("title", Json::String(text)) => reference.title = Some(text.clone()),
            ("default", value) => reference.default = Some(value.clone()),
            _ => return None,
        }
    }
    Some(reference)
}

/// A schema in the model of utoipa, with the rest of it in one member.
///
/// The members that the model lacks are kept in a map without an order, so that there is one of them at most: documents are the
/// same in every run.
fn modelled(schema: Json) -> Schema {
    let members = match schema {
        Json::Object(members) => members,
        Json::Bool(true) => Map::new(),
        // Nothing else is a schema that accepts nothing.
        _ => Map::from_iter([("not".to_owned(), json!({}))]),
    };
    if members.get("type").is_some_and(|it| it == "array")
        && let Some(items) = members.get("items")
    {
        let mut array = Array::new(of(items.clone()));
        array.extensions = rest_of(members, |key, value| take_of_array(&mut array, key, value));
        return Schema::Array(array);
    }
    let mut object = Object::default();
    object.schema_type = SchemaType::AnyValue;
    object.extensions = rest_of(members, |key, value| take(&mut object, key, value));
    Schema::Object(object)
}

/// The members of a schema that the model does not take, as a single one.
fn rest_of(
    members: Map<String, Json>,
    mut take: impl FnMut(&str, Json) -> Result<(), Json>,
) -> Option<Extensions> {
    let mut rest = Map::new();
    let mut all_of = Vec::new();
    for (key, value) in members {
        match take(&key, value) {
            Ok(()) => {}
            Err(Json::Array(all)) if key == "allOf" => all_of.extend(all),
            Err(value) => drop(rest.insert(key, value)),
        }
    }
    if !rest.is_empty() {
        all_of.push(Json::Object(rest));
    }
    (!all_of.is_empty()).then(|| Extensions::from_iter([("allOf", Json::Array(all_of))]))
}

/// Puts a member of the schema of a list into the model, or gives it back if there is no place for it.
fn take_of_array(array: &mut Array, key: &str, value: Json) -> Result<(), Json> {
    match (key, value) {
        // They are in the model from the first.
        ("type" | "items", _) => {}
        ("title", Json::String(text)) => array.title = Some(text),
        ("description", Json::String(text)) => array.description = Some(text),
        ("default", value) => array.default = Some(value),
        ("minItems", value) => array.min_items = Some(count(value)?),
        ("maxItems", value) => array.max_items = Some(count(value)?),
        (_, value) => return Err(value),
    }
    Ok(())
}

/// Puts a member of a schema into the model, or gives it back if there is no place for it.
fn take(object: &mut Object, key: &str, value: Json) -> Result<(), Json> {
    match (key, value) {
        ("title", Json::String(text)) => object.title = Some(text),
        ("description", Json::String(text)) => object.description = Some(text),
        ("pattern", Json::String(text)) => object.pattern = Some(text),
        ("default", value) => object.default = Some(value),
        ("enum", Json::Array(values)) => object.enum_values = Some(values),
        ("writeOnly", Json::Bool(is_set)) => object.write_only = Some(is_set),
        ("type", value) => match type_of(&value) {
            Some(found) => object.schema_type = SchemaType::Type(found),
            None => return Err(value),
        },
        ("minimum", value) => object.minimum = Some(number(value)?),
        ("maximum", value) => object.maximum = Some(number(value)?),
        ("exclusiveMinimum", value) => object.exclusive_minimum = Some(number(value)?),
        ("exclusiveMaximum", value) => object.exclusive_maximum = Some(number(value)?),
        ("minLength", value) => object.min_length = Some(count(value)?),
        ("maxLength", value) => object.max_length = Some(count(value)?),
        ("minProperties", value) => object.min_properties = Some(count(value)?),
        ("maxProperties", value) => object.max_properties = Some(count(value)?),
        ("properties", Json::Object(members)) => {
            object.properties =
                members.into_iter().map(|(name, schema)| (name, of(schema))).collect();
        }
        ("required", Json::Array(names)) => {
            let texts = names.iter().filter_map(Json::as_str);
            object.required = texts.map(str::to_owned).collect();
        }
        ("additionalProperties", value) => {
            let others = match value {
                Json::Bool(is_free) => AdditionalProperties::FreeForm(is_free),
                schema => AdditionalProperties::RefOr(of(schema)),
            };
            object.additional_properties = Some(Box::new(others));
        }
        (_, value) => return Err(value),
    }
    Ok(())
}

fn count(value: Json) -> Result<usize, Json> {
    value.as_u64().and_then(|count| count.try_into().ok()).ok_or(value)
}

/// A number that the model holds as it is.
fn number(value: Json) -> Result<Number, Json> {
    let whole = value.as_i64().and_then(|number| isize::try_from(number).ok());
    let fraction = value.as_f64().filter(|number| number.fract() != 0.0 && json!(number) == value);
    whole.map(Number::Int).or(fraction.map(Number::Float)).ok_or(value)
}

fn type_of(value: &Json) -> Option<Type> {
    match value.as_str()? {
        "array" => Some(Type::Array),
        "boolean" => Some(Type::Boolean),
        "integer" => Some(Type::Integer),
        "null" => Some(Type::Null),
        "number" => Some(Type::Number),
        "object" => Some(Type::Object),
        "string" => Some(Type::String),
        _ => None,
    }
}
