use std::{any::Any, sync::Arc};

use order_core::{
    Endpoint, ReadError, Valid,
    schema::{Field, FieldPlace, Schema},
    wire::FromWire,
};

use crate::{
    sandbox::declared::{
        answer::Answer,
        orders::Orders,
        source::{Source, named, placed_fields},
        template::Template,
    },
    service::{Reference, reference_of},
};

/// An endpoint of the service.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) template: Template,
    pub(super) schema: &'static Schema,
    pub(super) query: Vec<&'static Field>,
    pub(super) headers: Vec<&'static Field>,
    act: Act,
}

type Act = Box<dyn Fn(&Source<'_>, &Orders) -> Result<Acted, ReadError> + Send + Sync>;

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
        let act = move |source: &Source<'_>, orders: &Orders| {
            let request = source.read::<Valid<T>>()?;
            Ok(Acted {
                answer: answer(&request, orders),
                reference: reference
                    .and_then(|reference| reference_of(&*request, reference.name())),
                request: Arc::new(request),
            })
        };
        Self {
            method: T::METHOD,
            path: T::PATH,
            template: Template::new(T::PATH),
            schema: T::SCHEMA,
            query: placed_fields(T::SCHEMA, FieldPlace::UrlQuery),
            headers: placed_fields(T::SCHEMA, FieldPlace::Header),
            act: Box::new(act),
        }
    }

    /// Reads the request and answers it.
    pub(super) fn act(&self, source: &Source<'_>, orders: &Orders) -> Result<Acted, ReadError> {
        (self.act)(source, orders)
    }

    /// Returns whether the query has fields of this endpoint only.
    pub(super) fn knows(&self, query: &[(String, String)]) -> bool {
        query.iter().all(|(name, _)| named(&self.query, name).is_some())
    }
}
