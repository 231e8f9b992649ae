// Which service and which place a log or a shell is of.
import { useTranslation } from "react-i18next";

interface PickProps {
  services: string[];
  places: string[];
  service: string;
  /** Null for all of them, where that can be chosen. */
  place: string | null;
  anyPlace: boolean;
  onPick(service: string, place: string | null): void;
}

export function Pick({ services, places, service, place, anyPlace, onPick }: PickProps) {
  const { t } = useTranslation("environment");
  return (
    <>
      <select
        className="field pick"
        aria-label={t("pick.service")}
        value={service}
        onChange={(event) => onPick(event.target.value, place)}
      >
        {services.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <select
        className="field pick"
        aria-label={t("pick.place")}
        value={place ?? ""}
        onChange={(event) => onPick(service, event.target.value || null)}
      >
        {anyPlace && <option value="">{t("pick.all")}</option>}
        {places.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </>
  );
}
