import { z } from 'zod';
import type { JsonObject } from './contract';
import { redactError } from './redact';
import { saysSomething } from './task';

/** Why a review failed. */
export interface ReviewFailure {
	code: number | string | null;
	message: string;
}

/**
 * The fields that may hold the reason, without underscores and in lower case, the most specific first. Crun does not
 * document where the reason of a failed review stands.
 */
const REASON_FIELDS = [
	'failreason',
	'failedreason',
	'failurereason',
	'rejectreason',
	'reason',
	'errormessage',
	'errormsg',
	'error',
	'message',
	'msg',
];
const CODE_FIELDS = ['errorcode', 'code'];

const codeSchema = z.union([z.number(), z.string().trim().min(1)]);
const objectSchema = z.record(z.string(), z.unknown());

/**
 * The reason of a failed review, in Crun's own words.
 * @param asset as Crun returned it
 * @param envelopeMessage the message of the whole answer
 */
export function reviewFailureOf(asset: JsonObject, envelopeMessage: string): ReviewFailure {
	const found = findReason(asset) ?? { code: null, message: envelopeMessage };
	const message = saysSomething(found.message) ? found.message : 'Crun gave no reason';
	return { code: found.code, message: redactError(message.trim()) };
}

/** @returns null where no field says anything */
function findReason(given: Record<string, unknown>): ReviewFailure | null {
	const fields = new Map(
		Object.entries(given).map(([name, value]) => [name.replaceAll('_', '').toLowerCase(), value]),
	);
	const code = CODE_FIELDS.map((name) => codeSchema.safeParse(fields.get(name)).data).find(
		(one) => one !== undefined,
	);
	for (const name of REASON_FIELDS) {
		const value = fields.get(name);
		if (typeof value === 'string' && saysSomething(value)) {
			return { code: code ?? null, message: value };
		}
		const inner = objectSchema.safeParse(value);
		const reason = inner.success ? findReason(inner.data) : null;
		if (reason) return { ...reason, code: reason.code ?? code ?? null };
	}
	return null;
}
