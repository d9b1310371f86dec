import type { ResourceMapperField } from 'n8n-workflow';
import type { SimulatedModel } from '../../../dev/simulator';
import { getModelFields, parameterIssues, useSimulator } from '../support';

const sim = useSimulator();

const form = async (model: string) => await getModelFields(model, { sim });
const field = async (model: string, id: string) =>
	(await form(model)).fields.find((one) => one.id === id);
const schemaOf = ({
	input_schema: schema,
}: SimulatedModel): { properties: Record<string, unknown>; required: string[] } | null => {
	if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return null;
	const { properties } = schema;
	if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
		return null;
	return {
		properties: { ...properties },
		required:
			'required' in schema && Array.isArray(schema.required) ? schema.required.map(String) : [],
	};
};

it('builds the form of every model there is: each field once, required ones first, all usable', async () => {
	let readable = 0;
	for (const model of [...sim.models]) {
		const { fields, emptyFieldsNotice } = await form(model.model);
		const schema = schemaOf(model);
		if (schema === null) {
			expect([model.model, fields]).toEqual([model.model, []]);
			expect(emptyFieldsNotice).toMatch(/JSON/);
			continue;
		}
		readable += 1;
		expect(emptyFieldsNotice).toBeUndefined();
		expect(fields.map(({ id }) => id).sort()).toEqual(Object.keys(schema.properties).sort());
		const required = new Set([...schema.required, ...(model.required_input_fields ?? [])]);
		const marks = fields.map(({ id }) => required.has(id));
		expect(marks).toEqual([...marks].sort((left, right) => Number(right) - Number(left)));
		for (const one of fields) expectUsable(model.model, one);
	}
	expect(readable).toBe(29);
});

function expectUsable(model: string, one: ResourceMapperField): void {
	const { id, displayName, display, options, type, defaultValue, removed, required } = one;
	expect(`${model} ${id}: ${displayName}`).not.toMatch(/null|undefined|NaN|\[object/);
	expect({ id, display, hidden: required && removed }).toEqual({
		id,
		display: true,
		hidden: false,
	});
	expect(type === 'options').toBe(options !== undefined);
	if (options) expect(options.length).toBeGreaterThan(0);
	// What the form is filled with by itself must not be what n8n then complains about.
	if (defaultValue !== undefined)
		expect(parameterIssues(model, { [id]: defaultValue }, [{ ...one, required: false }])).toEqual(
			[],
		);
}

it('fills in the defaults, of texts, numbers, choices and switches alike', async () => {
	expect(await field('google/nano-banana', 'aspect_ratio')).toMatchObject({
		type: 'options',
		defaultValue: '16:9',
		removed: false,
		required: false,
	});
	expect(await field('black-forest-labs/flux-pro', 'guidance_scale')).toMatchObject({
		type: 'number',
		defaultValue: 3.5,
		removed: false,
	});
	expect(await field('google/veo-3', 'generate_audio')).toMatchObject({
		type: 'boolean',
		defaultValue: true,
	});
	expect(await field('kling/elements', 'duration')).toMatchObject({
		type: 'options',
		defaultValue: 5,
	});
	expect(await field('sync/lipsync-2', 'sync_mode')).toMatchObject({
		type: 'string',
		defaultValue: 'cut_off',
	});
	expect(await field('bytedance/seedance-pro-image', 'seed')).not.toHaveProperty('defaultValue');
});

it('gives the choices of an enum, as what they are', async () => {
	expect((await field('kling/elements', 'duration'))?.options).toEqual([
		{ name: '5', value: 5 },
		{ name: '10', value: 10 },
	]);
	expect(
		(await field('openai/gpt-image-1', 'quality'))?.options?.map(({ value }) => value),
	).toEqual(['low', 'medium', 'high']);
});

it('says the limits of a number', async () => {
	expect(await field('openai/sora-2', 'duration')).toMatchObject({
		type: 'number',
		displayName: expect.stringContaining('4 to 12') as string,
	});
	expect(await field('kling/v2-master', 'cfg_scale')).toMatchObject({
		displayName: expect.stringContaining('0 to 1') as string,
	});
});

it('leaves what is optional and has no default out until somebody adds it', async () => {
	expect(await field('google/veo-3', 'seed')).toMatchObject({ removed: true, required: false });
	expect(await field('google/veo-3', 'prompt')).toMatchObject({ removed: false, required: true });
});

it('does not insist on the address of a file, which may come from binary data, but says that it is needed', async () => {
	for (const [model, id, kind] of [
		['openai/sora-2-image', 'image_url', 'address'],
		['google/nano-banana-edit', 'image_urls', 'one per line'],
		['recraft/remove-background', 'image', 'address'],
		['ideogram/character', 'reference_image_urls', 'one per line'],
	] as const) {
		const found = await field(model, id);
		expect(found).toMatchObject({ required: false, removed: false, type: 'string' });
		expect(found?.displayName).toContain(kind);
		expect(found?.displayName).toContain('required');
	}
});
