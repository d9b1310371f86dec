import { klingInputSchema } from '../../crun/contract';
import { checkImageCount } from '../../crun/preflight';
import { templateTask } from './templateTask';

export const createKling = templateTask(
	'kling',
	[],
	(_context, _itemIndex, { id, images, template }) => {
		if (template) checkImageCount(template, images.count);
		return {
			build: (imageUrls) => klingInputSchema.parse({ template_id: id, img_urls: imageUrls }),
		};
	},
);
