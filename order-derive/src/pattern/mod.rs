//! Compilation of the regular expression of `#[pattern("…")]` to the table of a deterministic automaton.
//!
//! `regex-syntax` parses the expression and `regex-automata` builds the automaton, which is then minimized here. The
//! result only decides whether the *whole* value matches, so `a|b` does not accept `ax`. Anchors and ASCII word
//! boundaries keep their meaning (`^` and `$` at the ends change nothing). A Unicode word boundary is an error, because
//! a table cannot express it. A pattern that accepts no text at all is an error too.

mod ascii;
mod compare;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::{ast, hir};

/// Greatest size in bytes of the table of a pattern. `(?u)\w+` needs 66 KiB.
const MAX_TABLE: usize = 128 * 1024;

/// Greatest size in bytes of the automaton before it is minimized.
const MAX_BUILD: usize = 2 * 1024 * 1024;

/// State 0, from which no text is accepted.
const DEAD: u16 = 0;

/// The table of a pattern, laid out as `order_core::rules::Pattern` reads it.
pub(crate) struct CompiledPattern {
    written: String,
    /// The expression with `\d`, `\w` and `\b` of ASCII written out.
    source: String,
    classes: [u8; 256],
    /// `next[class * states + state]`.
    next: Vec<u16>,
    states: u16,
    start: u16,
    /// The first accepting state; all later states accept too.
    accepting: u16,
}

/// Compiles `pattern`, or returns a message that says what is wrong and what to do.
pub(crate) fn compile(pattern: &str) -> Result<CompiledPattern, String> {
    let written_out = ascii::written_out(pattern);
    let hir = parse(pattern, &written_out)?;
    let nfa =
        thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(MAX_BUILD));
    let nfa =
        thompson::Compiler::new().configure(nfa).build_from_hir(&hir).map_err(|_| too_large())?;
    // All matches are kept without preference, so a match of a part does not end the search for a match of the whole.
    let dfa = dense::Config::new()
        .accelerate(false)
        .determinize_size_limit(Some(MAX_BUILD))
        .dfa_size_limit(Some(MAX_BUILD))
        .match_kind(MatchKind::All)
        .start_kind(StartKind::Anchored);
    let dfa = dense::Builder::new().configure(dfa).build_from_nfa(&nfa).map_err(|_| too_large())?;
    let mut graph = Graph::from_dfa(&dfa).ok_or_else(too_large)?;
    let blocks = partition::coarsest(&graph);
    graph.merge_states(&blocks);
    graph.merge_classes();
    graph.into_pattern(pattern, written_out)
}

impl CompiledPattern {
    /// The regular expression as it was written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// The regular expression with the same meaning in every engine for `\d`, `\w` and `\b`.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Returns `true` if the whole of `text` matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let states = usize::from(self.states);
        let last = text.bytes().fold(self.start, |state, byte| {
            let row = usize::from(self.classes[usize::from(byte)]) * states;
            self.next[row + usize::from(state)]
        });
        last >= self.accepting
    }

    /// Returns a constant expression of type `order_core::rules::Pattern`. `krate` is the path of that crate.
    pub(crate) fn to_tokens(&self, krate: &TokenStream) -> TokenStream {
        let Self { source, states, start, accepting, .. } = self;
        let (constructor, next) = if self.is_narrow() {
            let low = |&id: &u16| id.to_le_bytes()[0];
            (quote!(narrow), self.next.iter().map(low).collect::<Vec<u8>>())
        } else {
            let both = |id: &u16| id.to_le_bytes();
            (quote!(wide), self.next.iter().flat_map(both).collect())
        };
        let classes = Literal::byte_string(&self.classes);
        let next = Literal::byte_string(&next);
        quote! {
            #krate::rules::Pattern::#constructor(#source, #classes, #next, #states, #start, #accepting)
        }
    }

    fn is_narrow(&self) -> bool {
        self.states <= 256
    }
}

fn too_large() -> String {
    format!(
        "pattern needs a table of more than {} KiB; shorten the repetition, state it as `#[length(…)]`, or use ASCII \
         classes such as `[0-9A-Za-z]` in place of `\\p{{…}}` and of what follows `(?u)`",
        MAX_TABLE / 1024
    )
}

fn parse(pattern: &str, written_out: &str) -> Result<hir::Hir, String> {
    // Mistakes are told of the expression as it was written.
    let parsed = match regex_syntax::parse(pattern) {
        Ok(_) => regex_syntax::parse(written_out),
        mistaken => mistaken,
    };
    let hir = parsed.map_err(|error| match error {
        regex_syntax::Error::Parse(error) => {
            describe(error.kind(), error.span(), pattern, syntax_advice(error.kind()))
        }
        regex_syntax::Error::Translate(error) => {
            describe(error.kind(), error.span(), pattern, meaning_advice(error.kind()))
        }
        // Both known kinds have a span; the crate may add others.
        error => error.to_string().lines().last().unwrap_or("pattern is not valid").to_owned(),
    })?;
    if hir.properties().look_set().contains_word_unicode() {
        return Err(
            r"a Unicode word boundary cannot be compiled to a table; leave out the flag `u` for the one of ASCII, or leave it out: the whole value must match anyway"
                .to_owned(),
        );
    }
    Ok(hir)
}

/// Message with the mistake, the part of the pattern that is wrong, and the remedy.
fn describe(kind: &impl ToString, span: &ast::Span, pattern: &str, advice: Option<&str>) -> String {
    // Some messages repeat the advice after the comma.
    let kind = kind.to_string().replace(", including look-ahead and look-behind,", "");
    let mut message = kind.split(',').next().unwrap_or(&kind).to_owned();
    let (before, from) = pattern.split_at_checked(span.start.offset).unwrap_or((pattern, ""));
    let part = from.get(..span.end.offset.saturating_sub(span.start.offset)).unwrap_or_default();
    if !part.is_empty() {
        let part = part.replace('\n', "\\n").replace('\r', "\\r");
        message += &format!(": `{part}`");
    }
    if from.is_empty() {
        message += " at the end of the pattern";
    } else {
        let place = before.chars().count() + 1;
        message += &format!(" at character {place} of the pattern");
    }
    if let Some(advice) = advice {
        message += "; ";
        message += advice;
    }
    message
}

fn syntax_advice(kind: &ast::ErrorKind) -> Option<&'static str> {
    use ast::ErrorKind::*;
    Some(match kind {
        ClassEscapeInvalid | EscapeUnrecognized => {
            r"escape only signs that mean something, and write the backslash itself as `\\`"
        }
        ClassRangeInvalid => "swap the two ends",
        ClassRangeLiteral => r"write the hyphen itself as `\-`",
        ClassUnclosed => r"close it with `]`, or write the bracket itself as `\[`",
        DecimalEmpty | DecimalInvalid | RepetitionCountDecimalEmpty | RepetitionCountUnclosed => {
            r"repetitions read `{2}`, `{2,}` or `{2,5}`; write the brace itself as `\{`"
        }
        EscapeHexEmpty | EscapeHexInvalid | EscapeHexInvalidDigit => {
            r"a character reads `\x41` or `\x{1F600}`"
        }
        EscapeUnexpectedEof => r"complete it, or write the backslash itself as `\\`",
        FlagDanglingNegation | FlagRepeatedNegation { .. } | FlagDuplicate { .. } => "leave it out",
        FlagUnexpectedEof | FlagUnrecognized => r"flags read `(?i)`, `(?s)`, `(?x)` or `(?i:…)`",
        GroupNameDuplicate { .. } | GroupNameEmpty | GroupNameInvalid | GroupNameUnexpectedEof => {
            "leave the name out; nothing reads what a group captured"
        }
        GroupUnclosed => r"close it with `)`, or write the parenthesis itself as `\(`",
        GroupUnopened => r"open it with `(`, or write the parenthesis itself as `\)`",
        RepetitionCountInvalid => "swap the two numbers",
        RepetitionMissing => {
            r"put before it what is repeated, or write a backslash before it to mean the sign itself"
        }
        SpecialWordBoundaryUnclosed
        | SpecialWordBoundaryUnrecognized
        | SpecialWordOrRepetitionUnexpectedEof => "leave it out; the whole value must match anyway",
        UnicodeClassInvalid => r"properties read `\p{L}` or `\pL`",
        UnsupportedBackreference => "spell out what repeats, or use `#[check(…)]`",
        UnsupportedLookAround => "spell out what may stand there, or use `#[check(…)]`",
        _ => return None,
    })
}

fn meaning_advice(kind: &hir::ErrorKind) -> Option<&'static str> {
    use hir::ErrorKind::*;
    Some(match kind {
        InvalidUtf8 | UnicodeNotAllowed => "a value is UTF-8 text; leave out the flag `-u` here",
        UnicodePropertyNotFound | UnicodePropertyValueNotFound => {
            r"general categories such as `\p{L}` and `\p{Lu}` are known; write scripts as ranges, such as `[\u{370}-\u{3FF}]`"
        }
        _ => return None,
    })
}

/// An automaton over classes of bytes. State 0 is dead.
struct Graph {
    classes: [u8; 256],
    class_count: usize,
    /// Successors of each state, one for each class.
    next: Vec<Vec<usize>>,
    accepts: Vec<bool>,
    start: usize,
}

impl Graph {
    /// Collects the reachable states of `dfa`. Returns `None` if the start depends on the text before.
    fn from_dfa(dfa: &dense::DFA<Vec<u32>>) -> Option<Self> {
        let byte_classes = dfa.byte_classes();
        let mut classes = [0; 256];
        let mut representatives = Vec::new();
        for byte in 0..=255_u8 {
            let class = byte_classes.get(byte);
            classes[usize::from(byte)] = class;
            if usize::from(class) == representatives.len() {
                representatives.push(byte);
            }
        }

        let start = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
        let place = |id: StateID| id.as_usize() >> dfa.stride2();
        // Index in this graph of each state of the automaton. A state without an index is new.
        let mut index: Vec<Option<usize>> = Vec::new();
        let mut met = vec![None];
        let mut visit = |id: StateID, met: &mut Vec<_>| {
            if dfa.is_dead_state(id) {
                return 0;
            }
            let place = place(id);
            if index.len() <= place {
                index.resize(place + 1, None);
            }
            *index[place].get_or_insert_with(|| {
                met.push(Some(id));
                met.len() - 1
            })
        };
        let start = visit(start, &mut met);
        let mut next = Vec::new();
        let mut accepts = Vec::new();
        while let Some(&id) = met.get(next.len()) {
            let Some(id) = id else {
                next.push(vec![0; representatives.len()]);
                accepts.push(false);
                continue;
            };
            let row = representatives.iter().map(|&byte| visit(dfa.next_state(id, byte), &mut met));
            next.push(row.collect());
            accepts.push(dfa.is_match_state(dfa.next_eoi_state(id)));
        }
        Some(Self { classes, class_count: representatives.len(), next, accepts, start })
    }

    /// Merges each block of equivalent states into one state. The block of state 0 comes first.
    fn merge_states(&mut self, blocks: &[usize]) {
        let mut index: Vec<Option<usize>> = vec![None; blocks.len()];
        let mut members = Vec::new();
        for (state, &block) in blocks.iter().enumerate() {
            index[block].get_or_insert_with(|| {
                members.push(state);
                members.len() - 1
            });
        }
        let merged = |state: usize| index[blocks[state]].unwrap_or(0);
        self.next = members
            .iter()
            .map(|&state| self.next[state].iter().map(|&next| merged(next)).collect())
            .collect();
        self.accepts = members.iter().map(|&state| self.accepts[state]).collect();
        self.start = merged(self.start);
    }

    /// Merges all bytes that no state distinguishes any more into one class.
    fn merge_classes(&mut self) {
        let column = |class: usize| self.next.iter().map(move |row| row[class]);
        let mut kept: Vec<usize> = Vec::new();
        let mut index = Vec::new();
        for class in 0..self.class_count {
            let same = kept.iter().position(|&other| column(other).eq(column(class)));
            index.push(same.unwrap_or(kept.len()));
            if same.is_none() {
                kept.push(class);
            }
        }
        for class in &mut self.classes {
            // There are at most as many classes as bytes.
            *class = u8::try_from(index[usize::from(*class)]).unwrap_or(u8::MAX);
        }
        for row in &mut self.next {
            *row = kept.iter().map(|&class| row[class]).collect();
        }
        self.class_count = kept.len();
    }

    /// Numbers the states so that the accepting ones come last, and packs the table.
    fn into_pattern(self, written: &str, source: String) -> Result<CompiledPattern, String> {
        if !self.accepts.contains(&true) {
            return Err(
                "pattern matches no text at all; look for an anchor in its middle or a class without a character".to_owned(),
            );
        }
        let count = self.next.len();
        let width = if count <= 256 { 1 } else { 2 };
        let states = u16::try_from(count).map_err(|_| too_large())?;
        if count * self.class_count * width > MAX_TABLE {
            return Err(too_large());
        }

        let (last, first): (Vec<usize>, Vec<usize>) =
            (0..count).partition(|&state| self.accepts[state]);
        let mut number = vec![DEAD; count];
        for (id, &state) in (0..states).zip(first.iter().chain(&last)) {
            number[state] = id;
        }
        let mut next = Vec::with_capacity(count * self.class_count);
        for class in 0..self.class_count {
            next.extend(first.iter().chain(&last).map(|&state| number[self.next[state][class]]));
        }
        let accepting = last.first().map_or(states, |&state| number[state]);
        Ok(CompiledPattern {
            written: written.to_owned(),
            source,
            classes: self.classes,
            next,
            states,
            start: number[self.start],
            accepting,
        })
    }
}

/// Partition of the states into equivalent ones, by Hopcroft's algorithm, in O(edges × log(states)). (The minimizer of
/// `regex-automata` also preserves where a match ends, which is not needed here, and is slower.)
mod partition {
    use super::Graph;

    /// Block of each state of `graph`, in the coarsest partition that separates accepting states from others.
    pub(super) fn coarsest(graph: &Graph) -> Vec<usize> {
        let sources = Sources::new(graph);
        let mut partition = Partition::new(&graph.accepts);
        let mut waiting = vec![0, 1];
        while let Some(splitter) = waiting.pop() {
            let splitter = partition.members(splitter).to_vec();
            for class in 0..graph.class_count {
                for &state in &splitter {
                    for &source in sources.of(state, class) {
                        partition.mark(source);
                    }
                }
                partition.split_marked(&mut waiting);
            }
        }
        partition.block_of
    }

    /// A partition of the states. Each block is a slice of `states`, with its marked members first.
    struct Partition {
        states: Vec<usize>,
        place: Vec<usize>,
        block_of: Vec<usize>,
        blocks: Vec<Block>,
        /// Blocks with a marked member.
        touched: Vec<usize>,
    }

    struct Block {
        begin: usize,
        end: usize,
        marked: usize,
    }

    impl Partition {
        fn new(accepts: &[bool]) -> Self {
            let count = accepts.len();
            let (mut states, accepting): (Vec<usize>, Vec<usize>) =
                (0..count).partition(|&state| !accepts[state]);
            let border = states.len();
            states.extend(accepting);
            let mut place = vec![0; count];
            for (i, &state) in states.iter().enumerate() {
                place[state] = i;
            }
            Self {
                states,
                place,
                block_of: accepts.iter().map(|&accepts| usize::from(accepts)).collect(),
                blocks: vec![
                    Block { begin: 0, end: border, marked: 0 },
                    Block { begin: border, end: count, marked: 0 },
                ],
                touched: Vec::new(),
            }
        }

        fn members(&self, block: usize) -> &[usize] {
            &self.states[self.blocks[block].begin..self.blocks[block].end]
        }

        /// Marks `state`. It has one successor for the current class, so it is marked once.
        fn mark(&mut self, state: usize) {
            let index = self.block_of[state];
            let block = &mut self.blocks[index];
            if block.marked == 0 {
                self.touched.push(index);
            }
            let (from, to) = (self.place[state], block.begin + block.marked);
            let other = self.states[to];
            self.states.swap(from, to);
            self.place[state] = to;
            self.place[other] = from;
            block.marked += 1;
        }

        /// Splits each touched block in two unless all of it is marked, and removes all marks.
        fn split_marked(&mut self, waiting: &mut Vec<usize>) {
            while let Some(index) = self.touched.pop() {
                let new = self.blocks.len();
                let block = &mut self.blocks[index];
                let Block { begin, end, marked } = *block;
                block.marked = 0;
                let border = begin + marked;
                if border == end {
                    continue;
                }
                // The smaller part becomes the new block. If the whole is waiting, both parts must wait; if not, one is
                // enough.
                let part = if border - begin <= end - border {
                    block.begin = border;
                    begin..border
                } else {
                    block.end = border;
                    border..end
                };
                self.blocks.push(Block { begin: part.start, end: part.end, marked: 0 });
                for &state in &self.states[part] {
                    self.block_of[state] = new;
                }
                waiting.push(new);
            }
        }
    }

    /// The edges of a graph, backwards.
    struct Sources {
        /// Index in `states` at which the sources of (state, class) start; they end where the next ones start.
        starts: Vec<usize>,
        states: Vec<usize>,
        class_count: usize,
    }

    impl Sources {
        fn new(graph: &Graph) -> Self {
            let class_count = graph.class_count;
            let edges = || {
                let rows = graph.next.iter().enumerate();
                rows.flat_map(move |(source, row)| {
                    row.iter()
                        .enumerate()
                        .map(move |(class, &target)| (source, target * class_count + class))
                })
            };
            let mut starts = vec![0; graph.next.len() * class_count + 1];
            for (_, edge) in edges() {
                starts[edge + 1] += 1;
            }
            for i in 1..starts.len() {
                starts[i] += starts[i - 1];
            }
            let mut free = starts.clone();
            let mut states = vec![0; starts.last().copied().unwrap_or(0)];
            for (source, edge) in edges() {
                states[free[edge]] = source;
                free[edge] += 1;
            }
            Self { starts, states, class_count }
        }

        fn of(&self, state: usize, class: usize) -> &[usize] {
            let edge = state * self.class_count + class;
            &self.states[self.starts[edge]..self.starts[edge + 1]]
        }
    }
}

#[cfg(test)]
mod tests {
    use regex_automata::meta;

    use super::*;

    fn table(pattern: &str) -> CompiledPattern {
        compile(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
    }

    fn error(pattern: &str) -> String {
        match compile(pattern) {
            Ok(_) => panic!("{pattern}: compiles"),
            Err(error) => error,
        }
    }

    #[test]
    fn the_whole_value_must_match() {
        let either = table("a|b");
        assert!(either.is_match("a") && either.is_match("b"));
        for text in ["", "ab", "ax", "xb", "a\n", "\na", " a"] {
            assert!(!either.is_match(text), "{text:?}");
        }
        // The first alternative and the lazy repetition give way if the whole would not match.
        assert!(table("a|ab").is_match("ab"));
        assert!(table("a*?").is_match("aaa"));
    }

    #[test]
    fn anchors_at_the_ends_are_harmless() {
        for pattern in ["a+", "^a+$", r"\Aa+\z", "^a+", "a+$", "^^a+$$", "(?m)^a+$", "(^a+$)"] {
            let pattern = table(pattern);
            assert!(pattern.is_match("aa"));
            for text in ["", "aab", "aa\n", "\naa", "b\naa\nb"] {
                assert!(!pattern.is_match(text), "{text:?}");
            }
            assert_eq!((pattern.states, pattern.next.len()), (3, 6));
        }
        let anchor = table("a(^b)?c");
        assert!(anchor.is_match("ac") && !anchor.is_match("abc"));
        let line = table(r"(?m)a\n^b$");
        assert!(line.is_match("a\nb"));
    }

    #[test]
    fn ascii_word_boundaries_keep_their_meaning() {
        let words = table(r"(?-u:\b)[a-z -]+(?-u:\b)");
        assert!(words.is_match("ab") && words.is_match("a-b c"));
        assert!(!words.is_match(" ab") && !words.is_match("ab-"));
    }

    #[test]
    fn tables_are_minimal() {
        // States: dead, and one for each length so far. Classes: digits and others.
        let digits = table("[0-9]{5}");
        assert_eq!(
            (digits.states, digits.next.len(), digits.start, digits.accepting),
            (7, 14, 1, 6)
        );
        let same = table("a|b|c|d");
        assert_eq!((same.states, same.next.len()), (3, 6));
        assert_eq!(table("(ab|cb)*").states, table("([ac]b)*").states);
        let word = table(r"(?u)\w+");
        assert!(!word.is_narrow());
        assert!(word.next.len() * 2 < 80 * 1024, "{}", word.next.len() * 2);
    }

    #[test]
    fn tokens_are_a_constant_expression() {
        let tokens = table("[ab]").to_tokens(&quote!(::order_core)).to_string();
        assert!(
            tokens.starts_with(r#":: order_core :: rules :: Pattern :: narrow ("[ab]" , b"\0\0"#),
            "{tokens}"
        );
        assert!(tokens.ends_with(r#" , b"\0\0\0\0\x02\0" , 3u16 , 1u16 , 2u16)"#), "{tokens}");
        let tokens = table(".{1,100}").to_tokens(&quote!(krate)).to_string();
        assert!(tokens.starts_with("krate :: rules :: Pattern :: wide ("), "{tokens}");
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        for (pattern, message) in [
            (
                "(ab",
                r"unclosed group: `(` at character 1 of the pattern; close it with `)`, or write the parenthesis itself as `\(`",
            ),
            (
                r"a\p{L",
                r"incomplete escape sequence at the end of the pattern; complete it, or write the backslash itself as `\\`",
            ),
            (
                "a{5,2}",
                "invalid repetition count range: `{5,2}` at character 2 of the pattern; swap the two numbers",
            ),
            (
                "(?=a)",
                "look-around is not supported: `(?=` at character 1 of the pattern; spell out what may stand there, or use `#[check(…)]`",
            ),
            (
                "a|*",
                r"repetition operator missing expression at character 3 of the pattern; put before it what is repeated, or write a backslash before it to mean the sign itself",
            ),
            (
                "é[a-",
                r"unclosed character class: `[` at character 2 of the pattern; close it with `]`, or write the bracket itself as `\[`",
            ),
        ] {
            assert_eq!(error(pattern), message);
        }
    }

    #[test]
    fn messages_have_one_line_and_no_full_stop() {
        for pattern in [
            "(",
            ")",
            "[",
            "[z-a]",
            r"[\d-z]",
            "*",
            "a**{",
            "a{2",
            "a{",
            "a{,}",
            "a{5,2}",
            r"\",
            r"\q",
            r"\xZZ",
            r"\x{110000}",
            r"\x",
            "(?",
            "(?z)",
            "(?i",
            "(?P<a",
            "(?P<>a)",
            "(?P<a>a)(?P<a>b)",
            r"\p{Klingon}",
            r"\p{Greek}",
            r"\p{",
            r"(a)\1",
            "(?=a)",
            "(?!a)",
            "(?<=a)",
            r"(?-u:\xff)",
            r"(?-u:.)",
            r"(?u)\bfoo\b",
            r"\b{start}",
            r"\b{x}",
            "(?x) a\n b\n (",
            "a^b",
            "[a&&b]",
            "x$y",
            r"(?u)\w{1,200}",
            "(a|b)*a(a|b){20}",
            "a{100000}",
            "((a{100}){100}){100}",
            "(?i-i-i)",
            "(?ii)",
            "(?-)",
        ] {
            let message = error(pattern);
            println!("{pattern:<20} {message}");
            assert!(!message.contains(['\n', '\r']), "{message:?}");
            assert!(!message.ends_with('.'), "{message:?}");
            assert!(!message.contains("feature"), "{message:?}");
            assert!(message.len() < 260, "{message:?}");
        }
    }

    /// Realistic patterns, with characters that distinguish similar texts.
    const PATTERNS: &[(&str, &str)] = &[
        ("", "ab"),
        ("a|b", "abx"),
        ("a|ab|abc", "abc"),
        ("(a|b)*abb", "ab"),
        ("(a|b)*a(a|b){5}", "ab"),
        ("(?:ab?c)*?", "abc"),
        ("a{2,4}b{0,3}c{3}", "abc"),
        (".*", "aé\n\u{10ffff}"),
        ("(?s).*", "aé\n"),
        (".{1,3}", "aß字\u{1F600}\n"),
        ("[^a]{2,}", "aéb\n"),
        ("[0-9]{5}(-[0-9]{4})?", "09-"),
        (r"\d{3}", "0٣9x"),
        (r"(?u)\d{3}", "0٣9x"),
        (r"\w+", "aé_٣ -字"),
        (r"(?u)\w+", "aé_٣ -字"),
        (r"[^\w-]*", "aé_٣ -字"),
        (r"\b[ab-]*\b", "ab-"),
        (r"\W*", "aé_٣ -\u{a0}"),
        (r"\s+", " \t\u{a0}\u{2003}x"),
        (r"\S+ \S+", "aé \u{a0}"),
        (r"\p{Lu}\p{Ll}*", "AaÉé1"),
        (r"[\p{L} .'-]+", "aÉ字 .'-1"),
        ("(?i)aß?s", "aAßẞsSſ"),
        ("(?i)k[ks]?", "kKsSſ\u{212a}"),
        (r"(?i-u)k+", "kK\u{212a}"),
        (r"[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){1,3}", "AZ09 "),
        (r"[a-z0-9]+(?:-[a-z0-9]+)*", "a0-"),
        (r"\+?[1-9][0-9]{2,5}", "+019"),
        (r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", "012359:"),
        ("^a+$", "ab\n"),
        ("(?m)^a$|^b\n$", "ab\n"),
        ("(?m)^a*$\n?^b*$", "ab\n"),
        (r"(?-u:\b)[ab-]*(?-u:\b)", "ab-"),
        (r"(?-u:\B)-[ab]+(?-u:\b)-*", "ab-"),
        (r"[\x00-\x7F]*", "a\0\u{7f}\u{80}"),
        (r"[\u{80}-\u{10ffff}]+", "a\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}"),
        (r"[\u{0}-\u{d7ff}\u{e000}-\u{ffff}]", "\0\u{d7ff}\u{e000}\u{ffff}\u{10000}"),
        (r"[a-z&&[^aeiou]]+", "abei1"),
        ("(a*)*(b|(c?)*)+", "abcd"),
        ("0|[1-9][0-9]{0,2}(,[0-9]{3})*", "0159,"),
    ];

    #[test]
    fn tables_agree_with_a_regex_engine() {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for (pattern, alphabet) in PATTERNS {
            let table = table(pattern);
            let oracle = meta::Regex::new(&format!(r"\A(?:{})\z", table.source()))
                .expect("the pattern was compiled above");
            let alphabet: Vec<char> = alphabet.chars().collect();
            let (mut accepted, mut refused) = (0, 0);
            for round in 0..3000 {
                let length = random.below(1 + round / 200);
                let text: String =
                    (0..length).map(|_| alphabet[random.below(alphabet.len())]).collect();
                let expected = oracle.is_match(&text);
                assert_eq!(table.is_match(&text), expected, "{pattern} on {text:?}");
                *(if expected { &mut accepted } else { &mut refused }) += 1;
            }
            assert!(
                accepted > 0 && (refused > 0 || *pattern == "(?s).*"),
                "{pattern}: {accepted} and {refused}"
            );
        }
    }

    /// Tests every short text over a few letters, so that small patterns are covered completely.
    #[test]
    fn tables_agree_with_a_regex_engine_on_all_short_texts() {
        let mut texts = vec![String::new()];
        for i in 0.. {
            if texts[i].len() == 6 {
                break;
            }
            for letter in ["a", "b", "\n", "-"] {
                texts.push(format!("{}{letter}", texts[i]));
            }
        }
        for (pattern, _) in PATTERNS {
            let table = table(pattern);
            let oracle = meta::Regex::new(&format!(r"\A(?:{})\z", table.source()))
                .expect("the pattern was compiled above");
            for text in &texts {
                assert_eq!(table.is_match(text), oracle.is_match(text), "{pattern} on {text:?}");
            }
        }
    }

    /// SplitMix64, which gives the same texts on every run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0) % bound.max(1)
        }
    }
}
