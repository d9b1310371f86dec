import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { createVidu, executeNode, locator, messageOf, PHOTO_URL, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const create = async (parameters: INodeParameters = {}) =>
	await executeNode({ sim, parameters: createVidu(parameters) });
const inputs = () => sim.requestsTo('CreateTask').map(({ body }) => body);
const only = (input: IDataObject) => [{ model: 'vidu/template', input }];

it('creates one task, with exactly the fields that were set', async () => {
	const { error, items } = await create();
	expect(error).toBeUndefined();
	expect(inputs()).toEqual(only({ template: 'Easter_cute_pets', images: [PHOTO_URL] }));
	expect(items).toMatchObject([
		{
			json: {
				task_id: sim.ledger.created[0]?.task_id,
				status: 'pending',
				model: 'vidu/template',
				template_id: 'Easter_cute_pets',
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(sim.ledger.charged()).toBe(6);
});

it('sends every additional field under Crun’s name', async () => {
	const additionalFields = {
		aspectRatio: '1:1',
		bgm: true,
		area: 'italy',
		prompt: 'She waves',
		seed: 7,
	};
	await create({ templateId: locator('exotic_princess'), additionalFields });
	expect(inputs()).toEqual(
		only({
			template: 'exotic_princess',
			images: [PHOTO_URL],
			prompt: 'She waves',
			aspect_ratio: '1:1',
			bgm: true,
			area: 'italy',
			seed: 7,
		}),
	);
	await create({ templateId: locator('beast_companion'), additionalFields: { beast: 'wolf' } });
	expect(inputs()[1]).toEqual(
		only({ template: 'beast_companion', images: [PHOTO_URL], beast: 'wolf' })[0],
	);
	expect(sim.ledger.created).toHaveLength(2);
});

it('sends what was set to false or 0, and nothing that was left empty', async () => {
	await create({ additionalFields: { bgm: false, seed: 0, prompt: '', aspectRatio: '' } });
	expect(inputs()).toEqual(
		only({ template: 'Easter_cute_pets', images: [PHOTO_URL], bgm: false, seed: 0 }),
	);
});

it.each([
	['an aspect ratio the template does not offer', { aspectRatio: '16:9' }, /"16:9".*9:16/],
	['an aspect ratio nobody offers', { aspectRatio: '={{ "2:1" }}' }, /aspect_ratio/],
	['an area with another template', { area: 'italy' }, /exotic_princess/],
	['a beast with another template', { beast: 'wolf' }, /beast_companion/],
	['an area that does not exist', { area: '={{ "atlantis" }}' }, /area/],
	['a prompt that is too long', { prompt: 'x'.repeat(2001) }, /prompt.*2000/],
	['a seed that is no whole number', { seed: 1.5 }, /seed/],
	['a seed that is no number', { seed: '={{ "seven" }}' }, /seed/],
	['music that is neither yes nor no', { bgm: '={{ "loud" }}' }, /bgm/],
])('%s is refused before anything is created', async (_what, additionalFields, words) => {
	const { error } = await create({ additionalFields });
	expect(messageOf(error)).toMatch(words);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

it('a prompt of 2,000 characters passes', async () => {
	await create({ additionalFields: { prompt: 'x'.repeat(2000) } });
	expect(sim.ledger.created).toHaveLength(1);
});
