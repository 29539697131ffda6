//! The buffer that writers append to.

/// Number of bytes by which the room grows.
const STEP: usize = 512;

/// A buffer that a writer appends to, with room behind what is written.
///
/// The room consists of zeros, so a short piece is a few moves of fixed size into it. For such a piece a `Vec` alone would
/// compare its capacity and call `memcpy`. The room is cut off at the end.
pub(crate) struct Output<'v> {
    bytes: Vec<u8>,
    end: usize,
    /// The buffer of the caller, from which the bytes were taken and to which they return.
    owner: &'v mut Vec<u8>,
}

impl<'v> Output<'v> {
    /// Creates an output behind what `bytes` has already.
    pub(crate) fn new(owner: &'v mut Vec<u8>) -> Self {
        let bytes = std::mem::take(owner);
        let mut output = Self { end: bytes.len(), bytes, owner };
        output.extend();
        output
    }

    /// The offset behind the last byte.
    #[inline]
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Overwrites a byte that has been written.
    #[inline]
    pub(crate) fn set(&mut self, offset: usize, byte: u8) {
        self.bytes[offset] = byte;
    }

    /// The next bytes of the room, which are not yet part of the output, if there are `N`.
    #[inline(always)]
    pub(crate) fn room<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        let end = self.end.wrapping_add(N);
        self.bytes.get_mut(self.end..end)?.first_chunk_mut()
    }

    /// Makes the next bytes of the room a part of the output.
    #[inline(always)]
    pub(crate) fn advance(&mut self, length: usize) {
        self.end += length;
    }

    /// Appends as many bytes as the room has place for, which the caller overwrites, or else `None`.
    #[inline(always)]
    pub(crate) fn claim(&mut self, length: usize) -> Option<&mut [u8]> {
        let end = self.end.wrapping_add(length);
        let room = self.bytes.get_mut(self.end..end)?;
        self.end = end;
        Some(room)
    }

    /// Appends bytes.
    #[inline(never)]
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        match self.claim(bytes.len()) {
            Some(room) => copy(bytes, room),
            None => self.add_beyond(bytes),
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        match self.claim(1) {
            Some([room]) => *room = byte,
            _ => self.add_beyond(&[byte]),
        }
    }

    /// Appends a number in digits, and in quotes if `is_text`.
    #[inline(never)]
    pub(crate) fn number(&mut self, magnitude: u64, negative: bool, is_text: bool) {
        // Place for 20 digits, a sign and two quotes.
        let mut text = [b'"'; 23];
        let mut start = text.len() - 1;
        let mut rest = magnitude;
        loop {
            start -= 1;
            text[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if negative {
            start -= 1;
            text[start] = b'-';
        }
        let quote = usize::from(is_text);
        self.add(&text[start - quote..text.len() - 1 + quote]);
    }

    /// Appends bytes for which there is no room, and makes new room as far as it takes no further allocation.
    #[cold]
    #[inline(never)]
    fn add_beyond(&mut self, bytes: &[u8]) {
        self.bytes.truncate(self.end);
        if bytes.len() > self.bytes.capacity() - self.end {
            self.bytes.reserve(bytes.len() + STEP);
        }
        self.bytes.extend_from_slice(bytes);
        self.end = self.bytes.len();
        self.extend();
    }

    /// Makes room within the capacity.
    fn extend(&mut self) {
        let room = self.bytes.capacity().min(self.end + STEP);
        self.bytes.resize(room, 0);
    }
}

/// Cuts off the room that is left.
impl Drop for Output<'_> {
    fn drop(&mut self) {
        self.bytes.truncate(self.end);
        std::mem::swap(self.owner, &mut self.bytes);
    }
}

/// Copies bytes to a slice of the same length.
#[inline]
fn copy(from: &[u8], to: &mut [u8]) {
    let is_short = from.len() <= 32 && copy_ends::<16>(from, to).is_some()
        || from.len() <= 16 && copy_ends::<8>(from, to).is_some()
        || from.len() <= 8 && copy_ends::<4>(from, to).is_some()
        || from.len() <= 4 && copy_ends::<2>(from, to).is_some();
    if !is_short {
        to.copy_from_slice(from);
    }
}

/// Copies the first and the last `N` bytes, which may overlap, and returns them; `None` if there are less than `N`.
#[inline(always)]
pub(crate) fn copy_ends<const N: usize>(from: &[u8], to: &mut [u8]) -> Option<([u8; N], [u8; N])> {
    let first = *from.first_chunk()?;
    *to.first_chunk_mut()? = first;
    let last = *from.last_chunk()?;
    *to.last_chunk_mut()? = last;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_all_lengths_are_appended() {
        let text: Vec<u8> = (0..=255).cycle().take(3 * STEP).collect();
        for length in (0..40).chain([STEP - 1, STEP, STEP + 1, 2 * STEP]) {
            for capacity in [0, 1, 39, STEP] {
                let mut bytes = Vec::with_capacity(capacity);
                bytes.push(1);
                let mut output = Output::new(&mut bytes);
                output.add(&text[..length]);
                output.push(2);
                output.add(&text[..length]);
                assert_eq!(output.end(), 2 * length + 2);
                drop(output);
                assert_eq!(bytes, [&[1], &text[..length], &[2], &text[..length]].concat());
            }
        }
    }

    #[test]
    fn nothing_is_allocated_within_the_capacity() {
        for length in [1, 7, 8, 33, STEP, 2 * STEP + 1] {
            let mut bytes = Vec::with_capacity(length);
            let before = bytes.capacity();
            let mut output = Output::new(&mut bytes);
            (0..length).for_each(|_| output.push(b'a'));
            drop(output);
            assert_eq!((bytes.len(), bytes.capacity()), (length, before));
        }
    }

    #[test]
    fn numbers_are_shown_as_the_standard_library_shows_them() {
        for number in [0, 1, 9, 10, 99, 100, 12_345, u64::MAX / 10, u64::MAX] {
            for (negative, sign) in [(false, ""), (true, "-")] {
                let mut bytes = Vec::new();
                let mut output = Output::new(&mut bytes);
                output.number(number, negative, false);
                output.number(number, negative, true);
                drop(output);
                let expected = format!("{sign}{number}\"{sign}{number}\"");
                assert_eq!(String::from_utf8(bytes), Ok(expected));
            }
        }
    }

    #[test]
    fn the_room_becomes_output_as_far_as_it_is_said() {
        let mut bytes = Vec::with_capacity(8);
        let room = bytes.capacity();
        let mut output = Output::new(&mut bytes);
        assert!(output.room::<1000>().is_none());
        *output.room().expect("the capacity") = *b"abcdefgh";
        output.advance(2);
        output.push(b'd');
        output.set(0, b'e');
        output.add(&vec![b'f'; room - 4]);
        assert_eq!(output.room::<1>(), Some(&mut [if room == 8 { b'h' } else { 0 }]));
        assert!(output.room::<2>().is_none());
        drop(output);
        assert_eq!(bytes, [b"ebd", &*vec![b'f'; room - 4]].concat());
    }
}
