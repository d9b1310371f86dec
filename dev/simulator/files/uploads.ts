import { createHmac, randomUUID } from 'node:crypto';
import type { Settings } from '../types';

/** One file that was uploaded completely. */
export interface Upload {
	/** Its `file_url`, from which it can be downloaded. */
	url: string;
	contentType: string;
	size: number;
	/** Hexadecimal. */
	sha256: string;
	/** Missing above 8 MB: only the hash and size are kept, and `file_url` answers 404. */
	bytes?: Buffer;
	at: number;
}

/** A presigned URL that was issued. */
interface UploadSlot {
	contentType: string;
	query: string;
	expiresAt: number;
	used: boolean;
}

/** The state of the storage host: the presigned URLs it issued and the files it received. */
export class Uploads {
	/** Every file, oldest first. */
	readonly files: Upload[] = [];

	private readonly slots = new Map<string, UploadSlot>();

	private readonly secret = randomUUID();

	constructor(
		private readonly host: string,
		private readonly settings: Settings,
	) {}

	/** Issues a presigned URL, valid for this content type, for a limited time and for one upload. */
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
		this.slots.set(path, { contentType, query, expiresAt, used: false });
		return { presigned_url: `${this.host}${path}?${query}`, file_url: `${this.host}${path}` };
	}

	/** Finds the slot of a presigned URL. @returns the reason as a string if it is not valid */
	open(path: string, query: Record<string, string>): UploadSlot | string {
		const slot = this.slots.get(path);
		if (!slot || new URLSearchParams(query).toString() !== slot.query)
			return 'The request signature does not match';
		if (Date.now() >= slot.expiresAt) return 'Request has expired';
		return slot.used ? 'The URL has already been used' : slot;
	}

	store(path: string, slot: UploadSlot, file: Omit<Upload, 'url' | 'at' | 'contentType'>): void {
		slot.used = true;
		this.files.push({
			url: this.host + path,
			contentType: slot.contentType,
			at: Date.now(),
			...file,
		});
	}

	find = (url: string): Upload | undefined => this.files.find((file) => file.url === url);

	/** True for a URL of the storage host to which nothing has been uploaded. */
	isMissing = (url: string): boolean => url.startsWith(`${this.host}/uploads/`) && !this.find(url);

	clear(): void {
		this.files.length = 0;
		this.slots.clear();
	}
}
