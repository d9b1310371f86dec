import { useContact } from './support';

const contact = useContact({ taskTimings: 'manual' });
const LONG = ({ body }: { body: unknown }) => JSON.stringify(body).length > 2000;

describe('--refusals', () => {
	it('finds no difference where Crun refuses every creation', async () => {
		const { code, different, checks } = await contact.run(['--refusals']);
		expect(different).toEqual([]);
		expect(code).toBe(0);
		const sent = checks.filter(({ endpoint }) => endpoint.endsWith('/CreateTask'));
		expect(sent.map(({ title }) => title)).toEqual([
			'refusals: an unknown model',
			'refusals: without a model',
			'refusals: without an input',
			'refusals: an unknown ByteDance template',
			'refusals: an unknown Vidu template',
			'refusals: an unknown Kling template',
			'refusals: a ByteDance template without images',
			'refusals: a Vidu template without images',
			'refusals: a Kling template without images',
			'refusals: an empty list of images',
			'refusals: a data URI as the image',
			'refusals: a local path as the image',
			'refusals: text as the image',
			'refusals: one image too many',
			'refusals: a resolution that is not offered',
			'refusals: a prompt that is too long',
			'refusals: an aspect ratio that is not offered',
			'refusals: a callback URL that is none',
		]);
		expect(contact.sim.requestsTo('CreateTask')).toHaveLength(sent.length);
		expect(contact.sim.tasks.all()).toEqual([]);
	});

	it('names the task of a creation that Crun accepts, and sends no further one', async () => {
		const data = { task_id: 'task_12345678' };
		const body = { code: 200, message: 'success', data };
		contact.sim.faults.add({ endpoint: 'CreateTask', kind: 'body', body, when: LONG });
		const stop = contact.sim.on('request', ({ endpoint, body: sent }) => {
			if (endpoint === 'CreateTask' && LONG({ body: sent })) contact.sim.settings.balance -= 9.5;
		});
		const { code, different, report } = await contact.run(['--refusals']);
		stop();
		expect(different.map(({ title }) => title)).toEqual([
			'refusals: a prompt that is too long',
			'refusals: the other creations',
			'refusals: the balance after',
		]);
		const [accepted, , balance] = different;
		expect(accepted?.difference).toContain(
			'CRUN ACCEPTED THIS CREATION: task task_12345678 exists and costs credits',
		);
		expect(balance?.difference).toContain('The balance changed by -9.5 credits.');
		expect(report).toContain('CRUN ACCEPTED THIS CREATION: task task_12345678');
		expect(contact.sim.requestsTo('CreateTask')).toHaveLength(16);
		expect(code).toBe(1);
	});

	it('sends no further creation after one that Crun does not confirm', async () => {
		contact.sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		const { code, different } = await contact.run(['--refusals']);
		expect(different[0]?.difference).toContain('CRUN DID NOT CONFIRM');
		expect(contact.sim.requestsTo('CreateTask')).toHaveLength(1);
		expect(code).toBe(1);
	});

	it('sends each creation once, even if Crun asks to send it again', async () => {
		contact.sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0 });
		const { code, different } = await contact.run(['--refusals']);
		expect(different).toHaveLength(18);
		expect(different[0]?.difference).toMatch(/Seen: transient: /);
		expect(contact.sim.requestsTo('CreateTask')).toHaveLength(18);
		expect(code).toBe(1);
	});
});
