//! Writes the public interface of each crate with all features to `listed/`, a name a line; with `--check`, compares it.
//!
//! The list is read in a review: what stands in it cannot be taken back before the next major version. rustdoc tells it as
//! JSON, which is not stable, so the release of `tests/ui/rust-toolchain.toml` must run.
//!
//! Cargo calls this program in place of rustdoc. So only rustdoc sees the variable that permits what is not stable, and what is
//! built already is not built anew.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const CRATES: [&str; 3] = ["order-client", "order-core", "order-derive"];

/// Is set where Cargo calls this program in place of rustdoc.
const IS_RUSTDOC: &str = "INTERFACE_IS_RUSTDOC";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if env::var_os(IS_RUSTDOC).is_some() {
        return rustdoc(&arguments);
    }
    let is_check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => return Err("the only argument is `--check`".into()),
    };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut is_listed = true;
    for name in CRATES {
        let file = here.join("listed").join(format!("{name}.txt"));
        let now = interface(here, name)?;
        if !is_check {
            fs::write(&file, now)?;
            continue;
        }
        let listed = fs::read_to_string(&file)?;
        for (sign, line) in differences(&listed, &now) {
            is_listed = false;
            println!("{sign} {line}");
        }
    }
    if !is_listed {
        println!(
            "the public interface has changed; if this is wanted, run this without `--check`, and read the diff"
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Lines of the public interface of the crate, an item's own after it.
fn interface(here: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let json = document(here, name)?;
    let interface = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?;
    let mut lines: Vec<String> = interface.items().map(ToString::to_string).collect();
    lines.dedup();
    Ok(lines.join("\n") + "\n")
}

/// The path of the file in which rustdoc describes the crate, as JSON.
fn document(here: &Path, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let root = here.join("../..");
    let target = root.join("target");
    let status = Command::new("cargo")
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "-p", name, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .env("RUSTDOC", env::current_exe()?)
        .env(IS_RUSTDOC, "1")
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err(format!("rustdoc cannot document {name}").into());
    }
    Ok(target.join("doc").join(format!("{}.json", name.replace('-', "_"))))
}

/// rustdoc, with what is not stable permitted.
fn rustdoc(arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let status = Command::new("rustdoc").args(arguments).env("RUSTC_BOOTSTRAP", "1").status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Lines that are only in the one list (`-`) or only in the other (`+`).
fn differences<'a>(listed: &'a str, now: &'a str) -> Vec<(char, &'a str)> {
    let only = |sign, one: &'a str, other: &'a str| {
        let other: std::collections::HashSet<&str> = other.lines().collect();
        one.lines().filter(move |line| !other.contains(line)).map(move |line| (sign, line))
    };
    only('-', listed, now).chain(only('+', now, listed)).collect()
}
