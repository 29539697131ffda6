use clap::ValueEnum;
use order_client::{
    Placed,
    certcentral::{self, EvCodeSigningOrder, RevokeCertificate, RevokeOrder, UpdateContacts},
    retail::{self, SslOrder, WifiOrder},
};
use order_core::{Endpoint as Declared, ReadRequest};

use crate::{api::Api, failure::Failure, product::Described};

/// The requests with a body that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Endpoint {
    /// Order of a code-signing certificate
    Code,
    /// Order of an EV code-signing certificate (CertCentral; for the retail API, `code` has a parameter)
    CodeEv,
    /// Order of an SSL certificate (retail)
    Ssl,
    /// Order of a Wi-Fi certificate (retail)
    Wifi,
    /// Request to reissue a certificate
    Reissue,
    /// Request to revoke the certificates of an order (CertCentral)
    Revoke,
    /// Request to revoke a single certificate (CertCentral)
    RevokeCertificate,
    /// Request to change the contacts of an order (CertCentral)
    Contacts,
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
    /// Runs `what` with the request type that this endpoint has in an API.
    ///
    /// # Errors
    ///
    /// A failure if only the other API has the endpoint.
    pub(crate) fn with<F: OnEndpoint>(self, api: Api, what: F) -> Result<F::Output, Failure> {
        Ok(match (api, self) {
            (Api::Retail, Self::Code) => what.on::<retail::CodeSigningOrder>(),
            (Api::Retail, Self::Ssl) => what.on::<SslOrder>(),
            (Api::Retail, Self::Wifi) => what.on::<WifiOrder>(),
            (Api::Retail, Self::Reissue) => what.on::<retail::Reissue>(),
            (Api::CertCentral, Self::Code) => what.on::<certcentral::CodeSigningOrder>(),
            (Api::CertCentral, Self::CodeEv) => what.on::<EvCodeSigningOrder>(),
            (Api::CertCentral, Self::Reissue) => what.on::<certcentral::Reissue>(),
            (Api::CertCentral, Self::Revoke) => what.on::<RevokeOrder>(),
            (Api::CertCentral, Self::RevokeCertificate) => what.on::<RevokeCertificate>(),
            (Api::CertCentral, Self::Contacts) => what.on::<UpdateContacts>(),
            (
                Api::Retail,
                Self::CodeEv | Self::Revoke | Self::RevokeCertificate | Self::Contacts,
            )
            | (Api::CertCentral, Self::Ssl | Self::Wifi) => return Err(lacks(api, self)),
        })
    }
}

/// The requests of [`Endpoint`] that are orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderEndpoint {
    /// Code-signing certificate
    Code,
    /// EV code-signing certificate (CertCentral; for the retail API, `code` has a parameter)
    CodeEv,
    /// SSL certificate (retail)
    Ssl,
    /// Wi-Fi certificate (retail)
    Wifi,
}

/// An order that the program knows.
pub(crate) trait Order: Known + Declared<Response: Placed> + Described {}

impl<T: Known + Declared<Response: Placed> + Described> Order for T {}

/// Something to do with any [`OrderEndpoint`].
pub(crate) trait OnOrder {
    /// The result.
    type Output;

    /// Runs with the order type of the endpoint.
    fn on<T: Order>(self) -> Self::Output;
}

impl OrderEndpoint {
    /// Runs `what` with the order type that this endpoint has in an API.
    ///
    /// # Errors
    ///
    /// A failure if only the other API has the endpoint.
    pub(crate) fn with<F: OnOrder>(self, api: Api, what: F) -> Result<F::Output, Failure> {
        Ok(match (api, self) {
            (Api::Retail, Self::Code) => what.on::<retail::CodeSigningOrder>(),
            (Api::Retail, Self::Ssl) => what.on::<SslOrder>(),
            (Api::Retail, Self::Wifi) => what.on::<WifiOrder>(),
            (Api::CertCentral, Self::Code) => what.on::<certcentral::CodeSigningOrder>(),
            (Api::CertCentral, Self::CodeEv) => what.on::<EvCodeSigningOrder>(),
            (Api::Retail, Self::CodeEv) | (Api::CertCentral, Self::Ssl | Self::Wifi) => {
                return Err(lacks(api, self));
            }
        })
    }
}

fn lacks(api: Api, endpoint: impl ValueEnum) -> Failure {
    let value = endpoint.to_possible_value();
    let name = value.as_ref().map_or("", |value| value.get_name());
    api.lacks(format_args!("endpoint `{name}`"))
}
