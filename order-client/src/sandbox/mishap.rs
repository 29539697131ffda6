//! The effect of a fault on a request and its reply.

use std::time::Duration;

use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode,
    body::Bytes,
    header::{CONNECTION, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER},
};
use tokio::time::{sleep, timeout};

use crate::sandbox::{
    fault::{Fault, When},
    server::{Connection, first},
    wire::Wire,
};

/// The end of a connection, without the rest of the reply.
#[derive(Debug, thiserror::Error)]
#[error("a fault was asked for")]
pub(super) struct Cut;

/// Applies a fault before the service sees the request. The result, if any, replaces the reply.
pub(super) fn before(
    fault: &Fault,
    head: &Request<()>,
    wire: &Wire,
) -> Option<Result<Response<Full<Bytes>>, Cut>> {
    match fault {
        Fault::Close(When::Before) => Some(Err(Cut)),
        Fault::Reset(When::Before) => {
            wire.reset();
            Some(Err(Cut))
        }
        Fault::Refused { status, retry_after } => {
            Some(Ok(page(*status, *retry_after).map(Full::new)))
        }
        Fault::Redirect { status, location } => {
            let mut response = page(*status, None);
            let moved = format!("/moved{}", head.uri().path());
            let location = if location.is_empty() { &moved } else { location };
            let location = HeaderValue::from_str(location).expect("it was checked");
            response.headers_mut().insert(LOCATION, location);
            Some(Ok(response.map(Full::new)))
        }
        _ => None,
    }
}

/// Applies a fault to the reply of the service.
pub(super) async fn after(
    fault: Fault,
    mut response: Response<Bytes>,
    is_head: bool,
    connection: Connection,
) -> Result<Response<Full<Bytes>>, Cut> {
    let Connection { wire, state, stopped } = &connection;
    let write = |bytes: Vec<u8>| async move {
        // Do not wait for a client that does not read.
        let written = timeout(state.patience(), wire.write(&bytes)).await;
        written.ok().and_then(Result::ok).ok_or(Cut)
    };
    if is_head {
        *response.body_mut() = Bytes::new();
    }
    match fault {
        Fault::Close(_) => return Err(Cut),
        Fault::ContentType(value) => {
            let value = HeaderValue::from_str(&value).expect("it was checked");
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        Fault::Delay(time) => sleep(time).await,
        Fault::Garbage => response = page(response.status().as_u16(), None),
        Fault::HalfBody => {
            let half = &response.body()[..response.body().len() / 2];
            write([&head_of(&response, response.body().len()), half].concat()).await?;
            return Err(Cut);
        }
        Fault::HalfHead => {
            let head = head_of(&response, response.body().len());
            write(head[..head.len() / 2].to_vec()).await?;
            return Err(Cut);
        }
        Fault::IdleClose(time) => {
            let head = head_of(&response, response.body().len());
            write([&head, &response.body()[..]].concat()).await?;
            let _ = first(timeout(time, wire.heard()), stopped.clone().wait()).await;
            return Err(Cut);
        }
        Fault::Lost { status, retry_after } => response = page(status, retry_after),
        Fault::Mute => {
            stopped.clone().wait().await;
            return Err(Cut);
        }
        Fault::Oversized(bytes) => {
            let body = response.body().clone();
            let mut blanks =
                usize::try_from(bytes).unwrap_or(usize::MAX).saturating_sub(body.len());
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            write([&head_of(&response, body.len() + blanks), &body[..]].concat()).await?;
            while blanks > 0 && !is_head {
                let length = blanks.min(16 * 1024);
                write(vec![b' '; length]).await?;
                blanks -= length;
            }
            return Err(Cut);
        }
        // These were applied before.
        Fault::Redirect { .. } | Fault::Refused { .. } => {}
        Fault::Reset(_) => {
            wire.reset();
            return Err(Cut);
        }
        Fault::SlowBody(time) => {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            write(head_of(&response, response.body().len())).await?;
            for byte in response.body() {
                sleep(time).await;
                write(vec![*byte]).await?;
            }
            return Err(Cut);
        }
    }
    Ok(response.map(Full::new))
}

/// Returns the head of a reply as it goes over the wire, with a body of `length` bytes.
fn head_of(response: &Response<Bytes>, length: usize) -> Vec<u8> {
    let status = response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", status.as_str()).into_bytes();
    for (name, value) in response.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(format!("content-length: {length}\r\n\r\n").as_bytes());
    head
}

/// The page of a gateway.
fn page(status: u16, retry_after: Option<Duration>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(format!("<html><h1>{status}</h1></html>")));
    *response.status_mut() = StatusCode::from_u16(status).expect("a fault has a status of HTTP");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    if let Some(wait) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, wait.as_secs().into());
    }
    response
}
