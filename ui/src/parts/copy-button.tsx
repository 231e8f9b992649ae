// A button that copies a text and says so. Its word changes; its width does not.
import { Check, Copy, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCopied } from "./copied.ts";

export function CopyButton({ text, word, ghost }: { text: string; word: string; ghost?: boolean }) {
  const { t } = useTranslation();
  const [last, copy, isRefused] = useCopied();
  const isTold = last !== null || isRefused;
  const Icon = isRefused ? X : isTold ? Check : Copy;
  return (
    <button type="button" className={ghost ? "btn sm ghost" : "btn sm"} onClick={() => copy(text)}>
      <Icon className="i" aria-hidden />
      <span className="both" data-copied={isTold}>
        <span aria-hidden={isTold}>{word}</span>
        <span aria-hidden={!isTold}>{t(isRefused ? "notCopied" : "copied")}</span>
      </span>
    </button>
  );
}
