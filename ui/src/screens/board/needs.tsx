// What needs a person, in one line of fixed height: each entry leads to where it can be dealt with. Why something was
// not done takes its place, so that nothing moves.
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Menu, MenuItem } from "../../parts/menu.tsx";
import { Narrowing, whole } from "../../parts/narrowing.tsx";
import { NEED } from "../../parts/states.ts";
import type { Need } from "../../wire/types.ts";
import type { Spot } from "./spots.ts";

interface Props {
  needs: Need[];
  /** Puts the keyboard where it can be dealt with. */
  onSpot(spot: Spot): void;
  /** What needs somebody as well and is said elsewhere, as that a host does not answer. */
  children?: ReactNode;
}

export function Needs({ needs, onSpot, children }: Props) {
  const { t, i18n } = useTranslation("board");
  const { text, deal } = useDealing(onSpot);
  const list = useRef<HTMLUListElement>(null);
  const fitting = useFitting(list, needs, i18n.language);
  const left = needs.length - fitting;
  const chosen = useRef<Need | null>(null);
  const dealWithChosen = () => {
    if (chosen.current) deal(chosen.current);
    chosen.current = null;
  };
  return (
    <section className="needs" aria-label={t("needs.list")}>
      {needs.length === 0 && (
        <span className="faint sm">{t(children ? "needs.nothingElse" : "needs.nothing")}</span>
      )}
      {needs.length > 0 && <span className="lead">{t("needs.lead", { count: needs.length })}</span>}
      <ul ref={list} className="fits">
        {needs.map((need, at) => (
          <li key={keyOf(need)} className={at < fitting ? undefined : "over"}>
            <button
              type="button"
              className={`n ${NEED[need.state].family}`}
              title={whole(text(need))}
              onClick={() => deal(need)}
            >
              <Glyph shape={NEED[need.state].shape} />
              <span>
                <Narrowing text={text(need)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Menu
          align="end"
          afterwards={dealWithChosen}
          trigger={
            <button type="button" className="n">
              {t("needs.more", { count: left })}
            </button>
          }
        >
          {needs.slice(fitting).map((need) => (
            <MenuItem
              key={keyOf(need)}
              onSelect={() => {
                chosen.current = need;
              }}
            >
              <span className={`row ${NEED[need.state].family}`}>
                <Glyph shape={NEED[need.state].shape} />
                {whole(text(need))}
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
      {children}
    </section>
  );
}

const keyOf = ({ project, environment, service, state }: Need) =>
  [project, environment, service, state].join("/");

function useDealing(onSpot: (spot: Spot) => void) {
  const { t } = useTranslation("board");
  const { draw } = useDrawer();
  const text = ({ project, service, version, environment, state }: Need) => {
    const what = [project, service, state === "waiting" ? version : null].filter(Boolean).join(" ");
    return t(`needs.${state}`, { what, environment });
  };
  const deal = ({ project, environment, service, operation }: Need) => {
    if (operation) draw({ about: "operation", project, operation });
    else onSpot({ project, environment, service });
  };
  return { text, deal };
}

/**
 * How many of a list's items stand in its first line; the others are below it, where nobody sees them. The list ends
 * where the last of its line does, so that what follows stands beside that.
 */
function useFitting(list: { current: HTMLElement | null }, items: unknown[], language: string): number {
  const [fitting, setFitting] = useState(items.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items, and other words, fit otherwise.
  useLayoutEffect(() => {
    const element = list.current;
    const around = element?.parentElement;
    if (!element || !around) return;
    const measure = () => {
      element.style.maxWidth = "";
      const children = [...element.children] as HTMLElement[];
      const line = children.filter(({ offsetTop }) => offsetTop < (children[0]?.offsetHeight ?? 0));
      const last = line.at(-1);
      if (last && line.length < children.length)
        element.style.maxWidth = `${last.offsetLeft + last.offsetWidth + 1}px`;
      setFitting(line.length);
    };
    measure();
    // The word for the others takes room of the list when it comes; then this begins anew.
    const observer = new ResizeObserver(measure);
    observer.observe(around);
    return () => observer.disconnect();
  }, [list, items, language, fitting]);
  return fitting;
}
