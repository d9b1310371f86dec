import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** Tested by the nodes (`testedBy`): only a function can show Crun's message when a refusal comes as HTTP 200. */
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
			description: 'From Crun’s console, under API keys. Keys usually start with "ak_".',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Global', value: 'global', description: 'Accounts of crun.ai' },
				{ name: 'Mainland China', value: 'china', description: 'Accounts of crunai.com' },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another address, such as a gateway of your own',
				},
			],
			default: 'global',
			description: 'Where the account lives. A key works in its own region only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { region: ['custom'] } },
			default: '',
			required: true,
			placeholder: 'e.g. https://crun.example.com',
			description: 'Address of the API without the path: a pasted /api/v1… is dropped',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-api-key': '={{$credentials.apiKey.trim()}}' } },
	};
}
