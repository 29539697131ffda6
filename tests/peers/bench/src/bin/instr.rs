//! `instr PEER CASE N` does one thing N times; `tools/instr.sh` counts the instructions.

use std::hint::black_box;

use bench::*;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (peer, case) = (arguments[1].as_str(), arguments[2].as_str());
    let times: usize = arguments[3].parse().unwrap();
    let document = match case {
        "one" => ONE,
        "ten" => TEN,
        "ship" => SHIP,
        _ => VALID,
    };
    macro_rules! run {
        ($name:ident, $($path:tt)*) => {
            if peer == stringify!($name) {
                use $($path)* as peer;
                let order: peer::Order = peer::json::read(document);
                for _ in 0..times {
                    match case {
                        "write" => drop(black_box(peer::json::write(black_box(&order)))),
                        "read" => {
                            let order: peer::Order = peer::json::read(black_box(document));
                            black_box(peer::check(&order));
                        }
                        _ => {
                            black_box(peer::check(black_box(&order)));
                        }
                    }
                }
                return;
            }
        };
    }
    peers!(run);
    match peer {
        "order_into" => {
            let order: p_order::Order = p_order::json::read(document);
            let mut out = Vec::with_capacity(1024);
            for _ in 0..times {
                out.clear();
                p_order::json::write_into(black_box(&order), &mut out);
                black_box(&out);
            }
        }
        "reader" => {
            for _ in 0..times {
                black_box(hand::json::read::<hand::Order>(black_box(document)));
            }
        }
        "order_reader" => {
            for _ in 0..times {
                black_box(p_order::json::read(black_box(document)));
            }
        }
        "nutype_native" => {
            for _ in 0..times {
                black_box(hand::json::read::<p_nutype::Checked>(black_box(document)));
            }
        }
        _ => panic!("no peer `{peer}`"),
    }
}
