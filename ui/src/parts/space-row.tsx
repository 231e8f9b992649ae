interface SpaceRowProps {
  height: number;
  /** Left out where columns fold away by themselves: a cell that spans more than are shown would make new ones. */
  columns?: number;
}

/** The room of the rows of a table that are not there. */
export function SpaceRow({ height, columns }: SpaceRowProps) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus.
    <tr aria-hidden="true" className="space">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
