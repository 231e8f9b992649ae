/** The path of the browser's program. Throws where there is none. */
export function chromium(): string;

/** What the browser is started with. */
export const FLAGS: string[];
