// Services down, places across.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { Hash } from "../../parts/hash.tsx";
import { useToldAs } from "../../parts/problem-words.ts";
import type { EnvironmentPage, ServiceHere } from "../../wire/types.ts";
import { Observed } from "./observed.tsx";
import { ServiceMenu, type ServiceMenuItem } from "./service-menu.tsx";

export interface PlacesProps {
  page: EnvironmentPage;
  onService(service: string, what: ServiceMenuItem): void;
}

export function FewPlaces({ page, onService }: PlacesProps) {
  const { t } = useTranslation("environment");
  const told = useToldAs();
  const silent = new Map(page.band.unreachable.map(({ name, reason, code }) => [name, told(reason, code)]));
  return (
    <table className={`tbl obs ${page.band.sight.stale ? "stale" : ""}`}>
      <colgroup>
        <col className="svc" />
        <col className="says" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("running.service")}</th>
          <th scope="col">{t("running.ledger")}</th>
          {page.places.map((place) => (
            <th scope="col" key={place}>
              <PlaceHead place={place} reason={silent.get(place)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.services.map((service) => (
          <tr key={service.name}>
            <th scope="row" className="svc">
              <ServiceMenu service={service.name} onChoose={(what) => onService(service.name, what)} />
            </th>
            <td>
              <Expected service={service} />
            </td>
            {page.places.map((place) => (
              <td key={place}>
                <Observed
                  at={service.places.find(({ name }) => name === place)}
                  silent={silent.has(place)}
                  needs={page.band.cells[service.name]?.needs ?? false}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PlaceHead({ place, reason }: { place: string; reason: string | undefined }) {
  const { t } = useTranslation("environment");
  if (reason === undefined) return <b className="hn">{place}</b>;
  return (
    <span className="row doubt" title={reason}>
      <Glyph shape="unknown" />
      <b className="hn">{place}</b>
      <span className="word cut">{t("running.silent")}</span>
    </span>
  );
}

/** What the ledger says runs. */
export function Expected({ service }: { service: ServiceHere }) {
  const { t } = useTranslation("environment");
  if (!service.expected) return <div className="ob faint">{t("running.nothing")}</div>;
  return (
    <div className="ob">
      <span className="ver old">{service.expected.version}</span>
      <Hash hash={service.expected.digest} what={t("running.digest")} />
    </div>
  );
}
