// A screen whose place is kept and that is not there yet.
import { useTranslation } from "react-i18next";
import { TopBar } from "./top-bar.tsx";

export function Later({ screen }: { screen: "requests" | "credentials" }) {
  const { t } = useTranslation();
  return (
    <main className="content">
      <TopBar title={t(`screens.${screen}`)} />
      <p className="pad row dim">{t("later")}</p>
    </main>
  );
}
