import { z } from 'zod';
import type { Quirk } from '../types';
import { recordSchema } from './change';
import { ofData } from './ofData';

type Fields = Record<string, unknown>;

const ofTask = (change: (task: Fields) => unknown): Quirk => ofData(['TaskInfo'], change);

/** Changes the times of a task, as far as it has them. */
const ofTimes = (change: (seconds: number) => unknown): Quirk =>
	ofTask((task) => ({
		...task,
		...Object.fromEntries(
			['create_at', 'complete_at'].flatMap((name) => {
				const time = z.number().safeParse(task[name]);
				return time.success ? [[name, change(time.data)]] : [];
			}),
		),
	}));

const messageSchema = z.object({ message: z.string() }).passthrough();

/** Puts the reason of a failure elsewhere. */
const ofReason = (change: (task: Fields, reason: string) => Fields): Quirk =>
	ofTask((task) => {
		const result = messageSchema.safeParse(task.result);
		const isReason = task.status === 'failed' && result.success;
		return isReason ? change(task, result.data.message) : task;
	});

/** Tasks as TaskInfo may describe them. */
export const taskQuirks = {
	/** `SUCCESS` instead of `success`. */
	upperCaseStatus: ofTask((task) => ({ ...task, status: String(task.status).toUpperCase() })),
	/** `" success "` instead of `success`. */
	statusWithBlanks: ofTask((task) => ({ ...task, status: ` ${String(task.status)} ` })),
	timesInMilliseconds: ofTimes((seconds) => seconds * 1000),
	timesAsText: ofTimes(String),
	timesAsIso: ofTimes((seconds) => new Date(seconds * 1000).toISOString()),
	/** As they are printed in UTC, without a zone. */
	timesWithoutZone: ofTimes((seconds) =>
		new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '),
	),
	/** `"1,355.2"` instead of `1355.2`. */
	numbersAsText: ofTask(({ credits, duration_s: duration, ...task }) => ({
		...task,
		credits: Number(credits).toLocaleString('en'),
		...(duration === null ? {} : { duration_s: JSON.stringify(duration) }),
	})),
	/** `"1.3552e+3"` instead of `1355.2`. */
	creditsWithExponent: ofTask(({ credits, ...task }) => ({
		...task,
		credits: Number(credits).toExponential(),
	})),
	/** `result.error` instead of `result.message`. */
	reasonAsError: ofReason((task, error) => ({ ...task, result: { code: 501, error } })),
	/** `result.error.message` instead of `result.message`. */
	reasonInError: ofReason((task, message) => ({ ...task, result: { error: { message } } })),
	/** Only the model and the input of what a task was created with. */
	withoutCallbackUrl: ofTask(({ param, ...task }) => ({
		...task,
		param: { ...recordSchema.parse(param), callback_url: undefined },
	})),
	/** The result is the reason. */
	reasonAsResult: ofReason((task, result) => ({ ...task, result })),
	/** `message` beside the result. */
	reasonBesideResult: ofReason((task, message) => ({ ...task, result: null, message })),
	/** The message of the envelope, and no result. */
	reasonInEnvelope: {
		endpoints: ['TaskInfo'],
		change: (envelope) => {
			const task = recordSchema.safeParse(envelope.data).data;
			const result = messageSchema.safeParse(task?.result);
			return task?.status === 'failed' && result.success
				? { ...envelope, message: result.data.message, data: { ...task, result: null } }
				: envelope;
		},
	},
} satisfies Record<string, Quirk>;
