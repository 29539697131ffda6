use clap::ValueEnum;

use crate::document::{DocumentFormat, Source};

/// The format of a file of orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// One order
    Json,
    /// One order
    Xml,
    /// One order, in the form of a browser: `validity=1&platform=51`
    Form,
    /// One order per line, as JSON
    #[value(alias = "jsonl")]
    Ndjson,
    /// One order per row, below the names of the columns; separated by `,`, `;` or tabs
    Csv,
}

/// The number of bytes of a file that are examined to find its format.
pub(super) const START: u64 = 64 * 1024;

impl From<DocumentFormat> for InputFormat {
    fn from(format: DocumentFormat) -> Self {
        match format {
            DocumentFormat::Json => Self::Json,
            DocumentFormat::Xml => Self::Xml,
            DocumentFormat::Form => Self::Form,
        }
    }
}

impl InputFormat {
    /// The format by the name of the file, if the name tells.
    pub(super) fn by_name(source: &Source) -> Option<Self> {
        match source.extension()?.as_str() {
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" | "tsv" => Some(Self::Csv),
            other => DocumentFormat::by_extension(other).map(Self::from),
        }
    }

    /// The format by the start of the file; JSON if that does not tell.
    pub(super) fn by_content(start: &[u8]) -> Self {
        let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start).trim_ascii_start();
        let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let first = lines.next().unwrap_or_default();
        let second = lines.find(|line| !line.is_empty()).unwrap_or_default();
        let has = |bytes: &[u8]| first.iter().any(|byte| bytes.contains(byte));
        match first.first() {
            Some(b'<') => Self::Xml,
            // A JSON document has only one value.
            Some(b'{') if first.ends_with(b"}") && second.starts_with(b"{") => Self::Ndjson,
            Some(b'{' | b'[') | None => Self::Json,
            Some(_) if has(b"=") && !has(b",;\t \"") => Self::Form,
            Some(_) if has(b",;\t") => Self::Csv,
            Some(_) => Self::Json,
        }
    }

    /// A hint for a file that is read in this format but looks like another one.
    pub(super) fn hint(self, start: &[u8]) -> Option<String> {
        let looks_like = Self::by_content(start);
        (looks_like != self).then(|| {
            let name = looks_like.name();
            let value = looks_like.to_possible_value().expect("no format is hidden");
            let value = value.get_name();
            format!("this looks like {name}; if it is, say `--input-format {value}`")
        })
    }

    /// The format as it is named to people.
    fn name(self) -> &'static str {
        match self {
            Self::Json => DocumentFormat::Json.name(),
            Self::Xml => DocumentFormat::Xml.name(),
            Self::Form => DocumentFormat::Form.name(),
            Self::Ndjson => "NDJSON",
            Self::Csv => "CSV",
        }
    }
}

/// The name of the format if a file holds several orders, by its name or its first bytes.
pub(crate) fn several(source: &Source, bytes: &[u8]) -> Option<&'static str> {
    let by_name = InputFormat::by_name(source);
    let format = match by_name.unwrap_or_else(|| InputFormat::by_content(bytes)) {
        InputFormat::Json if InputFormat::by_content(bytes) == InputFormat::Ndjson => {
            InputFormat::Ndjson
        }
        format => format,
    };
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    match format {
        InputFormat::Ndjson | InputFormat::Csv => Some(format.name()),
        InputFormat::Json if text.starts_with(b"[") => Some("a list of orders in JSON"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_says_the_format() {
        let named = |name: &str| InputFormat::by_name(&Source::from(name));
        for (name, format) in [
            ("a.json", InputFormat::Json),
            ("a.XML", InputFormat::Xml),
            ("a.form", InputFormat::Form),
            ("dir.csv/a.ndjson", InputFormat::Ndjson),
            ("a.json.jsonl", InputFormat::Ndjson),
            ("a.csv", InputFormat::Csv),
            ("a.tsv", InputFormat::Csv),
        ] {
            assert_eq!(named(name), Some(format), "{name}");
        }
        for name in ["-", "a", "a.txt", ".json", "json", "a."] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn else_the_first_bytes_do() {
        for (start, format) in [
            ("{\n  \"validity\": 1\n}\n", InputFormat::Json),
            ("{\"validity\": 1}\n", InputFormat::Json),
            ("{\"validity\": 1}\r\n\r\n{\"validity\": 1}\r\n", InputFormat::Ndjson),
            ("{\"a\": {}\n, \"b\": 1}", InputFormat::Json),
            ("[\n{}\n]", InputFormat::Json),
            ("\u{feff}\n <request>", InputFormat::Xml),
            ("validity=1&platform=51", InputFormat::Form),
            ("validity,platform\n1,51\n", InputFormat::Csv),
            ("\u{feff}validity;platform\r\n1;51\r\n", InputFormat::Csv),
            ("\"validity\"\t\"platform\"\n", InputFormat::Csv),
            ("\"a=b\",c\n", InputFormat::Csv),
            ("validity", InputFormat::Json),
            ("", InputFormat::Json),
        ] {
            assert_eq!(InputFormat::by_content(start.as_bytes()), format, "{start}");
        }
    }
}
