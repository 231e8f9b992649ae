// Commits and digests: short, grey, copied by a click.
import { useTranslation } from "react-i18next";
import { useCopied } from "./copied.ts";

/** What people are shown of a commit or digest. */
export function short(hash: string): string {
  return hash.replace(/^sha256:/, "").slice(0, 7);
}

/** The same in a list, which hears its clicks with `useCopies`. Keys reach what can be done with a row otherwise. */
export function ListedHash({ hash }: { hash: string }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      tabIndex={-1}
      className="hash mono"
      data-copy={hash}
      title={`${hash}\n${t("copy", { what: t("commit") })}`}
    >
      {short(hash)}
    </button>
  );
}

export function Hash({ hash, what }: { hash: string; what: string }) {
  const { t } = useTranslation();
  const [copied, copy, isRefused] = useCopied();
  const name = isRefused ? t("notCopied") : copied ? t("copied") : t("copy", { what });
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
