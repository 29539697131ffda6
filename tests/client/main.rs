//! The client against real sockets: the sandbox, and servers that misbehave byte by byte.

mod answers;
mod configuration;
mod environment;
#[cfg(unix)]
mod journal;
mod placed;
mod refused;
mod sandbox;
mod secrets;
mod silence;
mod support;
mod tls;
