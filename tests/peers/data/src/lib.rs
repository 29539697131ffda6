//! The common part of the two programs: each reads, checks and writes one request.

use std::io::{Read, Write};

use order_core::{OrderRequest, ReadRequest, json};

/// A request that adds next to nothing.
#[derive(Debug, OrderRequest)]
pub struct Small {
    pub validity: u8,
}

/// Reads a request from the input, checks it and writes it, or what is wrong with it.
pub fn run<T>()
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let mut document = String::new();
    std::io::stdin().read_to_string(&mut document).expect("the input is text");
    let said = match json::from_str::<T>(&document) {
        Ok(request) => match request.validate() {
            Ok(()) => json::to_vec(&request),
            Err(violations) => violations.to_string().into_bytes(),
        },
        Err(error) => error.to_string().into_bytes(),
    };
    std::io::stdout().write_all(&said).expect("somebody reads the output");
}
