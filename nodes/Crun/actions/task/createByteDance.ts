import { byteDanceInputSchema } from '../../crun/contract';
import { checkImageCount, checkResolution } from '../../crun/preflight';
import { simplify, templateId } from '../fields';
import type { Operation } from '../operation';
import { createFromTemplate } from './creation';
import { imageFields } from './imageFields';
import { notifyFields } from './notify';

export const createByteDance: Operation = {
	fields: [
		templateId,
		...imageFields,
		{
			displayName: 'Resolution Name or ID',
			name: 'resolution',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getResolutions', loadOptionsDependsOn: ['templateId.value'] },
			default: '',
			required: true,
			description: 'What the chosen template offers, with its price. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		...notifyFields,
		simplify,
	],
	execute: createFromTemplate('bytedance', (context, itemIndex, { id, images, template }) => {
		const resolution = String(context.getNodeParameter('resolution', itemIndex, '') ?? '').trim();
		if (template) {
			checkImageCount(template, images.length);
			checkResolution(template, resolution);
		}
		return byteDanceInputSchema.parse({ template_id: id, img_urls: images, ...(resolution === '' ? {} : { resolution }) });
	}),
};
