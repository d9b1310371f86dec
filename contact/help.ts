/** What `--help` shows. */
export const HELP = `Checks this package against the real Crun, with your API key, and writes a report.

Usage: CRUN_API_KEY=<key> npm run contact -- [options]

Without options it makes only calls that cost nothing.

  --report <file>       where the report is written (default: crun-contact-report.md)
  --both-hosts          checks api.crun.ai and api.crunai.com
  --refusals            also sends creations that Crun must refuse, and compares the balance. If Crun accepts one,
                        you pay for it, no further one is sent, and the report names the task.
  --spend <credits>     also creates one task, of the cheapest template, if its price is known and is at most this
      --image <url>     the photo for it: a public http(s) URL (required)
      --callback-url <url>   where Crun sends its callback; without it, no callback is requested
      --listen <port>   receives the callback at 127.0.0.1:<port>, to which --callback-url must lead
  --help                shows this text

CRUN_BASE_URL replaces https://api.crun.ai.
Exit code: 0 if everything is as the package expects, 1 if something differs, 2 if an option is wrong.`;
