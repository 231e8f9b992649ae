// What a rollback after this plan would restore.
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Restores as RestoresDocument } from "../wire/types.ts";
import { useNames } from "./names.ts";

export function Restores(props: { restores: RestoresDocument | null; hosts: number }) {
  const { t } = useTranslation("drawer");
  return (
    <section>
      <div className="note">
        <Undo2 className="i" aria-hidden />
        {props.restores ? (
          <Told restores={props.restores} hosts={props.hosts} />
        ) : (
          <p className="dim">{t("restores.nothing")}</p>
        )}
      </div>
    </section>
  );
}

function Told({ restores, hosts }: { restores: RestoresDocument; hosts: number }) {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const { services, variables, secrets, release } = restores;
  const versions = new Set(services.map(({ version }) => version));
  const [only] = versions;
  const version = only && versions.size === 1 ? only : `#${release}`;
  const listed = services.map((one) => (versions.size === 1 ? one.name : `${one.name} ${one.version}`));
  const gone = services.filter(({ available }) => available === false).map(({ name }) => name);
  const sentences = [
    t("restores.services", { services: names(listed, 4), hosts: t("restores.hosts", { count: hosts }) }),
    variables > 0 && t("restores.variables", { count: variables }),
    secrets.length > 0 && t("restores.secrets", { names: names(secrets), count: secrets.length }),
    gone.length > 0 && t("restores.gone", { names: names(gone) }),
    services.every(({ available }) => available === true) && t("restores.available"),
  ];
  return (
    <p>
      <span className="strong">{t("restores.head", { version })}</span>
      <span className="dim">
        {t("colon", { ns: "common" })}
        {sentences.filter(Boolean).join(t("names.space"))}
      </span>
    </p>
  );
}
