import type { Service } from './service';

/** The endpoint of the credential. */
export const S3_ENDPOINT = 'https://storage.example.com';

/** Stands in for an S3-compatible storage. */
export interface S3 extends Service {
	/** The objects by their path: `/bucket/key`. */
	readonly objects: ReadonlyMap<string, Buffer>;
	/** Makes the storage refuse uploads from now on. */
	refuseUploads(): void;
}

export function s3(): S3 {
	const objects = new Map<string, Buffer>();
	let refuses = false;
	return {
		hosts: [new URL(S3_ENDPOINT).hostname],
		objects,
		refuseUploads: () => void (refuses = true),
		answer: ({ method, url, body }) => {
			if (method === 'GET' && url.searchParams.has('location'))
				return { body: '<LocationConstraint xmlns="s3">us-east-1</LocationConstraint>' };
			if (method !== 'PUT') return undefined;
			if (refuses) return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
			objects.set(decodeURIComponent(url.pathname), body);
			return {};
		},
		reset: () => {
			objects.clear();
			refuses = false;
		},
	};
}
