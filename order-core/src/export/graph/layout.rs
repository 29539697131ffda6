//! Positions of nodes and edges: columns from left to right, edges to the right, and a separate end point for each
//! edge.

use crate::export::graph::model::{Edge, Graph};

/// The width of a character of a name.
const CHARACTER: f64 = 7.9;
/// The width of a character of a label.
const SMALL: f64 = 5.6;
/// The height of a line of a node, and the distance between the ends of edges.
pub(crate) const LINE: f64 = 20.0;
const PAD: f64 = 12.0;
/// The distance between two nodes of a column.
const GAP: f64 = 18.0;
/// The width of the space for the curves between columns.
const CURVES: f64 = 64.0;
const MARGIN: f64 = 8.0;
/// The number of passes that move nodes next to their neighbours.
const SWEEPS: usize = 12;

pub(crate) struct Layout {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// One box per node.
    pub(crate) boxes: Vec<Box>,
    /// One path per edge.
    pub(crate) paths: Vec<Path>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Box {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

#[derive(Default)]
pub(crate) struct Path {
    /// Four points per step: from the column, along a curve to the start of the label, and to the end of the step.
    pub(crate) points: Vec<(f64, f64)>,
    /// The end of the label.
    pub(crate) label: (f64, f64),
    /// `true` if the edge leads to the left, unlike the others.
    pub(crate) is_reversed: bool,
}

/// A node of the graph, or a point where an edge crosses a column.
#[derive(Debug, Clone, Copy)]
struct Spot {
    column: usize,
    size: (f64, f64),
    y: f64,
}

/// The part of an edge between two adjacent columns.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: usize,
    to: usize,
    edge: usize,
}

impl Layout {
    /// Computes the layout, with unconnected components one below the other.
    pub(crate) fn new(graph: &Graph<'_>) -> Self {
        let count = graph.nodes.len();
        let mut layout = Self {
            width: 0.0,
            height: 0.0,
            boxes: vec![Box::default(); count],
            paths: graph.edges.iter().map(|_| Path::default()).collect(),
        };
        for (nodes, edges) in components(graph) {
            let index =
                |node: usize| nodes.iter().position(|known| *known == node).unwrap_or_default();
            let edge_of = |edge: &usize| {
                let edge = &graph.edges[*edge];
                Edge { from: index(edge.from), to: index(edge.to), ..edge.clone() }
            };
            let part = Self::of_component(&graph.part(
                nodes.iter().map(|node| graph.nodes[*node].clone()).collect(),
                edges.iter().map(edge_of).collect(),
            ));
            let down = layout.height;
            for (node, one) in nodes.iter().zip(part.boxes) {
                layout.boxes[*node] = Box { y: one.y + down, ..one };
            }
            for (edge, path) in edges.iter().zip(part.paths) {
                let lower = |(x, y): (f64, f64)| (x, y + down);
                layout.paths[*edge] = Path {
                    points: path.points.into_iter().map(lower).collect(),
                    label: lower(path.label),
                    is_reversed: path.is_reversed,
                };
            }
            layout.width = layout.width.max(part.width);
            layout.height += part.height;
        }
        layout
    }

    fn of_component(graph: &Graph<'_>) -> Self {
        let (columns, is_reversed) = columns(graph);
        let (mut spots, steps) = spots(graph, &columns, &is_reversed);
        let count = columns.iter().max().map_or(0, |last| last + 1);
        let mut order: Vec<Vec<usize>> = (0..count)
            .map(|column| (0..spots.len()).filter(|spot| spots[*spot].column == column).collect())
            .collect();
        stack(&order, &mut spots);
        for sweep in 0..SWEEPS {
            let is_forward = sweep % 2 == 0;
            let columns: Vec<usize> =
                if is_forward { (0..count).collect() } else { (0..count).rev().collect() };
            for column in columns {
                arrange(&mut order[column], &steps, &mut spots, is_forward);
            }
        }
        let top = spots.iter().map(|spot| spot.y).fold(f64::INFINITY, f64::min);
        for spot in &mut spots {
            spot.y += MARGIN - top;
        }
        place(graph, &spots, &steps, &order, &is_reversed)
    }
}

/// The connected components: their nodes and edges, in the order of their first nodes.
fn components(graph: &Graph<'_>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut first: Vec<usize> = (0..graph.nodes.len()).collect();
    for _ in 0..graph.nodes.len() {
        let before = first.clone();
        for edge in &graph.edges {
            let least = first[edge.from].min(first[edge.to]);
            (first[edge.from], first[edge.to]) = (least, least);
        }
        if before == first {
            break;
        }
    }
    let roots = (0..first.len()).filter(|node| first[*node] == *node);
    let component = |root: usize| {
        let nodes = (0..first.len()).filter(|node| first[*node] == root).collect();
        let is_inside = |edge: &usize| first[graph.edges[*edge].from] == root;
        (nodes, (0..graph.edges.len()).filter(is_inside).collect())
    };
    roots.map(component).collect()
}

/// The column of each node, and whether each edge leads back.
fn columns(graph: &Graph<'_>) -> (Vec<usize>, Vec<bool>) {
    let count = graph.nodes.len();
    let mut is_reversed = vec![false; graph.edges.len()];
    // An edge to a node on the current search path closes a cycle.
    let mut state = vec![0_u8; count];
    for root in 0..count {
        if state[root] != 0 {
            continue;
        }
        state[root] = 1;
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.pop() {
            let edge = (next..graph.edges.len()).find(|edge| graph.edges[*edge].from == node);
            let Some(edge) = edge else {
                state[node] = 2;
                continue;
            };
            stack.push((node, edge + 1));
            match state[graph.edges[edge].to] {
                0 => {
                    state[graph.edges[edge].to] = 1;
                    stack.push((graph.edges[edge].to, 0));
                }
                1 => is_reversed[edge] = true,
                _ => {}
            }
        }
    }
    let mut columns = vec![0; count];
    for _ in 0..count {
        for (edge, is_reversed) in graph.edges.iter().zip(&is_reversed) {
            let (from, to) = if *is_reversed { (edge.to, edge.from) } else { (edge.from, edge.to) };
            columns[to] = columns[to].max(columns[from] + 1);
        }
    }
    // A node without incoming edges is placed directly before its nearest target.
    for node in 0..count {
        let ends = graph.edges.iter().zip(&is_reversed);
        let ends = ends.map(
            |(edge, is_reversed)| {
                if *is_reversed { (edge.to, edge.from) } else { (edge.from, edge.to) }
            },
        );
        let ends: Vec<_> = ends.collect();
        if ends.iter().any(|(_, to)| *to == node) {
            continue;
        }
        let nearest =
            ends.iter().filter(|(from, _)| *from == node).map(|(_, to)| columns[*to]).min();
        columns[node] = nearest.map_or(0, |nearest| nearest - 1);
    }
    (columns, is_reversed)
}

fn spots(graph: &Graph<'_>, columns: &[usize], is_reversed: &[bool]) -> (Vec<Spot>, Vec<Step>) {
    let ports = |node: usize| {
        let count =
            |of: fn(&Edge) -> usize| graph.edges.iter().filter(|edge| of(edge) == node).count();
        count(|edge| edge.from).max(count(|edge| edge.to))
    };
    let mut spots: Vec<Spot> = graph
        .nodes
        .iter()
        .zip(columns)
        .enumerate()
        .map(|(index, (node, column))| {
            let longest = node.names.iter().map(|name| shown_name(name).chars().count()).max();
            let lines = node.names.len().max(ports(index));
            let width = longest.unwrap_or_default() as f64 * CHARACTER + 2.0 * PAD;
            Spot { column: *column, size: (width, lines as f64 * LINE + PAD), y: 0.0 }
        })
        .collect();
    let mut steps = Vec::new();
    for (index, edge) in graph.edges.iter().enumerate() {
        let (first, last) =
            if is_reversed[index] { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let mut from = first;
        for column in columns[first] + 1..columns[last] {
            spots.push(Spot { column, size: (0.0, LINE), y: 0.0 });
            steps.push(Step { from, to: spots.len() - 1, edge: index });
            from = spots.len() - 1;
        }
        steps.push(Step { from, to: last, edge: index });
    }
    (spots, steps)
}

fn stack(order: &[Vec<usize>], spots: &mut [Spot]) {
    for column in order {
        let mut y = 0.0;
        for spot in column {
            spots[*spot].y = y;
            y += spots[*spot].size.1 + GAP;
        }
    }
}

/// Moves the spots of a column towards the spots that they are connected to.
fn arrange(column: &mut [usize], steps: &[Step], spots: &mut [Spot], is_forward: bool) {
    let wanted = |spot: usize, spots: &[Spot]| {
        let before = steps.iter().filter(|step| step.to == spot).map(|step| step.from);
        let after = steps.iter().filter(|step| step.from == spot).map(|step| step.to);
        let tied: Vec<usize> = if is_forward { before.collect() } else { after.collect() };
        let middles = tied.iter().map(|tied| spots[*tied].y + spots[*tied].size.1 / 2.0);
        match tied.len() {
            0 => spots[spot].y + spots[spot].size.1 / 2.0,
            count => middles.sum::<f64>() / count as f64,
        }
    };
    let middles: Vec<f64> = column.iter().map(|spot| wanted(*spot, spots)).collect();
    let mut sorted: Vec<(usize, f64)> = column.iter().copied().zip(middles).collect();
    sorted.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut free = f64::NEG_INFINITY;
    let mut pushed = 0.0;
    for (position, (spot, middle)) in sorted.iter().enumerate() {
        column[position] = *spot;
        let y = middle - spots[*spot].size.1 / 2.0;
        spots[*spot].y = y.max(free);
        pushed += spots[*spot].y - y;
        free = spots[*spot].y + spots[*spot].size.1 + GAP;
    }
    // Spreads the downward shift over the whole column.
    let shift = pushed / sorted.len().max(1) as f64;
    for (spot, _) in sorted {
        spots[spot].y -= shift;
    }
}

fn place(
    graph: &Graph<'_>,
    spots: &[Spot],
    steps: &[Step],
    order: &[Vec<usize>],
    is_reversed: &[bool],
) -> Layout {
    let mut x = MARGIN;
    let mut lefts = Vec::new();
    let mut widths = Vec::new();
    for column in order {
        let width = column.iter().map(|spot| spots[*spot].size.0).fold(0.0, f64::max);
        let labels =
            steps.iter().filter(|step| column.contains(&step.to) && step.to < graph.nodes.len());
        let label =
            labels.map(|step| label_width(&graph.edges[step.edge].label)).fold(0.0, f64::max);
        if !lefts.is_empty() {
            x += CURVES + label;
        }
        lefts.push((x, label));
        widths.push(width);
        x += width;
    }
    let boxes: Vec<Box> = spots
        .iter()
        .map(|spot| Box {
            x: lefts[spot.column].0,
            y: spot.y,
            width: if spot.size.0 > 0.0 { spot.size.0 } else { widths[spot.column] },
            height: spot.size.1,
        })
        .collect();
    let paths = (0..graph.edges.len()).map(|edge| {
        let mut points = Vec::new();
        let mut label = (0.0, 0.0);
        for step in steps.iter().filter(|step| step.edge == edge) {
            let (from, to) = (boxes[step.from], boxes[step.to]);
            let (left, labels) = lefts[spots[step.to].column];
            let y = port(step, steps, &boxes, false);
            let start = port(step, steps, &boxes, true);
            let column = spots[step.from].column;
            points.push((from.x + from.width, start));
            points.push((lefts[column].0 + widths[column], start));
            points.push((left - labels, y));
            points.push((to.x, y));
            label = (left, y);
        }
        Path { points, label, is_reversed: is_reversed[edge] }
    });
    let paths = paths.collect();
    let bottom = boxes.iter().map(|one| one.y + one.height).fold(0.0, f64::max);
    let mut boxes = boxes;
    boxes.truncate(graph.nodes.len());
    Layout { width: x + MARGIN, height: bottom + MARGIN, boxes, paths }
}

/// The vertical position of an end of an edge. The ends at a box are sorted by the positions of their other ends.
fn port(step: &Step, steps: &[Step], boxes: &[Box], leaves: bool) -> f64 {
    let end = |step: &Step| if leaves { step.from } else { step.to };
    let other = |step: &Step| {
        let other = boxes[if leaves { step.to } else { step.from }];
        other.y + other.height / 2.0
    };
    let own = boxes[end(step)];
    let mut beside: Vec<&Step> = steps.iter().filter(|beside| end(beside) == end(step)).collect();
    beside.sort_by(|a, b| other(a).total_cmp(&other(b)).then(a.edge.cmp(&b.edge)));
    let position = beside.iter().position(|beside| beside.edge == step.edge).unwrap_or_default();
    let middle = own.y + own.height / 2.0;
    middle + (position as f64 - (beside.len() as f64 - 1.0) / 2.0) * LINE
}

fn label_width(label: &str) -> f64 {
    if label.is_empty() { 14.0 } else { label.chars().count() as f64 * SMALL + 20.0 }
}

/// A name, truncated to keep the picture narrow.
pub(crate) fn shown_name(name: &str) -> String {
    const MOST: usize = 40;
    let name = crate::export::docs::escape::visible_line(name);
    if name.chars().count() <= MOST {
        return name;
    }
    name.chars().take(MOST - 1).chain(['\u{2026}']).collect()
}
