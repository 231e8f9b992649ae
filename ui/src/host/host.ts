// What the window is run by: the desktop shell, a loopback server for development, or a script in tests.
import type { Calls, ErrorBody, Event, Topic } from "../wire/types.ts";

export type CallName = keyof Calls;
export type Args<Name extends CallName> = Calls[Name]["args"];
export type Value<Name extends CallName> = Calls[Name]["value"];

/** What a call came to, and the topics that it was made of. */
export interface Answer<Name extends CallName> {
  value: Value<Name>;
  reads: Topic[];
}

/** What was answered to calls that take no arguments. */
export type Known = readonly (readonly [CallName, Answer<CallName>])[];

export interface Host {
  /** What it answered before it was asked. What is no longer right by the time that it is listened to is told as changed. */
  known?: Known;
  /** Asks or does something. Rejects with a `Refusal`. */
  call<Name extends CallName>(name: Name, args: Args<Name>): Promise<Answer<Name>>;
  /** Hears what happens; returns what ends it. */
  listen(hear: (event: Event) => void): () => void;
  /** Asks a person for a folder; null where none was chosen, or where the host cannot ask. */
  chooseFolder(): Promise<string | null>;
  /** Asks a person for a file, which only the host reads; null where none was chosen, or where the host cannot ask. */
  chooseFile(): Promise<string | null>;
  /** Asks a person where a text is to be kept, and keeps it there. */
  saveText(name: string, text: string): Promise<void>;
  /** Closes the window; what its program executes goes on in the tray. */
  closeWindow(): Promise<void>;
  /** Ends the program, also in the middle of what it executes. */
  quit(): Promise<void>;
  /** Folders that are dropped on the window; returns what ends it. */
  listenDrops(dropped: (folder: string) => void): () => void;
}

/** Why something was not done: a stable code, a sentence and what to do about it. */
export class Refusal extends Error {
  readonly body: ErrorBody;

  constructor(body: ErrorBody) {
    super(body.message);
    this.name = "Refusal";
    this.body = body;
  }

  /** Whatever was thrown, as a refusal. */
  static of(thrown: unknown): Refusal {
    if (thrown instanceof Refusal) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new Refusal({ code: "internal", message, hint: null, details: null });
  }
}
