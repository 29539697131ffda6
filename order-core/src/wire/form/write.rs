use crate::{
    OrderRequest,
    language::Text,
    path::Segment,
    schema::Kind,
    value::{Node, Object},
    wire::{
        Output,
        form::number,
        write::{Unwritable, each_member, free, null_of},
    },
};

/// Initial capacity; enough for a usual request.
pub(super) const ROOM: usize = 1024;

type Result<T, E = Unwritable> = std::result::Result<T, E>;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: &mut Vec<u8>) -> Result<()> {
    let out = Output::new(out);
    let mut writer = Writer { start: out.end(), out, key: Vec::new() };
    writer.members(Object { schema: T::SCHEMA, fields: request })?;
    Ok(())
}

struct Writer<'w> {
    out: Output<'w>,
    /// The offset at which the form starts.
    start: usize,
    /// The encoded key of the current value.
    key: Vec<u8>,
}

impl Writer<'_> {
    /// Writes the members and returns whether there were any.
    fn members(&mut self, object: Object<'_>) -> Result<bool> {
        let mut is_any = false;
        each_member(object, &mut |field, node| {
            is_any = true;
            if let Node::Text(text) = node
                && self.text(field.name, text)
            {
                return Ok(());
            }
            self.below(field.name, |writer| writer.value(field.kind(), node))
                .map_err(|unwritable| unwritable.below(Segment::Name(field.name)))
        })?;
        Ok(is_any)
    }

    /// Writes a member that holds text. Returns `false` inside of another value, or if the name needs an escape.
    fn text(&mut self, name: &str, text: &str) -> bool {
        let is_simple = self.key.is_empty() && are_plain(name.as_bytes());
        if is_simple {
            self.separate();
            self.out.add(name.as_bytes());
            self.out.push(b'=');
            self.encoded(text);
        }
        is_simple
    }

    fn value(&mut self, kind: &'static Kind, node: Node<'_>) -> Result<()> {
        let kind = kind.required();
        if let Kind::Any = kind {
            free(node)?;
        }
        let is_any = match node {
            // A flag is a key with an empty value.
            Node::Bool(_) if matches!(kind, Kind::Flag) => false,
            Node::Object(object) => self.members(object)?,
            Node::List(list) => {
                let items = || (0..list.len()).map(|index| list.item(index));
                // In a free-form value, only the numbers mark a list as such.
                let (kind, is_plain) = match kind {
                    Kind::List(item) => (item(), items().all(is_scalar)),
                    _ => (kind, false),
                };
                for (index, item) in items().enumerate() {
                    self.item(index, kind, item, is_plain)
                        .map_err(|unwritable| unwritable.below(Segment::Index(index)))?;
                }
                list.len() > 0
            }
            Node::Map(map) => {
                let (kind, mut is_first) = match kind {
                    Kind::Map(value) => (value(), false),
                    _ => (kind, true),
                };
                let mut outcome = Ok(());
                map.each(&mut |key, node| {
                    // The first key says what a free-form value is.
                    if std::mem::take(&mut is_first) && (key.is_empty() || number(key).is_some()) {
                        outcome = Err(Unwritable::new(Text::WriteFirstKey));
                    }
                    if outcome.is_ok() {
                        outcome = self
                            .below(key, |writer| writer.value(kind, node))
                            .map_err(|unwritable| unwritable.below(Segment::Key(key.into())));
                    }
                });
                outcome?;
                map.len() > 0
            }
            scalar => {
                if matches!(scalar, Node::Absent | Node::Null) {
                    null_of(kind)?;
                }
                self.pair(scalar);
                true
            }
        };
        if !is_any {
            self.pair(Node::Absent);
        }
        Ok(())
    }

    /// Writes an item; if all items are scalars, under the key of the list.
    fn item(
        &mut self,
        index: usize,
        kind: &'static Kind,
        item: Node<'_>,
        is_plain: bool,
    ) -> Result<()> {
        let step = match item {
            // An empty item needs brackets, because `a=` is an empty list.
            Node::Absent | Node::Null | Node::Text("") if is_plain => "",
            _ if is_plain => return self.value(kind, item),
            _ => &index.to_string(),
        };
        self.below(step, |writer| writer.value(kind, item))
    }

    /// Appends `step` to the key while `write` runs.
    fn below(&mut self, step: &str, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = self.key.len();
        let mut add = |piece: &[u8]| self.key.extend_from_slice(piece);
        if before > 0 {
            encode(b"[", &mut add);
        }
        let is_plain = encode(step.as_bytes(), &mut add);
        // Brackets are not plain, so most steps are not searched for them.
        if !is_plain && step.contains(['[', ']']) {
            return Err(Unwritable::new(Text::WriteBrackets));
        }
        if before > 0 {
            encode(b"]", &mut add);
        }
        write(self)?;
        self.key.truncate(before);
        Ok(())
    }

    fn pair(&mut self, scalar: Node<'_>) {
        self.separate();
        self.out.add(&self.key);
        self.out.push(b'=');
        match scalar {
            Node::Text(text) => self.encoded(text),
            Node::Formed(formed) => self.encoded(&formed.to_string()),
            Node::Bool(value) => self.out.add(if value { b"true" } else { b"false" }),
            Node::Integer(number) => self.out.number(number.unsigned_abs(), number < 0, false),
            Node::Unsigned(number) => self.out.number(number, false, false),
            Node::Absent | Node::Null | Node::List(_) | Node::Map(_) | Node::Object(_) => {}
        }
    }

    fn encoded(&mut self, text: &str) {
        encode(text.as_bytes(), &mut |piece| self.out.add(piece));
    }

    /// Writes what stands between two pairs.
    fn separate(&mut self) {
        if self.out.end() > self.start {
            self.out.push(b'&');
        }
    }
}

fn is_scalar(node: Node<'_>) -> bool {
    !matches!(node, Node::List(_) | Node::Map(_) | Node::Object(_))
}

/// Adds bytes with the percent encoding of the URL Standard. Returns whether all stand for themselves.
fn encode(bytes: &[u8], add: &mut impl FnMut(&[u8])) -> bool {
    let is_plain = are_plain(bytes);
    if is_plain {
        add(bytes);
    } else {
        encode_each(bytes, add);
    }
    is_plain
}

/// Adds bytes of which some do not stand for themselves.
#[inline(never)]
fn encode_each(bytes: &[u8], add: &mut impl FnMut(&[u8])) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for bytes in bytes.chunks(16) {
        // Each byte takes three at most.
        let mut room = [0; 3 * 16];
        let mut end = 0;
        for byte in bytes {
            if PLAIN[usize::from(*byte)] {
                room[end] = *byte;
                end += 1;
            } else if *byte == b' ' {
                room[end] = b'+';
                end += 1;
            } else {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                room[end..end + 3].copy_from_slice(&[b'%', high, low]);
                end += 3;
            }
        }
        add(&room[..end]);
    }
}

/// The bytes that stand for themselves.
const PLAIN: &[bool; 256] = &{
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        plain[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_');
        byte += 1;
    }
    plain
};

/// Returns `true` if all bytes stand for themselves.
#[inline(never)]
fn are_plain(bytes: &[u8]) -> bool {
    let is_plain = |byte: &u8| PLAIN[usize::from(*byte)];
    let (chunks, rest) = bytes.as_chunks::<8>();
    chunks.iter().all(|chunk| chunk.iter().fold(true, |all, byte| all & is_plain(byte)))
        && rest.iter().all(is_plain)
}
