import type { EndpointName, Quirk } from '../types';

/** The endpoints of the API that answer with an envelope. */
export const API_ENDPOINTS: EndpointName[] = [
	'CreateTask',
	'TaskInfo',
	'EstimateTask',
	'estimate-credits',
	'Models',
	'Model',
	'upload-url',
	'bytedance-templates',
	'vidu-templates',
	'kling-templates',
	'balance',
];

/** A quirk of the envelope of an error. */
export const ofRefusal = (
	change: (envelope: Record<string, unknown>) => Record<string, unknown>,
): Quirk => ({
	endpoints: API_ENDPOINTS,
	change: (envelope) => (envelope.code === 200 ? envelope : change(envelope)),
});

/** A quirk of the `errors` of an envelope; those without `errors` stay as they are. */
export const ofErrors = (change: (errors: string[]) => Record<string, unknown>): Quirk =>
	ofRefusal(({ errors, ...envelope }) =>
		Array.isArray(errors) ? { ...envelope, ...change(errors.map(String)) } : envelope,
	);
