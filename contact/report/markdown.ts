import { isDifferent, titleOf, type Finding } from '../finding';
import { summaryOf } from './lines';

/** What was found at one host. */
export interface HostReport {
	host: string;
	findings: Finding[];
}

/** When the script ran, and with what. */
export interface Circumstances {
	date: Date;
	/** Version of the package. */
	version: string;
	/** Options that change what is called, such as `--refusals`. */
	options: string[];
}

/** The report as Markdown, to be attached to an issue. */
export function markdownOf(hosts: HostReport[], { date, version, options }: Circumstances): string {
	return [
		'# First contact with Crun',
		'',
		`${date.toISOString()}, n8n-nodes-crun ${version}, Node.js ${process.version}, options: ${options.join(' ') || 'none'}`,
		'',
		'It contains the types of fields, but no values other than states, codes, messages, and IDs of templates and',
		'models. The API key, signatures, and the queries of URLs are redacted.',
		...hosts.flatMap(({ host, findings }) => [
			'',
			`## ${host}`,
			'',
			summaryOf(findings),
			'',
			'| | Check | Endpoint | Expected | Seen | Difference | Unknown fields |',
			'|---|---|---|---|---|---|---|',
			...findings.map(rowOf),
			'',
			'### Responses',
			...findings.filter(({ shape }) => shape.length > 0).flatMap(responseOf),
		]),
		'',
	].join('\n');
}

function rowOf(finding: Finding): string {
	const { endpoint, expected, seen, differences, unknownFields } = finding;
	const cells = [
		isDifferent(finding) ? '✗' : '✓',
		titleOf(finding),
		endpoint,
		expected,
		seen,
		differences.join('; '),
		unknownFields.join(', '),
	];
	return `| ${cells.map(cellOf).join(' | ')} |`;
}

const cellOf = (text: string) => text.replace(/\s+/g, ' ').replace(/[|<>]/g, '\\$&');

function responseOf(finding: Finding): string[] {
	const lines = finding.shape.map((line) => line.replace(/`/g, "'"));
	return ['', `**${titleOf(finding)}**`, '', '```text', ...lines, '```'];
}
