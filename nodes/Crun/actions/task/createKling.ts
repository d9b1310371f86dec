import { klingInputSchema } from '../../crun/contract';
import { checkImageCount } from '../../crun/preflight';
import { klingFields } from '../../fields/task/template';
import { templateTask } from './templateTask';

export const createKling = templateTask({
	platform: 'kling',
	fields: klingFields,
	read: () => null,
	check: (_, { imageCount, template }) => {
		if (template) checkImageCount(template, imageCount);
	},
	build: (_, id, imageUrls) => klingInputSchema.parse({ template_id: id, img_urls: imageUrls }),
});
