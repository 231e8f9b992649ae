// A button that copies a text and says so. Its word changes; its width does not.
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import "./copy-button.css";

export function CopyButton({ text, word, ghost }: { text: string; word: string; ghost?: boolean }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 1500);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button type="button" className={ghost ? "btn sm ghost" : "btn sm"} onClick={copy}>
      <Icon className="i" aria-hidden />
      <span className="both" data-copied={copied}>
        <span aria-hidden={copied}>{word}</span>
        <span aria-hidden={!copied}>{t("copied")}</span>
      </span>
    </button>
  );
}
