import { isBroken, type Figures, type Measure, type Played } from './promises';

const COLUMNS: Array<{ title: string; figure: keyof Figures }> = [
	{ title: 'Lost', figure: 'lost' },
	{ title: 'Doubled', figure: 'doubled' },
	{ title: 'Paid twice', figure: 'paidTwice' },
	{ title: 'Stuck', figure: 'stuck' },
];

const INTRODUCTION = `# Reliability in queue mode

Written by \`npm run test:queue\`. It runs n8n in queue mode with PostgreSQL and Redis, one main process, two workers, and
two webhook processes behind a load balancer, together with a simulated Crun. Then it kills processes, loses hosts,
repeats callbacks, and compares what the simulated Crun created with what n8n's executions returned. It fails if a figure
is worse than promised, and such a figure is **bold** here. The promise is zero, unless a note says otherwise.

- **Lost**: finished tasks, or suspended executions, whose result never reached the next node.
- **Doubled**: those whose result reached the next node more than once.
- **Paid twice**: photos for which more than one task was created.
- **Stuck**: executions that neither ended nor wait for something that can still come.

n8n 2 ran with \`N8N_EXPRESSION_ENGINE=legacy\`. Its default engine starts an isolate whenever a webhook or a credential is
used, so callbacks take longer, and fewer of them meet. [Waiting and triggers](waiting.md#queue-mode) says how to route
callbacks.
`;

/** The whole page, from what was recorded in one run. */
export function renderReport(
	played: readonly Played[],
	measured: readonly Measure[],
	run: { date: string; machine: string },
): string {
	const versions = [...new Set(played.map(({ version }) => version))];
	const sections = versions.map((version) =>
		renderVersion(
			version,
			played.filter((one) => one.version === version),
			measured.filter((one) => one.version === version),
		),
	);
	const when = `Run on ${run.date}, on ${run.machine}.\n`;
	return [INTRODUCTION, when, ...sections].join('\n');
}

function renderVersion(
	version: string,
	played: readonly Played[],
	measured: readonly Measure[],
): string {
	const exceptions = [...new Set(played.flatMap(({ exception }) => exception ?? []))];
	const rows = played.map(({ what, times, figures, accepted, exception }) => {
		const note = exception === undefined ? '' : ` [${exceptions.indexOf(exception) + 1}]`;
		const cells = COLUMNS.map(({ figure }) =>
			mark(isBroken(figures, accepted, figure), String(figures[figure] ?? '–')),
		);
		return [`${what}${note}`, times, ...cells];
	});
	const head = ['What was done', 'How often', ...COLUMNS.map(({ title }) => title)];
	const ratios = measured.map(({ compared, value, atLeast }) => [
		compared,
		mark(value < atLeast, `${value} ×`),
		`${atLeast} ×`,
	]);
	return [
		`## n8n ${version}\n`,
		table(head, rows),
		...exceptions.map((text, index) => `[${index + 1}] Not promised to be zero: ${text}.\n`),
		...(ratios.length > 0 ? [table(['Speed', 'Measured', 'At least'], ratios)] : []),
	].join('\n');
}

const mark = (isBad: boolean, text: string) => (isBad ? `**${text}**` : text);

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return `${lines.join('\n')}\n`;
}
