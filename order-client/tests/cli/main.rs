//! The command line `order` as a process: what it prints, and how it ends.
//!
//! Some messages are those of the operating system, which are written out as Linux has them.
#![cfg(target_os = "linux")]

mod bad_input;
mod bulk;
mod calls;
mod certcentral;
mod check;
mod databases;
mod generated;
mod help;
mod interrupts;
mod jobs;
mod journal;
mod live;
mod outcomes;
mod place;
mod rules;
mod sandbox;
mod secrets;
mod support;
mod suspended;
mod terminal;
