// A service's name, and what can be done with what runs of it.
import { ChevronDown } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Menu, MenuItem } from "../../parts/menu.tsx";

export type ServiceMenuItem = "logs" | "shell" | "restart";

const ITEMS = ["logs", "shell", "restart"] as const satisfies ServiceMenuItem[];

export function ServiceMenu({
  service,
  onChoose,
}: {
  service: string;
  onChoose(what: ServiceMenuItem): void;
}) {
  const { t } = useTranslation("environment");
  const chosen = useRef<ServiceMenuItem | null>(null);
  const afterwards = () => {
    if (chosen.current) onChoose(chosen.current);
    chosen.current = null;
  };
  return (
    <Menu
      afterwards={afterwards}
      trigger={
        <button
          type="button"
          className="svc-menu"
          title={service}
          aria-label={t("running.menu", { service })}
        >
          <span className="cut">{service}</span>
          <ChevronDown className="i i-12" aria-hidden />
        </button>
      }
    >
      {ITEMS.map((what) => (
        <MenuItem
          key={what}
          onSelect={() => {
            chosen.current = what;
          }}
        >
          {t(`menu.${what}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
