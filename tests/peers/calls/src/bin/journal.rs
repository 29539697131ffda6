//! `journal [SECONDS]` prints how many orders a second a journal takes, at 1 and at 64 at once, beside how often a second
//! a file can be written to the disk. The variable `POSTGRES` names a database, as `host=… user=… dbname=…`.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use order_client::{
    Client, Credentials,
    journal::{Journal, PostgresJournal, SqliteJournal},
    retail::{self, CodeSigningOrder},
    sandbox::Sandbox,
};
use order_core::{Valid, json};

const SAMPLE: &str = include_str!("../../../../../examples/orders/ev-client-app.json");

#[tokio::main]
async fn main() {
    let seconds = std::env::args().nth(1).map_or(3, |text| text.parse().unwrap());
    let time = Duration::from_secs(seconds);
    let folder = std::env::current_dir().unwrap().join("target");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("journal-{}.db", std::process::id()));
    let alone = on_disk(&path, time);
    println!("a file written to the disk: {alone:.0} a second");
    for at_once in [1, 64] {
        let journal = SqliteJournal::open(&path).unwrap();
        show(&format!("SQLite, {at_once} at once"), orders(journal, at_once, time).await, alone);
    }
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    let Ok(config) = std::env::var("POSTGRES") else { return };
    for (connections, at_once) in [(1, 1), (1, 64), (16, 64), (64, 64)] {
        let mut clients = Vec::new();
        for _ in 0..connections {
            let (client, connection) =
                tokio_postgres::connect(&config, tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            clients.push(client);
        }
        let journal = PostgresJournal::with_connections(clients).await.unwrap();
        let name = format!("PostgreSQL, {connections} connections, {at_once} at once");
        show(&name, orders(journal, at_once, time).await, alone);
    }
}

fn show(name: &str, found: f64, alone: f64) {
    println!("{name}: {found:.0} orders a second, {:.2} of that", found / alone);
}

/// Writes 4 KiB again and again.
fn on_disk(path: &std::path::Path, time: Duration) -> f64 {
    let path = path.with_extension("plain");
    let mut file = File::create(&path).unwrap();
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < time {
        file.seek(SeekFrom::Start(0)).unwrap();
        file.write_all(&[count as u8; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    std::fs::remove_file(path).unwrap();
    rate
}

/// Places orders with a sandbox of this process.
async fn orders(
    journal: impl Journal + Send + Sync + 'static,
    at_once: usize,
    time: Duration,
) -> f64 {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let sandbox = Sandbox::start().await.unwrap();
    let credentials = Credentials::new("001007", "skyfall").unwrap();
    let client =
        Client::builder(retail::SERVICE, credentials).base_url(sandbox.url()).build().unwrap();
    let shared = Arc::new((journal, client));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..at_once)
        .map(|_| {
            let shared = Arc::clone(&shared);
            tokio::spawn(async move {
                let (journal, client) = &*shared;
                let mut count = 0;
                while begun.elapsed() < time {
                    let number = NEXT.fetch_add(1, Ordering::Relaxed);
                    let document = SAMPLE.replace("My Company", &format!("Company {number}"));
                    let order: Valid<CodeSigningOrder> = json::from_str(&document).unwrap();
                    client.with_journal(journal).place(&order).await.unwrap();
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.unwrap();
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}
