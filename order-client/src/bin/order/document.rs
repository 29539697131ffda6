use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use order_core::{FromWire, ReadError, form, json, xml};

use crate::{exit::Exit, failure::Failure};

/// Where a document is: a path, or `-` for standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    File(PathBuf),
    Stdin,
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
    /// As a browser sends it: `validity=1&platform=51`
    Form,
}

impl DocumentFormat {
    /// The format by the name of the file; JSON if that does not say.
    pub(crate) fn of(source: &Source) -> Self {
        let Source::File(path) = source else { return Self::Json };
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        match extension.to_str() {
            Some("xml") => Self::Xml,
            Some("form" | "urlencoded") => Self::Form,
            _ => Self::Json,
        }
    }

    /// Reads a request, or a valid one.
    pub(crate) fn read<'de, T: FromWire<'de>>(self, bytes: &'de [u8]) -> Result<T, ReadError> {
        match self {
            Self::Json => json::from_slice(bytes),
            Self::Xml => xml::from_slice(bytes),
            Self::Form => form::from_slice(bytes),
        }
    }
}

/// How many bytes a document of one order may have.
const LONGEST: u64 = 1024 * 1024;

/// All bytes of a document of one order.
pub(crate) fn bytes(source: &Source) -> Result<Vec<u8>, Failure> {
    match source {
        Source::Stdin => read(source, io::stdin()),
        Source::File(path) => read(source, open(path)?),
    }
}

/// All bytes of a document of one order, which comes from `source`.
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
    Ok(bytes)
}

/// There is nothing to read.
pub(crate) fn empty(source: &Source) -> Failure {
    Failure::new(Exit::Usage, format_args!("{source} is empty"))
        .hint("give the order as JSON, XML or a form")
}

/// Opens a file to read it; a folder is none.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    let failed = |error: io::Error| unreadable(&Source::File(path.to_owned()), &error);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

/// What went wrong when it was opened or read.
pub(crate) fn unreadable(source: &Source, error: &io::Error) -> Failure {
    let failure = Failure::new(Exit::Usage, format_args!("{source} cannot be read")).because(error);
    failure.hint(match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "give the files in it one by one, as in `folder/*.json`",
        _ => "check the file",
    })
}
