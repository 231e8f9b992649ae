// How wide the columns are, and which of them there is room for.
export interface Layout {
  branch: number;
  commit: number;
  /** It takes what is left; null where nothing is. */
  subject: boolean;
  author: number | null;
  age: number;
  run: number;
  environment: number;
}

const BRANCH = 232;
const AUTHOR = 92;
const SUBJECT = 150;
const FIXED = { commit: 76, age: 68, run: 144 } as const;

/** The widest an environment's column is, where there is room, and the narrowest. */
const ENVIRONMENTS = [144, 116, 100] as const;

/** The layout with the most in it that a table of a width has room for. */
export function layoutFor(width: number, environments: number): Layout {
  const rest = (environment: number) =>
    width - BRANCH - FIXED.commit - FIXED.age - FIXED.run - environments * environment;
  const made = (environment: number, subject: boolean, author: boolean): Layout => ({
    ...FIXED,
    branch: BRANCH,
    subject,
    author: author ? AUTHOR : null,
    environment,
  });
  for (const environment of ENVIRONMENTS)
    if (rest(environment) >= SUBJECT + AUTHOR) return made(environment, true, true);
  for (const environment of ENVIRONMENTS)
    if (rest(environment) >= SUBJECT) return made(environment, true, false);
  return { ...made(ENVIRONMENTS[2], false, false), branch: Math.max(BRANCH, BRANCH + rest(ENVIRONMENTS[2])) };
}

/** How wide the table is at least; it scrolls where there is less. */
export function leastWidth(layout: Layout, environments: number): number {
  const { branch, commit, subject, author, age, run, environment } = layout;
  return branch + commit + (subject ? SUBJECT : 0) + (author ?? 0) + age + run + environments * environment;
}
