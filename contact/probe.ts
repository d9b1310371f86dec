import type { z } from 'zod';
import type { AnyEndpoint } from '../nodes/Crun/crun/contract';
import type { Outcome } from '../nodes/Crun/crun/outcome';
import type { DataOf } from '../nodes/Crun/transport/answer';
import type { Call } from './crun/call';
import type { Expectation } from './crun/expectation';

/** A part of `data` with a schema of its own, such as the templates of a page. */
export interface Part {
	path: string;
	schema: z.ZodTypeAny;
	values: unknown[];
}

/** A call, and what is expected of it. */
export interface Probe<E extends AnyEndpoint> extends Call<E> {
	section: string;
	name: string;
	expect: Expectation;
	/** What must be true of a successful response besides its schema. @returns the differences */
	examine?: (data: DataOf<E>) => Array<string | null>;
	partsOf?: (data: DataOf<E>) => Part[];
	/** What an outcome of any kind means to the user, if it needs attention. */
	warn?: (outcome: Outcome<DataOf<E>>) => string | null;
}
