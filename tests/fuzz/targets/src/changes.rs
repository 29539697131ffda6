//! Updates: what is applied, and what lies between two requests.

use crate::subjects::UPDATES;

/// The input is the old request, the new one and an update, divided by a byte that no text in UTF-8 has. The first byte
/// chooses the type.
pub(crate) fn target(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let mut parts = rest.split(|byte| *byte == 0xff);
    let mut next = || parts.next().unwrap_or_default();
    UPDATES[usize::from(*first) % UPDATES.len()](next(), next(), next());
}
