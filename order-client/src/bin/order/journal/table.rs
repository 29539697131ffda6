//! A table for people on a terminal, and for programs that read its columns.

use unicode_width::UnicodeWidthChar as _;

use crate::printable::printable;

/// The least width to which a column of free text is cut.
const LEAST: usize = 16;

/// The gap between two columns.
const GAP: usize = 2;

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, which stands at the right.
    Number,
    /// A text that is never cut.
    Whole,
    /// A text that is cut if there is no room.
    Free,
}

/// Writes the rows without a header, with tabs between all columns, and nothing cut.
pub(super) fn with_tabs(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let cells: Vec<_> = row.iter().map(|cell| printable(cell)).collect();
        cells.join("\t") + "\n"
    };
    rows.iter().map(line).collect()
}

/// Writes the rows below a header, in lines of at most `width` columns of a terminal.
///
/// Columns without content are left out. If there is no room for the others, free texts are cut, then the columns at
/// the end are left out, except the first `kept`. What cannot be cut may go beyond the end of a line.
pub(super) fn aligned(
    columns: &[Column],
    rows: &[Vec<String>],
    kept: usize,
    width: usize,
) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| printable(cell)).collect()).collect();
    let has_content = |index: &usize| rows.iter().any(|row| !row[*index].is_empty());
    let mut shown: Vec<usize> =
        (0..columns.len()).filter(|index| *index < kept || has_content(index)).collect();
    let natural = |index: &usize| {
        let cells = rows.iter().map(|row| width_of(&row[*index]));
        cells.chain([width_of(columns[*index].title)]).max().unwrap_or_default()
    };
    let widths = loop {
        let mut widths: Vec<usize> = shown.iter().map(natural).collect();
        let is_free: Vec<bool> =
            shown.iter().map(|index| columns[*index].kind == Kind::Free).collect();
        cut(&mut widths, &is_free, width);
        let is_wide = total(&widths) > width;
        if !is_wide || shown.last().is_none_or(|last| *last < kept) {
            break widths;
        }
        shown.pop();
    };
    let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let mut table = String::new();
    for row in [&titles].into_iter().chain(&rows) {
        let mut line = String::new();
        for (place, (index, width)) in shown.iter().zip(&widths).enumerate() {
            let cell = shortened(&row[*index], *width);
            let blanks = " ".repeat(width - width_of(&cell).min(*width));
            if place > 0 {
                line += &" ".repeat(GAP);
            }
            match columns[*index].kind {
                Kind::Number => line += &(blanks + &cell),
                Kind::Whole | Kind::Free => line += &(cell + &blanks),
            }
        }
        table += line.trim_end();
        table.push('\n');
    }
    table
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Takes what is too much from the widest free columns.
fn cut(widths: &mut [usize], is_free: &[bool], width: usize) {
    while total(widths) > width {
        let free = widths.iter_mut().zip(is_free).filter(|(_, is_free)| **is_free);
        match free.map(|(width, _)| width).max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => return,
        }
    }
}

/// The columns that `text` takes on a terminal.
fn width_of(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or_default()).sum()
}

/// Returns the start of `text`, with `…` in place of a rest that has no room.
fn shortened(text: &str, width: usize) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut room = width.saturating_sub(1);
    for character in text.chars() {
        let width = character.width().unwrap_or_default();
        if width > room {
            break;
        }
        room -= width;
        short.push(character);
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 5] = [
        Column { title: "ENTRY", kind: Kind::Number },
        Column { title: "STATE", kind: Kind::Whole },
        Column { title: "LABEL", kind: Kind::Free },
        Column { title: "NOTE", kind: Kind::Free },
        Column { title: "CALL", kind: Kind::Whole },
    ];

    fn rows(rows: &[[&str; 5]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
    }

    #[test]
    fn columns_are_aligned_also_below_wide_characters() {
        let rows = rows(&[
            ["7", "placed", "注文 4711", "", "POST /a"],
            ["12", "not sent", "", "", "POST /b"],
        ]);
        assert_eq!(
            aligned(&COLUMNS, &rows, 2, 80),
            "ENTRY  STATE     LABEL      CALL\n\
             \u{20}   7  placed    注文 4711  POST /a\n\
             \u{20}  12  not sent             POST /b\n"
        );
    }

    #[test]
    fn narrow_terminal_cuts_free_texts_and_then_drops_columns() {
        let label = "注文".repeat(6);
        let row = ["7", "placed", &label, "looked twice in the account", "POST /order/code"];
        let rows = rows(&[row]);
        assert_eq!(
            aligned(&COLUMNS, &rows, 2, 71),
            "ENTRY  STATE   LABEL               NOTE                CALL\n\
             \u{20}   7  placed  注文注文注文注文…   looked twice in t…  POST /order/code\n"
        );
        assert_eq!(
            aligned(&COLUMNS, &rows, 2, 60),
            "ENTRY  STATE   LABEL                   NOTE\n\
             \u{20}   7  placed  注文注文注文注文注文…   looked twice in the …\n"
        );
        assert_eq!(
            aligned(&COLUMNS, &rows, 2, 40),
            format!("ENTRY  STATE   LABEL\n    7  placed  {label}\n")
        );
        for width in [0, 1, 12] {
            assert_eq!(aligned(&COLUMNS, &rows, 2, width), "ENTRY  STATE\n    7  placed\n");
        }
        for width in 13..90 {
            let table = aligned(&COLUMNS, &rows, 2, width);
            assert!(table.lines().all(|line| width_of(line) <= width), "{width}: {table}");
        }
    }

    #[test]
    fn nothing_in_a_cell_is_obeyed_or_ends_it() {
        let rows = rows(&[["7", "placed", "a\tb\n\u{1b}[31m", "", ""]]);
        assert_eq!(with_tabs(&rows), "7\tplaced\ta\u{fffd}b\u{fffd}\u{fffd}[31m\t\t\n");
        let table = aligned(&COLUMNS, &rows, 2, 80);
        assert!(table.ends_with("7  placed  a\u{fffd}b\u{fffd}\u{fffd}[31m\n"), "{table}");
    }
}
