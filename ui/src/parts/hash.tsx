// Commits and digests: short, grey, copied by a click.
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** What people are shown of a commit or digest. */
export function short(hash: string): string {
  return hash.replace(/^sha256:/, "").slice(0, 7);
}

export function Hash({ hash, what }: { hash: string; what: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(hash);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1500);
  };
  const name = copied ? t("copied") : t("copy", { what });
  return (
    <button
      type="button"
      className="hash mono"
      title={`${hash}\n${name}`}
      aria-label={`${what} ${short(hash)}, ${name}`}
      onClick={copy}
    >
      {short(hash)}
    </button>
  );
}
