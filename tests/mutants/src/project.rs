//! The project, and its copy with faults.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Result, place::Place, plant::planted};

/// Folders of a crate whose faults are not tried here.
///
/// The exports are compared with engines by hundreds of thousands of documents, which takes too long for each fault. The
/// expansion of the derive is compared as text. What only tests call is no place.
const LEFT_OUT: [(&str, &[&str]); 2] = [
    ("order-core", &["export/", "guide/", "value/moment/checks.rs"]),
    ("order-derive", &["expand/", "editor.rs", "lib.rs"]),
];

/// Test programs of `order-tests` that are asked beside the unit tests of the crate.
const PROGRAMS: [(&str, &[&str]); 2] = [
    (
        "order-core",
        &[
            "agreement",
            "described",
            "draws",
            "exports",
            "generated",
            "languages",
            "rules",
            "servers",
            "update",
            "wire",
        ],
    ),
    ("order-derive", &[]),
];

/// One crate of the project, and where its faults are kept.
pub(crate) struct Project {
    root: PathBuf,
    name: String,
    /// The folder of the copy and of all that is found out.
    folder: PathBuf,
}

/// A file with faults.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path from `src` of its crate.
    path: String,
    text: String,
}

/// A test program.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The folder of its package, in which it runs.
    pub(crate) folder: PathBuf,
    /// The folder of the libraries of the compiler, which the tests of a derive need.
    pub(crate) libraries: PathBuf,
}

impl Project {
    pub(crate) fn of(name: &str) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let folder = root.join("target/mutants").join(name);
        Ok(Self { root, name: name.to_owned(), folder })
    }

    /// A file beside the copy.
    pub(crate) fn kept(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The sources of the crate with faults, and their places, in the order of their numbers, which begin with one.
    pub(crate) fn sources(&self) -> Result<(Vec<Source>, Vec<Place>)> {
        let left_out = listed(&LEFT_OUT, &self.name);
        let source = self.root.join(&self.name).join("src");
        let mut files = Vec::new();
        walk(&source, &mut files)?;
        files.sort();
        let (mut sources, mut places) = (Vec::new(), Vec::new());
        for file in files {
            let path =
                file.strip_prefix(&source)?.to_str().ok_or("a path is not UTF-8")?.to_owned();
            let is_test = path.ends_with("tests.rs") || path.contains("tests/");
            if is_test
                || !path.ends_with(".rs")
                || left_out.iter().any(|prefix| path.starts_with(prefix))
            {
                continue;
            }
            let (text, of_file) = planted(&path, &fs::read_to_string(&file)?, places.len())
                .map_err(|error| format!("{path}: {error}"))?;
            places.extend(of_file);
            sources.push(Source { path, text });
        }
        Ok((sources, places))
    }

    /// Copies the project, with faults in the crate, and builds the tests.
    pub(crate) fn plant(&self) -> Result<()> {
        let copy = self.kept("project");
        let listed = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(&self.root)
            .output()?;
        let (sources, places) = self.sources()?;
        let planted: Vec<String> =
            sources.iter().map(|source| format!("{}/src/{}", self.name, source.path)).collect();
        for path in String::from_utf8(listed.stdout)?
            .lines()
            .filter(|path| !planted.iter().any(|file| file == path))
        {
            if self.root.join(path).is_file() {
                write(&copy.join(path), &fs::read(self.root.join(path))?)?;
            }
        }
        let source = copy.join(&self.name).join("src");
        for Source { path, text } in &sources {
            let text =
                if path == "lib.rs" { format!("{text}\nmod planted;\n") } else { text.clone() };
            write(&source.join(path), text.as_bytes())?;
        }
        if self.name == "order-derive" {
            // Its root is not among the sources with faults.
            let root = fs::read_to_string(self.root.join("order-derive/src/lib.rs"))?;
            write(&source.join("lib.rs"), format!("{root}\nmod planted;\n").as_bytes())?;
        }
        let module =
            format!("{}\nconst PLACES: usize = {};\n", include_str!("planted.rs"), places.len());
        write(&source.join("planted.rs"), module.as_bytes())?;
        let lines: Vec<String> =
            places.iter().map(|place| format!("{}\t{}\n", place.line, place.name())).collect();
        let (kept, lines) = (self.kept("places"), lines.concat());
        if fs::read_to_string(&kept).is_ok_and(|before| numbered(&before).ne(numbered(&lines))) {
            // What tests reach is noted by numbers, which are now those of other places.
            let _ = fs::remove_file(self.kept("reached"));
        }
        write(&kept, lines.as_bytes())?;
        eprintln!("{} faults; building", places.len());
        self.build()
    }

    fn build(&self) -> Result<()> {
        let mut command = Command::new("cargo");
        command.args([
            "test",
            "--no-run",
            "--all-features",
            "--message-format=json-render-diagnostics",
            "--lib",
            "-p",
            &self.name,
        ]);
        for program in listed(&PROGRAMS, &self.name) {
            command.args(["-p", "order-tests", "--test", program]);
        }
        let output = command
            .current_dir(self.kept("project"))
            .env("CARGO_TARGET_DIR", self.kept("build"))
            .env("RUSTFLAGS", "-Awarnings")
            .stderr(std::process::Stdio::inherit())
            .output()?;
        let mut programs = Vec::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            let message: serde_json::Value = serde_json::from_str(line)?;
            if let (Some(path), Some(manifest)) =
                (message["executable"].as_str(), message["manifest_path"].as_str())
                && message["profile"]["test"] == true
            {
                let name = message["target"]["name"].as_str().ok_or("a target has no name")?;
                programs.push(format!(
                    "{name}\t{path}\t{}\n",
                    manifest.trim_end_matches("/Cargo.toml")
                ));
            }
        }
        if !output.status.success() {
            return Err("the copy with faults does not compile".into());
        }
        write(&self.kept("programs"), programs.concat().as_bytes())
    }

    pub(crate) fn programs(&self) -> Result<Vec<Program>> {
        let lines = fs::read_to_string(self.kept("programs"))?;
        let libraries = Command::new("rustc").args(["--print", "target-libdir"]).output()?;
        let libraries = PathBuf::from(String::from_utf8(libraries.stdout)?.trim());
        lines
            .lines()
            .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
                [name, path, folder] => Ok(Program {
                    name: name.to_owned(),
                    path: path.into(),
                    folder: folder.into(),
                    libraries: libraries.clone(),
                }),
                _ => Err("a line of `programs` is broken".into()),
            })
            .collect()
    }

    /// The places that are planted, as the number of the line and the name.
    pub(crate) fn places(&self) -> Result<Vec<(usize, Place)>> {
        let names = fs::read_to_string(self.kept("places"))?;
        let (_, places) = self.sources()?;
        let is_same = places.len() == names.lines().count()
            && places.iter().zip(names.lines()).all(|(place, line)| line.ends_with(&place.name()));
        if !is_same {
            return Err("the sources have changed since `plant`".into());
        }
        Ok(places.into_iter().enumerate().map(|(at, place)| (at + 1, place)).collect())
    }
}

fn listed<'l>(lists: &[(&str, &'l [&'l str])], name: &str) -> &'l [&'l str] {
    lists.iter().find(|(of, _)| *of == name).map_or(&[], |(_, list)| list)
}

/// The names of the places, in the order of their numbers, without their lines.
fn numbered(places: &str) -> impl Iterator<Item = &str> {
    places.lines().filter_map(|line| line.split_once('\t')).map(|(_, name)| name)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Writes a file unless it is the same, so that nothing is built anew for it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().ok_or("a file has no folder")?)?;
    Ok(fs::write(path, content)?)
}
