//! Work that holds a core for more than a moment (a search, opening what phones sealed): away from the threads that
//! serve requests, and only so much of it at once that a core is left for them.

use std::sync::LazyLock;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Pieces of work that may wait for their turn.
const WAITING: usize = 256;

/// How long one waits before its sender is asked to come again.
const TIMEOUT: Duration = Duration::from_secs(5);

/// All cores but one, and at least one of them.
static TURNS: LazyLock<Turns> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Turns::new(cores.saturating_sub(1).max(1), WAITING)
});

struct Turns {
    turns: Semaphore,
    /// Places in the queue, those at work among them.
    places: Semaphore,
}

impl Turns {
    fn new(turns: usize, waiting: usize) -> Self {
        Self { turns: Semaphore::new(turns), places: Semaphore::new(turns + waiting) }
    }

    async fn work<T: Send + 'static>(&'static self, job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = self.places.try_acquire().map_err(|_| Error::Busy)?;
        let turn = tokio::time::timeout(TIMEOUT, self.turns.acquire()).await;
        let Ok(Ok(turn)) = turn else { return Err(Error::Busy) };
        // The turn goes along: a sender that goes away does not stop work that has begun.
        let job = move || {
            let done = job();
            drop((turn, place));
            done
        };
        tokio::task::spawn_blocking(job).await.map_err(|_| Error::internal("a piece of work was cut short"))
    }
}

/// Does a piece of work when its turn comes.
///
/// # Errors
/// [`Error::Busy`] when too much waits already, or the turn does not come; [`Error::Internal`] when it panicked.
pub async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    TURNS.work(job).await
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn turns(turns: usize, waiting: usize) -> &'static Turns {
        Box::leak(Box::new(Turns::new(turns, waiting)))
    }

    #[tokio::test]
    async fn who_comes_when_all_wait_is_sent_away_at_once() {
        let turns = turns(1, 1);
        let (go_on, stopped) = mpsc::channel::<()>();
        let first = tokio::spawn(turns.work(move || stopped.recv().is_ok()));
        let second = tokio::spawn(turns.work(|| 2));
        while turns.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(turns.work(|| 3).await, Err(Error::Busy)));
        go_on.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(turns.work(|| 4).await.unwrap(), 4);
    }

    #[tokio::test]
    async fn a_panic_gives_its_turn_back() {
        let turns = turns(1, 0);
        assert!(turns.work(|| panic!("示例")).await.is_err());
        assert_eq!(turns.work(|| 1).await.unwrap(), 1);
    }
}
