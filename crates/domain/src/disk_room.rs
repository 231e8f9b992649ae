//! How much disk an image needs where it is pulled.

/// What an engine needs beside images to go on working, in bytes.
pub const HEADROOM: u64 = 100_000_000;

/// Below so many free bytes a place is short of disk, whatever is pulled.
pub const LITTLE: u64 = 1_000_000_000;

/// Bytes that must be free before layers of `compressed` bytes together are pulled: two and a half times that,
/// since an engine keeps a layer's compressed form until it is unpacked and unpacked ones are larger, and
/// [`HEADROOM`]. How well a layer was compressed is in no manifest, so this is about right and never exact.
pub fn needed(compressed: u64) -> u64 {
    compressed.saturating_mul(5) / 2 + HEADROOM
}

/// Bytes as people read them: `1.2 GB`, `58 MB`.
pub fn text(bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    const GIGA: u64 = 1000 * MEGA;
    if bytes >= GIGA {
        format!("{}.{} GB", bytes / GIGA, bytes % GIGA / (GIGA / 10))
    } else {
        format!("{} MB", bytes / MEGA)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_counted_and_told() {
        assert_eq!(needed(0), HEADROOM);
        assert_eq!(needed(440_000_000), 1_200_000_000);
        assert_eq!(needed(u64::MAX), u64::MAX / 2 + HEADROOM, "nonsense is no panic");
        for (bytes, expected) in [(1_299_999_999, "1.2 GB"), (300_400_000, "300 MB"), (0, "0 MB")] {
            assert_eq!(text(bytes), expected);
        }
    }
}
