use reqwest::Response;

use crate::error::TransportError;

/// Where the body of a reply ends.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyEnd {
    /// The body is whole.
    Complete,
    /// The connection failed within the body.
    Cut(TransportError),
    /// The rest was not read because the body is longer than the limit of the client.
    Limit,
}

/// Reads by chunks, so that what came before a failure is kept.
pub(super) async fn read(mut response: Response, limit: usize) -> (Vec<u8>, BodyEnd) {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = limit - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return (body, BodyEnd::Limit);
                }
            }
            Ok(None) => return (body, BodyEnd::Complete),
            Err(error) => return (body, BodyEnd::Cut(TransportError::new(error))),
        }
    }
}
