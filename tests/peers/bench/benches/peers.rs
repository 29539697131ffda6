//! Time, by divan.

use bench::*;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

macro_rules! peer {
    ($name:ident, $($path:tt)*) => {
        mod $name {
            use super::*;
            use $($path)* as peer;

            fn check(bencher: Bencher, document: &str) {
                let order: peer::Order = peer::json::read(document);
                bencher.bench(|| peer::check(black_box(&order)));
            }

            #[divan::bench]
            fn valid(bencher: Bencher) {
                check(bencher, VALID);
            }

            #[divan::bench]
            fn one(bencher: Bencher) {
                check(bencher, ONE);
            }

            #[divan::bench]
            fn ten(bencher: Bencher) {
                check(bencher, TEN);
            }

            #[divan::bench]
            fn ship(bencher: Bencher) {
                check(bencher, SHIP);
            }

            #[divan::bench]
            fn write(bencher: Bencher) {
                let order: peer::Order = peer::json::read(VALID);
                bencher.bench(|| peer::json::write(black_box(&order)));
            }

            #[divan::bench]
            fn read_and_check(bencher: Bencher) {
                bencher.bench(|| {
                    let order: peer::Order = peer::json::read(black_box(VALID));
                    peer::check(&order)
                });
            }
        }
    };
}
peers!(peer);
