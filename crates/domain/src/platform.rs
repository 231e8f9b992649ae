//! Platforms: what an image is for, what a machine is, and which image runs on which machine.
//!
//! The names are those of the OCI image specification (`os`, `architecture` and `variant` of an index's entries),
//! and what runs where is what containerd's package `platforms` matches (`Only`), which Docker Engines ask too:
//!
//! - the system has to be the same;
//! - `arm64` is `arm64/v8`, `amd64` is `amd64/v1`, and an image for `arm` that says no more is for `arm/v7`;
//! - a newer variant runs the older ones of its architecture: `arm/v7` what is for `arm/v6`;
//! - `amd64` runs what is for `386`, and `arm64` what is for `arm`: engines pull that where there is nothing
//!   better. A processor without the smaller instructions fails only when the container starts.
//!
//! One thing differs: a machine that names no variant is not held to the oldest one. Docker Engines never name
//! theirs, and whoever refuses what may run is wrong more often than whoever lets it try.

use std::fmt;

/// A system and a processor, such as `linux/amd64` or `linux/arm/v7`. Different names of one thing are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    system: String,
    architecture: String,
    /// `None` for what the architecture is anyway.
    variant: Option<String>,
}

impl Platform {
    /// Reads `SYSTEM/ARCHITECTURE[/VARIANT]`; `None` where that does not say what it is.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let mut parts = text.trim().splitn(3, '/');
        let system = parts.next().filter(|system| !system.is_empty())?.to_owned();
        let architecture = match parts.next()? {
            "" => return None,
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "i386" => "386",
            other => other,
        };
        let variant = parts.next().filter(|one| !one.is_empty() && Some(*one) != anyway(architecture));
        Some(Self { system, architecture: architecture.to_owned(), variant: variant.map(str::to_owned) })
    }

    /// The platform of a machine that calls itself `SYSTEM/MACHINE`, as `uname -s` and `uname -m` do; `None` where
    /// no images are built for that.
    pub fn of_machine(text: &str) -> Option<Self> {
        let architecture = match text.trim().strip_prefix("Linux/")? {
            known @ ("x86_64" | "aarch64" | "riscv64" | "s390x" | "ppc64le") => known,
            "loongarch64" => "loong64",
            "i386" | "i486" | "i586" | "i686" => "386",
            arm if arm.starts_with("armv5") => "arm/v5",
            arm if arm.starts_with("armv6") => "arm/v6",
            // A system of 32 bits on a processor of 64 is called armv8l.
            arm if arm.starts_with("armv7") || arm.starts_with("armv8") => "arm/v7",
            _ => return None,
        };
        Self::read(&format!("linux/{architecture}"))
    }

    /// Whether a machine of that platform runs images for this one by itself.
    pub fn runs_on(&self, machine: &Self) -> bool {
        let architectures = (self.architecture.as_str(), machine.architecture.as_str());
        self.system == machine.system
            && match architectures {
                (own, theirs) if own == theirs => self.is_reached_by(machine),
                ("386", "amd64") | ("arm", "arm64") => true,
                _ => false,
            }
    }

    /// Whether a machine of the same architecture is new enough.
    fn is_reached_by(&self, machine: &Self) -> bool {
        let Some(has) = &machine.variant else { return true };
        match (self.level(), level(has)) {
            // Armv9.0 has what Armv8.5 has.
            (Some((8, needs)), Some((9, has))) => needs <= has + 5,
            (Some(needs), Some(has)) => needs <= has,
            _ => self.variant.as_ref().is_none_or(|needs| needs == has),
        }
    }

    /// The variant as numbers that can be compared.
    fn level(&self) -> Option<(u32, u32)> {
        let plain = if self.architecture == "arm" { Some("v7") } else { anyway(&self.architecture) };
        level(self.variant.as_deref().or(plain)?)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.system, self.architecture)?;
        self.variant.iter().try_for_each(|variant| write!(f, "/{variant}"))
    }
}

/// The variant that an architecture means when none is named.
fn anyway(architecture: &str) -> Option<&'static str> {
    match architecture {
        "amd64" => Some("v1"),
        "arm64" => Some("v8"),
        _ => None,
    }
}

/// `v8.2` as 8 and 2.
fn level(variant: &str) -> Option<(u32, u32)> {
    let number = variant.strip_prefix('v').unwrap_or(variant);
    let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether an image for one platform runs on a machine of the other. Where either does not say what it is, nothing
/// is against it.
pub fn runs_on(image: &str, machine: &str) -> bool {
    match (Platform::read(image), Platform::read(machine)) {
        (Some(image), Some(machine)) => image.runs_on(&machine),
        _ => true,
    }
}

/// Which of an image's platforms an engine on that machine takes: its own, else the nearest that it runs.
pub fn nearest<'t>(images: impl Iterator<Item = &'t str>, machine: &str) -> Option<&'t str> {
    let machine = Platform::read(machine)?;
    let read = images.filter_map(|text| Some((text, Platform::read(text)?)));
    let fits = read.filter(|(_, image)| image.runs_on(&machine));
    let near =
        |image: &Platform| (*image == machine, image.architecture == machine.architecture, image.level());
    fits.max_by_key(|(_, image)| near(image)).map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rule_says_which_image_runs_where() {
        for (image, machine, fits) in [
            ("linux/amd64", "linux/amd64", true),
            ("linux/arm64/v8", "linux/arm64", true),
            ("linux/arm64", "linux/arm64/v8", true),
            ("linux/aarch64", "linux/arm64", true),
            ("linux/arm64/v8.5", "linux/arm64/v9", true),
            ("linux/arm64/v9", "linux/arm64/v8.5", false),
            ("linux/arm64/v8.6", "linux/arm64/v9", false),
            ("linux/arm/v6", "linux/arm/v7", true),
            ("linux/arm/v7", "linux/arm/v6", false),
            ("linux/arm", "linux/arm/v6", false),
            ("linux/arm/v6", "linux/arm", true),
            ("linux/arm/v7", "linux/arm64", true),
            ("linux/arm64", "linux/arm/v7", false),
            ("linux/386", "linux/amd64", true),
            ("linux/amd64", "linux/386", false),
            ("linux/amd64/v1", "linux/amd64", true),
            ("linux/amd64/v3", "linux/amd64", true),
            ("linux/amd64/v3", "linux/amd64/v2", false),
            ("linux/arm64", "linux/amd64", false),
            ("linux/amd64", "linux/arm64", false),
            ("windows/amd64", "linux/amd64", false),
            ("linux/mips64le", "linux/mips64le/hardfloat", true),
            ("linux/mips64le/softfloat", "linux/mips64le/hardfloat", false),
            ("/", "linux/amd64", true),
            ("linux/amd64", "", true),
        ] {
            assert_eq!(runs_on(image, machine), fits, "{image} on {machine}");
        }
    }

    #[test]
    fn an_engine_takes_the_nearest() {
        let all = ["linux/386", "linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8", ""];
        for (machine, taken) in [
            ("linux/amd64", Some("linux/amd64")),
            ("linux/arm64", Some("linux/arm64/v8")),
            ("linux/arm/v6", Some("linux/arm/v6")),
            ("linux/arm", Some("linux/arm/v7")),
            ("linux/s390x", None),
            ("", None),
        ] {
            assert_eq!(nearest(all.into_iter(), machine), taken, "{machine}");
        }
        assert_eq!(
            nearest(["linux/arm/v5", "linux/arm/v7"].into_iter(), "linux/arm64"),
            Some("linux/arm/v7")
        );
        assert_eq!(
            nearest(["linux/amd64/v2", "linux/amd64"].into_iter(), "linux/amd64"),
            Some("linux/amd64")
        );
    }

    #[test]
    fn a_machine_has_the_platform_that_images_are_built_for() {
        for (machine, platform) in [
            ("Linux/x86_64", Some("linux/amd64")),
            ("Linux/aarch64\n", Some("linux/arm64")),
            ("Linux/armv7l", Some("linux/arm/v7")),
            ("Linux/armv6l", Some("linux/arm/v6")),
            ("Linux/armv8l", Some("linux/arm/v7")),
            ("Linux/i686", Some("linux/386")),
            ("Linux/riscv64", Some("linux/riscv64")),
            ("Linux/alpha", None),
            ("Darwin/arm64", None),
        ] {
            let found = Platform::of_machine(machine).map(|found| found.to_string());
            assert_eq!(found.as_deref(), platform, "{machine}");
        }
    }
}
