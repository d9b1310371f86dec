import type { INodeParameters } from 'n8n-workflow';
import {
	executeNode,
	KISS,
	locator,
	messageOf,
	PHOTO_URL,
	useKlingCatalogue,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const create = async (more: INodeParameters = {}) =>
	await executeNode({
		sim,
		parameters: {
			resource: 'task',
			operation: 'createKling',
			templateId: locator('kiss'),
			imageUrls: `${PHOTO_URL}\n${PHOTO_URL}`,
			waitMode: 'none',
			...more,
		},
	});

describe('Create From Kling Template', () => {
	it('creates a task from a template and photos alone', async () => {
		useKlingCatalogue(sim, KISS);

		const { json, error } = await create();

		expect(error).toBeUndefined();
		expect(sim.requestsTo('CreateTask').map(({ body }) => body)).toEqual([
			{ model: 'kling/template', input: { template_id: 'kiss', img_urls: [PHOTO_URL, PHOTO_URL] } },
		]);
		expect(json).toMatchObject([
			{
				task_id: sim.ledger.created[0]?.task_id,
				status: 'pending',
				model: 'kling/template',
				template_id: 'kiss',
			},
		]);
		expect(sim.ledger.charged()).toBe(45.5);
	});

	it.each<[string, INodeParameters, RegExp]>([
		[
			'one photo too few',
			{ imageUrls: PHOTO_URL },
			/^The template takes a different number of images\. .*2 images, but 1/,
		],
		[
			'a template that does not exist',
			{ templateId: locator('no_such') },
			/^Crun has no such Kling template\. .*"no_such"/,
		],
		['no template', { templateId: locator('') }, /^Template is empty\. Pick a template/],
		['no photo', { imageUrls: '' }, /^No image was provided\. Set Image URLs/],
		[
			'a limit below its price',
			{ options: { maxCredits: 45 } },
			/^The task costs more than Max Credits allows\. .*45\.5 credits.*Max Credits is 45\./,
		],
	])('refuses %s before anything is created', async (_what, more, message) => {
		useKlingCatalogue(sim, KISS);

		const { error } = await create(more);

		expect(messageOf(error)).toMatch(message);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});

	it('leaves the number of photos to Crun when the catalogue does not state it', async () => {
		useKlingCatalogue(sim, { key: 'kiss' });

		const { error } = await create({ imageUrls: Array(4).fill(PHOTO_URL).join('\n') });

		expect(error).toBeUndefined();
		expect(sim.ledger.created[0]?.input.img_urls).toHaveLength(4);
	});
});
