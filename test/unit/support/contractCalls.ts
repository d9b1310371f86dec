import { z } from 'zod';
import { endpoints, envelopeSchema } from '../../../nodes/Crun/crun/contract';
import type { Simulator } from '../../../dev/simulator';
import { useSimulator } from './simulator';

/** A simulator that is called with the node's contract. */
export interface ContractCalls {
	readonly sim: Simulator;
	/** Sends one call and reads the answer as the node does. A body makes it a POST. */
	send(path: string, body?: unknown, apiKey?: string): Promise<Answer>;
	create(body: unknown): Promise<Answer>;
}

type Answer = { status: number } & z.output<typeof envelopeSchema>;

const objectSchema = z.record(z.unknown());

/** @throws ZodError for anything that is not an object */
export const asObject = (value: unknown): Record<string, unknown> => objectSchema.parse(value);

/** Gives the tests of a file a simulator whose tasks change only when a test says so. */
export function useContractCalls(): ContractCalls {
	const client = useSimulator({ taskTimings: 'manual', callbacks: false });
	const send: ContractCalls['send'] = async (path, body, key) => {
		const { status, text } = await client.call(path, { body, key });
		const raw: unknown = JSON.parse(text);
		expect(envelopeSchema.parse(raw)).toEqual(raw);
		return { status, ...envelopeSchema.parse(raw) };
	};
	return {
		get sim() {
			return client.simulator;
		},
		send,
		create: async (body) => await send(endpoints.createTask.path, body),
	};
}

/** The fields whose value the contract cannot use: it reads them as null. */
function unusable(raw: Record<string, unknown>, parsed: Record<string, unknown>): string[] {
	return Object.keys(raw).filter((name) => raw[name] !== null && (parsed[name] ?? null) === null);
}

/**
 * Expects that the contract reads these answers, every field of them, and that no field it reads is missing from all
 * of them: a field name that only one side has fails here.
 */
export function expectReadable(schema: z.ZodObject<z.ZodRawShape>, answers: unknown[]): void {
	const objects = answers.map(asObject);
	expect(objects.length).toBeGreaterThan(0);
	expect(objects.flatMap((raw) => unusable(raw, schema.passthrough().parse(raw)))).toEqual([]);
	const names = new Set(objects.flatMap((one) => Object.keys(one)));
	expect(Object.keys(schema.shape).filter((name) => !names.has(name))).toEqual([]);
}
