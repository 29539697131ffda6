//! The calls without an async runtime.

use order_client::{
    Client, Error,
    retail::{CertificateState, Reissue, SslOrder},
    sandbox::Sandbox,
};
use order_core::{OrderRequest as _, Valid, json};

use crate::support::{builder, nobody, sample};

#[test]
fn all_calls_wait_for_their_replies() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start()).expect("a free port");
    let url = sandbox.url().to_owned();
    let client = Client::builder(sandbox.credentials()).base_url(url).build_blocking();
    let client = client.expect("usable");
    let calls = std::thread::spawn(move || {
        client.place(&sample()).expect("placed");
        let ssl = include_str!("fixtures/order-ssl.request.json");
        let ssl: Valid<SslOrder> = json::from_str(ssl).expect("the sample keeps all rules");
        let order_id = client.send(&ssl).expect("placed").order_id;
        let details = client.view(&order_id).expect("read");
        assert_eq!(client.view_if_changed(&details).expect("read"), None);
        let state = client.clone().certificate(&order_id).expect("read");
        let CertificateState::Issued(certificate) = state else { panic!("{state:?}") };
        assert_eq!(client.certificate_if_changed(&certificate).expect("read"), None);
        let order_id = order_id.to_string();
        let sans = Some(vec!["a.example.com".to_owned()]);
        let (comments, common_name, csr) = (None, None, None);
        let (server_type, signature_hash) = (None, None);
        let reissue =
            Reissue { order_id, comments, common_name, sans, csr, server_type, signature_hash };
        let reissued = client.reissue(&reissue.into_valid().expect("valid")).expect("taken");
        assert!(reissued.pending_name_changes.is_some(), "{reissued:?}");
        assert!(!format!("{client:?}").contains("skyfall"), "{client:?}");
    });
    runtime.block_on(async {
        while !calls.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    });
    calls.join().expect("no panic");
    assert_eq!(sandbox.placed(), 2);
}

#[test]
fn outcomes_are_the_same() {
    let client = builder(&nobody()).build_blocking().expect("usable");
    let error = client.place(&sample()).expect_err("nobody listens");
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert!(builder("http://api.digicert.com").build_blocking().is_err());
}
