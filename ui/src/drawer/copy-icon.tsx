// Copies a text where there is only room for an icon, and says for a moment that it did.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export function CopyIcon({ text, what }: { text: string; what: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1500);
  };
  const Icon = copied ? Check : Copy;
  const name = copied ? t("copied") : t("copy", { what });
  return (
    <button type="button" className="btn sm ghost icon" aria-label={name} title={name} onClick={copy}>
      <Icon className="i" aria-hidden />
    </button>
  );
}
