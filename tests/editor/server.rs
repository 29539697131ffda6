//! A client of a language server, which asks one question at a time.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// The silence after which a server is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// A text in the source, after another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'t> {
    before: &'t str,
    text: &'t str,
}

impl<'t> Place<'t> {
    pub(crate) fn of(before: &'t str, text: &'t str) -> Self {
        Self { before, text }
    }
}

/// Line, first and last column.
pub(crate) type Range = [u64; 3];

/// A running server, with one file open.
pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    asked: u64,
    source: &'static str,
    file: String,
    version: u64,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended itself if this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts the server on a crate with the given source, and waits until it has read everything.
    pub(crate) fn start(program: &str, source: &'static str) -> Self {
        let folder = package(source);
        let mut process = Command::new(program)
            .current_dir(&folder)
            // Cargo gives the tests variables that are not for the crate.
            .env_remove("RUSTFLAGS")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take().expect("the input is piped");
        let mut output = BufReader::new(process.stdout.take().expect("the output is piped"));
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let file = format!("file://{}", folder.join("src/lib.rs").display());
        let mut server = Self { process, input, messages, asked: 0, source, file, version: 1 };
        server.ask(
            "initialize",
            &json!({
                "processId": null,
                "rootUri": format!("file://{}", folder.display()),
                "initializationOptions": options(),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": { "hover": { "contentFormat": ["markdown"] } },
                    "workspace": { "configuration": true },
                },
            }),
        );
        server.tell("initialized", &json!({}));
        server.tell(
            "textDocument/didOpen",
            &json!({ "textDocument": {
                "uri": server.file, "languageId": "rust", "version": 1, "text": source,
            } }),
        );
        loop {
            let message = server.next();
            if message["params"]["quiescent"] == true {
                return server;
            }
            server.answer(&message);
        }
    }

    pub(crate) fn hover(&mut self, place: Place<'_>) -> String {
        let answer = self.ask_at("textDocument/hover", place, json!({}));
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn definition(&mut self, place: Place<'_>) -> Vec<Range> {
        let answer = self.ask_at("textDocument/definition", place, json!({}));
        self.ranges(answer.as_array().into_iter().flatten())
    }

    pub(crate) fn references(&mut self, place: Place<'_>) -> Vec<Range> {
        let context = json!({ "context": { "includeDeclaration": true } });
        let answer = self.ask_at("textDocument/references", place, context);
        self.ranges(answer.as_array().into_iter().flatten())
    }

    /// The ranges that a renaming changes.
    pub(crate) fn renamed(&mut self, place: Place<'_>, name: &str) -> Vec<Range> {
        let answer = self.ask_at("textDocument/rename", place, json!({ "newName": name }));
        let changed = answer["documentChanges"].as_array().into_iter().flatten();
        let edits: Vec<_> = changed
            .flat_map(|change| {
                assert_eq!(change["textDocument"]["uri"], self.file, "{answer}");
                change["edits"].as_array().into_iter().flatten()
            })
            .collect();
        assert!(edits.iter().all(|edit| edit["newText"] == name), "{answer}");
        self.ranges(edits.into_iter())
    }

    /// All proposals at the `|` in `new`, which stands in place of `old`.
    pub(crate) fn completed(&mut self, old: &str, new: &str) -> Value {
        assert_eq!(self.source.matches(old).count(), 1, "{old}");
        let cursor = new.find('|').expect("the cursor is marked");
        let text = self.source.replace(old, &new.replace('|', ""));
        let start = self.source.find(old).expect("the old text is there");
        let position = position(&text, start + cursor);
        self.version += 1;
        self.tell(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": self.file, "version": self.version },
                "contentChanges": [{ "text": text }],
            }),
        );
        let file = json!({ "uri": self.file });
        self.ask("textDocument/completion", &json!({ "textDocument": file, "position": position }))
    }

    pub(crate) fn range(&self, place: Place<'_>) -> Range {
        let whole = [place.before, place.text].concat();
        assert!(self.source.contains(&whole), "{place:?}");
        let start = self.source.find(&whole).unwrap_or_default() + place.before.len();
        let [start, end] =
            [start, start + place.text.len()].map(|offset| position(self.source, offset));
        range(&json!({ "start": start, "end": end }))
    }

    fn ranges<'v>(&self, places: impl Iterator<Item = &'v Value>) -> Vec<Range> {
        let mut ranges: Vec<_> = places
            .map(|place| {
                let file = [&place["uri"], &place["targetUri"]];
                assert!(
                    file.into_iter().all(|file| file.is_null() || *file == self.file),
                    "{place}"
                );
                range(&place["range"])
            })
            .collect();
        ranges.sort_unstable();
        ranges
    }

    fn ask_at(&mut self, question: &str, place: Place<'_>, mut parameters: Value) -> Value {
        let [line, start, _] = self.range(place);
        parameters["textDocument"] = json!({ "uri": self.file });
        parameters["position"] = json!({ "line": line, "character": start });
        self.ask(question, &parameters)
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let message = self.next();
            if message["id"] == id && message["method"].is_null() {
                assert!(message["error"].is_null(), "{method} {parameters}: {message}");
                return message["result"].clone();
            }
            self.answer(&message);
        }
    }

    fn tell(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// Answers a question of the server, if the message is one.
    fn answer(&mut self, message: &Value) {
        if message["method"].is_null() || message["id"].is_null() {
            return;
        }
        let items = message["params"]["items"].as_array();
        let result = items.map(|items| items.iter().map(|_| options()).collect::<Vec<_>>());
        self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
    }

    fn next(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server speaks")
    }

    fn send(&mut self, message: &Value) {
        let message = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{message}", message.len())
            .and_then(|()| self.input.flush())
            .expect("the server listens");
    }
}

fn options() -> Value {
    json!({ "cachePriming": { "enable": false }, "checkOnSave": false })
}

/// Reads the next message of a server, if it has not ended.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut content = vec![0; length];
    output.read_exact(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}

fn range(range: &Value) -> Range {
    assert_eq!(range["start"]["line"], range["end"]["line"], "{range}");
    [&range["start"]["line"], &range["start"]["character"], &range["end"]["character"]]
        .map(|number| number.as_u64().expect("a place has numbers"))
}

/// Line and column of an offset in a text of ASCII.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let column = before.rfind('\n').map_or(offset, |end| offset - end - 1);
    json!({ "line": line, "character": column })
}

/// Writes a package with the given source, and returns its folder.
fn package(source: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = format!(
        "[package]\nname = \"editor\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\norder-core = {{ path = {:?} }}\n\n[workspace]\n",
        workspace.join("order-core"),
    );
    fs::create_dir_all(folder.join("src")).expect("the folder of tests can be written");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    fs::write(folder.join("src/lib.rs"), source).expect("the source can be written");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("there is a lock file");
    folder
}
