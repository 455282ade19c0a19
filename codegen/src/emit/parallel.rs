//! The same work on many things, on all processors.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Calls `work` for each input, and returns inputs and outputs in the order of the inputs.
pub(super) fn in_parallel<I, O>(inputs: &[I], work: impl Fn(I) -> O + Sync) -> Vec<(I, O)>
where
    I: Copy + Send + Sync,
    O: Send,
{
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(&input) = inputs.get(index) else {
                return done;
            };
            done.push((index, input, work(input)));
        }
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..workers.min(inputs.len()))
            .map(|_| scope.spawn(worker))
            .collect();
        let mut done = worker();
        for other in others {
            match other.join() {
                Ok(outputs) => done.extend(outputs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(index, ..)| *index);
    done.into_iter()
        .map(|(_, input, output)| (input, output))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_come_in_the_order_of_their_inputs() {
        let inputs: Vec<_> = (0..1000).collect();
        let outputs = in_parallel(&inputs, |number| number * 2);
        assert!(
            outputs
                .iter()
                .enumerate()
                .all(|(index, pair)| *pair == (index, index * 2))
        );
        assert!(in_parallel(&[], |number: usize| number).is_empty());
    }
}
