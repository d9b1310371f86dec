import type { INodeProperties } from 'n8n-workflow';
import { byteDanceInputSchema } from '../../crun/contract';
import { checkImageCount, checkResolution } from '../../crun/preflight';
import { templateTask } from './templateTask';

const resolution: INodeProperties = {
	displayName: 'Resolution Name or ID',
	name: 'resolution',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getResolutions', loadOptionsDependsOn: ['templateId.value'] },
	default: '',
	description:
		'The resolutions that the template offers, with their prices. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const createByteDance = templateTask({
	platform: 'bytedance',
	fields: [resolution],
	read: (parameters) => parameters.text(resolution),
	check: (chosen, { imageCount, template }) => {
		if (!template) return;
		checkImageCount(template, imageCount);
		checkResolution(template, chosen);
	},
	resolutionOf: (chosen) => chosen || undefined,
	build: (chosen, id, imageUrls) =>
		byteDanceInputSchema.parse({
			template_id: id,
			img_urls: imageUrls,
			...(chosen === '' ? {} : { resolution: chosen }),
		}),
});
