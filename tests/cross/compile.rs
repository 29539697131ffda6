//! Pairs compiled as modules of a few programs, with what rustc says of each.

use std::{collections::HashMap, fmt::Write as _, fs, path::Path, process::Command, sync::Mutex};

use serde_json::Value;

use crate::source::{LIBRARY, Pair};

/// An error or a warning.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    /// The tokens at which it points.
    pub(crate) at: String,
    /// Whether they are tokens of the user, and not the name of the derive.
    pub(crate) is_at_a_token: bool,
}

/// All tests compile in one folder, so that the library is built once.
static TURN: Mutex<()> = Mutex::new(());

/// The modules of one program.
const MODULES: usize = 1000;

/// Compiles the pairs, and returns what is said of each.
pub(crate) fn compile(pairs: &[&Pair]) -> Vec<Vec<Said>> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let _turn = TURN.lock().expect("no test fails while it compiles");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cross");
    let places = write(&folder, pairs);
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--bins", "--keep-going", "--message-format=json"])
        .current_dir(&folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs this test too");
    let mut said = vec![Vec::new(); pairs.len()];
    let mut are_compiled = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        are_compiled |= message["target"]["kind"][0] == "bin";
        read(&message["message"], &places, &mut said);
    }
    assert!(are_compiled, "{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The pairs in the programs: for each file the first and the last line of each pair, and its index.
type Places = HashMap<String, Vec<([u64; 2], usize)>>;

fn write(folder: &Path, pairs: &[&Pair]) -> Places {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are in the workspace");
    let _ = fs::remove_dir_all(folder.join("src"));
    fs::create_dir_all(folder.join("src/bin")).expect("the folder can be made");
    let put = |name: &str, text: &str| {
        fs::write(folder.join(name), text).expect("the file can be written");
    };
    let features = r#""decimal", "jiff", "serde", "serde_json""#;
    put(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"cross\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             jiff = {{ version = \"0.2\", default-features = false, features = [\"std\"] }}\n\
             order-core = {{ path = {:?}, features = [{features}] }}\n\
             rust_decimal = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
             serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\n\
             [profile.dev]\ndebug = false\n",
            root.join("order-core")
        ),
    );
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is there");
    put("src/lib.rs", LIBRARY);
    let mut places = Places::new();
    for (index, part) in pairs.chunks(MODULES).enumerate() {
        let file = format!("src/bin/batch{index}.rs");
        let mut text = String::from("#![allow(dead_code, unused_imports)]\n\nfn main() {}\n");
        let mut line = 3;
        for (module, pair) in part.iter().enumerate() {
            let _ = write!(text, "mod m{module} {{\nuse cross::*;\n{}\n}}\n", pair.source);
            let count = u64::try_from(pair.source.lines().count()).expect("a pair is short");
            let lines = ([line + 1, line + count + 3], index * MODULES + module);
            places.entry(file.clone()).or_default().push(lines);
            line += count + 3;
        }
        put(&file, &text);
    }
    places
}

fn read(message: &Value, places: &Places, said: &mut [Vec<Said>]) {
    let spans = message["spans"].as_array().into_iter().flatten();
    let Some(span) = spans.clone().find(|span| span["is_primary"] == true) else { return };
    // A place in the library is followed to the program that uses it.
    let outermost = |span: &Value| {
        let mut span = span.clone();
        while !span["file_name"].as_str().is_some_and(|name| name.contains("bin/batch"))
            && span["expansion"]["span"].is_object()
        {
            span = span["expansion"]["span"].clone();
        }
        span
    };
    let (own, mut span) = (outermost(span), outermost(span));
    let find = |span: &Value| {
        let (file, line) = (span["file_name"].as_str()?, span["line_start"].as_u64()?);
        let pairs = places.get(file)?;
        let next = pairs.partition_point(|([first, _], _)| *first <= line);
        let ([_, last], pair) = pairs[next.checked_sub(1)?];
        (line <= last).then_some(pair)
    };
    let mut index = find(&own);
    if index.is_none() {
        for other in spans {
            let other = outermost(other);
            if let Some(found) = find(&other) {
                (index, span) = (Some(found), other);
                break;
            }
        }
    }
    let Some(index) = index else {
        println!("about no pair: {}", message["rendered"].as_str().unwrap_or_default());
        return;
    };
    let text = span["text"][0]["text"].as_str().unwrap_or_default();
    let column =
        |name: &str| span[name].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(1) - 1;
    let at: String = text
        .chars()
        .skip(column("column_start"))
        .take(column("column_end").saturating_sub(column("column_start")))
        .collect();
    let is_generated = find(&own).is_none() || text.contains("#[derive(");
    said[index].push(Said {
        code: message["code"]["code"].as_str().map(str::to_owned),
        message: message["message"].as_str().unwrap_or_default().to_owned(),
        at,
        is_at_a_token: !is_generated,
    });
}
