use std::{collections::BTreeMap, ops::Not};

/// The number of a proposition about a request.
pub(crate) type Var = usize;

/// A formula over propositions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Formula {
    Const(bool),
    Var(Var),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// At least `min` and at most `max` of the formulas hold.
    Count {
        of: Vec<Formula>,
        min: usize,
        max: usize,
    },
}

/// The propositions whose values depend on something that is not known.
#[derive(Debug, Default)]
pub(crate) struct Unknown {
    /// Propositions beyond the end are known.
    vars: Vec<bool>,
    /// Of propositions that stand for a formula: what makes the formula surely false, and what surely true.
    sides: BTreeMap<Var, [Formula; 2]>,
}

impl Unknown {
    pub(crate) fn insert(&mut self, var: Var) {
        self.vars.resize(self.vars.len().max(var + 1), false);
        self.vars[var] = true;
    }

    /// Inserts a proposition with what makes it surely false, and what surely true.
    pub(crate) fn insert_sides(&mut self, var: Var, sides: [Formula; 2]) {
        self.insert(var);
        self.sides.insert(var, sides);
    }

    pub(crate) fn contains(&self, var: Var) -> bool {
        self.vars.get(var) == Some(&true)
    }

    /// Returns what makes a proposition surely have `value`.
    fn side(&self, var: Var, value: bool) -> Formula {
        self.sides.get(&var).map_or(Formula::FALSE, |sides| sides[usize::from(value)].clone())
    }
}

impl Formula {
    pub(crate) const TRUE: Self = Self::Const(true);
    pub(crate) const FALSE: Self = Self::Const(false);

    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, true)
    }

    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, false)
    }

    fn joined(parts: impl IntoIterator<Item = Self>, is_all: bool) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Const(value) if value == is_all => {}
                Self::Const(value) => return Self::Const(value),
                Self::All(inner) if is_all => kept.extend(inner),
                Self::Any(inner) if !is_all => kept.extend(inner),
                part => kept.push(part),
            }
        }
        match kept.len() {
            0 => Self::Const(is_all),
            1 => kept.swap_remove(0),
            _ if is_all => Self::All(kept),
            _ => Self::Any(kept),
        }
    }

    pub(crate) fn count(of: Vec<Self>, min: usize, max: usize) -> Self {
        let all = of.len();
        match (min, max) {
            _ if min > max || min > all => Self::FALSE,
            (0, max) if max >= all => Self::TRUE,
            (min, _) if min == all => Self::all(of),
            (_, 0) => Self::all(of.into_iter().map(|part| !part)),
            (1, max) if max >= all => Self::any(of),
            _ => Self::Count { of, min, max },
        }
    }

    pub(crate) fn implies(self, other: Self) -> Self {
        Self::any([!self, other])
    }

    pub(crate) fn iff(self, other: Self) -> Self {
        Self::all([self.clone().implies(other.clone()), other.implies(self)])
    }

    /// Returns the condition under which the formula holds for all values of the `opaque` propositions.
    pub(crate) fn surely(&self, opaque: &Unknown) -> Self {
        self.surely_being(true, opaque)
    }

    /// Returns the condition under which the formula has `value` for all values of the `opaque` propositions.
    pub(crate) fn surely_being(&self, value: bool, opaque: &Unknown) -> Self {
        let parts = |parts: &[Self]| -> Vec<Self> {
            parts.iter().map(|part| part.surely_being(value, opaque)).collect()
        };
        match self {
            Self::Const(own) => Self::Const(*own == value),
            Self::Var(var) if opaque.contains(*var) => opaque.side(*var, value),
            Self::Var(_) if value => self.clone(),
            Self::Var(_) => !self.clone(),
            Self::Not(part) => part.surely_being(!value, opaque),
            Self::All(all) if value => Self::all(parts(all)),
            Self::All(all) => Self::any(parts(all)),
            Self::Any(any) if value => Self::any(parts(any)),
            Self::Any(any) => Self::all(parts(any)),
            Self::Count { of, .. } if of.iter().any(|part| part.speaks_of(opaque)) => Self::FALSE,
            Self::Count { .. } if value => self.clone(),
            Self::Count { .. } => !self.clone(),
        }
    }

    /// Returns `true` if one of the propositions occurs in the formula.
    pub(crate) fn speaks_of(&self, vars: &Unknown) -> bool {
        match self {
            Self::Const(_) => false,
            Self::Var(var) => vars.contains(*var),
            Self::Not(part) => part.speaks_of(vars),
            Self::All(parts) | Self::Any(parts) | Self::Count { of: parts, .. } => {
                parts.iter().any(|part| part.speaks_of(vars))
            }
        }
    }

    /// Returns the number of constants and propositions in the formula.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Const(_) | Self::Var(_) => 1,
            Self::Not(part) => part.size(),
            Self::All(parts) | Self::Any(parts) | Self::Count { of: parts, .. } => {
                parts.iter().map(Self::size).sum()
            }
        }
    }

    /// Visits every proposition of the formula.
    pub(crate) fn each_var(&self, visit: &mut impl FnMut(Var)) {
        match self {
            Self::Const(_) => {}
            Self::Var(var) => visit(*var),
            Self::Not(part) => part.each_var(visit),
            Self::All(parts) | Self::Any(parts) | Self::Count { of: parts, .. } => {
                parts.iter().for_each(|part| part.each_var(visit));
            }
        }
    }

    /// Returns `true` if the formula demands something and its opposite. Not all contradictions are found.
    pub(crate) fn is_contradiction(&self) -> bool {
        /// Greatest number of parts that are compared with each other.
        const MOST: usize = 64;
        match self {
            Self::Const(value) => !value,
            Self::All(parts) if parts.len() > MOST => false,
            Self::All(parts) => parts.iter().any(|part| match part {
                Self::Not(negated) => match &**negated {
                    Self::All(inner) => inner.iter().all(|one| parts.contains(one)),
                    one => parts.contains(one),
                },
                Self::Any(inner) if inner.len() <= MOST => {
                    inner.iter().all(|one| parts.contains(&!one.clone()))
                }
                _ => false,
            }),
            _ => false,
        }
    }

    /// Returns the truth in 64 models at once: bit `i` of `models[v]` is the truth of `v` in model `i`.
    ///
    /// The analysis spends most of its time here, and derives are not optimized in dev builds. So the loops are as
    /// simple as possible.
    pub(crate) fn truth(&self, models: &[u64]) -> u64 {
        match self {
            Self::Const(value) => {
                if *value {
                    u64::MAX
                } else {
                    0
                }
            }
            Self::Var(var) => models[*var],
            Self::Not(part) => !part.truth(models),
            Self::All(parts) => {
                let parts = parts.as_slice();
                let (mut all, mut index) = (u64::MAX, 0);
                while all != 0 && index < parts.len() {
                    all &= parts[index].truth(models);
                    index += 1;
                }
                all
            }
            Self::Any(parts) => {
                let parts = parts.as_slice();
                let (mut any, mut index) = (0, 0);
                while any != u64::MAX && index < parts.len() {
                    any |= parts[index].truth(models);
                    index += 1;
                }
                any
            }
            Self::Count { of, min: 0, max: 1 } => {
                let (of, mut one, mut two, mut index) = (of.as_slice(), 0, 0, 0);
                while index < of.len() {
                    let part = of[index].truth(models);
                    two |= one & part;
                    one |= part;
                    index += 1;
                }
                !two
            }
            Self::Count { of, min, max } => {
                // For each bit: at least this many of the formulas so far hold.
                let mut at_least = vec![0; max.saturating_add(2).min(of.len() + 1)];
                at_least[0] = u64::MAX;
                for part in of {
                    let part = part.truth(models);
                    for number in (1..at_least.len()).rev() {
                        at_least[number] |= at_least[number - 1] & part;
                    }
                }
                let more = at_least.get(max + 1).copied().unwrap_or(0);
                at_least[*min] & !more
            }
        }
    }
}

impl Not for Formula {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Const(value) => Self::Const(!value),
            Self::Not(part) => *part,
            part => Self::Not(Box::new(part)),
        }
    }
}
