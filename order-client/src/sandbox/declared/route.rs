use std::{any::Any, sync::Arc};

use order_core::{
    Endpoint, Valid,
    http::{Incoming, RequestError, path_values},
    schema::{Field, FieldPlace, Schema},
    wire::FromWire,
};

use crate::{
    sandbox::declared::{answer::Answer, orders::Orders},
    service::{Reference, reference_of},
};

/// An endpoint of the service.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// `true` if the body is an update.
    pub(super) is_update: bool,
    query: Vec<&'static Field>,
    act: Act,
}

type Act =
    Box<dyn for<'a> Fn(&'a Incoming<'a>, &Orders) -> Result<Acted, RequestError> + Send + Sync>;

/// The answer to a request that keeps its rules, and the request.
pub(super) struct Acted {
    pub(super) answer: Answer,
    pub(super) request: Arc<dyn Any + Send + Sync>,
    pub(super) reference: Option<String>,
}

impl Route {
    pub(super) fn new<T>(
        reference: Option<Reference>,
        answer: impl Fn(&Valid<T>, &Orders) -> Answer + Send + Sync + 'static,
    ) -> Self
    where
        T: Endpoint + Send + Sync + 'static,
        Valid<T>: for<'de> FromWire<'de>,
    {
        fn read<'a, T>(incoming: &'a Incoming<'a>) -> Result<Valid<T>, RequestError>
        where
            T: Endpoint,
            Valid<T>: FromWire<'a>,
        {
            incoming.read()
        }
        let act: Act = Box::new(move |incoming, orders| {
            let request = read::<T>(incoming)?;
            Ok(Acted {
                answer: answer(&request, orders),
                reference: reference
                    .and_then(|reference| reference_of(&*request, reference.name())),
                request: Arc::new(request),
            })
        });
        let query = in_query(T::SCHEMA);
        let is_update = T::SCHEMA.has_update_body();
        Self { method: T::METHOD, path: T::PATH, is_update, query, act }
    }

    /// Returns `true` if the endpoint is at this path.
    pub(super) fn is_at(&self, path: &str) -> bool {
        path_values(self.path, path).is_some()
    }

    /// The number of placeholders in the path. Of two paths that fit, the one with fewer is meant.
    pub(super) fn placeholders(&self) -> usize {
        self.path.matches('{').count()
    }

    /// Reads the request and answers it.
    pub(super) fn act<'a>(
        &self,
        incoming: &'a Incoming<'a>,
        orders: &Orders,
    ) -> Result<Acted, RequestError> {
        (self.act)(incoming, orders)
    }

    /// Returns whether the query has fields of this endpoint only.
    pub(super) fn knows(&self, query: &[(String, String)]) -> bool {
        query.iter().all(|(name, _)| {
            let is_named = |field: &&Field| {
                field.name == name || field.attributes.aliases.contains(&name.as_str())
            };
            self.query.iter().copied().any(|field| is_named(&field))
        })
    }
}

/// The fields of a request that stand in the query.
fn in_query(schema: &'static Schema) -> Vec<&'static Field> {
    let mut fields = Vec::new();
    for field in schema.fields {
        match (field.place, field.attributes.part) {
            (FieldPlace::Flattened, Some(part)) => fields.extend(in_query(part)),
            (FieldPlace::UrlQuery, _) => fields.push(field),
            _ => {}
        }
    }
    fields
}
