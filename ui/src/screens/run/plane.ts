// Where the nodes of a graph stand: layers from left to right, each node right of all that it needs.
import type { Node } from "./nodes.ts";

export const NODE = { width: 200, height: 44 };
const STEP = { across: 244, down: 52 };
const MARGIN = { left: 16, top: 12 };
const ROUND = 6;

export interface Placed {
  node: Node;
  layer: number;
  /** Its place in the layer, from 0. */
  row: number;
  x: number;
  y: number;
}

export interface Edge {
  from: string;
  to: string;
  path: string;
}

export interface Plane {
  placed: Placed[];
  edges: Edge[];
  width: number;
  height: number;
}

export function planeOf(nodes: Node[]): Plane {
  const layers = layersOf(nodes);
  const most = Math.max(0, ...layers.map(({ length }) => length));
  const rows = new Map<string, number>();
  const placed: Placed[] = [];
  for (const [layer, members] of layers.entries()) {
    const ordered = besideNeeds(members, rows);
    // A layer with fewer nodes stands in the middle.
    const above = (most - ordered.length) / 2;
    for (const [row, node] of ordered.entries()) {
      rows.set(node.id, above + row);
      const [x, y] = [MARGIN.left + layer * STEP.across, MARGIN.top + (above + row) * STEP.down];
      placed.push({ node, layer, row, x, y });
    }
  }
  return {
    placed,
    edges: edgesOf(placed),
    width: MARGIN.left * 2 + Math.max(0, layers.length - 1) * STEP.across + NODE.width,
    height: MARGIN.top * 2 + Math.max(0, most - 1) * STEP.down + NODE.height,
  };
}

/** The nodes by the longest way to them. What needs itself, which no file has, ends somewhere. */
function layersOf(nodes: Node[]): Node[][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depths = new Map<string, number>();
  const depth = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    depths.set(id, 0);
    const needs = byId.get(id)?.needs ?? [];
    const found = Math.max(0, ...needs.map((need) => depth(need) + 1));
    depths.set(id, found);
    return found;
  };
  const layers: Node[][] = [];
  for (const node of nodes) {
    const at = depth(node.id);
    layers[at] = [...(layers[at] ?? []), node];
  }
  return Array.from(layers, (layer) => layer ?? []);
}

/** The nodes of a layer in an order in which their lines cross little: beside what they need. */
function besideNeeds(members: Node[], rows: Map<string, number>): Node[] {
  const mean = ({ needs }: Node) =>
    needs.length === 0 ? 0 : needs.reduce((sum, need) => sum + (rows.get(need) ?? 0), 0) / needs.length;
  return members
    .map((node, index) => ({ node, index, mean: mean(node) }))
    .sort((one, other) => one.mean - other.mean || one.index - other.index)
    .map(({ node }) => node);
}

function edgesOf(placed: Placed[]): Edge[] {
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  return placed.flatMap((to) =>
    to.node.needs.flatMap((need) => {
      const from = byId.get(need);
      return from ? [{ from: need, to: to.node.id, path: pathOf(from, to, placed) }] : [];
    }),
  );
}

/** A line to the node with an arrow's head. It bends in the gaps between layers, and goes behind no node if it can. */
function pathOf(from: Placed, to: Placed, placed: Placed[]): string {
  const [x, y] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [endX, endY] = [to.x - 1, to.y + NODE.height / 2];
  const between = placed.filter(({ layer }) => layer > from.layer && layer < to.layer);
  const isFree = (height: number) => !between.some((one) => height >= one.y && height <= one.y + NODE.height);
  const below = to.y + NODE.height + (STEP.down - NODE.height) / 2;
  const above = to.y - (STEP.down - NODE.height) / 2;
  const lane = [y, endY, below, above].find(isFree) ?? below;
  const head = `M${endX - 4} ${endY - 4}L${endX} ${endY}L${endX - 4} ${endY + 4}`;
  const first = from.x + STEP.across - (STEP.across - NODE.width) / 2;
  const last = to.x - (STEP.across - NODE.width) / 2;
  return `M${x} ${y}${bend(first, y, lane)}${bend(last, lane, endY)}H${endX}${head}`;
}

/** Along a height to a place, and there to another height. */
function bend(x: number, from: number, to: number): string {
  if (from === to) return "";
  const round = Math.min(ROUND, Math.abs(to - from) / 2);
  const down = to > from ? 1 : -1;
  return [
    `H${x - round}`,
    `q${round} 0 ${round} ${round * down}`,
    `V${to - round * down}`,
    `q0 ${round * down} ${round} ${round * down}`,
  ].join("");
}

/** The node that an arrow key leads to. */
export function beside(placed: Placed[], id: string, key: string): Placed | null {
  const here = placed.find(({ node }) => node.id === id);
  if (!here) return null;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const by = key === "ArrowDown" ? 1 : -1;
    return placed.find(({ layer, row }) => layer === here.layer && row === here.row + by) ?? null;
  }
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return null;
  const layer = placed.filter((one) => one.layer === here.layer + by);
  return layer.sort((one, other) => Math.abs(one.y - here.y) - Math.abs(other.y - here.y))[0] ?? null;
}
