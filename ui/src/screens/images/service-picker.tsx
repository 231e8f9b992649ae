// Which service's images: all services of all projects, found by typing.
import { Command } from "cmdk";
import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import type { ProjectDocument } from "../../wire/types.ts";

interface Props {
  projects: ProjectDocument[];
  project: string;
  service: string;
}

export function ServicePicker({ projects, project, service }: Props) {
  const { t } = useTranslation("images");
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  const here = nameIn(project, service);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="btn ghost of" aria-label={t("service.choose", { here })}>
          <span className="cut">{here}</span>
          <ChevronDown className="i i-12" aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu service-picker"
          data-over
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Command label={t("service.label")} defaultValue={here}>
            <Command.Input placeholder={t("service.find")} />
            <Command.List label={t("service.label")}>
              <Command.Empty>{t("service.none")}</Command.Empty>
              {projects.map(({ name, services }) => (
                <Command.Group key={name} heading={name}>
                  {services.map((one) => (
                    <Command.Item
                      key={one}
                      className="menu-item"
                      value={nameIn(name, one)}
                      onSelect={() => {
                        setOpen(false);
                        go(paths.images(name, one));
                      }}
                    >
                      <span className="cut">{one}</span>
                      {nameIn(name, one) === here && <span className="end">{t("service.here")}</span>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function nameIn(project: string, service: string): string {
  return `${project} / ${service}`;
}
