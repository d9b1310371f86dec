import dns from 'node:dns';

/** The hosts of files in the simulator, with public names, as Crun's are. */
export const FILE_HOSTS = { storage: 'storage.crun.example', media: 'media.crun.example' };

/** Stands for DNS: these names are on this machine. All other names are resolved as usual. */
const names = new Set(Object.values(FILE_HOSTS));
const resolve = dns.lookup.bind(dns);
const lookup = (name: string, ...rest: unknown[]): unknown =>
	Reflect.apply(resolve, dns, [names.has(name) ? '127.0.0.1' : name, ...rest]);
Object.assign(dns, { lookup });
