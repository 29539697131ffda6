//! Dates and times in rules that stand in the notation of their field. They mean the same as in the notation of their type.

use syn::{GenericArgument, Ident, LitStr, PathArguments, Type, ext::IdentExt};

use crate::{
    model::{Demand, Field, How, Request, Rule, StructRuleKind, When},
    parse::{Cond, Quantified, Term, Test, Value},
    proof::shape,
};

/// A field with a pattern, in which rules may name its values.
struct Notation {
    field: Ident,
    pattern: String,
    /// The text behind that of the type, such as `Z`; `None` if that is not known.
    end: Option<&'static str>,
}

impl Request<'_> {
    /// Gives each text that stands in the notation of its field as one of the type.
    pub(crate) fn read_notations(&mut self) {
        let notations: Vec<Notation> = self.fields.iter().filter_map(Notation::of).collect();
        if notations.is_empty() {
            return;
        }
        for field in &mut self.fields {
            let own = notations.iter().find(|notation| notation.field == *field.ident);
            let defaults = field.default_ifs.iter_mut().map(|(_, value)| value);
            for value in defaults.chain(&mut field.default) {
                own.into_iter().for_each(|own| own.read(value));
            }
            for (cond, _) in &mut field.default_ifs {
                cond_in(cond, &notations, &mut Vec::new());
            }
            for rule in &mut field.rules {
                if let (Demand::Passes(test), Some(own)) = (&mut rule.demand, own) {
                    own.read_test(test);
                }
            }
            let rules = field.rules.iter_mut().chain(&mut field.item_rules);
            for Rule { when, demand, .. } in rules.chain(&mut field.key_rules) {
                if let Demand::Stays(cond, _) = demand {
                    cond_in(cond, &notations, &mut Vec::new());
                }
                when_in(when, &notations);
            }
        }
        for condition in &mut self.conditions {
            cond_in(&mut condition.cond, &notations, &mut Vec::new());
        }
        for rule in &mut self.rules {
            if let StructRuleKind::Rule { cond, .. } = &mut rule.kind {
                cond_in(cond, &notations, &mut Vec::new());
            }
            when_in(&mut rule.when, &notations);
        }
    }
}

fn when_in(when: &mut When, notations: &[Notation]) {
    match when {
        When::Always => {}
        When::If(cond) | When::Unless(cond) => cond_in(cond, notations, &mut Vec::new()),
    }
}

fn cond_in(cond: &mut Cond, notations: &[Notation], bound: &mut Vec<Ident>) {
    match cond {
        Cond::Passes(reference, test) => {
            let name = match &reference.members[..] {
                [] => &reference.root,
                [member] if reference.is_old() => member,
                _ => return,
            };
            let is_bound = reference.is_bound(bound.iter());
            let mut notations = notations.iter().filter(|_| !is_bound);
            if let Some(own) = notations.find(|own| own.field.unraw() == name.unraw()) {
                own.read_test(test);
            }
        }
        Cond::Compare(left, _, right) => {
            for term in [left, right] {
                match term {
                    Term::CountItems(items) => items_in(items, notations, bound),
                    Term::Reference(_)
                    | Term::Value(_)
                    | Term::Length(_)
                    | Term::Size(..)
                    | Term::CountPresent(_) => {}
                }
            }
        }
        Cond::AnyItem(items) | Cond::AllItems(items) => items_in(items, notations, bound),
        Cond::Not(cond) => cond_in(cond, notations, bound),
        Cond::All(conds) | Cond::Any(conds) => {
            conds.iter_mut().for_each(|cond| cond_in(cond, notations, bound));
        }
        Cond::Implies(left, right) => {
            cond_in(left, notations, bound);
            cond_in(right, notations, bound);
        }
        Cond::Named(_) | Cond::Given(_) | Cond::Present(_) | Cond::Unique(..) => {}
    }
}

fn items_in(items: &mut Quantified, notations: &[Notation], bound: &mut Vec<Ident>) {
    bound.push(items.item.clone());
    cond_in(&mut items.cond, notations, bound);
    bound.pop();
}

impl Notation {
    /// Returns the pattern of a field, unless a text of the type could be another value in it.
    fn of(field: &Field<'_>) -> Option<Self> {
        let How::Pattern(pattern) = &field.written.as_ref()?.how else { return None };
        let own =
            Self { field: field.ident.clone(), pattern: pattern.value(), end: end_of(field.ty) };
        let fractions = ["", ".007", ".007008", ".007008009"];
        let is_same = fractions.iter().all(|fraction| {
            let texts = ["2001-02-03", "04:05:06", "2001-02-03T04:05:06"];
            texts
                .iter()
                .flat_map(|text| [format!("{text}{fraction}"), format!("{text}{fraction}Z")])
                .all(|text| own.parts(&text).is_none_or(|parts| text.contains(&parts.text(""))))
        });
        is_same.then_some(own)
    }

    fn read_test(&self, test: &mut Test) {
        test.values_mut().into_iter().for_each(|value| self.read(value));
    }

    fn read(&self, value: &mut Value) {
        if let Value::Text(text) = value
            && let Some(read) = self.text(&text.value())
        {
            *text = LitStr::new(&read, text.span());
        }
    }

    /// Returns the text of the type for one in the notation.
    fn text(&self, text: &str) -> Option<String> {
        let parts = self.parts(text)?;
        let is_both = parts.date.is_some() && parts.time.is_some();
        let end = if is_both { self.end? } else { "" };
        Some(parts.text(end))
    }

    /// Returns the parts of a text in the notation; `None` if it is none, or no date or time.
    fn parts(&self, text: &str) -> Option<Parts> {
        let [mut year, mut month, mut day, mut hour, mut minute, mut second] = [None; 6];
        let mut fraction = String::new();
        let mut rest = text;
        let mut pattern = self.pattern.chars();
        while let Some(character) = pattern.next() {
            let directive = if character == '%' { pattern.next() } else { None };
            let (digits, place) = match directive {
                None => {
                    rest = rest.strip_prefix(character)?;
                    continue;
                }
                Some('%') => {
                    rest = rest.strip_prefix('%')?;
                    continue;
                }
                Some('Y') => (4, Some(&mut year)),
                Some('m') => (2, Some(&mut month)),
                Some('d') => (2, Some(&mut day)),
                Some('H') => (2, Some(&mut hour)),
                Some('M') => (2, Some(&mut minute)),
                Some('S') => (2, Some(&mut second)),
                Some(digits) => {
                    pattern.next();
                    (usize::try_from(digits.to_digit(10)?).ok()?, None)
                }
            };
            let (found, after) = rest.split_at_checked(digits)?;
            if !found.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            rest = after;
            match place {
                Some(place) => *place = Some(found.parse::<u16>().ok()?),
                None => found.clone_into(&mut fraction),
            }
        }
        let date = match (year, month, day) {
            (None, None, None) => None,
            (Some(year), Some(month), Some(day)) => Some((year, month, day)),
            _ => return None,
        };
        let time = match (hour, minute) {
            (None, None) => None,
            (Some(hour), Some(minute)) => Some((hour, minute, second.unwrap_or(0))),
            _ => return None,
        };
        let is_date = date.is_none_or(|(year, month, day)| {
            (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
        });
        let is_time =
            time.is_none_or(|(hour, minute, second)| hour < 24 && minute < 60 && second < 60);
        (rest.is_empty() && is_date && is_time).then_some(Parts { date, time, fraction })
    }
}

/// The parts of a date or time, and the digits of a fraction of a second.
struct Parts {
    date: Option<(u16, u16, u16)>,
    time: Option<(u16, u16, u16)>,
    fraction: String,
}

impl Parts {
    /// Returns the text of the type.
    fn text(&self, end: &str) -> String {
        let date = self.date.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
        let point = if self.fraction.is_empty() { "" } else { "." };
        let time = self.time.map(|(hour, minute, second)| {
            format!("{hour:02}:{minute:02}:{second:02}{point}{}{end}", self.fraction)
        });
        [date, time].into_iter().flatten().collect::<Vec<_>>().join("T")
    }
}

fn days_in(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns what stands behind a date with a time of this type: `Z` if it is a point in time.
fn end_of(ty: &Type) -> Option<&'static str> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match last.ident.to_string().as_str() {
        "Option" | "Box" => end_of(shape::argument(&last.arguments)?),
        "Timestamp" | "OffsetDateTime" => Some("Z"),
        "NaiveDateTime" | "PrimitiveDateTime" => Some(""),
        "DateTime" => match &last.arguments {
            PathArguments::None => Some(""),
            PathArguments::AngleBracketed(arguments) => {
                let is_type =
                    |argument: &GenericArgument| matches!(argument, GenericArgument::Type(_));
                arguments.args.iter().any(is_type).then_some("Z")
            }
            PathArguments::Parenthesized(_) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn read(pattern: &str, text: &str) -> Option<String> {
        let field = Ident::new("day", Span::call_site());
        Notation { field, pattern: pattern.to_owned(), end: Some("Z") }.text(text)
    }

    #[test]
    fn text_is_read_if_it_is_a_date_of_the_calendar() {
        for (text, expected) in [
            ("31.01.2031", Some("2031-01-31")),
            ("30.04.2031", Some("2031-04-30")),
            ("31.04.2031", None),
            ("28.02.2031", Some("2031-02-28")),
            ("29.02.2031", None),
            ("29.02.2028", Some("2028-02-29")),
            ("29.02.2100", None),
            ("29.02.2000", Some("2000-02-29")),
            ("00.01.2031", None),
            ("01.13.2031", None),
            ("1.1.2031", None),
            ("01.01.2031 ", None),
            ("01/01/2031", None),
            ("ab.01.2031", None),
        ] {
            assert_eq!(read("%d.%m.%Y", text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn text_is_read_if_it_is_a_time_of_a_day() {
        for (text, expected) in [
            ("20310508 23:59:58.007", Some("2031-05-08T23:59:58.007Z")),
            ("20310508 24:00:00.000", None),
            ("20310508 23:60:00.000", None),
            ("20310508 23:59:60.000", None),
            ("20310508 23:59:58.07", None),
        ] {
            assert_eq!(read("%Y%m%d %H:%M:%S.%3f", text).as_deref(), expected, "{text}");
        }
        assert_eq!(read("%H:%M", "08:05").as_deref(), Some("08:05:00"));
        assert_eq!(read("%H%% %M", "08% 05").as_deref(), Some("08:05:00"));
        // Not a whole date, nor a whole time.
        assert_eq!(read("%m.%Y", "05.2031"), None);
        assert_eq!(read("%H", "08"), None);
    }
}
