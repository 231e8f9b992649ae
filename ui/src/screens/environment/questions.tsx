// What is asked before a restart, or before a colleague's work is taken over.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { useAct } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import { personName } from "../../parts/person.ts";
import type { EnvironmentPage } from "../../wire/types.ts";
import type { Where } from "./where.ts";
import { listed } from "./words.ts";

interface Props {
  where: Where;
  page: EnvironmentPage;
  onClose(): void;
}

/** A restart is shown in the drawer as soon as it is begun. */
export function RestartQuestion({ where, page, service, onClose }: Props & { service: string }) {
  const { t } = useTranslation("environment");
  const { draw } = useDrawer();
  const restart = useAct("restart");
  const [key] = useState(() => crypto.randomUUID());
  const seen = page.services.find(({ name }) => name === service)?.places ?? [];
  const places = listed(
    t,
    seen.filter(({ digest }) => digest !== null).map(({ name }) => name),
  );
  const answer = () =>
    restart.mutate(
      { ...where, service, key },
      {
        onSuccess({ operation }) {
          onClose();
          draw({ about: "operation", project: where.project, operation });
        },
      },
    );
  return (
    <Question
      title={t("restart.title", { service, environment: where.environment })}
      about={
        <>
          <p>{t("restart.about", { service, places })}</p>
          <p>{t("restart.how")}</p>
        </>
      }
      verb={t("restart.verb", { service })}
      refusal={restart.error}
      pending={restart.isPending}
      onAnswer={answer}
      onClose={onClose}
    />
  );
}

export function TakeOverQuestion({ where, page, onClose }: Props) {
  const { t } = useTranslation("environment");
  const takeOver = useAct("take_over");
  const owner = personName(page.band.lock?.owner ?? page.band.moving?.actor ?? "");
  const said = { environment: where.environment, owner };
  return (
    <Question
      title={t("rule.ask.take_over.title", said)}
      about={t("rule.ask.take_over.about", said)}
      verb={t("rule.ask.take_over.verb")}
      refusal={takeOver.error}
      pending={takeOver.isPending}
      onAnswer={() => takeOver.mutate({ ...where }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
