//! Changes of a journal that are written to the disk together.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::journal::error::JournalError;

/// The changes that wait for the disk.
///
/// Writing to the disk takes far longer than the change itself. So the changes that come while others are written wait,
/// and are written with one commit. A change that comes alone waits for nothing.
#[derive(Clone, Default)]
pub(super) struct Group(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    changes: Vec<Box<dyn Change>>,
    is_led: bool,
}

/// A change with its answer, which is held back until the change is on the disk.
pub(super) trait Change: Send {
    /// Makes the change; `false` if there is nothing to keep of it.
    fn make(&mut self, connection: &Connection) -> bool;

    /// Answers with what [`make`](Self::make) has returned, or with the error of the commit.
    fn answer(self: Box<Self>, committed: Result<(), JournalError>);
}

/// The duty to write the changes that wait. There is one at a time.
pub(super) struct Lead {
    group: Group,
    is_done: bool,
}

impl Group {
    /// Adds a change and returns where its answer arrives, with the duty to write if nobody has it.
    ///
    /// `kept` is called once the change is on the disk, also if nobody waits for the answer any more.
    pub(super) fn add<R: Send + 'static>(
        &self,
        make: impl FnMut(&Connection) -> Result<R, JournalError> + Send + 'static,
        kept: impl FnOnce(&R) + Send + 'static,
    ) -> (oneshot::Receiver<Result<R, JournalError>>, Option<Lead>) {
        let (sender, receiver) = oneshot::channel();
        let change = Box::new(Answered { make, made: None, kept, sender });
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.changes.push(change);
        let is_led = std::mem::replace(&mut waiting.is_led, true);
        (receiver, (!is_led).then(|| Lead { group: self.clone(), is_done: false }))
    }

    /// Returns the changes that wait; `None` if there are none, and nobody leads any more.
    fn next(&self) -> Option<Vec<Box<dyn Change>>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.is_led = !waiting.changes.is_empty();
        waiting.is_led.then(|| std::mem::take(&mut waiting.changes))
    }
}

impl Lead {
    /// Writes all changes that wait, each time those that have come meanwhile. `commit` makes the changes that it is given and
    /// writes them to the disk, all or none.
    pub(super) fn write(
        mut self,
        mut commit: impl FnMut(&mut [Box<dyn Change>]) -> Result<(), JournalError>,
    ) {
        while let Some(mut changes) = self.group.next() {
            match commit(&mut changes) {
                Ok(()) => changes.into_iter().for_each(|change| change.answer(Ok(()))),
                // By itself, each change has an error of its own, or none.
                Err(_) if changes.len() > 1 => {
                    for mut change in changes {
                        let committed = commit(std::slice::from_mut(&mut change));
                        change.answer(committed);
                    }
                }
                Err(error) => {
                    if let Some(change) = changes.pop() {
                        change.answer(Err(error));
                    }
                }
            }
        }
        self.is_done = true;
    }
}

/// If writing ends early, by a panic or with its runtime, those that wait are told.
impl Drop for Lead {
    fn drop(&mut self) {
        // Each change drops its sender, whose receiver returns an error.
        while !self.is_done && self.group.next().is_some() {}
    }
}

struct Answered<R, M, K> {
    make: M,
    made: Option<Result<R, JournalError>>,
    kept: K,
    sender: oneshot::Sender<Result<R, JournalError>>,
}

impl<R, M, K> Change for Answered<R, M, K>
where
    R: Send,
    M: FnMut(&Connection) -> Result<R, JournalError> + Send,
    K: FnOnce(&R) + Send,
{
    fn make(&mut self, connection: &Connection) -> bool {
        self.made.insert((self.make)(connection)).is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<(), JournalError>) {
        // A change that has failed by itself has the better reason.
        let answer = match (self.made, committed) {
            (Some(Ok(made)), Ok(())) => {
                (self.kept)(&made);
                Ok(made)
            }
            (Some(Err(error)), _) | (_, Err(error)) => Err(error),
            (None, Ok(())) => return,
        };
        // Nobody waits any more if the caller was dropped.
        let _ = self.sender.send(answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commits on a database in memory, and counts the commits. One with the change 0 in it fails, unless it is alone.
    fn commit<'c>(
        connection: &'c Connection,
        sizes: &'c mut Vec<usize>,
    ) -> impl FnMut(&mut [Box<dyn Change>]) -> Result<(), JournalError> + 'c {
        |changes| {
            sizes.push(changes.len());
            let all: Vec<bool> = changes.iter_mut().map(|change| change.make(connection)).collect();
            match all.contains(&false) && all.len() > 1 {
                true => Err(JournalError::NotAJournal),
                false => Ok(()),
            }
        }
    }

    fn change(number: usize) -> impl FnMut(&Connection) -> Result<usize, JournalError> + Send {
        move |_| if number == 0 { Err(JournalError::Replaced) } else { Ok(number) }
    }

    fn drop_number(_: &usize) {}

    fn connection() -> Connection {
        Connection::open_in_memory().expect("memory suffices")
    }

    #[test]
    fn changes_that_wait_share_a_commit() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let (mut first, lead) = group.add(change(1), drop_number);
        let (mut second, none) = group.add(change(2), drop_number);
        assert!(none.is_none(), "one leads");
        lead.expect("the first leads").write(commit(&connection, &mut sizes));
        assert_eq!(first.try_recv().ok().and_then(Result::ok), Some(1));
        assert_eq!(second.try_recv().ok().and_then(Result::ok), Some(2));
        let (_third, lead) = group.add(change(3), drop_number);
        lead.expect("nobody leads any more").write(commit(&connection, &mut sizes));
        assert_eq!(sizes, [2, 1]);
    }

    #[test]
    fn what_is_kept_is_told_although_nobody_waits() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = |told: &Arc<Mutex<Vec<usize>>>| {
            let told = Arc::clone(told);
            move |number: &usize| told.lock().expect("no panic").push(*number)
        };
        let (first, lead) = group.add(change(1), tell(&told));
        let (bad, _) = group.add(change(0), tell(&told));
        drop((first, bad));
        lead.expect("the first leads").write(commit(&connection, &mut sizes));
        assert_eq!(*told.lock().expect("no panic"), [1]);
    }

    #[test]
    fn one_that_spoils_the_commit_spoils_none_but_itself() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let (mut first, lead) = group.add(change(1), drop_number);
        let (mut bad, _) = group.add(change(0), drop_number);
        let (mut last, _) = group.add(change(2), drop_number);
        lead.expect("the first leads").write(commit(&connection, &mut sizes));
        assert_eq!(first.try_recv().ok().and_then(Result::ok), Some(1));
        assert!(matches!(bad.try_recv(), Ok(Err(JournalError::Replaced))));
        assert_eq!(last.try_recv().ok().and_then(Result::ok), Some(2));
        assert_eq!(sizes, [3, 1, 1, 1]);
    }

    #[test]
    fn those_that_wait_are_told_if_writing_ends_early() {
        let group = Group::default();
        let (mut first, lead) = group.add(change(1), drop_number);
        drop(lead);
        assert!(first.try_recv().is_err());
        let (mut second, lead) = group.add(change(2), drop_number);
        let lead = lead.expect("nobody leads any more");
        let broken = std::panic::AssertUnwindSafe(|| lead.write(|_| panic!("the disk is gone")));
        std::panic::catch_unwind(broken).expect_err("a panic");
        assert!(second.try_recv().is_err());
        assert!(group.add(change(3), drop_number).1.is_some());
    }
}
