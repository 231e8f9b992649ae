// Services down, their many places as one strip of shapes: what is not as it should be is named, the rest is counted.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import type { EnvironmentPage, ServiceHere } from "../../wire/types.ts";
import { Expected, type PlacesProps } from "./few-places.tsx";
import { Observed, seenOf } from "./observed.tsx";
import { ServiceMenu } from "./service-menu.tsx";
import { listed } from "./words.ts";

export function ManyPlaces({ page, onService }: PlacesProps) {
  const { t } = useTranslation("environment");
  const [open, setOpen] = useState<string | null>(null);
  const silent = new Set(page.band.unreachable.map(({ name }) => name));
  return (
    <table className={`tbl obs many ${page.band.sight.stale ? "stale" : ""}`}>
      <colgroup>
        <col className="svc" />
        <col className="says" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("running.service")}</th>
          <th scope="col">{t("running.ledger")}</th>
          <th scope="col">{t("running.places")}</th>
        </tr>
      </thead>
      {page.services.map((service) => (
        <tbody key={service.name}>
          <tr>
            <th scope="row" className="svc">
              <ServiceMenu service={service.name} onChoose={(what) => onService(service.name, what)} />
            </th>
            <td>
              <Expected service={service} />
            </td>
            <td>
              <Strip
                page={page}
                service={service}
                silent={silent}
                open={open === service.name}
                onOpen={() => setOpen(open === service.name ? null : service.name)}
              />
            </td>
          </tr>
          {open === service.name && (
            <tr className="unfolded">
              <td colSpan={3}>
                <ul className="places">
                  {page.places.map((place) => (
                    <li key={place}>
                      <span className="hn cut">{place}</span>
                      <Observed
                        at={service.places.find(({ name }) => name === place)}
                        silent={silent.has(place)}
                        needs={false}
                      />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

interface StripProps {
  page: EnvironmentPage;
  service: ServiceHere;
  silent: Set<string>;
  open: boolean;
  onOpen(): void;
}

function Strip({ page, service, silent, open, onOpen }: StripProps) {
  const { t } = useTranslation("environment");
  const at = new Map(service.places.map((place) => [place.name, place]));
  const seen = page.places.map((place) => ({ place, ...seenOf(at.get(place), silent.has(place)) }));
  const bad = seen.filter(({ word }) => word !== "healthy" && word !== "absent");
  const badPlaces = bad.map(({ place }) => place);
  const there = seen.filter(({ word }) => word !== "absent");
  const Icon = open ? ChevronDown : ChevronRight;
  const needs = page.band.cells[service.name]?.needs && bad.length > 0;
  return (
    <div className={`ob strip-of ${needs ? (bad[0]?.family ?? "") : ""}`} data-needs={needs || undefined}>
      <button
        type="button"
        className="btn sm ghost icon"
        aria-expanded={open}
        aria-label={t(open ? "running.hide" : "running.show", { service: service.name })}
        onClick={onOpen}
      >
        <Icon className="i" aria-hidden />
      </button>
      <span className="pips" aria-hidden>
        {seen.map(({ place, family, shape, word }) => (
          <span key={place} className={family} title={`${place}: ${t(`health.${word}`)}`}>
            <Glyph shape={shape} />
          </span>
        ))}
      </span>
      <span className={`sm cut ${needs ? "word" : "faint"}`} title={badPlaces.join(t("names.separator"))}>
        {t("running.of", { good: there.length - bad.length, count: there.length })}
        {bad.length > 0 && `${t("colon", { ns: "common" })}${listed(t, badPlaces)}`}
      </span>
    </div>
  );
}
