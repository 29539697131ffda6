//! `formats` prints a table of the instructions that each contestant takes for each work. Needs valgrind.

use std::process::ExitCode;

use common::{VALID, counting};
use formats::{CONTESTANTS, Work};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", number, times] => {
            let contestant = &CONTESTANTS[number.parse::<usize>().expect("a number")];
            let document = contestant.work.document(VALID);
            (contestant.repeat)(&document, times.parse().expect("a number"));
            ExitCode::SUCCESS
        }
        [] if counting::is_possible() => {
            println!("| work | contestant | instructions | ratio |\n| --- | --- | --- | --- |");
            Work::ALL.into_iter().for_each(print);
            ExitCode::SUCCESS
        }
        [] => {
            eprintln!("valgrind is not installed");
            ExitCode::FAILURE
        }
        _ => {
            eprintln!("usage: formats");
            ExitCode::from(2)
        }
    }
}

/// Prints the rows of one work.
fn print(work: Work) {
    let mut first = None;
    for (number, contestant) in CONTESTANTS.iter().enumerate() {
        if contestant.work == work {
            let count = counting::once(&["run", &number.to_string()]);
            let ratio = count as f64 / *first.get_or_insert(count) as f64;
            println!("| {} | {} | {count} | {ratio:.2} |", work.name(), contestant.name);
        }
    }
}
