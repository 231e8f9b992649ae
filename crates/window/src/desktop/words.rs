//! The desktop's sentences, in both languages.

use std::collections::BTreeSet;

use slipway_api::window::activity::ActivityRow;
use slipway_domain::operation::Kind;

use super::came::Came;
use super::language::Tongue;

/// What came of an operation, in a few words: `recipes: sandbox runs api 0.1.48`.
pub(super) fn headline(row: &ActivityRow, came: Came, tongue: Tongue) -> String {
    let said = match &row.row.environment {
        Some(environment) => about_environment(row, environment, came, tongue),
        None => about_run(row, came, tongue),
    };
    let colon = match tongue {
        Tongue::English => ": ",
        Tongue::Chinese => "：",
    };
    format!("{}{colon}{said}", row.project)
}

fn about_environment(row: &ActivityRow, environment: &str, came: Came, tongue: Tongue) -> String {
    let kind = row.row.kind;
    let what = what(row, tongue);
    match tongue {
        Tongue::English => match came {
            Came::Moving => format!("{what} is under way in {environment}"),
            Came::Succeeded => match kind {
                Kind::Rollback => format!("{environment} is back at {what}"),
                Kind::Restart => format!("{environment} was restarted"),
                Kind::Run | Kind::Deploy | Kind::Promote => format!("{environment} runs {what}"),
            },
            Came::Failed => format!("{what} failed in {environment}"),
            Came::RolledBack => format!("{what} failed in {environment} and was taken back"),
            Came::Cancelled => format!("{} in {environment} was stopped", the(kind)),
            Came::Unknown => format!("What runs in {environment} is unknown"),
            Came::Waits => format!("{what} waits for an answer in {environment}"),
            Came::Asks => format!("{what} failed in {environment}. Take it back?"),
        },
        Tongue::Chinese => match came {
            Came::Moving => format!("{environment} 正在处理 {what}"),
            Came::Succeeded => match kind {
                Kind::Rollback => format!("{environment} 已恢复到 {what}"),
                Kind::Restart => format!("{environment} 已重启"),
                Kind::Run | Kind::Deploy | Kind::Promote => format!("{environment} 已运行 {what}"),
            },
            Came::Failed => format!("{what} 在 {environment} 中失败"),
            Came::RolledBack => format!("{what} 在 {environment} 中失败，已撤回"),
            Came::Cancelled => format!("{environment} 的{}已中止", noun(kind)),
            Came::Unknown => format!("{environment} 运行的版本未知"),
            Came::Waits => format!("{what} 在 {environment} 等待答复"),
            Came::Asks => format!("{what} 在 {environment} 中失败，是否撤回？"),
        },
    }
}

fn about_run(row: &ActivityRow, came: Came, tongue: Tongue) -> String {
    let number = row.number.map(|number| format!(" #{number}")).unwrap_or_default();
    match tongue {
        Tongue::English => match came {
            Came::Moving => format!("Run{number} is under way"),
            Came::Succeeded => format!("Run{number} succeeded"),
            Came::Failed | Came::RolledBack | Came::Asks => format!("Run{number} failed"),
            Came::Cancelled => format!("Run{number} was stopped"),
            Came::Unknown => format!("What came of run{number} is unknown"),
            Came::Waits => format!("Run{number} waits for an answer"),
        },
        Tongue::Chinese => match came {
            Came::Moving => format!("运行{number} 进行中"),
            Came::Succeeded => format!("运行{number} 成功"),
            Came::Failed | Came::RolledBack | Came::Asks => format!("运行{number} 失败"),
            Came::Cancelled => format!("运行{number} 已中止"),
            Came::Unknown => format!("运行{number} 的结果未知"),
            Came::Waits => format!("运行{number} 等待答复"),
        },
    }
}

/// What it brings, as people call it: a version that all share, with the service where there is one only, else the
/// release's number, else the operation itself.
fn what(row: &ActivityRow, tongue: Tongue) -> String {
    let different: BTreeSet<&String> = row.versions.values().collect();
    match (row.versions.iter().next(), different.len(), row.row.release) {
        (Some((service, version)), 1, _) if row.versions.len() == 1 => format!("{service} {version}"),
        (Some((_, version)), 1, _) => version.clone(),
        (_, _, Some(release)) => format!("#{release}"),
        _ => match tongue {
            Tongue::English => the(row.row.kind).to_owned(),
            Tongue::Chinese => noun(row.row.kind).to_owned(),
        },
    }
}

fn the(kind: Kind) -> &'static str {
    match kind {
        Kind::Run => "The run",
        Kind::Deploy => "The deployment",
        Kind::Promote => "The promotion",
        Kind::Rollback => "The rollback",
        Kind::Restart => "The restart",
    }
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Run => "运行",
        Kind::Deploy => "部署",
        Kind::Promote => "晋级",
        Kind::Rollback => "回滚",
        Kind::Restart => "重启",
    }
}

/// What is written on something that leads into the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// Shows an operation.
    Show,
    /// Shows why it failed.
    Evidence,
    /// Shows the plan that waits.
    Review,
    /// Shows the question whether what failed is taken back.
    Decide,
    /// Shows what was left in the middle, which may be resumed there.
    Resume,
    /// Shows the plan that takes an environment back.
    RollBack(&'a str),
    /// Opens the window.
    Open,
    /// Ends the program.
    Quit,
}

impl Word<'_> {
    /// In a language.
    pub fn said(self, tongue: Tongue) -> String {
        let (english, chinese) = match self {
            Self::Show => ("Show it", "查看"),
            Self::Evidence => ("See why", "查看原因"),
            Self::Review => ("Review the plan", "查看计划"),
            Self::Decide => ("Decide", "决定"),
            Self::Resume => ("See what to do", "查看如何处理"),
            Self::Open => ("Open Slipway", "打开 Slipway"),
            Self::Quit => ("Quit Slipway", "退出 Slipway"),
            Self::RollBack(environment) => {
                return match tongue {
                    Tongue::English => format!("Roll back {environment} …"),
                    Tongue::Chinese => format!("回滚 {environment}…"),
                };
            }
        };
        match tongue {
            Tongue::English => english.to_owned(),
            Tongue::Chinese => chinese.to_owned(),
        }
    }
}

/// How everything stands, in a few words.
pub(super) fn overall(needs: usize, under_way: usize, has_projects: bool, tongue: Tongue) -> String {
    let (need, moving, joint, well, nothing) = match tongue {
        Tongue::English => (
            if needs == 1 { "1 needs you".to_owned() } else { format!("{needs} need you") },
            format!("{under_way} under way"),
            ", ",
            "All is well",
            "No project yet",
        ),
        Tongue::Chinese => {
            (format!("{needs} 项需要处理"), format!("{under_way} 项进行中"), "，", "一切正常", "尚无项目")
        }
    };
    let said: Vec<String> = [(needs, need), (under_way, moving)]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, said)| said)
        .collect();
    match (said.is_empty(), has_projects) {
        (false, _) => said.join(joint),
        (true, true) => well.to_owned(),
        (true, false) => nothing.to_owned(),
    }
}

/// Something that is executed waits for an answer.
pub(super) fn asks(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "Slipway waits for an answer",
        Tongue::Chinese => "Slipway 在等待回答",
    }
}

/// What stands between the names of a list.
pub(super) fn joint(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => ", ",
        Tongue::Chinese => "、",
    }
}

/// The program could not be started.
pub(super) fn not_started(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "Slipway cannot start",
        Tongue::Chinese => "Slipway 无法启动",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::samples::{deployment, run};

    #[test]
    fn a_headline_says_what_happened_and_where() {
        let said = |came, tongue| headline(&deployment(), came, tongue);
        assert_eq!(said(Came::Succeeded, Tongue::English), "recipes: sandbox runs api 0.1.48");
        assert_eq!(said(Came::Succeeded, Tongue::Chinese), "recipes：sandbox 已运行 api 0.1.48");
        assert_eq!(said(Came::Failed, Tongue::English), "recipes: api 0.1.48 failed in sandbox");
        assert_eq!(said(Came::Cancelled, Tongue::English), "recipes: The deployment in sandbox was stopped");
        assert_eq!(headline(&run(), Came::Failed, Tongue::English), "recipes: Run #12 failed");
        assert_eq!(headline(&run(), Came::Failed, Tongue::Chinese), "recipes：运行 #12 失败");
    }

    #[test]
    fn what_moved_is_called_by_the_version_that_all_share_else_by_the_release() {
        let mut row = deployment();
        row.versions.insert("web".into(), "0.1.48".into());
        assert_eq!(what(&row, Tongue::English), "0.1.48");
        row.versions.insert("web".into(), "0.3.3".into());
        assert_eq!(what(&row, Tongue::English), "#48");
        row.row.release = None;
        assert_eq!(what(&row, Tongue::English), "The deployment");
        assert_eq!(what(&row, Tongue::Chinese), "部署");
    }

    #[test]
    fn all_of_it_is_said_in_a_few_words() {
        let english = |needs, under_way, has| overall(needs, under_way, has, Tongue::English);
        assert_eq!(english(1, 2, true), "1 needs you, 2 under way");
        assert_eq!(english(0, 1, true), "1 under way");
        assert_eq!(english(0, 0, true), "All is well");
        assert_eq!(english(0, 0, false), "No project yet");
        assert_eq!(overall(3, 1, true, Tongue::Chinese), "3 项需要处理，1 项进行中");
    }
}
