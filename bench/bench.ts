import * as media from './media';

/** What can be measured, each by a command of its own: `npm run bench -- <name> [options]`. */
interface Benchmark {
	/** One line: what it measures, and its options. */
	about: string;
	/** Prints its figures. @returns whether they are within their limits */
	run(options: string[]): Promise<boolean>;
}

const benchmarks: Record<string, Benchmark> = { media };

async function main([name = '', ...options]: string[]): Promise<boolean> {
	const chosen = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
	if (chosen) return await chosen.run(options);
	if (name !== '') console.error(`There is no benchmark "${name}".`);
	console.log('Usage: npm run bench -- <name>\n');
	for (const [one, { about }] of Object.entries(benchmarks))
		console.log(`  ${one.padEnd(8)} ${about}`);
	return name === '';
}

main(process.argv.slice(2)).then(
	(good) => (process.exitCode = good ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
