import { isDifferent, titleOf, type Finding } from '../finding';

/** A finding as it is printed. */
export function linesOf(finding: Finding): string[] {
	const { endpoint, expected, seen, differences, unknownFields } = finding;
	return [
		`${isDifferent(finding) ? '✗' : '✓'} ${titleOf(finding)}`,
		`    endpoint:       ${endpoint}`,
		`    expected:       ${expected}`,
		`    seen:           ${seen}`,
		`    difference:     ${differences.join('; ') || 'none'}`,
		`    unknown fields: ${unknownFields.join(', ') || 'none'}`,
	];
}

/** `3 of 52 checks differ.` */
export function summaryOf(findings: Finding[]): string {
	const count = findings.filter(isDifferent).length;
	return count === 0
		? `All ${findings.length} checks are as the package expects.`
		: `${count} of ${findings.length} checks differ from what the package expects.`;
}
