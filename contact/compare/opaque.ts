/** Fields with any content: it is not for the schema that contains them to describe. */
const OPAQUE = new Set(['data', 'templates', 'param.input', 'input_schema']);

/** @param path without indexes, such as `param.input` or `models[].name` */
export const isOpaque = (path: string): boolean => OPAQUE.has(path);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const join = (path: string, name: string): string =>
	path === '' ? name : `${path}.${name}`;
