//! The desktop shell from its start to a board that can be read, against a window of the same toolchain with nothing
//! behind it.

use std::path::Path;
use std::time::{Duration, Instant};

use slipway_testkit::{Result, TestkitError, start};

use crate::arguments::Arguments;
use crate::display::Display;
use crate::measure::{Row, in_turn};
use crate::picture::ROWS_APART;

const ROUNDS: usize = 10;
const LIMIT: Duration = Duration::from_secs(60);
/// What looks takes a core from the program that is looked at, so it rests.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);
/// So many points say that there are a few words,
const WORDS: usize = 300 / ROWS_APART;
/// and so many that there is a board.
const BOARD: usize = 20_000 / ROWS_APART;

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let shell = arguments.programs.join("slipway-desktop");
    let blank = arguments.programs.join("examples/blank");
    if !shell.exists() || !blank.exists() {
        eprintln!("left out: the desktop shell was not built, which needs WebKitGTK 4.1");
        return Ok(Vec::new());
    }
    let display = Display::put_up()?;
    let times = in_turn(
        arguments.rounds.unwrap_or(ROUNDS),
        |_| until_drawn(&display, &shell, BOARD),
        |_| until_drawn(&display, &blank, WORDS),
    )?;
    Ok(vec![Row {
        what: "the window from its start to a board that can be read".to_owned(),
        ours: "slipway-desktop".to_owned(),
        peer: "a blank window of the same toolchain".to_owned(),
        goal: Some(1.5),
        times,
        counted: None,
    }])
}

/// How long it takes from a program's start until so many points of its window's content are drawn.
fn until_drawn(display: &Display, program: &Path, points: usize) -> Result<Duration> {
    let since = Instant::now();
    let running = start(display.command(program))?;
    while display.drawn()? < points {
        if since.elapsed() > LIMIT {
            let (name, said) = (program.display(), running.stderr_so_far());
            let why = format!("{name} drew too little within {LIMIT:?}. It said:\n{said}");
            return Err(TestkitError::new(why));
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    let took = since.elapsed();
    drop(running);
    display.until_empty()?;
    Ok(took)
}
