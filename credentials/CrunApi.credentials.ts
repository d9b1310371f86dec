import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** The nodes test it (`testedBy`): only a function can show Crun's message when a refusal comes as HTTP 200. */
export class CrunApi implements ICredentialType {
	name = 'crunApi';

	displayName = 'Crun API';

	icon: Icon = { light: 'file:../nodes/Crun/crun.svg', dark: 'file:../nodes/Crun/crun.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-crun/n8n-nodes-crun#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Create an API key at <a href="https://crun.ai/user-api-key" target="_blank">crun.ai/user-api-key</a>. Keys usually start with "ak_".',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Global', value: 'global', description: 'Connect to api.crun.ai' },
				{
					name: 'Mainland China',
					value: 'china',
					description:
						'Connect to api.crunai.com, for networks in mainland China. The same API key works with both.',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Connect to another URL, such as your own gateway',
				},
			],
			default: 'global',
			description: 'The server to connect to',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { region: ['custom'] } },
			default: '',
			required: true,
			placeholder: 'e.g. https://crun.example.com',
			description: 'The URL of the API without its path. A trailing /api/v1… is removed.',
		},
	];

	/**
	 * Adds the API key to a request. It is a function because n8n evaluates an expression for each request, and n8n 2
	 * starts an isolate for that every time.
	 */
	authenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...options,
		headers: { ...options.headers, 'x-api-key': String(apiKey).trim() },
	});
}
