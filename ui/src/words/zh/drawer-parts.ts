// What gates and warnings say of a plan, made of their parts.

/** Why a gate lets nothing through. */
export const gateWhy = {
  dirty: "该版本由含未提交改动的工作区构建，而此环境受保护",
  unpushed: "该版本的提交不在任何远程分支上，而此环境受保护",
  held: "{{by}} 已挂起 {{environment}}{{why}}",
  frozen: "{{by}} 已冻结 {{environment}}，直到 {{until}}{{why}}",
  frozenByFile: "slipway.yml 规定 {{environment}} 冻结至 {{until}}{{why}}",
  lifted: "有人解除",
  unverified: "版本 #{{release}} 尚未在 {{before}} 验证",
  unverifiedServices: "版本 #{{release}} 的 {{services}} 尚未在 {{before}} 验证",
  soaking: "该版本须先在 {{before}} 运行至 {{until}}，才能继续",
  tooShort: "版本 #{{release}} 的 {{service}} 在 {{before}} 只运行了 {{ran}}（要求 {{of}}），随后被替换",
  approvals: "需要 {{of}} 人审批，还差 {{missing}} 人",
  approvalsOfOthers: "需要 {{of}} 人审批，还差 {{missing}} 人，且不能是提交的作者",
  denied: "{{by}} 拒绝了该计划{{why}}",
};

/** What to look at before a plan is carried out. */
export const caution = {
  dirty: "该版本由含未提交改动的工作区构建",
  no_remote: "仓库没有远程，其他人看不到该提交",
  hotfix: "未经 {{before}} 验证即发布：{{why}}",
  migrations_one: "迁移文件 {{first}} 有变化；回滚不会撤销迁移",
  migrations_other: "{{count}} 个迁移文件有变化，首个为 {{first}}；回滚不会撤销迁移",
  migrations_unknown: "本地仓库缺少某个提交，无法判断迁移是否有变化",
  platform: "{{place}} 是 {{own}}，而 {{service}} 的镜像只支持 {{platforms}}",
  room: "镜像在 {{place}} 上约需 {{needed}}，而可用空间只有 {{free}}",
  disk: "{{place}} 的磁盘只剩 {{free}}",
  gone: "{{service}} {{version}} 的镜像已从 {{repository}} 中删除，只有尚未移除它的位置才能回滚到该版本",
  foreign:
    "{{services}} 由另一台电脑部署；部署失败时，这台电脑无法恢复原来运行的内容，比较也只以自己部署过的为准",
  other: "请注意：{{said}}",
  secrets: "密钥保持当前的值：{{names}}",
  unset: "密钥 {{name}} 从未在此设置；请在“凭据”中添加",
  unsetHeld: "密钥 {{name}} 从未在此设置，但钥匙串中有同名凭据：请在“凭据”中导入",
};
