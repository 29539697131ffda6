//! A rule graph as an SVG image.

use std::fmt::Write as _;

use crate::export::{
    docs::{escape, markup::Markup},
    graph::{
        layout::{LINE, Layout, shown_name},
        model::{Graph, Line, NodeKind},
    },
};

/// The style sheet. The colours follow the reader's light or dark mode, in a page and in a separate image.
const STYLE: &str = "
.rule-graph{color-scheme:light dark;color:#1f2328;--demand:#0a5fb4;--ban:#b42318;--rule:#7a4b00;font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.rule-graph text{fill:currentColor}
.rule-graph .box{fill:currentColor;fill-opacity:.04;stroke:currentColor;stroke-opacity:.45}
.rule-graph .condition .box{stroke:var(--demand);stroke-opacity:1;fill:var(--demand);fill-opacity:.08}
.rule-graph .group .box,.rule-graph .rule .box{stroke:var(--rule);stroke-opacity:1;fill:var(--rule);fill-opacity:.08}
.rule-graph .fact .box{stroke-dasharray:4 3}
.rule-graph .condition text,.rule-graph .group text{font-family:system-ui,sans-serif}
.rule-graph path{fill:none;stroke-width:1.5}
.rule-graph .label{font:11px system-ui,sans-serif}
.rule-graph .demand path{stroke:var(--demand)}
.rule-graph .demand .label,.rule-graph .demand .tip{fill:var(--demand);stroke:none}
.rule-graph .ban path{stroke:var(--ban);stroke-dasharray:5 3}
.rule-graph .ban .label,.rule-graph .ban .tip{fill:var(--ban);stroke:none}
.rule-graph .reads path{stroke:currentColor;stroke-opacity:.5}
.rule-graph .reads .tip{fill:currentColor;fill-opacity:.5}
@media (prefers-color-scheme:dark){.rule-graph{color:#e6edf3;--demand:#6cb6ff;--ban:#ff938a;--rule:#e3b341}}
";

pub(crate) fn draw(graph: &Graph<'_>, markup: &mut Markup) {
    let layout = Layout::new(graph);
    let (width, height) = (layout.width.max(160.0), layout.height.max(LINE));
    let (width, height) = (number(width), number(height));
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", "rule-graph"),
        ("role", "img"),
        ("width", &*width),
        ("height", &*height),
        ("viewBox", &*format!("0 0 {width} {height}")),
    ];
    markup.element("svg", &attributes, |svg| {
        svg.element("title", &[], |title| title.text(&graph.title));
        svg.element("style", &[], |style| style.constant(STYLE));
        for (edge, path) in graph.edges.iter().zip(&layout.paths) {
            let class = match edge.line {
                Line::Demand => "demand",
                Line::Ban => "ban",
                Line::Reads => "reads",
            };
            svg.element("g", &[("class", class)], |g| {
                if !edge.title.is_empty() {
                    g.element("title", &[], |title| title.text(&edge.title));
                }
                g.empty("path", &[("d", &curve(&path.points))]);
                let tip = match path.is_reversed {
                    true => path.points.first().map(|(x, y)| ((*x, *y), 1.0)),
                    false => path.points.last().map(|(x, y)| ((*x, *y), -1.0)),
                };
                if let (Some(((x, y), side)), true) =
                    (tip, edge.line != Line::Reads || is_condition(graph, edge.to))
                {
                    let points = [(x, y), (x + side * 8.0, y - 4.0), (x + side * 8.0, y + 4.0)];
                    let points = points.map(|(x, y)| format!("{},{}", number(x), number(y)));
                    g.empty("polygon", &[("class", "tip"), ("points", &points.join(" "))]);
                }
                if !edge.label.is_empty() {
                    let (x, y) = (number(path.label.0 - 12.0), number(path.label.1 - 4.0));
                    let attributes =
                        [("class", "label"), ("x", &*x), ("y", &*y), ("text-anchor", "end")];
                    g.element("text", &attributes, |text| text.text(&edge.label));
                }
            });
        }
        for (node, at) in graph.nodes.iter().zip(&layout.boxes) {
            let (class, radius) = match node.kind {
                NodeKind::Parameters => ("parameters", "4"),
                NodeKind::Condition => ("condition", "14"),
                NodeKind::Group => ("group", "14"),
                NodeKind::Rule => ("rule", "0"),
                NodeKind::Fact => ("fact", "14"),
            };
            svg.element("g", &[("class", class)], |g| {
                let full = node.names.iter().map(|name| escape::visible_line(name));
                let full = full.collect::<Vec<_>>().join(", ");
                let title =
                    if node.title.is_empty() { full } else { format!("{full}: {}", node.title) };
                g.element("title", &[], |text| text.text(&title));
                let (x, y) = (number(at.x), number(at.y));
                let (width, height) = (number(at.width), number(at.height));
                let attributes = [
                    ("class", "box"),
                    ("x", &*x),
                    ("y", &*y),
                    ("width", &*width),
                    ("height", &*height),
                    ("rx", radius),
                ];
                g.empty("rect", &attributes);
                let lines = node.names.len() as f64;
                let first = at.y + at.height / 2.0 - (lines - 1.0) / 2.0 * LINE + 4.5;
                for (line, name) in node.names.iter().enumerate() {
                    let (x, y) = (number(at.x + 12.0), number(first + line as f64 * LINE));
                    g.element("text", &[("x", &*x), ("y", &*y)], |text| {
                        text.text(&shown_name(name))
                    });
                }
            });
        }
    });
}

fn is_condition(graph: &Graph<'_>, node: usize) -> bool {
    graph.nodes[node].kind == NodeKind::Condition
}

/// The path of an edge: a curve to the start of each label, and a line along it.
fn curve(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, step) in points.chunks(4).enumerate() {
        let [(first, y), (x, _), (bend, end), (last, _)] = *step else { continue };
        let start = if index == 0 { 'M' } else { 'L' };
        let middle = number(f64::midpoint(x, bend));
        write!(
            path,
            "{start}{} {}H{}C{middle} {},{middle} {},{} {}H{}",
            number(first),
            number(y),
            number(x),
            number(y),
            number(end),
            number(bend),
            number(end),
            number(last),
        )
        .expect("a string takes all text");
    }
    path
}

/// A number with at most one decimal place, the same on every machine.
fn number(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}
