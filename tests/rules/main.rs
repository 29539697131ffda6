//! What the rules mean: every attribute kept and broken, and the rules of the code-signing order.

mod formats;
mod language;
mod rich;
mod seed;
