import { byteDanceInputSchema } from '../../crun/contract';
import { checkImageCount, checkResolution } from '../../crun/preflight';
import { templateTask } from './templateTask';

export const createByteDance = templateTask(
	'bytedance',
	[
		{
			displayName: 'Resolution Name or ID',
			name: 'resolution',
			type: 'options',
			typeOptions: {
				loadOptionsMethod: 'getResolutions',
				loadOptionsDependsOn: ['templateId.value'],
			},
			default: '',
			description:
				'What the chosen template offers, with its price. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	],
	(context, itemIndex, { id, images, template }) => {
		const resolution = String(context.getNodeParameter('resolution', itemIndex, '') ?? '').trim();
		if (template) {
			checkImageCount(template, images.count);
			checkResolution(template, resolution);
		}
		const chosen = resolution === '' ? {} : { resolution };
		return {
			...chosen,
			build: (imageUrls) =>
				byteDanceInputSchema.parse({ template_id: id, img_urls: imageUrls, ...chosen }),
		};
	},
);
