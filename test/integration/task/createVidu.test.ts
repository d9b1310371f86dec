import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	createVidu,
	executeNode,
	locator,
	messageOf,
	PHOTO_URL,
	useMinutesBetweenTests,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();

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

it('sends false and 0, but no empty fields', async () => {
	await create({ additionalFields: { bgm: false, seed: 0, prompt: '', aspectRatio: '' } });
	expect(inputs()).toEqual(
		only({ template: 'Easter_cute_pets', images: [PHOTO_URL], bgm: false, seed: 0 }),
	);
});

it.each([
	['an aspect ratio that the template does not offer', { aspectRatio: '16:9' }, /"16:9".*9:16/],
	[
		'an aspect ratio that no template offers',
		{ aspectRatio: '={{ "2:1" }}' },
		/aspect ratio.*"2:1"/,
	],
	['an area with another template', { area: 'italy' }, /exotic_princess/],
	['a beast with another template', { beast: 'wolf' }, /beast_companion/],
	['an area that does not exist', { area: '={{ "atlantis" }}' }, /area/],
	['a prompt that is too long', { prompt: 'x'.repeat(2001) }, /prompt.*2000/],
	['a seed that is not an integer', { seed: 1.5 }, /seed/],
	['a seed that is not a number', { seed: '={{ "seven" }}' }, /seed/],
	['background music that is not a boolean', { bgm: '={{ "loud" }}' }, /bgm/],
])('rejects %s before anything is created', async (_what, additionalFields, words) => {
	const { error } = await create({ additionalFields });
	expect(messageOf(error)).toMatch(words);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

it('sends an aspect ratio that only the template knows', async () => {
	sim.catalogues.vidu.push({ template: 'wide', credits: 5, aspect_ratio: ['21:9'] });
	const templateId = locator('wide');
	await create({ templateId, additionalFields: { aspectRatio: '21:9' } });
	expect(inputs()).toEqual(only({ template: 'wide', images: [PHOTO_URL], aspect_ratio: '21:9' }));
	const { error } = await create({ templateId, additionalFields: { aspectRatio: '16:9' } });
	expect(messageOf(error)).toMatch(/"16:9" was requested.*21:9/);
});

it.each([
	['exotic_princess', 'area', 'atlantis'],
	['beast_companion', 'beast', 'dragon'],
])('leaves it to Crun whether %s takes the %s "%s"', async (template, field, value) => {
	const { error } = await create({
		templateId: locator(template),
		additionalFields: { [field]: `={{ "${value}" }}` },
	});
	expect(inputs()).toEqual(only({ template, images: [PHOTO_URL], [field]: value }));
	expect(messageOf(error)).toMatch(new RegExp(`^Crun refused to create the task\\. .*${field}`));
});

describe('A story', () => {
	const MODEL = { model: 'vidu/template', modality: 'video', operation: 'template', credits: 6 };
	const text = { type: 'string' };
	const withStory = { properties: { template: text, images: { type: 'array' }, story: text } };
	const withoutStory = { properties: { template: text, stories: text } };

	it('is sent where the live schema of the model has the field', async () => {
		sim.models.push({ ...MODEL, input_schema: withStory });
		await create({ additionalFields: { story: 'A picnic' } });
		expect(inputs()).toEqual(
			only({ template: 'Easter_cute_pets', images: [PHOTO_URL], story: 'A picnic' }),
		);
	});

	it.each([
		['has another field', () => sim.models.push({ ...MODEL, input_schema: withoutStory })],
		['is not there', () => 0],
		[
			'cannot be read',
			() => {
				sim.models.push({ ...MODEL, input_schema: withStory });
				return sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });
			},
		],
	])('is refused before anything is created where the live schema %s', async (_, prepare) => {
		prepare();
		const { error } = await create({ additionalFields: { story: 'A picnic' } });
		expect(messageOf(error)).toMatch(/^Vidu templates take no story at present\. .*"story"/);
		expect(inputs()).toEqual([]);
	});
});

it('accepts a prompt of 2,000 characters', async () => {
	await create({ additionalFields: { prompt: 'x'.repeat(2000) } });
	expect(sim.ledger.created).toHaveLength(1);
});
