import { blankSignatures } from './callback';
import type { Failure } from './outcome';
import { Problem } from './problem';

/** What a user can do about a code, as the end of a sentence. */
const ADVICE: Record<number, string> = {
	401: 'check the API key and the region in the Crun API credential',
	402: 'top up the account at Crun, then run this again: nothing was created or charged',
	403: 'the key is disabled: enable it in Crun’s console or use another one',
	422: 'correct the named fields',
	429: 'Crun limits how many requests a key may send: lower the concurrency or try again in a minute',
	455: 'Crun is under maintenance: try again later',
	505: 'Crun has switched this feature off for now',
};

/**
 * Puts a failed outcome into words: what happened, why, and what to do, in one line.
 * @param doing what was tried, e.g. "create the task"
 * @param apiKey blanked wherever it should appear
 */
export function explain(outcome: Failure, doing: string, apiKey: string): Problem {
	const { kind, code } = outcome;
	const said = redact([outcome.message, ...outcome.errors].join('; '), apiKey);
	const numbered = code === null || code === 200 ? said : `${said} (${code})`;
	const advice = code === null ? undefined : ADVICE[code];
	const text = {
		refused: `Crun refused to ${doing}: ${numbered}`,
		transient: `Could not ${doing}, also after several tries: ${numbered}${longerThanWaited(outcome)}`,
		unknown: `Could not ${doing}: Crun’s answer was not understood: ${numbered}`,
	}[kind];
	const unreached =
		code === null && kind === 'refused'
			? `Could not ${doing}, Crun cannot be reached: ${said}. Nothing was sent`
			: text;
	return new Problem(advice ? `${unreached}. What to do: ${advice}` : unreached, {
		kind: 'api',
		code: code ?? undefined,
	});
}

function longerThanWaited(outcome: Failure): string {
	const seconds =
		outcome.kind === 'transient' && outcome.retryAfterMs !== null
			? Math.ceil(outcome.retryAfterMs / 1000)
			: 0;
	return seconds > 0 ? `. Crun asks to wait ${seconds} seconds` : '';
}

/**
 * The same for CreateTask, where an unclear outcome may have cost money: says so, and how to go on.
 */
export function explainCreation(outcome: Failure, apiKey: string): Problem {
	if (outcome.kind !== 'unknown') return explain(outcome, 'create the task', apiKey);
	const { code } = outcome;
	const said = redact([outcome.message, ...outcome.errors].join('; '), apiKey);
	return new Problem(
		`It is not known whether Crun created the task: ${said}${code === null ? '' : ` (${code})`}. It may exist and may have been charged, so it is not sent again. What to do: look into the task list in Crun’s console, and run this item anew only if it is not there`,
		{ kind: 'api', code: code ?? undefined },
	);
}

/** Takes the API key and signatures out of a text that came from outside. */
export function redact(text: string, apiKey: string): string {
	return oneLine(blankSignatures(text.split(apiKey).join('***')));
}

/** Messages are shown in one line. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
