//! Which branches a condition of `if` or `case` lets through.

use crate::branches::Branches;

/// Variables that hold the branch, in the systems people use.
const VARIABLES: [&str; 12] = [
    "CIRCLE_BRANCH",
    "CI_COMMIT_BRANCH",
    "CI_COMMIT_REF_NAME",
    "CI_COMMIT_REF_SLUG",
    "GITHUB_REF_NAME",
    "GITHUB_REF",
    "github.ref_name",
    "github.ref",
    "BRANCH_NAME",
    "GIT_BRANCH",
    "TRAVIS_BRANCH",
    "BRANCH",
];

/// Whether a word is the branch's variable, such as `${CIRCLE_BRANCH}`.
pub(crate) fn is_branch(word: &str) -> bool {
    let inner = word.trim_start_matches(['$', '{', ' ']).trim_end_matches(['}', ' ']);
    let inner = inner.strip_prefix("env.").unwrap_or(inner);
    (word.starts_with('$') || word.contains('.') || word.contains('_'))
        && VARIABLES.iter().any(|name| name.eq_ignore_ascii_case(inner))
}

/// The branches for which a test such as `[ "$B" = a ] || [ "$B" = b ]` holds.
pub(crate) fn branches(words: &[String]) -> Branches {
    let mut found: Option<Branches> = None;
    for index in 1..words.len().saturating_sub(1) {
        let equal = match words[index].as_str() {
            "=" | "==" | "=~" => true,
            "!=" => false,
            _ => continue,
        };
        let name = match (is_branch(&words[index - 1]), is_branch(&words[index + 1])) {
            (true, false) => &words[index + 1],
            (false, true) => &words[index - 1],
            _ => continue,
        };
        let named = Branches::of_patterns([name.trim_matches(['\'', '"'])]);
        let one = if equal { named } else { named.not() };
        found = Some(match found {
            Some(before) if words[..index].iter().rev().take(4).any(|word| word == "&&") => before.and(&one),
            Some(before) => before.or(&one),
            None => one,
        });
    }
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Branches {
        branches(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn comparisons_with_the_branch_are_read() {
        let only = |names: &[&str]| Branches::Only(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(read("[ ${CIRCLE_BRANCH} == master ]"), only(&["master"]));
        assert_eq!(read("[ $CIRCLE_BRANCH = a ] || [ $CIRCLE_BRANCH = b ]"), only(&["a", "b"]));
        assert_eq!(read("github.ref == 'refs/heads/main'"), only(&["main"]));
        assert_eq!(read("[ $CI_COMMIT_BRANCH != main ]"), only(&["main"]).not());
        assert_eq!(read("[ -n $X ]"), Branches::Any);
    }
}
