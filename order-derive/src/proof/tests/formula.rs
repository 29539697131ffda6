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
