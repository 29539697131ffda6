//! The instructions that a program takes, counted by valgrind.

use std::{env, process::Command};

/// The number of times in the shorter run; the longer one takes ten times as many more.
const TIMES: u64 = 100;

/// Returns the instructions of doing once what this program does as often as the argument behind `arguments` says.
///
/// # Panics
///
/// Panics if valgrind is not installed, or the program fails.
pub fn once(arguments: &[&str]) -> u64 {
    let total = |times: u64| {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(env::current_exe().expect("this program"))
            .args(arguments)
            .arg(times.to_string())
            .output()
            .expect("valgrind is installed");
        let text = String::from_utf8_lossy(&output.stderr);
        let count = text.lines().find_map(|line| line.split_once("Collected : "));
        count
            .and_then(|(_, count)| count.trim().parse::<u64>().ok())
            .unwrap_or_else(|| panic!("{text}"))
    };
    (total(11 * TIMES) - total(TIMES)) / (10 * TIMES)
}

/// Returns whether valgrind is installed.
pub fn is_possible() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}
