import { createHmac, randomUUID } from 'node:crypto';
import type { Settings } from '../types';

/** One file that arrived at the storage host, whole. */
export interface Upload {
	/** `file_url`: where it can be read. */
	url: string;
	contentType: string;
	size: number;
	/** Hexadecimal. */
	sha256: string;
	/** Left out above 8 MB: then only the hash and the size are known, and `file_url` serves nothing. */
	bytes?: Buffer;
	at: number;
}

/** A place to upload to that was given out. */
interface Place {
	contentType: string;
	query: string;
	expiresAt: number;
	used: boolean;
}

/** The storage host's books: addresses that were signed, files that came. */
export class Uploads {
	/** Every file, oldest first. */
	readonly files: Upload[] = [];

	private readonly places = new Map<string, Place>();

	private readonly secret = randomUUID();

	constructor(
		private readonly host: string,
		private readonly settings: Settings,
	) {}

	/** Signs an address: for this content type, for a while, for one file. */
	issue(contentType: string, ext: string): { presigned_url: string; file_url: string } {
		const path = `/uploads/${randomUUID()}${ext}`;
		const expiresAt = Date.now() + this.settings.uploadExpiresMs;
		const signature = createHmac('sha256', this.secret)
			.update(`PUT\n${path}\n${contentType}\n${expiresAt}`)
			.digest('hex');
		const query = new URLSearchParams({
			'X-Expires': String(expiresAt),
			'X-Signature': signature,
		}).toString();
		this.places.set(path, { contentType, query, expiresAt, used: false });
		return { presigned_url: `${this.host}${path}?${query}`, file_url: `${this.host}${path}` };
	}

	/** The place behind a signed address. @returns why not, for a storage host's error */
	open(path: string, query: Record<string, string>): Place | string {
		const place = this.places.get(path);
		if (!place || new URLSearchParams(query).toString() !== place.query)
			return 'The request signature does not match';
		if (Date.now() >= place.expiresAt) return 'Request has expired';
		return place.used ? 'The address was used before' : place;
	}

	store(path: string, place: Place, file: Omit<Upload, 'url' | 'at' | 'contentType'>): void {
		place.used = true;
		this.files.push({
			url: this.host + path,
			contentType: place.contentType,
			at: Date.now(),
			...file,
		});
	}

	find = (url: string): Upload | undefined => this.files.find((file) => file.url === url);

	/** Is this an address of the storage host at which no file has arrived? */
	isMissing = (url: string): boolean => url.startsWith(`${this.host}/uploads/`) && !this.find(url);

	clear(): void {
		this.files.length = 0;
		this.places.clear();
	}
}
