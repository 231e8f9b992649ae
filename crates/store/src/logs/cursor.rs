//! Where a reader is in a log. Reads whole lines only, so that it can follow one that is being written.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use slipway_engine::ports::LogLine;

use super::{line, segment};

/// Read at a time; more only where a line is longer.
const CHUNK: usize = 256 * 1024;

/// A place in a log.
pub struct Cursor {
    dir: PathBuf,
    number: u32,
    file: Option<File>,
    offset: u64,
}

impl Cursor {
    /// At the first line of the log in `dir`, which need not be there yet.
    pub fn start(dir: PathBuf) -> Self {
        Self { dir, number: 1, file: None, offset: 0 }
    }

    /// The next lines, none when there are no more for now. Torn lines are passed over.
    pub fn lines(&mut self) -> io::Result<Vec<LogLine>> {
        loop {
            // Looked for first: a segment whose follower is there gets no more lines.
            let complete = segment::path(&self.dir, self.number + 1).exists();
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                if !complete {
                    return Ok(Vec::new());
                }
                (self.number, self.file, self.offset) = (self.number + 1, None, 0);
                continue;
            }
            let lines: Vec<LogLine> = chunk.split(|byte| *byte == b'\n').filter_map(line::decode).collect();
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
    }

    /// Whole lines from here on, with the end of the last; nothing when the next line is not complete.
    fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let path = segment::path(&self.dir, self.number);
        let file = match &mut self.file {
            Some(file) => file,
            empty => match File::open(path) {
                Ok(file) => empty.insert(file),
                Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(why) => return Err(why),
            },
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        file.seek(SeekFrom::Start(self.offset))?;
        loop {
            let read = file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk)?;
            if let Some(end) = chunk.iter().rposition(|byte| *byte == b'\n') {
                chunk.truncate(end + 1);
                self.offset += chunk.len() as u64;
                return Ok(chunk);
            }
            if read < CHUNK {
                return Ok(Vec::new());
            }
        }
    }
}
