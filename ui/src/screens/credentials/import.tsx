// What this laptop has and could be put into the keychain: looked at, and taken only where it is chosen.
import { type ReactNode, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePartWords } from "../../drawer/credential/part-word.ts";
import { type Scope, ScopeChoice } from "../../drawer/credential/scope-choice.tsx";
import { useAct, useAnswer } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemText } from "../../parts/problem-line.tsx";
import type {
  CredentialProject,
  ErrorBody,
  FoundCredential,
  ImportedCredentialsDocument,
} from "../../wire/types.ts";
import { useKeychainName } from "./keychain-name.ts";

const NONE: FoundCredential[] = [];
const NO_PROJECTS: CredentialProject[] = [];
const EVERYWHERE: Scope = { project: null, environment: null };

export function Import({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("credentials");
  const answer = useAnswer("find_credentials", {});
  const { refetch } = answer;
  // What it has may have changed since it was looked at last, and tells nobody.
  useEffect(() => void refetch({ cancelRefetch: false }), [refetch]);
  const put = useAct("import_credentials");
  const keychain = useKeychainName(useAnswer("keychain", {}).data);
  // What a person chose otherwise than it is proposed.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [scope, setScope] = useState<Scope>(EVERYWHERE);
  const projects = useAnswer("credentials", {}).data?.projects ?? NO_PROJECTS;
  const found = answer.data?.found ?? NONE;
  const isTaken = (one: FoundCredential) => canBePut(one) && one.proposed !== turned.has(one.key);
  const keys = found.filter(isTaken).map(({ key }) => key);
  const toggle = (key: string) => {
    const now = new Set(turned);
    if (!now.delete(key)) now.add(key);
    setTurned(now);
  };
  if (put.data) return <Done put={put.data} onClose={onClose} />;
  const verb = keys.length > 0 ? t("find.verb", { count: keys.length }) : t("find.choosing");
  return (
    <Question
      title={t("find.title")}
      about={<p>{t("find.about", { keychain })}</p>}
      verb={verb}
      refusal={put.error ?? answer.error}
      pending={put.isPending}
      unready={keys.length === 0}
      onAnswer={() => put.mutate({ keys, ...scope })}
      onClose={onClose}
    >
      <div className="found">
        <p className="dim" role="status">
          {answer.isFetching && !answer.data && t("find.looking")}
          {answer.data && found.length === 0 && t("find.nothing")}
        </p>
        {found.length > 0 && (
          <ul aria-label={t("find.choose")}>
            {found.map((one) => (
              <Found key={one.key} found={one} isTaken={isTaken(one)} onToggle={() => toggle(one.key)} />
            ))}
          </ul>
        )}
        {answer.data?.missed.map((one) => (
          <p key={one} className="doubt sm missed">
            {one}
          </p>
        ))}
      </div>
      {found.some(canBePut) && (
        <ScopeChoice scope={scope} projects={projects} onScope={setScope} say={t("find.for")} />
      )}
    </Question>
  );
}

/** What is there already, and what has no value, is not taken. */
function canBePut({ known, empty }: FoundCredential): boolean {
  return !known && !empty;
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
      t("find.lacks", { parts: found.lacks.map(word).join(t("comma")) }),
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

function Problems({ problems }: { problems: readonly ErrorBody[] }): ReactNode {
  return problems.map((problem) => (
    <p key={problem.message} className="row doubt sm">
      <Glyph shape="unknown" />
      <ProblemText problem={problem} />
    </p>
  ));
}

function Done({ put, onClose }: { put: ImportedCredentialsDocument; onClose(): void }) {
  const { t } = useTranslation("credentials");
  return (
    <Question
      title={t("find.title")}
      about={<p role="status">{t("find.done", { count: put.put.length })}</p>}
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
