import { API_ENDPOINTS, ofErrors, ofRefusal } from './ofRefusal';

/** "input.prompt: Required" as its field and its reason. */
function split(error: string): { field: string; reason: string } {
	const at = error.indexOf(': ');
	return at < 0
		? { field: 'request', reason: error }
		: { field: error.slice(0, at), reason: error.slice(at + 2) };
}

const byField = (errors: string[], reasonOf: (reason: string) => unknown) =>
	Object.fromEntries(errors.map(split).map(({ field, reason }) => [field, reasonOf(reason)]));

const located = (errors: string[]) =>
	errors
		.map(split)
		.map(({ field, reason }) => ({ type: 'value_error', loc: field.split('.'), msg: reason }));

/** Refusals in the forms of similar APIs. */
export const refusalQuirks = {
	/** `errors: "first; second"`. */
	errorsAsText: ofErrors((errors) => ({ errors: errors.join('; ') })),
	/** `errors: {field: ["reason"]}`. */
	errorsAsLists: ofErrors((errors) => ({ errors: byField(errors, (reason) => [reason]) })),
	/** `errors: {field: "reason"}`. */
	errorsAsTexts: ofErrors((errors) => ({ errors: byField(errors, (reason) => reason) })),
	/** `errors: [{loc, msg}]`. */
	errorsWithLocation: ofErrors((errors) => ({ errors: located(errors) })),
	/** `errors: [{message}]`. */
	errorsWithMessage: ofErrors((errors) => ({ errors: errors.map((message) => ({ message })) })),
	/** `detail: "first; second"`, without `errors`. */
	detailAsText: ofErrors((errors) => ({ detail: errors.join('; ') })),
	/** `detail: [{loc, msg}]`, without `errors`. */
	detailAsList: ofErrors((errors) => ({ detail: located(errors) })),
	/** `detail: {field: "reason"}`, without `errors`. */
	detailAsObject: ofErrors((errors) => ({ detail: byField(errors, (reason) => reason) })),
	/** `msg` instead of `message`. */
	msg: ofRefusal(({ message, ...envelope }) => ({ ...envelope, msg: message })),
	/** `code: "422"`, in every answer. */
	codeAsText: {
		endpoints: API_ENDPOINTS,
		change: (envelope: Record<string, unknown>) => ({ ...envelope, code: String(envelope.code) }),
	},
	/** `code: " 422 "`, in every answer. */
	codeWithBlanks: {
		endpoints: API_ENDPOINTS,
		change: (envelope: Record<string, unknown>) => ({
			...envelope,
			code: ` ${String(envelope.code)} `,
		}),
	},
};
