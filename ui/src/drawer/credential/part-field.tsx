// A part of a credential that is typed. What is secret is not shown while it is; several lines of it, which a field would
// make one of, are taken as they were pasted.
import { type ClipboardEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import type { FieldDocument } from "../../wire/types.ts";
import { Held } from "./held.tsx";
import { usePartWord } from "./part-word.ts";
import type { Typed } from "./typed.ts";

interface PartFieldProps {
  field: FieldDocument;
  typed: Typed;
  /** What an open part is now. */
  now?: string;
  /** Where the focus goes when the form opens. */
  first?: boolean;
}

export function PartField({ field: { name, secret, required }, typed, now = "", first }: PartFieldProps) {
  const { t } = useTranslation("credentials");
  const label = usePartWord(name);
  const field = useId();
  const held = typed.held(name);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text");
    if (!secret || !text.trim().includes("\n")) return;
    event.preventDefault();
    typed.hold(name, text);
  };
  if (held !== undefined)
    return <Held label={label} bytes={held} file={null} onAgain={() => typed.drop(name)} />;
  return (
    <div className="f">
      <label htmlFor={field}>
        {label}
        {!required && <span className="faint optional">{t("form.optional")}</span>}
      </label>
      <span className="field typed tall">
        <input
          id={field}
          ref={typed.attach(name)}
          className={secret ? "grow" : "grow mono"}
          type={secret ? "password" : "text"}
          defaultValue={secret ? "" : now}
          required={required}
          autoComplete={secret ? "new-password" : "off"}
          spellCheck={false}
          data-first={first || undefined}
          onInput={() => typed.typed(name)}
          onPaste={paste}
        />
      </span>
    </div>
  );
}
