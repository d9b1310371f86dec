import { partsOf, type Service } from './service';

/** A video that was posted to a page. */
export interface PostedVideo {
	readonly page: string;
	readonly description: string;
	readonly content: Buffer;
}

/** Stands in for Facebook's Graph API, which takes the videos of a page as files. */
export interface Facebook extends Service {
	readonly videos: readonly PostedVideo[];
	/** Makes Facebook refuse videos from now on. */
	refuseVideos(): void;
}

export function facebook(): Facebook {
	const videos: PostedVideo[] = [];
	let refuses = false;
	return {
		hosts: ['graph-video.facebook.com'],
		videos,
		refuseVideos: () => void (refuses = true),
		answer: (request) => {
			const [, page] = /^\/v[\d.]+\/([^/]+)\/videos$/.exec(request.url.pathname) ?? [];
			if (request.method !== 'POST' || !page) return undefined;
			if (refuses)
				return { status: 400, body: { error: { message: 'Invalid OAuth access token' } } };
			const file = partsOf(request).find(({ name }) => name === 'source');
			const description = request.url.searchParams.get('description') ?? '';
			videos.push({ page, description, content: file?.content ?? Buffer.alloc(0) });
			return { body: { id: `video-${videos.length}` } };
		},
		reset: () => {
			videos.length = 0;
			refuses = false;
		},
	};
}
