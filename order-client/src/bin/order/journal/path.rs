use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{exit::Exit, failure::Failure};

/// The path of this user's journal.
pub(super) fn default() -> Result<PathBuf, Failure> {
    let state = env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    // The specification says to ignore a relative path.
    let state = state.filter(|path| path.is_absolute());
    let state = state.or_else(|| Some(env::home_dir()?.join(".local").join("state")));
    let state = state.ok_or_else(|| {
        Failure::new(Exit::Journal, "the journal has no place, as the home folder is not known")
            .hint("give `--journal FILE`")
    })?;
    Ok(state.join("order").join("journal.db"))
}

/// Creates a folder that only its owner can read, unless the folder exists.
pub(super) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
