import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
	VIDU_AREAS,
	VIDU_BEASTS,
	VIDU_PROMPT_MAX_LENGTH,
} from '../../crun/contract/templateValues';

const choices = (values: readonly string[]): INodePropertyOptions[] =>
	values.map((value) => ({ name: nameOf(value), value }));

const nameOf = (value: string) =>
	value.length <= 2 ? value.toUpperCase() : value.charAt(0).toUpperCase() + value.slice(1);

const area: INodeProperties = {
	displayName: 'Area',
	name: 'area',
	type: 'options',
	options: choices(VIDU_AREAS),
	default: 'auto',
	description: 'Where the princess comes from. Only for the template "exotic_princess".',
};

const aspectRatio: INodeProperties = {
	displayName: 'Aspect Ratio Name or ID',
	name: 'aspectRatio',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getAspectRatios', loadOptionsDependsOn: ['templateId.value'] },
	default: '',
	description:
		'The aspect ratio of the video, if the template offers a choice. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const bgm: INodeProperties = {
	displayName: 'Background Music',
	name: 'bgm',
	type: 'boolean',
	default: false,
	description: 'Whether to add background music to the video',
};

const beast: INodeProperties = {
	displayName: 'Beast',
	name: 'beast',
	type: 'options',
	options: choices(VIDU_BEASTS),
	default: 'auto',
	description: 'The animal that appears. Only for the template "beast_companion".',
};

const prompt: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description: `What happens in the video, if the template takes a prompt. Up to ${VIDU_PROMPT_MAX_LENGTH} characters.`,
};

const seed: INodeProperties = {
	displayName: 'Seed',
	name: 'seed',
	type: 'number',
	typeOptions: { numberPrecision: 0 },
	default: 0,
	description:
		'A whole number that makes the result repeatable: the same seed gives a similar video',
};

const story: INodeProperties = {
	displayName: 'Story',
	name: 'story',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description:
		'The story of the video. It is sent only while Crun lists such a field for Vidu templates; otherwise the item is refused before it costs anything.',
};

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [area, aspectRatio, bgm, beast, prompt, seed, story],
};
