use std::{io, time::Duration};

use order_client::{
    Client, OrderId, Rate,
    retail::{self, CertificateState, NotReady, Reissue, RetrieveCertificate, ViewOrder},
    sandbox::{self, Sandbox, SandboxOptions},
};
use order_core::{Valid, export::Export};

use crate::{
    api::{Api, Calls, Fetched, NotFetched},
    confirm::Rows,
    failure::Failure,
    reissue::{ReissueArgs, hash},
    service,
};

/// The calls of the retail API.
pub(crate) struct Retail;

impl Calls for Retail {
    const API: Api = Api::Retail;
    const RATES: &'static [Rate] = &[];
    const NUMBER: &'static str = "order_id";
    type View = ViewOrder;
    type Reissue = Reissue;
    type Behind = sandbox::Retail;

    fn view(order_id: &OrderId) -> Result<Valid<ViewOrder>, Failure> {
        service::valid(ViewOrder::of(order_id))
    }

    async fn certificate(client: &Client, order_id: &OrderId) -> Result<Fetched, NotFetched> {
        let request = service::valid(RetrieveCertificate::of(order_id))?;
        Ok(match client.send(&request).await? {
            CertificateState::Issued(issued) => {
                let signers = [("intermediate", issued.intermediate), ("root", issued.root)];
                let there = |(name, pem): (_, Option<String>)| Some((name, pem?));
                Fetched::Issued {
                    certificate: issued.certificate,
                    signers: signers.into_iter().filter_map(there).collect(),
                }
            }
            CertificateState::NotReady(NotReady { retry_after, .. }) => {
                Fetched::NotReady { retry_after, status: None }
            }
        })
    }

    fn reissue(args: &ReissueArgs, csr: Option<String>) -> Result<Reissue, Failure> {
        Ok(Reissue {
            order_id: args.order_id.to_string(),
            comments: args.comments.clone(),
            common_name: args.common_name.clone(),
            sans: args.sans.clone(),
            csr,
            server_type: args.server_type,
            signature_hash: hash(args)?,
        })
    }

    fn add_rows(reissue: &Reissue, rows: &mut Rows) {
        let as_it_is = || "as it is".to_owned();
        rows.add("name", &reissue.common_name.clone().unwrap_or_else(as_it_is));
        let sans = reissue.sans.as_ref().map(|sans| sans.join(", "));
        rows.add("further names", &sans.unwrap_or_else(as_it_is));
    }

    async fn start_sandbox(
        options: SandboxOptions,
        issue_after: Duration,
    ) -> io::Result<Sandbox<sandbox::Retail>> {
        Sandbox::start_with(options.issue_after(issue_after)).await
    }

    fn openapi() -> Export {
        retail::openapi()
    }
}
