//! A server that answers each connection as a test says, and keeps what it was asked.

use std::{
    io::{self, BufRead as _, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

/// Its thread ends with the process of the test.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    arrivals: mpsc::Receiver<()>,
}

impl Server {
    /// Answers with what `answer` makes of a request; with nothing at all if that is empty.
    pub(crate) fn start(answer: impl FnMut(&str) -> Vec<u8> + Send + 'static) -> Self {
        Self::serve(None, answer)
    }

    /// As [`start`](Self::start), by TLS; and its certificate in PEM.
    pub(crate) fn start_secure(
        answer: impl FnMut(&str) -> Vec<u8> + Send + 'static,
    ) -> (Self, String) {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a key can be made");
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider has them")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("the key is that of the certificate");
        (Self::serve(Some(Arc::new(config)), answer), cert.pem())
    }

    fn serve(
        tls: Option<Arc<ServerConfig>>,
        mut answer: impl FnMut(&str) -> Vec<u8> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (arrived, arrivals) = mpsc::channel();
        let kept = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                stream.set_read_timeout(Some(Duration::from_secs(60))).expect("not zero");
                let mut answer = |request: &str| {
                    kept.lock().expect("no test panics with it").push(request.to_owned());
                    let _ = arrived.send(());
                    answer(request)
                };
                // A client that goes away is no failure of the server.
                let _ = match &tls {
                    None => exchange(stream, &mut answer),
                    Some(config) => {
                        let tls = ServerConnection::new(Arc::clone(config)).expect("usable");
                        exchange(StreamOwned::new(tls, stream), &mut answer)
                    }
                };
            }
        });
        Self { address, requests, arrivals }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn secure_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Waits until a request has been read.
    pub(crate) fn wait_for_request(&self) {
        self.arrivals.recv_timeout(Duration::from_secs(60)).expect("a request comes");
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no test panics with it").clone()
    }
}

/// Reads a request and writes what `answer` makes of it.
pub(crate) fn exchange(
    stream: impl Read + Write,
    answer: &mut impl FnMut(&str) -> Vec<u8>,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    let mut length = 0;
    while stream.read_line(&mut request)? > 2 {
        let line = request.lines().last().unwrap_or_default().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    request += &String::from_utf8_lossy(&body);
    let reply = answer(&request);
    let stream = stream.get_mut();
    stream.write_all(&reply)?;
    stream.flush()
}

/// A whole message with a JSON body.
pub(crate) fn reply(status: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/vnd.digicert.rest-v1+json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into()
}

/// The documented reply to an order.
pub(crate) fn placed() -> Vec<u8> {
    reply("201 Created", "{\"order_id\":00222307}")
}
