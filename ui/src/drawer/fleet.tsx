// Hosts down, phases across. The same table stays from the first step to the verdict; its last column turns from what
// a host took into what it runs.
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OperationPage, PlaceProgress } from "../wire/types.ts";
import { AlikeRow } from "./fleet-alike.tsx";
import { PlaceRow } from "./fleet-row.tsx";
import { fleetRows, runsAt } from "./fleet-rows.ts";
import { type Move, releaseName } from "./moves.ts";
import { PlaceDetail } from "./place-detail.tsx";

/** Of more hosts than these the logs are not read side by side. */
const ALL_AT_ONCE = 8;

export interface FleetProps {
  page: OperationPage;
  moves: Move[];
  words: ReadonlyMap<string, string>;
  /** It has ended, or stands still. */
  ended: boolean;
}

export function Fleet(props: FleetProps) {
  const { t } = useTranslation("drawer");
  const { page, moves, ended } = props;
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  if (page.places.length === 0) return null;
  // Who says nothing follows the first host at work.
  const followed = ended ? undefined : page.places.find(({ state }) => state === "running")?.name;
  const isOpen = ({ name }: PlaceProgress) => chosen.get(name) ?? name === followed;
  const toggle = (place: PlaceProgress) =>
    setChosen((before) => new Map(before).set(place.name, !isOpen(place)));
  const columns = (page.places[0]?.phases.length ?? 0) + 2;
  const one = (place: PlaceProgress) => (
    <Fragment key={place.name}>
      <PlaceRow {...props} place={place} isOpen={isOpen(place)} onToggle={() => toggle(place)} />
      {isOpen(place) && (
        <tr className={`detail ${place.state === "running" ? "move" : ""}`}>
          <td colSpan={columns}>
            <PlaceDetail page={page} place={place} words={props.words} />
          </td>
        </tr>
      )}
    </Fragment>
  );
  const names = page.places.map(({ name }) => name);
  const areOpen = page.places.every(isOpen);
  const toggleAll = () => setChosen(new Map(names.map((name) => [name, !areOpen])));
  const rows = fleetRows(page.places, (place) => (ended ? (runsAt(place, moves) ?? "") : ""));
  return (
    <section>
      <div className="row">
        <FleetHead {...props} />
        {names.length > 1 && names.length <= ALL_AT_ONCE && (
          <button type="button" className="btn sm ghost" onClick={toggleAll}>
            {t(areOpen ? "fleet.fold" : "fleet.unfold")}
          </button>
        )}
      </div>
      <table className={ended ? "fleet ended" : "fleet"}>
        <Columns page={page} ended={ended} />
        <tbody>
          {rows.map((row) => {
            if (row.row === "place") return one(row.place);
            const name = row.places[0]?.name ?? "";
            if (unfolded.has(name)) return row.places.map(one);
            const unfold = () => setUnfolded(new Set([...unfolded, name]));
            return <AlikeRow key={name} {...props} places={row.places} onUnfold={unfold} />;
          })}
        </tbody>
      </table>
    </section>
  );
}

function FleetHead({ page, moves, ended }: FleetProps) {
  const { t } = useTranslation("drawer");
  const count = (...states: PlaceProgress["state"][]) =>
    page.places.filter(({ state }) => states.includes(state)).length;
  const [done, running] = [count("succeeded"), count("running", "waiting")];
  const version = releaseName(moves, page.release);
  const all = page.places.length;
  return (
    <h3 className="sec grow">
      {t("fleet.head")}{" "}
      <span className="faint">
        {ended
          ? t("fleet.ended", { version, done, count: all })
          : t("fleet.count", { done, running, left: all - done - running })}
      </span>
    </h3>
  );
}

function Columns({ page, ended }: { page: OperationPage; ended: boolean }) {
  const { t } = useTranslation("drawer");
  const phaseName = usePhaseName();
  const phases = page.places[0]?.phases ?? [];
  return (
    <>
      <colgroup>
        <col className="host" />
        {phases.map(({ name }) => (
          <col key={name} />
        ))}
        <col className={ended ? "runs" : "took"} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="first">
            {t("fleet.host")}
          </th>
          {phases.map(({ name }) => (
            <th key={name} scope="col" className="cut">
              {phaseName(name)}
            </th>
          ))}
          <th scope="col" className={ended ? undefined : "num"}>
            {t(ended ? "fleet.runsNow" : "fleet.took")}
          </th>
        </tr>
      </thead>
    </>
  );
}

const KNOWN = [
  "lock",
  "pull",
  "ship",
  "write",
  "up",
  "run",
  "restart",
  "start",
  "swap",
  "health",
  "verify",
  "http",
  "tidy",
  "unlock",
] as const;

/** The name of a phase, such as `http-2`; the engine's own where it is one that this window does not know. */
function usePhaseName(): (name: string) => string {
  const { t } = useTranslation("drawer");
  return (name) => {
    const [verb, number] = name.split(/-(?=\d+$)/);
    const known = KNOWN.find((one) => one === verb);
    if (!known) return name;
    return number && number !== "1" ? `${t(`fleet.phase.${known}`)} ${number}` : t(`fleet.phase.${known}`);
  };
}
