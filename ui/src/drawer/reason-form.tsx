// A reason that is written down, in a line with the button that goes on with it. Escape goes back.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { onEscape } from "./escape.ts";

interface Props {
  label: string;
  verb: string;
  /** What else there is to know about it. */
  note?: string;
  /** It goes on without one as well. */
  optional?: boolean;
  onReason(reason: string): void;
  onBack(): void;
}

export function ReasonForm({ label, verb, note, optional = false, onReason, onBack }: Props) {
  const { t } = useTranslation("drawer");
  const [typed, setTyped] = useState("");
  const field = useId();
  const reason = typed.trim();
  const isEnough = optional || reason !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isEnough) onReason(reason);
  };
  return (
    <form className="under" onSubmit={submit} onKeyDown={(event) => onEscape(event, onBack)}>
      <label className="sm strong" htmlFor={field}>
        {label}
      </label>
      <div className="row under">
        <span className="field typed tall grow">
          <input
            id={field}
            className="grow"
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was just pressed
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        <button type="button" className="btn tall" onClick={onBack}>
          {t("footer.cancel")}
        </button>
        <button type="submit" className="btn main tall" disabled={!isEnough}>
          {verb}
        </button>
      </div>
      {note && <p className="sm dim under">{note}</p>}
    </form>
  );
}
