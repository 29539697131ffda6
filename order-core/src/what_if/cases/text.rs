//! Texts that match a pattern, a format or a length, and texts that just miss one.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use crate::{rules::Pattern, schema::Format, what_if::random::Random};

/// Plausible texts for fields whose names contain one of the words.
const BY_NAME: &[(&[&str], &[&str])] = &[
    (&["mail"], &["joe@example.com", "ann.lee@example.org"]),
    (&["phone", "tel", "fax", "sms"], &["555-123-1234", "+49 30 1234567"]),
    (&["zip", "post"], &["33615", "10115"]),
    (&["country"], &["us", "de"]),
    (&["city", "town"], &["Tampa", "Berlin"]),
    (&["state", "region"], &["FL", "Saxony"]),
    (&["addr", "street"], &["1234 Sesame Street", "19 Windsor Court"]),
    (&["first"], &["Joe", "Ann"]),
    (&["last"], &["Bloggs", "O'Brien"]),
    (&["url", "link", "hook"], &["https://www.example.com/", "http://a.example/b?c=d&e"]),
    (&["host", "domain", "common_name", "san"], &["www.example.com", "a.example"]),
    (&["title"], &["CTO", "Head of \"IT\""]),
    (&["name", "company", "org"], &["My Company", "Tampa Bay Cray LLC", "Bloggs & Söhne"]),
    (&["number", "id", "code", "key"], &["00222307", "A-17"]),
];

/// Plausible texts for other fields.
const WORDS: &[&str] = &["a", "b", "blue", "plain text", "42", "Ü & <b>", "say \"yes\"", "공공"];

/// The maximum length of a generated text.
pub(super) const LONGEST: usize = 1 << 14;

/// A text that a person might enter in the field with this name.
pub(super) fn plausible(name: &str, random: &mut Random) -> String {
    let name = name.to_ascii_lowercase();
    let known = BY_NAME.iter().find(|(words, _)| words.iter().any(|word| name.contains(word)));
    let texts = known.map_or(WORDS, |(_, texts)| texts);
    random.one_of(texts).map(|text| (*text).to_owned()).unwrap_or_default()
}

/// The text with exactly `length` characters, cut or padded at its end.
pub(super) fn with_length(text: &str, length: usize) -> String {
    let count = text.chars().count();
    let mut fitted: String = text.chars().take(length).collect();
    if let Some(missing) = length.checked_sub(count) {
        fitted.extend(std::iter::repeat_n('a', missing));
    }
    // A cut could leave only white space, which is blank.
    if fitted.trim().is_empty() { "a".repeat(length) } else { fitted }
}

/// Texts of a format, if possible with one of these lengths; empty if no text of the format is known.
pub(super) fn of_format(
    format: &Format,
    lengths: &RangeInclusive<usize>,
    random: &mut Random,
) -> Vec<String> {
    let length = random.between(*lengths.start(), (*lengths.end()).min(lengths.start() + 40));
    let letter = |random: &mut Random| *random.one_of(b"abcdefghkmnz").unwrap_or(&b'a') as char;
    let start = letter(random);
    let digits = |length: usize, random: &mut Random| -> String {
        (0..length.max(1)).map(|_| char::from(b'0' + random.below(10) as u8)).collect()
    };
    let sample = |random: &mut Random| match format.samples {
        [] => Vec::new(),
        samples => random.one_of(samples).into_iter().map(|text| (*text).to_owned()).collect(),
    };
    let name = format.name;
    // If every length is allowed, the texts have a usual one.
    if *lengths.start() == 0 && *lengths.end() == usize::MAX {
        return match name {
            "digits" => vec![digits(random.between(1, 6), random)],
            "telephone" => vec![
                format!("555-{}-{}", digits(3, random), digits(4, random)),
                format!("+49 30 {}", digits(7, random)),
            ],
            "email" => vec![
                format!("joe{}@example.com", digits(2, random)),
                format!("{start}.lee@mail.example.org"),
            ],
            "hostname" => vec![format!("{start}.example.com"), "localhost".to_owned()],
            "url" => vec![
                format!("https://www.example.com/{start}"),
                format!("http://{start}.example/b?c={}&d=%20", digits(2, random)),
            ],
            _ => sample(random),
        };
    }
    match name {
        "digits" => vec![digits(length, random), digits(random.between(1, 6), random)],
        "telephone" => {
            vec![format!("555-{}-{}", digits(3, random), digits(4, random)), digits(length, random)]
        }
        "email" => {
            let local = length.saturating_sub(5).clamp(1, 64);
            let filled = format!("{}@b.cd", with_length(&start.to_string(), local));
            let domain = labels(length.saturating_sub(68));
            let long = format!("{}@{domain}.cd", "a".repeat(64));
            vec![format!("{start}{}@example.com", digits(2, random)), filled, long]
        }
        "hostname" => vec![format!("{start}.example.com"), labels(length)],
        "url" => {
            let short = length.saturating_sub("http://".len()).max(1);
            let long = length.saturating_sub("https://www.example.com/".len());
            vec![
                format!("https://www.example.com/{start}"),
                format!("http://{}", labels(short)),
                format!("https://www.example.com/{}", "a".repeat(long)),
            ]
        }
        _ => sample(random),
    }
}

/// A host name with `length` characters.
fn labels(length: usize) -> String {
    let mut name = String::new();
    while name.len() < length {
        let rest = length - name.len();
        // A host name must not end with a dot.
        let label = if rest == 64 { 62 } else { rest.min(63) };
        name.extend(std::iter::repeat_n('a', label));
        if name.len() < length {
            name.push('.');
        }
    }
    name
}

/// Texts with small differences from `text`, some of which a rule about its shape rejects.
pub(super) fn near(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let collect = |part: &[char]| part.iter().collect::<String>();
    let mut found = Vec::new();
    if let Some((last, start)) = characters.split_last() {
        for other in ['!', ' ', 'x', '0', 'A', '-'] {
            if other != *last {
                found.push(collect(start) + &other.to_string());
            }
        }
        found.push(collect(start));
        found.push(collect(&characters[1..]));
        found.push(text.to_uppercase());
        found.push(text.replace('@', "_at_"));
        found.push(text.replace("://", ":"));
    }
    for end in ["a", "0", "!", "\u{e9}"] {
        found.push(format!("{text}{end}"));
    }
    found
}

/// Guessed texts for a format that only a function knows.
pub(super) fn guesses(name: &str, random: &mut Random) -> Vec<String> {
    let mut found: Vec<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    for (_, texts) in BY_NAME {
        found.extend(texts.iter().map(|text| (*text).to_owned()));
    }
    for part in name.split(|character: char| !character.is_alphanumeric()) {
        for part in [part.to_owned(), part.to_lowercase(), part.to_uppercase()] {
            found.extend((0..5).map(|digits| format!("{part}{}", &"1234"[..digits])));
        }
    }
    for alphabet in ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"] {
        let alphabet: Vec<char> = alphabet.chars().collect();
        for length in 1..=8 {
            for _ in 0..8 {
                let text = (0..length).filter_map(|_| random.one_of(&alphabet)).collect();
                found.push(text);
            }
        }
    }
    found
}

/// A generator of texts that match a pattern, based on the state table of the pattern.
#[derive(Debug)]
pub(super) struct Sampler {
    pattern: &'static Pattern,
    /// The bytes of each class that texts may contain.
    classes: Vec<Vec<u8>>,
    /// For each number of bytes, the states from which that many bytes lead to a match.
    back: Vec<BTreeSet<usize>>,
}

impl Sampler {
    /// The maximum length of texts, in bytes.
    const SHORT: usize = 48;
    /// The maximum length if no text within the usual one matches, in bytes.
    const LONG: usize = 1024;

    /// A sampler of printable ASCII texts; if none match, of texts with other bytes too.
    pub(super) fn new(pattern: &'static Pattern) -> Self {
        let printable = b' '..=b'~';
        let tries =
            [(Self::SHORT, printable.clone()), (Self::LONG, printable), (Self::SHORT, 1..=u8::MAX)];
        tries
            .into_iter()
            .map(|(longest, bytes)| Self::over(pattern, bytes, longest))
            .find(|sampler| sampler.lengths().next().is_some())
            .unwrap_or(Self { pattern, classes: Vec::new(), back: Vec::new() })
    }

    /// A sampler of texts of these bytes with up to `longest` bytes.
    fn over(pattern: &'static Pattern, bytes: RangeInclusive<u8>, longest: usize) -> Self {
        let mut by_class: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
        for byte in bytes {
            by_class.entry(pattern.class(byte)).or_default().push(byte);
        }
        let classes: Vec<Vec<u8>> = by_class.into_values().collect();
        // All states that up to `longest` bytes lead to.
        let mut states = BTreeSet::from([pattern.step(None, 0)]);
        let mut latest: Vec<usize> = states.iter().copied().collect();
        for _ in 0..longest {
            let next = latest
                .iter()
                .flat_map(|state| classes.iter().map(|class| pattern.step(Some(*state), class[0])));
            let next: BTreeSet<usize> = next.filter(|next| *next != 0).collect();
            latest = next.into_iter().filter(|state| states.insert(*state)).collect();
        }
        let accepting = states.iter().copied().filter(|state| pattern.accepts_at(*state));
        let mut back: Vec<BTreeSet<usize>> = vec![accepting.collect()];
        for _ in 0..longest {
            let Some(before) = back.last() else { break };
            let leads = |state: &usize| {
                classes.iter().any(|class| before.contains(&pattern.step(Some(*state), class[0])))
            };
            let next = states.iter().copied().filter(leads).collect();
            back.push(next);
        }
        Self { pattern, classes, back }
    }

    /// The lengths of matching texts, in bytes.
    fn lengths(&self) -> impl Iterator<Item = usize> {
        let start = self.pattern.step(None, 0);
        let lengths = 0..self.back.len();
        lengths.filter(move |length| self.back[*length].contains(&start))
    }

    /// A matching text, if possible with one of these lengths.
    pub(super) fn sample(
        &self,
        lengths: &RangeInclusive<usize>,
        random: &mut Random,
    ) -> Option<String> {
        /// The number of lengths to choose from. The shortest are the most likely to be meant.
        const FEW: usize = 12;
        let all: Vec<usize> = self.lengths().collect();
        let wanted: Vec<usize> = all.iter().copied().filter(|it| lengths.contains(it)).collect();
        let choice = if wanted.is_empty() { &all } else { &wanted };
        let length = *random.one_of(&choice[..choice.len().min(FEW)])?;
        let mut state = self.pattern.step(None, 0);
        let mut bytes = Vec::with_capacity(length);
        for rest in (0..length).rev() {
            let leads = |class: &&Vec<u8>| {
                self.back[rest].contains(&self.pattern.step(Some(state), class[0]))
            };
            let open: Vec<&Vec<u8>> = self.classes.iter().filter(leads).collect();
            let class: &Vec<u8> = random.one_of(&open).copied()?;
            let byte = *random.one_of(class)?;
            state = self.pattern.step(Some(state), byte);
            bytes.push(byte);
        }
        String::from_utf8(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{formats, is_email, is_telephone};

    #[test]
    fn a_text_of_a_format_has_the_wanted_length_if_there_is_one() {
        let random = &mut Random::new(1);
        let formats: [(&Format, usize, usize); 4] = [
            (formats::EMAIL, 6, 254),
            (formats::HOSTNAME, 1, 253),
            (formats::TELEPHONE, 1, 300),
            (formats::URL, 8, 300),
        ];
        for (format, least, most) in formats {
            let (name, accepts) = (format.name, format.accepts);
            let lengths = least..=most;
            for length in lengths {
                let texts = of_format(format, &(length..=length), random);
                let is_found = texts.iter().any(|text| text.len() == length && accepts(text));
                assert!(is_found, "{name} {length}: {texts:?}");
            }
            for text in of_format(format, &(0..=usize::MAX), random) {
                assert!(accepts(&text), "{name}: {text}");
            }
        }
        assert_eq!(of_format(&Format::FUNCTION, &(0..=9), random), [""; 0]);
    }

    #[test]
    fn a_text_of_a_format_has_at_least_the_least_length() {
        for seed in 0..50 {
            let random = &mut Random::new(seed);
            let texts = of_format(formats::DIGITS, &(7..=usize::MAX), random);
            assert!(texts.iter().any(|text| text.len() >= 7), "{texts:?}");
        }
        // What stands before the at sign has at most 64 characters.
        for length in 6..=254 {
            let texts = of_format(formats::EMAIL, &(length..=length), &mut Random::new(1));
            assert!(is_email(&texts[1]), "{length}: {texts:?}");
        }
    }

    #[test]
    fn a_text_of_a_pattern_has_another_length_if_none_is_wanted() {
        #[derive(crate::OrderRequest)]
        struct Patterned {
            #[pattern("[a-z]{3}")]
            #[allow(dead_code, reason = "only its schema is read")]
            code: String,
        }
        use crate::OrderRequest;
        let pattern = Patterned::SCHEMA.rules.iter().find_map(|rule| rule.demand.test()?.pattern());
        let sampler = Sampler::new(pattern.unwrap());
        for wanted in [0..=9, 3..=3, 10..=12] {
            let text = sampler.sample(&wanted, &mut Random::new(1)).unwrap();
            assert_eq!(text.len(), 3, "{wanted:?}: {text}");
        }
    }

    #[test]
    fn a_text_is_cut_or_filled_up_and_not_blank() {
        assert_eq!(with_length("Söhne", 2), "Sö");
        assert_eq!(with_length("Söhne", 7), "Söhneaa");
        assert_eq!(with_length("Söhne", 0), "");
        assert_eq!(with_length(" x", 1), "a");
    }

    #[test]
    fn a_name_tells_what_is_plausible() {
        let random = &mut Random::new(1);
        assert!(is_email(&plausible("org_contact_email", random)));
        assert!(is_telephone(&plausible("ship_phone", random)));
        assert!(!plausible("anything", random).is_empty());
    }
}
