//! The shell text that goes to hosts.

use slipway_domain::ids::Key;
use slipway_hosts::{START, Spot, prelude, quote};

use crate::args::{Run, Ship};

const INTACT: &str = include_str!("scripts/intact.sh");
const ALIVE: &str = include_str!("scripts/alive.sh");

/// The body that unpacks, checks and places what is on its input.
pub(crate) fn ship(ship: &Ship) -> String {
    named(&ship.name, &ship.sums) + INTACT + include_str!("scripts/ship.sh")
}

/// The script that says whether all of it is there: `absent`, `done` or `different` last.
pub(crate) fn shipped(ship: &Ship) -> String {
    prelude(&ship.spot) + &named(&ship.name, &ship.sums) + INTACT + include_str!("scripts/shipped.sh")
}

/// What stands at the end of what a run is given on its input.
pub(crate) fn end_mark(key: &Key) -> String {
    format!("slipway: end of {}", key.as_str())
}

/// The body that runs the script with what is on its input, less the mark, as the script's own input.
pub(crate) fn run(run: &Run, key: &Key) -> String {
    let words: Vec<String> = run.args.iter().map(|arg| quote(arg)).collect();
    let exports: String =
        run.env.iter().map(|(name, value)| format!("export {name}={}\n", quote(value))).collect();
    [
        named(&run.name, &run.sums),
        format!("KEY={}; END={}\n", quote(key.as_str()), quote(&end_mark(key))),
        format!("RUNNER={}\n", quote(&[START, include_str!("scripts/runner.sh")].concat())),
        exports,
        format!("set -- {}\n", words.join(" ")),
        INTACT.to_owned(),
        include_str!("scripts/run.sh").to_owned(),
    ]
    .concat()
}

/// The script that says what became of a run, in its first line: `absent`, `running`, `stopped`, `lost` or
/// `exit CODE`. Then comes the log from `line` on (from 1) while it runs, else its last lines. Lines are counted, since
/// a line that was passed on as text no longer tells how many bytes it had.
pub(crate) fn ran(spot: &Spot, key: &Key, line: u64) -> String {
    let head = format!("KEY={}; LINE={line}\n", quote(key.as_str()));
    prelude(spot) + &head + START + ALIVE + include_str!("scripts/ran.sh")
}

/// The script that ends a run with everything it started, and leaves a note of it.
pub(crate) fn stop(spot: &Spot, key: &Key) -> String {
    let head = format!("KEY={}\n", quote(key.as_str()));
    prelude(spot) + &head + START + ALIVE + include_str!("scripts/stop.sh")
}

fn named(name: &str, sums: &str) -> String {
    format!("N={}; SUM={}\n", quote(name), quote(sums))
}
