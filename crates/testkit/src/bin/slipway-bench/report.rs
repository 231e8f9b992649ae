//! What the bench prints.

use std::time::Duration;

use crate::measure::{Row, median, spread};

/// A comparison in a few lines, printed as soon as it is known.
pub(crate) fn row(row: &Row) -> String {
    let counted = row.counted.iter().map(|counted| format!("\n  {counted}")).collect::<String>();
    format!(
        "{}\n  ours  {}\n        $ {}\n  peer  {}\n        $ {}{counted}\n  ratio {:.2}{}",
        row.what,
        times(&row.times.ours),
        row.ours,
        times(&row.times.peer),
        row.peer,
        row.ratio(),
        goal(row),
    )
}

/// All of them as a table in Markdown.
pub(crate) fn table(rows: &[Row]) -> String {
    let head = "| what | ours (median) | peer (median) | ratio | goal |\n| --- | --- | --- | --- | --- |\n";
    let lines = rows.iter().map(|row| {
        let (ours, peer) = (millis(median(&row.times.ours)), millis(median(&row.times.peer)));
        let goal = row.goal.map_or_else(|| "-".to_owned(), |goal| format!("≤ {goal}"));
        let missed = if row.reached() { "" } else { " missed" };
        format!("| {} | {ours} | {peer} | {:.2} | {goal}{missed} |\n", row.what, row.ratio())
    });
    head.to_owned() + &lines.collect::<String>()
}

fn times(times: &[Duration]) -> String {
    let (least, most) = spread(times);
    let (middle, least, most) = (millis(median(times)), millis(least), millis(most));
    format!("median {middle}, from {least} to {most}, {} rounds", times.len())
}

fn millis(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1000.0;
    if millis < 10.0 { format!("{millis:.1} ms") } else { format!("{millis:.0} ms") }
}

fn goal(row: &Row) -> String {
    match row.goal {
        None => String::new(),
        Some(goal) if row.reached() => format!(", goal {goal} reached"),
        Some(goal) => format!(", goal {goal} MISSED"),
    }
}
