use crate::proof::{smallest::hitting, solver::GaveUp};

#[test]
fn the_smallest_hitting_set_is_found() {
    assert_eq!(hitting(&[]), Ok(vec![]));
    assert_eq!(hitting(&[vec![3, 4]]), Ok(vec![3]));
    assert_eq!(hitting(&[vec![1, 2], vec![2, 3]]), Ok(vec![2]));
    assert_eq!(hitting(&[vec![1, 2], vec![3, 4], vec![2, 3]]), Ok(vec![1, 3]));
    assert_eq!(hitting(&[vec![]]), Err(GaveUp));
}
