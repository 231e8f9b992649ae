// Who began it, when, where and why.
import { useTranslation } from "react-i18next";
import { Hash } from "../parts/hash.tsx";
import { personName } from "../parts/person.ts";
import { clock } from "../parts/when.tsx";
import type { OperationPage } from "../wire/types.ts";
import { Fold } from "./fold.tsx";

export function Began({ page }: { page: OperationPage }) {
  const { t, i18n } = useTranslation("drawer");
  const time = clock(Date.parse(page.started_at), i18n.language);
  const head = t("began.head", { time, actor: personName(page.actor) });
  return (
    <Fold head={head} note={t("began.on", { origin: page.origin })}>
      <dl className="kv">
        <dt>{t("began.id")}</dt>
        <dd>
          <Hash hash={page.operation} what={t("began.operation")} />
        </dd>
        {page.parent && (
          <>
            <dt>{t("began.continues")}</dt>
            <dd>
              <Hash hash={page.parent} what={t("began.operation")} />
            </dd>
          </>
        )}
        {page.reason && (
          <>
            <dt>{t("began.reason")}</dt>
            <dd>{page.reason}</dd>
          </>
        )}
      </dl>
    </Fold>
  );
}
