import type { INodeProperties } from 'n8n-workflow';

export const model: INodeProperties = {
	displayName: 'Model',
	name: 'model',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The Crun model to use, for images, videos, audio and more. The <a href="https://docs.crun.ai" target="_blank">documentation of Crun</a> describes each.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a model...',
			typeOptions: { searchListMethod: 'searchModels', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. google/nano-banana',
		},
	],
};

export const inputMode: INodeProperties = {
	displayName: 'Specify Input',
	name: 'inputMode',
	type: 'options',
	options: [
		{
			name: 'Using Fields Below',
			value: 'fields',
			description: 'A form with the fields of the model',
		},
		{ name: 'Using JSON', value: 'json', description: 'The whole input as one JSON object' },
	],
	default: 'fields',
	description: 'How to specify the input of the model',
};

/** How n8n's resource mapper calls Map Automatically. */
export const AUTO_MAP = 'autoMapInputData';

export const input: INodeProperties = {
	displayName: 'Input',
	name: 'input',
	type: 'resourceMapper',
	displayOptions: { show: { inputMode: ['fields'] } },
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	required: true,
	typeOptions: {
		loadOptionsDependsOn: ['model.value'],
		resourceMapper: {
			resourceMapperMethod: 'getModelFields',
			mode: 'add',
			valuesLabel: 'Input',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: true,
			noFieldsError: 'Choose a model first, or set Specify Input to Using JSON.',
		},
	},
};

const inputNotice: INodeProperties = {
	displayName:
		'Separate several URLs with commas or line breaks. <b>Map Automatically</b> takes the fields of the item that have the names of the model’s fields, and ignores all others. <b>Model &gt; Get</b> returns those names, with what each field takes.',
	name: 'inputNotice',
	type: 'notice',
	displayOptions: { show: { inputMode: ['fields'] } },
	default: '',
};

export const inputJson: INodeProperties = {
	displayName: 'JSON',
	name: 'inputJson',
	type: 'json',
	displayOptions: { show: { inputMode: ['json'] } },
	default: '{\n  "prompt": ""\n}',
	required: true,
	description: 'The input object, as described in the documentation of the model',
};

export const mediaFromBinary: INodeProperties = {
	displayName: 'Files From Binary Data',
	name: 'mediaFromBinary',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add File',
	default: {},
	description: 'Files of the input item to upload for the model, instead of entering URLs',
	options: [
		{
			displayName: 'File',
			name: 'files',
			values: [
				{
					displayName: 'Model Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getMediaFields',
						loadOptionsDependsOn: ['model.value'],
					},
					default: '',
					description:
						'The field of the model that gets the file. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Input Binary Field',
					name: 'binaryPropertyName',
					type: 'string',
					default: 'data',
					hint: 'The name of the input binary field containing the file',
				},
			],
		},
	],
};

/** The model, and its input. */
export const modelFields = [model, inputMode, input, inputNotice, inputJson, mediaFromBinary];
