//! The nodes and edges of a rule graph.

use crate::{
    export::{
        Gap,
        docs::{
            mentions::{Mention, mentions, of_when},
            speaker::{Language, Speaker},
        },
    },
    language::{Text, Value},
    schema::{At, Demand, FieldPlace, GroupKind, Kind, Rule, Schema, When},
    words::spoken,
};

/// The dependencies between parameters, conditions, groups and rules.
#[derive(Debug)]
pub(crate) struct Graph<'c> {
    language: Language<'c>,
    /// The title of the graph.
    pub(crate) title: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    /// The number of omitted parameters.
    pub(crate) others: usize,
    pub(crate) gaps: Vec<Gap>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// The name, or the names of several parameters with the same rules.
    pub(crate) names: Vec<String>,
    /// The description, shown as a tooltip.
    pub(crate) title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Parameters,
    Condition,
    Group,
    Rule,
    Fact,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: String,
    pub(crate) line: Line,
    /// The rules behind the edge, in words.
    pub(crate) title: String,
}

/// The meaning of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// A requirement.
    Demand,
    /// A prohibition.
    Ban,
    /// A reference.
    Reads,
}

impl<'c> Graph<'c> {
    pub(crate) fn new(schema: &'static Schema, language: Language<'c>) -> Self {
        let mut graph = Self {
            language,
            title: language.text(Text::DocGraphOf.with("name", Value::plain(schema.name))),
            nodes: Vec::new(),
            edges: Vec::new(),
            others: 0,
            gaps: Vec::new(),
        };
        let mut parameters = 0;
        graph.add(schema, &mut parameters, &mut Vec::new());
        graph.drop_lonely();
        let shown = graph.nodes.iter().filter(|node| node.kind == NodeKind::Parameters).count();
        graph.others = parameters.saturating_sub(shown);
        graph.gather();
        graph
    }

    /// Creates a graph of some of the nodes.
    pub(crate) fn part(&self, nodes: Vec<Node>, edges: Vec<Edge>) -> Self {
        let (title, gaps) = (String::new(), Vec::new());
        Self { language: self.language, title, nodes, edges, others: 0, gaps }
    }

    fn add(
        &mut self,
        schema: &'static Schema,
        parameters: &mut usize,
        parts: &mut Vec<&'static Schema>,
    ) {
        parts.push(schema);
        let speaker = Speaker::new(schema, self.language);
        let mut fields = Vec::new();
        for field in schema.fields {
            let kind = field.kind().required();
            let is_flattened = field.place == FieldPlace::Flattened;
            if let (true, Kind::Object(part)) = (is_flattened, kind)
                && !parts.iter().any(|known| known.is_same(part))
            {
                self.add(part, parameters, parts);
            }
            if is_flattened || field.place == FieldPlace::Skipped {
                fields.push(None);
                continue;
            }
            *parameters += 1;
            fields.push(Some(self.node(
                NodeKind::Parameters,
                field.name.to_owned(),
                String::new(),
            )));
            self.add_gap(field.name, kind);
        }
        let conditions: Vec<usize> = schema
            .conditions
            .iter()
            .map(|condition| {
                let title = speaker.condition(&condition.cond).to_string();
                self.node(NodeKind::Condition, spoken(condition.name), title)
            })
            .collect();
        let names = Names { schema, fields, conditions };
        for (index, condition) in schema.conditions.iter().enumerate() {
            for from in self.sources(mentions(&condition.cond), &names) {
                let title = speaker.condition(&condition.cond).to_string();
                self.edge(from, names.conditions[index], "", Line::Reads, title);
            }
        }
        for (index, field) in schema.fields.iter().enumerate() {
            for (cond, _) in field.attributes.default_ifs {
                let Some(to) = names.fields[index] else { continue };
                for from in self.sources(mentions(cond), &names) {
                    let title = Text::DocEdgeDefaultIf.with("condition", speaker.condition(cond));
                    let title = self.language.say(title).to_string();
                    let label = self.language.text(Text::DocEdgeDefault);
                    self.edge(from, to, &label, Line::Demand, title);
                }
            }
        }
        for rule in schema.rules {
            self.add_rule(rule, &speaker, &names);
        }
    }

    fn add_rule(&mut self, rule: &'static Rule, speaker: &Speaker<'_>, names: &Names) {
        let schema = names.schema;
        let title = speaker.rule(rule).to_string();
        let (label, line) = label(&rule.demand);
        match &rule.demand {
            Demand::Group(group) => {
                let group = &schema.groups[*group];
                let kind = match group.kind {
                    GroupKind::AllOrNone => Text::DocKindAllOrNone.alone(),
                    GroupKind::AtLeastOne => Text::DocKindAtLeastOne.alone(),
                    GroupKind::AtMostOne => Text::DocKindAtMostOne.alone(),
                    GroupKind::ExactlyOne => Text::DocKindExactlyOne.alone(),
                    GroupKind::Count(bounds) => bounds.message(),
                };
                let name = self.language.text(match group.name {
                    "" => kind,
                    name => Text::DocGroup.with("name", Value::plain(name)).with("kind", kind),
                });
                let to = self.node(NodeKind::Group, name, title.clone());
                for member in group.members {
                    let Some(from) = names.fields[*member] else { continue };
                    self.edge(from, to, "", Line::Reads, title.clone());
                }
                for from in self.sources(of_when(&rule.when), names) {
                    let label = self.language.text(Text::DocEdgeApplies);
                    self.edge(from, to, &label, Line::Demand, title.clone());
                }
            }
            Demand::Holds(cond, _) => {
                let to = self.node(NodeKind::Rule, schema.rule_id(rule), title.clone());
                let mut mentions = mentions(cond);
                if let (At::Items(field), false) = (rule.at, mentions.is_empty()) {
                    mentions.insert(0, Mention::Field(field));
                }
                for from in self.sources(mentions, names) {
                    self.edge(from, to, "", Line::Reads, title.clone());
                }
            }
            Demand::Checked(checked) if !checked.reads.is_empty() => {
                let to = self.node(NodeKind::Rule, schema.rule_id(rule), title.clone());
                let reads = checked.reads.iter().map(|field| Mention::Field(*field)).collect();
                for from in self.sources(reads, names) {
                    self.edge(from, to, "", Line::Reads, title.clone());
                }
            }
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Checked(_)
            | Demand::Nested => {
                // Without a condition there is no source for an edge.
                if let When::Always = rule.when {
                    return;
                }
                let to = match rule.at {
                    At::Field(field) if names.fields[field].is_some() => names.fields[field],
                    _ => None,
                };
                let place = schema.wire_place(rule.at);
                let to =
                    to.unwrap_or_else(|| self.node(NodeKind::Parameters, place, String::new()));
                let label = label.map(|label| self.language.text(label)).unwrap_or_default();
                let label = match rule.attributes.severity.is_warning() {
                    true => {
                        let label = Text::DocEdgeWarning.with("label", Value::plain(label));
                        self.language.text(label)
                    }
                    false => label,
                };
                for from in self.sources(of_when(&rule.when), names) {
                    self.edge(from, to, label.trim_start(), line, title.clone());
                }
            }
        }
    }

    fn sources(&mut self, mentions: Vec<Mention>, names: &Names) -> Vec<usize> {
        let mut sources = Vec::new();
        for mention in mentions {
            let source = match mention {
                Mention::Field(field) => names.fields[field].unwrap_or_else(|| {
                    let name = names.schema.wire_place(At::Field(field));
                    self.node(NodeKind::Parameters, name, String::new())
                }),
                Mention::Condition(condition) => names.conditions[condition],
                Mention::Fact(fact) => {
                    let title = self.language.text(Text::DocGraphFact);
                    self.node(NodeKind::Fact, fact.to_owned(), title)
                }
                Mention::Old => {
                    let name = self.language.text(Text::DocGraphOld);
                    let title = self.language.text(Text::DocGraphFact);
                    self.node(NodeKind::Fact, name, title)
                }
                Mention::Function(_) => continue,
            };
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn node(&mut self, kind: NodeKind, name: String, title: String) -> usize {
        let is_known = |node: &Node| node.kind == kind && node.names == [name.as_str()];
        self.nodes.iter().position(is_known).unwrap_or_else(|| {
            self.nodes.push(Node { kind, names: vec![name.clone()], title });
            self.nodes.len() - 1
        })
    }

    /// Adds an edge, or merges it into an edge between the same nodes.
    fn edge(&mut self, from: usize, to: usize, label: &str, line: Line, title: String) {
        if from == to {
            return;
        }
        let known = self.edges.iter_mut().find(|edge| (edge.from, edge.to) == (from, to));
        let Some(edge) = known else {
            return self.edges.push(Edge { from, to, label: label.to_owned(), line, title });
        };
        if !edge.title.split("; ").any(|known| known == title) {
            edge.title = format!("{}; {title}", edge.title);
        }
        let or = self.language.text(Text::DocEdgeOr);
        if !edge.label.split(&or).any(|known| known == label) && !label.is_empty() {
            let or = if edge.label.is_empty() { "" } else { &or };
            edge.label = format!("{}{or}{label}", edge.label);
        }
        if line == Line::Demand || edge.line == Line::Reads {
            edge.line = line;
        }
    }

    /// Removes the nodes without edges.
    fn drop_lonely(&mut self) {
        let is_used: Vec<bool> = (0..self.nodes.len())
            .map(|node| self.edges.iter().any(|edge| edge.from == node || edge.to == node))
            .collect();
        self.keep(&is_used);
    }

    /// Merges parameters that have the same edges into one node.
    fn gather(&mut self) {
        let key = |node: usize| {
            let mut edges: Vec<(bool, usize, &str, Line)> = Vec::new();
            for edge in &self.edges {
                if edge.to == node {
                    edges.push((true, edge.from, &edge.label, edge.line));
                } else if edge.from == node {
                    edges.push((false, edge.to, &edge.label, edge.line));
                }
            }
            edges
        };
        let keys: Vec<_> = (0..self.nodes.len()).map(key).collect();
        let mut into: Vec<usize> = (0..self.nodes.len()).collect();
        for (node, shown) in self.nodes.iter().enumerate() {
            let is_same = |first: &usize| {
                self.nodes[*first].kind == NodeKind::Parameters && keys[*first] == keys[node]
            };
            if let (NodeKind::Parameters, Some(first)) = (shown.kind, (0..node).find(is_same)) {
                into[node] = first;
            }
        }
        for (node, first) in into.iter().enumerate().filter(|(node, first)| node != *first) {
            let names = self.nodes[node].names.clone();
            self.nodes[*first].names.extend(names);
        }
        self.edges.retain(|edge| into[edge.from] == edge.from && into[edge.to] == edge.to);
        let is_kept: Vec<bool> =
            into.iter().enumerate().map(|(node, into)| *into == node).collect();
        self.keep(&is_kept);
    }

    fn keep(&mut self, is_kept: &[bool]) {
        let index: Vec<usize> = is_kept
            .iter()
            .scan(0, |next, is_kept| {
                let index = *next;
                *next += usize::from(*is_kept);
                Some(index)
            })
            .collect();
        let mut node = 0..;
        self.nodes.retain(|_| node.next().is_some_and(|node| is_kept[node]));
        for edge in &mut self.edges {
            (edge.from, edge.to) = (index[edge.from], index[edge.to]);
        }
    }

    /// Adds a gap if the rules of a part are in another graph.
    fn add_gap(&mut self, name: &str, kind: &'static Kind) {
        let part = match kind {
            Kind::Object(part) => part,
            Kind::List(item) | Kind::Map(item) => match item().required() {
                Kind::Object(part) => part,
                _ => return,
            },
            _ => return,
        };
        let is_unconditional = |rule: &Rule| {
            matches!(rule.when, When::Always)
                && !matches!(rule.demand, Demand::Group(_) | Demand::Holds(..))
        };
        if !part.rules.iter().all(is_unconditional) {
            let reason = Text::DocGraphPart.with("name", Value::code(part.name));
            self.gaps.push(Gap::new(name, self.language.text(reason)));
        }
    }
}

/// The nodes of a schema.
struct Names {
    schema: &'static Schema,
    /// The nodes of the fields; `None` for flattened and skipped fields.
    fields: Vec<Option<usize>>,
    conditions: Vec<usize>,
}

fn label(demand: &Demand) -> (Option<Text>, Line) {
    match demand {
        Demand::Required | Demand::RequiredByType => (Some(Text::DocRequired), Line::Demand),
        Demand::Forbidden => (Some(Text::DocForbidden), Line::Ban),
        Demand::Passes(test) | Demand::KeyPasses(test) => (Some(test.topic()), Line::Demand),
        Demand::NotBlank
        | Demand::Separator(_)
        | Demand::Group(_)
        | Demand::Holds(..)
        | Demand::Checked(_)
        | Demand::Nested => (None, Line::Demand),
    }
}
