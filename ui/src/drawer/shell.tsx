// What stays through all three phases: the title, the plan's hash and the way out.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../frame/drawer.tsx";
import { short } from "../parts/hash.tsx";
import type { Kind } from "../wire/types.ts";
import { CopyIcon } from "./copy-icon.tsx";

export interface About {
  /** Null until it is known. */
  kind: Kind | null;
  project: string;
  environment: string | null;
  /** The plan's hash, as soon as it is known. */
  hash: string | null;
}

export function Shell(props: { about: About; children: ReactNode; footer?: ReactNode }) {
  return (
    <>
      <Head about={props.about} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
      <section className="scroll" tabIndex={0} aria-labelledby={TITLE}>
        {props.children}
      </section>
      {props.footer && <footer role="presentation">{props.footer}</footer>}
    </>
  );
}

/** The id of the drawer's title. */
export const TITLE = "drawer-title";

export function useTitle({ kind, environment }: Pick<About, "kind" | "environment">): string {
  const { t } = useTranslation("drawer");
  if (!kind) return t("title.unknown");
  return t(`title.${kind}`, { environment: environment ?? "" });
}

function Head({ about }: { about: About }) {
  const { t } = useTranslation("drawer");
  const { hash, project } = about;
  return (
    <Bar title={useTitle(about)} sub={project}>
      {hash && (
        <>
          <span className="mono faint nowrap" title={hash}>
            {t("planHash", { hash: short(hash) })}
          </span>
          <CopyIcon text={hash} what={t("planHashName")} />
        </>
      )}
    </Bar>
  );
}

/** What stands above whatever is drawn: what it is, and the way out. */
export function Bar({ title, sub, children }: { title: string; sub: string; children?: ReactNode }) {
  const { t } = useTranslation("drawer");
  const { close } = useDrawer();
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a banner of the page it is not
    <header role="presentation">
      <h2 id={TITLE} className="strong cut">
        {title}
      </h2>
      <span className="faint cut">{sub}</span>
      <span className="grow" />
      {children}
      <button
        type="button"
        className="btn ghost icon"
        aria-label={t("close")}
        title={t("close")}
        onClick={close}
      >
        <X className="i" aria-hidden />
      </button>
    </header>
  );
}
