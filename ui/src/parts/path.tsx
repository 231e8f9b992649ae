// A path or an address, which is broken after its separators where it has to be.
import { Fragment } from "react";

export function Path({ path }: { path: string }) {
  return path.split(/(?<=[/\\?&])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the path.
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
