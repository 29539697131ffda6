//! The times of all series as a drawing: how much longer a call takes if its input is larger.

use std::fmt::Write as _;

use crate::Row;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 480.0;
/// The room on the left and below for the scales, and on the right for names.
const LEFT: f64 = 64.0;
const BELOW: f64 = 48.0;
const RIGHT: f64 = 200.0;
const ABOVE: f64 = 40.0;

/// Doublings of the size, and of the time.
const SIZES: f64 = 2.0;
const TIMES: f64 = 4.0;

/// The number of series that are named, of those that grow fastest.
const NAMED: usize = 6;

/// Returns an SVG document with a line for each row, on scales that double.
pub(crate) fn svg(rows: &[Row]) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n\
         <title>How the time of a call grows with its input</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (doublings, label) in [(0.0, "1"), (1.0, "2"), (2.0, "4")] {
        let (x, _) = point(doublings, 0.0);
        text(
            &mut out,
            (x, HEIGHT - BELOW + 20.0),
            "middle",
            "#333",
            &format!("{label} × the input"),
        );
    }
    for (doublings, label) in [(0.0, "1"), (1.0, "2"), (2.0, "4"), (3.0, "8"), (4.0, "16")] {
        let ((left, y), (right, _)) = (point(0.0, doublings), point(SIZES, doublings));
        line(&mut out, &[(left, y), (right, y)], "#ddd", "1", "");
        text(&mut out, (LEFT - 8.0, y + 4.0), "end", "#333", &format!("{label} ×"));
    }
    for (exponent, label) in [(1.0, "as its input"), (2.0, "as its square")] {
        let end = point(SIZES, SIZES * exponent);
        line(&mut out, &[point(0.0, 0.0), end], "#b00", "1.5", " stroke-dasharray=\"6 4\"");
        text(&mut out, (end.0 + 8.0, end.1 - 6.0), "start", "#b00", label);
    }
    for row in rows {
        let points: Vec<_> =
            (0..3).map(|index| point(index as f64, row.doublings(index))).collect();
        line(&mut out, &points, "#247", "1", " stroke-opacity=\"0.45\"");
    }
    let mut fastest: Vec<_> = rows.iter().collect();
    fastest.sort_by(|one, other| other.doublings(2).total_cmp(&one.doublings(2)));
    text(
        &mut out,
        (LEFT + 8.0, ABOVE - 16.0),
        "start",
        "#333",
        "fastest growth: time of 4 × the input",
    );
    for (index, row) in fastest.into_iter().take(NAMED).enumerate() {
        let said = format!("{:.1} ×  {}", row.doublings(2).exp2(), escaped(row.name));
        text(&mut out, (LEFT + 8.0, ABOVE + 4.0 + 16.0 * index as f64), "start", "#247", &said);
    }
    out.push_str("</svg>\n");
    out
}

/// The place of a doubling of the size and one of the time, which stays within the drawing.
fn point(size: f64, time: f64) -> (f64, f64) {
    let (width, height) = (WIDTH - LEFT - RIGHT, HEIGHT - ABOVE - BELOW);
    let time = time.clamp(-0.5, TIMES);
    (LEFT + width * size / SIZES, HEIGHT - BELOW - height * time / TIMES)
}

fn line(out: &mut String, points: &[(f64, f64)], colour: &str, width: &str, more: &str) {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let points = points.join(" ");
    let _ = writeln!(
        out,
        "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{more}/>"
    );
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, colour: &str, said: &str) {
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{said}</text>"
    );
}

fn escaped(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
