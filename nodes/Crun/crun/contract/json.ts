import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** Any JSON object. Its values are not checked: they come from `JSON.parse`, so they are JSON. */
export const recordSchema = z.record(z.string(), z.custom<Json>());

/** What JSON can begin with. To find that out by an exception would take many times as long. */
const BEGINNING = /^\s*["[{\dtfn-]/;

/** @returns undefined for text that is not JSON; whether that is a mistake is for the caller to decide */
export function parseJson(text: string): Json | undefined {
	if (!BEGINNING.test(text)) return undefined;
	try {
		const parsed: Json = JSON.parse(text);
		return parsed;
	} catch {
		return undefined;
	}
}
