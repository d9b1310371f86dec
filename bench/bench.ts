import { parseArgs } from 'node:util';
import * as media from './media';
import { rows } from './rows';
import type { Form, Row } from './rows/row';
import type { Chart } from './support/chart';
import { judge, type Figure } from './support/figure';
import { profileText, type Profile } from './support/page';
import { publish } from './support/publish';
import { openStage } from './support/stage';
import { cells, textTable } from './support/table';

const USAGE = `Usage: npm run bench -- [row …] [options]

Measures this package beside what others would use instead, and prints one table. All rows together also write
docs/performance.md.

  --short           a quick run that fails only where a figure is more than twice its goal
  --profile <dir>   writes CPU profiles of the measured processes there

Rows:
${[...rows, { name: 'media', about: media.about }].map(({ name, about }) => `  ${name.padEnd(11)} ${about}`).join('\n')}`;

async function main(): Promise<boolean> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			short: { type: 'boolean', default: false },
			profile: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	const [first, ...others] = positionals;
	if (first === 'media') return await media.run(others);
	const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
	if (unknown.length > 0) console.error(`Unknown row: "${unknown.join('", "')}"`);
	if (unknown.length > 0 || values.help) {
		console.log(USAGE);
		return unknown.length === 0;
	}
	const chosen = first === undefined ? rows : rows.filter(({ name }) => positionals.includes(name));
	const { short: isShort, profile } = values;
	const charts: Chart[] = [];
	const profiles: Profile[] = [];
	const form: Form = {
		isShort,
		onChart: (chart) => void charts.push(chart),
		...(isShort ? {} : { onProfile: (purpose, table) => void profiles.push({ purpose, table }) }),
		...(profile === undefined ? {} : { profile }),
	};
	const figures = await measure(chosen, form);
	for (const one of profiles) console.log(`\n${profileText(one)}`);
	console.log(`\n${textTable(figures)}`);
	if (!isShort && chosen === rows) await publish(figures, { charts, profiles });
	// Times in themselves depend on the machine, and this may be a busy one.
	const isFarOff = (figure: Figure) => figure.goal.kind === 'ratio' && judge(figure).isFarOff;
	return isShort ? !figures.some(isFarOff) : figures.every((figure) => judge(figure).isMet);
}

async function measure(chosen: readonly Row[], form: Form): Promise<Figure[]> {
	const stage = await openStage((line) => console.error(line));
	const figures: Figure[] = [];
	try {
		for (const row of chosen) {
			const started = performance.now();
			const measured = await row.measure(stage, form);
			figures.push(...measured);
			const seconds = Math.round((performance.now() - started) / 1000);
			console.error(`${row.name}: ${row.about} (${seconds} s)`);
			for (const figure of measured) console.error(`  ${cells(figure).join(' | ')}`);
		}
	} finally {
		await stage.close();
	}
	return figures;
}

main().then(
	(passed) => (process.exitCode = passed ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
