import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { logLogChart, type Chart } from './chart';
import { judge, type Figure } from './figure';
import { performancePage, PICTURE, type Profile } from './page';
import { N8N_VERSION, ROOT } from './stage';

const manifestSchema = z.object({ version: z.string() });

/** Why a goal is not met, by the beginning of what the figure is called: see `bench/reasons.md`. */
async function reasonsFor(figures: readonly Figure[]): Promise<string | null> {
	const missed = figures.filter((figure) => !judge(figure).isMet).map(({ what }) => what);
	const text = await readFile(join(ROOT, 'bench/reasons.md'), 'utf8');
	const sections = text.split(/^## /m).slice(1);
	const wanted = sections.filter((section) => {
		const [title = ''] = section.split('\n');
		return missed.some((what) => what.toLowerCase().includes(title.trim().toLowerCase()));
	});
	return wanted.length === 0 ? null : wanted.map((section) => `### ${section}`).join('');
}

/** Writes docs/performance.md and its picture, which is the first chart. */
export async function publish(
	figures: readonly Figure[],
	{ charts, profiles }: { charts: readonly Chart[]; profiles: readonly Profile[] },
): Promise<void> {
	const manifest: unknown = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	const page = performancePage(figures, {
		date: new Date().toISOString().slice(0, 10),
		n8n: N8N_VERSION,
		version: manifestSchema.parse(manifest).version,
		commit: commit(),
		reasons: await reasonsFor(figures),
		profiles,
	});
	const docs = join(ROOT, 'docs');
	await writeFile(join(docs, 'performance.md'), page);
	const [chart] = charts;
	if (chart) await writeFile(join(docs, PICTURE), logLogChart(chart));
}

function commit(): string | null {
	try {
		const options = { cwd: ROOT, encoding: 'utf8' as const };
		return execFileSync('git', ['rev-parse', '--short', 'HEAD'], options).trim();
	} catch {
		return null; // not a clone
	}
}
