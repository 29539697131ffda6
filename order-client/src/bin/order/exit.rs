use std::{fmt::Write as _, process::ExitCode};

/// The exit code of the program. If there are several orders, the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    Done = 0,
    Invalid = 1,
    Usage = 2,
    NotSent = 3,
    NotReady = 4,
    Refused = 5,
    Equal = 6,
    Journal = 7,
    Unknown = 8,
}

impl Exit {
    const ALL: [Self; 9] = [
        Self::Done,
        Self::Invalid,
        Self::Usage,
        Self::NotSent,
        Self::NotReady,
        Self::Refused,
        Self::Equal,
        Self::Journal,
        Self::Unknown,
    ];

    /// The meaning, for people.
    fn meaning(self) -> &'static str {
        match self {
            Self::Done => "all is well",
            Self::Invalid => "an order breaks its rules or cannot be read as one; it was not sent",
            Self::Usage => "the command line, a file or a setting cannot be used; nothing was sent",
            Self::NotSent => {
                "not sent, not tried, or no answer to a read; try again (of several orders, some may be placed)"
            }
            Self::NotReady => "the certificate is not ready yet; ask again later",
            Self::Refused => "the service refused; nothing was ordered or changed",
            Self::Equal => "the journal has an equal order, placed or unfinished; nothing was sent",
            Self::Journal => "the journal cannot be used; nothing was sent",
            Self::Unknown => {
                "an order may have been placed without a record; look into the account before trying again"
            }
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The table for the help.
pub(crate) fn table() -> String {
    let mut table = "Exit codes (the greatest if there are several orders):\n".to_owned();
    for exit in Exit::ALL {
        let _ = writeln!(table, "  {}  {}", exit as u8, exit.meaning());
    }
    table.trim_end().to_owned()
}

/// The exit codes as a section of a manual page, in roff.
pub(crate) fn section() -> String {
    let mut section =
        ".SH \"EXIT STATUS\"\nIf there are several orders, the greatest counts.\n".to_owned();
    for exit in Exit::ALL {
        let meaning = exit.meaning().replace('-', "\\-");
        let _ = writeln!(section, ".TP\n\\fB{}\\fR\n{meaning}", exit as u8);
    }
    section
}
