import type { CreateTaskRequest } from '../../nodes/Crun/crun/contract';
import { platforms, type CatalogueEntry, type Template } from '../../nodes/Crun/crun/platforms';

/** A template with the price of its cheapest resolution. */
export interface Priced {
	template: Template;
	/** Undefined where the platform offers no choice. */
	resolution: string | undefined;
	credits: number;
}

/** The template that costs least, among those whose price the catalog states. */
export function cheapestOf(entries: CatalogueEntry[]): Priced | undefined {
	return entries
		.flatMap(({ template }) => priced(template))
		.sort((a, b) => a.credits - b.credits)[0];
}

/** Only ByteDance takes a resolution; the price of a Vidu template with several of them is not certain. */
function priced(template: Template): Priced[] {
	const { platform, resolutions, credits_from: from } = template;
	if (platform === 'bytedance') {
		return resolutions.flatMap(({ resolution, credits }) =>
			credits === null ? [] : [{ template, resolution, credits }],
		);
	}
	const isCertain = from !== null && resolutions.length < 2;
	return isCertain ? [{ template, resolution: undefined, credits: from }] : [];
}

/** The request that creates a template's task, with the same image wherever it takes one. */
export function requestFor(
	{ template, resolution }: Omit<Priced, 'credits'>,
	imageUrl: string,
): CreateTaskRequest {
	const { platform, id, image_count: count } = template;
	const images = Array.from({ length: count ?? 1 }, () => imageUrl);
	const input: Record<typeof platform, CreateTaskRequest['input']> = {
		bytedance: { template_id: id, img_urls: images, ...(resolution && { resolution }) },
		vidu: { template: id, images },
		kling: { template_id: id, img_urls: images },
	};
	return { model: platforms[platform].model, input: input[platform] };
}
