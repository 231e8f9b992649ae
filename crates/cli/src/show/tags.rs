//! Images of a service.

use slipway_engine::tags::ImageRow;

use super::{out, table::table};

/// Prints a table of images.
pub fn print(images: &[ImageRow]) {
    let unknown = || "-".to_owned();
    let row = |image: &ImageRow| {
        vec![
            image.tags.join(", "),
            image.digest.short().to_owned(),
            image.build_number.map_or_else(unknown, |number| number.to_string()),
            image.commit.as_ref().map_or_else(unknown, |commit| commit.chars().take(7).collect()),
            image.commit_time.map_or_else(unknown, |at| at.strftime("%Y-%m-%d %H:%M").to_string()),
            image.size_bytes.map_or_else(unknown, size),
            image.platforms.join(", "),
            image.running_in.join(", "),
        ]
    };
    if images.is_empty() {
        return out("The registry has no images of this service yet; `slipway run` pushes the first one.");
    }
    let rows: Vec<Vec<String>> = images.iter().map(row).collect();
    out(&table(
        &["TAGS", "DIGEST", "BUILD", "COMMIT", "COMMIT TIME (UTC)", "SIZE", "PLATFORMS", "RUNS IN"],
        &rows,
    ));
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes.div_ceil(1_000))
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}
