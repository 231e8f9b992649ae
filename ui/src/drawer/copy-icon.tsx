// Copies a text where there is only room for an icon, and says for a moment that it did.
import { Check, Copy, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCopied } from "../parts/copied.ts";

export function CopyIcon({ text, what }: { text: string; what: string }) {
  const { t } = useTranslation();
  const [copied, copy, isRefused] = useCopied();
  const Icon = isRefused ? X : copied ? Check : Copy;
  const name = isRefused ? t("notCopied") : copied ? t("copied") : t("copy", { what });
  return (
    <button
      type="button"
      className="btn sm ghost icon"
      aria-label={name}
      title={name}
      onClick={() => copy(text)}
    >
      <Icon className="i" aria-hidden />
    </button>
  );
}
