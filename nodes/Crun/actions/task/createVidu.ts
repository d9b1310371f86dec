import type { INodePropertyOptions } from 'n8n-workflow';
import {
	VIDU_AREAS,
	VIDU_BEASTS,
	VIDU_PROMPT_MAX_LENGTH,
	viduInputSchema,
} from '../../crun/contract';
import { checkAspectRatio, checkImageCount } from '../../crun/preflight';
import { Problem } from '../../crun/problem';
import { templateTask } from './templateTask';

const choices = (values: readonly string[]): INodePropertyOptions[] =>
	values.map((value) => ({
		name: value.length <= 2 ? value.toUpperCase() : value.charAt(0).toUpperCase() + value.slice(1),
		value,
	}));

/** Stands for the photos while the other fields are checked: they may not be uploaded yet. */
const PLACE_OF_IMAGES = 'https://crun.ai/';

/** Fields that belong to one template only. */
const TEMPLATE_ONLY_FIELDS = { area: 'exotic_princess', beast: 'beast_companion' } as const;

export const createVidu = templateTask(
	'vidu',
	[
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Area',
					name: 'area',
					type: 'options',
					options: choices(VIDU_AREAS),
					default: 'auto',
					description: 'Where the princess comes from. Only for the template "exotic_princess".',
				},
				{
					displayName: 'Aspect Ratio Name or ID',
					name: 'aspectRatio',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getAspectRatios',
						loadOptionsDependsOn: ['templateId.value'],
					},
					default: '',
					description:
						'Shape of the video, as far as the template leaves a choice. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Background Music',
					name: 'bgm',
					type: 'boolean',
					default: false,
					description: 'Whether to add background music to the video',
				},
				{
					displayName: 'Beast',
					name: 'beast',
					type: 'options',
					options: choices(VIDU_BEASTS),
					default: 'auto',
					description: 'Which animal appears. Only for the template "beast_companion".',
				},
				{
					displayName: 'Prompt',
					name: 'prompt',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					description: `What should happen in the video, where the template lets you say so; up to ${VIDU_PROMPT_MAX_LENGTH} characters`,
				},
				{
					displayName: 'Seed',
					name: 'seed',
					type: 'number',
					typeOptions: { numberPrecision: 0 },
					default: 0,
					description:
						'Whole number that makes the result repeatable: the same seed gives a similar video',
				},
			],
		},
	],
	(context, itemIndex, { id, images, template }) => {
		const { aspectRatio, ...rest } = context.getNodeParameter('additionalFields', itemIndex, {});
		const given = Object.entries({ ...rest, aspect_ratio: aspectRatio }).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		);
		const parsed = viduInputSchema.safeParse({
			template: id,
			images: [PLACE_OF_IMAGES],
			...Object.fromEntries(given),
		});
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			throw new Problem(
				`Additional Fields: ${issue?.path.join('.') || 'a field'} is not what Vidu templates take: ${issue?.message}`,
			);
		}
		const input = parsed.data;
		if (template) {
			checkImageCount(template, images.count);
			checkAspectRatio(template, input.aspect_ratio);
		}
		for (const [field, owner] of Object.entries(TEMPLATE_ONLY_FIELDS)) {
			if (field in input && id !== owner)
				throw new Problem(
					`The field "${field}" belongs to the template "${owner}" only: remove it, or choose that template`,
				);
		}
		return { build: (images) => ({ ...input, images }) };
	},
);
