// How the window is, where Docker is, and what this program is. What is chosen holds at once.
import { useTranslation } from "react-i18next";
import { TopBar } from "../../frame/top-bar.tsx";
import { useChoices } from "../../host/choices.ts";
import { Problem } from "../../parts/problem.tsx";
import { AppearanceChoices } from "./appearance-choices.tsx";
import { DockerChoices } from "./docker-choices.tsx";
import { Facts } from "./facts.tsx";
import { NotificationChoices } from "./notification-choices.tsx";

export function Settings() {
  const { t } = useTranslation(["settings", "common"]);
  const choices = useChoices();
  return (
    <main className="content">
      <TopBar
        title={t("common:screens.settings")}
        beside={<span className="faint cut hide-narrow">{t("about")}</span>}
      />
      <div className="set">
        <div className="set-list">
          {choices.error && <Problem problem={choices.error.body} />}
          <AppearanceChoices choices={choices} />
          <NotificationChoices choices={choices} />
          <DockerChoices choices={choices} />
        </div>
        <Facts />
      </div>
    </main>
  );
}
