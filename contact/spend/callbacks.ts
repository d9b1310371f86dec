import { envelopeSchema, parseJson, taskSchema } from '../../nodes/Crun/crun/contract';
import { terminalStatus } from '../../nodes/Crun/crun/task';
import { readDifferently } from '../compare/readDifferently';
import { shapeOf } from '../compare/shape';
import { unknownFields } from '../compare/unknownFields';
import type { Finding } from '../finding';
import type { Redact } from '../redact';
import type { Received } from './listener';

/** Headers whose values say nothing about the user. Of all others, only the name is shown. */
const SHOWN = new Set([
	'accept',
	'accept-encoding',
	'connection',
	'content-length',
	'content-type',
	'transfer-encoding',
	'user-agent',
]);

const EXPECTED = 'one POST with the task object as JSON, once the task has finished';

/** Whether a request is about the task. Anybody can call a public URL. */
export const isAbout =
	(taskId: string) =>
	({ url, body }: Received): boolean =>
		url.includes(taskId) || body.includes(taskId);

/** Compares the callbacks of a task with what the Crun Trigger expects. */
export function callbackFindings(
	received: readonly Received[],
	taskId: string,
	redact: Redact,
): Finding[] {
	const callbacks = received.filter(isAbout(taskId));
	const base = { section: 'callback', expected: EXPECTED, unknownFields: [], shape: [] };
	if (callbacks.length === 0) {
		const seen = `${received.length} requests, none of them about this task`;
		const differences = ['No callback has arrived'];
		return [{ ...base, name: 'none', endpoint: 'the listener', seen, differences }];
	}
	return callbacks.map((one, index) => ({
		...base,
		name: `${index + 1}`,
		endpoint: `${one.method} to the listener`,
		seen: `content type ${one.headers['content-type'] ?? 'missing'}, ${one.body.length} characters`,
		differences: [
			index > 0 ? 'It is not the first callback for this task' : null,
			one.method === 'POST' ? null : `The method is ${one.method}`,
			...bodyDifferences(one, taskId),
		].filter((difference) => difference !== null),
		unknownFields: unknownFields(taskSchema, [taskIn(one)]),
		shape: [
			...headerLines(one, redact),
			...shapeOf(parseJson(one.body), redact).map((line) => `body ${line}`),
		],
	}));
}

function bodyDifferences(received: Received, taskId: string): Array<string | null> {
	const { headers } = received;
	const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
	const raw = taskIn(received);
	const task = taskSchema.safeParse(raw);
	if (!task.success) return ['The body is not a task object'];
	return [
		isJson ? null : 'The content type is not application/json',
		envelopeSchema.safeParse(parseJson(received.body)).success
			? 'The task is wrapped in an envelope'
			: null,
		task.data.task_id === taskId ? null : 'The task_id in the body is another one',
		terminalStatus(task.data) === null ? `The status is ${task.data.status}` : null,
		...readDifferently(raw, task.data),
	];
}

/** The task object: the body, or `data` in an envelope. */
function taskIn({ body }: Received): unknown {
	const parsed = parseJson(body);
	const envelope = envelopeSchema.safeParse(parsed);
	return envelope.success ? envelope.data.data : parsed;
}

const headerLines = ({ headers }: Received, redact: Redact): string[] =>
	Object.entries(headers).map(
		([name, value]) => `header ${name}: ${SHOWN.has(name) ? redact(String(value)) : '***'}`,
	);
