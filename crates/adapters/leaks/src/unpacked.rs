//! Layers as they are inside: engines export them plain, or as they were pushed.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// What follows the first byte of a frame that says nothing of the content; zstd:chunked has some.
const SKIPPED: [u8; 3] = [0x2a, 0x4d, 0x18];
/// How a tar archive says that it is one, and where.
const TAR: &[u8] = b"ustar";
const TAR_AT: usize = 257;
/// How much is looked at: the first header of an archive.
const HEAD: usize = 512;

/// A layer's archive.
pub(crate) struct Unpacked<'r> {
    pub archive: Box<dyn Read + 'r>,
    /// Whether it was not compressed, so that its digest is that of what lies there.
    pub plain: bool,
}

/// What is in a stream; `None` where that is no layer.
pub(crate) fn unpacked<'r>(mut from: impl Read + 'r) -> io::Result<Option<Unpacked<'r>>> {
    let mut head = Vec::new();
    from.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let at = |from: usize, bytes: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(bytes));
    let gzip = at(0, &GZIP);
    let zstd = at(0, &ZSTD) || at(1, &SKIPPED);
    // A layer without a file is nothing but zeros.
    let plain = at(TAR_AT, TAR) || (head.len() == HEAD && head.iter().all(|byte| *byte == 0));
    let whole = Cursor::new(head).chain(from);
    let archive: Box<dyn Read + 'r> = if gzip {
        Box::new(MultiGzDecoder::new(whole))
    } else if zstd {
        Box::new(Frames { source: whole, decoder: FrameDecoder::new() })
    } else if plain {
        Box::new(whole)
    } else {
        return Ok(None);
    };
    Ok(Some(Unpacked { archive, plain: plain && !gzip && !zstd }))
}

/// All frames of zstd that follow each other.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
}

impl<R: Read> Frames<R> {
    /// Begins the next frame. Whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = self.source.by_ref().take(u64::from(length));
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                // Where the next frame would be told is the end.
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::MagicNumberReadError(
                    _,
                ))) => return Ok(false),
                Err(why) => return Err(io::Error::other(why)),
            }
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let over = self.decoder.is_finished() && self.decoder.can_collect() == 0;
            if buffer.is_empty() || (over && !self.begin()?) {
                return Ok(0);
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(buffer.len() - self.decoder.can_collect());
                self.decoder.decode_blocks(&mut self.source, wanted).map_err(io::Error::other)?;
            }
            // A frame may be empty.
            match self.decoder.read(buffer)? {
                0 => {}
                count => return Ok(count),
            }
        }
    }
}
