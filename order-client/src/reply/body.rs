use reqwest::Response;

use crate::{error::TransportError, time_limit::TimeLimit};

/// The end of the body of a reply.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyEnd {
    /// The body is whole.
    Complete,
    /// The connection failed inside the body.
    Cut(TransportError),
    /// The rest was not read because the body is longer than the limit of the client.
    Limit,
}

/// Reads the body in chunks, so that the part before a failure is kept.
pub(super) async fn read(
    mut response: Response,
    limit: usize,
    time: &mut TimeLimit,
) -> (Vec<u8>, BodyEnd) {
    let mut body = Vec::new();
    loop {
        let chunk = time.of(response.chunk()).await;
        match chunk.and_then(|chunk| chunk.map_err(TransportError::new)) {
            Ok(Some(chunk)) => {
                let room = limit - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return (body, BodyEnd::Limit);
                }
            }
            Ok(None) => return (body, BodyEnd::Complete),
            Err(error) => return (body, BodyEnd::Cut(error)),
        }
    }
}
