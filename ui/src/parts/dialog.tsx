// A small question over the window: what will be done, what it needs to know, the one button that does it.
import { Dialog as Radix } from "radix-ui";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { giveBack } from "../frame/focus-back.ts";
import type { Refusal } from "../host/host.ts";
import { Problem } from "./problem.tsx";

export interface QuestionProps {
  title: string;
  /** What will happen, in a sentence or two. */
  about: ReactNode;
  /** What the button says. */
  verb: string;
  /** What the button says that leaves everything as it is; "Cancel" if nothing else is said. */
  leave?: string;
  /** Why it was not done. */
  refusal: Refusal | null;
  pending: boolean;
  /** Something is still to be said before it can be answered. */
  unready?: boolean;
  onAnswer(): void;
  onClose(): void;
  /** Another answer, which is not the one that most give. */
  otherwise?: { verb: string; onAnswer(): void };
  children?: ReactNode;
}

/** Asks before something is done. Enter answers, Escape leaves everything as it is. */
export function Question(props: QuestionProps) {
  const { t } = useTranslation();
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.pending && !props.unready) props.onAnswer();
  };
  // What opened it may be gone afterwards: a hold that was lifted takes its button with it.
  const [opener] = useState(() => document.activeElement);
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    giveBack(opener);
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content className="question" data-over onCloseAutoFocus={giveFocusBack}>
          <Radix.Title asChild>
            <h2>{props.title}</h2>
          </Radix.Title>
          <Radix.Description asChild>
            <div className="about dim">{props.about}</div>
          </Radix.Description>
          <form id={form} onSubmit={submit}>
            {props.children}
          </form>
          {props.refusal && <Problem problem={props.refusal.body} />}
          <footer>
            <button type="button" className="btn" onClick={props.onClose}>
              {props.leave ?? t("cancel")}
            </button>
            {props.otherwise && (
              <button type="button" className="btn" onClick={props.otherwise.onAnswer}>
                {props.otherwise.verb}
              </button>
            )}
            <button
              type="submit"
              form={form}
              className="btn main"
              aria-disabled={props.pending || props.unready || undefined}
            >
              {props.verb}
            </button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
