// Where an image goes: an environment's plan opens, nothing is done yet.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Menu, MenuHead, MenuItem } from "../../parts/menu.tsx";
import type { ImageRow, PlanArgs, ProjectDocument } from "../../wire/types.ts";
import { nameOf } from "./prepared.ts";

interface Props {
  project: string;
  service: string;
  about: ProjectDocument | undefined;
  image: ImageRow;
}

export function DeployMenu({ project, service, about, image }: Props) {
  const { t } = useTranslation("images");
  const { draw } = useDrawer();
  const wanted = useRef<PlanArgs | null>(null);
  const { release } = image;
  const version = nameOf(image);
  if (release === null)
    return (
      <button type="button" className="btn" disabled title={t("deploy.noRelease")}>
        {t("deploy.open", { version })}
      </button>
    );
  const plan = (environment: string, services: string[]) => () => {
    wanted.current = { project, kind: "deploy", environment, release, services };
  };
  const environments = about?.environments ?? [];
  const items = (services: string[]) =>
    environments.map((environment) => (
      <MenuItem
        key={environment}
        onSelect={plan(environment, services)}
        end={
          image.running_in.includes(environment) && (
            <span className="row ok">
              <Glyph shape="healthy" />
              {t("deploy.here")}
            </span>
          )
        }
      >
        {t("deploy.to", { environment })}
      </MenuItem>
    ));
  const several = (about?.services.length ?? 0) > 1;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="btn act">
          {t("deploy.open", { version })}
        </button>
      }
      afterwards={() => {
        if (wanted.current) draw({ about: "plan", plan: wanted.current });
        wanted.current = null;
      }}
    >
      {several && <MenuHead>{t("deploy.only", { service, version })}</MenuHead>}
      {items(several ? [service] : [])}
      {several && <MenuHead>{t("deploy.all", { release })}</MenuHead>}
      {several && items([])}
    </Menu>
  );
}
