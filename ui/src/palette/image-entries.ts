// Images by their versions, also those that run nowhere; where they can be deployed, and what they are compared with.
import { ArrowRight, GitCompareArrows, Package } from "lucide-react";
import { paths } from "../frame/paths.ts";
import { CELL } from "../parts/states.ts";
import { nameOf } from "../screens/images/prepared.ts";
import type { BoardDocument, ImageRow } from "../wire/types.ts";
import { type Entry, isAsked, wordsOf } from "./entry.ts";
import type { Words } from "./entry-words.ts";

/** The images of a service, in the host's order: the newest first. */
export interface Stock {
  project: string;
  service: string;
  images: readonly ImageRow[];
}

/** With so many of the images that fit something can be done: nobody reads more of what there is a row per environment. */
const MOST = 50;

/** Every image, as an object that is looked at. */
export function imageEntries(stock: readonly Stock[]): Entry[] {
  return stock.flatMap(({ project, service, images }) =>
    images.map((image): Entry => {
      const { digest, tags, commit, branch, subject, running_in } = image;
      return {
        id: `image/${project}/${service}/${digest}`,
        group: "images",
        icon: Package,
        label: `${nameOf(image)} ${project} ${service}`,
        ...(subject !== null && { about: subject }),
        words: [...tags, commit, branch, digest].join(" "),
        ...(running_in.length > 0 && { end: { look: CELL.healthy, text: running_in.join(", ") } }),
        effect: { what: "go", path: paths.image(project, service, digest) },
      };
    }),
  );
}

/** What can be done with the images that were typed, once its verb was. */
export function imageActEntries(
  stock: readonly Stock[],
  board: BoardDocument,
  typed: string,
  words: Words,
): Entry[] {
  const names = wordsOf(typed);
  return stock.flatMap((one) => [
    ...deployEntries(one, board, names, words),
    ...compareEntries(one, names, words),
  ]);
}

function deployEntries(stock: Stock, board: BoardDocument, typed: string[], { t }: Words): Entry[] {
  const asked = t("image.asked.deploy");
  const { project, service } = stock;
  const about = board.projects.find(({ name }) => name === project);
  if (!about || !isAsked(asked, typed)) return [];
  const environments = about.bands.map(({ environment }) => environment);
  const around = [asked, t("image.deploy", { ...BLANK, environment: "" }), ...environments].join(" ");
  const isOne = about.services.length === 1;
  return fitting(stock, typed, around).flatMap((image) => {
    const { release } = image;
    // What belongs to no release is not deployed.
    if (release === null) return [];
    return about.bands
      .filter(
        ({ cells, actions }) => !offers([...actions, ...(cells[service]?.actions ?? [])], service, release),
      )
      .map(({ environment }): Entry => {
        const services = isOne ? [] : [service];
        const what = { project, service, version: nameOf(image), environment };
        return {
          id: `image/${project}/${service}/${image.digest}/deploy/${environment}`,
          group: "do",
          icon: ArrowRight,
          label: t("image.deploy", what),
          about: `#${release}`,
          asked,
          single: true,
          effect: {
            what: "draw",
            drawn: { about: "plan", plan: { project, environment, kind: "deploy", release, services } },
          },
        };
      });
  });
}

/** Whether the board offers the same. */
function offers(
  actions: readonly { verb: string; release: number | null; service: string | null }[],
  service: string,
  release: number,
): boolean {
  return actions.some((one) => one.verb === "deploy" && one.release === release && one.service === service);
}

/** An image with what runs somewhere, and with another whose name was typed as well. */
function compareEntries(stock: Stock, typed: string[], { t }: Words): Entry[] {
  const asked = t("image.asked.compare");
  if (!isAsked(asked, typed)) return [];
  const { project, service, images } = stock;
  const named = images.filter((image) => typed.includes(nameOf(image).toLowerCase()));
  const others = [...named, ...images.filter(({ running_in }) => running_in.length > 0)];
  const around = [asked, t("image.compare", { ...BLANK, older: "", newer: "" }), ...others.map(nameOf)].join(
    " ",
  );
  const places = new Map(images.map((image, place) => [image, place]));
  const found = [...named, ...fitting(stock, typed, around)].flatMap((image) =>
    others
      .filter((other) => other !== image)
      .map((other): Entry => {
        const isNewer = (places.get(image) ?? 0) < (places.get(other) ?? 0);
        const [older, newer] = isNewer ? [other, image] : [image, other];
        return {
          id: `image/${project}/${service}/${older.digest}/compare/${newer.digest}`,
          group: "manage",
          icon: GitCompareArrows,
          label: t("image.compare", { project, service, older: nameOf(older), newer: nameOf(newer) }),
          asked,
          single: true,
          effect: { what: "go", path: paths.compareImages(project, service, older.digest, newer.digest) },
        };
      }),
  );
  return [...new Map(found.map((entry) => [entry.id, entry])).values()];
}

const BLANK = { project: "", service: "", version: "" };

/** The images in which every word stands that does not stand in what is said around them, those that are so called first. */
function fitting({ project, service, images }: Stock, typed: string[], around: string): ImageRow[] {
  const said = `${around} ${project} ${service}`.toLowerCase();
  const sought = typed.filter((word) => !said.includes(word));
  const isNamed = (image: ImageRow) => sought.includes(nameOf(image).toLowerCase());
  const found = images.filter(isNamed);
  for (const image of images) {
    if (found.length >= MOST) break;
    if (isNamed(image)) continue;
    const text = [nameOf(image), ...image.tags].join(" ").toLowerCase();
    if (sought.every((word) => text.includes(word))) found.push(image);
  }
  return found;
}
