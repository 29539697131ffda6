use std::{
    fmt,
    future::ready,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A lookup of host names that replaces the one of the operating system.
#[derive(Clone)]
pub(crate) struct Resolver(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync;

impl Resolver {
    pub(crate) fn new(
        lookup: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(lookup))
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        // The port is that of the URL.
        let addresses = (self.0)(name.as_str()).map(|found| -> Addrs {
            Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)))
        });
        Box::pin(ready(addresses.map_err(Into::into)))
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}
