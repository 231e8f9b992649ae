// What the hosts of the draft say, and what mends what is wrong with them.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../../host/context.tsx";
import { Problem } from "../../parts/problem.tsx";
import { useSpans, useTold } from "../../parts/time.tsx";
import { Fixes } from "./fixes.tsx";
import { type HostRow, hostRows } from "./host-rows.ts";
import { HostTable } from "./host-table.tsx";
import { useHostWords } from "./host-words.ts";

/** What was asked so few milliseconds ago was asked now. */
const A_MOMENT = 5000;

interface Props {
  folder: string;
  yaml: string;
  /** The draft can be used, so its hosts can be asked. */
  usable: boolean;
}

/** Asks once as soon as the draft can be used, and afterwards when a person wants it: hosts are not asked per key. */
function useHostCheck({ folder, yaml, usable }: Props) {
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (usable) setAsked((before) => before ?? yaml);
  }, [usable, yaml]);
  const answer = useAnswer("check_draft_hosts", { folder, yaml: asked ?? "" }, { enabled: asked !== null });
  const again = () => {
    if (asked === yaml) void answer.refetch();
    else setAsked(yaml);
  };
  return { answer, again, waiting: asked === null, old: asked !== null && asked !== yaml };
}

export function Hosts(props: Props) {
  const { t } = useTranslation("onboarding");
  const { answer, again, waiting, old } = useHostCheck(props);
  const words = useHostWords();
  const rows = answer.data ? hostRows(words(answer.data)) : [];
  const wrong = rows.flatMap((row) => row.wrong);
  return (
    <section className="add-hosts" aria-label={t("hosts.title")}>
      <div className="sec pad">
        <h2>{t("hosts.title")}</h2>
        <span className="faint cut" role="status">
          {waiting ? (
            t("hosts.waiting")
          ) : answer.isFetching ? (
            t("hosts.asking")
          ) : old ? (
            t("hosts.old")
          ) : answer.data ? (
            <Summary rows={rows} at={answer.dataUpdatedAt} />
          ) : null}
        </span>
        <span className="grow" />
        <button
          type="button"
          className={old ? "btn sm act" : "btn sm ghost"}
          disabled={!props.usable}
          aria-disabled={answer.isFetching || undefined}
          onClick={again}
        >
          {t("hosts.again")}
        </button>
      </div>
      {answer.error && <Problem problem={answer.error.body} />}
      {rows.length > 0 && <HostTable rows={rows} stale={old || answer.isFetching} />}
      <Fixes wrong={wrong} />
    </section>
  );
}

function Summary({ rows, at }: { rows: HostRow[]; at: number }) {
  const { t } = useTranslation(["onboarding", "common"]);
  const { short } = useSpans();
  const age = useTold((now) =>
    now - at < A_MOMENT ? t("common:time.now") : t("common:time.ago", { duration: short(now - at) }),
  );
  if (rows.length === 0) return <>{t("hosts.none")}</>;
  return <>{t("hosts.asked", { ready: rows.filter((row) => row.ready).length, all: rows.length, age })}</>;
}
