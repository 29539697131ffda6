use std::fmt::Write as _;

/// The environment variables of the program and their purpose.
const VARIABLES: [(&str, &str); 5] = [
    ("DIGICERT_ACCOUNT_ID", "account id, if no file of credentials is given"),
    ("DIGICERT_API_KEY", "API key, if no file of credentials is given"),
    ("NO_COLOR", "turns colours off if it is set"),
    ("PGPASSWORD", "password of a journal in PostgreSQL, if its URL has none"),
    ("XDG_STATE_HOME", "folder of `order/journal.db`, by default `~/.local/state`"),
];

/// The table for the help.
pub(crate) fn table() -> String {
    let mut table = "Environment variables:\n".to_owned();
    for (name, purpose) in VARIABLES {
        let _ = writeln!(table, "  {name:<19}  {purpose}");
    }
    table.trim_end().to_owned()
}

/// The variables as a section of a manual page, in roff.
pub(crate) fn section() -> String {
    let mut section = ".SH ENVIRONMENT\n".to_owned();
    for (name, purpose) in VARIABLES {
        let _ = writeln!(section, ".TP\n\\fB{name}\\fR\n{purpose}");
    }
    section
}
