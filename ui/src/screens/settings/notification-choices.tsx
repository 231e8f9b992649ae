// Of what the desktop is told.
import { useTranslation } from "react-i18next";
import type { Choices } from "../../host/choices.ts";
import { Choice, Section, Setting } from "./setting.tsx";

export function NotificationChoices({ choices: { chosen, choose } }: { choices: Choices }) {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("notifications.title")}>
      <Setting name={t("notifications.label")} say={t("notifications.say")}>
        <Choice
          value={chosen?.notifications}
          options={[
            ["all", t("notifications.all")],
            ["failures", t("notifications.failures")],
            ["none", t("notifications.none")],
          ]}
          onChoose={(notifications) => choose({ notifications })}
        />
      </Setting>
    </Section>
  );
}
