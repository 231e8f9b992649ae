// The bar below the table: what can be done with what is selected. Its place is kept while nothing is.
import { ArrowRight, Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemHint } from "../../parts/problem-line.tsx";
import type { ErrorBody, ImageRow, ProjectDocument } from "../../wire/types.ts";
import { CopyMenu } from "./copy-menu.tsx";
import { DeployMenu } from "./deploy-menu.tsx";
import { nameOf } from "./prepared.ts";
import type { Pair } from "./selection.ts";
import { Summary } from "./summary.tsx";

interface Props {
  project: string;
  service: string;
  about: ProjectDocument | undefined;
  repository: string;
  /** The one that is selected, or the first of two. */
  image: ImageRow | null;
  pair: Pair | null;
  open: boolean;
  copied: string | null;
  /** The clipboard refused a moment ago. */
  isRefused: boolean;
  /** Why the registry does not answer: what to do about it is said here. */
  problem: ErrorBody | null;
  /** There is no image to select. */
  empty: boolean;
  onOpen(open: boolean): void;
  onClear(): void;
  onCopy(text: string): void;
}

export function ActionBar(props: Props) {
  const { t } = useTranslation();
  return (
    <div className="actbar">
      {props.pair ? (
        <Two {...props} pair={props.pair} />
      ) : props.image ? (
        <One {...props} image={props.image} />
      ) : (
        <None {...props} />
      )}
      <span className="sr" aria-live="polite">
        {props.isRefused ? t("notCopied") : props.copied ? t("copied") : ""}
      </span>
    </div>
  );
}

/** What was copied a moment ago, otherwise what stands there. */
function Said({
  copied,
  isRefused,
  children,
}: Pick<Props, "copied" | "isRefused"> & { children: ReactNode }) {
  const { t } = useTranslation("images");
  if (isRefused) return <span className="dim cut">{t("notCopied", { ns: "common" })}</span>;
  return copied ? <span className="dim cut">{t("wasCopied", { text: copied })}</span> : children;
}

function None({ copied, isRefused, problem, empty }: Props) {
  const { t } = useTranslation("images");
  if (copied || isRefused)
    return (
      <Said copied={copied} isRefused={isRefused}>
        {null}
      </Said>
    );
  if (problem?.hint)
    return (
      <span className="cut dim">
        <ProblemHint problem={problem} />
      </span>
    );
  if (empty) return null;
  return (
    <span className="row faint sm cut">
      <kbd>{t("keys.space")}</kbd>
      {t("hint.select")}
      <kbd>Enter</kbd>
      {t("hint.open")}
      <kbd>/</kbd>
      {t("hint.filter")}
    </span>
  );
}

function One(props: Props & { image: ImageRow }) {
  const { image, open } = props;
  const { t } = useTranslation("images");
  return (
    <>
      <span className="pick on">
        <Check className="i i-12" aria-hidden />
      </span>
      <b className="ver">{nameOf(image)}</b>
      <Said {...props}>
        <span className="dim cut">{image.subject}</span>
      </Said>
      <span className="grow" />
      {image.release === null && <span className="faint sm hide-narrow">{t("deploy.noRelease")}</span>}
      <Clear {...props} />
      <CopyMenu {...props} />
      <button type="button" className="btn" aria-expanded={open} onClick={() => props.onOpen(!open)}>
        {t(open ? "facts.close" : "facts.open")}
      </button>
      <DeployMenu {...props} />
    </>
  );
}

function Two(props: Props & { pair: Pair }) {
  const { pair, open } = props;
  const { t } = useTranslation("images");
  const [older, newer] = [nameOf(pair.older), nameOf(pair.newer)];
  return (
    <>
      <span className="pick on" aria-hidden>
        A
      </span>
      <span className="ver">{older}</span>
      <ArrowRight className="i i-12" aria-label={t("compare.to")} />
      <span className="pick on" aria-hidden>
        B
      </span>
      <b className="ver">{newer}</b>
      <Said {...props}>
        <Summary project={props.project} service={props.service} pair={pair} />
      </Said>
      <span className="grow" />
      <Clear {...props} />
      <button type="button" className="btn" aria-expanded={open} onClick={() => props.onOpen(!open)}>
        {open ? t("compare.close") : t("compare.open", { older, newer })}
      </button>
      <DeployMenu {...props} image={pair.newer} />
    </>
  );
}

function Clear({ onClear }: Pick<Props, "onClear">) {
  const { t } = useTranslation("images");
  return (
    <button type="button" className="btn ghost" onClick={onClear}>
      {t("clear")}
    </button>
  );
}
