//! Requests: their way through all formats, the check beside the interpreter, and what may be asked about them.

use crate::subjects::{self, Subject, random_document};

/// The type that the first byte chooses, a number, and a document: the rest, or one that is made of it.
fn chosen(data: &[u8]) -> Option<(&'static Subject, u8, Vec<u8>)> {
    let [first, number, rest @ ..] = data else { return None };
    let subject = subjects::subject(*first);
    let document = match number {
        0..128 => rest.to_vec(),
        128.. => random_document(subject.schema, seed(rest)),
    };
    Some((subject, *number, document))
}

/// A number made of bytes (FNV-1a).
fn seed(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Writes a request in every format and reads it again.
pub(crate) fn round_trip(data: &[u8]) {
    if let Some((subject, number, document)) = chosen(data) {
        (subject.round_trip)(&document, number);
    }
}

/// Compares the generated check with the interpreter.
pub(crate) fn check(data: &[u8]) {
    if let Some((subject, number, document)) = chosen(data) {
        (subject.check)(&document, number);
    }
}

/// Asks for reasons and repairs, and for cases of the type now and then.
pub(crate) fn what_if(data: &[u8]) {
    let Some((subject, number, document)) = chosen(data) else { return };
    match number % 64 {
        0 => (subject.draw)(seed(&document), number),
        _ => (subject.what_if)(&document, number),
    }
}
