//! Files that the program writes.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Writes `bytes` to the file at `path`, which keeps its permissions.
///
/// A regular file is replaced as a whole, so that nobody reads an incomplete one. The file that a symbolic link
/// leads to is replaced, not the link. Anything else, such as a pipe or a device, is written to as it is.
///
/// # Errors
///
/// An I/O error. A regular file is then unchanged, unless its folder could not be written to.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (target, metadata) = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => (fs::canonicalize(path)?, Some(metadata)),
        Ok(_) => return OpenOptions::new().write(true).open(path)?.write_all(bytes),
        // A link to a file that is not there yet; the system creates that file.
        Err(_) if path.is_symlink() => return in_place(path, bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let Some(metadata) = metadata else { return replace(&target, bytes, None) };
    // A file that may not be written is not replaced either.
    drop(OpenOptions::new().write(true).open(&target)?);
    // A new file would be another one for those who have a name of their own for it.
    if has_other_names(&metadata) {
        return in_place(&target, bytes);
    }
    match replace(&target, bytes, Some(metadata.permissions())) {
        // The folder is not writable, but the file is.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => in_place(&target, bytes),
        other => other,
    }
}

fn in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create(path)?.write_all(bytes)
}

/// Writes a file beside `path` and renames it.
fn replace(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = permissions
        .map_or(Ok(()), |permissions| file.set_permissions(permissions))
        .and_then(|()| file.write_all(bytes))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    written.inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

#[cfg(unix)]
fn has_other_names(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &fs::Metadata) -> bool {
    false
}
