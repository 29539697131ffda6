//! Journals in PostgreSQL, which is started for these tests if it is installed.
#![cfg(feature = "cli-postgres")]

#[path = "../support/postgres.rs"]
mod server;

use std::{fs, net::TcpListener, path::Path};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_postgres::NoTls;

use self::server::is_root;
use crate::support::{
    Folder, Run, SAMPLE, command, order, run, sample_of,
    server::{Server, placed, reply},
};

const PASSWORD: &str = "c4n4ry p@ss/w%rd?";

/// The password in a URL, and the variable that has it.
const ENCODED: &str = "c4n4ry%20p%40ss%2Fw%25rd%3F";
const VARIABLE: (&str, &str) = ("PGPASSWORD", PASSWORD);

/// A server that asks for a password, listens at a port with TLS, and has the database `orders`.
struct Database {
    _server: server::Server,
    folder: Folder,
    port: u16,
}

impl Database {
    fn start() -> Option<Self> {
        let folder = Folder::new();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.expect("a free port").port();
        let names = ["127.0.0.1".to_owned(), "localhost".to_owned()];
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(names).expect("a key can be made");
        let password = folder.file("password", PASSWORD);
        let (cert, key) = (
            folder.file("ca.pem", cert.pem()),
            folder.file("key.pem", signing_key.serialize_pem()),
        );
        private(&key);
        for path in [&password, &key] {
            if is_root() {
                std::os::unix::fs::chown(path, Some(65534), Some(65534)).expect("root may do so");
            }
        }
        fs::create_dir(folder.path("server")).expect("the folder is ours");
        let settings = format!(
            "-c port={port} -c listen_addresses=127.0.0.1 -c ssl=on -c ssl_cert_file='{cert}' \
             -c ssl_key_file='{key}'"
        );
        let path = folder.path("server");
        match server::Server::start(Path::new(&path), Some(Path::new(&password)), &settings) {
            Ok(server) => {
                let database = Self { _server: server, folder, port };
                database.execute("postgres", "CREATE DATABASE orders");
                Some(database)
            }
            Err(error) => {
                crate::support::missing(format_args!("no PostgreSQL can be had ({error})"));
                None
            }
        }
    }

    /// The URL without a password, of the server at its socket.
    fn url(&self) -> String {
        let folder = self.folder.path("server").replace('/', "%2F");
        format!("postgres://order@{folder}:{}/orders", self.port)
    }

    fn execute(&self, database: &str, sql: &str) {
        let mut config = tokio_postgres::Config::new();
        config.host_path(self.folder.path("server")).port(self.port);
        config.user("order").password(PASSWORD).dbname(database);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a thread is enough").block_on(async {
            let (client, connection) = config.connect(NoTls).await.expect("it runs");
            tokio::spawn(connection);
            client.batch_execute(sql).await.expect("the user may do so");
        });
    }
}

fn private(path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("it is ours");
}

/// Runs the program, with the password in the environment.
fn with_password(arguments: &[&str]) -> Run {
    clean(run(command(arguments).env(VARIABLE.0, VARIABLE.1)))
}

/// The run, in whose output no part of the password is.
#[track_caller]
fn clean(run: Run) -> Run {
    for part in ["c4n4ry", "ss/w", "ss%2Fw"] {
        assert!(!run.stdout.contains(part) && !run.stderr.contains(part), "{run:?}");
    }
    run
}

#[test]
fn journal_in_a_database_does_all_that_one_in_a_file_does() {
    let Some(database) = Database::start() else { return };
    let url = database.url();
    let mut answers = [placed(), reply("502 Bad Gateway", "")].into_iter();
    let service = Server::start(move |_| answers.next().unwrap_or_else(placed));
    let service_url = service.url();
    let place = ["place", "--url", &service_url, "--journal", &url, "--label", "4711"];
    let run = with_password(&[&place[..], &[SAMPLE]].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 00222307 placed\n"), "{run:?}");
    assert!(run.stderr.starts_with(&format!("note: {url} is a new journal; ")), "{run:?}");
    let run = with_password(&[&place[..], &[SAMPLE]].concat());
    assert_eq!(run.code, Some(6), "{run:?}");

    let other = database.folder.file("other", sample_of("other"));
    let run = with_password(&[&place[..], &[&other]].concat());
    assert_eq!(run.code, Some(8), "{run:?}");
    let hint = format!("`order journal settle 2 --journal '{url}' --placed NUMBER`");
    assert!(run.stderr.contains(&hint), "{run:?}");
    let list = with_password(&["journal", "list", "--journal", &url]);
    assert_eq!(list.code, Some(0), "{list:?}");
    let states: Vec<_> = list.stdout.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    assert_eq!(states, ["may be placed (502)", "placed"]);
    let settle = ["journal", "settle", "2", "--not-placed", "--note", "Ann looked"];
    let run = with_password(&[&settle[..], &["--journal", &url]].concat());
    assert!(run.stdout.ends_with("; settled as not placed (Ann looked)\n"), "{run:?}");
    let show = with_password(&["journal", "show", "2", "--journal", &url]);
    assert!(show.stdout.contains("\n  note         Ann looked\n"), "{show:?}");
    let run = with_password(&[&place[..], &["--jobs", "4", "--again", "1", SAMPLE]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(service.requests().len(), 3);

    // One that may only be read.
    database.execute("postgres", "ALTER DATABASE orders SET default_transaction_read_only = on");
    let list = with_password(&["journal", "list", "--journal", &url]);
    assert_eq!((list.code, list.stdout.lines().count()), (Some(0), 3), "{list:?}");
    let run = with_password(&[&place[..], &["--again", "3", SAMPLE]].concat());
    assert_eq!(run.code, Some(7), "{run:?}");
    assert!(run.stderr.contains("the journal is read-only; check the permissions"), "{run:?}");
    let run = with_password(&["journal", "settle", "1", "--not-placed", "--journal", &url]);
    assert_eq!(run.code, Some(7), "{run:?}");
    assert_eq!(service.requests().len(), 3);
}

#[test]
fn password_is_taken_from_the_url_or_the_environment_and_shown_nowhere() {
    let Some(database) = Database::start() else { return };
    let (port, pem) = (database.port, database.folder.path("ca.pem"));
    let list = |url: &str, environment: &[(&str, &str)]| {
        clean(run(command(&["journal", "list", "--journal", url])
            .env_remove("PGPASSWORD")
            .envs(environment.iter().copied())))
    };
    let right = format!("postgres://order:{ENCODED}@127.0.0.1:{port}/orders");
    for url in [&right, &format!("postgresql://order@localhost:{port}/orders?password={ENCODED}")] {
        let run = list(url, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    }
    let plain = format!("postgres://order@127.0.0.1:{port}/orders");
    let run = list(&plain, &[]);
    assert_eq!(run.code, Some(7), "{run:?}");
    assert!(
        run.stderr.starts_with(&format!("error: {plain}: the journal cannot be connected to\n")),
        "{run:?}"
    );
    assert!(
        run.stderr.ends_with("hint: give the password in the variable `PGPASSWORD`\n"),
        "{run:?}"
    );

    // TLS, if the URL wants it on this machine, needs a certificate that is trusted.
    let secure = format!("{plain}?sslmode=require");
    let trust = [VARIABLE, ("SSL_CERT_FILE", pem.as_str())];
    let run = list(&secure, &trust);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    let run = list(&secure, &[VARIABLE]);
    assert_eq!(run.code, Some(7), "{run:?}");
    assert!(run.stderr.contains("certificate") || run.stderr.contains("TLS"), "{run:?}");

    for (url, said) in [
        (
            format!("postgres://order:{ENCODED}x@127.0.0.1:{port}/orders"),
            "check the user, and the password",
        ),
        (format!("postgres://order:{ENCODED}@127.0.0.1:{port}/none"), "create the database first"),
        (
            format!("postgres://order:{ENCODED}@127.0.0.1:1/orders"),
            "check that the server runs, and the URL",
        ),
        (
            format!("postgres://order:c4n4ry p@ss/w@127.0.0.1:{port}/orders"),
            "such as `%40` for `@`",
        ),
        (format!("postgres://order:{ENCODED}@127.0.0.1:c4n4ry/orders"), "such as `%40` for `@`"),
        (format!("{right}?c4n4ry=1"), "such as `%40` for `@`"),
        ("postgres://".to_owned(), "hint: "),
        (format!("postgres://order:{ENCODED}@db.example/orders?sslmode=disable"), "by TLS only"),
    ] {
        let run = list(&url, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    for help in [&["journal", "--help"][..], &["journal", "list", "--journal", &right, "--bad"]] {
        clean(order(help));
    }
}
