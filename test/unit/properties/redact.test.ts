/** Properties of redacting: no secret survives, wherever it stands. */
import fc from 'fast-check';
import { oneLine, redactText } from '../../../nodes/Crun/crun/redact';
import { redactSignatures } from '../../../nodes/Crun/crun/redactSignatures';
import { holds } from './support/holds';
import { anyText } from './support/json';
import { check, quick } from './support/outcomes';

const apiKey = fc
	.string({ minLength: 8, maxLength: 40 })
	.filter((key) => !/\s/.test(key) && !key.includes('*'));
/** A signature as we make it: an HMAC-SHA256 in base64url. */
const signature = fc
	.uint8Array({ minLength: 32, maxLength: 32 })
	.map((bytes) => Buffer.from(bytes).toString('base64url'));

describe('A text from outside', () => {
	holds(
		'never shows the API key and has one line',
		fc.record({ apiKey, parts: fc.array(anyText, { minLength: 2, maxLength: 4 }) }),
		(given) => {
			const shown = quick(() => redactText(given.parts.join(given.apiKey), given.apiKey));
			check(!shown.includes(given.apiKey), `the key is shown: ${shown}`);
			check(!/[\r\n\t]/.test(shown), 'several lines');
			check(redactText(shown, given.apiKey) === shown, 'it changes when it is redacted again');
		},
	);

	holds(
		'never shows a signature, plain or percent-encoded, in any place',
		fc.record({
			signature,
			before: anyText,
			after: anyText,
			name: fc.constantFrom('?crun_sig', '&crun_sig', '&signature', '?signature', '&CRUN_SIG'),
			equals: fc.constantFrom('=', '%3D', '%3d', '%253D'),
			end: fc.constantFrom('', '&', '%26', '#', ' ', '"', "'", '\n', '\\u0026'),
		}),
		({ before, name, equals, after, end, ...given }) => {
			const text = [before, name, equals, given.signature, end, after].join('');
			const shown = quick(() => redactSignatures(text));
			check(!shown.includes(given.signature), `the signature is shown: ${shown}`);
			check(redactSignatures(shown) === shown, 'it changes when it is redacted again');
		},
	);

	holds(
		'keeps everything else',
		anyText.filter((text) => !/sig/i.test(text)),
		(text) => {
			check(redactSignatures(text) === text, 'it has changed');
			expect(quick(() => oneLine(text)).split(' ')).toEqual(text.trim().split(/\s+/));
		},
	);
});
