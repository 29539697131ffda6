use crate::proof::formula::{Formula, Unknown};

#[test]
fn constants_are_simplified_away() {
    let var = || Formula::Var(0);
    assert_eq!(Formula::all([Formula::TRUE, var()]), var());
    assert_eq!(Formula::all([Formula::FALSE, var()]), Formula::FALSE);
    assert_eq!(Formula::any([Formula::FALSE, var()]), var());
    assert_eq!(Formula::any([Formula::TRUE, var()]), Formula::TRUE);
    assert_eq!(!!var(), var());
    assert_eq!(Formula::FALSE.implies(var()), Formula::TRUE);
    assert_eq!(Formula::count(vec![var()], 0, 1), Formula::TRUE);
    assert_eq!(Formula::count(vec![var()], 2, 3), Formula::FALSE);
}

#[test]
fn what_holds_surely_does_not_depend_on_what_is_opaque() {
    let [known, opaque] = [0, 1].map(Formula::Var);
    let mut unknown = Unknown::default();
    unknown.insert(1);
    let surely = |formula: Formula| formula.surely(&unknown);
    assert_eq!(surely(Formula::any([known.clone(), opaque.clone()])), known);
    assert_eq!(surely(Formula::all([known.clone(), opaque.clone()])), Formula::FALSE);
    assert_eq!(surely(!Formula::all([known.clone(), opaque.clone()])), !known.clone());
    assert_eq!(surely(opaque.clone().implies(known.clone())), known);
    assert_eq!(surely(Formula::count(vec![known, opaque], 1, 1)), Formula::FALSE);
}

#[test]
fn counts_hold_within_their_bounds() {
    let vars: Vec<Formula> = (0..4).map(Formula::Var).collect();
    // Model `i` makes those variables true whose bits are set in `i`.
    let models: Vec<u64> =
        (0..4).map(|var| (0..16).fold(0, |word, i: u64| word | (i >> var & 1) << i)).collect();
    for min in 0..=4 {
        for max in min..=5 {
            let truth = Formula::count(vars.clone(), min, max).truth(&models);
            for model in 0..16_u64 {
                let ones = model.count_ones() as usize;
                assert_eq!(truth >> model & 1 == 1, (min..=max).contains(&ones), "{min} {max}");
            }
        }
    }
}

#[test]
fn formulas_are_joined_into_short_ones() {
    let [a, b, c] = [0, 1, 2].map(Formula::Var);
    let abc = || vec![a.clone(), b.clone(), c.clone()];
    let two = |join: fn([Formula; 2]) -> Formula| join([a.clone(), b.clone()]);
    assert_eq!(Formula::all([two(Formula::all), c.clone()]), Formula::All(abc()));
    assert_eq!(Formula::any([two(Formula::any), c.clone()]), Formula::Any(abc()));
    assert_eq!(Formula::all([two(Formula::any), c.clone()]).size(), 3);
    assert_eq!(
        Formula::all([two(Formula::any), c.clone()]),
        Formula::All(vec![two(Formula::any), c.clone()]),
    );
    assert_eq!(Formula::all([]), Formula::TRUE);
    assert_eq!(Formula::any([]), Formula::FALSE);
    assert_eq!(Formula::count(abc(), 2, 1), Formula::FALSE);
    assert_eq!(Formula::count(abc(), 4, 5), Formula::FALSE);
    assert_eq!(Formula::count(abc(), 0, 3), Formula::TRUE);
    assert_eq!(Formula::count(abc(), 3, 3), Formula::All(abc()));
    assert_eq!(Formula::count(abc(), 3, 7), Formula::All(abc()));
    assert_eq!(Formula::count(abc(), 0, 0), Formula::All(vec![!a.clone(), !b.clone(), !c.clone()]),);
    assert_eq!(Formula::count(abc(), 1, 3), Formula::Any(abc()));
    assert_eq!(Formula::count(abc(), 1, 2), Formula::Count { of: abc(), min: 1, max: 2 });
    assert_eq!(Formula::count(vec![], 0, 0), Formula::TRUE);
}

#[test]
fn formula_speaks_of_the_propositions_in_it() {
    let [a, b] = [0, 1].map(Formula::Var);
    let mut unknown = Unknown::default();
    unknown.insert(1);
    for (formula, speaks_of) in [
        (Formula::TRUE, false),
        (a.clone(), false),
        (b.clone(), true),
        (!b.clone(), true),
        (Formula::all([a.clone(), b.clone()]), true),
        (Formula::any([a.clone(), !a.clone()]), false),
        (Formula::Count { of: vec![a.clone(), b.clone()], min: 1, max: 1 }, true),
    ] {
        assert_eq!(formula.speaks_of(&unknown), speaks_of, "{formula:?}");
    }
    assert!(!unknown.contains(0) && unknown.contains(1) && !unknown.contains(2));
    assert_eq!(Formula::all([a.clone(), !b.clone()]).size(), 2);
}

#[test]
fn name_of_a_formula_is_surely_true_where_its_side_holds() {
    let [a, b, name] = [0, 1, 2].map(Formula::Var);
    let mut unknown = Unknown::default();
    unknown.insert_sides(2, [a.clone(), b.clone()]);
    assert!(unknown.contains(2));
    assert_eq!(name.surely(&unknown), b);
    assert_eq!(name.surely_being(false, &unknown), a);
    assert_eq!((!name.clone()).surely(&unknown), a);
    let count = Formula::Count { of: vec![a.clone(), name], min: 1, max: 1 };
    assert_eq!(count.surely(&unknown), Formula::FALSE);
}

#[test]
fn plain_contradictions_are_seen_and_nothing_else() {
    let [a, b] = [0, 1].map(Formula::Var);
    let both = || Formula::all([a.clone(), b.clone()]);
    let either = || Formula::any([a.clone(), b.clone()]);
    let many = |last: Formula| {
        let vars = (0..80).map(Formula::Var);
        Formula::all(vars.chain([last]))
    };
    for (formula, expected) in [
        (Formula::FALSE, true),
        (Formula::TRUE, false),
        (a.clone(), false),
        (!a.clone(), false),
        (both(), false),
        (Formula::all([a.clone(), !a.clone()]), true),
        (Formula::all([a.clone(), !b.clone()]), false),
        (Formula::All(vec![a.clone(), b.clone(), !both()]), true),
        (Formula::All(vec![a.clone(), !both()]), false),
        (Formula::All(vec![either(), !a.clone(), !b.clone()]), true),
        (Formula::All(vec![either(), !a.clone()]), false),
        (Formula::All(vec![either(), !either()]), true),
        (either(), false),
        // In so many parts, it is left to the solver.
        (many(!Formula::Var(0)), false),
        (Formula::All(vec![Formula::any((0..65).map(Formula::Var)), a.clone()]), false),
    ] {
        assert_eq!(formula.is_contradiction(), expected, "{formula:?}");
    }
    let any = |count: usize| Formula::any((0..count).map(Formula::Var));
    let none = |count: usize| (0..count).map(|var| !Formula::Var(var));
    let parts =
        |inner: usize, outer: usize| Formula::all([any(inner)].into_iter().chain(none(outer)));
    assert!(parts(63, 63).is_contradiction());
    assert!(!parts(63, 62).is_contradiction());
    assert!(!parts(64, 64).is_contradiction());
}
