// What a run's graph is made of: its jobs, and the steps that belong to none.
import type { JobDocument, OperationPage, StepDocument, StepState } from "../../wire/types.ts";

/** A command of a job, or the one thing that a step without a job does. */
export interface Part {
  id: string;
  name: string;
  state: StepState;
  /** The step that logs its lines. */
  step: string;
  /** Its first line there; null before it begins. */
  from: number | null;
  lines: number;
  began: number | null;
  millis: number | null;
}

export interface Node {
  /** The job's name, or the step's id, which has a slash or is none of them. */
  id: string;
  name: string;
  state: StepState;
  /** The nodes that come before. */
  needs: string[];
  began: number | null;
  ended: number | null;
  /** The step that is under way; null where none is. */
  running: string | null;
  parts: Part[];
}

type NameOf = (step: StepDocument) => string;

/** The nodes in the file's order. Steps that only clear up are left out while nothing is the matter with them. */
export function nodesOf(
  { jobs, steps }: Pick<OperationPage, "jobs" | "steps">,
  nameOf: NameOf = ({ action }) => action,
): Node[] {
  const alone = steps.filter((step) => step.job === null && !isQuietEnd(step));
  const nodeOfStep = new Map(steps.map(({ step, job }) => [step, job ?? step]));
  const nodes = [
    ...jobs.map((job) => jobNode(job, steps, nodeOfStep)),
    ...alone.map((step) => stepNode(step, nodeOfStep, nameOf(step))),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  return withoutDetours(
    nodes.map((node) => ({
      ...node,
      needs: [...new Set(node.needs)].filter((need) => need !== node.id && known.has(need)),
    })),
  );
}

function isQuietEnd({ when, state }: StepDocument): boolean {
  return when !== "success" && ["pending", "succeeded", "skipped"].includes(state);
}

function jobNode(job: JobDocument, steps: StepDocument[], nodeOfStep: Map<string, string>): Node {
  const own = steps.filter((step) => step.job === job.name);
  return {
    id: job.name,
    name: job.name,
    state: job.state,
    needs: [...job.needs, ...own.flatMap(({ needs }) => nodesAt(needs, nodeOfStep))],
    began: time(job.began_at),
    ended: time(job.ended_at),
    running: own.find(({ state }) => state === "running")?.step ?? null,
    parts: job.commands.map((command, index) => ({
      id: `${command.step}#${index}`,
      name: command.name,
      state: command.state,
      step: command.step,
      from: command.first_line,
      lines: command.lines,
      began: time(command.began_at),
      millis: command.millis,
    })),
  };
}

function stepNode(step: StepDocument, nodeOfStep: Map<string, string>, name: string): Node {
  const [began, ended] = [time(step.began_at), time(step.ended_at)];
  return {
    id: step.step,
    name,
    state: step.state,
    needs: nodesAt(step.needs, nodeOfStep),
    began,
    ended,
    running: step.state === "running" ? step.step : null,
    parts: [
      {
        id: step.step,
        name,
        state: step.state,
        step: step.step,
        from: began === null ? null : 0,
        lines: step.lines,
        began,
        millis: began !== null && ended !== null ? ended - began : null,
      },
    ],
  };
}

function nodesAt(steps: string[], nodeOfStep: Map<string, string>): string[] {
  return steps.map((step) => nodeOfStep.get(step) ?? step);
}

function time(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}

/** Leaves out what is needed through something else already: an arrow for it would only be another line. */
function withoutDetours(nodes: Node[]): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const before = new Map<string, Set<string>>();
  const allBefore = (id: string): Set<string> => {
    const known = before.get(id);
    if (known) return known;
    const found = new Set<string>();
    before.set(id, found);
    for (const need of byId.get(id)?.needs ?? []) {
      found.add(need);
      for (const further of allBefore(need)) found.add(further);
    }
    return found;
  };
  return nodes.map((node) => ({
    ...node,
    needs: node.needs.filter(
      (need) => !node.needs.some((other) => other !== need && allBefore(other).has(need)),
    ),
  }));
}

const PRESSING: StepState[] = ["failed", "unknown", "waiting", "running", "cancelled"];

/** The node that someone comes for: what failed, or else what goes on, or else the last that did something. */
export function foremost(nodes: Node[]): Node | null {
  for (const state of PRESSING) {
    const node = nodes.find((one) => one.state === state);
    if (node) return node;
  }
  return nodes.findLast(({ parts }) => parts.some(({ lines }) => lines > 0)) ?? nodes[0] ?? null;
}
