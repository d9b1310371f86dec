import { parseImageUrls } from '../../../crun/url';
import { imageSource, imageUrls } from '../../../fields/task/images';
import type { ParameterReader } from '../../parameters';
import { readBinaryFields } from '../../readers';

/** The photos of one item, in order. */
export type Images =
	| { kind: 'urls'; urls: string[] }
	/** Binary fields, still to be uploaded. */
	| { kind: 'binary'; fields: string[] };

/** @throws Problem when there is no image, or a URL is not a public http(s) one */
export function readImages(parameters: ParameterReader): Images {
	return parameters.choice(imageSource, ['url', 'binary']) === 'url'
		? { kind: 'urls', urls: parseImageUrls(parameters.raw(imageUrls)) }
		: { kind: 'binary', fields: readBinaryFields(parameters) };
}

export function imageCountOf(images: Images): number {
	return images.kind === 'urls' ? images.urls.length : images.fields.length;
}
