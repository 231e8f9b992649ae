//! What notices say, in both languages.

use super::Notice;
use crate::config::{Occasion, Tongue};
use crate::operation::{Kind, Verdict};

/// What a notice says in a line.
pub(super) fn title(notice: &Notice, tongue: Tongue) -> String {
    let what = match tongue {
        Tongue::English => english(notice),
        Tongue::Chinese => chinese(notice),
    };
    format!("{}{}{what}", notice.project, colon(tongue))
}

/// What stands between a label and its value.
pub(super) fn colon(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => ": ",
        Tongue::Chinese => "：",
    }
}

fn english(notice: &Notice) -> String {
    if notice.test {
        return "this is a test of the notifications".to_owned();
    }
    if !notice.summary.is_empty() {
        return format!("what happened in quiet hours ({})", notice.summary.len());
    }
    let (what, place) = (subject(notice, Tongue::English), notice.environment.as_deref());
    let into = place.map(|place| format!(" to {place}")).unwrap_or_default();
    let within = place.map(|place| format!(" in {place}")).unwrap_or_default();
    let taken_back = if notice.verdict == Some(Verdict::RolledBack) { " and was taken back" } else { "" };
    match notice.occasion {
        Occasion::Started => match notice.kind {
            Some(Kind::Run) | None => format!("{what} has begun"),
            Some(Kind::Restart) => format!("{what}{within} has begun"),
            Some(Kind::Rollback) => format!("rolling back{} to {what}", place_of(place)),
            Some(Kind::Deploy | Kind::Promote) => format!("{what} is going out{into}"),
        },
        Occasion::Succeeded => match (notice.kind, place) {
            (Some(Kind::Deploy | Kind::Promote | Kind::Rollback), Some(place)) => {
                format!("{place} runs {what}")
            }
            _ => format!("{what} succeeded{within}"),
        },
        Occasion::Failed => format!("{what} failed{within}{taken_back}"),
        Occasion::FailedTwice => format!("{what} failed{within}{taken_back}, the second failure in a row"),
        Occasion::Approval => format!("{what} waits for a person{within}"),
        Occasion::Alert => match place {
            Some(place) if is_drift(notice) => format!("what runs in {place} is not what was deployed there"),
            Some(place) => format!("what runs in {place} is unknown"),
            None => format!("what came of {what} is unknown"),
        },
        Occasion::Cancelled => format!("{what} was stopped{within}"),
    }
}

/// Whether an alert is about a deployment that had come to its end: what runs has been changed since.
fn is_drift(notice: &Notice) -> bool {
    matches!(notice.verdict, Some(Verdict::Succeeded | Verdict::RolledBack))
}

fn place_of(place: Option<&str>) -> String {
    place.map(|place| format!(" {place}")).unwrap_or_default()
}

fn chinese(notice: &Notice) -> String {
    if notice.test {
        return "这是一条测试通知".to_owned();
    }
    if !notice.summary.is_empty() {
        return format!("免打扰时段内的动态（{} 条）", notice.summary.len());
    }
    let (what, place) = (subject(notice, Tongue::Chinese), notice.environment.as_deref());
    let within = place.map(|place| format!("在 {place} 中")).unwrap_or_default();
    let taken_back = if notice.verdict == Some(Verdict::RolledBack) { "，已恢复原状" } else { "" };
    match notice.occasion {
        Occasion::Started => match (notice.kind, place) {
            (Some(Kind::Rollback), Some(place)) => format!("正在将 {place} 回滚到 {what}"),
            (Some(Kind::Deploy | Kind::Promote), Some(place)) => format!("正在将 {what} 部署到 {place}"),
            _ => format!("{what} {within}已开始"),
        },
        Occasion::Succeeded => match (notice.kind, place) {
            (Some(Kind::Deploy | Kind::Promote | Kind::Rollback), Some(place)) => {
                format!("{place} 正在运行 {what}")
            }
            _ => format!("{what} {within}成功"),
        },
        Occasion::Failed => format!("{what} {within}失败{taken_back}"),
        Occasion::FailedTwice => format!("{what} {within}失败{taken_back}，已连续失败两次"),
        Occasion::Approval => format!("{what} {within}等待人工处理"),
        Occasion::Alert => match place {
            Some(place) if is_drift(notice) => format!("{place} 中运行的内容与部署的不一致"),
            Some(place) => format!("{place} 中运行的内容未知"),
            None => format!("{what} 的结果未知"),
        },
        Occasion::Cancelled => format!("{what} {within}已停止"),
    }
}

/// What it is about: the versions, else the number, else what is done.
fn subject(notice: &Notice, tongue: Tongue) -> String {
    let number = notice.release.map(|number| format!("#{number}"));
    match (notice.kind, number) {
        (Some(Kind::Run), Some(number)) => match tongue {
            Tongue::English => format!("run {number}"),
            Tongue::Chinese => format!("运行 {number}"),
        },
        (Some(Kind::Restart), _) => match tongue {
            Tongue::English => "the restart".to_owned(),
            Tongue::Chinese => "重启".to_owned(),
        },
        (_, number) if notice.versions.is_empty() => number.unwrap_or_else(|| match tongue {
            Tongue::English => "the operation".to_owned(),
            Tongue::Chinese => "操作".to_owned(),
        }),
        _ => notice.versions(),
    }
}

/// A label of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Project,
    Environment,
    Version,
    Branch,
    Author,
    Started,
    When,
    Reason,
    Changes,
    Compare,
    Why,
    Evidence,
    Running,
    Open,
}

impl Label {
    pub(super) fn word(self, tongue: Tongue) -> &'static str {
        let [english, chinese] = match self {
            Self::Project => ["Project", "项目"],
            Self::Environment => ["Environment", "环境"],
            Self::Version => ["Version", "版本"],
            Self::Branch => ["Branch", "分支"],
            Self::Author => ["Author", "作者"],
            Self::Started => ["Started by", "发起人"],
            Self::When => ["When", "时间"],
            Self::Reason => ["Reason", "原因说明"],
            Self::Changes => ["Changes", "变更"],
            Self::Compare => ["Compare", "查看差异"],
            Self::Why => ["Why", "原因"],
            Self::Evidence => ["Evidence", "依据"],
            Self::Running => ["Runs now", "当前运行"],
            Self::Open => ["Open in Slipway", "在 Slipway 中打开"],
        };
        match tongue {
            Tongue::English => english,
            Tongue::Chinese => chinese,
        }
    }
}

/// That there are more commits than are told.
pub(super) fn more(count: u64, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => format!("and {count} more"),
        Tongue::Chinese => format!("另有 {count} 项"),
    }
}

/// What runs at a place of which nobody knows it.
pub(super) fn unknown(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "unknown",
        Tongue::Chinese => "未知",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::samples::{failed, succeeded};

    fn said(notice: &Notice) -> [String; 2] {
        [Tongue::English, Tongue::Chinese].map(|tongue| title(notice, tongue))
    }

    #[test]
    fn each_occasion_is_said_in_a_line() {
        let of = |occasion| Notice { occasion, ..succeeded() };
        for (occasion, english, chinese) in [
            (
                Occasion::Started,
                "recipes: api 0.1.48 is going out to production",
                "recipes：正在将 api 0.1.48 部署到 production",
            ),
            (
                Occasion::Succeeded,
                "recipes: production runs api 0.1.48",
                "recipes：production 正在运行 api 0.1.48",
            ),
            (
                Occasion::Approval,
                "recipes: api 0.1.48 waits for a person in production",
                "recipes：api 0.1.48 在 production 中等待人工处理",
            ),
            (
                Occasion::Alert,
                "recipes: what runs in production is not what was deployed there",
                "recipes：production 中运行的内容与部署的不一致",
            ),
            (
                Occasion::Cancelled,
                "recipes: api 0.1.48 was stopped in production",
                "recipes：api 0.1.48 在 production 中已停止",
            ),
        ] {
            assert_eq!(said(&of(occasion)), [english, chinese]);
        }
        let unknown = Notice { verdict: Some(Verdict::Unknown), ..of(Occasion::Alert) };
        let told = ["recipes: what runs in production is unknown", "recipes：production 中运行的内容未知"];
        assert_eq!(said(&unknown), told);
    }

    #[test]
    fn a_failure_says_whether_it_was_taken_back_and_whether_it_is_the_second() {
        let once = failed();
        assert_eq!(
            title(&once, Tongue::English),
            "recipes: api 0.1.48 failed in production and was taken back"
        );
        let twice = Notice { occasion: Occasion::FailedTwice, ..once };
        assert!(title(&twice, Tongue::English).ends_with("taken back, the second failure in a row"));
        assert!(title(&twice, Tongue::Chinese).ends_with("已连续失败两次"));
    }

    #[test]
    fn a_run_is_named_by_its_number() {
        let run = Notice { kind: Some(Kind::Run), environment: None, release: Some(12), ..succeeded() };
        assert_eq!(said(&run), ["recipes: run #12 succeeded", "recipes：运行 #12 成功"]);
    }
}
