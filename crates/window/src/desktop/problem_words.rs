//! What a problem is about, in a few words. The engine speaks English: to others its sentence is introduced, as in the
//! window.

use slipway_domain::problem::Code;

use super::language::Tongue;

/// A sentence of the engine as the desktop tells it: people by their names, as in the window. What it lists in further
/// lines has no room there.
pub(super) fn told(message: &str, code: Option<Code>, tongue: Tongue) -> String {
    let message = without_addresses(message.lines().next().unwrap_or_default());
    match (tongue, code) {
        (Tongue::Chinese, Some(code)) => format!("{}：{message}", chinese(code)),
        (Tongue::Chinese, None) | (Tongue::English, _) => message,
    }
}

/// The sentence without the addresses that stand behind people's names.
fn without_addresses(sentence: &str) -> String {
    let mut parts = sentence.split(" <");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('>') {
            Some((within, after)) if is_address(within) => told.push_str(after),
            _ => {
                told.push_str(" <");
                told.push_str(part);
            }
        }
    }
    told
}

fn is_address(text: &str) -> bool {
    text.contains('@') && !text.contains(|letter: char| letter.is_whitespace() || letter == '<')
}

fn chinese(code: Code) -> &'static str {
    match code {
        Code::Usage => "请求不符合要求",
        Code::ConfigurationInvalid => "slipway.yml 有错误",
        Code::ConfigurationMissing => "没有 slipway.yml",
        Code::SlipwayTooOld => "Slipway 版本低于项目要求",
        Code::NotARepository => "此处不是 git 仓库",
        Code::CommitNotFound => "仓库中没有该提交",
        Code::ReleaseNotFound => "找不到该版本",
        Code::EnvironmentNotFound => "没有该环境",
        Code::ServiceNotFound => "没有该服务",
        Code::OperationNotFound => "没有该操作",
        Code::PlanNewer => "计划由更新的 Slipway 制定",
        Code::PlanOutOfDate => "计划已过期",
        Code::ConfirmationNeeded => "需要确认",
        Code::SourceUnsupported => "无法按原样构建该提交",
        Code::SourceFailed => "无法读取仓库",
        Code::PersonUnknown => "git 中没有你的姓名和邮箱",
        Code::DirtyRefused => "有尚未提交的改动",
        Code::UnpushedRefused => "提交尚未推送",
        Code::LockHeld => "环境已被锁定",
        Code::TakenOver => "已被接管",
        Code::Held => "环境已挂起",
        Code::Frozen => "环境已冻结",
        Code::GateRefused => "有关卡未通过",
        Code::NotVerifiedBefore => "尚未在前一环境中验证",
        Code::RuleUnchecked => "有规则无法检查",
        Code::Denied => "计划已被拒绝",
        Code::ApprovalWanted => "等待审批",
        Code::HostKeyUnknown => "主机的 SSH 密钥未知",
        Code::HostKeyChanged => "主机的 SSH 密钥已改变",
        Code::HostDenied => "主机拒绝登录",
        Code::HostUnreachable => "主机无响应",
        Code::HostUnfit => "主机缺少所需条件",
        Code::MarkContradicts => "主机上的目录属于其他项目",
        Code::HostFormatNewer => "主机上的文件由更新的 Slipway 写入",
        Code::HostCommandFailed => "主机上的命令失败",
        Code::EngineUnreachable => "Docker 无响应",
        Code::EngineFailed => "Docker 拒绝了请求",
        Code::BuildFailed => "镜像构建失败",
        Code::PlatformMissing => "镜像不支持该主机的平台",
        Code::DiskShort => "磁盘空间不足",
        Code::RegistryUnreachable => "镜像仓库无响应",
        Code::RegistryDenied => "镜像仓库拒绝登录",
        Code::RegistryNotFound => "镜像仓库中没有该镜像",
        Code::RegistryFailed => "镜像仓库返回错误",
        Code::LeakFound => "发现了密钥",
        Code::VersionTaken => "版本号已被占用",
        Code::JobFailed => "任务失败",
        Code::VerifyFailed => "新版本未能就绪",
        Code::TimedOut => "超过时限",
        Code::SecretMissing => "找不到密钥",
        Code::ArtifactsMissing => "本机没有任务的产物",
        Code::CredentialsFailed => "无法读取保存的登录信息",
        Code::KeychainUnavailable => "没有可用的钥匙串",
        Code::KeychainLocked => "钥匙串已锁定",
        Code::KeychainSilent => "钥匙串没有响应",
        Code::KeychainEmpty => "没有可存放凭据的钥匙串",
        Code::CredentialGone => "钥匙串中已没有该凭据",
        Code::CredentialUnknown => "没有这个名称的凭据",
        Code::CredentialDeclined => "未允许使用凭据",
        Code::CredentialRejected => "凭据未被接受",
        Code::WrongAccount => "环境属于另一个账户",
        Code::AccountDenied => "账户不允许此操作",
        Code::AccountUnusable => "无法以该账户的身份操作",
        Code::TagFixed => "该仓库中的标签不可移动",
        Code::SealedInvalid => "密封文件无法使用",
        Code::SealedClosed => "这里没有能打开密封文件的密钥",
        Code::NotificationFailed => "未能通知某个渠道",
        Code::LedgerFailed => "无法读写台账",
        Code::LedgerNewer => "台账由更新的 Slipway 写入",
        Code::OperationBusy => "另一个程序正在执行",
        Code::OutcomeUnknown => "结果未知",
        Code::FileFailed => "无法读写文件",
        Code::ProgramMissing => "缺少程序",
        Code::Interrupted => "已停止",
        Code::Internal => "Slipway 自身的错误",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// What the window calls them.
    const WINDOW: &str = include_str!("../../../../ui/src/words/zh/problem.ts");

    #[test]
    fn every_code_is_called_what_the_window_calls_it() {
        for code in Code::ALL {
            let name = serde_json::to_value(code).unwrap();
            let line = format!("\n    {}: \"{}\",\n", name.as_str().unwrap(), chinese(*code));
            assert!(WINDOW.contains(&line), "the window has no line {line}");
        }
    }

    #[test]
    fn a_sentence_is_introduced_to_those_who_speak_another_language() {
        let said = |code, tongue| told("api is not healthy", code, tongue);
        assert_eq!(said(Some(Code::VerifyFailed), Tongue::English), "api is not healthy");
        assert_eq!(said(Some(Code::VerifyFailed), Tongue::Chinese), "新版本未能就绪：api is not healthy");
        assert_eq!(said(None, Tongue::Chinese), "api is not healthy", "nothing is known but the sentence");
    }

    #[test]
    fn what_is_listed_in_further_lines_is_left_to_the_window() {
        let message = "the image of api shows 2 secrets\n  env:A (Dockerfile): …\n  env:B (Dockerfile): …";
        let said = |tongue| told(message, Some(Code::LeakFound), tongue);
        assert_eq!(said(Tongue::English), "the image of api shows 2 secrets");
        assert_eq!(said(Tongue::Chinese), "发现了密钥：the image of api shows 2 secrets");
    }

    #[test]
    fn people_are_told_by_their_names() {
        let said = |message| told(message, Some(Code::Denied), Tongue::English);
        assert_eq!(said("Chen Yu <chen.yu@kitchen.example> denied the plan"), "Chen Yu denied the plan");
        assert_eq!(said("Ann <a@b> and Li <l@b>: no"), "Ann and Li: no");
        for other in ["a <b> c", "1 <2@3", "read <no such@file>", " <", ""] {
            assert_eq!(said(other), other);
        }
    }
}
