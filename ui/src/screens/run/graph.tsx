// The jobs of a run and what needs what. A node shows its log below.
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { STEP } from "../../parts/states.ts";
import { useSpans } from "../../parts/time.tsx";
import { nodeSpan } from "./bars.ts";
import type { Node } from "./nodes.ts";
import { beside, NODE, type Placed, planeOf } from "./plane.ts";

interface GraphProps {
  nodes: Node[];
  /** The newest word of each step. */
  words: ReadonlyMap<string, string>;
  selected: string | null;
  now: number;
  /** The run goes on: what has not begun may still. */
  isOpen: boolean;
  select(id: string): void;
}

export function Graph({ nodes, words, selected, now, isOpen, select }: GraphProps) {
  const { t } = useTranslation("runs");
  const plane = useMemo(() => planeOf(nodes), [nodes]);
  const box = useRef<HTMLDivElement>(null);
  // In a graph that is larger than its place, what the log below is of may be out of sight.
  useEffect(() => {
    const nodes = box.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [];
    const shown = [...nodes].find(({ dataset }) => dataset.node === selected);
    shown?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.node : undefined;
    const next = id === undefined ? null : beside(plane.placed, id, event.key);
    if (!next) return;
    event.preventDefault();
    const buttons = box.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [];
    [...buttons].find(({ dataset }) => dataset.node === next.node.id)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is typed into.
    <div className="graph" role="group" aria-label={t("graph")} ref={box} onKeyDown={onKeyDown}>
      <div className="plane" style={{ width: plane.width, height: plane.height }}>
        <svg width={plane.width} height={plane.height} aria-hidden="true">
          {plane.edges.map(({ from, to, path }) => (
            <path
              key={`${from}\n${to}`}
              className={byId.get(from)?.state === "succeeded" ? "e done" : "e"}
              d={path}
            />
          ))}
        </svg>
        {plane.placed.map((placed) => (
          <NodeButton
            key={placed.node.id}
            placed={placed}
            byId={byId}
            words={words}
            isSelected={placed.node.id === selected}
            now={now}
            isOpen={isOpen}
            select={select}
          />
        ))}
      </div>
    </div>
  );
}

interface NodeProps {
  placed: Placed;
  byId: Map<string, Node>;
  words: ReadonlyMap<string, string>;
  isSelected: boolean;
  now: number;
  isOpen: boolean;
  select(id: string): void;
}

function NodeButton({ placed, byId, words, isSelected, now, isOpen, select }: NodeProps) {
  const { node, x, y } = placed;
  const spans = useSpans();
  const span = nodeSpan(node, now);
  const look = STEP[node.state];
  const word = useWord(node, byId, isOpen, words.get(node.running ?? ""));
  const needs = node.state === "failed" || node.state === "unknown" || node.state === "waiting";
  return (
    <button
      type="button"
      className={`node ${look.family}${isSelected ? " sel" : ""}`}
      data-node={node.id}
      data-needs={needs || undefined}
      aria-pressed={isSelected}
      title={`${node.name}: ${word}`}
      style={{ left: x, top: y, width: NODE.width, height: NODE.height }}
      onClick={() => select(node.id)}
    >
      <Glyph shape={node.state === "pending" ? "absent" : look.shape} />
      <span className="grow">
        <span className="nn">
          <span className="cut">{node.name}</span>
          <span className="nd2">{span !== null && spans.long(span)}</span>
        </span>
        <span className="nw cut">{word}</span>
      </span>
    </button>
  );
}

/** How a node stands, in a few words. */
function useWord(node: Node, byId: Map<string, Node>, isOpen: boolean, told: string | undefined): string {
  const { t } = useTranslation("runs");
  const at = node.parts.find(({ state }) => state === node.state)?.name;
  const inside = node.parts.length > 1 ? at : undefined;
  switch (node.state) {
    case "running":
      return told ?? inside ?? t("node.running");
    case "failed":
      return inside ? t("node.failedIn", { part: inside }) : t("node.failed");
    case "pending": {
      const missing = node.needs.filter((need) => byId.get(need)?.state !== "succeeded");
      const broken = missing.find(
        (need) => !["pending", "running"].includes(byId.get(need)?.state ?? "pending"),
      );
      const name = (id: string | undefined) => byId.get(id ?? "")?.name ?? "";
      if (broken) return t("node.needs", { job: name(broken) });
      if (!isOpen) return t("node.notStarted");
      if (missing.length === 0) return t("node.next");
      return missing.length === 1
        ? t("node.waitsFor", { job: name(missing[0]) })
        : t("node.waits", { count: missing.length });
    }
    default:
      return t(`node.${node.state}`);
  }
}
