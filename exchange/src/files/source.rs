//! A sealed file that is still in parts, read as one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Bytes;
use lazaret::seal::OpenError;
use lazaret::seal::container::Source;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::runtime::Handle;

use crate::store::{PART, PartHash, path};

/// Parts, and the tail behind them. Its reads block: it is for threads that may.
pub struct PartsSource {
    store: Arc<dyn ObjectStore>,
    runtime: Handle,
    parts: Vec<PartHash>,
    /// Bytes before the tail.
    keep: u64,
    tail: Vec<u8>,
    /// The part that was read last.
    last: Option<(usize, Bytes)>,
    /// A part that the store did not have, or had in another length.
    pub lost: Option<PartHash>,
    /// Nobody waits for what is read.
    given_up: Arc<AtomicBool>,
}

/// Somebody who waits for what is read; when it is dropped, no further part is.
pub struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl PartsSource {
    /// To be called from within the runtime. `None` when so many bytes are not so many parts.
    pub fn new(store: Arc<dyn ObjectStore>, parts: Vec<PartHash>, keep: u64, tail: Vec<u8>) -> Option<Self> {
        let whole = keep.div_ceil(PART as u64) == parts.len() as u64;
        let runtime = Handle::current();
        let given_up = Arc::default();
        whole.then_some(Self { store, runtime, parts, keep, tail, last: None, lost: None, given_up })
    }

    /// To be kept while the reading thread is waited for.
    pub fn waiting(&self) -> Waiting {
        Waiting(self.given_up.clone())
    }

    fn part(&mut self, index: usize) -> Result<Bytes, OpenError> {
        if let Some((last, bytes)) = &self.last
            && *last == index
        {
            return Ok(bytes.clone());
        }
        if self.given_up.load(Ordering::Relaxed) {
            return Err(OpenError::Unreadable);
        }
        let hash = self.parts.get(index).ok_or(OpenError::Truncated { found_bytes: self.keep })?;
        let expected = (self.keep - (index * PART) as u64).min(PART as u64);
        let found = self.runtime.block_on(async { self.store.get(&path(hash)).await?.bytes().await });
        match found {
            Ok(bytes) if bytes.len() as u64 == expected => {
                self.last = Some((index, bytes.clone()));
                Ok(bytes)
            }
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {
                self.lost = Some(*hash);
                Err(OpenError::Unreadable)
            }
            Err(error) => {
                tracing::error!(%error, "the store");
                Err(OpenError::Unreadable)
            }
        }
    }
}

impl Source for PartsSource {
    fn length(&self) -> u64 {
        self.keep + self.tail.len() as u64
    }

    fn read(&mut self, mut at: u64, mut into: &mut [u8]) -> Result<(), OpenError> {
        let truncated = OpenError::Truncated { found_bytes: self.length() };
        while !into.is_empty() {
            let (from, start) = match at.checked_sub(self.keep) {
                Some(start) => (Bytes::new(), start),
                None => {
                    let index = usize::try_from(at / PART as u64).map_err(|_| truncated.clone())?;
                    (self.part(index)?, at % PART as u64)
                }
            };
            let from = if at < self.keep { &from[..] } else { &self.tail[..] };
            let rest = usize::try_from(start).ok().and_then(|start| from.get(start..)).unwrap_or_default();
            if rest.is_empty() {
                return Err(truncated);
            }
            let here = rest.len().min(into.len());
            let (filled, left) = std::mem::take(&mut into).split_at_mut(here);
            filled.copy_from_slice(&rest[..here]);
            into = left;
            at += here as u64;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::hash;
    use object_store::memory::InMemory;

    #[tokio::test]
    async fn no_part_is_read_for_nobody() {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let parts = [vec![1; PART], vec![2; 3]];
        for part in &parts {
            store.put(&path(&hash(part)), part.clone().into()).await.unwrap();
        }
        let hashes = parts.iter().map(|part| hash(part)).collect();
        let mut source = PartsSource::new(store, hashes, PART as u64 + 3, vec![]).unwrap();
        let waiting = source.waiting();
        let read = move || {
            let first = source.bytes(0, 3);
            drop(waiting);
            (first, source.bytes(PART as u64, 3), source.lost)
        };
        let (first, second, lost) = tokio::task::spawn_blocking(read).await.unwrap();
        assert_eq!((first, second, lost), (Ok(vec![1; 3]), Err(OpenError::Unreadable), None));
    }
}
