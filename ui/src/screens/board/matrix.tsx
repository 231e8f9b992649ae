// The matrix: services against environments, a group of rows per project. One tab stop; arrows go from cell to cell.
import { ChevronRight } from "lucide-react";
import { type CSSProperties, type MouseEvent, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useCopies } from "../../parts/copies.ts";
import type { BoardDocument } from "../../wire/types.ts";
import { BoardMenu, type Opened } from "./board-menu.tsx";
import { cellAt, spotAt, whereOf } from "./found.ts";
import { useBoardKeys } from "./keys.ts";
import type { Fold } from "./place.ts";
import type { Planning } from "./planning.ts";
import { ProjectRows } from "./project-rows.tsx";
import type { Spot } from "./spots.ts";
import type { Roving } from "./use-roving.ts";

interface Props {
  board: BoardDocument;
  planning: Planning | null;
  folds: Fold[];
  /** There are so many columns that each gives up some of the room around what it says. */
  narrow: boolean;
  roving: Roving;
  /** The cell or band with the one filled button. */
  main: Spot | null;
  /** The project that was asked for. */
  wanted: string | null;
}

export function Matrix({ board, planning, folds, narrow, roving, main, wanted }: Props) {
  const { t } = useTranslation("board");
  const [, go] = useLocation();
  const [menu, setMenu] = useState<Opened | null>(null);
  const longest = useMemo(() => longestVersion(board), [board]);
  const table = useRef<HTMLTableElement>(null);
  const openMenu = useCallback(
    (spot: Spot, at: Opened["at"]) => {
      const where = whereOf(board, spot);
      const cell = table.current && cellAt(table.current, spot);
      if (where && cell) setMenu({ where, service: spot.service, at, cell });
    },
    [board],
  );
  const { onKeyDown, told } = useBoardKeys(board, roving, openMenu);
  const [copied, copyAt, isRefused] = useCopies();
  const onClick = (event: MouseEvent) => {
    const spot = spotAt(event.target);
    if (!spot || !(event.target instanceof Element) || copyAt(event.target)) return;
    const more = event.target.closest("[data-more]");
    if (more) return openMenu(spot, more.getBoundingClientRect());
    if (event.target.closest("button, a") || window.getSelection()?.toString()) return;
    if (whereOf(board, spot)) go(paths.environment(spot.project, spot.environment));
  };
  const onContextMenu = (event: MouseEvent) => {
    const spot = spotAt(event.target);
    if (!spot || !(event.target instanceof Element)) return;
    event.preventDefault();
    roving.go(spot);
    const cell = event.target.closest("td")?.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0 && cell;
    const [left, top] = byKey ? [cell.left + 16, cell.top + 24] : [event.clientX, event.clientY];
    openMenu(spot, { left, top, width: 0, height: 0 });
  };
  return (
    <>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table is what ARIA's grid is made of.
        role="grid"
        aria-label={t("grid")}
        className={planning ? "board planning" : narrow ? "board narrow" : "board"}
        style={{ "--columns": board.columns.length, "--longest": longest } as CSSProperties}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const spot = spotAt(event.target);
          if (spot) roving.stand(spot);
        }}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        <colgroup>
          <col className="svc" />
          {board.columns.map((column, at) => (
            <col key={column} className={folds[at]} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t("projects", { count: board.projects.length })}</th>
            {board.columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={[folds[at], planning?.environment === column && "p-into"]
                  .filter(Boolean)
                  .join(" ")}
                title={column}
              >
                {at > 0 && <ChevronRight className="i to" aria-hidden />}
                <span className="cut">{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        {board.projects.map((project) => (
          <ProjectRows
            key={project.name}
            project={project}
            columns={board.columns}
            folds={folds}
            current={roving.current?.project === project.name ? roving.current : null}
            planning={planning?.project === project.name ? planning : null}
            isPlanning={planning !== null}
            main={main}
            isWanted={wanted === project.name}
          />
        ))}
      </table>
      <span className="sr" role="status">
        {isRefused
          ? t("notCopied", { ns: "common" })
          : copied === null
            ? told
            : t("copied", { ns: "common" })}
      </span>
      {menu && <BoardMenu opened={menu} onClose={() => setMenu(null)} />}
    </>
  );
}

/** In characters: no column is to be too narrow for it. */
function longestVersion({ projects }: BoardDocument): number {
  const cells = projects.flatMap(({ bands }) => bands.flatMap((band) => Object.values(band.cells)));
  return Math.max(0, ...cells.flatMap((cell) => cell?.versions ?? []).map((version) => version.length));
}
