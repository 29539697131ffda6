//! The check of files with many orders. One thread reads blocks of whole orders, and the others check them. The
//! findings are written in the order of the file. The numbers of blocks and findings in memory are bounded.

mod blocks;
mod lines;
mod rows;

use std::{
    io::{self, Read},
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
};

use order_core::ReadError;

use self::blocks::{Block, Blocks};
pub(super) use self::{lines::lines, rows::rows};
use super::{
    finding::{Finding, Totals},
    report::{Interrupted, Report},
};
use crate::{
    document::{self, Source},
    exit::Exit,
    failure::Failure,
};

/// The findings in a part of a block.
#[derive(Default)]
struct Part {
    findings: Vec<Finding>,
    totals: Totals,
    /// The number of lines and bytes of the block; set in the last part only.
    lines: usize,
    bytes: u64,
}

/// The receiver of a thread's findings in a block.
struct Sink<'a> {
    parts: SyncSender<Part>,
    part: Part,
    state: &'a State,
}

/// The state of the report that the threads see.
struct State {
    /// True if the report shows further problems.
    has_room: AtomicBool,
    /// True if the report has ended.
    is_over: AtomicBool,
}

impl Sink<'_> {
    /// The approximate number of problems of a part.
    const MOST: usize = 256;

    /// Returns whether the work has ended early.
    fn is_over(&self) -> bool {
        self.state.is_over.load(Ordering::Relaxed)
    }

    fn valid(&mut self) {
        self.part.totals.orders += 1;
    }

    /// Adds a valid order with these warnings.
    fn warned(&mut self, warnings: u64, findings: impl Iterator<Item = Finding>) {
        self.part.totals.orders += 1;
        self.part.totals.warnings += warnings;
        self.add(findings);
    }

    /// Adds an order with these problems.
    fn invalid(&mut self, problems: u64, findings: impl Iterator<Item = Finding>) {
        self.part.totals.orders += 1;
        self.part.totals.invalid += 1;
        self.part.totals.problems += problems;
        self.add(findings);
    }

    fn add(&mut self, findings: impl Iterator<Item = Finding>) {
        if !self.state.has_room.load(Ordering::Relaxed) {
            return;
        }
        self.part.findings.extend(findings);
        if self.part.findings.len() >= Self::MOST {
            // If nobody listens any more, the state tells.
            let _ = self.parts.send(std::mem::take(&mut self.part));
        }
    }

    /// Adds an order that cannot be read. Its warnings are among the findings.
    fn unreadable(&mut self, error: &ReadError, findings: impl Iterator<Item = Finding>) {
        self.part.totals.warnings += error.warnings().len() as u64;
        self.invalid((error.problems().len() + error.left_out()) as u64, findings);
    }

    fn finish(mut self, lines: usize, bytes: u64) {
        self.part.lines = lines;
        self.part.bytes = bytes;
        // If nobody listens any more, the state tells.
        let _ = self.parts.send(self.part);
    }
}

/// Checks all blocks with `check`, which gets them in any order and returns their number of lines. `lines` is
/// the number of lines before the first block.
fn run<R: Read + Send>(
    source: &Source,
    mut blocks: Blocks<R>,
    length: Option<u64>,
    lines: usize,
    report: &mut Report,
    check: impl Fn(&Block, &mut Sink<'_>) -> usize + Sync,
) -> Result<(), Interrupted> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let state = State {
        has_room: AtomicBool::new(report.has_room_for(1)),
        is_over: AtomicBool::new(false),
    };
    let (work, jobs) = mpsc::sync_channel::<(Block, SyncSender<Part>)>(threads);
    let (announce, announced) = mpsc::sync_channel::<Receiver<Part>>(2 * threads);
    let jobs = Mutex::new(jobs);
    // Buffers of finished blocks, for reuse.
    let spare = Mutex::new(Vec::new());

    report.start_progress(length);
    let result = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            // Both are dropped at the end, which ends the other threads.
            let (work, announce) = (work, announce);
            let take = || lock(&spare).pop().unwrap_or_default();
            while let Some(block) = blocks.next(take())? {
                let (parts, of_block) = mpsc::sync_channel(2);
                if announce.send(of_block).is_err() || work.send((block, parts)).is_err() {
                    break;
                }
            }
            Ok(blocks.bytes_read())
        });
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let job = lock(&jobs).recv();
                    let Ok((block, parts)) = job else { return };
                    let mut sink = Sink { parts, part: Part::default(), state: &state };
                    let lines = check(&block, &mut sink);
                    sink.finish(lines, block.length());
                    lock(&spare).push(block.into_buffer());
                }
            });
        }
        let written = collect(source, announced, lines, &state, report);
        state.is_over.store(true, Ordering::Relaxed);
        let read: io::Result<u64> = match reader.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        written.map(|()| read)
    });
    report.end_progress();
    match (result?, length) {
        (Err(error), _) => Err(document::unreadable(source, &error).into()),
        (Ok(read), Some(length)) if read < length => {
            let shorter = format!("{source} became shorter while it was read");
            let hint = "what was left of it was checked; check it again once nothing writes to it";
            Err(Failure::new(Exit::Usage, shorter).hint(hint).into())
        }
        _ => Ok(()),
    }
}

/// Reports the findings of the threads, block after block.
fn collect(
    source: &Source,
    announced: Receiver<Receiver<Part>>,
    lines: usize,
    state: &State,
    report: &mut Report,
) -> io::Result<()> {
    let mut before = lines;
    for parts in announced {
        for part in parts {
            report.count(part.totals);
            for mut finding in part.findings {
                finding.line += before;
                report.show(source, &finding)?;
            }
            state.has_room.store(report.has_room_for(1), Ordering::Relaxed);
            before += part.lines;
            report.progress(part.bytes)?;
        }
    }
    Ok(())
}

/// Locks `mutex`. Poison is ignored, because a panic of any thread ends the program.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use order_client::retail::CodeSigningOrder;

    use super::*;
    use crate::output::OutputFormat;

    /// The message for an input of which `length` bytes are expected, and the number of orders that were checked.
    fn checked(input: impl Read + Send, length: u64) -> (String, u64) {
        let mut report = Report::new(OutputFormat::Text, 0);
        let result = lines::<CodeSigningOrder>(
            &Source::Stdin,
            b"{}\n{}\n",
            input,
            Some(length),
            &mut report,
        );
        let said = match result {
            Ok(()) => String::new(),
            Err(Interrupted::Source(failure)) => failure.to_string(),
            Err(Interrupted::Report(error)) => panic!("nothing is written: {error}"),
        };
        (anstream::adapter::strip_str(&said).to_string(), report.totals().orders)
    }

    #[test]
    fn a_file_that_shrinks_while_it_is_read_is_noticed() {
        assert_eq!(checked(&b"{}\n{}\n"[..], 6), (String::new(), 2));
        let said = "error: standard input became shorter while it was read\n\
                    hint: what was left of it was checked; check it again once nothing writes to it\n";
        assert_eq!(checked(&b"{}\n"[..], 6), (said.to_owned(), 1));
        // A file that grows is read to its end.
        assert_eq!(checked(&b"{}\n{}\n{}\n"[..], 6), (String::new(), 3));
    }

    #[test]
    fn what_was_read_before_a_failure_is_checked() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let said = "error: standard input cannot be read\n  because: the disk is gone\nhint: check the file\n";
        assert_eq!(checked((&b"{}\n{}\n"[..]).chain(Failing), 6), (said.to_owned(), 2));
    }
}
