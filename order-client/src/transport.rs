//! The way on which requests travel: HTTP, or one of your own for tests and in front of HTTP.

use std::{fmt, pin::Pin, sync::Arc};

pub use reqwest::{Request, Response};

pub use crate::error::TransportError;

/// The future of [`Transport::send`].
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

/// A way on which requests travel, in place of the HTTP client: an answer from memory for a test, or a function that
/// looks at each request before it passes it on.
///
/// The request is signed and complete. The limits on time are those of the transport itself. It tells by its error
/// whether any byte of the request may have left: [`TransportError::not_sent`] or [`TransportError::unknown`]. On this
/// depends whether an order may be sent again.
///
/// # Example
///
/// ```
/// use order_client::{
///     Client, Credentials, OrderPlaced, Service,
///     transport::{Request, Response, Sending, Transport},
/// };
/// use order_core::OrderRequest;
///
/// struct Memory;
///
/// impl Transport for Memory {
///     fn send(&self, request: Request) -> Sending<'_> {
///         assert_eq!(request.url().path(), "/orders");
///         Box::pin(async { Ok(Response::from(http::Response::new(r#"{"id": 7}"#))) })
///     }
/// }
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = OrderPlaced)]
/// struct Books {
///     isbn: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(Service::new("shop"), Credentials::key("skyfall")?)
///     .base_url("https://api.shop.example")
///     .transport(Memory)
///     .build()?;
/// let books = Books { isbn: "9783161484100".to_owned() }.into_valid().map_err(|it| it.violations)?;
/// assert_eq!(client.place(&books).await?.order_id.as_str(), "7");
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` once and returns the head of the reply, whose body may still be under way.
    ///
    /// # Errors
    ///
    /// [`TransportError`], which tells whether the request may have been sent.
    fn send(&self, request: Request) -> Sending<'_>;
}

/// HTTP itself, with the limits on time that are set on it.
impl Transport for reqwest::Client {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move { self.execute(request).await.map_err(TransportError::new) })
    }
}

/// A shared transport.
#[derive(Clone)]
pub(crate) struct Shared(pub(crate) Arc<dyn Transport>);

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::{SocketAddr, TcpListener},
        thread,
    };

    use super::*;

    fn request(address: SocketAddr) -> Request {
        let url = format!("http://{address}/orders").parse().expect("a URL");
        Request::new(reqwest::Method::GET, url)
    }

    #[tokio::test]
    async fn client_of_reqwest_is_a_transport() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().tls_certs_only([]).build().expect("no TLS");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("the client connects");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).expect("a whole head");
                head.extend(byte);
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("the client waits");
            String::from_utf8_lossy(&head).lines().next().map(str::to_owned)
        });
        let response = client.send(request(address)).await.expect("it is answered");
        assert_eq!(response.status(), 204);
        let line = server.join().expect("no panic");
        assert_eq!(line.as_deref(), Some("GET /orders HTTP/1.1"));

        // The listener is gone.
        let error = client.send(request(address)).await.expect_err("nobody listens");
        assert_eq!(error.to_string(), "error sending request");
        let error = crate::Error::from_transport(error, crate::Call::Order);
        assert!(matches!(error, crate::Error::NotSent { .. }), "{error:?}");
    }
}
