//! A PostgreSQL that is started for these tests, if it is installed.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use tokio_postgres::{Client, NoTls};

/// A server that listens at a socket in its own folder, and nowhere else. It is stopped when this is dropped.
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

/// Starts a server, or says why the test is skipped.
pub(crate) fn start() -> Option<Server> {
    match Server::start() {
        Ok(server) => Some(server),
        Err(reason) => {
            order_tests::missing(format_args!("no PostgreSQL can be had ({reason})"));
            None
        }
    }
}

impl Server {
    fn start() -> Result<Self, String> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let programs = programs().ok_or("it is not installed")?;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let folder = env::temp_dir().join(format!("order-exports-{}-{count}", process::id()));
        fs::create_dir(&folder).map_err(|error| error.to_string())?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777))
            .map_err(|error| error.to_string())?;
        let server = Self { programs, folder };
        let data = server.folder.join("data");
        let arguments = ["--auth=trust", "--username=order", "--no-sync", "--encoding=UTF8", "-D"];
        server.run("initdb", &arguments, &data)?;
        let options = format!(
            "-c listen_addresses='' -c fsync=off -c unix_socket_directories='{}'",
            server.folder.display()
        );
        let log = server.folder.join("log").display().to_string();
        server.run("pg_ctl", &["start", "-w", "-o", &options, "-l", &log, "-D"], &data)?;
        Ok(server)
    }

    pub(crate) async fn connect(&self) -> Client {
        let config = format!("host={} user=order dbname=postgres", self.folder.display());
        let (client, connection) = tokio_postgres::connect(&config, NoTls).await.expect("it runs");
        tokio::spawn(connection);
        client
    }

    fn run(&self, name: &str, arguments: &[&str], data: &Path) -> Result<(), String> {
        let program = self.programs.join(name);
        // The server refuses to run as root, as tests in a container do.
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // The server would keep a pipe open; its words are in its log.
        let log = fs::File::create(self.folder.join("words")).map_err(|error| error.to_string())?;
        let status = command
            .args(arguments)
            .arg(data)
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(log)
            .status()
            .map_err(|error| error.to_string())?;
        if status.success() {
            return Ok(());
        }
        let words = fs::read_to_string(self.folder.join("words")).unwrap_or_default();
        Err(format!("{name}: {words}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let _ = self.run("pg_ctl", &["stop", "-m", "immediate", "-w", "-D"], &data);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder in which Debian and others put the programs of the server.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders
        .into_iter()
        .find(|folder| folder.join("pg_ctl").exists() && folder.join("initdb").exists())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
