/** The environment variable with the folder in which n8n-core keeps its files. */
export const FOLDER_VARIABLE = 'CRUN_BENCH_FOLDER';
