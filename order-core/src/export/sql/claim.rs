use std::fmt;

/// A condition in SQL that is true or false, never null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    True,
    False,
    /// The expression is null.
    Null(String),
    /// The expression, which may be null, is one of the values.
    OneOf(String, Vec<String>),
    /// An expression that is not null and binds more tightly than `NOT`.
    Is(String),
    Not(Box<Claim>),
    All(Vec<Claim>),
    Any(Vec<Claim>),
}

impl Claim {
    pub(super) fn is(sql: impl Into<String>) -> Self {
        Self::Is(sql.into())
    }

    /// A claim from an expression that may be null; null counts as false.
    pub(super) fn unless_null(sql: impl fmt::Display) -> Self {
        Self::Is(format!("COALESCE({sql}, FALSE)"))
    }

    pub(super) fn constant(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// Returns the number of characters of the expression, about.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::True | Self::False => 5,
            Self::Null(sql) | Self::Is(sql) => sql.len(),
            Self::OneOf(sql, values) => sql.len() + values.iter().map(String::len).sum::<usize>(),
            Self::Not(claim) => claim.length(),
            Self::All(claims) | Self::Any(claims) => claims.iter().map(Self::length).sum(),
        }
    }

    pub(super) fn all(claims: impl IntoIterator<Item = Claim>) -> Self {
        let mut all = Vec::new();
        for claim in claims {
            match claim {
                Self::True => {}
                Self::False => return Self::False,
                Self::All(claims) => all.extend(claims),
                claim => all.push(claim),
            }
        }
        all = without_repeats(all);
        match all.len() {
            0 => Self::True,
            1 => all.remove(0),
            _ => Self::All(all),
        }
    }

    pub(super) fn any(claims: impl IntoIterator<Item = Claim>) -> Self {
        let mut any = Vec::new();
        for claim in claims {
            match claim {
                Self::False => {}
                Self::True => return Self::True,
                Self::Any(claims) => any.extend(claims),
                claim => any.push(claim),
            }
        }
        any = one_list_each(any);
        any = without_repeats(any);
        match any.len() {
            0 => Self::False,
            1 => any.remove(0),
            _ => Self::Any(any),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self::all([self, other])
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self::any([self, other])
    }
}

/// Negates the claim.
impl std::ops::Not for Claim {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Not(claim) => *claim,
            claim => Self::Not(Box::new(claim)),
        }
    }
}

/// Merges the claims about the values of the same expression.
fn one_list_each(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let Claim::OneOf(sql, values) = claim else {
            kept.push(claim);
            continue;
        };
        let earlier = kept.iter_mut().find_map(|claim| match claim {
            Claim::OneOf(other, values) if *other == sql => Some(values),
            _ => None,
        });
        match earlier {
            Some(list) => {
                for value in values {
                    if !list.contains(&value) {
                        list.push(value);
                    }
                }
            }
            None => kept.push(Claim::OneOf(sql, values)),
        }
    }
    kept
}

fn without_repeats(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept = Vec::with_capacity(claims.len());
    for claim in claims {
        if !kept.contains(&claim) {
            kept.push(claim);
        }
    }
    kept
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::True => f.write_str("TRUE"),
            Self::False => f.write_str("FALSE"),
            Self::Null(sql) => write!(f, "{sql} IS NULL"),
            Self::OneOf(sql, values) => match values.as_slice() {
                [one] => write!(f, "COALESCE({sql} = {one}, FALSE)"),
                several => write!(f, "COALESCE({sql} IN ({}), FALSE)", several.join(", ")),
            },
            Self::Is(sql) => f.write_str(sql),
            Self::Not(claim) => match &**claim {
                Self::Null(sql) => write!(f, "{sql} IS NOT NULL"),
                claim @ Self::OneOf(..) => write!(f, "NOT {claim}"),
                Self::Is(sql) if sql.starts_with("COALESCE(") => write!(f, "NOT {sql}"),
                claim => write!(f, "NOT ({claim})"),
            },
            Self::All(claims) => write_joined(f, claims, " AND "),
            Self::Any(claims) => write_joined(f, claims, " OR "),
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, claims: &[Claim], word: &str) -> fmt::Result {
    for (index, claim) in claims.iter().enumerate() {
        if index > 0 {
            f.write_str(word)?;
        }
        match claim {
            Claim::All(_) | Claim::Any(_) => write!(f, "({claim})")?,
            claim => write!(f, "{claim}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Claim {
        Claim::is(name)
    }

    #[test]
    fn constants_are_folded() {
        assert_eq!(Claim::all([Claim::True, named("a")]), named("a"));
        assert_eq!(Claim::all([named("a"), Claim::False]), Claim::False);
        assert_eq!(Claim::any([named("a"), Claim::True]), Claim::True);
        assert_eq!(Claim::any([Claim::False, named("a"), named("a")]), named("a"));
        assert_eq!(Claim::all([]), Claim::True);
        assert_eq!(Claim::any([]), Claim::False);
        assert_eq!(!!named("a"), named("a"));
    }

    #[test]
    fn values_of_one_expression_are_one_list() {
        let one = |value: &str| Claim::OneOf("a".to_owned(), vec![value.to_owned()]);
        assert_eq!(one("1").to_string(), "COALESCE(a = 1, FALSE)");
        let list = Claim::any([one("1"), named("b"), one("2"), one("1")]);
        assert_eq!(list.to_string(), "COALESCE(a IN (1, 2), FALSE) OR b");
        assert_eq!((!one("1")).to_string(), "NOT COALESCE(a = 1, FALSE)");
    }

    #[test]
    fn words_bind_as_meant() {
        let either = named("a").or(named("b"));
        assert_eq!(either.clone().and(named("c")).to_string(), "(a OR b) AND c");
        assert_eq!((!either).to_string(), "NOT (a OR b)");
        assert_eq!((!Claim::Null("a".to_owned())).to_string(), "a IS NOT NULL");
        assert_eq!((!Claim::unless_null("a = 1")).to_string(), "NOT COALESCE(a = 1, FALSE)");
        assert_eq!((!named("a = 1")).to_string(), "NOT (a = 1)");
    }
}
