// Whether a draft can be used, asked while it is typed.
import { useAnswer } from "../../host/context.tsx";
import { useDelayed } from "../../parts/delayed.ts";
import type { ErrorBody } from "../../wire/types.ts";
import { type DraftFinding, findingsOf } from "./findings.ts";

export interface DraftCheck {
  /** The project's name; null while the draft cannot be used. */
  project: string | null;
  findings: DraftFinding[];
  /** Why it cannot be used, where no line is to blame. */
  problem: ErrorBody | null;
  /** What is said is about an earlier text. */
  checking: boolean;
}

/** So long nothing is typed before it is asked, in milliseconds. */
const PAUSE = 300;

export function useDraftCheck(folder: string, yaml: string): DraftCheck {
  const paused = useDelayed(yaml, PAUSE);
  const { data, error, isFetching } = useAnswer("check_draft", { folder, yaml: paused });
  const findings = data ? findingsOf(data) : [];
  const problem = error?.body ?? data?.problem ?? null;
  return {
    project: data?.check?.project ?? null,
    findings,
    problem: findings.some((finding) => finding.error) ? null : problem,
    checking: isFetching || paused !== yaml,
  };
}
