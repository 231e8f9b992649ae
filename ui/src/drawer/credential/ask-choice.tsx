// Whether each operation that uses a credential asks first.
import { useId } from "react";
import { useTranslation } from "react-i18next";

export function AskChoice({ ask, onAsk }: { ask: boolean; onAsk(ask: boolean): void }) {
  const { t } = useTranslation("credentials");
  const [field, say] = [useId(), useId()];
  return (
    <div className="opt-row">
      <input
        id={field}
        type="checkbox"
        checked={ask}
        aria-describedby={say}
        onChange={(event) => onAsk(event.target.checked)}
      />
      <span>
        <label htmlFor={field}>{t("form.ask")}</label>
        <span className="sm faint" id={say}>
          {t("form.askSay")}
        </span>
      </span>
    </div>
  );
}
