import { z } from 'zod';

/** A kind of work that one process does for another: what it is given, and what it returns. */
export interface Job<Given, Result> {
	name: string;
	given: z.ZodType<Given>;
	result: z.ZodType<Result>;
}

export const job = <Given, Result>(
	name: string,
	given: z.ZodType<Given>,
	result: z.ZodType<Result>,
): Job<Given, Result> => ({ name, given, result });

export const requestSchema = z.object({ id: z.number(), job: z.string(), given: z.unknown() });
export const replySchema = z.object({
	id: z.number(),
	result: z.unknown(),
	/** Why there is no result. */
	error: z.string().optional(),
});
export type Reply = z.infer<typeof replySchema>;

type Handler = [name: string, work: (given: unknown) => Promise<unknown>];

/** A kind of work, and the function that does it. */
export const handler = <Given, Result>(
	{ name, given: schema }: Job<Given, Result>,
	work: (given: Given) => Promise<Result>,
): Handler => [name, async (given) => await work(schema.parse(given))];

/** Does the jobs that the parent process sends. Ends when the parent does. */
export function serveJobs(handlers: Handler[]): void {
	const works = new Map(handlers);
	const run = async ({ job: name, given }: z.infer<typeof requestSchema>): Promise<unknown> => {
		const work = works.get(name);
		if (!work) throw new Error(`This process has no job "${name}"`);
		return await work(given);
	};
	process.on('message', (message) => {
		const request = requestSchema.parse(message);
		const reply = (rest: Omit<Reply, 'id'>) => process.send?.({ id: request.id, ...rest });
		run(request).then(
			(result) => reply({ result: result ?? null }),
			(error: unknown) => reply({ result: null, error: textOf(error) }),
		);
	});
	process.once('disconnect', () => process.exit(0));
}

function textOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const description = 'description' in error ? ` ${String(error.description)}` : '';
	return `${error.stack ?? error.message}${description}`;
}
