// A button that copies a text and says so. Its word changes; its width does not.
import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCopied } from "./copied.ts";

export function CopyButton({ text, word, ghost }: { text: string; word: string; ghost?: boolean }) {
  const { t } = useTranslation();
  const [last, copy] = useCopied();
  const copied = last !== null;
  const Icon = copied ? Check : Copy;
  return (
    <button type="button" className={ghost ? "btn sm ghost" : "btn sm"} onClick={() => copy(text)}>
      <Icon className="i" aria-hidden />
      <span className="both" data-copied={copied}>
        <span aria-hidden={copied}>{word}</span>
        <span aria-hidden={!copied}>{t("copied")}</span>
      </span>
    </button>
  );
}
