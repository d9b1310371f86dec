import { presentAsset } from '../../crun/asset';
import { readAsset } from '../../transport/assets';
import { forEachItem, type Operation } from '../operation';
import { readSimplify } from '../readers';
import { readAssetId } from './read';

export const get: Operation = {
	execute: forEachItem({
		read: (parameters) => ({
			id: readAssetId(parameters),
			isSimple: readSimplify(parameters),
		}),
		work: async ({ id, isSimple }, { client }) => ({
			json: { ...presentAsset(await readAsset(client, id), isSimple) },
		}),
	}),
};
