use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    order_id::OrderId,
    retail::{CodeSigningOrder, SslOrder, WifiOrder},
    sandbox::{
        SandboxOptions,
        record::PlacedOrder,
        retail::{order::Kept, reissue::ReissueBody},
        state::keep,
        tree::Tree,
    },
};

/// The number of the first order, that of the documentation's sample.
const FIRST: usize = 222_307;

/// An order of any of the three kinds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnyOrder {
    /// An order of a code-signing certificate.
    CodeSigning(Box<CodeSigningOrder>),
    /// An order of an SSL certificate.
    Ssl(Box<SslOrder>),
    /// An order of a Wi-Fi certificate.
    Wifi(Box<WifiOrder>),
}

/// The orders that were placed, with their state.
pub(super) struct Orders {
    options: SandboxOptions,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    placed: usize,
    orders: VecDeque<Kept>,
}

impl Orders {
    pub(super) fn new(options: SandboxOptions) -> Self {
        Self { options, memory: Mutex::default() }
    }

    pub(super) fn place(&self, order: AnyOrder) -> OrderId {
        let mut memory = self.memory();
        let order_id: OrderId =
            format!("{:08}", FIRST + memory.placed).parse().expect("digits only");
        memory.placed += 1;
        let placed = PlacedOrder { order_id: order_id.clone(), order };
        keep(&mut memory.orders, Kept::new(placed), self.options.keep);
        order_id
    }

    /// Returns the result of `look` for the order with this number, if it is kept.
    pub(super) fn order<R>(&self, order_id: &str, look: impl FnOnce(&Kept) -> R) -> Option<R> {
        let mut memory = self.memory();
        let kept = memory.order(order_id)?;
        kept.settle(self.options.issue_after);
        Some(look(kept))
    }

    /// Reissues the order with this number, if it is kept, and returns the reply.
    pub(super) fn reissue(&self, order_id: &str, body: &ReissueBody) -> Option<Tree> {
        let mut memory = self.memory();
        let kept = memory.order(order_id)?;
        kept.settle(self.options.issue_after);
        Some(kept.reissue(body))
    }

    pub(super) fn placed(&self) -> usize {
        self.memory().placed
    }

    pub(super) fn all(&self) -> Vec<PlacedOrder> {
        self.memory().orders.iter().map(|kept| kept.placed.clone()).collect()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code under the lock can leave the memory in an incomplete state.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    /// The order with this number, if it is kept.
    fn order(&mut self, order_id: &str) -> Option<&mut Kept> {
        let number: usize = order_id.parse().ok()?;
        let oldest = FIRST + self.placed - self.orders.len();
        let kept = self.orders.get_mut(number.checked_sub(oldest)?)?;
        // Zeros at the start of a number count.
        kept.is(order_id).then_some(kept)
    }
}
