import {
	VIDU_PROMPT_MAX_LENGTH,
	type CreateTaskRequest,
	type Json,
} from '../../nodes/Crun/crun/contract';
import { platformNames, platforms, type PlatformName } from '../../nodes/Crun/crun/platforms';
import { cheapestOf, requestFor } from './cheapest';
import type { Known } from './free';

/** A creation that Crun must refuse. */
interface Refusal {
	name: string;
	/** The body of CreateTask; null where no template is known that it could be made of. */
	body: unknown;
}

const ID_FIELDS = { bytedance: 'template_id', vidu: 'template', kling: 'template_id' } as const;
const IMAGE_FIELDS = { bytedance: 'img_urls', vidu: 'images', kling: 'img_urls' } as const;
const ANY_IMAGE = 'https://static.crunai.com/u/example-image.png'; // from Crun's documentation

/** The creations, those that are wrong beyond doubt first. Each is of a cheap template, in case Crun accepts it. */
export function refusals({ entries, imageUrl = ANY_IMAGE }: Known): Refusal[] {
	const valid = (platform: PlatformName): CreateTaskRequest | null => {
		const cheapest = cheapestOf(entries.filter(({ template }) => template.platform === platform));
		return cheapest ? requestFor(cheapest, imageUrl) : null;
	};
	/** A valid request of the platform with other fields in its input; null removes a field. */
	const changed = (platform: PlatformName, fields: Record<string, Json>) => {
		const request = valid(platform);
		if (request === null) return null;
		const input = Object.entries({ ...request.input, ...fields });
		return { ...request, input: Object.fromEntries(input.filter(([, value]) => value !== null)) };
	};
	const withImages = (images: Json) => changed('bytedance', { img_urls: images });
	const byteDance = valid('bytedance');
	const counted = cheapestOf(
		entries.filter(
			({ template: { platform, image_count: count } }) =>
				platform === 'bytedance' && count !== null,
		),
	);
	const oneMore = (counted?.template.image_count ?? 0) + 1;
	return [
		{
			name: 'an unknown model',
			body: { model: 'no-such-provider/no-such-model', input: { prompt: 'A cat' } },
		},
		{ name: 'without a model', body: byteDance && { input: byteDance.input } },
		{ name: 'without an input', body: { model: platforms.bytedance.model } },
		...platformNames.map((platform) => ({
			name: `an unknown ${platforms[platform].label} template`,
			body: changed(platform, { [ID_FIELDS[platform]]: 'no_such_template_0' }),
		})),
		...platformNames.map((platform) => ({
			name: `a ${platforms[platform].label} template without images`,
			body: changed(platform, { [IMAGE_FIELDS[platform]]: null }),
		})),
		{ name: 'an empty list of images', body: withImages([]) },
		{ name: 'a data URI as the image', body: withImages(['data:image/png;base64,iVBORw0KGgo=']) },
		{ name: 'a local path as the image', body: withImages(['/tmp/photo.png']) },
		{ name: 'text as the image', body: withImages(['not a URL']) },
		{
			name: 'one image too many',
			body:
				counted === undefined
					? null
					: changedImages(
							requestFor(counted, imageUrl),
							Array.from({ length: oneMore }, () => imageUrl),
						),
		},
		{ name: 'a resolution that is not offered', body: changed('bytedance', { resolution: '1p' }) },
		{
			name: 'a prompt that is too long',
			body: changed('vidu', { prompt: 'a'.repeat(VIDU_PROMPT_MAX_LENGTH + 1) }),
		},
		{ name: 'an aspect ratio that is not offered', body: changed('vidu', { aspect_ratio: '5:1' }) },
		{
			name: 'a callback URL that is none',
			body: byteDance && { ...byteDance, callback_url: 'not a URL' },
		},
	];
}

const changedImages = (request: CreateTaskRequest, images: string[]) => ({
	...request,
	input: { ...request.input, img_urls: images },
});
