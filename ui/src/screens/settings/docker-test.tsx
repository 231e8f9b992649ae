// What the Docker Engine said when it was asked last, and the way to ask it again.
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Refusal } from "../../host/host.ts";
import { useDockerFound } from "../../parts/docker-found.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { Problem } from "../../parts/problem.tsx";
import { useSpans, useTold } from "../../parts/time.tsx";
import type { DockerDocument } from "../../wire/types.ts";

/** What was asked so few milliseconds ago was asked now. */
const A_MOMENT = 5000;

export function DockerTest({ docker }: { docker: UseQueryResult<DockerDocument, Refusal> }) {
  const { t } = useTranslation("settings");
  const problem = docker.data?.problem ?? docker.error?.body ?? null;
  return (
    <>
      <div className="set-test">
        <Verdict docker={docker.data} asking={docker.isFetching} silent={problem !== null} />
        <span className="grow" />
        <button
          type="button"
          className="btn"
          aria-disabled={docker.isFetching || undefined}
          onClick={() => void docker.refetch()}
        >
          {t("docker.again")}
        </button>
      </div>
      {problem && <Problem problem={problem} untitled />}
      <Said docker={docker.data} />
    </>
  );
}

interface VerdictProps {
  docker: DockerDocument | undefined;
  asking: boolean;
  silent: boolean;
}

function Verdict({ docker, asking, silent }: VerdictProps) {
  const { t } = useTranslation("settings");
  const [shape, family, word] = asking
    ? (["moving", "move", t("docker.testing")] as const)
    : silent
      ? (["failed", "fail", t("docker.silent")] as const)
      : (["healthy", "ok", t("docker.answers")] as const);
  return (
    <>
      <span className={`row nowrap ${family}`} role="status">
        <Glyph shape={shape} />
        <b className="word">{word}</b>
      </span>
      {docker && !asking && <Asked at={Date.parse(docker.at)} />}
    </>
  );
}

function Asked({ at }: { at: number }) {
  const { t } = useTranslation(["settings", "common"]);
  const { short } = useSpans();
  const age = useTold((now) =>
    now - at < A_MOMENT ? t("common:time.now") : t("common:time.ago", { duration: short(now - at) }),
  );
  return <span className="faint cut">{t("docker.at", { age })}</span>;
}

/** What it said of itself; the places stay while it says nothing. */
function Said({ docker }: { docker: DockerDocument | undefined }) {
  const { t } = useTranslation("settings");
  const found = useDockerFound();
  const facts = [
    [t("docker.engine"), docker?.version],
    [t("docker.api"), docker?.api],
    [t("docker.platform"), docker?.platform],
    [t("docker.foundBy"), docker?.found_by && found(docker.found_by)],
    [t("docker.engineAddress"), docker?.address],
  ] as const;
  return (
    <dl className="set-said">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value ?? undefined}>{value ?? t("docker.none")}</dd>
        </div>
      ))}
    </dl>
  );
}
