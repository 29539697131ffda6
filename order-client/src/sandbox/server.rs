use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::sandbox::{handle::handle, state::State, wire::Wire};

/// The largest size of the head of a request, in bytes.
pub const HEAD_LIMIT: usize = 16 * 1024;

/// The time that requests under way may take once the sandbox stops.
const LAST_WAIT: Duration = Duration::from_secs(5);

/// The end of the sandbox, for which many tasks can wait.
#[derive(Clone)]
pub(super) struct Stopped(watch::Receiver<()>);

impl Stopped {
    /// Creates both ends. The sandbox stops once the first one is dropped.
    pub(super) fn new() -> (watch::Sender<()>, Self) {
        let (stop, stopped) = watch::channel(());
        (stop, Self(stopped))
    }

    pub(super) async fn wait(mut self) {
        while self.0.changed().await.is_ok() {}
    }
}

/// The connection of a request.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) wire: Wire,
    pub(super) state: Arc<State>,
    pub(super) stopped: Stopped,
}

/// Serves until `stopped`, and then until the requests under way have ended.
pub(super) async fn run(listener: TcpListener, state: Arc<State>, stopped: Stopped) {
    let places = Arc::new(Semaphore::new(state.connections().min(Semaphore::MAX_PERMITS)));
    let mut connections = JoinSet::new();
    let accept = async {
        loop {
            // Without a free place, further clients wait to be accepted.
            let place = Arc::clone(&places).acquire_owned().await;
            match listener.accept().await {
                Ok((stream, _)) => {
                    let wire = Wire::new(stream);
                    let (state, stopped) = (Arc::clone(&state), stopped.clone());
                    connections.spawn(async {
                        serve(Connection { wire, state, stopped }).await;
                        drop(place);
                    });
                }
                // The client is gone, or the process has no sockets left.
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
            while connections.try_join_next().is_some() {}
        }
    };
    let _: Result<(), ()> = first(accept, stopped.clone().wait()).await;
    drop(listener);
    // A client that never ends its request must not keep a test from ending.
    let _ = timeout(LAST_WAIT, async { while connections.join_next().await.is_some() {} }).await;
}

async fn serve(connection: Connection) {
    let Connection { wire, state, stopped } = connection.clone();
    wire.send_at_once();
    let service = service_fn(move |request| handle(request, connection.clone()));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(state.patience())
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(wire.clone()), service);
    let mut served = pin!(served);
    // An error of a connection ends only that connection.
    if first(served.as_mut(), stopped.wait()).await.is_err() && wire.is_used() {
        served.as_mut().graceful_shutdown();
        let _ = served.await;
    }
}

/// Returns the outcome of `future`, or that of `other` if it ends first.
pub(super) async fn first<A, B>(
    future: impl Future<Output = A>,
    other: impl Future<Output = B>,
) -> Result<A, B> {
    let (mut future, mut other) = (pin!(future), pin!(other));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Ok(outcome)),
        Poll::Pending => other.as_mut().poll(context).map(Err),
    })
    .await
}
