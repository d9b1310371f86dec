import type { Failure } from './outcome';
import { Problem, type ProblemDetails } from './problem';

/** What a code of Crun's means to the user: a headline of its own, if it says more, and the way out. */
const CODES: Record<number, { headline?: string; advice: string }> = {
	401: {
		headline: 'Crun rejected the API key',
		advice: 'Check the API key in the Crun API credential.',
	},
	402: {
		headline: 'The Crun account does not have enough credits',
		advice: 'Nothing was created or charged. Top up the account at Crun, then run this again.',
	},
	403: {
		headline: 'The Crun API key is disabled',
		advice: 'Enable the key in the Crun console, or use another one.',
	},
	422: { advice: 'Correct the fields that Crun names.' },
	429: {
		headline: 'Crun is receiving too many requests',
		advice: 'Lower Concurrency in the options, or try again in a minute.',
	},
	455: { headline: 'Crun is under maintenance', advice: 'Try again later.' },
	505: { headline: 'Crun has disabled this feature', advice: 'Try again later.' },
};

/** Follows an answer that is not Crun's. Its codes say nothing about a key, credits, or fields. */
const NOT_CRUNS =
	'This answer is not in Crun’s format. It probably comes from something between n8n and Crun, such as a proxy, a firewall, or a gateway.';
/** Codes that mean the same, whoever sends them. */
const ANYBODYS = new Set([429]);

/**
 * Explains a failed outcome to the user.
 * @param doing what was attempted, e.g. "create the task"
 */
export function explain(outcome: Failure, doing: string): Problem {
	const { kind, code, foreign } = outcome;
	const details = detailsOf(outcome);
	const said = reasonOf(outcome);
	if (kind === 'unknown') {
		return new Problem(
			`Could not ${doing}`,
			`Crun returned an unexpected response. ${said}.`,
			details,
		);
	}
	if (kind === 'refused' && code === null) {
		return new Problem(
			`Could not ${doing}`,
			`Crun cannot be reached. ${said}. Nothing was sent.`,
			details,
		);
	}
	const applies = code !== null && (!foreign || ANYBODYS.has(code));
	const { headline, advice } = (applies ? CODES[code] : undefined) ?? {};
	const refused =
		kind === 'refused' && !foreign ? `Crun refused to ${doing}` : `Could not ${doing}`;
	const known = headline === undefined ? said : saidBelow(headline, outcome, doing);
	const sentences = [`${known}.`, breakAskedFor(outcome), advice, foreign ? NOT_CRUNS : ''];
	return new Problem(headline ?? refused, sentences.filter(Boolean).join(' '), details);
}

/**
 * Explains a creation that did not succeed. Where the outcome is unknown it may have cost money: the text says
 * so, and how to continue.
 */
export function explainCreation(outcome: Failure): Problem {
	if (outcome.kind !== 'unknown') return explain(outcome, 'create the task');
	return new Problem(
		'Crun did not confirm whether the task was created',
		`${reasonOf(outcome)}. The task may exist and may have been charged, so the request is not sent again. Check the task list in the Crun console. If the task is there, continue with Task > Wait and its ID. Executing this step again creates and pays for a new task: do so only if it is not there.`,
		detailsOf(outcome),
	);
}

/** What follows a headline: Crun's words too, unless they say the same. */
function saidBelow(headline: string, outcome: Failure, doing: string): string {
	const { message, errors, code } = outcome;
	const isRepeated = errors.length === 0 && wordsOf(message) === wordsOf(headline);
	return isRepeated ? `Could not ${doing} (${code})` : `Could not ${doing}. ${reasonOf(outcome)}`;
}

const EMPTY_WORDS = new Set(['the', 'is', 'currently']);
/** What Crun calls itself. */
const ITSELF = new Set(['system', 'service']);

/** The words of a text that say something. */
function wordsOf(text: string): string {
	const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
	const telling = words.filter((word) => !EMPTY_WORDS.has(word));
	return telling.map((word) => (ITSELF.has(word) ? 'crun' : word)).join(' ');
}

function detailsOf({ code, foreign }: Failure): ProblemDetails {
	return { kind: 'api', code: code ?? undefined, ...(foreign ? { foreign } : {}) };
}

/** Crun's own words, every entry of `errors`, and the code. */
function reasonOf({ message, errors, code }: Failure): string {
	const said = [message, ...errors].join('; ').replace(/\.$/, '');
	if (code !== null && code !== 200) return `${said} (${code})`;
	return said.charAt(0).toUpperCase() + said.slice(1); // our own words, not Crun's
}

function breakAskedFor(outcome: Failure): string {
	if (outcome.kind !== 'transient' || outcome.retryAfterMs === null) return '';
	const seconds = Math.ceil(outcome.retryAfterMs / 1000);
	if (seconds === 0) return '';
	return `Crun asks to wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}
