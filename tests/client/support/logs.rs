//! Collects everything that any crate in this process logs, through `log` and through `tracing`.

use std::{
    fmt::{self, Write as _},
    sync::{Mutex, MutexGuard, Once, PoisonError},
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

static LINES: Mutex<String> = Mutex::new(String::new());
static INSTALLED: Once = Once::new();

/// Collects from here on, at the finest level.
pub(crate) fn collect() {
    INSTALLED.call_once(|| {
        log::set_logger(&Collector).expect("no other test installs one");
        log::set_max_level(log::LevelFilter::Trace);
        tracing::subscriber::set_global_default(Collector).expect("no other test installs one");
    });
}

/// Everything that was logged so far.
pub(crate) fn collected() -> String {
    lines().clone()
}

fn lines() -> MutexGuard<'static, String> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Collector;

impl log::Log for Collector {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("log {}: {}\n", record.target(), record.args());
        lines().push_str(&line);
    }

    fn flush(&self) {}
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = format!("span {}", attributes.metadata().name());
        attributes.record(&mut Values(&mut line));
        lines().push_str(&(line + "\n"));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut line = String::from("record");
        values.record(&mut Values(&mut line));
        lines().push_str(&(line + "\n"));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = format!("event {}", event.metadata().target());
        event.record(&mut Values(&mut line));
        lines().push_str(&(line + "\n"));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Values<'a>(&'a mut String);

impl Visit for Values<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").expect("writing to a string never fails");
    }
}
