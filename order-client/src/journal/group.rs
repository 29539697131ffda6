//! Changes of a journal that are written to the disk together.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::journal::error::JournalError;

/// The changes of the journal `J` that wait for the disk.
///
/// Writing to the disk takes far longer than the change itself. So the changes that come while others are written wait,
/// and are written with one commit. A change that comes alone waits for nothing.
pub(super) struct Group<J>(Arc<Mutex<Waiting<J>>>);

struct Waiting<J> {
    changes: Vec<Box<dyn Change<J>>>,
    is_led: bool,
}

/// A change with its answer, which is held back until the change is on the disk.
pub(super) trait Change<J>: Send {
    /// Makes the change; `false` if there is nothing to keep of it.
    fn make(&mut self, connection: &Connection, journal: &J) -> bool;

    /// Takes note of how the commit has ended.
    fn committed(&mut self, committed: Result<(), JournalError>, journal: &J);

    /// Answers with what [`make`](Self::make) has returned, or with the error of the commit.
    fn answer(self: Box<Self>);
}

/// Changes that are written with one commit.
pub(super) type Changes<J> = [Box<dyn Change<J>>];

/// The duty to write the changes that wait. There is one at a time.
pub(super) struct Lead<J> {
    group: Group<J>,
    is_done: bool,
}

impl<J> Default for Group<J> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { changes: Vec::new(), is_led: false })))
    }
}

impl<J> Group<J> {
    /// Adds a change and returns where its answer arrives, with the duty to write if nobody has it.
    ///
    /// `kept` is called once the change is on the disk, also if nobody waits for the answer any more.
    pub(super) fn add<R: Send + 'static>(
        &self,
        make: impl FnMut(&Connection, &J) -> Result<R, JournalError> + Send + 'static,
        kept: impl FnMut(&R, &J) + Send + 'static,
    ) -> (oneshot::Receiver<Result<R, JournalError>>, Option<Lead<J>>) {
        let (sender, receiver) = oneshot::channel();
        let change = Box::new(Answered { make, made: None, kept, sender });
        let mut waiting = self.waiting();
        waiting.changes.push(change);
        let is_led = std::mem::replace(&mut waiting.is_led, true);
        drop(waiting);
        (receiver, (!is_led).then(|| Lead { group: Self(Arc::clone(&self.0)), is_done: false }))
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<J>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<J> Lead<J> {
    /// Writes all changes that wait, each time those that have come meanwhile. `commit` makes the changes that it is given and
    /// writes them to the disk, all or none.
    ///
    /// The last answers come after `journal` is let go. So a program that ends with its answer has closed its journal.
    pub(super) fn write(
        mut self,
        journal: Arc<J>,
        mut commit: impl FnMut(&J, &mut Changes<J>) -> Result<(), JournalError>,
    ) {
        let mut work = self.next().map(|changes| (journal, changes));
        while let Some((journal, mut changes)) = work {
            match commit(&journal, &mut changes) {
                // By itself, each change has an error of its own, or none.
                Err(_) if changes.len() > 1 => {
                    for change in &mut changes {
                        let committed = commit(&journal, std::slice::from_mut(change));
                        change.committed(committed, &journal);
                    }
                }
                Err(error) => {
                    if let [change] = &mut changes[..] {
                        change.committed(Err(error), &journal);
                    }
                }
                Ok(()) => {
                    for change in &mut changes {
                        change.committed(Ok(()), &journal);
                    }
                }
            }
            work = self.next().map(|changes| (journal, changes));
            changes.into_iter().for_each(|change| change.answer());
        }
    }

    /// Returns the changes that wait; `None` if there are none, and nobody leads any more.
    fn next(&mut self) -> Option<Vec<Box<dyn Change<J>>>> {
        let mut waiting = self.group.waiting();
        waiting.is_led = !waiting.changes.is_empty();
        self.is_done = !waiting.is_led;
        waiting.is_led.then(|| std::mem::take(&mut waiting.changes))
    }
}

/// If writing ends early, by a panic or with its runtime, those that wait are told.
impl<J> Drop for Lead<J> {
    fn drop(&mut self) {
        // Each change drops its sender, whose receiver returns an error.
        while !self.is_done && self.next().is_some() {}
    }
}

struct Answered<R, M, K> {
    make: M,
    made: Option<Result<R, JournalError>>,
    kept: K,
    sender: oneshot::Sender<Result<R, JournalError>>,
}

impl<J, R, M, K> Change<J> for Answered<R, M, K>
where
    R: Send,
    M: FnMut(&Connection, &J) -> Result<R, JournalError> + Send,
    K: FnMut(&R, &J) + Send,
{
    fn make(&mut self, connection: &Connection, journal: &J) -> bool {
        self.made.insert((self.make)(connection, journal)).is_ok()
    }

    fn committed(&mut self, committed: Result<(), JournalError>, journal: &J) {
        match (&self.made, committed) {
            (Some(Ok(made)), Ok(())) => (self.kept)(made, journal),
            // A change that has failed by itself has the better reason.
            (Some(Err(_)), _) | (None, Ok(())) => {}
            (_, Err(error)) => self.made = Some(Err(error)),
        }
    }

    fn answer(self: Box<Self>) {
        if let Some(answer) = self.made {
            // Nobody waits any more if the caller was dropped.
            let _ = self.sender.send(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Weak;

    use super::*;

    /// Commits on a database in memory, and counts the commits. One with the change 0 in it fails, unless it is alone.
    fn commit<'c>(
        connection: &'c Connection,
        sizes: &'c mut Vec<usize>,
    ) -> impl FnMut(&(), &mut Changes<()>) -> Result<(), JournalError> + 'c {
        |journal, changes| {
            sizes.push(changes.len());
            let all: Vec<bool> =
                changes.iter_mut().map(|change| change.make(connection, journal)).collect();
            match all.contains(&false) && all.len() > 1 {
                true => Err(JournalError::NotAJournal),
                false => Ok(()),
            }
        }
    }

    fn change(number: usize) -> impl FnMut(&Connection, &()) -> Result<usize, JournalError> + Send {
        move |_, _| if number == 0 { Err(JournalError::Replaced) } else { Ok(number) }
    }

    fn drop_number(_: &usize, _: &()) {}

    fn connection() -> Connection {
        Connection::open_in_memory().expect("memory suffices")
    }

    #[test]
    fn changes_that_wait_share_a_commit() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let (mut first, lead) = group.add(change(1), drop_number);
        let (mut second, none) = group.add(change(2), drop_number);
        assert!(none.is_none(), "one leads");
        lead.expect("the first leads").write(().into(), commit(&connection, &mut sizes));
        assert_eq!(first.try_recv().ok().and_then(Result::ok), Some(1));
        assert_eq!(second.try_recv().ok().and_then(Result::ok), Some(2));
        let (_third, lead) = group.add(change(3), drop_number);
        lead.expect("nobody leads any more").write(().into(), commit(&connection, &mut sizes));
        assert_eq!(sizes, [2, 1]);
    }

    #[test]
    fn what_is_kept_is_told_although_nobody_waits() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = |told: &Arc<Mutex<Vec<usize>>>| {
            let told = Arc::clone(told);
            move |number: &usize, _: &()| told.lock().expect("no panic").push(*number)
        };
        let (first, lead) = group.add(change(1), tell(&told));
        let (bad, _) = group.add(change(0), tell(&told));
        drop((first, bad));
        lead.expect("the first leads").write(().into(), commit(&connection, &mut sizes));
        assert_eq!(*told.lock().expect("no panic"), [1]);
    }

    #[test]
    fn one_that_spoils_the_commit_spoils_none_but_itself() {
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let (mut first, lead) = group.add(change(1), drop_number);
        let (mut bad, _) = group.add(change(0), drop_number);
        let (mut last, _) = group.add(change(2), drop_number);
        lead.expect("the first leads").write(().into(), commit(&connection, &mut sizes));
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
        let broken = std::panic::AssertUnwindSafe(|| {
            lead.write(().into(), |_, _| panic!("the disk is gone"))
        });
        std::panic::catch_unwind(broken).expect_err("a panic");
        assert!(second.try_recv().is_err());
        assert!(group.add(change(3), drop_number).1.is_some());
    }

    #[test]
    fn last_answers_come_after_the_journal_is_let_go() {
        struct Watched(Weak<()>, Arc<Mutex<Vec<bool>>>);
        impl Change<()> for Watched {
            fn make(&mut self, _: &Connection, _: &()) -> bool {
                true
            }
            fn committed(&mut self, _: Result<(), JournalError>, _: &()) {}
            fn answer(self: Box<Self>) {
                self.1.lock().expect("no panic").push(self.0.upgrade().is_some());
            }
        }
        let (group, connection, mut sizes) = (Group::default(), connection(), Vec::new());
        let (journal, held) = (Arc::new(()), Arc::default());
        let (_first, lead) = group.add(change(1), drop_number);
        for _ in 0..2 {
            let watched = Watched(Arc::downgrade(&journal), Arc::clone(&held));
            group.waiting().changes.push(Box::new(watched));
        }
        lead.expect("the first leads").write(journal, commit(&connection, &mut sizes));
        assert_eq!(*held.lock().expect("no panic"), [false, false]);
    }
}
