// A plain text field that grows with its text, over rows that number its lines and say where each comes from.
import { type CSSProperties, type Ref, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Sentence } from "../../parts/sentence.tsx";
import { type DraftFinding, lineAt, offsetOf } from "./findings.ts";
import { isFrom, type Note, type Notes } from "./notes.ts";
import { yamlParts } from "./yaml-parts.ts";

export interface EditorHandle {
  /** Puts the caret there and shows it. */
  go(line: number, column: number): void;
}

interface Props {
  ref: Ref<EditorHandle>;
  yaml: string;
  notes: Notes;
  /** The file whose lines are marked. */
  marked: string | null;
  findings: DraftFinding[];
  readOnly: boolean;
  onWrite(text: string): void;
  onCaret(line: number): void;
}

/** As wide as most lines are, in characters. */
const LEAST_WIDTH = 44;

export function Editor({ ref, yaml, notes, marked, findings, readOnly, onWrite, onCaret }: Props) {
  const { t } = useTranslation("onboarding");
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = yaml.split("\n");
  const width = Math.max(LEAST_WIDTH, ...lines.map((line) => line.length)) + 1;
  useImperativeHandle(ref, () => ({
    go(line, column) {
      if (!field.current || !scroller.current) return;
      const offset = offsetOf(yaml, line, column);
      field.current.focus({ preventScroll: true });
      field.current.setSelectionRange(offset, offset);
      scroller.current.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: "nearest" });
      onCaret(line);
    },
  }));
  const tellCaret = () => field.current && onCaret(lineAt(yaml, field.current.selectionStart));
  return (
    <div className="add-text" ref={scroller}>
      <div className="add-sheet" style={{ "--width": width } as CSSProperties}>
        <div aria-hidden>
          {lines.map((line, index) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number.
              key={index}
              line={line}
              number={index + 1}
              note={notes.get(index + 1)}
              finding={findings.find((finding) => finding.line === index + 1)}
              marked={marked}
            />
          ))}
        </div>
        <textarea
          ref={field}
          value={yaml}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          rows={lines.length}
          aria-label={t("file.field")}
          aria-invalid={findings.some(({ error }) => error)}
          aria-describedby="caret-line"
          onChange={(event) => onWrite(event.target.value)}
          onSelect={tellCaret}
        />
      </div>
      <NoteList notes={notes} />
    </div>
  );
}

interface RowProps {
  line: string;
  number: number;
  note: Note | undefined;
  finding: DraftFinding | undefined;
  marked: string | null;
}

function Row({ line, number, note, finding, marked }: RowProps) {
  const { t } = useTranslation("onboarding");
  const classes = ["add-line"];
  if (finding) classes.push(finding.error ? "bad fail" : "bad doubt");
  else if (isFrom(note, marked)) classes.push("from");
  else if (note?.guess) classes.push("gs");
  return (
    <div className={classes.join(" ")} data-line={number}>
      <span className="add-no">{number}</span>
      <code>
        {yamlParts(line).map(({ text, kind, at }) => (
          <span key={at} className={kind}>
            {text}
          </span>
        ))}
      </code>
      <span className={note || finding ? "add-why told" : "add-why"}>
        {finding ? (
          <Sentence text={finding.message} />
        ) : (
          <>
            {note?.guess && <span className="gtag">{t("file.guess")}</span>}
            {note?.text}
          </>
        )}
      </span>
    </div>
  );
}

/** What stands beside the lines, for those who hear it. */
function NoteList({ notes }: { notes: Notes }) {
  const { t } = useTranslation("onboarding");
  if (notes.size === 0) return null;
  return (
    <ul className="sr" aria-label={t("file.notes")}>
      {[...notes].map(([line, { text, guess }]) => (
        <li key={line}>{t(guess ? "file.guessAt" : "file.noteAt", { line, text })}</li>
      ))}
    </ul>
  );
}
