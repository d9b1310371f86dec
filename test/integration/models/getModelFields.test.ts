import type { ResourceMapperField } from 'n8n-workflow';
import type { SimulatedModel } from '../../../dev/simulator';
import { getModelFields, parameterIssues, useSimulator } from '../support';

const sim = useSimulator();

const form = async (model: string) => await getModelFields(model, { sim });
const field = async (model: string, id: string) => {
	const { fields } = await form(model);
	return fields.find((candidate) => candidate.id === id);
};

/** Properties and required fields of a model's schema; null if it has none that can be read. */
function schemaOf({
	input_schema: schema,
}: SimulatedModel): { properties: Record<string, unknown>; required: string[] } | null {
	if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return null;
	const { properties } = schema;
	if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
		return null;
	const required =
		'required' in schema && Array.isArray(schema.required) ? schema.required.map(String) : [];
	return { properties: { ...properties }, required };
}

function expectUsable(model: string, found: ResourceMapperField): void {
	const { id, displayName, display, options, type, defaultValue, removed, required } = found;
	expect(`${model} ${id}: ${displayName}`).not.toMatch(/null|undefined|NaN|\[object/);
	expect({ id, display, hidden: required && removed }).toEqual({
		id,
		display: true,
		hidden: false,
	});
	expect(type === 'options').toBe(options !== undefined);
	if (options) expect(options.length).toBeGreaterThan(0);
	// n8n must not complain about a default that the form fills in by itself.
	if (defaultValue !== undefined)
		expect(parameterIssues(model, { [id]: defaultValue }, [{ ...found, required: false }])).toEqual(
			[],
		);
}

describe('the form of a model', () => {
	it('contains each field of the schema once, required ones first, for every model', async () => {
		let readableSchemas = 0;
		for (const model of [...sim.models]) {
			const { fields, emptyFieldsNotice } = await form(model.model);
			const schema = schemaOf(model);
			if (schema === null) {
				expect([model.model, fields]).toEqual([model.model, []]);
				expect(emptyFieldsNotice).toMatch(/JSON/);
				continue;
			}

			readableSchemas += 1;
			expect(emptyFieldsNotice).toBeUndefined();
			expect(fields.map(({ id }) => id).sort()).toEqual(Object.keys(schema.properties).sort());
			const required = new Set([...schema.required, ...(model.required_input_fields ?? [])]);
			const areRequired = fields.map(({ id }) => required.has(id));
			expect(areRequired).toEqual(
				[...areRequired].sort((left, right) => Number(right) - Number(left)),
			);
			for (const found of fields) expectUsable(model.model, found);
		}
		expect(readableSchemas).toBe(29);
	});

	it('fills in the defaults of text, number, enum and boolean fields', async () => {
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

	it('offers the values of an enum in their own type', async () => {
		const duration = await field('kling/elements', 'duration');
		const quality = await field('openai/gpt-image-1', 'quality');

		expect(duration?.options).toEqual([
			{ name: '5', value: 5 },
			{ name: '10', value: 10 },
		]);
		expect(quality?.options?.map(({ value }) => value)).toEqual(['low', 'medium', 'high']);
	});

	it('shows the minimum and maximum of a number', async () => {
		expect(await field('openai/sora-2', 'duration')).toMatchObject({
			type: 'number',
			displayName: expect.stringContaining('4 to 12') as string,
		});
		expect(await field('kling/v2-master', 'cfg_scale')).toMatchObject({
			displayName: expect.stringContaining('0 to 1') as string,
		});
	});

	it('leaves out an optional field without a default until the user adds it', async () => {
		expect(await field('google/veo-3', 'seed')).toMatchObject({ removed: true, required: false });
		expect(await field('google/veo-3', 'prompt')).toMatchObject({ removed: false, required: true });
	});

	it.each([
		['openai/sora-2-image', 'image_url', 'Image URL *'],
		['google/nano-banana-edit', 'image_urls', 'Image URLs *'],
		['recraft/remove-background', 'image', 'Image (URL) *'],
		['ideogram/character', 'reference_image_urls', 'Reference image URLs *'],
	])(
		'marks a file field as required but does not enforce it, because binary data may fill it (%s: %s)',
		async (model, id, label) => {
			const found = await field(model, id);

			expect(found).toMatchObject({ required: false, removed: false, type: 'string' });
			expect(found?.displayName).toBe(label);
		},
	);
});
