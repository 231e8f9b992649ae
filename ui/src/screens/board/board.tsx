import { useTranslation } from "react-i18next";
import { TopBar } from "../../frame/top-bar.tsx";

export function Board() {
  const { t } = useTranslation();
  return (
    <main className="content">
      <TopBar title={t("screens.board")} />
    </main>
  );
}
