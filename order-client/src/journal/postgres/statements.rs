//! The statements of every order, each for many orders at once.

use tokio_postgres::{Client, Error, Statement};

use crate::journal::row::COLUMNS;

/// The statements of every order, which the server parses and plans once a connection.
pub(super) struct Statements {
    pub(super) locks: Locks,
    /// Locks if nobody else has the lock.
    pub(super) locks_at_once: Locks,
    pub(super) known: Statement,
    pub(super) used: Statement,
    pub(super) insert: Statement,
    pub(super) finish: Statement,
    /// Leaves out the entries that somebody else is changing.
    pub(super) finish_at_once: Statement,
}

/// Locks of fingerprints and of references. Each returns for each text, in the same order, whether it is locked.
pub(super) struct Locks {
    pub(super) fingerprints: Statement,
    pub(super) references: Statement,
}

impl Statements {
    pub(super) async fn once<'s>(
        statements: &'s mut Option<Self>,
        client: &Client,
    ) -> Result<&'s Self, Error> {
        match statements {
            Some(statements) => Ok(statements),
            None => Ok(statements.insert(Self::new(client).await?)),
        }
    }

    /// Prepares all at once, so that the server is waited for once.
    async fn new(client: &Client) -> Result<Self, Error> {
        let (known, used) = (known(), used());
        let (finish, finish_at_once) = (finish(""), finish("SKIP LOCKED"));
        let (locks, locks_at_once, known, used, insert, finish, finish_at_once) = tokio::try_join!(
            Locks::new(client, "TRUE, pg_advisory_xact_lock"),
            Locks::new(client, "pg_try_advisory_xact_lock"),
            client.prepare(&known),
            client.prepare(&used),
            client.prepare(INSERT),
            client.prepare(&finish),
            client.prepare(&finish_at_once),
        )?;
        Ok(Self { locks, locks_at_once, known, used, insert, finish, finish_at_once })
    }
}

impl Locks {
    async fn new(client: &Client, lock: &str) -> Result<Self, Error> {
        let statement = |key| format!("SELECT {lock}({key}) FROM unnest($1::text[]) AS text");
        let fingerprints = statement("('x' || left(text, 16))::bit(64)::bigint");
        let references = statement("hashtextextended('reference ' || text, 0)");
        let (fingerprints, references) =
            tokio::try_join!(client.prepare(&fingerprints), client.prepare(&references))?;
        Ok(Self { fingerprints, references })
    }
}

/// Inserts entries, and returns their numbers and fingerprints. No two may have the same fingerprint.
const INSERT: &str = "
    INSERT INTO order_journal_1
        (fingerprint, endpoint, account_id, label, after, reference, arrives_by, begun_at)
    SELECT entries.*, $8
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[]) AS entries
    RETURNING id, fingerprint";

/// Selects what is known of orders with these fingerprints: an unfinished entry, or else the last with a number.
fn known() -> String {
    format!(
        "SELECT DISTINCT ON (fingerprint) {COLUMNS} FROM order_journal_1
         WHERE fingerprint = ANY($1)
             AND (unfinished OR order_id IS NOT NULL OR settled_order_id IS NOT NULL)
         ORDER BY fingerprint, unfinished DESC, id DESC"
    )
}

/// Selects the last entry that uses each of these references in its account.
fn used() -> String {
    format!(
        "SELECT DISTINCT ON (reference, account_id) {COLUMNS} FROM order_journal_1
         WHERE reference = ANY($1) AND (reference, account_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
             AND (unfinished OR order_id IS NOT NULL OR settled_order_id IS NOT NULL)
         ORDER BY reference, account_id, id DESC"
    )
}

/// Writes the outcomes of entries that have none, and returns their numbers.
fn finish(locked: &str) -> String {
    format!(
        "UPDATE order_journal_1 AS entry
         SET outcome = ended.outcome, status = ended.status, problem = ended.problem, body = ended.body,
             order_id = ended.order_id, finished_at = $8,
             unfinished = (entry.settlement IS NULL AND ended.unfinished)
         FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::bytea[], $6::text[], $7::bool[])
             AS ended (id, outcome, status, problem, body, order_id, unfinished)
         WHERE entry.id = ended.id AND entry.id IN
             (SELECT id FROM order_journal_1 WHERE id = ANY($1) AND outcome IS NULL FOR UPDATE {locked})
         RETURNING entry.id"
    )
}
