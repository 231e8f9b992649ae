// What is asked while something is executed: whether a credential may be used, and what SSH wants to know. What is typed is
// sent once and forgotten.
import { type ReactNode, type RefObject, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useConfided } from "../host/confided.ts";
import { useAnswer } from "../host/context.tsx";
import { Question } from "../parts/dialog.tsx";
import type { Asks, CredentialName, QuestionDocument } from "../wire/types.ts";
import { putAside, useAside } from "./put-aside.ts";

/** The question that has waited longest, of those that were not put aside. */
export function Asked() {
  const aside = useAside();
  const open = (useAnswer("questions", {}).data?.questions ?? []).filter(({ number }) => !aside.has(number));
  const [first, ...others] = open;
  return first ? <One key={first.number} question={first} more={others.length} /> : null;
}

function One({ question, more }: { question: QuestionDocument; more: number }) {
  const { t } = useTranslation("credentials");
  const { number, asks } = question;
  const answer = useConfided("answer_question");
  const field = useRef<HTMLInputElement>(null);
  const send = (yes: boolean) => {
    const text = yes && field.current ? field.current.value : null;
    if (field.current) field.current.value = "";
    void answer.send({ number, yes, text });
  };
  const words = useWords(asks);
  const onlySays = asks.about === "ssh" && asks.wants === "nothing";
  return (
    <Question
      title={words.title}
      about={
        <>
          <p>{words.about}</p>
          <Where question={question} />
          {more > 0 && <p className="sm">{t("question.more", { count: more })}</p>}
        </>
      }
      verb={words.yes}
      leave={t("question.later")}
      refusal={answer.error}
      pending={answer.pending}
      onAnswer={() => send(true)}
      {...(!onlySays && { otherwise: { verb: words.no, onAnswer: () => send(false) } })}
      onClose={() => putAside(number)}
    >
      <Body asks={asks} field={field} />
    </Question>
  );
}

interface Words {
  title: string;
  about: string;
  yes: string;
  no: string;
}

function useWords(asks: Asks): Words {
  const { t } = useTranslation("credentials");
  if (asks.about === "credentials") {
    const { credentials } = asks;
    const count = credentials.length;
    const name = credentials[0]?.name ?? "";
    return {
      title: count === 1 ? t("question.title", { name }) : t("question.titleMany", { count }),
      about: t("question.about", { count }),
      yes: t("question.use", { count }),
      no: t("question.decline", { count }),
    };
  }
  const [yes, no] = {
    confirmation: [t("question.yes"), t("question.no")],
    secret: [t("question.send"), t("question.leave")],
    nothing: [t("question.seen"), ""],
  }[asks.wants] as [string, string];
  return { title: t("question.ssh"), about: asks.prompt, yes, no };
}

/** What waits for the answer. */
function Where({ question: { project, environment, asks } }: { question: QuestionDocument }): ReactNode {
  const { t } = useTranslation("credentials");
  const count = asks.about === "credentials" ? asks.credentials.length : 1;
  if (project === null) return null;
  return (
    <p>
      {environment === null
        ? t("question.operationOf", { count, project })
        : t("question.operation", { count, project, environment })}
    </p>
  );
}

function Body({ asks, field }: { asks: Asks; field: RefObject<HTMLInputElement | null> }): ReactNode {
  const { t } = useTranslation("credentials");
  const [id, say] = [useId(), useId()];
  if (asks.about === "credentials") {
    return (
      <ul className="asked">
        {asks.credentials.map((credential) => (
          <Named key={credential.id} credential={credential} />
        ))}
      </ul>
    );
  }
  if (asks.wants !== "secret") return null;
  return (
    <div className="f">
      <label htmlFor={id}>{t("question.sshAnswer")}</label>
      <input
        id={id}
        ref={field}
        className="field"
        type="password"
        aria-describedby={say}
        // biome-ignore lint/a11y/noAutofocus: it is what the dialog was opened for.
        autoFocus
        autoComplete="off"
      />
      <p className="say" id={say}>
        {t("question.sshSay")}
      </p>
    </div>
  );
}

function Named({ credential: { name, kind, project, environment } }: { credential: CredentialName }) {
  const { t } = useTranslation("credentials");
  const scope =
    project === null
      ? t("band.everyProject")
      : environment === null
        ? project
        : t("band.environment", { project, environment });
  return (
    <li>
      <span className="mono">{name}</span>{" "}
      <span className="sm dim">{t("question.of", { kind: t(`kind.${kind}`), scope })}</span>
    </li>
  );
}
