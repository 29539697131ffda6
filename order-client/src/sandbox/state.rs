use std::{
    collections::VecDeque,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hyper::{Request, body::Bytes};

use crate::{
    limit::Limit,
    sandbox::{
        SandboxOptions,
        backend::Backend,
        fault::Fault,
        record::RecordedRequest,
        trouble::{Trouble, Which},
    },
    service::Rate,
};

/// The state that every connection of a sandbox shares.
pub(super) struct State {
    options: SandboxOptions,
    backend: Arc<dyn Backend>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    requests: VecDeque<(Request<()>, Bytes)>,
    /// The number of requests that came.
    seen: u64,
    /// The faults of the next requests.
    faults: VecDeque<Fault>,
    troubles: Vec<Trouble>,
    limit: Option<Limit>,
}

impl State {
    pub(super) fn new(options: SandboxOptions, backend: Arc<dyn Backend>) -> Self {
        Self { options, backend, memory: Mutex::default() }
    }

    /// The service behind the sandbox.
    pub(super) fn backend(&self) -> &dyn Backend {
        &*self.backend
    }

    /// The time that a client may take.
    pub(super) fn patience(&self) -> Duration {
        self.options.patience
    }

    /// The number of connections that are served at once.
    pub(super) fn connections(&self) -> usize {
        self.options.connections.get()
    }

    pub(super) fn add_fault(&self, fault: Fault) {
        self.memory().faults.push_back(fault);
    }

    pub(super) fn add_trouble(&self, which: Which, faults: Vec<Fault>) {
        let mut memory = self.memory();
        let since = memory.seen;
        memory.troubles.push(Trouble { since, which, faults });
    }

    pub(super) fn end_faults(&self) {
        let mut memory = self.memory();
        memory.faults.clear();
        memory.troubles.clear();
    }

    /// Counts a request, and returns its fault unless it asks for one itself.
    pub(super) fn fault_of_next(&self, asks_for_one: bool) -> Option<Fault> {
        let mut memory = self.memory();
        memory.seen += 1;
        if asks_for_one {
            return None;
        }
        let seen = memory.seen;
        let fault = memory.faults.pop_front();
        fault.or_else(|| memory.troubles.iter().find_map(|trouble| trouble.fault_of(seen)))
    }

    pub(super) fn limit(&self, rates: &[Rate]) {
        self.memory().limit = Limit::new(rates);
    }

    /// Begins a call, unless there were too many. If so, there is room for it after the time that is returned.
    pub(super) fn begin_call(&self) -> Result<(), Duration> {
        self.memory().limit.as_ref().map_or(Ok(()), Limit::try_turn)
    }

    pub(super) fn record(&self, head: Request<()>, body: Bytes) {
        keep(&mut self.memory().requests, (head, body), self.options.keep);
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        let is_secret = |name: &str| self.backend.is_secret(name);
        let recorded = |(head, body): &(_, _)| RecordedRequest::new(head, body, is_secret);
        self.memory().requests.iter().map(recorded).collect()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code under the lock can leave the memory in an incomplete state.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds `item` to a list of the latest ones.
pub(super) fn keep<T>(list: &mut VecDeque<T>, item: T, most: NonZeroUsize) {
    if list.len() == most.get() {
        list.pop_front();
    }
    list.push_back(item);
}

/// The seconds of a `Retry-After`, which may not be too few.
pub(super) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}
