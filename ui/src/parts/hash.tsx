// Commits and digests: short, grey, copied by a click.
import { useTranslation } from "react-i18next";
import { useCopied } from "./copied.ts";

/** What people are shown of a commit or digest. */
export function short(hash: string): string {
  return hash.replace(/^sha256:/, "").slice(0, 7);
}

export function Hash({ hash, what }: { hash: string; what: string }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopied();
  const name = copied ? t("copied") : t("copy", { what });
  return (
    <button
      type="button"
      className="hash mono"
      title={`${hash}\n${name}`}
      aria-label={`${what} ${short(hash)}, ${name}`}
      onClick={() => copy(hash)}
    >
      {short(hash)}
    </button>
  );
}
