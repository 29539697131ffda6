//! A server that does to each connection what a test says.

use std::{
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use socket2::SockRef;

pub(crate) struct Server {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
    thread: JoinHandle<Seen>,
}

/// The requests that a server has seen so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    /// The requests that were read as a whole, head and body.
    pub(crate) requests: Vec<String>,
}

impl Seen {
    pub(crate) fn assert_one_request(&self) {
        assert_eq!((self.connections, self.requests.len()), (1, 1), "{:?}", self.requests);
    }
}

impl Server {
    /// Does `behave` to one connection after the other.
    pub(crate) fn start(behave: impl Fn(&mut Connection) + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopping);
        let thread = thread::spawn(move || {
            let mut seen = Seen::default();
            for stream in listener.incoming().map_while(Result::ok) {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                seen.connections += 1;
                // Far longer than any client here waits; a test that hangs helps nobody.
                stream.set_read_timeout(Some(Duration::from_secs(60))).expect("not zero");
                let mut connection = Connection { stream, requests: Vec::new() };
                behave(&mut connection);
                seen.requests.append(&mut connection.requests);
            }
            seen
        });
        Self { address, stopping, thread }
    }

    /// Reads a request and answers with `reply`.
    pub(crate) fn answering(reply: impl Into<Vec<u8>>) -> Self {
        let reply = reply.into();
        Self::start(move |connection| {
            connection.read_request();
            connection.write(&reply);
        })
    }

    /// Answers one request after the other with one reply after the other.
    pub(crate) fn answering_each<const N: usize>(replies: [Vec<u8>; N]) -> Self {
        let next = std::sync::atomic::AtomicUsize::new(0);
        Self::start(move |connection| {
            if connection.read_request() {
                connection.write(&replies[next.fetch_add(1, Ordering::SeqCst)]);
            }
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the server after the connections that wait already.
    pub(crate) async fn seen(self) -> Seen {
        self.stopping.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).expect("the server still listens");
        // The client closes its connections in tasks of this runtime, so it must go on running.
        let join = tokio::task::spawn_blocking(|| self.thread.join());
        join.await.expect("joining does not panic").expect("the server does not panic")
    }
}

/// One connection; dropping it closes it.
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    pub(crate) requests: Vec<String>,
}

impl Connection {
    /// Reads a whole request and says whether one came; a broken one is not counted.
    pub(crate) fn read_request(&mut self) -> bool {
        let request = read_request(&mut self.stream);
        let came = request.is_ok();
        self.requests.extend(request);
        came
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        // A client that has seen enough closes the connection.
        let _ = self.stream.write_all(bytes);
    }

    /// Waits until a byte of the request is here, without reading it.
    pub(crate) fn await_request(&mut self) {
        let _ = self.stream.peek(&mut [0]);
    }

    /// Says nothing until the client closes the connection.
    pub(crate) fn stay_silent(&mut self) {
        let _ = io::copy(&mut self.stream, &mut io::sink());
    }

    /// Makes the close at the end a reset.
    pub(crate) fn reset(&mut self) {
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO)).expect("a TCP socket");
    }
}

/// Reads a head and as many bytes as it announces.
pub(crate) fn read_request(stream: &mut impl io::Read) -> io::Result<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.and_then(|length| length.parse().ok()).unwrap_or_default();
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    request.append(&mut body);
    Ok(String::from_utf8_lossy(&request).into_owned())
}
