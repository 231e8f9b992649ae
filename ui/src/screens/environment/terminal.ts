// A terminal on the page, in the window's colours.
import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { bytesOf } from "./bytes.ts";

export interface Typed {
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** The keyboard leaves. */
  leave(): void;
}

export interface Screen {
  columns: number;
  rows: number;
  print(base64: string): void;
  focus(): void;
  dispose(): void;
}

/** Shift+Escape leaves: Tab and Escape belong to what runs inside. */
const leaves = (event: KeyboardEvent) => event.key === "Escape" && event.shiftKey;

export function openTerminal(element: HTMLElement, label: string, typed: Typed): Screen {
  const style = getComputedStyle(element);
  const terminal = new Terminal({
    fontFamily: style.getPropertyValue("--font-mono"),
    fontSize: Number.parseFloat(style.getPropertyValue("--t-12")),
    lineHeight: 1.3,
    cursorBlink: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    scrollback: 5000,
    theme: themeOf(style),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  terminal.textarea?.setAttribute("aria-label", label);
  fit.fit();
  terminal.attachCustomKeyEventHandler((event) => {
    if (!leaves(event)) return true;
    if (event.type === "keydown") typed.leave();
    return false;
  });
  terminal.onData((text) => typed.type(text));
  terminal.onResize(({ cols, rows }) => typed.resize(cols, rows));
  const sized = new ResizeObserver(() => element.clientHeight > 0 && fit.fit());
  sized.observe(element);
  const themed = new MutationObserver(() => {
    terminal.options.theme = themeOf(getComputedStyle(element));
  });
  themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return {
    columns: terminal.cols,
    rows: terminal.rows,
    print: (base64) => terminal.write(bytesOf(base64)),
    focus: () => terminal.focus(),
    dispose() {
      sized.disconnect();
      themed.disconnect();
      terminal.dispose();
    },
  };
}

function themeOf(style: CSSStyleDeclaration): ITheme {
  const of = (token: string) => style.getPropertyValue(token).trim();
  const hues = {
    black: of("--ink"),
    red: of("--a-red"),
    green: of("--a-green"),
    yellow: of("--a-yellow"),
    blue: of("--a-blue"),
    magenta: of("--a-magenta"),
    cyan: of("--a-cyan"),
    white: of("--ink-2"),
  };
  return {
    background: of("--surface"),
    foreground: of("--ink"),
    cursor: of("--accent"),
    cursorAccent: of("--surface"),
    selectionBackground: of("--sel-text"),
    ...hues,
    brightBlack: of("--ink-3"),
    brightRed: hues.red,
    brightGreen: hues.green,
    brightYellow: hues.yellow,
    brightBlue: hues.blue,
    brightMagenta: hues.magenta,
    brightCyan: hues.cyan,
    brightWhite: hues.black,
  };
}
