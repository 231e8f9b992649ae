// Copies a text, and says for a moment that it did.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export function CopyButton(props: { text: () => string; name: string; label?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text());
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className={props.label ? "btn sm ghost" : "btn sm ghost icon"}
      aria-label={copied ? t("copied") : props.name}
      title={copied ? t("copied") : props.name}
      onClick={copy}
    >
      <Icon className="i" aria-hidden />
      {props.label && <span>{copied ? t("copied") : props.label}</span>}
    </button>
  );
}
