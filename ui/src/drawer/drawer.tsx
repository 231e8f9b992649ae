// The drawer beside a screen: a plan, then how it goes, then what came of it; or a credential. It covers nothing that it
// speaks about, so the screen stays usable.
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Contained } from "../frame/contained.tsx";
import { type Drawn, useDrawer } from "../frame/drawer.tsx";
import { onDemand } from "../frame/on-demand.tsx";
import { paths } from "../frame/paths.ts";
import { type About, Bar, TITLE } from "./shell.tsx";

const Credential = onDemand(async () => (await import("./credential/credential.tsx")).Credential);
const Operation = onDemand(async () => (await import("./operation.tsx")).Operation);
const Plan = onDemand(async () => (await import("./plan.tsx")).Plan);

export function Drawer() {
  const { drawn, close } = useDrawer();
  useEscape(drawn !== null, close);
  if (!drawn) return null;
  return <Aside drawn={drawn} />;
}

function Aside({ drawn }: { drawn: Drawn }) {
  const aside = useRef<HTMLDivElement>(null);
  const { t } = useTranslation();
  const [, go] = useLocation();
  const about = useLastAbout(drawn);
  useFocusInside(aside, keyOf(drawn));
  const press = (event: KeyboardEvent) => {
    const isTyped = event.target instanceof HTMLInputElement;
    if (event.key.toLowerCase() !== "l" || isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
    if (drawn.about !== "operation") return;
    event.preventDefault();
    go(paths.run(drawn.project, drawn.operation));
  };
  const around = (told: ReactNode) => (
    <>
      <Bar title={t("fault.drawer")} sub="" />
      <section className="scroll">{told}</section>
    </>
  );
  return (
    <div
      ref={aside}
      className="drawer"
      role="dialog"
      aria-modal={false}
      aria-labelledby={TITLE}
      tabIndex={-1}
      onKeyDown={press}
    >
      <Contained shows={keyOf(drawn)} around={around}>
        {drawn.about === "plan" && <Plan key={keyOf(drawn)} args={drawn.plan} />}
        {drawn.about === "credential" && <Credential key={keyOf(drawn)} form={drawn.form} />}
        {drawn.about === "operation" && (
          <Operation key={keyOf(drawn)} project={drawn.project} operation={drawn.operation} about={about} />
        )}
      </Contained>
    </div>
  );
}

/** Another thing is another drawer inside: nothing of the one before is shown in its name. */
function keyOf(drawn: Drawn): string {
  switch (drawn.about) {
    case "plan":
      return JSON.stringify(drawn.plan);
    case "credential":
      return JSON.stringify(drawn.form);
    case "operation":
      return `${drawn.project}/${drawn.operation}`;
  }
}

/** What the plan before an operation was about: the title stays while the operation is asked for. */
function useLastAbout(drawn: Drawn): About | null {
  const last = useRef<About | null>(null);
  if (drawn.about === "plan") {
    const { kind, project, environment } = drawn.plan;
    last.current = { kind, project, environment, hash: null };
  }
  return last.current;
}

/** Escape closes the drawer from anywhere, unless something that lies above it took it. */
function useEscape(isOpen: boolean, close: () => void) {
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) close();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isOpen, close]);
}

/**
 * The focus moves in when something is drawn, and on to what lets it go (`data-first`) as soon as that is there. What a
 * person did with it since is left alone, and it is never lost.
 */
function useFocusInside(aside: { current: HTMLElement | null }, drawn: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each thing that is drawn takes the focus once
  useEffect(() => {
    const here = aside.current;
    if (!here) return;
    here.focus({ preventScroll: true });
    const moveOn = () => {
      const now = document.activeElement;
      if (now === document.body || now === null) here.focus({ preventScroll: true });
      if (document.activeElement === here) {
        here.querySelector<HTMLElement>("[data-first]:not([disabled])")?.focus({ preventScroll: true });
      }
    };
    moveOn();
    const observer = new MutationObserver(moveOn);
    observer.observe(here, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [aside, drawn]);
}
