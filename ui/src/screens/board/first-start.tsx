// The board before there is a project: its grid says what will stand where, and one action leads there.
import { ArrowUp, ChevronRight, Plus } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAnswer } from "../../host/context.tsx";
import { useDockerFound } from "../../parts/docker-found.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemHint } from "../../parts/problem-line.tsx";
import { useWholeOf } from "../../parts/problem-words.ts";
import { useSlow } from "../../parts/slow.ts";

const COLUMNS = ["first", "next", "last"] as const;

export function FirstStart() {
  const { t } = useTranslation("board");
  return (
    <>
      <div className="needs">
        <span className="faint sm">{t("first.needs")}</span>
      </div>
      <div className="body">
        <Ghost />
        <section className="start">
          <h2>{t("first.title")}</h2>
          <p>
            <Trans t={t} i18nKey="first.about" components={{ code: <code /> }} />
          </p>
          <Link href={paths.add()} className="btn main">
            <Plus className="i" aria-hidden />
            <span>{t("first.add")}</span>
          </Link>
          <Found />
        </section>
      </div>
    </>
  );
}

/** What a screen reader is told in sentences below is drawn here as a table of nothing. */
function Ghost() {
  const { t } = useTranslation("board");
  return (
    <table className="board ghost" aria-hidden>
      <colgroup>
        <col className="svc" />
        {COLUMNS.map((column) => (
          <col key={column} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th>{t("first.none")}</th>
          {COLUMNS.map((column, at) => (
            <th key={column}>
              {at > 0 && <ChevronRight className="i to" />}
              {t(`first.environments.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="band">
          <th>{t("first.project")}</th>
          {COLUMNS.map((column) => (
            <td key={column}>
              <div className="row">
                <span className="cut">{t(`first.bands.${column}`)}</span>
              </div>
            </td>
          ))}
        </tr>
        <tr>
          <th className="svc">{t("first.service")}</th>
          {COLUMNS.map((column) => (
            <td key={column}>
              <GhostCell column={column} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function GhostCell({ column }: { column: (typeof COLUMNS)[number] }) {
  const { t } = useTranslation("board");
  return (
    <div className="cell none">
      <div className="v">
        <Glyph shape="absent" />
        <span className="cut">{t("first.version")}</span>
      </div>
      <div className="m">{t("first.age")}</div>
      <div className="w cut">{t(column === "last" ? "first.waits" : "first.health")}</div>
      {column === "next" && (
        <div className="b">
          <span className="x">
            <ArrowUp className="i i-12" />
            {t("first.newer")}
          </span>
          <button type="button" className="btn sm" disabled>
            {t("first.promote")}
          </button>
        </div>
      )}
    </div>
  );
}

/** What Slipway found on this laptop by itself. */
function Found() {
  const { t } = useTranslation("board");
  return (
    <div className="found">
      <h3 className="sec">{t("first.found")}</h3>
      <DockerFound />
      <CredentialsFound />
    </div>
  );
}

/** What kinds of credentials this laptop has, and the way to the keychain. Nothing stands below that it could move. */
function CredentialsFound() {
  const { t } = useTranslation("board");
  const found = useAnswer("laptop_credentials", {}).data?.found ?? [];
  if (found.length === 0) return null;
  return (
    <>
      {found.map(({ source, names }) => (
        <p key={source} className="ln ok">
          <Glyph shape="passed" />
          <span className="k">{t(`first.source.${source}`, { count: names.length })}</span>
          <span className="faint cut" title={names.join("\n")}>
            {names.join(t("first.comma"))}
          </span>
        </p>
      ))}
      <p className="ln">
        <Link href={paths.importCredentials()}>{t("first.import")}</Link>
      </p>
    </>
  );
}

/** Its line is kept while Docker is asked. */
function DockerFound() {
  const { t } = useTranslation("board");
  const docker = useAnswer("docker", {});
  const slow = useSlow(docker.isFetching && !docker.data);
  const whole = useWholeOf();
  const found = useDockerFound();
  const version = docker.data?.version;
  const by = docker.data?.found_by;
  const problem = docker.data?.problem ?? docker.error?.body;
  if (version) {
    return (
      <p className="ln ok">
        <Glyph shape="passed" />
        <span className="k">{t("first.docker", { version })}</span>
        <span className="faint cut">
          {t("first.dockerBy", { found: by ? found(by) : (docker.data?.address ?? "") })}
        </span>
      </p>
    );
  }
  if (problem) {
    return (
      <p className="ln fail">
        <Glyph shape="failed" />
        <span className="k">Docker</span>
        <span className="faint cut" title={whole(problem)}>
          <ProblemHint problem={problem} />
        </span>
        <code>{problem.code}</code>
      </p>
    );
  }
  return (
    <p className="ln faint" role="status">
      {slow && t("docker.asking", { ns: "common" })}
    </p>
  );
}
