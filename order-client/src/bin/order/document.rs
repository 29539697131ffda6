use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use order_core::{
    Code, ReadError, form, json,
    wire::{FromWire, Problem},
    xml,
};

use crate::{exit::Exit, failure::Failure};

/// The source of a document: a path, or `-` for standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    File(PathBuf),
    Stdin,
}

impl Source {
    /// The extension of the file in lower case, if it has one.
    pub(crate) fn extension(&self) -> Option<String> {
        let Self::File(path) = self else { return None };
        Some(path.extension()?.to_str()?.to_ascii_lowercase())
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Self::from(std::ffi::OsString::from(text))
    }
}

impl From<std::ffi::OsString> for Source {
    fn from(text: std::ffi::OsString) -> Self {
        if text == "-" { Self::Stdin } else { Self::File(text.into()) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("standard input"),
        }
    }
}

/// The format of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentFormat {
    Json,
    Xml,
    /// The form of a browser: `validity=1&platform=51`
    Form,
}

impl DocumentFormat {
    /// The format by the name of the file, or else by its first bytes; JSON if neither tells.
    pub(crate) fn of(source: &Source, bytes: &[u8]) -> Self {
        let by_extension = source.extension().and_then(|it| Self::by_extension(&it));
        by_extension.unwrap_or_else(|| Self::by_content(bytes))
    }

    /// The format by the extension of the file, in lower case.
    pub(crate) fn by_extension(extension: &str) -> Option<Self> {
        match extension {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            "form" | "urlencoded" => Some(Self::Form),
            _ => None,
        }
    }

    fn by_content(bytes: &[u8]) -> Self {
        let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
        match start.first() {
            Some(b'<') => Self::Xml,
            Some(b'{' | b'[') | None => Self::Json,
            Some(_) if start.contains(&b'=') => Self::Form,
            Some(_) => Self::Json,
        }
    }

    /// The format as it is named to people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Form => "a form",
        }
    }

    /// Reads a request, or a `Valid` one.
    pub(crate) fn read<'de, T: FromWire<'de>>(self, bytes: &'de [u8]) -> Result<T, ReadError> {
        match self {
            Self::Json => json::from_slice(bytes),
            Self::Xml => xml::from_slice(bytes),
            // Editors end a file with a newline, which in a form would be `%0A`.
            Self::Form => form::from_slice(bytes.trim_ascii_end()),
        }
    }
}

/// The largest size of a document of one order, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Reads all bytes of a document of one order.
pub(crate) fn bytes(source: &Source) -> Result<Vec<u8>, Failure> {
    match source {
        Source::Stdin => read(source, io::stdin()),
        Source::File(path) => read(source, open(path)?),
    }
}

/// Reads all bytes of a document of one order from `input`; messages name `source`.
pub(crate) fn read(source: &Source, input: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(source, &error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::new(
            Exit::Usage,
            format_args!("{source} is longer than {LONGEST} bytes"),
        )
        .hint("an order is a short document; check the path"));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(empty(source));
    }
    match binary(source, &bytes) {
        Some(failure) => Err(failure),
        None => Ok(bytes),
    }
}

/// The failure for a file that is no text in UTF-8, if its first bytes tell what it is.
pub(crate) fn binary(source: &Source, start: &[u8]) -> Option<Failure> {
    let is = |signatures: &[&[u8]]| signatures.iter().any(|signature| start.starts_with(signature));
    let unpack = |tool: &str| format!("unpack it first: `{tool} {source} | order check -`");
    let (what, hint) = match start {
        _ if is(&[b"PK\x03\x04", b"PK\x05\x06"]) => (
            "is a ZIP archive (an Excel sheet?)",
            "save a sheet as CSV, or unpack the archive".to_owned(),
        ),
        _ if is(&[b"\xd0\xcf\x11\xe0"]) => {
            ("is a file of Excel or Word", "save a sheet as CSV".to_owned())
        }
        _ if is(&[b"%PDF-"]) => ("is a PDF", "give the order as JSON, XML or a form".to_owned()),
        _ if is(&[b"\x1f\x8b"]) => ("is compressed (gzip)", unpack("gunzip -c")),
        _ if is(&[b"BZh"]) => ("is compressed (bzip2)", unpack("bunzip2 -c")),
        _ if is(&[b"\xfd7zXZ\0"]) => ("is compressed (xz)", unpack("unxz -c")),
        _ if is(&[b"\x28\xb5\x2f\xfd"]) => ("is compressed (zstd)", unpack("unzstd -c")),
        // Without a mark, each ASCII character has a byte of zero beside it.
        _ if is(&[b"\xff\xfe", b"\xfe\xff"]) => ("is UTF-16", "save it as UTF-8".to_owned()),
        [0, b'!'..=b'~', 0, b'\t'..=b'~', ..] | [b'!'..=b'~', 0, b'\t'..=b'~', 0, ..] => {
            ("is UTF-16", "save it as UTF-8".to_owned())
        }
        _ => return None,
    };
    Some(Failure::new(Exit::Usage, format_args!("{source} {what}")).hint(hint))
}

/// Reads the text of a short file, without the white space around it.
///
/// # Errors
///
/// A failure with `hint` if the file is not text.
pub(crate) fn text(source: &Source, hint: &str) -> Result<String, Failure> {
    let text = String::from_utf8(bytes(source)?).map_err(|error| {
        Failure::new(Exit::Usage, format_args!("{source} is not text in UTF-8"))
            .because(&error.utf8_error())
            .hint(hint)
    })?;
    Ok(text.trim().to_owned())
}

/// The failure for a document that is not a valid order, after its problems were shown.
pub(crate) fn not_an_order(source: &Source, format: DocumentFormat, error: &ReadError) -> Failure {
    refused(
        format_args!("{source} cannot be ordered: {}, nothing was sent", count(error)),
        format,
        error,
    )
}

/// The failure for a document that is not a request of the expected kind, after its problems were shown.
pub(crate) fn unfit(source: &Source, format: DocumentFormat, error: &ReadError) -> Failure {
    let failure = refused(format_args!("{source} cannot be read: {}", count(error)), format, error);
    match is_syntax(error) {
        true => failure,
        // Its rules are judged as a whole, so all parameters must be known and have a value of their type.
        false => failure.hint(
            "first correct what is not about a rule of the request, such as an unknown name or a missing \
             parameter, then ask again",
        ),
    }
}

fn count(error: &ReadError) -> String {
    match error.problems().len() + error.left_out() {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    }
}

fn refused(message: fmt::Arguments<'_>, format: DocumentFormat, error: &ReadError) -> Failure {
    let failure = Failure::new(Exit::Invalid, message);
    match is_syntax(error) {
        true => failure
            .hint(format!("it was read as {}; `--input-format` says otherwise", format.name())),
        false => failure,
    }
}

fn is_syntax(error: &ReadError) -> bool {
    let is_syntax = |problem: &Problem| problem.code() == Code::Syntax;
    error.problems().iter().any(is_syntax)
}

/// The failure for an empty document.
pub(crate) fn empty(source: &Source) -> Failure {
    Failure::new(Exit::Usage, format_args!("{source} is empty"))
        .hint("give the order as JSON, XML or a form")
}

/// Opens a file for reading. A folder is refused.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    let failed = |error: io::Error| unreadable(&Source::File(path.to_owned()), &error);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

/// The failure for a document that could not be opened or read.
pub(crate) fn unreadable(source: &Source, error: &io::Error) -> Failure {
    let failure = Failure::new(Exit::Usage, format_args!("{source} cannot be read")).because(error);
    failure.hint(match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "give the files in it one by one, as in `folder/*.json`",
        _ => "check the file",
    })
}
