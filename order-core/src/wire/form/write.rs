use crate::{
    OrderRequest,
    language::Text,
    path::Segment,
    schema::Kind,
    value::{Node, Object},
    wire::{
        form::number,
        write::{Unwritable, each_member, free, null_of, push_shown},
    },
};

/// Initial capacity; enough for a usual request.
pub(super) const ROOM: usize = 1024;

type Result<T, E = Unwritable> = std::result::Result<T, E>;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: &mut Vec<u8>) -> Result<()> {
    let mut writer = Writer { start: out.len(), out, key: Vec::with_capacity(64) };
    writer.members(Object { schema: T::SCHEMA, fields: request })?;
    Ok(())
}

struct Writer<'w> {
    out: &'w mut Vec<u8>,
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
            self.below(field.name, |writer| writer.value(field.kind(), node))
                .map_err(|unwritable| unwritable.below(Segment::Name(field.name)))
        })?;
        Ok(is_any)
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
        if before > 0 {
            encode(b"[", &mut self.key);
        }
        let is_plain = encode(step.as_bytes(), &mut self.key);
        // Brackets are not plain, so most steps are not searched for them.
        if !is_plain && step.contains(['[', ']']) {
            return Err(Unwritable::new(Text::WriteBrackets));
        }
        if before > 0 {
            encode(b"]", &mut self.key);
        }
        write(self)?;
        self.key.truncate(before);
        Ok(())
    }

    fn pair(&mut self, scalar: Node<'_>) {
        if self.out.len() > self.start {
            self.out.push(b'&');
        }
        self.out.extend_from_slice(&self.key);
        self.out.push(b'=');
        match scalar {
            Node::Text(text) => {
                encode(text.as_bytes(), self.out);
            }
            Node::Formed(formed) => {
                encode(formed.to_string().as_bytes(), self.out);
            }
            Node::Bool(value) => push_shown(self.out, value),
            Node::Integer(number) => push_shown(self.out, number),
            Node::Unsigned(number) => push_shown(self.out, number),
            Node::Absent | Node::Null | Node::List(_) | Node::Map(_) | Node::Object(_) => {}
        }
    }
}

fn is_scalar(node: Node<'_>) -> bool {
    !matches!(node, Node::List(_) | Node::Map(_) | Node::Object(_))
}

/// Appends bytes with the percent encoding of the URL Standard. Returns whether all stand for themselves.
fn encode(mut bytes: &[u8], out: &mut Vec<u8>) -> bool {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    /// The bytes that stand for themselves.
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_');
            byte += 1;
        }
        plain
    };

    let mut is_plain = true;
    loop {
        let plain = bytes.iter().position(|byte| !PLAIN[usize::from(*byte)]);
        let (plain, rest) = bytes.split_at(plain.unwrap_or(bytes.len()));
        out.extend_from_slice(plain);
        let Some((byte, behind)) = rest.split_first() else { return is_plain };
        is_plain = false;
        match byte {
            b' ' => out.push(b'+'),
            _ => {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                out.extend_from_slice(&[b'%', high, low]);
            }
        }
        bytes = behind;
    }
}
