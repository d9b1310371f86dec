import { messageOf, type Execution as Outcome } from '../../support';
import { expectationOf } from './expectation';
import { ordersOf, photosOf, type Execution, type Lineage } from './history';
import { judge } from './judge';
import { planText, type Plan } from './plan';
import type { World } from './world';

/** All that happened in one sequence, and what is right. */
export class Model {
	readonly lineages: Lineage[] = [];
	private executionCount = 0;
	/** How often the node ran. */
	attemptCount = 0;
	/** What was done and seen, for the message of a failure. */
	private readonly story: string[] = [];

	/** @param now the time at which the first execution begins, in milliseconds since the epoch */
	constructor(private readonly now: number) {}

	/** @param sameInstant begins in the same millisecond as the lineage before */
	addLineage(lineage: Pick<Lineage, 'line' | 'photos'>, sameInstant: boolean): Lineage {
		const id = this.lineages.length + 1;
		const last = this.lineages.at(-1);
		const twin = sameInstant && last !== undefined;
		if (twin) last.twin = true;
		const establishedAt = twin ? last.establishedAt : this.now + 1000 * id;
		const added = { ...lineage, id, twin, establishedAt, executions: [], attempts: [] };
		this.lineages.push(added);
		return added;
	}

	/** Adds an execution to the lineage; it has not run so far. */
	addExecution(
		lineage: Lineage,
		execution: Omit<Execution, 'id' | 'state' | 'retried' | 'known' | 'context' | 'run'>,
	): Execution {
		this.executionCount += 1;
		const added: Execution = {
			...execution,
			id: String(this.executionCount),
			state: 'dead',
			retried: false,
			...begin(execution),
		};
		lineage.executions.push(added);
		return added;
	}

	/**
	 * Lets the node run once.
	 * @throws Error that tells the whole story when anything is wrong with it
	 */
	async attempt(world: World, lineage: Lineage, execution: Execution, plan: Plan): Promise<void> {
		this.attemptCount += 1;
		const orders = ordersOf(lineage, execution);
		const expectations = orders.map((_, item) =>
			expectationOf(world.sim, lineage, execution, { item, orders }),
		);
		const outcome = await world.attempt(lineage, execution, plan);
		const attempt = lineage.attempts.filter(({ execution: id }) => id === execution.id).at(-1);
		if (!attempt) throw new Error('The attempt was not recorded');
		const wrong = judge(attempt, expectations, outcome);
		if (attempt.end?.kind === 'death')
			Object.assign(execution, begin(execution), { state: 'dead' });
		else execution.known.add(attempt.number);
		if (attempt.end?.kind === 'stop') execution.state = 'stopped';
		if (outcome) execution.state = outcome.error === undefined ? 'succeeded' : 'failed';
		this.tell(
			describe(lineage, execution, plan),
			...attempt.sent.map(sentText),
			resultText(outcome),
		);
		if (wrong.length > 0) throw new Error([...wrong, 'What happened:', ...this.story].join('\n'));
	}

	tell(...lines: string[]): void {
		this.story.push(...lines);
	}
}

/** What an execution begins with: when it was created, and again when its process has died. */
const begin = ({ start }: Pick<Execution, 'start'>) => ({
	run: start.run,
	known: new Set(start.known),
	context: start.context,
});

function describe(lineage: Lineage, execution: Execution, plan: Plan): string {
	const { id, isRetry, resend, settings, continueOnFail, recovered } = execution;
	const { template, resolution, image } = settings;
	const run = lineage.attempts.at(-1)?.run ?? 0;
	const notes = [
		`n8n ${lineage.line}`,
		`round ${run}`,
		`items ${photosOf(lineage, { ...execution, run }).join(' ')}`,
		`${template} template, ${resolution}, ${image}`,
		...(isRetry ? ['Retry'] : []),
		...(resend ? ['Resend Unconfirmed Tasks'] : []),
		...(continueOnFail ? ['On Error: continue'] : []),
		...(recovered ? ['recovered from the log'] : []),
	];
	return `  execution ${id} of order ${lineage.id} (${notes.join(', ')}): ${planText(plan)}`;
}

const sentText = ({ item, order, fault, taskId }: Lineage['attempts'][0]['sent'][0]) =>
	`    item ${item} sent (${order}): ${fault}${taskId ? `, task ${taskId}` : ''}`;

function resultText(outcome: Outcome | null): string {
	if (outcome === null) return '    ended early';
	const { error, json } = outcome;
	if (error !== undefined) return `    failed: ${messageOf(error)}`;
	return `    returned ${json.map((one) => JSON.stringify(one.task_id ?? one.error)).join(' | ')}`;
}
