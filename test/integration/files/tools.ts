import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { BATTLE_GAME, MEDIA, type MediaFile, type Simulator } from '../../../dev/simulator';
import { battle, easter, existingTask, template } from '../support';
import { binaryData } from './container';

export { setTimeout as sleep } from 'node:timers/promises';

export interface GivenFile {
	bytes?: Buffer;
	/** Of the file; its ending counts for nothing. */
	name?: string;
	type?: string;
}

/** A picture's header, as much of it as tells its size, and padding: no two of them are the same. */
export function png(width: number, height: number, size = 2000): Buffer {
	const picture = Buffer.alloc(size, `${width}×${height} ${size}`);
	MEDIA.png.bytes.copy(picture, 0, 0, 24);
	picture.writeUInt32BE(width, 16);
	picture.writeUInt32BE(height, 20);
	return picture;
}

/** Stores a file as an earlier node would have. `executionId`: whose folder it is in. */
export async function store(
	{ bytes = MEDIA.png.bytes, name = 'photo.png', type = 'image/png' }: GivenFile = {},
	executionId = '77',
): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'w1', executionId };
	return await binaryData().store(location, bytes, {
		mimeType: type,
		fileName: name,
		fileExtension: name.split('.').pop(),
		data: '',
	});
}

/** An item with files in binary fields. */
export async function itemWith(files: Record<string, GivenFile>): Promise<INodeExecutionData> {
	const stored = await Promise.all(
		Object.entries(files).map(async ([field, file]) => [field, await store(file)] as const),
	);
	return { json: {}, binary: Object.fromEntries(stored) };
}

/** The bytes of an output file. */
export async function bytesOf(file: IBinaryData | undefined): Promise<Buffer> {
	if (!file) throw new Error('There is no such file');
	return await binaryData().getAsBuffer(file);
}

/** Create From Vidu Template, with the photo in `data`. */
export const fromFile = (more: INodeParameters = {}): INodeParameters =>
	easter({ imageSource: 'binary', binaryPropertyName: 'data', ...more });

/** Create From ByteDance Template with as many photos, and the names of their fields. */
export function fromFiles(
	sim: Simulator,
	fields: string,
	more: INodeParameters = {},
): INodeParameters {
	const id = `takes ${fields.split(',').length}`;
	sim.catalogues.bytedance.push({
		...BATTLE_GAME,
		TemplateId: id,
		InputNum: fields.split(',').length,
	});
	return battle({
		templateId: template(id),
		imageSource: 'binary',
		binaryPropertyName: fields,
		...more,
	});
}

export const upload = (fields = 'data'): INodeParameters => ({
	resource: 'file',
	operation: 'upload',
	binaryPropertyName: fields,
});

/** The addresses of the photos that a task was created with. */
export const imagesOf = (sim: Simulator, task = 0): unknown => {
	const { input } = sim.ledger.created[task] ?? {};
	return input?.images ?? input?.img_urls;
};

/** A finished task with these files. */
export function finishedTask(sim: Simulator, files?: MediaFile | MediaFile[]): string {
	const id = existingTask(sim);
	if (files !== undefined) sim.media.set(id, files);
	sim.tasks.finish(id, 'success');
	return id;
}

export const download = (
	taskId: string,
	options: INodeParameters = {},
	more: INodeParameters = {},
): INodeParameters => ({ resource: 'task', operation: 'download', taskId, options, ...more });

/** Nothing was sent that costs, and no key went where it must not go. */
export function expectNothingSent(sim: Simulator): void {
	expect(sim.requestsTo('upload-url')).toHaveLength(0);
	expect(sim.requestsTo('storage-put')).toHaveLength(0);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
}

/** Counts the stored files that are being read, from now until the mocks are restored. */
export function watchOpenFiles(): { now(): number; peak(): number } {
	const service = binaryData();
	const original = service.getAsStream.bind(service);
	let now = 0;
	let peak = 0;
	jest.spyOn(service, 'getAsStream').mockImplementation(async (...asked) => {
		peak = Math.max(peak, (now += 1));
		const stream = await original(...asked);
		return stream.once('close', () => (now -= 1));
	});
	return { now: () => now, peak: () => peak };
}
