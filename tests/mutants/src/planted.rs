//! Turns on the fault that the environment names, or notes which places are reached.

use std::{
    env,
    fs::File,
    io::Write,
    ops::Not,
    sync::{
        Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

/// The place whose fault is on; `NOTE` or `UNREAD` if none is.
static CHOSEN: AtomicU32 = AtomicU32::new(UNREAD);
const NOTE: u32 = u32::MAX - 1;
const UNREAD: u32 = u32::MAX;

static REACHED: [AtomicU64; PLACES / 64 + 1] = [const { AtomicU64::new(0) }; PLACES / 64 + 1];
static NOTES: Mutex<Option<File>> = Mutex::new(None);

#[inline(always)]
pub(crate) fn is(place: u32) -> bool {
    let chosen = CHOSEN.load(Relaxed);
    if chosen < NOTE { chosen == place } else { without_choice(place) }
}

#[cold]
#[inline(never)]
fn without_choice(place: u32) -> bool {
    if CHOSEN.load(Relaxed) == UNREAD {
        let mut notes = NOTES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(path) = env::var_os("MUTANTS_REACHED") {
            if notes.is_none() {
                *notes = File::options().create(true).append(true).open(path).ok();
            }
            CHOSEN.store(NOTE, Relaxed);
        } else {
            let chosen = env::var("MUTANT").ok().and_then(|number| number.parse().ok());
            CHOSEN.store(chosen.unwrap_or(0), Relaxed);
        }
        drop(notes);
        return is(place);
    }
    let bit = 1 << (place % 64);
    if REACHED[place as usize / 64].fetch_or(bit, Relaxed) & bit == 0
        && let Some(notes) = &mut *NOTES.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    {
        let _ = notes.write_all(format!("{place}\n").as_bytes());
    }
    false
}

/// An answer that has an opposite.
pub(crate) trait Answer {
    fn opposite(self) -> Self;
}

impl Answer for bool {
    #[inline(always)]
    fn opposite(self) -> Self {
        !self
    }
}

impl Answer for Option<bool> {
    fn opposite(self) -> Self {
        self.map(|answer| !answer)
    }
}

impl<E> Answer for Result<bool, E> {
    fn opposite(self) -> Self {
        self.map(|answer| !answer)
    }
}

#[inline(always)]
pub(crate) fn negated<A: Answer>(answer: A, is_at_fault: bool) -> A {
    if is_at_fault { answer.opposite() } else { answer }
}

/// Turns back the answer of `!`.
#[inline(always)]
pub(crate) fn turned<A: Not<Output = A>>(answer: A, is_at_fault: bool) -> A {
    if is_at_fault { !answer } else { answer }
}
