// The slipway.yml that is proposed, is changed or is there already, with what is said about its lines.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { Problem } from "../../parts/problem.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import type { RepositoryFindings } from "../../wire/types.ts";
import { DraftFindings } from "./draft-findings.tsx";
import { Editor, type EditorHandle } from "./editor.tsx";
import { useNoteWords } from "./note-words.ts";
import type { Notes } from "./notes.ts";
import { useQuestionWords } from "./question-words.ts";
import type { DraftCheck } from "./use-draft-check.ts";

interface Props {
  findings: RepositoryFindings;
  yaml: string;
  notes: Notes;
  marked: string | null;
  check: DraftCheck;
  onWrite(text: string): void;
}

export function DraftFile({ findings, yaml, notes: said, marked, check, onWrite }: Props) {
  const notes = useNoteWords()(said);
  const editor = useRef<EditorHandle>(null);
  const [caret, setCaret] = useState(1);
  const proposed = findings.proposal?.yaml;
  return (
    <section className="add-draft" aria-label="slipway.yml">
      <Head
        yaml={yaml}
        notes={notes}
        existing={findings.existing !== null}
        check={check}
        onReset={proposed !== undefined && proposed !== yaml ? () => onWrite(proposed) : null}
      />
      <Questions questions={findings.proposal?.questions ?? []} />
      <Editor
        ref={editor}
        yaml={yaml}
        notes={notes}
        marked={marked}
        findings={check.findings}
        readOnly={findings.existing !== null}
        onWrite={onWrite}
        onCaret={setCaret}
      />
      {check.problem && <Problem problem={check.problem} />}
      <DraftFindings findings={check.findings} onGo={(line, column) => editor.current?.go(line, column)} />
      {(proposed !== undefined || check.findings.length > 0) && (
        <CaretLine line={caret} notes={notes} check={check} />
      )}
    </section>
  );
}

interface HeadProps {
  yaml: string;
  notes: Notes;
  existing: boolean;
  check: DraftCheck;
  onReset: (() => void) | null;
}

function Head({ yaml, notes, existing, check, onReset }: HeadProps) {
  const { t } = useTranslation("onboarding");
  const lines = t("file.lines", { count: yaml.replace(/\n$/, "").split("\n").length });
  const guesses = [...notes.values()].filter(({ guess }) => guess).length;
  return (
    <div className="sec pad">
      <h2>slipway.yml</h2>
      <span className="faint cut">
        {t(existing ? "file.existing" : onReset ? "file.edited" : "file.proposed", { lines })}
        {!existing &&
          `${t("file.and")}${guesses > 0 ? t("file.guesses", { count: guesses }) : t("file.noGuesses")}`}
      </span>
      <span className="grow" />
      <State check={check} />
      {onReset && (
        <button type="button" className="btn sm ghost" onClick={onReset}>
          {t("file.reset")}
        </button>
      )}
    </div>
  );
}

/** Whether it can be used, in a word. */
function State({ check }: { check: DraftCheck }) {
  const { t } = useTranslation("onboarding");
  const errors = check.findings.filter(({ error }) => error).length;
  const doubts = check.findings.length - errors;
  const [shape, family, word] =
    errors > 0
      ? (["failed", "fail", t("check.errors", { count: errors })] as const)
      : check.problem
        ? (["failed", "fail", t("check.unusable")] as const)
        : check.project === null
          ? (["queued", "none", t("check.checking")] as const)
          : doubts > 0
            ? (["differs", "doubt", t("check.doubts", { count: doubts })] as const)
            : (["passed", "ok", t("check.fine")] as const);
  return (
    <span className={`row nowrap state ${family}`} role="status" data-checking={check.checking}>
      <Glyph shape={shape} />
      <span className="word">{word}</span>
    </span>
  );
}

/** What nobody but a person can decide. */
function Questions({ questions }: { questions: string[] }) {
  const { t } = useTranslation("onboarding");
  const told = useQuestionWords();
  if (questions.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where there are many, they scroll, and have to be reached with the keyboard
    <section className="add-questions wait" tabIndex={0} aria-labelledby="questions">
      <Glyph shape="waiting" />
      <div>
        <h3 id="questions">{t("questions", { count: questions.length })}</h3>
        <ul>
          {questions.map((question) => (
            <li key={question}>
              <Sentence text={told(question)} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** What is said about the line that the caret is in, in full: beside the line it may be cut off. */
function CaretLine({ line, notes, check }: { line: number; notes: Notes; check: DraftCheck }) {
  const { t } = useTranslation("onboarding");
  const note = notes.get(line);
  const finding = check.findings.find((each) => each.line === line);
  return (
    <div className="add-caret" id="caret-line">
      <span className="faint nowrap">{t("file.caret", { line })}</span>
      {finding ? (
        <span className="strong">
          <Sentence text={finding.message} />
        </span>
      ) : note ? (
        <>
          {note.guess && <span className="gtag">{t("file.guess")}</span>}
          <span className="dim">{note.text}</span>
          {note.guess && note.source && <span className="faint mono">{note.source}</span>}
        </>
      ) : (
        <span className="faint">{t("file.bare")}</span>
      )}
    </div>
  );
}
