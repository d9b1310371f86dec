import * as media from './media';

/** A benchmark, run with `npm run bench -- <name> [options]`. */
interface Benchmark {
	/** What it measures, and its options, in one line. */
	about: string;
	/** Prints the results. @returns true if they are within the limits */
	run(options: string[]): Promise<boolean>;
}

const benchmarks: Record<string, Benchmark> = { media };

async function main([name = '', ...options]: string[]): Promise<boolean> {
	const chosen = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
	if (chosen) return await chosen.run(options);
	if (name !== '') console.error(`Unknown benchmark: "${name}"`);
	console.log('Usage: npm run bench -- <name>\n');
	for (const [benchmark, { about }] of Object.entries(benchmarks))
		console.log(`  ${benchmark.padEnd(8)} ${about}`);
	return name === '';
}

main(process.argv.slice(2)).then(
	(passed) => (process.exitCode = passed ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
