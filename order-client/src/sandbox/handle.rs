use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
};
use tokio::time::timeout;

use crate::sandbox::{
    backend::{Judged, Refusal},
    fault::Fault,
    mishap::{self, Cut},
    server::Connection,
    state::State,
};

/// Header in which a client asks for a fault.
const FAULT: &str = "x-sandbox-fault";

/// Answers one request, or applies a fault to it.
pub(super) async fn handle(
    request: Request<Incoming>,
    connection: Connection,
) -> Result<Response<Full<Bytes>>, Cut> {
    let Connection { wire, state, .. } = &connection;
    wire.set_used();
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    let asked = head.headers().get(FAULT);
    let fault = match (state.fault_of_next(asked.is_some()), asked) {
        (fault, None) => fault,
        (_, Some(value)) => match value.to_str().unwrap_or_default().parse::<Fault>() {
            Ok(fault) => Some(fault),
            Err(error) => {
                let response = state.backend().refuse(&head, &Refusal::NoFault(error));
                state.record(head, Bytes::new());
                return Ok(response.map(Full::new));
            }
        },
    };
    if let Some(outcome) = fault.as_ref().and_then(|fault| mishap::before(fault, &head, wire)) {
        state.record(head, Bytes::new());
        return outcome;
    }
    let is_head = head.method() == Method::HEAD;
    let response = answer(head, body, state).await;
    match fault {
        None => Ok(response.map(Full::new)),
        Some(fault) => mishap::after(fault, response, is_head, connection).await,
    }
}

/// The answer of the service.
async fn answer(head: Request<()>, body: Incoming, state: &State) -> Response<Bytes> {
    if let Err(wait) = state.begin_call() {
        let response = state.backend().refuse(&head, &Refusal::TooMany(wait));
        state.record(head, Bytes::new());
        return response;
    }
    let mut received = Bytes::new();
    let response = match state.backend().judge(&head) {
        Judged::Answered(response) => response,
        Judged::ByBody(answer) => match read(body, state).await {
            Ok(body) => {
                received = body;
                answer(&received)
            }
            Err(refusal) => state.backend().refuse(&head, &refusal),
        },
    };
    state.record(head, received);
    response
}

async fn read(body: Incoming, state: &State) -> Result<Bytes, Refusal> {
    let body = Limited::new(body, state.backend().body_limit()).collect();
    match timeout(state.patience(), body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::BodyTooLong),
        _ => Err(Refusal::BodyCut),
    }
}
