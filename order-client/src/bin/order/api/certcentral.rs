use std::{io, time::Duration};

use order_client::{
    Client, Credentials, OrderId, Rate,
    certcentral::{
        self, CertificateRequest, DownloadCertificate, OrderInfo, OrderStatus, Reissue,
        ServerPlatform, SignatureHash,
    },
    sandbox::{Declared, Sandbox, SandboxOptions},
};
use order_core::{OrderRequest as _, Valid, export::Export};

use crate::{
    api::{Api, Calls, Fetched, NotFetched},
    confirm::Rows,
    failure::Failure,
    reissue::{ReissueArgs, hash},
    service::{self, SANDBOX_ACCOUNT_ID, SANDBOX_API_KEY},
};

/// The calls of CertCentral.
pub(crate) struct CertCentral;

impl Calls for CertCentral {
    const API: Api = Api::CertCentral;
    const RATES: &'static [Rate] = &certcentral::RATES;
    const NUMBER: &'static str = "id";
    type View = OrderInfo;
    type Reissue = Reissue;
    type Behind = Declared;

    fn view(order_id: &OrderId) -> Result<Valid<OrderInfo>, Failure> {
        service::valid(OrderInfo::of(order_id))
    }

    async fn certificate(client: &Client, order_id: &OrderId) -> Result<Fetched, NotFetched> {
        let details = client.send(&Self::view(order_id)?).await?;
        let number = details.certificate.and_then(|certificate| certificate.id);
        let status = details.status.as_ref().map(ToString::to_string);
        // A certificate may have its number before it is issued, and while it is reissued it is the one before.
        let is_awaited = match details.status {
            Some(OrderStatus::Rejected | OrderStatus::Canceled) => {
                return Ok(Fetched::Never { status: status.unwrap_or_default() });
            }
            Some(
                OrderStatus::Pending
                | OrderStatus::NeedsApproval
                | OrderStatus::Processing
                | OrderStatus::WaitingPickup
                | OrderStatus::ReissuePending,
            ) => true,
            Some(
                OrderStatus::Issued
                | OrderStatus::Expired
                | OrderStatus::Revoked
                | OrderStatus::Other(_),
            )
            | None => false,
        };
        let Some(certificate_id) = number.filter(|_| !is_awaited) else {
            return Ok(Fetched::NotReady { retry_after: None, status });
        };
        let request = service::valid(DownloadCertificate { certificate_id }.into_valid())?;
        let mut certificates = client.send(&request).await?.certificates.into_iter();
        Ok(Fetched::Issued {
            certificate: certificates.next().unwrap_or_default(),
            signers: certificates.map(|pem| ("signer's", pem)).collect(),
        })
    }

    fn reissue(args: &ReissueArgs, csr: Option<String>) -> Result<Reissue, Failure> {
        let hash = hash(args)?.unwrap_or_else(|| SignatureHash::Other(String::new()));
        let certificate = CertificateRequest {
            csr,
            // A blank one is refused by the rule that it is required.
            signature_hash: hash,
            server_platform: args.server_platform.map(|id| ServerPlatform { id }),
            common_name: None,
            ca_cert_id: None,
        };
        Ok(Reissue {
            order_id: args.order_id.to_string(),
            certificate,
            cs_provisioning_method: args.provisioning_method.clone(),
            skip_approval: args.skip_approval.then_some(true),
            comments: args.comments.clone(),
        })
    }

    fn add_rows(reissue: &Reissue, rows: &mut Rows) {
        let method = reissue.cs_provisioning_method.as_ref().map(ToString::to_string);
        rows.add("provisioning", method.as_deref().unwrap_or("as it is"));
        rows.add(
            "approval",
            if reissue.skip_approval == Some(true) { "skipped" } else { "asked for" },
        );
    }

    async fn start_sandbox(
        options: SandboxOptions,
        issue_after: Duration,
    ) -> io::Result<Sandbox<Declared>> {
        let credentials = Credentials::new(SANDBOX_ACCOUNT_ID, SANDBOX_API_KEY);
        let credentials = credentials.expect("the sample has plain letters and digits");
        Sandbox::of_certcentral(issue_after).credentials(credentials).options(options).start().await
    }

    fn openapi() -> Export {
        certcentral::openapi()
    }
}
