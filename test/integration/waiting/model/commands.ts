import fc from 'fast-check';
import type { Execution, Lineage } from './history';
import type { Model } from './model';
import type { Photo, Settings } from './orders';
import { anyPlan, planText, type Plan } from './plan';
import type { World } from './world';

export type Command = fc.AsyncCommand<Model, World>;

type Found = { lineage: Lineage; execution: Execution };
type Matches = (execution: Execution, lineage: Lineage) => boolean;

/** A command on one of the executions that it is possible for; `index` 0 is the latest. */
function onExecution(
	text: string,
	index: number,
	matches: Matches,
	act: (model: Model, world: World, found: Found) => Promise<void>,
): Command {
	const find = ({ lineages }: Pick<Model, 'lineages'>) => {
		const found = lineages
			.flatMap((lineage) => lineage.executions.map((execution) => ({ lineage, execution })))
			.filter(({ lineage, execution }) => matches(execution, lineage))
			.reverse();
		return found[index % Math.max(1, found.length)];
	};
	return {
		check: (model) => find(model) !== undefined,
		run: async (model, world) => {
			const found = find(model);
			if (!found) return;
			model.tell(`${text}:`);
			await act(model, world, found);
		},
		toString: () => text,
	};
}

const SETTINGS: Settings = { template: 'first', resolution: '480p', image: 'photo' };
const NOTHING_KNOWN = { run: 0, known: new Set<number>(), context: '{}' };

export interface Start {
	line: 1 | 2;
	photos: Photo[];
	continueOnFail: boolean;
	plan: Plan;
	/** Another execution with the same orders begins in the same millisecond and runs at the same time. */
	twin: boolean;
}

/** Starts the workflow: this always buys, whatever was ordered before. */
function start({ line, photos, continueOnFail, plan, twin }: Start): Command {
	const text = `Start ${twin ? 'twice ' : ''}with ${photos.join(' ')}`;
	const add = (model: Model, sameInstant: boolean): Found => {
		const lineage = model.addLineage({ line, photos: new Map([[0, photos]]) }, sameInstant);
		const execution = model.addExecution(lineage, {
			isRetry: false,
			settings: SETTINGS,
			resend: false,
			continueOnFail,
			recovered: false,
			fromStart: true,
			changed: false,
			start: NOTHING_KNOWN,
		});
		return { lineage, execution };
	};
	return {
		check: () => true,
		run: async (model, world) => {
			model.tell(`${text}:`);
			const first = add(model, false);
			if (!twin) return await model.attempt(world, first.lineage, first.execution, plan);
			const others = { ...plan, end: null };
			const both = [first, add(model, true)];
			await Promise.all(
				both.map(async (one) => await model.attempt(world, one.lineage, one.execution, others)),
			);
		},
		toString: () => `${text} (n8n ${line}${continueOnFail ? ', continue' : ''}; ${planText(plan)})`,
	};
}

/** n8n runs the node again in the same execution, when it threw or its first item is an error. */
const retryOnFail = (index: number, plan: Plan): Command =>
	onExecution(
		`Retry On Fail of #${index} (${planText(plan)})`,
		index,
		({ state, retried }) => state === 'failed' && !retried,
		async (model, world, { lineage, execution }) =>
			await model.attempt(world, lineage, execution, plan),
	);

/** The next round of a loop. */
const nextRound = (index: number, photos: Photo[], plan: Plan): Command =>
	onExecution(
		`Next round of #${index} with ${photos.join(' ')} (${planText(plan)})`,
		index,
		({ state }) => state === 'succeeded',
		async (model, world, { lineage, execution }) => {
			execution.run += 1;
			if (!lineage.photos.has(execution.run)) lineage.photos.set(execution.run, photos);
			await model.attempt(world, lineage, execution, plan);
		},
	);

export interface RetryOptions {
	settings: Settings;
	resend: boolean;
	continueOnFail: boolean;
	/** The nodes before give the first item another photo; only where they run again. */
	changed: boolean;
}

/** A Retry from the executions list, with the currently saved workflow. */
const retryExecution = (index: number, options: RetryOptions, plan: Plan): Command => {
	const { settings, resend, continueOnFail } = options;
	const { template, resolution, image } = settings;
	const edits = [
		...[template, resolution, image],
		resend ? 'resend' : '',
		continueOnFail ? 'continue' : '',
	];
	return onExecution(
		`Retry of #${index} (${edits.filter(Boolean).join(', ')}${options.changed ? ', changed' : ''}; ${planText(plan)})`,
		index,
		isRetriable,
		async (model, world, { lineage, execution }) => {
			const isDead = execution.state === 'dead';
			const { start: begun, run, known, context, fromStart } = execution;
			const logged = lineage.attempts.some(
				({ execution: id, end }) => id === execution.id && end?.log === true,
			);
			execution.retried = true;
			const retry = model.addExecution(lineage, {
				...options,
				isRetry: true,
				recovered: execution.recovered || (isDead && fromStart && logged),
				fromStart: isDead && fromStart,
				changed: isDead && fromStart ? options.changed : execution.changed,
				start: isDead ? begun : { run, known: new Set(known), context },
			});
			await model.attempt(world, lineage, retry, plan);
		},
	);
};

/** On n8n 1, nothing is left of an execution whose process died without a log. */
const isRetriable: Matches = ({ id, state, fromStart, recovered }, { line, attempts }) => {
	if (state === 'failed' || state === 'stopped') return true;
	if (state !== 'dead') return false;
	const logged = attempts.some(({ execution, end }) => execution === id && end?.log === true);
	return line === 2 || !fromStart || logged || recovered;
};

/** Another worker runs the same execution again by itself, with what the database has of it. */
const otherWorker = (index: number, plan: Plan): Command =>
	onExecution(
		`Another worker runs #${index} again (${planText(plan)})`,
		index,
		({ state, retried }) => state === 'dead' && !retried,
		async (model, world, { lineage, execution }) =>
			await model.attempt(world, lineage, execution, plan),
	);

/** A task ends at Crun; `index` 0 is the latest that has not. */
const finish = (index: number, status: 'success' | 'failed'): Command => {
	const tasksOf = ({ lineages }: Pick<Model, 'lineages'>) =>
		lineages.flatMap(({ attempts }) =>
			attempts.flatMap(({ sent }) => sent.flatMap(({ taskId }) => taskId ?? [])),
		);
	return {
		check: (model) => tasksOf(model).length > 0,
		run: async (model, { sim }) => {
			const pending = tasksOf(model).filter((id) => sim.tasks.get(id)?.status === 'pending');
			const id = pending.reverse()[index % Math.max(1, pending.length)];
			if (id === undefined) return;
			sim.tasks.finish(id, status);
			model.tell(`Task ${id}: ${status}`);
			await Promise.resolve();
		},
		toString: () => `Task #${index}: ${status}`,
	};
};

const photos: fc.Arbitrary<Photo[]> = fc.array(
	fc.oneof(
		{ weight: 8, arbitrary: fc.constantFrom<Photo>('a', 'b') },
		{ weight: 1, arbitrary: fc.constant<Photo>('bad') },
	),
	{ minLength: 1, maxLength: 4 },
);
const rarely = (freq: number) => fc.nat(freq).map((value) => value === freq);
/** Mostly the latest. */
const index = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(0) },
	{ weight: 1, arbitrary: fc.nat(3) },
);
const settings: fc.Arbitrary<Settings> = fc.record({
	template: fc.oneof(
		{ weight: 5, arbitrary: fc.constant('first') },
		{ weight: 1, arbitrary: fc.constant('second') },
	),
	resolution: fc.oneof(
		{ weight: 4, arbitrary: fc.constant('480p') },
		{ weight: 1, arbitrary: fc.constant('720p') },
	),
	image: fc.oneof(
		{ weight: 4, arbitrary: fc.constant('photo') },
		{ weight: 1, arbitrary: fc.constant('other') },
	),
});

/** The first command of every sequence. */
export const anyStart: fc.Arbitrary<Command> = fc
	.record({
		line: fc.constantFrom<1 | 2>(2, 1),
		photos,
		continueOnFail: rarely(2),
		plan: anyPlan,
		twin: rarely(7),
	})
	.map(start);
const retryOptions: fc.Arbitrary<RetryOptions> = fc.record({
	settings,
	resend: rarely(2),
	continueOnFail: rarely(2),
	changed: rarely(4),
});

export const anyCommands = fc.commands(
	[
		anyStart,
		...repeat(
			3,
			fc.tuple(index, anyPlan).map((parts) => retryOnFail(...parts)),
		),
		...repeat(
			2,
			fc.tuple(index, photos, anyPlan).map((parts) => nextRound(...parts)),
		),
		...repeat(
			5,
			fc.tuple(index, retryOptions, anyPlan).map((parts) => retryExecution(...parts)),
		),
		...repeat(
			2,
			fc.tuple(index, anyPlan).map((parts) => otherWorker(...parts)),
		),
		...repeat(
			2,
			fc
				.tuple(fc.nat(4), fc.constantFrom('success' as const, 'failed' as const))
				.map((parts) => finish(...parts)),
		),
	],
	{ maxCommands: 12 },
);

/** Makes a command that many times as likely. */
function repeat<T>(times: number, arbitrary: fc.Arbitrary<T>): Array<fc.Arbitrary<T>> {
	return Array.from({ length: times }, () => arbitrary);
}
