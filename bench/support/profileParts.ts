import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { format } from './table';

/** What a process spent its CPU time on, in milliseconds, by part: see `PARTS`. */
export type PartTimes = Map<string, number>;

const NODE = 'Node.js';
const GARBAGE = 'Garbage collection';
const OTHERS = 'Other libraries';
/** The parts of a process, by the packages whose code runs. */
const PACKAGES: ReadonlyArray<[part: string, packages: readonly string[]]> = [
	['This package', ['n8n-nodes-crun']],
	['zod', ['zod']],
	['The HTTP Request node', ['n8n-nodes-base']],
	['Expressions', ['n8n-workflow', 'luxon', '@n8n/tournament', 'ast-types', 'esprima-next']],
	['n8n’s core', ['n8n-core', '@n8n/backend-network', '@n8n/config', '@n8n/di']],
	['The HTTP library', ['axios', 'undici', 'follow-redirects', 'form-data', 'proxy-from-env']],
];
/** In this order. */
export const PART_NAMES = [...PACKAGES.map(([part]) => part), NODE, GARBAGE, OTHERS];

/** The package whose code is at an address: the innermost one. */
const PACKAGE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** Nothing runs, or the profiler itself does. */
const NOT_WORK = new Set(['(idle)', '(program)']);
/** Loading modules happens once in a process. */
const LOADING =
	/^node:internal\/(modules|bootstrap|process\/execution)|^node:internal\/util\/inspector/;

const profileSchema = z.object({
	nodes: z.array(
		z.object({
			id: z.number(),
			callFrame: z.object({ functionName: z.string(), url: z.string() }),
			children: z.array(z.number()).default([]),
		}),
	),
	samples: z.array(z.number()),
	/** Microseconds. */
	timeDeltas: z.array(z.number()),
});
type Node = z.infer<typeof profileSchema>['nodes'][number];

/**
 * Adds up a CPU profile, without the loading of modules.
 * @param profile as `node --cpu-prof` writes it
 * @throws ZodError for what is no profile
 */
export function partsOf(profile: unknown): PartTimes {
	const { nodes, samples, timeDeltas } = profileSchema.parse(profile);
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parts = new Map<number, string | null>();
	const visit = (node: Node, isLoading: boolean): void => {
		const loads = isLoading || LOADING.test(node.callFrame.url);
		parts.set(node.id, loads ? null : partOf(node));
		for (const id of node.children) {
			const child = byId.get(id);
			if (child) visit(child, loads);
		}
	};
	const [root] = nodes;
	if (root) visit(root, false);
	const times: PartTimes = new Map();
	for (const [index, id] of samples.entries()) {
		const part = parts.get(id);
		if (!part) continue;
		times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
	}
	return times;
}

function partOf({ callFrame: { functionName, url } }: Node): string | null {
	if (NOT_WORK.has(functionName)) return null;
	if (functionName === '(garbage collector)') return GARBAGE;
	if (url === '' || url.startsWith('node:')) return NODE;
	const [, name = ''] = PACKAGE.exec(url) ?? [];
	return PACKAGES.find(([, packages]) => packages.includes(name))?.[0] ?? OTHERS;
}

/** The profile that a process has written into a folder of its own. */
export async function readParts(folder: string): Promise<PartTimes> {
	const [file] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
	if (file === undefined) throw new Error(`There is no profile in ${folder}`);
	const profile: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
	return partsOf(profile);
}

/** A table in Markdown: a line for each part, a column for each process. @param runs what the times are divided by */
export function partsTable(
	columns: ReadonlyArray<{ name: string; times: PartTimes | undefined }>,
	runs: number,
): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const cell = (milliseconds: number) => format(Math.round(milliseconds / runs));
	const rows = PART_NAMES.map((part) => [
		part,
		...columns.map(({ times }) => cell(times?.get(part) ?? 0)),
	]);
	const sums = columns.map(({ times }) =>
		cell([...(times?.values() ?? [])].reduce((sum, one) => sum + one, 0)),
	);
	return [
		line(['Part', ...columns.map(({ name }) => name)]),
		line(['---', ...columns.map(() => '---:')]),
		...rows.map(line),
		line(['All', ...sums]),
	].join('\n');
}
