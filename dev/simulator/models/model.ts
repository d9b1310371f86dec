import type { FieldSchema } from './fields';

type Input = Record<string, unknown>;

/** One model that tasks can be created of. Tests may change, add and remove any. */
export interface SimulatedModel {
	/** e.g. `google/nano-banana`. */
	model: string;
	name?: string;
	provider?: string;
	modality?: string | null;
	operation?: string | null;
	description?: string | null;
	/** What a task costs. Not shown by the API: only estimates say it. */
	credits: number | ((input: Input) => number);
	/** What CreateTask checks inputs against; anything that is no schema takes any input. */
	input_schema: unknown;
	required_input_fields?: string[];
	[further: string]: unknown;
}

/** Fields, and which of them have to be there. */
export const inputs = (
	required: string[],
	properties: Record<string, FieldSchema>,
): FieldSchema => ({ type: 'object', properties, required });

const numberOr = (value: unknown, otherwise: number): number =>
	typeof value === 'number' ? value : otherwise;

/** So many credits a second, by the field `duration`. */
export const perSecond =
	(credits: number, otherwise = 5) =>
	({ duration }: Input): number =>
		Math.round(credits * numberOr(duration, otherwise) * 100) / 100;

/** So many credits a picture, by the field `num_images`. */
export const perImage =
	(credits: number) =>
	({ num_images }: Input): number =>
		credits * numberOr(num_images, 1);
