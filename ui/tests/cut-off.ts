// What of a page can be read and reached, as it is shown now. It runs inside the page, so the function reaches nothing
// outside of itself.

/** What a person could not read or reach, each in a few words. */
export function cutOff(): string[] {
  interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  interface Piece {
    text: string;
    node: Node;
    box: Box;
    layer: Element | null;
  }

  /** Less than this nobody sees, in pixels. */
  const ROOM = 1.5;
  /** Of the size of its letters, how much of a line's height they need to be read. */
  const CORE = 0.75;
  /** What is drawn otherwise than as text in a flow. */
  const APART = "svg, textarea, option, .xterm";
  /** What lies over something on purpose. */
  const OVER = "[role='dialog'], [role='menu'], [role='listbox'], .log-pin, .veil, [data-over]";
  /** A view whose rows are moved by the box around it. */
  const MOVED = ".log-view";
  /** What may be wider than its place: everything else has all of its width in sight. */
  const WIDE = ".log, .log-lines, .graph, .add-text, .add-hosts .scroll, .environment .now-part";
  /** What holds its own text and nobody else's. */
  const HOLDER = "button, td, th, .btn, .chip";
  const CONTROL = "button, a[href], input, select, [role='tab']";
  const AXES = [
    { from: "left", to: "right", overflow: "overflowX", end: window.innerWidth, where: "at the side of" },
    { from: "top", to: "bottom", overflow: "overflowY", end: window.innerHeight, where: "above or below by" },
  ] as const;

  const faults = new Set<string>();
  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element): CSSStyleDeclaration => {
    const style = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, style);
    return style;
  };
  const named = (element: Element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.tagName.toLowerCase()}${classes}`;
  };
  const quoted = (text: string) => `“${text.trim().replace(/\s+/g, " ").slice(0, 60)}”`;

  /** Read aloud only: it has a place of one pixel. */
  const isForReaders = (element: Element): boolean => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (styleOf(at).display === "contents") continue;
      const { width, height } = at.getBoundingClientRect();
      if (styleOf(at).clipPath !== "none" || (width <= 1 && height <= 1)) return true;
    }
    return false;
  };
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest(APART) &&
    !isForReaders(element);

  /** What may clip an element: itself and those around it, less those that its position frees it of. */
  const clippers = (element: Element): Element[] => {
    const all: Element[] = [];
    let freed: "no" | "absolute" | "fixed" = "no";
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { position } = styleOf(at);
      if (freed === "absolute" && position !== "static") freed = "no";
      if (freed !== "no") continue;
      all.push(at);
      if (position === "absolute" || position === "fixed") freed = position;
    }
    return all;
  };
  const layerOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { position } = styleOf(at);
      if (position === "fixed" || position === "sticky" || at.matches(OVER)) return at;
    }
    return null;
  };

  /** Whether an element stands in the lines of another, so that those may end in an ellipsis for it. */
  const isInLinesOf = (clipper: Element, element: Element): boolean => {
    for (let at: Element | null = element; at && at !== clipper; at = at.parentElement)
      if (!styleOf(at).display.startsWith("inline")) return false;
    return true;
  };
  /** An ellipsis says that there is more, and a pointer that rests on it is shown the whole. */
  const isToldWhole = (clipper: Element, element: Element): boolean => {
    if (styleOf(clipper).textOverflow !== "ellipsis" || !isInLinesOf(clipper, element)) return false;
    element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    return element.closest("[title]:not([title=''])") !== null;
  };

  /** Whether what does not fit can be scrolled to. */
  const isScrolled = (clipper: Element, overflow: (typeof AXES)[number]["overflow"]): boolean => {
    if (clipper.matches(MOVED)) return true;
    if (overflow === "overflowX" && !clipper.matches(WIDE)) return false;
    return ["auto", "scroll"].includes(styleOf(clipper)[overflow]);
  };

  /** Judges a box of an element. What of it is in sight; null where that is nothing. */
  const judge = (element: Element, whole: Box, told: string, isText: boolean): Box | null => {
    const seen = { ...whole };
    const all = clippers(element);
    for (const { from, to, overflow, end, where } of AXES) {
      let isCut = false;
      for (const clipper of all.filter((one) => styleOf(one)[overflow] !== "visible")) {
        const frame = clipper.getBoundingClientRect();
        if (!isCut && (whole[from] < frame[from] - ROOM || whole[to] > frame[to] + ROOM)) {
          isCut = true;
          const isFine = isScrolled(clipper, overflow) || (isText && isToldWhole(clipper, element));
          if (!isFine) faults.add(`${told} is cut off ${where} ${named(clipper)}`);
        }
        seen[from] = Math.max(seen[from], frame[from]);
        seen[to] = Math.min(seen[to], frame[to]);
      }
      if (!isCut && (whole[from] < -ROOM || whole[to] > end + ROOM))
        faults.add(`${told} is outside of the window`);
      seen[to] = Math.min(seen[to], end);
    }
    return seen.right > seen.left && seen.bottom > seen.top ? seen : null;
  };

  const spills = (element: Element, box: Box, told: string) => {
    const holder = element.closest(HOLDER);
    const room = holder?.getBoundingClientRect();
    if (!holder || !room || room.width === 0) return;
    if (box.left < room.left - ROOM || box.right > room.right + ROOM)
      faults.add(`${told} spills out of ${named(holder)}`);
  };

  const textsOf = (node: Node): Piece[] => {
    const element = node.parentElement;
    const text = node.textContent ?? "";
    if (!element || text.trim() === "" || !isShown(element)) return [];
    // It keeps a place for what is typed over it.
    if (styleOf(element).color === "rgba(0, 0, 0, 0)") return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    const half = (CORE * Number.parseFloat(styleOf(element).fontSize)) / 2;
    return [...range.getClientRects()].flatMap((rect) => {
      if (rect.width === 0 || rect.height === 0) return [];
      const middle = (rect.top + rect.bottom) / 2;
      const line = { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half };
      const box = judge(element, line, quoted(text), true);
      if (!box) return [];
      spills(element, box, quoted(text));
      return [{ text, node, box, layer: layerOf(element) }];
    });
  };

  const compare = (texts: Piece[]) => {
    const sorted = [...texts].sort((one, other) => one.box.top - other.box.top);
    for (const [index, one] of sorted.entries()) {
      for (const other of sorted.slice(index + 1)) {
        if (other.box.top > one.box.bottom) break;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        // A text that ends in an ellipsis has a box for what is shown of it and one for all of it.
        if (one.node === other.node || one.layer !== other.layer) continue;
        if (width > 2 && height > 2)
          faults.add(`${quoted(one.text)} and ${quoted(other.text)} lie over each other`);
      }
    }
  };

  const texts: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(...textsOf(walker.currentNode));
  compare(texts);
  for (const control of document.querySelectorAll(CONTROL)) {
    // An inline one is a part of its text, which was judged already.
    if (!isShown(control) || styleOf(control).display === "inline") continue;
    const { left, top, right, bottom } = control.getBoundingClientRect();
    const name = control.getAttribute("aria-label") ?? control.textContent ?? "";
    judge(control, { left, top, right, bottom }, `${named(control)} ${quoted(name)}`, false);
  }
  return [...faults];
}
