// A secret that was taken: dots, how much there is of it and where it came from; never itself.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface HeldProps {
  label: string;
  bytes: number | null;
  /** The name of the file that it is read from; null where it was pasted. */
  file: string | null;
  onAgain(): void;
  children?: ReactNode;
}

export function Held({ label, bytes, file, onAgain, children }: HeldProps) {
  const { t } = useTranslation("credentials");
  const size = bytes === null ? "" : t("form.file.bytes", { count: bytes });
  const told = file === null ? t("form.file.ofPaste", { size }) : t("form.file.from", { size, file });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset takes the room of its legend.
    <div className="f" role="group" aria-label={label}>
      <span className="label" aria-hidden>
        {label}
      </span>
      <div className="key">
        <div className="ln">
          <span className="dots" aria-hidden>
            ••••••••••••
          </span>
          <span className="sm dim cut" title={told}>
            {bytes === null ? file : told}
          </span>
          <span className="sr" role="status">
            {t("form.file.taken")}
          </span>
          <span className="grow" />
          <button type="button" className="btn sm ghost" onClick={onAgain}>
            {t("form.file.again")}
          </button>
        </div>
        {children}
      </div>
    </div>
  );
}
