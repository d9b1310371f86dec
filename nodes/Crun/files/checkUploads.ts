import type { FileLimits } from '../crun/fileLimits';
import type { FileType } from '../crun/fileType';
import { openBinary, type BinaryFile, type FileContext } from './binary';
import { contentHash } from './contentHash';
import type { Client } from '../transport/client';
import { checkBinary, uploadFile, type UploadedFile } from './upload';
import type { Ledger } from '../ledger/ledger';

export interface UploadTools {
	context: FileContext;
	client: Client;
	ledger: Ledger;
}

export interface CheckedFile {
	field: string;
	/** The file name. */
	name: string;
	/** What the content shows. */
	type: FileType;
}

/** Files that were checked, in the order of their fields. */
export interface CheckedUploads {
	files: CheckedFile[];
	/** Uploads them. @returns one entry for each file */
	upload: () => Promise<UploadedFile[]>;
}

/**
 * Checks the files in an item's binary fields by their first bytes. Nothing is sent until `upload` is called.
 *
 * A file that an earlier attempt of the same run has uploaded is not uploaded again. The files are sent one after
 * another, so that an item's identical files are sent only once.
 * @throws Problem when the limits do not allow a file; `upload` throws when one cannot be uploaded
 */
export async function checkUploads(
	{ context, client, ledger }: UploadTools,
	itemIndex: number,
	fields: string[],
	limits: FileLimits,
): Promise<CheckedUploads> {
	// Reading takes a slot as a request does: many items must not open all their files at once.
	const files = await Promise.all(
		fields.map(
			async (field) =>
				await client.withSlot(async (): Promise<CheckedFile> => {
					const file = await openBinary(context, itemIndex, field);
					return { field, name: file.name, type: await checkBinary(file, limits) };
				}),
		),
	);
	const upload = async () => {
		const uploaded: UploadedFile[] = [];
		for (const { field, type } of files) {
			const { file, known } = await client.withSlot(async () => {
				// Opened again here: kept from the check, the files of all items would be in memory.
				const file = await openBinary(context, itemIndex, field);
				// Without an upload of this size, none has the same content: the file is hashed while it is sent instead.
				const isNew = ledger.readUpload(itemIndex, sizeKey(file)) === undefined;
				return { file, known: isNew ? null : await contentHash(file) };
			});
			const earlier = known === null ? undefined : ledger.readUpload(itemIndex, known);
			const { url, hash } =
				known !== null && earlier !== undefined
					? { url: earlier, hash: known }
					: await uploadFile(context, client, file, type);
			ledger.writeUpload(itemIndex, hash, url);
			ledger.writeUpload(itemIndex, sizeKey(file), 'uploaded');
			uploaded.push({ url, hash });
		}
		return uploaded;
	};
	return { files, upload };
}

/** In the ledger: a file of this size was uploaded. */
const sizeKey = ({ size }: BinaryFile) => `of ${size} bytes`;
