//! Journals that cannot be written when it matters.

use order_client::{
    OrderState,
    journal::{
        Begun, Entry, EntryId, Fingerprint, Intent, Journal, JournalError, JournaledError, Outcome,
        Settlement,
    },
    sandbox::Sandbox,
};

use crate::support::{builder, sample, with_causes};

/// Begins entry 7 if it can, and finishes nothing.
struct Broken {
    begins: bool,
}

fn broken<T>() -> Result<T, JournalError> {
    Err(JournalError::Full { source: "no space left".into() })
}

impl Journal for Broken {
    async fn begin(&self, _: &Intent) -> Result<Begun, JournalError> {
        if self.begins { Ok(Begun::Entry("7".parse().expect("a number"))) } else { broken() }
    }

    async fn finish(&self, _: EntryId, _: &Outcome) -> Result<(), JournalError> {
        broken()
    }

    async fn settle_with_note(
        &self,
        _: EntryId,
        _: &Settlement,
        _: Option<&str>,
    ) -> Result<Entry, JournalError> {
        broken()
    }

    async fn entry(&self, _: EntryId) -> Result<Entry, JournalError> {
        broken()
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        broken()
    }

    async fn equal_to(&self, _: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        broken()
    }

    async fn latest(&self, _: u32) -> Result<Vec<Entry>, JournalError> {
        broken()
    }
}

#[tokio::test]
async fn nothing_is_sent_without_an_intent() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&Broken { begins: false }).place(&sample()).await;
    let error = error.expect_err("no intent");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    assert_eq!(
        with_causes(&error),
        "not sent, as the order could not be written to the journal: the journal cannot grow, as \
         the disk is full; make room on it: no space left",
    );
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn number_is_in_the_error_if_it_cannot_be_written() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&Broken { begins: true }).place(&sample()).await;
    let error = error.expect_err("no outcome");
    assert_eq!(error.order_state(), OrderState::Placed);
    assert_eq!(
        error.to_string(),
        "the order was placed with the number 00222307; this could not be written to the journal: \
         settle its entry 7",
    );
    let JournaledError::NotFinished { outcome, .. } = error else { panic!("{error:?}") };
    assert_eq!(outcome.expect("placed").as_str(), "00222307");
}
