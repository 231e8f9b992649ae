// What uses a credential, in the window's language.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CredentialUse } from "../../wire/types.ts";
import { usedBy } from "./used-by.ts";

export function useUsedBy(): (uses: readonly CredentialUse[]) => string {
  const { t } = useTranslation("credentials");
  return useCallback(
    (uses) =>
      usedBy(uses, {
        comma: t("comma"),
        build: (services) => t("use.build", { services }),
        environments: (count) => t("use.environments", { count }),
        hosts: (count) => t("use.hosts", { count }),
        script: (environment) => t("use.script", { environment }),
        job: (job) => t("use.job", { job }),
        account: (environment) => t("use.account", { environment }),
        sealed: (environments) => t("use.sealed", { environments }),
        repository: (projects) => t("use.repository", { projects }),
        notices: (channels) => t("use.notices", { channels }),
        and: (first, last) => t("and", { first, last }),
      }),
    [t],
  );
}
