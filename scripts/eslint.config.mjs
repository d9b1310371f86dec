/**
 * The lint rules for code that is not published: tests, demo and scripts.
 *
 * With `n8n.strict`, n8n's tools require that eslint.config.mjs in the root is exactly n8n's own. Folders that n8n's
 * rules are not meant for therefore have their own configuration. ESLint uses the nearest one (with the flag
 * `v10_config_lookup_from_file`, the default since ESLint 10).
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
