// Many hosts that stand alike, as one row that unfolds.
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { STEP } from "../parts/states.ts";
import type { PlaceProgress } from "../wire/types.ts";
import type { FleetProps } from "./fleet.tsx";
import { RunsNow } from "./runs-now.tsx";

export function AlikeRow(props: FleetProps & { places: PlaceProgress[]; onUnfold: () => void }) {
  const { t } = useTranslation("drawer");
  const { t: common } = useTranslation();
  const { places, ended } = props;
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return null;
  const name = t("fleet.alike", { count: places.length, first: first.name, last: last.name });
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="hn"
          aria-expanded={false}
          aria-label={name}
          title={name}
          onClick={props.onUnfold}
        >
          <ChevronRight className="i i-12" aria-hidden />
          <span className="cut">{t("fleet.hosts", { count: places.length })}</span>
        </button>
      </th>
      {first.phases.map((phase) => (
        <td key={phase.name}>
          <span className={`st ${STEP[phase.state].family}`}>
            <Glyph shape={STEP[phase.state].shape} name={common(`state.${phase.state}`)} />
          </span>
        </td>
      ))}
      <td>{ended && <RunsNow {...props} place={first} />}</td>
    </tr>
  );
}
