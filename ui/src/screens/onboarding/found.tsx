// What was found in a repository: where it comes from, and each file that says something.
import { Cloud, FileText, GitBranch, Info, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Sentence } from "../../parts/sentence.tsx";
import type { FoundFile, RepositoryFinding, RepositoryFindings } from "../../wire/types.ts";
import { useFoundWords } from "./found-words.ts";
import { fileOf, isFrom, type Notes } from "./notes.ts";

interface Props {
  findings: RepositoryFindings;
  notes: Notes;
  /** The file whose lines are marked. */
  marked: string | null;
  onMark(path: string | null): void;
  looking: boolean;
  onLook(): void;
}

export function Found({ findings, notes, marked, onMark, looking, onLook }: Props) {
  const { t } = useTranslation("onboarding");
  const words = useFoundWords();
  const said = findings.proposal?.findings ?? [];
  const known = new Set(findings.files.map(({ path }) => path));
  const beside = said.filter(({ place }) => place === null || !known.has(fileOf(place)));
  return (
    <section className="add-found" aria-label={t("found.title")}>
      <div className="sec pad">
        <h2>{t("found.title")}</h2>
        <span className="faint cut">
          {t(findings.files.length > 0 ? "found.unchanged" : "found.nothing")}
        </span>
        <span className="grow" />
        <button
          type="button"
          className="btn sm ghost"
          title={t("lookAgain")}
          aria-label={t("lookAgain")}
          aria-disabled={looking}
          onClick={onLook}
        >
          <RotateCw className="i" aria-hidden />
          <span className="hide-narrow">{t("lookAgain")}</span>
        </button>
      </div>
      <ul className="list">
        <Origin findings={findings} />
        {findings.files.map((file) => (
          <File
            key={file.path}
            file={file}
            said={said.filter(({ place }) => place !== null && fileOf(place) === file.path)}
            lines={findings.proposal && [...notes.values()].filter((note) => isFrom(note, file.path)).length}
            marked={marked === file.path}
            onMark={onMark}
          />
        ))}
        {beside.length > 0 && (
          <Item icon={<Info className="i" aria-hidden />} name={t("found.beside")}>
            {beside.map(({ text }) => (
              <p key={text} className="dim">
                <Sentence text={words.said(text)} />
              </p>
            ))}
          </Item>
        )}
      </ul>
    </section>
  );
}

function Item(props: { icon: ReactNode; name: ReactNode; kind?: string | undefined; children: ReactNode }) {
  return (
    <li className="fi">
      {props.icon}
      <div className="row">
        <b className="cut">{props.name}</b>
        <span className="grow" />
        {props.kind && <span className="kind sm faint cut">{props.kind}</span>}
      </div>
      {props.children}
    </li>
  );
}

function Origin({ findings }: { findings: RepositoryFindings }) {
  const { t } = useTranslation("onboarding");
  return (
    <>
      <Item
        icon={<Cloud className="i" aria-hidden />}
        name={findings.remote ?? t("found.noRemote")}
        kind={findings.remote ? t("found.remote") : undefined}
      >
        {!findings.remote && <p>{t("found.noRemoteSay")}</p>}
      </Item>
      <Item
        icon={<GitBranch className="i" aria-hidden />}
        name={findings.branch ?? t("found.detached")}
        kind={findings.branch ? t("found.branch") : undefined}
      >
        <p>{findings.changed > 0 ? t("found.changed", { count: findings.changed }) : t("found.clean")}</p>
      </Item>
    </>
  );
}

interface FileProps {
  file: FoundFile;
  said: RepositoryFinding[];
  /** How many lines of the draft come from it; null where nobody says. */
  lines: number | null;
  marked: boolean;
  onMark(path: string | null): void;
}

function File({ file, said, lines, marked, onMark }: FileProps) {
  const { t } = useTranslation("onboarding");
  const words = useFoundWords();
  const name = (
    <button
      type="button"
      className="mono cut"
      aria-pressed={marked}
      title={t("found.showLines", { path: file.path })}
      onClick={() => onMark(marked ? null : file.path)}
    >
      {file.path}
    </button>
  );
  return (
    <Item
      icon={<FileText className="i" aria-hidden />}
      name={lines ? name : <span className="mono">{file.path}</span>}
      kind={words.kind(file.kind)}
    >
      {lines !== null && <p>{lines > 0 ? t("found.lines", { count: lines }) : t("found.noLines")}</p>}
      {said.map(({ place, text }) => (
        <p key={`${place} ${text}`} className="dim" title={place ?? undefined}>
          <Sentence text={words.said(text)} />
        </p>
      ))}
    </Item>
  );
}
