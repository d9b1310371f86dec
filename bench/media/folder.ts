/** The environment variable that tells the processes of a run where n8n-core is to keep its files. */
export const FOLDER_VARIABLE = 'CRUN_BENCH_FOLDER';
