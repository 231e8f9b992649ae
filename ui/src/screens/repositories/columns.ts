// How wide the columns are, and which of them there is room for.
export interface Layout {
  branch: number;
  commit: number;
  /** It takes what is left. */
  subject: boolean;
  author: number | null;
  age: number;
  run: number;
  environment: number;
}

const BRANCH = 208;
const AUTHOR = 88;
const FIXED = { commit: 76, age: 68, run: 148 } as const;
/** A subject says something from here on. */
const SUBJECT = 130;

/** From roomy to narrow: how wide an environment is, what the subject has to have then, and whether authors stand. */
const CHOICES = [
  { environment: 144, subject: 190, author: true },
  { environment: 116, subject: 150, author: true },
  { environment: 116, subject: 150, author: false },
  { environment: 108, subject: SUBJECT, author: false },
] as const;
const NARROWEST = 100;

/** The layout with the most in it that a table of a width has room for. */
export function layoutFor(width: number, environments: number): Layout {
  const room = width - BRANCH - FIXED.commit - FIXED.age - FIXED.run;
  const choice = CHOICES.find(
    ({ environment, subject, author }) =>
      room - environments * environment - (author ? AUTHOR : 0) >= subject,
  );
  if (choice) {
    const { environment, author } = choice;
    return { ...FIXED, branch: BRANCH, subject: true, author: author ? AUTHOR : null, environment };
  }
  // Without subjects the environments have what is left, and the branches what that leaves.
  const environment = Math.max(NARROWEST, Math.min(144, Math.floor(room / Math.max(1, environments))));
  const branch = BRANCH + Math.max(0, room - environments * environment);
  return { ...FIXED, branch, subject: false, author: null, environment };
}

/** How wide the table is at least; it scrolls where there is less. */
export function leastWidth(layout: Layout, environments: number): number {
  const { branch, commit, subject, author, age, run, environment } = layout;
  return branch + commit + (subject ? SUBJECT : 0) + (author ?? 0) + age + run + environments * environment;
}
