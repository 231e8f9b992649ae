// What is asked before a credential is taken out of the keychain.
import { useTranslation } from "react-i18next";
import { useAct, useAnswer } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import type { CredentialRow } from "../../wire/types.ts";
import { useKeychainName } from "./keychain-name.ts";
import { useUsedBy } from "./use-used-by.ts";

export function Remove({ row, onClose }: { row: CredentialRow; onClose(): void }) {
  const { t } = useTranslation("credentials");
  const remove = useAct("remove_credential");
  const keychain = useKeychainName(useAnswer("keychain", {}).data);
  const uses = useUsedBy()(row.used_by);
  // What Dockerfiles begin with is in no slipway.yml.
  const unused = row.kind === "registry" ? t("remove.unusedRegistry") : t("remove.unused");
  return (
    <Question
      title={t("remove.title", { name: row.name })}
      about={
        <>
          <p>{t("remove.about", { keychain })}</p>
          <p>{uses === "" ? unused : t("remove.used", { uses })}</p>
        </>
      }
      verb={t("remove.verb")}
      refusal={remove.error}
      pending={remove.isPending}
      onAnswer={() => remove.mutate({ id: row.id }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
