import { z } from 'zod';
import { endpoints, envelopeSchema } from '../../../nodes/Crun/crun/contract';
import { startSimulator, type Simulator } from '../../../dev/simulator';

/** A simulator that the node's contract talks to. */
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
	let started: Simulator | undefined;
	const sim = (): Simulator => {
		if (!started) throw new Error('The simulator has not been started');
		return started;
	};
	beforeAll(async () => {
		started = await startSimulator({ taskTimings: 'manual', callbacks: false });
	});
	beforeEach(() => sim().reset());
	afterAll(async () => await started?.stop());
	const send: ContractCalls['send'] = async (path, body, apiKey = sim().apiKey) => {
		const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
		const response = await fetch(sim().url + path, { headers: { 'x-api-key': apiKey }, ...init });
		const raw: unknown = await response.json();
		expect(envelopeSchema.parse(raw)).toEqual(raw);
		return { status: response.status, ...envelopeSchema.parse(raw) };
	};
	return {
		get sim() {
			return sim();
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
