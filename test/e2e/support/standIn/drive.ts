import { z } from 'zod';
import { jsonOf, partsOf, type Received, type Service } from './service';

const HOST = 'www.googleapis.com';
const metadataSchema = z.object({ name: z.string(), parents: z.array(z.string()) });

/** A file in Google Drive. */
export interface DriveFile {
	readonly id: string;
	readonly name: string;
	readonly folder: string;
	content: Buffer;
}

/** Stands in for the API of Google Drive: receives files as n8n uploads them. */
export interface Drive extends Service {
	readonly files: readonly DriveFile[];
	/** Makes Drive refuse new files from now on. */
	refuseUploads(): void;
	acceptUploads(): void;
}

export function drive(): Drive {
	const files: DriveFile[] = [];
	let refuses = false;
	const find = (id: string | undefined) => files.find((file) => file.id === id);
	return {
		hosts: [HOST],
		files,
		refuseUploads: () => void (refuses = true),
		acceptUploads: () => void (refuses = false),
		answer: (request) => {
			const { method, url, body } = request;
			if (method === 'POST' && url.pathname === '/upload/drive/v3/files') {
				if (refuses)
					return { status: 403, body: { error: { message: 'The storage quota is exceeded' } } };
				const { metadata, content } = uploadIn(request);
				const { name, parents } = metadataSchema.parse(metadata);
				const id = `file-${files.length + 1}`;
				files.push({ id, name, folder: parents.join(), content });
				if (content.length > 0) return { body: { id } };
				return { headers: { location: `https://${HOST}/upload/session/${id}` }, body: {} };
			}
			const file = find(url.pathname.split('/').at(-1));
			if (!file) return undefined;
			if (method === 'PUT') {
				file.content = Buffer.concat([file.content, body]);
				return { body: { id: file.id } };
			}
			const webViewLink = `https://drive.google.com/file/d/${file.id}/view`;
			return { body: { id: file.id, name: file.name, webViewLink } };
		},
		reset: () => {
			files.length = 0;
			refuses = false;
		},
	};
}

/** n8n sends a file from the disk in pieces after its metadata, and a file in memory together with its metadata. */
function uploadIn(request: Received): { metadata: unknown; content: Buffer } {
	if (request.url.searchParams.get('uploadType') === 'resumable')
		return { metadata: jsonOf(request), content: Buffer.alloc(0) };
	const [metadata, file] = partsOf(request).map(({ content }) => content);
	return {
		metadata: JSON.parse(metadata?.toString('utf8') ?? ''),
		content: file ?? Buffer.alloc(0),
	};
}
