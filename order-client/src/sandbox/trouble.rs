use crate::sandbox::fault::Fault;

/// Faults that happen to some requests by themselves.
pub(super) struct Trouble {
    /// The number of requests that came before it.
    pub(super) since: u64,
    pub(super) which: Which,
    /// The faults of which one happens; never empty.
    pub(super) faults: Vec<Fault>,
}

/// The requests to which faults happen.
pub(super) enum Which {
    /// Every so-and-so-many-th.
    Every(u64),
    /// Each with this probability, which the seed decides.
    Random { probability: f64, seed: u64 },
}

impl Trouble {
    /// The fault of a request, which is the one of this number, from 1 on, since the sandbox was started.
    pub(super) fn fault_of(&self, request: u64) -> Option<Fault> {
        let position = request.checked_sub(self.since)?;
        match self.which {
            Which::Every(count) => {
                let round = (position / count).checked_sub(1)?;
                position.is_multiple_of(count).then(|| self.fault(round))
            }
            Which::Random { probability, seed } => {
                let draw = mixed(seed.wrapping_add(position.wrapping_mul(STEP)));
                // The 53 upper bits, which a float holds exactly.
                let chance = (draw >> 11) as f64 / (1_u64 << 53) as f64;
                (chance < probability).then(|| self.fault(mixed(draw.wrapping_add(STEP))))
            }
        }
    }

    fn fault(&self, index: u64) -> Fault {
        let count = self.faults.len() as u64;
        self.faults[(index % count) as usize].clone()
    }
}

/// The step of the generator SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The mixing function of SplitMix64, with which equal seeds give equal faults on every machine.
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn happens(which: Which, since: u64, requests: u64) -> Vec<u64> {
        let trouble = Trouble { since, which, faults: vec![Fault::Mute] };
        (1..=requests).filter(|request| trouble.fault_of(*request).is_some()).collect()
    }

    #[test]
    fn generator_is_the_published_one() {
        // The first two numbers of SplitMix64 with the seed 1234567.
        let numbers =
            [1, 2].map(|step: u64| mixed(1_234_567_u64.wrapping_add(step.wrapping_mul(STEP))));
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn every_third_request_is_every_third_from_then_on() {
        assert_eq!(happens(Which::Every(3), 0, 10), [3, 6, 9]);
        assert_eq!(happens(Which::Every(3), 2, 10), [5, 8]);
        assert_eq!(happens(Which::Every(1), 1, 3), [2, 3]);
    }

    #[test]
    fn chance_is_that_of_the_probability_and_the_same_for_a_seed() {
        let random = |probability, seed| happens(Which::Random { probability, seed }, 0, 10_000);
        assert!(random(0.0, 7).is_empty());
        assert_eq!(random(1.0, 7).len(), 10_000);
        let some = random(0.1, 7);
        assert!((900..1100).contains(&some.len()), "{}", some.len());
        assert_eq!(some, random(0.1, 7));
        assert_ne!(some, random(0.1, 8));
    }
}
