// What is asked before a project is taken out of the window. The path asks it, wherever that was chosen.
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAct } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import type { RepositoryDocument } from "../../wire/types.ts";
import { askedToTakeOut } from "./asked-by-path.ts";

export function TakeOut({ repositories }: { repositories: readonly RepositoryDocument[] }) {
  const { t } = useTranslation("repositories");
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const remove = useAct("remove_project");
  const asked = askedToTakeOut(search, repositories);
  if (!asked) return null;
  const { project, folder } = asked;
  const close = () => {
    remove.reset();
    go(paths.repositories(), { replace: true });
  };
  return (
    <Question
      title={t("takeOut.title", { project })}
      about={
        <>
          <p>{t("takeOut.about", { folder })}</p>
          <p>{t("takeOut.back")}</p>
        </>
      }
      verb={t("takeOut.verb")}
      refusal={remove.error}
      pending={remove.isPending}
      onAnswer={() => remove.mutate({ project }, { onSuccess: close })}
      onClose={close}
    />
  );
}
