//! A PostgreSQL that is started for tests, if it is installed.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A server, which is stopped when it is dropped.
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

/// The folder in which Debian and others put the programs of the server.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders
        .into_iter()
        .find(|folder| folder.join("pg_ctl").exists() && folder.join("initdb").exists())
}

impl Server {
    /// Starts a server with its files in `folder`, which must be empty. It listens at a socket there, and where else
    /// `settings` says. Its user is `order`, whose password is that in the file at `password`, if there is one.
    pub(crate) fn start(
        folder: &Path,
        password: Option<&Path>,
        settings: &str,
    ) -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let server = Self { programs, folder: folder.to_owned() };
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777))
            .map_err(|e| e.to_string())?;
        let plain = ["--username=order", "--no-sync", "--encoding=UTF8"];
        let mut arguments: Vec<_> = plain.map(str::to_owned).to_vec();
        match password {
            None => arguments.push("--auth=trust".to_owned()),
            Some(path) => arguments.extend([
                "--auth=scram-sha-256".to_owned(),
                format!("--pwfile={}", path.display()),
            ]),
        }
        server.run("initdb", &arguments)?;
        let path = folder.display();
        let options =
            format!("-c listen_addresses='' -c unix_socket_directories='{path}' {settings}");
        let log = folder.join("log").display().to_string();
        server.run("pg_ctl", &["start", "-w", "-o", &options, "-l", &log].map(str::to_owned))?;
        Ok(server)
    }

    fn run(&self, name: &str, arguments: &[String]) -> Result<(), String> {
        let program = self.programs.join(name);
        // The server refuses to run as root, as tests in a container do.
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(program);
                command
            }
            false => Command::new(program),
        };
        // The server would keep a pipe open; its words are in its log.
        let errors = self.folder.join(format!("{name}.errors"));
        let file = fs::File::create(&errors).map_err(|error| error.to_string())?;
        let status = command
            .args(arguments)
            .arg("-D")
            .arg(self.folder.join("data"))
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .status()
            .map_err(|error| error.to_string())?;
        if status.success() {
            return Ok(());
        }
        Err(format!("{name}: {}", fs::read_to_string(errors).unwrap_or_default()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.run("pg_ctl", &["stop", "-m", "immediate", "-w"].map(str::to_owned));
    }
}

/// Returns whether these tests run as root.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
