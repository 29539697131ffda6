use clap::ValueEnum;
use order_client::{
    OrderPlaced,
    retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder},
};
use order_core::{Endpoint as Declared, ReadRequest};

use crate::product::Described;

/// The requests with a body that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Endpoint {
    /// Order of a code-signing certificate
    Code,
    /// Order of an SSL certificate
    Ssl,
    /// Order of a Wi-Fi certificate
    Wifi,
    /// Request to reissue an SSL certificate
    Reissue,
}

/// A request that the program knows: it can be read, judged and sent.
pub(crate) trait Known:
    Declared<Context = ()> + for<'de> ReadRequest<'de> + 'static
{
}

impl<T: Declared<Context = ()> + for<'de> ReadRequest<'de> + 'static> Known for T {}

/// Something to do with any [`Endpoint`].
pub(crate) trait OnEndpoint {
    /// The result.
    type Output;

    /// Runs with the request type of the endpoint.
    fn on<T: Known>(self) -> Self::Output;
}

impl Endpoint {
    /// Runs `what` with the request type of this endpoint.
    pub(crate) fn with<F: OnEndpoint>(self, what: F) -> F::Output {
        match self {
            Self::Code => what.on::<CodeSigningOrder>(),
            Self::Ssl => what.on::<SslOrder>(),
            Self::Wifi => what.on::<WifiOrder>(),
            Self::Reissue => what.on::<Reissue>(),
        }
    }
}

/// The requests of [`Endpoint`] that are orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderEndpoint {
    /// Code-signing certificate
    Code,
    /// SSL certificate
    Ssl,
    /// Wi-Fi certificate
    Wifi,
}

/// An order that the program knows.
pub(crate) trait Order: Known + Declared<Response = OrderPlaced> + Described {}

impl<T: Known + Declared<Response = OrderPlaced> + Described> Order for T {}

/// Something to do with any [`OrderEndpoint`].
pub(crate) trait OnOrder {
    /// The result.
    type Output;

    /// Runs with the order type of the endpoint.
    fn on<T: Order>(self) -> Self::Output;
}

impl OrderEndpoint {
    /// Runs `what` with the order type of this endpoint.
    pub(crate) fn with<F: OnOrder>(self, what: F) -> F::Output {
        match self {
            Self::Code => what.on::<CodeSigningOrder>(),
            Self::Ssl => what.on::<SslOrder>(),
            Self::Wifi => what.on::<WifiOrder>(),
        }
    }
}
