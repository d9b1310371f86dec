import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PHOTO_URL } from './items';

export const BATTLE_ID = '104909826';
export const BATTLE_PRICE = 355.2;
/** The price of `createVidu()`. */
export const EASTER_PRICE = 6;

/** The value of a resource locator: a template or a model. */
export const locator = (value: string, mode: 'id' | 'list' = 'id') => ({ __rl: true, mode, value });

/** Task > Create From ByteDance Template, without waiting. */
export const createByteDance = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'createByteDance',
	templateId: locator(BATTLE_ID),
	imageUrls: PHOTO_URL,
	resolution: '720p',
	waitMode: 'none',
	...more,
});

/** The same with the photo of each item, polling as often as the node allows. */
export const createFromPhotos = (
	waitMode: 'none' | 'poll' | 'suspend',
	options: IDataObject = {},
	more: INodeParameters = {},
): INodeParameters =>
	createByteDance({
		imageUrls: '={{ $json.photo }}',
		waitMode,
		options: { pollIntervalSeconds: 0.2, ...options } as INodeParameters,
		...more,
	});

/**
 * The same in the resolution of each item. The catalog has the exact prices: 166.5 credits in 480p, 355.2 in
 * 720p.
 */
export const createInResolution = (
	options: INodeParameters,
	more: INodeParameters = {},
): INodeParameters =>
	createByteDance({ resolution: '={{ $json.resolution ?? "720p" }}', options, ...more });

/** Task > Create From Vidu Template, with a template that has one price, without waiting. */
export const createVidu = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'createVidu',
	templateId: locator('Easter_cute_pets'),
	imageUrls: PHOTO_URL,
	waitMode: 'none',
	...more,
});

/** The same with the image in the binary field `data`. */
export const createViduFromBinary = (more: INodeParameters = {}): INodeParameters =>
	createVidu({ imageSource: 'binary', binaryPropertyName: 'data', ...more });

/** Task > Get. */
export const getTask = (taskId: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'get',
	taskId,
	...more,
});

/** Task > Download. */
export const downloadFiles = (
	taskId: string,
	options: INodeParameters = {},
	more: INodeParameters = {},
): INodeParameters => ({ resource: 'task', operation: 'download', taskId, options, ...more });

/** File > Upload. */
export const uploadFile = (fields = 'data'): INodeParameters => ({
	resource: 'file',
	operation: 'upload',
	binaryPropertyName: fields,
});

/** Asset > Upload, from a URL, checking the review as often as the node allows. */
export const uploadAsset = (
	more: INodeParameters = {},
	options: INodeParameters = {},
): INodeParameters => ({
	resource: 'asset',
	operation: 'upload',
	fileUrl: PHOTO_URL,
	options: { pollIntervalSeconds: 0.2, ...options },
	...more,
});

/** The same from the file in the binary field `data`. */
export const uploadAssetFromBinary = (
	more: INodeParameters = {},
	options: INodeParameters = {},
): INodeParameters =>
	uploadAsset({ fileSource: 'binary', binaryPropertyName: 'data', ...more }, options);

/** Asset > Get. */
export const getAsset = (assetId: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'asset',
	operation: 'get',
	assetId,
	...more,
});
