//! What the desktop says of a link that leads nowhere, in both languages.

use super::language::Tongue;
use super::links::Fault;

/// So much of a link is shown.
const SHOWN: usize = 120;

/// A link was opened that leads nowhere.
pub(super) fn title(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "This link leads nowhere",
        Tongue::Chinese => "此链接无效",
    }
}

/// Which link, why, and what to do.
pub(super) fn why(link: &str, fault: &Fault, tongue: Tongue) -> String {
    let shown: String = link.chars().filter(|letter| !letter.is_control()).take(SHOWN).collect();
    match tongue {
        Tongue::English => format!("`{shown}`: {}. {}.", english(fault), english_help(fault)),
        Tongue::Chinese => format!("`{shown}`：{}。{}。", chinese(fault), chinese_help(fault)),
    }
}

fn english(fault: &Fault) -> String {
    match fault {
        Fault::NoLink => "it is no link of Slipway".to_owned(),
        Fault::NoText => "its percent signs stand for no text".to_owned(),
        Fault::NoPage => "there is no such page".to_owned(),
        Fault::Unsaid(name) => format!("`{name}` cannot be said of that page"),
        Fault::Missing(what) => format!("it does not say the {what} of the plan"),
        Fault::NoMovement(kind) => format!("`{kind}` moves no release"),
        Fault::NoNumber(text) => format!("`{text}` is no release's number"),
        Fault::NoProject(name) => format!("it is about the project `{name}`, which the window does not have"),
    }
}

fn chinese(fault: &Fault) -> String {
    match fault {
        Fault::NoLink => "这不是 Slipway 的链接".to_owned(),
        Fault::NoText => "其中的百分号编码有误".to_owned(),
        Fault::NoPage => "没有该页面".to_owned(),
        Fault::Unsaid(name) => format!("该页面不接受 `{name}`"),
        Fault::Missing(what) => format!("计划缺少 `{what}`"),
        Fault::NoMovement(kind) => format!("`{kind}` 不是部署、晋级或回滚"),
        Fault::NoNumber(text) => format!("`{text}` 不是版本编号"),
        Fault::NoProject(name) => format!("窗口中没有项目 `{name}`"),
    }
}

fn english_help(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoProject(_) => "Add its repository to the window first",
        _ => "Copy it again from where it was made, or look for it in the window",
    }
}

fn chinese_help(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoProject(_) => "请先在窗口中添加其仓库",
        _ => "请从原处重新复制，或在窗口中查找",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_which_link_why_and_what_to_do() {
        let fault = Fault::NoProject("billing".into());
        let said = |tongue| why("slipway://environments/billing/eu", &fault, tongue);
        assert_eq!(
            said(Tongue::English),
            "`slipway://environments/billing/eu`: it is about the project `billing`, which the window does not \
             have. Add its repository to the window first."
        );
        assert_eq!(
            said(Tongue::Chinese),
            "`slipway://environments/billing/eu`：窗口中没有项目 `billing`。请先在窗口中添加其仓库。"
        );
    }

    #[test]
    fn no_more_of_a_link_is_shown_than_can_be_read_and_nothing_that_is_no_letter() {
        let said = why(&format!("x\u{1b}[2J\n{}", "a".repeat(4000)), &Fault::NoLink, Tongue::English);
        assert!(said.starts_with("`x[2Ja") && said.len() < 300, "{said}");
        assert!(!said.contains(['\u{1b}', '\n']));
    }
}
