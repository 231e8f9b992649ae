// Which shape and family a state of the wire has. The words stand in words/*/common.ts under `state`.
import type { CellState, EnvironmentState, Health, NeedState, StepState, Verdict } from "../wire/types.ts";
import type { Family, Shape } from "./glyph.tsx";

export interface Look {
  shape: Shape;
  family: Family;
}

const of = (shape: Shape, family: Family): Look => ({ shape, family });

export const CELL: Record<CellState, Look> = {
  healthy: of("healthy", "ok"),
  starting: of("moving", "move"),
  deploying: of("moving", "move"),
  failed: of("failed", "fail"),
  unhealthy: of("failed", "fail"),
  unknown: of("unknown", "doubt"),
  differs: of("differs", "doubt"),
  waiting: of("waiting", "wait"),
  not_deployed: of("absent", "none"),
};

export const NEED: Record<NeedState, Look> = {
  failed: of("failed", "fail"),
  unhealthy: of("failed", "fail"),
  unknown: of("unknown", "doubt"),
  differs: of("differs", "doubt"),
  waiting: of("waiting", "wait"),
  stale_lock: of("locked", "doubt"),
  unreachable: of("unknown", "doubt"),
};

export const STEP: Record<StepState, Look> = {
  pending: of("queued", "none"),
  running: of("moving", "move"),
  waiting: of("waiting", "wait"),
  succeeded: of("passed", "ok"),
  failed: of("failed", "fail"),
  cancelled: of("skipped", "none"),
  skipped: of("skipped", "none"),
  unknown: of("unknown", "doubt"),
};

export const VERDICT: Record<Verdict, Look> = {
  succeeded: of("healthy", "ok"),
  failed: of("failed", "fail"),
  rolled_back: of("failed", "fail"),
  cancelled: of("skipped", "none"),
  waiting: of("waiting", "wait"),
  unknown: of("unknown", "doubt"),
};

export const HEALTH: Record<Health, Look> = {
  healthy: of("healthy", "ok"),
  starting: of("moving", "move"),
  unhealthy: of("failed", "fail"),
  stopped: of("failed", "fail"),
  unknown: of("unknown", "doubt"),
};

export const ENVIRONMENT: Record<EnvironmentState, Look> = {
  deploying: of("moving", "move"),
  unknown: of("unknown", "doubt"),
  unreachable: of("unknown", "doubt"),
  waiting: of("waiting", "wait"),
  failed: of("failed", "fail"),
  locked: of("locked", "rule"),
  held: of("held", "rule"),
  frozen: of("frozen", "rule"),
  empty: of("absent", "none"),
  idle: of("healthy", "ok"),
};
