//! What BuildKit calls its steps.

use std::fmt;

use slipway_domain::how_far::HowFar;

/// A step of a Dockerfile, from a name such as `[build 2/4] RUN make`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Where it is in the file: `2/4`, or `build 2/4` in a named stage.
    pub(crate) label: String,
    /// The instruction.
    pub(crate) instruction: String,
}

impl Step {
    /// Reads a name; `None` for what BuildKit does on its own behalf.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (head, instruction) = name.strip_prefix('[')?.split_once("] ")?;
        let (stage, count) = head.rsplit_once(' ').map_or(("", head), |(stage, count)| (stage, count));
        let (number, of) = count.split_once('/')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(number) || !digits(of) {
            return None;
        }
        let label = if stage.is_empty() { count.to_owned() } else { format!("{stage} {count}") };
        Some(Self { label, instruction: instruction.to_owned() })
    }
}

impl Step {
    /// That a build has come to it.
    pub(crate) fn far(&self) -> HowFar {
        HowFar::Building { step: self.label.clone(), instruction: self.instruction.clone() }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.far())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_steps_are_read() {
        let shown = |name| Step::parse(name).map(|step| step.to_string());
        assert_eq!(shown("[3/9] RUN go build").as_deref(), Some("step 3/9 RUN go build"));
        assert_eq!(shown("[build 2/4] RUN [\"a\"] b").as_deref(), Some("step build 2/4 RUN [\"a\"] b"));
        assert_eq!(
            shown("[linux/amd64 run 2/4] COPY . .").as_deref(),
            Some("step linux/amd64 run 2/4 COPY . .")
        );
        assert_eq!(shown("[internal] load build context"), None);
        assert_eq!(shown("exporting to image"), None);
    }
}
