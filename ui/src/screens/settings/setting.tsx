// The parts that settings are made of: a section, a row with what it is about, and a choice of few.
import { type ReactNode, type RefObject, useId } from "react";

interface SectionProps {
  title: string;
  /** Where it stands, for who leads there. */
  element?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

export function Section({ title, element, children }: SectionProps) {
  return (
    <section ref={element} className="set-section" aria-label={title}>
      <h2 className="sec">{title}</h2>
      {children}
    </section>
  );
}

interface SettingProps {
  name: string;
  say: string;
  children: ReactNode;
}

/** A setting: its name and what it means, and beside them what can be chosen. */
export function Setting({ name, say, children }: SettingProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid with its legend in it.
    <div className="set-row" role="group" aria-labelledby={`${id}-name`} aria-describedby={`${id}-say`}>
      <div className="set-label">
        <b id={`${id}-name`}>{name}</b>
        <span id={`${id}-say`}>{say}</span>
      </div>
      <div>{children}</div>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  value: Value | undefined;
  options: readonly (readonly [Value, string])[];
  onChoose(value: Value): void;
}

/** One of a few words. */
export function Choice<Value extends string>({ value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <div className="seg">
      {options.map(([option, word]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChoose(option)}>
          {word}
        </button>
      ))}
    </div>
  );
}
