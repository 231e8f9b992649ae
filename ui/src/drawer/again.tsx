// The way to ask once more for what could not be told.
import { useTranslation } from "react-i18next";

export function Again({ refetch }: { refetch: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="row end">
      <button type="button" className="btn main tall" onClick={refetch}>
        {t("again")}
      </button>
    </div>
  );
}
