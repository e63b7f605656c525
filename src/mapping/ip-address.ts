// IP addresses among the names of servers

/** Whether a host is an IP address, with or without a zone, and not a name. */
export function isAddress(host: string): boolean {
  if (IPV4.test(host)) return true;
  const [, address = ""] = /^([^%]*)(?:%[\w.:-]+)?$/.exec(host) ?? [];
  return address.includes(":") && /^[\da-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]/`);
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
