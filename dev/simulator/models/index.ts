import { imageModels } from './image';
import type { SimulatedModel } from './model';
import { otherModels } from './others';
import { videoModels } from './video';

/** A new list of 32 models. */
export const makeModels = (): SimulatedModel[] => [
	...imageModels(),
	...videoModels(),
	...otherModels(),
];

/** The file extension of a model's results. */
export function extensionOf({ modality }: Pick<SimulatedModel, 'modality'>): 'mp4' | 'png' | 'wav' {
	if (modality === 'image') return 'png';
	return modality === 'audio' ? 'wav' : 'mp4';
}
