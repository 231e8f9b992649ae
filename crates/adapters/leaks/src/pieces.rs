//! A stream of an engine as something to read from.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use tokio::sync::mpsc::Receiver;

/// What comes in pieces; a problem of the stream ends it.
pub(crate) struct Pieces {
    receiver: Receiver<Bytes>,
    now: Bytes,
}

impl Pieces {
    pub(crate) fn new(receiver: Receiver<Bytes>) -> Self {
        Self { receiver, now: Bytes::new() }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.now.has_remaining() {
            match self.receiver.blocking_recv() {
                Some(piece) => self.now = piece,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.now.remaining());
        self.now.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}
