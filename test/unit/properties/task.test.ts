/** Properties of a task as the node returns it. */
import fc from 'fast-check';
import { recordSchema, taskSchema, type Json } from '../../../nodes/Crun/crun/contract';
import { resultFiles } from '../../../nodes/Crun/crun/resultFiles';
import { presentTask, terminalStatus } from '../../../nodes/Crun/crun/task';
import { documented, finishedTask } from '../support/documented';
import { holds } from './support/holds';
import { anyObject, mutated } from './support/json';
import { check, expectPlain, quick } from './support/outcomes';

const FIELDS =
	'task_id,status,model,template_id,credits,created_at,completed_at,duration_s,media_urls,video_url,files,error';
const SIGNATURE = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';

const anyTask: fc.Arbitrary<Json> = fc.oneof(
	fc
		.constantFrom<Json>(finishedTask(), documented.task(), { ...finishedTask(), status: 'failed' })
		.chain(mutated)
		.map(({ value }) => value),
	anyObject.map((fields): Json => ({ ...fields, task_id: 'a', status: 'failed' })),
);

describe('A task that the node returns', () => {
	holds('has the same fields and types, whatever Crun sends', anyTask, (given) => {
		const task = taskSchema.safeParse(given);
		const raw = recordSchema.safeParse(given);
		if (!task.success || !raw.success) return;
		const reading = { task: task.data, raw: raw.data };
		const simple = quick(() => presentTask(reading, true));
		const showsResult = task.data.status === 'success' && resultFiles(task.data).length === 0;
		const fields = showsResult ? `${FIELDS},result` : FIELDS;
		check(Object.keys(simple).join() === fields, Object.keys(simple).join());
		check(typeof simple.task_id === 'string' && simple.task_id !== '', 'no ID');
		check(
			[simple.created_at, simple.completed_at].every(
				(time) => time === null || (typeof time === 'string' && !Number.isNaN(Date.parse(time))),
			),
			'not a time',
		);
		expectPlain(simple);
		check((simple.error === null) === (task.data.status !== 'failed'), 'no error, or too much');
		const status = terminalStatus(task.data);
		check(status === null || status === task.data.status, 'another status');
		expectPlain(quick(() => presentTask(reading, false)));
	});

	holds(
		'shows no signature of its callback URL, and nothing else differs from what Crun sent',
		fc.tuple(anyObject, anyObject, fc.webUrl({ withQueryParameters: true })),
		([fields, param, url]) => {
			const signed = new URL(url);
			signed.searchParams.set('crun_sig', SIGNATURE);
			const raw = {
				...fields,
				task_id: 'a',
				status: 'success',
				param: { ...param, callback_url: signed.toString() },
			};
			const task = taskSchema.parse(raw);
			const whole = JSON.stringify(quick(() => presentTask({ task, raw }, false)));
			check(!whole.includes(SIGNATURE), 'the signature is shown');
			// A field of this name could take the place of an object's prototype, so it is left out.
			const kept = Object.entries(raw).filter(([name]) => name !== '__proto__');
			const expected = JSON.stringify(Object.fromEntries(kept)).replace(SIGNATURE, '***');
			const isDeep = /([[{][^[{\]}]*){150}/.test(expected); // cut off at 200 levels, which n8n could not store either
			check(isDeep || whole === expected, 'something else differs');
			check(!JSON.stringify(presentTask({ task, raw }, true)).includes(SIGNATURE), 'it is shown');
		},
	);
});
