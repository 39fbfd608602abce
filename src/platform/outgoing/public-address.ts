import { BlockList, isIP } from 'node:net';

/**
 * Networks that no request of ours to a stranger's address may reach: this machine, the building, the provider's machinery (169.254.169.254 tells secrets to who asks), and
 * what is no address of one machine. IANA special-purpose registries (RFC 6890 and its updates).
 */
const BARRED = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) BARRED.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only global unicast is anybody's; inside it those that carry or stand for other networks are not. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) BARRED.addSubnet(net, bits, 'ipv6');

/** May a page that anybody can name be asked for at this IP address? */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4: return !BARRED.check(address, 'ipv4');
    case 6: return GLOBAL.check(address, 'ipv6') && !BARRED.check(address, 'ipv6');
    default: return false;
  }
}
