// What lies between two images: commits, configuration names, size.
import { useTranslation } from "react-i18next";
import { short } from "../../parts/hash.tsx";
import { platform } from "../../parts/platform.ts";
import { ProblemAgain } from "../../parts/problem.tsx";
import { Age } from "../../parts/time.tsx";
import type { CommitDocument, CompareDocument, ConfigDocument } from "../../wire/types.ts";
import { nameOf } from "./prepared.ts";
import type { Pair } from "./selection.ts";
import { megabytes, signedMegabytes } from "./sizes.ts";
import { useBetween } from "./summary.tsx";

/** More than this nobody reads here. */
const MOST = 200;

interface Props {
  project: string;
  service: string;
  pair: Pair;
}

export function Comparison(props: Props) {
  const { t } = useTranslation("images");
  const { answer, data } = useBetween(props);
  const names = { older: nameOf(props.pair.older), newer: nameOf(props.pair.newer) };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
    <section className="lower" aria-label={t("compare.label", names)} tabIndex={0}>
      {!data && answer.error && (
        <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />
      )}
      {data && (
        <div className="between-two">
          <Commits commits={data.commits} />
          <Names names={data.config} />
          <Size data={data} pair={props.pair} />
        </div>
      )}
    </section>
  );
}

function Commits({ commits }: { commits: CommitDocument[] | null }) {
  const { t } = useTranslation("images");
  if (commits === null)
    return <Unknown title={t("compare.commitsTitle")} why={t("compare.commitsUnknown")} />;
  return (
    <div>
      <h2 className="sec">{t("compare.commits", { count: commits.length })}</h2>
      <ul>
        {commits.slice(0, MOST).map(({ sha, subject, author, time, change }) => (
          <li className="ln" key={sha} title={`${sha}\n${subject}`}>
            <span className="sign mono" title={t(`compare.sign.${change}`)}>
              {change === "added" ? "+" : "-"}
            </span>
            <span className="mono faint">{short(sha)}</span>
            <span className="cut">{subject}</span>
            <span className="grow" />
            <span className="faint sm">{author}</span>
            <Age at={time} className="faint sm" />
          </li>
        ))}
      </ul>
      {commits.length > MOST && (
        <p className="faint">{t("compare.more", { count: commits.length - MOST })}</p>
      )}
    </div>
  );
}

const SIGN = { added: "+", changed: "~", removed: "-" } as const;

function Names({ names }: { names: ConfigDocument[] | null }) {
  const { t } = useTranslation("images");
  if (names === null) return <Unknown title={t("compare.namesTitle")} why={t("compare.namesUnknown")} />;
  return (
    <div>
      <h2 className="sec">{t("compare.names", { count: names.length })}</h2>
      <ul>
        {names.map(({ key, change }) => (
          <li className="ln" key={key}>
            <span className="sign mono" title={t(`compare.sign.${change}`)}>
              {SIGN[change]}
            </span>
            <span className="mono cut">{key}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Size({ data, pair: { older, newer } }: { data: CompareDocument; pair: Pair }) {
  const { t } = useTranslation("images");
  const of = (bytes: number | null) => (bytes === null ? t("unknown") : `${megabytes(bytes)} MB`);
  const platforms = ({ platforms }: Pair["older"]) => platforms.map(platform).join(", ") || t("unknown");
  const change = data.size_bytes === null ? "" : signedMegabytes(data.size_bytes);
  return (
    <div>
      <h2 className="sec">
        {t("compare.size")}
        {change && <span className="faint">{change} MB</span>}
      </h2>
      <p className="ln">
        <span className="dim">{of(older.size_bytes)}</span>→<b className="strong">{of(newer.size_bytes)}</b>
      </p>
      <h2 className="sec">{t("column.platforms")}</h2>
      <p className="ln">
        {platforms(older) === platforms(newer)
          ? platforms(newer)
          : `${platforms(older)} → ${platforms(newer)}`}
      </p>
    </div>
  );
}

function Unknown({ title, why }: { title: string; why: string }) {
  return (
    <div>
      <h2 className="sec">{title}</h2>
      <p className="dim">{why}</p>
    </div>
  );
}
