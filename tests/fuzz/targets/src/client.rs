//! A client whose replies come from memory.

use std::{
    error,
    fmt::Write as _,
    sync::{Arc, Mutex},
    time::Duration,
};

use order_client::{
    Client, Credentials, Error, Retry, Service,
    transport::{Request, Response, Sending, Transport},
};
use tokio::runtime::{Builder, Runtime};

/// The key of the client.
pub(crate) const KEY: &str = "Sky/fall+4711\"&\u{e4}-quantum-of-solace";

/// A reply that was made before.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Option<http::Response<Vec<u8>>>>>);

impl Transport for Memory {
    fn send(&self, _: Request) -> Sending<'_> {
        let reply = self.0.lock().expect("no call panics within").take();
        Box::pin(async move { Ok(Response::from(reply.expect("a call is sent once"))) })
    }
}

/// A client, with what it runs on.
pub(crate) struct Called {
    pub(crate) client: Client,
    runtime: Runtime,
    memory: Memory,
}

impl Called {
    pub(crate) fn new(service: Service) -> Self {
        let memory = Memory::default();
        let client = Client::builder(service, Credentials::new("001007", KEY).expect("a key"))
            .base_url("http://127.0.0.1:9")
            .retry(Retry::none())
            .timeout(Duration::from_secs(60))
            .transport(memory.clone())
            .build();
        let runtime = Builder::new_current_thread().enable_all().build();
        Self { client: client.expect("usable"), runtime: runtime.expect("a thread"), memory }
    }

    /// Waits for a call that gets this reply.
    pub(crate) fn wait<T>(
        &self,
        reply: http::Response<Vec<u8>>,
        call: impl Future<Output = T>,
    ) -> T {
        *self.memory.0.lock().expect("no call panics within") = Some(reply);
        self.runtime.block_on(call)
    }
}

/// All that a program may show of an error.
pub(crate) fn shown(error: &Error) -> String {
    let mut shown = format!("{error}\n{error:?}\n{error:#?}");
    let mut cause = error::Error::source(error);
    while let Some(inner) = cause {
        write!(shown, "\n{inner}\n{inner:?}").expect("a text takes everything");
        cause = inner.source();
    }
    shown
}
