import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { BATTLE_GAME, MEDIA, type Simulator } from '../../../dev/simulator';
import { binaryDataService } from '../../../dev/n8n-core/container';
import { createByteDance, locator } from './parameters';

export interface InputFile {
	bytes?: Buffer;
	/** The file name; the node ignores its extension. */
	name?: string;
	type?: string;
}

/** A PNG header, enough of it to tell the size of the image, and padding. No two sizes give the same bytes. */
export function png(width: number, height: number, size = 2000): Buffer {
	const image = Buffer.alloc(size, `${width}×${height} ${size}`);
	MEDIA.png.bytes.copy(image, 0, 0, 24);
	image.writeUInt32BE(width, 16);
	image.writeUInt32BE(height, 20);
	return image;
}

/** Stores a file as binary data, as an earlier node of the workflow would have. */
async function storeFile({
	bytes = MEDIA.png.bytes,
	name = 'photo.png',
	type = 'image/png',
}: InputFile): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'w1', executionId: '77' };
	return await binaryDataService().store(location, bytes, {
		mimeType: type,
		fileName: name,
		fileExtension: name.split('.').pop(),
		data: '',
	});
}

/** An item with these files in its binary fields. */
export async function itemWithFiles(files: Record<string, InputFile>): Promise<INodeExecutionData> {
	const stored = await Promise.all(
		Object.entries(files).map(async ([field, file]) => [field, await storeFile(file)] as const),
	);
	return { json: {}, binary: Object.fromEntries(stored) };
}

/** A text file that pretends to be an image. */
export const textFile = (content = 'No image at all, whatever its name says'): InputFile => ({
	bytes: Buffer.from(content),
	name: 'notes.png',
	type: 'image/png',
});

/** Items with a different photo each in the binary field `data`. */
export const photoItems = async (
	count: number,
	bytesPerPhoto?: number,
): Promise<INodeExecutionData[]> =>
	await Promise.all(
		Array.from(
			{ length: count },
			async (_, index) =>
				await itemWithFiles({ data: { bytes: png(200 + index, 200, bytesPerPhoto) } }),
		),
	);

/** The bytes of a file in the output. */
export async function bytesOf(file: IBinaryData | undefined): Promise<Buffer> {
	if (!file) throw new Error('There is no such file');
	return await binaryDataService().getAsBuffer(file);
}

/**
 * Task > Create From ByteDance Template, with an image from each of these binary fields. Adds a template that
 * takes as many images to the simulator.
 */
export function createByteDanceFromBinary(
	sim: Simulator,
	fields: string,
	more: INodeParameters = {},
): INodeParameters {
	const count = fields.split(',').length;
	const id = `takes ${count}`;
	sim.catalogues.bytedance.push({ ...BATTLE_GAME, TemplateId: id, InputNum: count });
	return createByteDance({
		templateId: locator(id),
		imageSource: 'binary',
		binaryPropertyName: fields,
		...more,
	});
}

/** Counts the stored files that are open for reading, until the mocks are restored. */
export function watchOpenFiles(): { now(): number; peak(): number } {
	const service = binaryDataService();
	const original = service.getAsStream.bind(service);
	let now = 0;
	let peak = 0;
	jest.spyOn(service, 'getAsStream').mockImplementation(async (...parameters) => {
		peak = Math.max(peak, (now += 1));
		const stream = await original(...parameters);
		return stream.once('close', () => (now -= 1));
	});
	return { now: () => now, peak: () => peak };
}
