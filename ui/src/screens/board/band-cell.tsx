// A project in an environment: its rules, or what somebody decided, or the release that moves.
import { Ellipsis, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { isAlone, percent } from "../../parts/moving.ts";
import { Narrowing } from "../../parts/narrowing.tsx";
import type { Action, Blocked } from "../../wire/types.ts";
import { ActionButton } from "./action-button.tsx";
import type { Where } from "./acts.tsx";
import { type BandWord, useBandWord } from "./band-words.ts";
import { foldClass, type Place } from "./place.ts";

/** What is elsewhere: in the menu, in a cell, in the bar above. */
const ELSEWHERE: Action["verb"][] = ["rollback", "cancel", "review", "evidence", "compare", "look", "again"];

/** What the band says itself, so that a button need not. */
const SAID: Blocked[] = ["held", "frozen", "locked", "busy", "open", "unreachable"];

export function BandCell({ where, place }: { where: Where; place: Place }) {
  const { t } = useTranslation("board");
  const { project, band } = where;
  const word = useBandWord(band);
  const isSilent = !Object.values(band.cells).some((cell) => cell?.needs);
  const more = t("menu.more", { what: project, environment: band.environment });
  // What does not answer is said once, above, and needs no tint.
  const needs = band.needs && isSilent && word.family !== "none";
  return (
    <td
      tabIndex={place.isCurrent ? 0 : -1}
      data-project={project}
      data-environment={band.environment}
      // Where a cell says what needs a person, the band does not say it again.
      data-needs={needs || undefined}
      className={[word.family, foldClass(place)].filter(Boolean).join(" ")}
    >
      <div className="row" title={word.title}>
        <Sign word={word} />
        <span className={word.family === "none" ? "cut" : "word cut"}>
          <Narrowing text={word.text} />
        </span>
        <Progress where={where} />
        {place.fold === "open" && !place.isPlanning && <Offered where={where} place={place} needs={needs} />}
        <button
          type="button"
          className="btn sm icon ghost more"
          aria-haspopup="menu"
          title={more}
          aria-label={more}
          tabIndex={place.isCurrent ? 0 : -1}
          data-more
        >
          <Ellipsis className="i" aria-hidden />
        </button>
      </div>
    </td>
  );
}

function Sign({ word }: { word: BandWord }): ReactNode {
  if (word.shape === "off") return <WifiOff className="i" aria-hidden />;
  return word.shape && <Glyph shape={word.shape} />;
}

/** How far the release is that moves here. */
function Progress({ where }: { where: Where }) {
  const { moving } = where.band;
  if (!moving?.busy || isAlone(moving)) return null;
  return (
    <>
      <span className="bar">
        <i style={{ width: `${percent(moving)}%` }} />
      </span>
      <span className="pc">{percent(moving)} %</span>
    </>
  );
}

/** A freeze ends by itself, and a lock is its owner's while there is one. */
function isOffered({ band }: Where, { verb }: Action): boolean {
  if (verb === "unfreeze") return band.freeze?.until === null;
  if (verb === "unlock") return band.lock?.stale === true;
  return !ELSEWHERE.includes(verb);
}

function Offered({ where, place, needs }: { where: Where; place: Place; needs: boolean }) {
  const { actions } = where.band;
  const action = (needs ? actions : actions.filter((action) => isOffered(where, action)))[0];
  if (!action || (action.blocked && SAID.includes(action.blocked))) return null;
  return (
    <span className="end">
      <ActionButton where={where} action={action} main={place.isMain} reachable={place.isCurrent} />
    </span>
  );
}
