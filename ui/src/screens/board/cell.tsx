// A service in an environment, in three lines that never move: what runs and since when; how it is; what is next.
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { ListedHash } from "../../parts/hash.tsx";
import { isAlone, percent } from "../../parts/moving.ts";
import { CELL } from "../../parts/states.ts";
import { Age } from "../../parts/time.tsx";
import type { Cell } from "../../wire/types.ts";
import type { Where } from "./acts.tsx";
import { CellNext } from "./cell-next.tsx";
import { useCellWords } from "./cell-words.ts";
import { foldClass, type Place } from "./place.ts";
import { TimeLeftOf } from "./time-left-of.tsx";

export interface CellProps {
  where: Where;
  service: string;
  cell: Cell;
  place: Place;
}

export function ServiceCell({ where, service, cell, place }: CellProps) {
  const { t } = useTranslation("board");
  const { environment } = where.band;
  const look = CELL[cell.state];
  const stale = where.band.sight.stale && !cell.needs;
  const classes = ["cell", look.family, stale && "stale", place.into && "into"].filter(Boolean).join(" ");
  return (
    <td
      tabIndex={place.isCurrent ? 0 : -1}
      data-project={where.project}
      data-service={service}
      data-environment={environment}
      className={foldClass(place)}
    >
      <div className={classes} data-needs={(cell.needs && !place.isEcho) || undefined}>
        <div className="v">
          {/* What is stale has its age for a word, and its state in its shape alone. */}
          <Glyph shape={look.shape} {...(stale && { name: t(`state.${cell.state}`, { ns: "common" }) })} />
          <Version cell={cell} />
        </div>
        <div className="m">
          <Since where={where} cell={cell} />
        </div>
        <Word where={where} cell={cell} />
        <CellNext where={where} service={service} cell={cell} place={place} />
        <button
          type="button"
          className="btn sm icon ghost more"
          aria-haspopup="menu"
          title={t("menu.more", { what: service, environment })}
          aria-label={t("menu.more", { what: service, environment })}
          tabIndex={place.isCurrent ? 0 : -1}
          data-more
        >
          <Ellipsis className="i" aria-hidden />
        </button>
      </div>
    </td>
  );
}

function Version({ cell }: { cell: Cell }) {
  const { t } = useTranslation();
  const bringing = cell.to !== null && (cell.state === "deploying" || cell.state === "waiting");
  const now = cell.versions.join(" / ");
  if (bringing) {
    return (
      <span className="ver cut">
        {now && <span className="old">{now}</span>}
        <span className="arrow"> → </span>
        {cell.to}
      </span>
    );
  }
  if (!now) return <span className="nd cut">{t("state.not_deployed")}</span>;
  return (
    <span className={cell.removing && cell.state === "deploying" ? "ver old cut" : "ver cut"}>{now}</span>
  );
}

/** Since when it is so, or how far it is while it moves. */
function Since({ where, cell }: { where: Where; cell: Cell }) {
  const { moving } = where.band;
  if (cell.state === "waiting" && moving) return <Age at={moving.since} />;
  if (cell.state !== "deploying") return cell.since && <Age at={cell.since} />;
  return moving && isAlone(moving) ? `${percent(moving)} %` : null;
}

function Word({ where, cell }: { where: Where; cell: Cell }) {
  const { text, title, commit } = useCellWords(where, cell);
  const { moving } = where.band;
  const isMoving = cell.state === "deploying" && moving !== null && isAlone(moving);
  return (
    <div className="w cut" title={title ?? undefined}>
      {text}
      {isMoving && moving.left && <TimeLeftOf left={moving.left} />}
      {commit && <ListedHash hash={commit} />}
    </div>
  );
}
