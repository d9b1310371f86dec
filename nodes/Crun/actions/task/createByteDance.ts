import type { INodeProperties } from 'n8n-workflow';
import { byteDanceInputSchema } from '../../crun/contract';
import { checkImageCount, checkResolution } from '../../crun/preflight';
import { CHEAPEST, settleResolution } from '../../crun/resolution';
import { templateTask } from './templateTask';

const resolution: INodeProperties = {
	displayName: 'Resolution Name or ID',
	name: 'resolution',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getResolutions', loadOptionsDependsOn: ['templateId.value'] },
	default: CHEAPEST,
	description:
		'The resolution of the video, and its price. Cheapest takes the cheapest resolution that the template offers when the node runs. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const createByteDance = templateTask({
	platform: 'bytedance',
	fields: [resolution],
	read: (parameters) => {
		const chosen = parameters.text(resolution);
		return chosen.toLowerCase() === CHEAPEST ? CHEAPEST : chosen;
	},
	isPriced: (chosen) => chosen === CHEAPEST,
	settle: (chosen, template) => settleResolution(template, chosen),
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
