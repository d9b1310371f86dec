import type { Simulator } from '../../../../dev/simulator';
import type { Attempt, Execution, Lineage, Sent } from './history';

/** What a user considers right for one item of an attempt. */
export interface Expectation {
	/** Whether a task may be bought. `may`: n8n has lost what would tell. */
	buy: 'must' | 'may' | 'never';
	/** The tasks that the item may be resumed with. */
	resume: string[];
	/** Whether the item may be refused although nothing is wrong with this attempt. */
	mayRefuse: boolean;
}

const BUY: Expectation = { buy: 'must', resume: [], mayRefuse: false };
const isFailed = (sim: Simulator, taskId: string | null) =>
	taskId !== null && sim.tasks.get(taskId)?.status === 'failed';

/**
 * What is right for one item, judged by all that was ever sent for it.
 * @param before the attempts of the lineage so far
 */
export function expectationOf(
	sim: Simulator,
	lineage: Lineage,
	execution: Execution,
	{ item, orders }: { item: number; orders: string[] },
): Expectation {
	const order = orders[item] ?? '';
	if (order.includes('not a URL')) return { buy: 'never', resume: [], mayRefuse: true };
	const ofRun = lineage.attempts.filter(({ run }) => run === execution.run);
	const earlier = ofRun.flatMap(({ sent }) => sent).filter((one) => isFor(one, item, order));
	const certain = earlier.filter(({ attempt }) => isCertain(execution, attempt));
	const bought = certain.filter(({ result }) => result === 'created');
	const alive = bought.filter(({ taskId }) => !isFailed(sim, taskId));
	if (alive.length > 0) {
		return { buy: 'never', resume: alive.map(({ taskId }) => String(taskId)), mayRefuse: false };
	}
	const maySend = ({ attempt }: Sent) => mayResend(execution, attempt);
	const unconfirmed = certain.filter(({ result }) => result === 'unknown');
	const uncertain = earlier.filter((one) => !certain.includes(one) && mayExist(one));
	const stopped = uncertain.filter(({ attempt }) => execution.known.has(attempt.number));
	const resume = stopped.flatMap(({ taskId }) => taskId ?? []);
	// Where the execution was stopped, the node may have received the ID of a task that failed in the meantime.
	const blocking = uncertain.filter(
		(one) => !(stopped.includes(one) && one.result === 'created' && isFailed(sim, one.taskId)),
	);
	if (![...unconfirmed, ...blocking].every(maySend))
		return { buy: 'never', resume, mayRefuse: true };
	const isSuspect =
		(execution.recovered && bought.length === 0 && !isResending(execution)) ||
		ofRun.some((attempt) => isSuspicious(execution, attempt, lineage, { item, orders })) ||
		(lineage.twin && execution.isRetry); // only the time at which it began tells it from the other one
	if (stopped.length > 0) {
		return { buy: 'may', resume, mayRefuse: isSuspect || !stopped.every(maySend) };
	}
	return isSuspect ? { buy: 'may', resume: [], mayRefuse: true } : BUY;
}

const isFor = (one: Sent, item: number, order: string) => one.item === item && one.order === order;
const mayExist = ({ result }: Sent) => result === 'created' || result === 'unknown';
const isResending = ({ isRetry, resend }: Execution) => isRetry && resend;

/** Whether the ledger that the execution began with holds the whole outcome of the attempt. */
const isCertain = ({ known }: Execution, { number, end }: Attempt) =>
	known.has(number) && end === null;

/** Only a person decides to send again, by a Retry after the attempt. */
const mayResend = (execution: Execution, attempt: Attempt) =>
	isResending(execution) && attempt.execution !== execution.id;

/** Whether an attempt whose outcome was lost may have ordered the same, as far as the node can know. */
function isSuspicious(
	execution: Execution,
	attempt: Attempt,
	{ attempts }: Lineage,
	{ item, orders }: { item: number; orders: string[] },
): boolean {
	if (isCertain(execution, attempt) || mayResend(execution, attempt)) return false;
	if (attempt.end?.at === 'lookup') return false;
	const isSaved = !attempts.some(
		({ execution: id, end }) => id === attempt.execution && end?.kind === 'death',
	);
	if (isSaved && attempt.end === null && !attempt.sent.some(mayExist)) return false; // it was refused altogether
	return execution.known.has(attempt.number)
		? attempt.orders[item] === orders[item]
		: attempt.orders.some((order, index) => order === orders[index]);
}
