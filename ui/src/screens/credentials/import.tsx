// What this laptop has and could be put into the keychain: looked at, and taken only where it is chosen.
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePartWords } from "../../drawer/credential/part-word.ts";
import { type Scope, ScopeChoice } from "../../drawer/credential/scope-choice.tsx";
import { useAct, useAnswer, useAnswerInView } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemText } from "../../parts/problem-line.tsx";
import { useProblemWords } from "../../parts/problem-words.ts";
import { Sentence } from "../../parts/sentence.tsx";
import type {
  CredentialName,
  CredentialProject,
  ErrorBody,
  FoundCredential,
  ImportedCredentialsDocument,
} from "../../wire/types.ts";
import { useKeychainName } from "./keychain-name.ts";

const NONE: FoundCredential[] = [];
const NONE_HELD: CredentialName[] = [];
const NO_PROJECTS: CredentialProject[] = [];
const EVERYWHERE: Scope = { project: null, environment: null };

export function Import({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("credentials");
  const answer = useAnswerInView("find_credentials", {});
  const put = useAct("import_credentials");
  const asked = useAnswer("keychain", {}).data;
  const keychain = useKeychainName(asked);
  const strays = useAnswerInView("held_credentials", {});
  const held = strays.data?.held ?? NONE_HELD;
  // What a person chose otherwise than it is proposed.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [scope, setScope] = useState<Scope>(EVERYWHERE);
  const projects = useAnswer("credentials", {}).data?.projects ?? NO_PROJECTS;
  const found = answer.data?.found ?? NONE;
  const isTaken = (one: FoundCredential) => canBePut(one) && one.proposed !== turned.has(one.key);
  const keys = found.filter(isTaken).map(({ key }) => key);
  // What the keychain holds already is proposed.
  const taken = held.map(({ id }) => id).filter((id) => !turned.has(id));
  const toggle = (key: string) => {
    const now = new Set(turned);
    if (!now.delete(key)) now.add(key);
    setTurned(now);
  };
  if (put.data) return <Done put={put.data} held={put.variables?.held ?? []} onClose={onClose} />;
  const count = keys.length + taken.length;
  const verb =
    count === 0 ? t("find.choosing") : t(taken.length > 0 ? "find.import" : "find.verb", { count });
  return (
    <Question
      title={t("find.title")}
      about={<p>{t("find.about", { keychain })}</p>}
      verb={verb}
      refusal={put.error ?? answer.error}
      pending={put.isPending}
      unready={count === 0}
      onAnswer={() => put.mutate({ keys, held: taken, ...scope })}
      onClose={onClose}
    >
      <div className="found">
        <p className="dim" role="status">
          {answer.isFetching && !answer.data && t("find.looking")}
          {answer.data && found.length + held.length === 0 && t("find.nothing")}
        </p>
        {found.length > 0 && (
          <ul aria-label={t("find.choose")}>
            {found.map((one) => (
              <Found key={one.key} found={one} isTaken={isTaken(one)} onToggle={() => toggle(one.key)} />
            ))}
          </ul>
        )}
        <Held held={held} turned={turned} isLocked={asked?.state === "locked"} onToggle={toggle} />
        {answer.data?.missed.map((one) => (
          <Missed key={one.message} problem={one} />
        ))}
      </div>
      {found.some(canBePut) && (
        <ScopeChoice scope={scope} projects={projects} onScope={setScope} say={t("find.for")} />
      )}
    </Question>
  );
}

/** What could not be read, and why. */
function Missed({ problem }: { problem: ErrorBody }) {
  const { t } = useTranslation();
  const { title, message } = useProblemWords(problem);
  return (
    <p className="doubt sm missed">
      {title !== null && `${title}${t("colon")}`}
      <Sentence text={message} begins={title === null} />
    </p>
  );
}

/** What is there already, and what has no value, is not taken. */
function canBePut({ known, empty }: FoundCredential): boolean {
  return !known && !empty;
}

/** A part's word in the middle of a sentence. */
function inSentence(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

interface FoundProps {
  found: FoundCredential;
  /** It is to be put into the keychain. */
  isTaken: boolean;
  onToggle(): void;
}

function Found({ found, isTaken, onToggle }: FoundProps) {
  const { t } = useTranslation("credentials");
  const word = usePartWords();
  const [field, about] = [useId(), useId()];
  const says = [
    found.shown,
    t("find.from", { from: found.from }),
    found.known && t("find.known"),
    found.empty && t("find.empty"),
    !found.empty &&
      found.lacks.length > 0 &&
      t("find.lacks", { parts: found.lacks.map((part) => inSentence(word(part))).join(t("comma")) }),
  ];
  const text = says.filter(Boolean).join(t("comma"));
  return (
    <li className="opt">
      <input
        id={field}
        type="checkbox"
        checked={isTaken}
        disabled={!canBePut(found)}
        aria-describedby={about}
        onChange={onToggle}
      />
      <label htmlFor={field}>
        <span className="mono cut" title={found.name}>
          {found.name}
        </span>
        <span className="sm dim nowrap">{t(`kind.${found.kind}`)}</span>
      </label>
      <span className="sm faint cut" id={about} title={text}>
        {text}
      </span>
    </li>
  );
}

interface HeldProps {
  held: readonly CredentialName[];
  /** Those that are not to be taken up. */
  turned: ReadonlySet<string>;
  isLocked: boolean;
  onToggle(id: string): void;
}

/** What the keychain holds already: each applies where it did before. */
function Held({ held, turned, isLocked, onToggle }: HeldProps) {
  const { t } = useTranslation("credentials");
  const title = useId();
  if (isLocked) return <p className="faint sm">{t("find.heldLocked")}</p>;
  if (held.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <h3 className="sec" id={title}>
        {t("find.held")}
      </h3>
      <p className="dim sm">{t("find.heldAbout")}</p>
      <ul>
        {held.map((one) => (
          <HeldOne key={one.id} one={one} isTaken={!turned.has(one.id)} onToggle={() => onToggle(one.id)} />
        ))}
      </ul>
    </section>
  );
}

function HeldOne(props: { one: CredentialName; isTaken: boolean; onToggle(): void }) {
  const { t } = useTranslation("credentials");
  const { name, kind, project, environment } = props.one;
  const [field, about] = [useId(), useId()];
  const where =
    project === null
      ? t("band.everyProject")
      : environment === null
        ? project
        : t("band.environment", { project, environment });
  return (
    <li className="opt">
      <input
        id={field}
        type="checkbox"
        checked={props.isTaken}
        aria-describedby={about}
        onChange={props.onToggle}
      />
      <label htmlFor={field}>
        <span className="mono cut" title={name}>
          {name}
        </span>
        <span className="sm dim nowrap">{t(`kind.${kind}`)}</span>
      </label>
      <span className="sm faint cut" id={about}>
        {where}
      </span>
    </li>
  );
}

function Problems({ problems }: { problems: readonly ErrorBody[] }): ReactNode {
  return problems.map((problem) => (
    <p key={problem.message} className="row doubt sm">
      <Glyph shape="unknown" />
      <ProblemText problem={problem} />
    </p>
  ));
}

interface DoneProps {
  put: ImportedCredentialsDocument;
  /** What was to be taken up of what the keychain held. */
  held: readonly string[];
  onClose(): void;
}

function Done({ put, held, onClose }: DoneProps) {
  const { t } = useTranslation("credentials");
  const taken = put.put.filter(({ id }) => held.includes(id)).length;
  const imported = put.put.length - taken;
  return (
    <Question
      title={t("find.title")}
      about={
        <div role="status">
          {(imported > 0 || taken === 0) && <p>{t("find.done", { count: imported })}</p>}
          {taken > 0 && <p>{t("find.taken", { count: taken })}</p>}
        </div>
      }
      verb={t("find.close")}
      refusal={null}
      pending={false}
      onAnswer={onClose}
      onClose={onClose}
    >
      <Problems problems={put.problems} />
    </Question>
  );
}
