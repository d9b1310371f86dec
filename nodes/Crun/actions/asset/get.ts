import { presentAsset } from '../../crun/asset';
import { readAsset } from '../../transport/assets';
import { readSimplify, simplifyFields } from '../simplify';
import { forEachItem, type Operation } from '../operation';
import { assetId } from './fields';
import { readAssetId } from './read';

export const get: Operation = {
	fields: [assetId, ...simplifyFields],
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
