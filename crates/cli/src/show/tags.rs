//! Images of a service.

use jiff::Timestamp;
use slipway_engine::ports::Scan;
use slipway_engine::tags::ImageRow;

use super::{out, table::table};

/// Prints a table of images.
pub fn print(images: &[ImageRow]) {
    if images.is_empty() {
        return out("The registry has no images of this service yet; `slipway run` pushes the first one.");
    }
    out(&listed(images));
}

/// The table. Days and not moments, and processors without the system that nearly all have, so that an image with two
/// tags takes no more than 100 columns.
fn listed(images: &[ImageRow]) -> String {
    let mut rows: Vec<Vec<String>> = images.iter().map(row).collect();
    let mut head =
        vec!["TAGS", "DIGEST", "SEMVER", "BUILD", "COMMIT (UTC)", "CREATED", "SIZE", "FOR", "RUNS IN"];
    // Most registries search for nothing, and then there is no column for it.
    if images.iter().any(|image| image.scan.is_some()) {
        head.push("FOUND");
        rows.iter_mut().zip(images).for_each(|(row, image)| row.push(found(image.scan.as_ref())));
    }
    table(&head, &rows)
}

/// What was found in an image: `1 critical, 3 high`.
fn found(scan: Option<&Scan>) -> String {
    let Some(scan) = scan else { return "-".to_owned() };
    let Some(found) = scan.found() else { return scan.status.replace('_', " ") };
    if found.is_empty() {
        return "nothing".to_owned();
    }
    let counts: Vec<String> = found.iter().map(|(severity, count)| format!("{count} {severity}")).collect();
    counts.join(", ")
}

fn row(image: &ImageRow) -> Vec<String> {
    let unknown = || "-".to_owned();
    let platforms: Vec<&str> =
        image.platforms.iter().map(|platform| platform.strip_prefix("linux/").unwrap_or(platform)).collect();
    vec![
        image.tags.join(", "),
        image.digest.short().to_owned(),
        image.semver.as_ref().map_or_else(unknown, ToString::to_string),
        image.build_number.map_or_else(unknown, |number| number.to_string()),
        commit(image).unwrap_or_else(unknown),
        image.created.map_or_else(unknown, day),
        image.size_bytes.map_or_else(unknown, size),
        platforms.join(", "),
        image.running_in.join(", "),
    ]
}

/// The commit and its day, as far as they are known.
fn commit(image: &ImageRow) -> Option<String> {
    let short = image.commit.as_ref().map(|commit| commit.chars().take(7).collect());
    let known: Vec<String> = short.into_iter().chain(image.commit_time.map(day)).collect();
    (!known.is_empty()).then(|| known.join(" "))
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes.div_ceil(1_000))
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::digest::Digest;
    use slipway_engine::tags::row as row_of;

    use super::*;

    #[test]
    fn all_that_is_known_of_an_image_fits_100_columns() {
        let image = ImageRow {
            tags: vec!["0.1.48".into(), "develop".into()],
            digest: Digest::of(b"x"),
            semver: "0.1.48".parse().ok(),
            build_number: Some(48),
            commit: Some("0123456789abcdef0123456789abcdef01234567".into()),
            commit_time: "2026-01-05T09:00:00Z".parse().ok(),
            created: "2026-01-06T10:00:00Z".parse().ok(),
            size_bytes: Some(2_150_000),
            platforms: vec!["linux/amd64".into(), "windows/amd64".into()],
            running_in: vec!["sandbox".into()],
            pushed: None,
            scan: None,
        };
        let table = listed(std::slice::from_ref(&image));
        for known in [
            "0.1.48, develop",
            "0.1.48  48",
            "0123456 2026-01-05  2026-01-06",
            "2.1 MB",
            "amd64, windows/amd64  sandbox",
        ] {
            assert!(table.contains(known), "{known}:\n{table}");
        }
        let usual = ImageRow { platforms: vec!["linux/amd64".into()], ..image };
        let table = listed(std::slice::from_ref(&usual));
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
        let bare = ImageRow { commit: None, commit_time: None, created: None, semver: None, ..usual };
        assert!(
            listed(&[bare]).contains(" -       48     -             -        2.1 MB"),
            "unknown is a dash"
        );
    }

    #[test]
    fn what_was_found_stands_in_a_column_where_a_registry_searches() {
        let scan = |status: &str, findings: &[(&str, u32)]| Scan {
            status: status.into(),
            at: None,
            findings: findings.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect(),
        };
        let bad = scan("complete", &[("low", 2), ("critical", 1)]);
        assert_eq!(found(Some(&bad)), "1 critical, 2 low");
        assert_eq!(found(Some(&scan("complete", &[]))), "nothing");
        assert_eq!(found(Some(&scan("in_progress", &[]))), "in progress");
        let image = row_of(Digest::of(b"x"), vec!["1".into()], None, Vec::new(), |_| None);
        assert!(!listed(std::slice::from_ref(&image)).contains("FOUND"));
        let table = listed(&[ImageRow { scan: Some(bad), ..image }]);
        assert!(table.contains("FOUND") && table.contains("1 critical, 2 low"), "{table}");
    }
}
