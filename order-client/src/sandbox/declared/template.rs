//! Paths and queries: what a service declares, and what comes.

/// A path with placeholders, such as `/shops/{shop}/orders`.
#[derive(Debug)]
pub(super) struct Template(Vec<Pieces>);

/// One step of a path, or one value of a query, such as `n{number}`.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Literal(String),
    Field(&'static str),
}

impl Template {
    pub(super) fn new(path: &'static str) -> Self {
        Self(path.split('/').map(Pieces::new).collect())
    }

    /// The values of the placeholders, if a path of these steps fits.
    pub(super) fn fields(&self, steps: &[String]) -> Option<Vec<(&'static str, String)>> {
        if self.0.len() != steps.len() {
            return None;
        }
        let mut found = Vec::new();
        for (pieces, step) in self.0.iter().zip(steps) {
            found.extend(pieces.fields(step)?);
        }
        Some(found)
    }

    /// The number of placeholders. Of two paths that fit, the one with fewer is meant.
    pub(super) fn placeholders(&self) -> usize {
        let pieces = self.0.iter().flat_map(|pieces| &pieces.0);
        pieces.filter(|piece| matches!(piece, Piece::Field(_))).count()
    }
}

impl Pieces {
    pub(super) fn new(text: &'static str) -> Self {
        let literal =
            |text: &str| Piece::Literal(decoded(text, false).unwrap_or_else(|| text.to_owned()));
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            pieces.extend((!before.is_empty()).then(|| literal(before)));
            pieces.push(Piece::Field(name));
            rest = after;
        }
        pieces.extend((!rest.is_empty()).then(|| literal(rest)));
        Self(pieces)
    }

    /// The values of the placeholders, which are never empty, if `text` fits.
    pub(super) fn fields(&self, text: &str) -> Option<Vec<(&'static str, String)>> {
        let mut found = Vec::new();
        let mut rest = text;
        let mut pieces = self.0.iter().peekable();
        while let Some(piece) = pieces.next() {
            let name = match piece {
                Piece::Literal(literal) => {
                    rest = rest.strip_prefix(literal.as_str())?;
                    continue;
                }
                Piece::Field(name) => name,
            };
            let first = rest.chars().next()?.len_utf8();
            let end = match pieces.peek() {
                None => rest.len(),
                Some(Piece::Field(_)) => first,
                Some(Piece::Literal(literal)) => first + rest[first..].find(literal.as_str())?,
            };
            found.push((*name, rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest.is_empty().then_some(found)
    }
}

/// The steps of a path, decoded; `None` if one is not UTF-8 or not encoded as it should be.
pub(super) fn steps(path: &str) -> Option<Vec<String>> {
    path.split('/').map(|step| decoded(step, false)).collect()
}

/// The names and values of a query, decoded like a form.
pub(super) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(name, true)?, decoded(value, true)?))
    };
    pairs.map(pair).collect()
}

/// Decodes `%` and two hexadecimal digits.
pub(super) fn decoded(text: &str, plus_is_blank: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(16 * digit()? + digit()?).ok()?
            }
            b'+' if plus_is_blank => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_matched_step_by_step() {
        let template = Template::new("/a%20b/{account}/n{number}.x/{left}-{right}");
        let steps = steps("/a%20b/%C3%A4%2Fb/n7.x/1-2-3").expect("UTF-8");
        let fields = template.fields(&steps).expect("it fits");
        let expected = [("account", "ä/b"), ("number", "7"), ("left", "1"), ("right", "2-3")];
        assert_eq!(fields, expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(template.placeholders(), 4);
        for path in [
            "",
            "/",
            "/a%20b/1/n7.x/1-2/",
            "/a%20b/1/n7.y/1-2",
            "/a%20b//n7.x/1-2",
            "/a%20b/1/n.x/1-2",
            "/a%20b/1/n7.x/1",
            "/a%20b/1/n7.x/-",
            "/A%20b/1/n7.x/1-2",
        ] {
            let steps = super::steps(path).expect("UTF-8");
            assert_eq!(template.fields(&steps), None, "{path}");
        }
    }

    #[test]
    fn what_is_not_encoded_as_it_should_be_is_nothing() {
        for path in ["/%", "/%4", "/%zz", "/%ff", "/%+4", "/%c3"] {
            assert_eq!(steps(path), None, "{path}");
            assert_eq!(pairs(path), None, "{path}");
        }
        let expected = [("a b", "+"), ("c", ""), ("c", "=")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs("a+b=%2B&&c&c=="), Some(expected.to_vec()));
    }
}
