import type { INodeParameters } from 'n8n-workflow';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';
import { createByteDance, executeAsTool, executeNode, useSimulator } from '../support';

/** The editor's test URL, which reaches n8n only while the trigger is listening. */

const TEST_URL = 'https://n8n.example.com/webhook-test/5f1d/webhook';
const PRODUCTION_URL = 'https://n8n.example.com/webhook/5f1d/webhook';

describe('The panel of the Crun Trigger', () => {
	const { triggerPanel, eventTriggerDescription, activationMessage } = new CrunTrigger()
		.description;
	const panel = typeof triggerPanel === 'object' ? triggerPanel : {};
	const textsOf = (text: string | { active: string; inactive: string } = '') =>
		typeof text === 'string' ? [text] : [text.inactive, text.active];
	const help = textsOf(panel.executionsHelp);
	const hints = textsOf(panel.activationHint);

	it('says how to test: with the test URL in a Crun node that is run while the trigger listens', () => {
		for (const text of help) {
			expect(text).toMatch(/test URL.*<b>Trigger URL<\/b>.*execute this step.*run that node/i);
			expect(text).toContain('two minutes');
		}
	});

	it('says what to do for real use: activate the workflow and use the production URL', () => {
		expect(help[0]).toMatch(/production URL.*<a data-key="activate">/);
		expect(help[1]).toMatch(/production URL.*<a data-key="executions">/);
		expect(hints[0]).toMatch(/<a data-key="activate">.*production URL/);
		expect(activationMessage).toContain('production URL');
	});

	it('sends nobody to Crun to create an event, which would not call n8n', () => {
		const texts = [panel.header, ...help, ...hints, eventTriggerDescription, activationMessage];
		for (const text of texts) {
			expect(text).toBeTruthy();
			expect(text).not.toMatch(/go to Crun|create an event|make an event/i);
		}
	});

	it('has markup only where n8n renders it, and only links that n8n understands', () => {
		for (const text of [panel.header, eventTriggerDescription, activationMessage])
			expect(text).not.toMatch(/[<>]/);
		for (const text of [...help, ...hints]) {
			const tags = text.match(/<[^>]*>/g) ?? [];
			const known = /^<(b|\/b|\/a|br \/|a data-key="(activate|executions)")>$/;
			expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
		}
	});
});

describe('A test URL in Trigger URL', () => {
	const sim = useSimulator({ callbacks: false });
	const notify = (more: INodeParameters) => createByteDance({ notify: 'trigger', ...more });
	const hintsOf = async (more: INodeParameters, items = 1) => {
		const { context, json } = await executeNode({
			sim,
			parameters: notify(more),
			items: Array.from({ length: items }, () => ({ json: {} })),
		});
		expect(json).toHaveLength(items);
		return context.hints.filter(({ message }) => message.includes('test URL'));
	};

	it('is pointed out in one hint for all items, and the tasks are created', async () => {
		const hints = await hintsOf({ triggerUrl: TEST_URL }, 3);
		expect(hints).toMatchObject([
			{ message: expect.stringMatching(/test URL.*listening.*production URL/) as string },
		]);
		expect(sim.ledger.created).toHaveLength(3);
		expect(sim.ledger.created[0]?.callback_url).toContain(`${TEST_URL}?crun_ts=`);
	});

	it.each<[string, INodeParameters]>([
		['a production URL', { triggerUrl: PRODUCTION_URL }],
		['a production URL that only contains the word', { triggerUrl: `${PRODUCTION_URL}-test` }],
		['another query', { triggerUrl: `${PRODUCTION_URL}?from=/webhook-test/` }],
		['another URL of your own', { notify: 'url', callbackUrl: TEST_URL }],
		['no notification', { notify: 'none', triggerUrl: TEST_URL }],
	])('leaves no hint for %s', async (_, more) => {
		expect(await hintsOf(more)).toEqual([]);
	});

	it('leaves no hint for an agent', async () => {
		const { output } = await executeAsTool('tool node', {
			sim,
			items: [{ json: {} }],
			parameters: notify({ triggerUrl: TEST_URL }),
		});
		expect(JSON.stringify(output)).not.toContain('test URL');
		expect(sim.ledger.created).toHaveLength(1);
	});
});
