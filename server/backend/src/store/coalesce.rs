//! Questions that come while the database answers others go to it together, as one query.
//!
//! Whoever comes first asks for all who wait by then; nobody waits for a clock. A sender that is alone asks at
//! once, and for itself only.

use std::fmt::{Debug, Formatter};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;

use crate::error::{Error, Result};

/// The most questions that go together.
const MAX_LOOKUPS: usize = 128;

/// What can be asked together.
pub(crate) trait Coalesced: Clone + Send + Sync {
    /// Who answers.
    type Of: Sync;
    /// What one question is answered.
    type Answer: Send;

    /// One answer for each question, in their order.
    ///
    /// # Errors
    /// If nobody answers.
    fn run_all(of: &Self::Of, all: &[Self]) -> impl Future<Output = Result<Vec<Self::Answer>>> + Send;
}

type Waiting<Q> = Vec<(Q, oneshot::Sender<<Q as Coalesced>::Answer>)>;

/// Where questions of one kind meet.
pub(crate) struct Coalescer<Q: Coalesced> {
    waiting: Mutex<Waiting<Q>>,
    turn: tokio::sync::Mutex<()>,
}

impl<Q: Coalesced> Default for Coalescer<Q> {
    fn default() -> Self {
        Self { waiting: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }
}

impl<Q: Coalesced> Debug for Coalescer<Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Coalescer").field("waiting", &self.lock().len()).finish()
    }
}

impl<Q: Coalesced> Coalescer<Q> {
    /// The answer to `question`.
    ///
    /// # Errors
    /// As [`Coalesced::run_all`]. A question that went with somebody who failed or left is asked again, alone.
    pub(crate) async fn ask(&self, of: &Q::Of, question: Q) -> Result<Q::Answer> {
        let (sender, mut mine) = oneshot::channel();
        self.lock().push((question.clone(), sender));
        loop {
            tokio::select! {
                biased;
                answered = &mut mine => match answered {
                    Ok(answered) => return Ok(answered),
                    Err(_gone) => break,
                },
                _turn = self.turn.lock() => {
                    let (questions, senders) = self.take();
                    for (sender, answered) in senders.into_iter().zip(Q::run_all(of, &questions).await?) {
                        // Somebody who left does not mind.
                        let _ = sender.send(answered);
                    }
                    match mine.try_recv() {
                        Ok(answered) => return Ok(answered),
                        // More were waiting before it than go together.
                        Err(TryRecvError::Empty) => {}
                        Err(TryRecvError::Closed) => break,
                    }
                }
            }
        }
        Q::run_all(of, &[question]).await?.pop().ok_or_else(|| Error::internal("a question without an answer"))
    }

    fn take(&self) -> (Vec<Q>, Vec<oneshot::Sender<Q::Answer>>) {
        let mut waiting = self.lock();
        let most = waiting.len().min(MAX_LOOKUPS);
        waiting.drain(..most).unzip()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<Q>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering::SeqCst;

    use tokio::sync::Semaphore;
    use tokio::task::JoinHandle;

    use super::*;

    /// A number to be doubled.
    #[derive(Clone)]
    struct Double(u32);

    /// Somebody who answers when let, and counts how often it is asked.
    struct Slow {
        asked: AtomicUsize,
        open: Semaphore,
    }

    impl Coalesced for Double {
        type Of = Slow;
        type Answer = u32;

        async fn run_all(of: &Slow, all: &[Self]) -> Result<Vec<u32>> {
            of.asked.fetch_add(1, SeqCst);
            of.open.acquire().await.unwrap().forget();
            if all.iter().any(|number| number.0 == 13) {
                return Err(Error::internal("thirteen"));
            }
            Ok(all.iter().map(|number| number.0 * 2).collect())
        }
    }

    type Hall = Arc<(Coalescer<Double>, Slow)>;

    fn hall() -> Hall {
        Arc::new((Coalescer::default(), Slow { asked: AtomicUsize::new(0), open: Semaphore::new(0) }))
    }

    fn double(hall: &Hall, number: u32) -> JoinHandle<Result<u32>> {
        let hall = Arc::clone(hall);
        tokio::spawn(async move { hall.0.ask(&hall.1, Double(number)).await })
    }

    #[tokio::test]
    async fn those_who_come_meanwhile_are_asked_for_together_and_each_gets_the_own_answer() {
        let hall = hall();
        let all: Vec<_> = (20..70).map(|number| double(&hall, number)).collect();
        tokio::task::yield_now().await;
        hall.1.open.add_permits(50);
        for (number, one) in (20..).zip(all) {
            assert_eq!(one.await.unwrap().unwrap(), number * 2);
        }
        let asked = hall.1.asked.load(SeqCst);
        assert!(asked <= 3, "asked {asked} times");
    }

    #[tokio::test]
    async fn one_that_fails_or_leaves_spoils_nothing_for_the_others() {
        let hall = hall();
        let first = double(&hall, 1);
        tokio::task::yield_now().await;
        let leaves = double(&hall, 2);
        let (bad, good) = (double(&hall, 13), double(&hall, 4));
        tokio::task::yield_now().await;
        first.abort();
        leaves.abort();
        hall.1.open.add_permits(50);
        assert!(bad.await.unwrap().is_err());
        assert_eq!(good.await.unwrap().unwrap(), 8);
    }
}
