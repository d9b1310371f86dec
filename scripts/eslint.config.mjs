/**
 * The lint rules of code that is never published: tests, demo, scripts.
 *
 * The root's eslint.config.mjs must stay exactly n8n's own (`n8n.strict` makes n8n's tools check that), so code that
 * n8n's rules are not meant for lies in folders with a configuration of their own: ESLint takes the nearest one (flag
 * `v10_config_lookup_from_file`, the default from ESLint 10 on).
 */
import path from 'node:path';
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	js.configs.recommended,
	{
		files: ['**/*.{js,cjs,mjs}'],
		languageOptions: { globals: globals.node },
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: {
				project: 'tsconfig.json',
				tsconfigRootDir: path.dirname(import.meta.dirname),
			},
		},
	},
);
