import { imageModels } from './image';
import type { SimulatedModel } from './model';
import { otherModels } from './others';
import { videoModels } from './video';

/** 32 models, fresh. */
export const makeModels = (): SimulatedModel[] => [
	...imageModels(),
	...videoModels(),
	...otherModels(),
];

/** The model whose file has another ending than a video's: what its tasks produce. */
export function endingOfModel({
	modality,
}: Pick<SimulatedModel, 'modality'>): 'mp4' | 'png' | 'wav' {
	if (modality === 'image') return 'png';
	return modality === 'audio' ? 'wav' : 'mp4';
}
