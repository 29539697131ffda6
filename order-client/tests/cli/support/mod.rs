//! Code that the tests of the command line share.

pub(crate) mod server;

use std::{
    env,
    fmt::Display,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// The order of the documentation's sample, from the folder of the workspace.
pub(crate) const SAMPLE: &str = "examples/orders/ev-client-app.json";

/// The result of a run of the program.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Ends the test unless the run ended so.
    #[track_caller]
    pub(crate) fn assert(&self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(
            (self.code, self.stdout.as_str(), self.stderr.as_str()),
            (Some(code), stdout, stderr),
            "{self:#?}"
        );
    }
}

/// Says that something is not tested here, even if the output of tests is captured. `.ci/run` counts these lines.
pub(crate) fn skipped(reason: impl Display) {
    // A line of its own, as the harness prints `test name ... ` before.
    let _ = writeln!(std::io::stderr(), "\nskipped: {reason}");
}

/// Says that something is not tested here because a program is missing. Fails where `CI` is set, as a continuous integration
/// installs what the tests need.
pub(crate) fn missing(reason: impl Display) {
    assert!(env::var_os("CI").is_none(), "must not be skipped where `CI` is set: {reason}");
    skipped(reason);
}

/// The program in the folder of the workspace, in an environment that says nothing to it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_order"));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in it");
    command.args(arguments).current_dir(workspace).stdin(Stdio::null());
    for name in ["DIGICERT_ACCOUNT_ID", "DIGICERT_API_KEY", "XDG_STATE_HOME", "NO_COLOR"] {
        command.env_remove(name);
    }
    // Where `CI` is set, colour is wanted on any terminal.
    for name in ["CI", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    // Whoever forgets a journal must not find that of a person.
    command.env("HOME", "/nonexistent");
    command
}

pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Runs the program with these arguments.
pub(crate) fn order(arguments: &[&str]) -> Run {
    run(&mut command(arguments))
}

/// As [`order`], with `input` on standard input.
pub(crate) fn order_with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = spawn(command(arguments).stdin(Stdio::piped()));
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that does not read it to its end is no failure of the test.
    let _ = stdin.write_all(input);
    drop(stdin);
    ended(child)
}

pub(crate) fn spawn(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Waits until `child` has ended.
pub(crate) fn ended(child: Child) -> Run {
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A folder that is removed when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("order-cli-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("the folder has a plain name").to_owned()
    }

    /// The path of a new file in it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).expect("the folder can be written to");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The text of the sample order.
pub(crate) fn sample() -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in it");
    fs::read_to_string(workspace.join(SAMPLE)).expect("the sample is there")
}

/// The sample as another order, so that it is equal to none.
pub(crate) fn sample_of(organization: &str) -> String {
    sample().replace("My Company", organization)
}

/// An SSL order.
pub(crate) const SSL: &str = r#"{
  "validity": "1",
  "common_name": "www.example.com",
  "org_name": "Tampa Bay Cray LLC",
  "org_addr1": "1234 Sesame Street",
  "org_city": "Tampa",
  "org_state": "FL",
  "org_zip": "33615",
  "org_country": "us",
  "org_contact_firstname": "Joe",
  "org_contact_lastname": "Bloggs",
  "org_contact_email": "joe@example.com",
  "org_contact_telephone": "555-123-1234",
  "csr": "[CSR GOES HERE]"
}"#;

/// A running `order sandbox`, which is killed when the test ends.
pub(crate) struct SandboxProcess {
    child: Child,
    pub(crate) url: String,
    pub(crate) said: String,
}

impl SandboxProcess {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::try_start(arguments).expect("it says where it listens")
    }

    /// Starts one unless it ends before it listens, because another program has taken the port.
    pub(crate) fn try_start(arguments: &[&str]) -> Option<Self> {
        let mut child = spawn(command(&[&["sandbox"], arguments].concat()).stdin(Stdio::null()));
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped"));
        for _ in 0..3 {
            lines.read_line(&mut said).expect("it says that it is ready");
        }
        let Some(url) = said.strip_prefix("listening on ").and_then(|rest| rest.lines().next())
        else {
            child.wait().expect("it was started");
            return None;
        };
        let url = url.to_owned();
        Some(Self { child, url, said })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended, and returns what it said to standard error.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        let stderr = self.child.stderr.as_mut().expect("it is piped");
        stderr.read_to_string(&mut said).expect("the program writes UTF-8");
        (self.child.wait().expect("it was started").code(), said)
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The note about a journal that has no order yet.
pub(crate) fn new_journal(path: &str) -> String {
    format!("note: {path} is a new journal; it knows no order placed before\n")
}

/// Sends a signal, such as `INT`, to a process.
pub(crate) fn signal(name: &str, process: u32) {
    let status = Command::new("kill").arg(format!("-{name}")).arg(process.to_string()).status();
    assert!(status.expect("there is a `kill`").success());
}
