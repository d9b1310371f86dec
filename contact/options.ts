import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readAccount, type Account } from '../nodes/Crun/crun/account';
import { messageOf, wholeText } from '../nodes/Crun/crun/problem';
import { isHttpUrl } from '../nodes/Crun/crun/url';

const url = z.string().refine(isHttpUrl, 'must be an http(s) URL');
const number = z
	.string()
	.regex(/^\d+(\.\d+)?$/, 'must be a number')
	.transform(Number);

const optionsSchema = z
	.object({
		report: z.string().min(1).default('crun-contact-report.md'),
		'both-hosts': z.boolean().default(false),
		refusals: z.boolean().default(false),
		spend: number.optional(),
		image: url.optional(),
		'callback-url': url.optional(),
		listen: number.pipe(z.number().int().min(1).max(65_535)).optional(),
	})
	.superRefine((options, { addIssue }) => {
		const needs = (option: keyof typeof options, other: keyof typeof options) => {
			if (options[option] !== undefined && options[other] === undefined)
				addIssue({ code: 'custom', path: [option], message: `needs --${other}` });
		};
		needs('spend', 'image');
		needs('image', 'spend');
		needs('callback-url', 'spend');
		needs('listen', 'callback-url');
	});

/** Creates one task. */
export interface Spend {
	/** The most credits that it may cost. */
	credits: number;
	image: string;
	callbackUrl: string | undefined;
	listen: number | undefined;
}

export interface Options {
	/** One per host, the first one for creations. */
	accounts: [Account, ...Account[]];
	report: string;
	refusals: boolean;
	spend: Spend | null;
}

/** An option that is wrong or missing. The message is for the user. */
export class UsageError extends Error {}

/**
 * Reads the command line and the environment.
 * @returns `help` if the user asks for it
 * @throws UsageError
 */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' {
	const values = parse(args);
	if (values.help) return 'help';
	const parsed = optionsSchema.safeParse(values);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new UsageError(`--${issue?.path.join('.')} ${issue?.message}`);
	}
	const { report, refusals, spend, image, listen, 'callback-url': callbackUrl } = parsed.data;
	return {
		accounts: accountsOf(env, parsed.data['both-hosts']),
		report,
		refusals,
		spend:
			spend === undefined || image === undefined
				? null
				: { credits: spend, image, callbackUrl, listen },
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				help: { type: 'boolean' },
				report: { type: 'string' },
				'both-hosts': { type: 'boolean' },
				refusals: { type: 'boolean' },
				spend: { type: 'string' },
				image: { type: 'string' },
				'callback-url': { type: 'string' },
				listen: { type: 'string' },
			},
		}).values;
	} catch (error) {
		throw new UsageError(messageOf(error));
	}
}

function accountsOf(env: NodeJS.ProcessEnv, bothHosts: boolean): Options['accounts'] {
	const { CRUN_API_KEY: apiKey = '', CRUN_BASE_URL: baseUrl = '' } = env;
	if (apiKey.trim() === '') throw new UsageError('Set CRUN_API_KEY to your API key');
	if (baseUrl === '') {
		const global = readAccount({ apiKey, region: 'global' });
		return bothHosts ? [global, readAccount({ apiKey, region: 'china' })] : [global];
	}
	if (bothHosts) throw new UsageError('--both-hosts does not go with CRUN_BASE_URL');
	try {
		return [readAccount({ apiKey, region: 'custom', baseUrl })];
	} catch (error) {
		throw new UsageError(`CRUN_BASE_URL: ${wholeText(error)}`);
	}
}
