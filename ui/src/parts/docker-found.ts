// What said where the Docker Engine is.
import { useTranslation } from "react-i18next";
import type { DockerFoundBy } from "../wire/types.ts";

export function useDockerFound(): (found: DockerFoundBy) => string {
  const { t } = useTranslation();
  return (found) => {
    const name = "name" in found ? found.name : "";
    return t(`docker.by.${found.is}`, { name });
  };
}
