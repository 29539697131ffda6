//! The client against real sockets: the sandbox, and servers that misbehave byte by byte.

mod answers;
mod any_sandbox;
mod blocking;
mod calls;
mod certcentral;
mod certcentral_sandbox;
mod configuration;
mod curl;
mod environment;
mod faults;
#[cfg(unix)]
mod journal;
mod kept;
mod observer;
#[cfg(unix)]
mod personal;
mod placed;
mod reads;
mod refused;
mod sandbox;
mod sandbox_faults;
mod secrets;
mod send;
mod service;
mod silence;
mod states;
mod support;
#[cfg(unix)]
mod suspended;
mod tls;
mod transport;
mod updates;
