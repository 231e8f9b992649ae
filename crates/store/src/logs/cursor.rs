//! Where a reader is in a log. Reads whole lines only, so that it can follow one that is being written.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use slipway_engine::ports::LogLine;

use super::{line, segment};

/// Read at a time; more only where a line is longer.
const CHUNK: usize = 256 * 1024;

/// A place in a log where a line begins, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the segment.
    pub segment: u32,
    /// How many bytes of it come before.
    pub offset: u64,
}

/// That of the first line.
impl Default for Place {
    fn default() -> Self {
        Self { segment: 1, offset: 0 }
    }
}

impl Place {
    /// So many bytes on.
    fn plus(self, bytes: usize) -> Self {
        Self { offset: self.offset + bytes as u64, ..self }
    }
}

/// Whole lines as they stand in a segment.
pub struct Chunk {
    begin: Place,
    bytes: Vec<u8>,
}

impl Chunk {
    /// Its lines without their ends, torn ones too, each with its place.
    pub fn lines(&self) -> impl Iterator<Item = (Place, &[u8])> {
        let mut begin = 0;
        memchr::memchr_iter(b'\n', &self.bytes).map(move |end| {
            let line = (self.begin.plus(begin), &self.bytes[begin..end]);
            begin = end + 1;
            line
        })
    }

    /// The place after its last line.
    pub fn end(&self) -> Place {
        self.begin.plus(self.bytes.len())
    }
}

/// A reader on its way through a log.
pub struct Cursor {
    dir: PathBuf,
    file: Option<File>,
    place: Place,
}

impl Cursor {
    /// At a place of the log in `dir`, which need not be there yet.
    pub fn at(dir: PathBuf, place: Place) -> Self {
        Self { dir, file: None, place }
    }

    /// The next lines, none when there are no more for now. Torn lines are passed over.
    pub fn lines(&mut self) -> io::Result<Vec<LogLine>> {
        while let Some(chunk) = self.chunk()? {
            let lines: Vec<LogLine> = chunk.lines().filter_map(|(_, line)| line::decode(line)).collect();
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
        Ok(Vec::new())
    }

    /// The next lines as they stand in the file, none when there are no more for now.
    pub fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            // Looked for first: a segment whose follower is there gets no more lines.
            let complete = segment::path(&self.dir, self.place.segment + 1).exists();
            let bytes = self.whole_lines()?;
            if !bytes.is_empty() {
                let chunk = Chunk { begin: self.place, bytes };
                self.place = chunk.end();
                return Ok(Some(chunk));
            }
            if !complete {
                return Ok(None);
            }
            (self.place, self.file) = (Place { segment: self.place.segment + 1, offset: 0 }, None);
        }
    }

    /// Whole lines from here on, with the end of the last; nothing when the next line is not complete.
    fn whole_lines(&mut self) -> io::Result<Vec<u8>> {
        let path = segment::path(&self.dir, self.place.segment);
        let file = match &mut self.file {
            Some(file) => file,
            empty => match File::open(path) {
                Ok(file) => empty.insert(file),
                Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(why) => return Err(why),
            },
        };
        let mut lines = Vec::with_capacity(CHUNK);
        file.seek(SeekFrom::Start(self.place.offset))?;
        loop {
            let read = file.by_ref().take(CHUNK as u64).read_to_end(&mut lines)?;
            if let Some(end) = memchr::memrchr(b'\n', &lines) {
                lines.truncate(end + 1);
                return Ok(lines);
            }
            if read < CHUNK {
                return Ok(Vec::new());
            }
        }
    }
}
