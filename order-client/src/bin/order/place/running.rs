use std::{future::poll_fn, pin::Pin, task::Poll};

use crate::place::line::Outcome;

/// The orders that are under way, each by its index.
#[derive(Default)]
pub(super) struct Running<'a>(Vec<(usize, Call<'a>)>);

type Call<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

impl<'a> Running<'a> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn indices(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(index, _)| *index)
    }

    pub(super) fn add(&mut self, index: usize, call: impl Future<Output = Outcome> + 'a) {
        self.0.push((index, Box::pin(call)));
    }

    /// Waits for the outcome of any of them.
    pub(super) async fn next(&mut self) -> (usize, Outcome) {
        poll_fn(|context| {
            for place in 0..self.0.len() {
                let (index, call) = &mut self.0[place];
                if let Poll::Ready(outcome) = call.as_mut().poll(context) {
                    let index = *index;
                    drop(self.0.swap_remove(place));
                    return Poll::Ready((index, outcome));
                }
            }
            Poll::Pending
        })
        .await
    }

    /// Ends all of them, and returns their indices in order.
    pub(super) fn give_up(&mut self) -> Vec<usize> {
        let mut indices: Vec<_> = self.0.drain(..).map(|(index, _)| index).collect();
        indices.sort_unstable();
        indices
    }
}
