use std::{
    env,
    error::Error,
    ffi::OsStr,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use order_client::retail::CodeSigningOrder;
use order_core::{Valid, json};

/// Greatest size of a file, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// The text of an order and where it comes from.
pub(crate) struct Document {
    name: String,
    bytes: Vec<u8>,
    embedded: bool,
}

impl Document {
    pub(crate) fn embedded(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), bytes: text.into(), embedded: true }
    }

    /// Reads a file, by its path from here or else from the package of the examples.
    pub(crate) fn read(file: &OsStr) -> Result<Self, Box<dyn Error>> {
        let name = Path::new(file).display().to_string();
        let mut bytes = Vec::new();
        File::open(find(Path::new(file)))
            .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
            .map_err(|error| format!("{name}: {error}"))?;
        if bytes.len() as u64 > LONGEST {
            return Err(format!("{name}: longer than {LONGEST} bytes").into());
        }
        Ok(Self { name, bytes, embedded: false })
    }

    pub(crate) fn is_embedded(&self) -> bool {
        self.embedded
    }

    /// The order, if it can be read and keeps all rules.
    pub(crate) fn order(&self) -> Result<Valid<CodeSigningOrder>, Box<dyn Error>> {
        json::from_slice(&self.bytes)
            .map_err(|error| format!("{} cannot be ordered\n{error}", self.name).into())
    }
}

fn find(file: &Path) -> PathBuf {
    match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) if !file.exists() => Path::new(&package).join(file),
        _ => file.to_owned(),
    }
}
