import { klingInputSchema } from '../../crun/contract';
import { checkImageCount } from '../../crun/preflight';
import { templateTask } from './templateTask';

export const createKling = templateTask({
	platform: 'kling',
	fields: [],
	read: () => null,
	check: (_, { imageCount, template }) => {
		if (template) checkImageCount(template, imageCount);
	},
	build: (_, id, imageUrls) => klingInputSchema.parse({ template_id: id, img_urls: imageUrls }),
});
