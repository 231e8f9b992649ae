//! Why a text is no sealed file. No value ever stands in it, and nothing of the encrypted part.

/// Why a text is no sealed file that this Slipway reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// A merge was not finished: git's marks stand in it.
    #[error(
        "two people changed it, and git could not put that together: its marks of a conflict stand in line {line}"
    )]
    Conflict {
        /// The first line with a mark.
        line: usize,
    },
    /// Its head and its encrypted part do not belong together.
    #[error(
        "it was changed by hand or put together by a merge: its head does not belong to what is sealed in it"
    )]
    PutTogether,
    /// It was written by a newer Slipway.
    #[error("it was sealed by a newer Slipway (format {0})")]
    Newer(u32),
    /// It does not begin as such files do.
    #[error("it is no sealed file: it does not begin with `slipway-sealed: 1`")]
    Foreign,
    /// A line of the head is not what may stand there.
    #[error("line {line} is nothing that stands in the head of a sealed file")]
    Line {
        /// The line.
        line: usize,
    },
    /// Nothing is sealed in it.
    #[error("its encrypted part is missing")]
    Empty,
    /// A recipient's key is none that a file can be sealed for.
    #[error("{0}")]
    Key(String),
    /// A name that no recipient may have.
    #[error("`{0}` is no name for a recipient: letters, digits and `-`, `_`, `.`, `@`, at most 100 of them")]
    Name(String),
}

impl SealedError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => {
                "a merge cannot look into it: take one side whole (`git checkout --ours FILE` or `--theirs FILE`), see \
                 with `slipway credentials sealed diff --env E OTHER-BRANCH` what the other side changed, set that \
                 again with `slipway credentials sealed set`, and commit"
            }
            Self::PutTogether => {
                "take it whole as one commit has it (`git checkout COMMIT -- FILE`), then change it with \
                 `slipway credentials sealed`"
            }
            Self::Newer(_) => "install the newest Slipway",
            Self::Foreign | Self::Line { .. } | Self::Empty => {
                "take the file as an earlier commit has it, or name another one under `sealed` in slipway.yml"
            }
            Self::Key(_) => {
                "an age key begins with `age1`; of SSH keys take an ed25519 or RSA one, the line of its .pub file"
            }
            Self::Name(_) => "call recipients as people call each other: ann, build-laptop",
        }
    }
}
