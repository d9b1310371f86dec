import { byteDanceInputSchema } from '../../crun/contract';
import { checkImageCount, checkResolution } from '../../crun/preflight';
import { CHEAPEST, settleResolution } from '../../crun/resolution';
import { resolution } from '../../fields/task/resolution';
import { byteDanceFields } from '../../fields/task/template';
import { templateTask } from './templateTask';

export const createByteDance = templateTask({
	platform: 'bytedance',
	fields: byteDanceFields,
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
