use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hyper::{Request, body::Bytes};
use secrecy::ExposeSecret as _;

use crate::{
    credentials::Credentials,
    order_id::OrderId,
    retail::{CodeSigningOrder, SslOrder, WifiOrder},
    sandbox::{SandboxOptions, fault::Fault, order::Kept, reissue::ReissueBody, tree::Tree},
};

/// The number of the first order, that of the documentation's sample.
const FIRST: usize = 222_307;

/// An order that was placed with the sandbox.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlacedOrder {
    /// The number of the order.
    pub order_id: OrderId,
    /// The order.
    pub order: AnyOrder,
}

/// An order of any of the three kinds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnyOrder {
    /// An order of a code-signing certificate.
    CodeSigning(Box<CodeSigningOrder>),
    /// An order of an SSL certificate.
    Ssl(Box<SslOrder>),
    /// An order of a Wi-Fi certificate.
    Wifi(Box<WifiOrder>),
}

/// A request as the sandbox received it. `Debug` shows everything except the credentials.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: String,
    /// The path with the query.
    pub path: String,
    /// Names in lower case, with their values, in the order of arrival unless a name occurs twice.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body; empty if the answer did not need it.
    pub body: Vec<u8>,
}

impl RecordedRequest {
    /// The first value of a header. `name` must be in lower case.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_slice())
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value): &(String, Vec<u8>)| match name.as_str() {
            "authorization" => (name.clone(), "[redacted]".to_owned()),
            _ => (name.clone(), String::from_utf8_lossy(value).into_owned()),
        };
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers.iter().map(shown).collect::<Vec<_>>())
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}

/// The state of the sandbox.
pub(super) struct State {
    options: SandboxOptions,
    /// The part of the header that follows `Basic `.
    key: String,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    placed: usize,
    orders: VecDeque<Kept>,
    requests: VecDeque<Request<Bytes>>,
    faults: VecDeque<Fault>,
}

impl State {
    pub(super) fn new(options: SandboxOptions) -> Self {
        let key = credentials().basic_value().expose_secret().to_owned();
        Self { options, key, memory: Mutex::default() }
    }

    /// The time that a client may take.
    pub(super) fn patience(&self) -> Duration {
        self.options.patience
    }

    /// The number of connections that are served at once.
    pub(super) fn connections(&self) -> usize {
        self.options.connections.get()
    }

    /// Returns whether `value` is made of the right account id and key.
    pub(super) fn is_key(&self, value: &str) -> bool {
        value == self.key
    }

    pub(super) fn place(&self, order: AnyOrder) -> OrderId {
        let mut memory = self.memory();
        let order_id: OrderId =
            format!("{:08}", FIRST + memory.placed).parse().expect("digits only");
        memory.placed += 1;
        let placed = PlacedOrder { order_id: order_id.clone(), order };
        self.keep(&mut memory.orders, Kept::new(placed));
        order_id
    }

    /// Returns the result of `look` for the order with this number, if it is kept.
    pub(super) fn order<R>(&self, order_id: &str, look: impl FnOnce(&Kept) -> R) -> Option<R> {
        let mut memory = self.memory();
        let kept = memory.order(order_id)?;
        kept.settle(self.options.issue_after);
        Some(look(kept))
    }

    /// Reissues the order with this number, if it is kept, and returns the reply.
    pub(super) fn reissue(&self, order_id: &str, body: &ReissueBody) -> Option<Tree> {
        let mut memory = self.memory();
        let kept = memory.order(order_id)?;
        kept.settle(self.options.issue_after);
        Some(kept.reissue(body))
    }

    pub(super) fn add_fault(&self, fault: Fault) {
        self.memory().faults.push_back(fault);
    }

    pub(super) fn take_fault(&self) -> Option<Fault> {
        self.memory().faults.pop_front()
    }

    pub(super) fn record(&self, head: Request<()>, body: Bytes) {
        self.keep(&mut self.memory().requests, head.map(|()| body));
    }

    pub(super) fn placed(&self) -> usize {
        self.memory().placed
    }

    pub(super) fn orders(&self) -> Vec<PlacedOrder> {
        self.memory().orders.iter().map(|kept| kept.placed.clone()).collect()
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.memory().requests.iter().map(recorded).collect()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code under the lock can leave the memory in an incomplete state.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep<T>(&self, list: &mut VecDeque<T>, item: T) {
        if list.len() == self.options.keep.get() {
            list.pop_front();
        }
        list.push_back(item);
    }
}

impl Memory {
    /// The order with this number, if it is kept.
    fn order(&mut self, order_id: &str) -> Option<&mut Kept> {
        let number: usize = order_id.parse().ok()?;
        let oldest = FIRST + self.placed - self.orders.len();
        let kept = self.orders.get_mut(number.checked_sub(oldest)?)?;
        // Zeros at the start of a number count.
        kept.is(order_id).then_some(kept)
    }
}

/// The credentials of the documentation's sample.
pub(super) fn credentials() -> Credentials {
    Credentials::new("001007", "skyfall").expect("letters and digits can be sent")
}

fn recorded(request: &Request<Bytes>) -> RecordedRequest {
    let uri = request.uri();
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_owned()));
    RecordedRequest {
        method: request.method().to_string(),
        path: uri.path_and_query().map_or_else(|| uri.to_string(), ToString::to_string),
        headers: headers.collect(),
        body: request.body().to_vec(),
    }
}
