import { cpus, totalmem } from 'node:os';
import { judge, type Figure } from './figure';
import { PEERS } from './peers';
import { markdownTable } from './table';

/** What the page says about where it was measured. */
export interface Conditions {
	date: string;
	n8n: string;
	/** The version of this package. */
	version: string;
	/** Commit of this package; null if there is no Git. */
	commit: string | null;
	/** Reasons of missed goals, in Markdown, or null. */
	reasons: string | null;
	profiles: readonly Profile[];
}

/** Where the time goes. */
export interface Profile {
	/** What took it: "to check 1,000 tasks". */
	purpose: string;
	/** Milliseconds by part, in Markdown. */
	table: string;
}

/** The table of a profile, with what it shows. */
export const profileText = ({ purpose, table }: Profile): string =>
	`Milliseconds of CPU time ${purpose}, by whose code ran:\n\n${table}\n`;

/** The picture, next to the page. */
export const PICTURE = 'performance.svg';

/** docs/performance.md. */
export function performancePage(figures: readonly Figure[], conditions: Conditions): string {
	const { date, n8n, version, commit, reasons, profiles } = conditions;
	const missed = figures.filter((figure) => !judge(figure).isMet);
	const met = figures.length - missed.length;
	const notes = figures.flatMap(({ what, note }) => (note ? [`- *${what}:* ${note}`] : []));
	const tables = profiles.map(profileText);
	const peers = Object.values(PEERS).map(([name, peer]) => `\`${name}\` ${peer}`);
	const built = commit === null ? version : `${version} (commit ${commit})`;
	return `<!-- Written by \`npm run bench\`. Do not edit. -->

# Performance

What this package costs, beside what you would use instead. \`npm run bench\` measures everything in one run on one
machine and writes this page.

${markdownTable(figures)}

${met} of ${figures.length} goals are met.

![Log-log chart of the seconds that create, poll, and suspend take with 10 to 10,000 items](${PICTURE})

The lines for \`poll\` are one round of it: one check of each task.

## How it was measured

- **Machine:** ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}. Node.js ${process.version}.
- **Date:** ${date}. n8n-nodes-crun ${built}.
- **n8n:** All nodes run in n8n-core of n8n ${n8n}, in the same kind of context. What n8n adds around it, such as its
  database and its editor, is not included: the credential and the deduplication table are in memory.
- **Beside it:** *HTTP Request* is n8n's own node, with a Header Auth credential and its default options. *Requests
  alone* is the simplest node, which sends the same requests with n8n's helper and this package's credential, 20 at
  once: the least that a node takes. *undici* is the library alone, with 20 connections that stay open: the floor. The
  *sequential node* sleeps 5 seconds between checks and waits for one task after the other.
- **Packages beside it:** ${peers.join(', ')}.
- **Simulator:** A simulated Crun answers, in a process of its own. The latency is added before each answer.
- **Figures:** Each is the median of several rounds. The rounds of all sides are interleaved, and the first ones do not
  count, except where a process has to be new. *Ratio* is the median of this package divided by that of the first one
  beside it. *Spread* is the smallest and the largest value of a round: of the ratio where the goal is one, otherwise of
  this package.
${notes.length === 0 ? '' : `\n${notes.join('\n')}\n`}${reasons === null || missed.length === 0 ? '' : `\n## Goals that are not met\n\n${reasons.trim()}\n`}${tables.length === 0 ? '' : `\n## Profile\n\nFrom a CPU profile of each process, without the loading of modules. The profiler makes everything slower.\n\n${tables.join('\n')}`}`;
}
