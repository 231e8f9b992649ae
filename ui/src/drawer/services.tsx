// What happens to each service: ~ changed, + new, - removed, = the same.
import { useTranslation } from "react-i18next";
import { Hash } from "../parts/hash.tsx";
import type { ChangeWord, PlannedImage, PlannedService } from "../wire/types.ts";

export const SERVICE_SIGN: Record<ChangeWord, string> = { changed: "~", new: "+", removed: "−", same: "=" };
const ORDER: ChangeWord[] = ["changed", "new", "removed", "same"];

export function Services({ services }: { services: PlannedService[] }) {
  const { t } = useTranslation("drawer");
  const counts = ORDER.flatMap((change) => {
    const count = services.filter((service) => service.change === change).length;
    return count > 0 ? [t(`services.${change}`, { count })] : [];
  });
  const ordered = ORDER.flatMap((change) => services.filter((service) => service.change === change));
  return (
    <section>
      <h3 className="sec">
        {t("services.head")} <span className="faint">{counts.join(t("names.comma"))}</span>
      </h3>
      <ul className="changes">
        {ordered.map((service) => (
          <Service key={service.name} service={service} />
        ))}
      </ul>
    </section>
  );
}

function Service({ service }: { service: PlannedService }) {
  const { t } = useTranslation("drawer");
  const { change, from, to, name } = service;
  return (
    <li className={change === "same" ? "ln faint" : "ln"}>
      <span className="tag">
        <span className="sign mono" aria-hidden>
          {SERVICE_SIGN[change]}
        </span>
        {t(`services.tag.${change}`)}
      </span>
      <span className="name cut" title={name}>
        {name}
      </span>
      <span className="grow cut">
        <MovedVersion from={from} to={to} />
      </span>
      <MovedDigest from={from} to={to} />
    </li>
  );
}

interface Moved {
  from: PlannedImage | null;
  to: PlannedImage | null;
}

export function MovedVersion({ from, to }: Moved) {
  const { t } = useTranslation("drawer");
  const word = (image: PlannedImage) => image.version ?? t("services.places");
  if (!to) return <span className="ver old">{from && word(from)}</span>;
  if (!from) return <span className="ver">{word(to)}</span>;
  if (from.version === to.version) return <span className="ver">{word(to)}</span>;
  return (
    <span className="ver">
      <span className="old">{word(from)}</span>
      <span className="arrow"> → </span>
      {word(to)}
    </span>
  );
}

function MovedDigest({ from, to }: Moved) {
  const { t } = useTranslation("drawer");
  const digests = [from?.digest, to?.digest].filter((digest) => digest != null);
  const [first, second] = digests;
  if (!first) return null;
  const differ = second && second !== first;
  return (
    <span className="mono faint">
      <Hash hash={first} what={t("services.digest")} />
      {differ && (
        <>
          {" → "}
          <Hash hash={second} what={t("services.digest")} />
        </>
      )}
    </span>
  );
}
