import { main } from './main';

main(process.argv.slice(2), { env: process.env, print: (line) => console.log(line) }).then(
	(code) => (process.exitCode = code),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
