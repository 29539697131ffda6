//! What the tests of the workspace share: what they say when they cannot run. The snippets of its README are tests of this package.

use std::{env, fmt::Display, io::Write as _, process::Command};

/// Says that something is not tested here, even if the output of tests is captured.
///
/// For what depends on the machine, such as the rights to mount a file system. `.ci/run` counts these lines as skipped.
pub fn skipped(reason: impl Display) {
    // A line of its own, as the harness prints `test name ... ` before.
    let _ = writeln!(std::io::stderr(), "\nskipped: {reason}");
}

/// Says that something is not tested here because a program is missing that can be installed.
///
/// # Panics
///
/// Panics if the variable `CI` is set: a continuous integration installs what the tests need.
pub fn missing(reason: impl Display) {
    assert!(env::var_os("CI").is_none(), "must not be skipped where `CI` is set: {reason}");
    skipped(reason);
}

/// The release of the compiler whose words the tests know, such as `1.95`.
pub fn pinned() -> &'static str {
    let file = include_str!("../ui/rust-toolchain.toml");
    let channel = file.split('"').nth(1);
    channel.expect("the file names the release in quotes")
}

/// Whether the compiler is of the pinned release.
///
/// # Errors
///
/// Returns what to install if it is another.
pub fn is_pinned() -> Result<(), String> {
    let rustc =
        Command::new("rustc").arg("--version").output().map_err(|error| error.to_string())?;
    let version = String::from_utf8_lossy(&rustc.stdout);
    let release = version.split(' ').nth(1).unwrap_or_default();
    if release.starts_with(&format!("{}.", pinned())) {
        return Ok(());
    }
    Err(format!("{} is not {}, the release whose words are compared", version.trim(), pinned()))
}

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
