//! The command line `order` as a process: what it prints, and how it ends.

mod bad_input;
mod bulk;
mod calls;
mod check;
mod generated;
mod help;
#[cfg(unix)]
mod interrupts;
mod journal;
mod live;
mod outcomes;
mod place;
mod sandbox;
mod secrets;
mod support;
#[cfg(target_os = "linux")]
mod terminal;
