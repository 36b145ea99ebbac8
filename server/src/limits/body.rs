//! A body that is cut off when it is too large, comes too slowly, or finds no room.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Door;

/// Why a body was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Cut {
    /// More bytes than the door takes.
    #[error("the body is too large")]
    TooLarge,
    /// It paused or took too long.
    #[error("the body came too slowly")]
    TooSlow,
    /// The bodies of all requests together are as large as they may be.
    #[error("there is no room for the body")]
    NoRoom,
}

/// What becomes of the body of one request; lives as long as the request, because what was read of the body does.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    room: Arc<Semaphore>,
    so_far: Arc<Mutex<SoFar>>,
}

#[derive(Debug, Default)]
struct SoFar {
    held: Option<OwnedSemaphorePermit>,
    cut: Option<Cut>,
}

impl Reading {
    pub(crate) fn new(room: Arc<Semaphore>) -> Self {
        Self { room, so_far: Arc::default() }
    }

    /// Why the body was cut off, when it was.
    pub(crate) fn cut(&self) -> Option<Cut> {
        self.so_far().cut
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes room for so many further bytes.
    fn take(&self, bytes: usize) -> Result<(), Cut> {
        if bytes == 0 {
            return Ok(());
        }
        let bytes = u32::try_from(bytes).map_err(|_| Cut::TooLarge)?;
        let more = Arc::clone(&self.room).try_acquire_many_owned(bytes).map_err(|_| Cut::NoRoom)?;
        match &mut self.so_far().held {
            Some(held) => held.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }
}

/// See the module.
pub(crate) struct Guarded {
    inner: Body,
    reading: Reading,
    left: usize,
    held: bool,
    pause: Duration,
    end: Instant,
    /// Rings when the body has paused too long, or at its end; made when it is first waited for.
    alarm: Option<Pin<Box<Sleep>>>,
    /// Something came since the alarm was set.
    moved: bool,
    over: bool,
}

impl Guarded {
    pub(crate) fn new(inner: Body, door: Door, pause: Duration, reading: Reading) -> Self {
        let end = Instant::now() + door.time;
        Self { inner, reading, left: door.body, held: door.held, pause, end, alarm: None, moved: true, over: false }
    }

    fn cut(&mut self, cut: Cut) -> BoxError {
        self.over = true;
        self.reading.so_far().cut = Some(cut);
        cut.into()
    }

    fn count(&mut self, bytes: usize) -> Result<(), Cut> {
        self.left = self.left.checked_sub(bytes).ok_or(Cut::TooLarge)?;
        if Instant::now() > self.end {
            return Err(Cut::TooSlow);
        }
        if self.held { self.reading.take(bytes) } else { Ok(()) }
    }

    fn rings(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let next = || self.end.min(Instant::now() + self.pause);
        match &mut self.alarm {
            Some(alarm) if self.moved => alarm.as_mut().reset(next()),
            Some(_) => {}
            none => *none = Some(Box::pin(sleep_until(next()))),
        }
        self.moved = false;
        self.alarm.as_mut().map_or(Poll::Pending, |alarm| alarm.as_mut().poll(cx))
    }
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.over {
            return Poll::Ready(None);
        }
        // What is still to come is known of a body with a length: nothing of one that is too large is waited for.
        if self.inner.size_hint().lower() > self.left as u64 {
            return Poll::Ready(Some(Err(self.cut(Cut::TooLarge))));
        }
        let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) else {
            ready!(self.rings(cx));
            return Poll::Ready(Some(Err(self.cut(Cut::TooSlow))));
        };
        self.moved = true;
        let bytes = frame.as_ref().and_then(|frame| Some(frame.as_ref().ok()?.data_ref()?.len()));
        if let Err(cut) = self.count(bytes.unwrap_or_default()) {
            return Poll::Ready(Some(Err(self.cut(cut))));
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.over || self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::StreamExt;
    use http_body_util::BodyExt;

    use super::*;

    const DOOR: Door = Door { body: 100, held: true, time: Duration::from_millis(1_200) };
    const PAUSE: Duration = Duration::from_millis(600);

    fn room(bytes: usize) -> Arc<Semaphore> {
        Arc::new(Semaphore::new(bytes))
    }

    /// A body of parts of ten bytes, one after so many milliseconds.
    fn parts(number: usize, millis: u64) -> Body {
        Body::from_stream(futures_util::stream::iter(0..number).then(move |_| async move {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            Ok::<_, Infallible>(Bytes::from_static(b"0123456789"))
        }))
    }

    async fn read(body: Body, room: &Arc<Semaphore>) -> (Option<usize>, Option<Cut>) {
        let reading = Reading::new(Arc::clone(room));
        let read = Guarded::new(body, DOOR, PAUSE, reading.clone()).collect().await;
        (read.ok().map(|read| read.to_bytes().len()), reading.cut())
    }

    #[tokio::test]
    async fn a_body_that_comes_slowly_but_steadily_is_read() {
        assert_eq!(read(parts(9, 50), &room(100)).await, (Some(90), None));
        assert_eq!(read(Body::from("short"), &room(100)).await, (Some(5), None));
    }

    #[tokio::test]
    async fn a_body_that_pauses_or_never_ends_is_cut_off() {
        let began = Instant::now();
        assert_eq!(read(parts(1, 3_600_000), &room(100)).await, (None, Some(Cut::TooSlow)));
        assert!((PAUSE..DOOR.time).contains(&began.elapsed()), "{:?}", began.elapsed());
        let began = Instant::now();
        assert_eq!(read(parts(10, 250), &room(100)).await, (None, Some(Cut::TooSlow)));
        assert!((PAUSE..2 * DOOR.time).contains(&began.elapsed()), "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_cut_off_without_a_length_that_was_said() {
        assert_eq!(read(parts(10, 0), &room(1000)).await, (Some(100), None));
        assert_eq!(read(parts(11, 0), &room(1000)).await, (None, Some(Cut::TooLarge)));
    }

    #[tokio::test]
    async fn bodies_find_room_while_there_is_some_and_give_it_back() {
        let room = room(50);
        assert_eq!(read(parts(6, 0), &room).await, (None, Some(Cut::NoRoom)));
        assert_eq!(room.available_permits(), 50);
        assert_eq!(read(parts(5, 0), &room).await, (Some(50), None));
        // What is not held takes none.
        let (reading, passing) = (Reading::new(Arc::clone(&room)), Door { held: false, ..DOOR });
        assert!(Guarded::new(parts(9, 0), passing, PAUSE, reading).collect().await.is_ok());
    }
}
