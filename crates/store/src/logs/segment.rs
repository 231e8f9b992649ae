//! The files of one operation's log: `0001.log`, `0002.log` … each at most a little over 16 MB.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::line;
use crate::directory;

/// A segment that has grown to this many bytes is followed by the next.
pub const SEGMENT_BYTES: u64 = 16 * 1024 * 1024;

/// The path of a segment, numbered from 1.
pub fn path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:04}.log"))
}

/// The end of a log, where lines are added.
pub struct Tail {
    dir: PathBuf,
    number: u32,
    file: File,
    bytes: u64,
    /// The last line has no end, because a write did not complete.
    torn: bool,
}

impl Tail {
    /// The tail of the log in `dir`, which is made if it is not there.
    pub fn open(dir: &Path) -> io::Result<Self> {
        directory::make(dir).map_err(io::Error::other)?;
        let number = (1..).take_while(|number| path(dir, *number).exists()).last().unwrap_or(1);
        Self::segment(dir, number)
    }

    fn segment(dir: &Path, number: u32) -> io::Result<Self> {
        let mut file = directory::private().read(true).append(true).open(path(dir, number))?;
        let bytes = file.metadata()?.len();
        let torn = bytes > 0 && last_byte(&mut file)? != b'\n';
        Ok(Self { dir: dir.to_owned(), number, file, bytes, torn })
    }

    /// Adds whole lines. A failure comes with how many bytes of them are in the file all the same.
    pub fn write(&mut self, lines: &[u8]) -> Result<(), (io::Error, usize)> {
        let mut done = 0;
        while done < lines.len() {
            self.prepare().map_err(|why| (why, done))?;
            let part = part(&lines[done..], SEGMENT_BYTES.saturating_sub(self.bytes));
            let (written, result) = self.write_part(part);
            done += written;
            result.map_err(|why| (why, done))?;
        }
        Ok(())
    }

    fn write_part(&mut self, part: &[u8]) -> (usize, io::Result<()>) {
        let mut done = 0;
        let result = loop {
            match self.file.write(&part[done..]) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => done += written,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(why) => break Err(why),
            }
            if done == part.len() {
                break Ok(());
            }
        };
        self.bytes += done as u64;
        self.torn = done > 0 && part[done - 1] != b'\n';
        (done, result)
    }

    /// Goes on to the next segment when this one is full, and ends a torn line.
    fn prepare(&mut self) -> io::Result<()> {
        if self.torn {
            self.file.write_all(line::TORN_END)?;
            self.bytes += line::TORN_END.len() as u64;
            self.torn = false;
        }
        if self.bytes >= SEGMENT_BYTES {
            // Nobody comes back to it.
            self.sync()?;
            *self = Self::segment(&self.dir, self.number + 1)?;
        }
        Ok(())
    }

    /// Makes sure that the disk has it.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn last_byte(file: &mut File) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

/// As many whole lines as fit into `room` bytes, but at least one.
fn part(lines: &[u8], room: u64) -> &[u8] {
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    if lines.len() <= room {
        return lines;
    }
    let fits = lines[..room].iter().rposition(|byte| *byte == b'\n');
    let first = || lines.iter().position(|byte| *byte == b'\n');
    &lines[..fits.or_else(first).map_or(lines.len(), |end| end + 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_go_into_a_segment_and_one_that_is_too_long_goes_alone() {
        assert_eq!(part(b"ab\ncd\nef\n", 7), b"ab\ncd\n");
        assert_eq!(part(b"ab\ncd\n", 6), b"ab\ncd\n");
        assert_eq!(part(b"abcdef\ngh\n", 3), b"abcdef\n");
    }

    #[test]
    fn a_torn_line_is_ended_before_the_next_is_added() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(path(dir.path(), 1), "whole\nto").unwrap();
        Tail::open(dir.path()).unwrap().write(b"next\n").unwrap();
        assert_eq!(std::fs::read(path(dir.path(), 1)).unwrap(), b"whole\nto\0\nnext\n");
    }

    #[test]
    fn a_full_segment_is_followed_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let line = [vec![b'x'; 1023], vec![b'\n']].concat();
        let mut tail = Tail::open(dir.path()).unwrap();
        for _ in 0..40 {
            tail.write(&line.repeat(1024)).unwrap();
        }
        let sizes = [1, 2, 3].map(|number| std::fs::metadata(path(dir.path(), number)).unwrap().len());
        assert_eq!(sizes, [SEGMENT_BYTES, SEGMENT_BYTES, 8 * 1024 * 1024]);
        assert_eq!(Tail::open(dir.path()).unwrap().number, 3);
    }
}
