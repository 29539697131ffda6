//! A service of dropshot.

use async_trait::async_trait;
use dropshot::{
    ApiDescription, ApiEndpointBodyContentType, Body, ConfigLogging, ConfigLoggingLevel,
    ExclusiveExtractor, ExtractorMetadata, HttpError, HttpResponseOk, RequestContext,
    ServerBuilder, ServerContext, TypedBody, UntypedBody, endpoint,
};
use http::{Request, Response, header::CONTENT_TYPE};
use order_core::{
    OrderRequest, ProblemDetails, Valid,
    http::{Received, RequestError},
};

use crate::{Order, assert_answers, assert_described};

/// An extractor of the service's own, which reads all parts of a call.
struct Checked(Result<Valid<Order>, RequestError>);

#[async_trait]
impl ExclusiveExtractor for Checked {
    async fn from_request<C: ServerContext>(
        context: &RequestContext<C>,
        request: Request<Body>,
    ) -> Result<Self, HttpError> {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
        let received = Received {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        // Keeps the limit of the service.
        let body = UntypedBody::from_request(context, request).await?;
        Ok(Self(Received { body: body.as_bytes().to_vec(), ..received }.read()))
    }

    fn metadata(content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        TypedBody::<Order>::metadata(content_type)
    }
}

#[endpoint { method = POST, path = "/orders" }]
async fn place(_: RequestContext<()>, order: Checked) -> Result<Response<Body>, HttpError> {
    let reply = match order.0 {
        Ok(order) => Response::new(format!("{} for {}", order.price, order.contact.name).into()),
        Err(error) => Response::builder()
            .status(error.status())
            .header(CONTENT_TYPE, ProblemDetails::MEDIA_TYPE)
            .body(error.problem_details().to_json().into())?,
    };
    Ok(reply)
}

/// Without an extractor of one's own, dropshot reads the body and the handler checks the rules.
#[endpoint { method = POST, path = "/typed" }]
async fn typed(
    _: RequestContext<()>,
    order: TypedBody<Order>,
) -> Result<HttpResponseOk<String>, HttpError> {
    match order.into_inner().into_valid() {
        Ok(order) => Ok(HttpResponseOk(order.price.to_string())),
        Err(invalid) => {
            let details = ProblemDetails::from(&invalid.violations);
            Err(HttpError::for_bad_request(None, details.to_json()))
        }
    }
}

fn service() -> ApiDescription<()> {
    let mut api = ApiDescription::new();
    api.register(place).unwrap();
    api.register(typed).unwrap();
    api
}

#[test]
fn the_document_describes_the_order() {
    let document = service().openapi("Orders", semver::Version::new(1, 0, 0)).json().unwrap();
    assert_described(&document);
    let described = &document["paths"]["/typed"]["post"]["requestBody"];
    let described = &described["content"]["application/json"]["schema"];
    assert_eq!(described["$ref"], "#/components/schemas/Order");
    // The condition stands in the words of OpenAPI 3.0.
    let order = document["components"]["schemas"]["Order"].to_string();
    assert!(order.contains(r#""anyOf""#) && !order.contains(r#""if""#), "{order}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_answers() {
    let log = ConfigLogging::StderrTerminal { level: ConfigLoggingLevel::Critical };
    let server = ServerBuilder::new(service(), (), log.to_logger("orders").unwrap());
    let server = server.start().unwrap();
    assert_answers(server.local_addr()).await;
    let (head, body) = crate::post(server.local_addr(), "/typed", crate::VALID).await;
    assert!(head.starts_with("http/1.1 200") && body == r#""99.90""#, "{head} {body}");
    let (head, body) = crate::post(server.local_addr(), "/typed", crate::INVALID).await;
    assert!(head.starts_with("http/1.1 400") && body.contains("/contact/mail"), "{head} {body}");
    server.close().await.unwrap();
}
