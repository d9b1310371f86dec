import type { INodeProperties } from 'n8n-workflow';

/** Which model, and what it is to be given. */
export const modelFields: INodeProperties[] = [
	{
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The Crun model to use, for pictures, videos, sound and more',
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
	},
	{
		displayName: 'Input As',
		name: 'inputMode',
		type: 'options',
		options: [
			{ name: 'Fields', value: 'fields', description: 'A form with the fields of the model' },
			{ name: 'JSON', value: 'json', description: 'The whole input as one JSON object' },
		],
		default: 'fields',
		description: 'How to give the model its input',
	},
	{
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
				supportAutoMap: false,
				noFieldsError: 'Choose a model first, or set Input As to JSON.',
			},
		},
	},
	{
		displayName: 'Input (JSON)',
		name: 'inputJson',
		type: 'json',
		displayOptions: { show: { inputMode: ['json'] } },
		default: '{\n  "prompt": ""\n}',
		required: true,
		description: 'The input object, as the model’s documentation describes it',
	},
	{
		displayName: 'Files From Binary Data',
		name: 'mediaFromBinary',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add File',
		default: {},
		description: 'Files of the input item to upload for the model, instead of giving addresses',
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
							'Which field of the model gets the file. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
	},
];
