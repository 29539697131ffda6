use std::{
    any::Any,
    collections::VecDeque,
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use order_core::Valid;

use crate::{
    order_id::OrderId,
    sandbox::{record::PlacedOrder, state::keep},
};

/// The orders that were placed with a [`Sandbox`](crate::sandbox::Sandbox), the latest ones of every type.
pub struct Orders {
    most: NonZeroUsize,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    placed: usize,
    orders: VecDeque<Kept>,
}

struct Kept {
    order_id: OrderId,
    reference: Option<String>,
    /// A `Valid<T>`.
    order: Arc<dyn Any + Send + Sync>,
}

impl Orders {
    pub(super) fn new(most: NonZeroUsize) -> Self {
        Self { most, memory: Mutex::default() }
    }

    /// The orders of type `T`, oldest first.
    pub fn of<T: Send + Sync + 'static>(&self) -> Vec<PlacedOrder<Arc<Valid<T>>>> {
        let memory = self.memory();
        let placed = |kept: &Kept| {
            let order = Arc::clone(&kept.order).downcast().ok()?;
            Some(PlacedOrder { order_id: kept.order_id.clone(), order })
        };
        memory.orders.iter().filter_map(placed).collect()
    }

    /// The order of type `T` that has this number.
    pub fn find<T: Send + Sync + 'static>(&self, order_id: &str) -> Option<Arc<Valid<T>>> {
        let memory = self.memory();
        let mut found = memory.orders.iter().filter(|kept| kept.order_id.as_str() == order_id);
        found.find_map(|kept| Arc::clone(&kept.order).downcast().ok())
    }

    /// The number of orders that were placed, also of those that are no longer kept.
    pub fn placed(&self) -> usize {
        self.memory().placed
    }

    /// The numbers of the orders, of any type, that have this [reference](crate::Reference) of the caller, oldest first.
    pub fn with_reference(&self, reference: &str) -> Vec<OrderId> {
        let memory = self.memory();
        let same = |kept: &&Kept| kept.reference.as_deref() == Some(reference);
        memory.orders.iter().filter(same).map(|kept| kept.order_id.clone()).collect()
    }

    pub(super) fn add(
        &self,
        order_id: OrderId,
        reference: Option<String>,
        order: Arc<dyn Any + Send + Sync>,
    ) {
        let mut memory = self.memory();
        memory.placed += 1;
        keep(&mut memory.orders, Kept { order_id, reference, order }, self.most);
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code under the lock can leave the memory in an incomplete state.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Orders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Orders").field("placed", &self.placed()).finish_non_exhaustive()
    }
}
